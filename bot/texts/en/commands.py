"""Every sentence of the command line, for the operator; plain text for a terminal, filled in with str.format."""

import errno
from collections.abc import Mapping

from data.domain.policy_file import PolicyFault
from data.office.acting import Refusal
from data.spreadsheet import Fault

STOPPED = "Stopped as you asked."
USAGE = "Wrong usage: {problem} (see: {command} --help)"
UNEXPECTED = "Unexpected error ({kind}): {text} (run again with PYTHONDEVMODE=1 for details)"

# Help

COMMANDS: Mapping[str, str] = {
    "nhacviec": "Read directives, remind agencies and answer what is still to be done.",
    "agencies": "The list of agencies.",
    "people": "The list of people.",
    "demo": "Open the whole product with a sample directive on a chat page of this machine.",
    "run": "Run the service: channels, clock and HTTP.",
    "read": "Read directives and show what was understood; store nothing.",
    "import": "Read and store a directive with its tasks as drafts.",
    "understand": "Understand messages: JSON lines from standard input, meanings to standard output.",
    "agencies import": "Add or update agencies: code, name, aliases, kind, parent.",
    "agencies merge": "Merge an agency into another: people, groups and open tasks go along.",
    "agencies rename": "Rename an agency; the old name is still understood.",
    "people import": "Add or update people: name, post, agency, role, perhaps id, active, phone, language.",
    "agencies export": "Write the agencies into a file that import takes back.",
    "people export": "Write the people into a file that import takes back.",
    "people erase": "Erase a person's name, post, phone and chats; the work's history stays.",
    "invite": "Make a pairing code for each person who is not paired.",
    "unpair": "End a person's chats and codes.",
    "tasks": "List tasks that are open, overdue and done.",
    "tick": "Do all that the clock would have done by then, and end.",
    "audit": "Compare what had to be said by now with what was; exit 1 when anything is missing or doubled.",
    "migrate": "Bring the database to the present version.",
    "check": "Check settings, database, clock and disk; every line says what to do.",
    "tidy": "Forget messages, files and codes that the policy keeps no longer.",
    "backup": "Save everything into one file, while the service runs.",
    "restore": "Take a backup back, into SQLite or PostgreSQL; the service must be stopped.",
}
OPTIONS: Mapping[str, str] = {
    "version": "Print the version and exit.",
    "json": "Print JSON on standard output.",
    "table": "A CSV or XLSX file.",
    "port": "The port on 127.0.0.1.",
    "no_browser": "Open no browser.",
    "keep": "Keep the database in this file.",
    "number": "The directive's number, where it leaves it blank.",
    "issued_on": "The day of issue: 2024-05-13.",
    "confirm": "Make the tasks live at once.",
    "kind": "reply: what officials answer; query: what leaders ask.",
    "explain": "Add the words that led to each meaning.",
    "merged": "Code or name of the agency that goes over.",
    "into": "Code or name of the agency that takes it in.",
    "on": "From this day on: 2025-07-01; today by default.",
    "renamed": "The present code or name.",
    "name": "The new name.",
    "exported": "The .csv or .xlsx file to write.",
    "person": "Id or full name.",
    "yes": "Erase for good; nothing brings it back.",
    "qr": "Write each person's QR code into this folder.",
    "guide": "Print what to send to each person about pairing on Zalo.",
    "status": "Status: open, late, done, due_soon, …",
    "agency": "Name, code or abbreviation of the lead agency.",
    "as_of": "How things stood at the end of that day: 2024-05-13.",
    "at": "Office time; now by default.",
    "backup": "The file to write, for example nhacviec-2024-05-13.zip.",
    "restored": "A file that nhacviec backup wrote.",
    "force": "Delete all that is there and put the backup in its place.",
    "directives": "Files of directives: .docx, .pdf, .txt.",
    "directive": "The directive's file: .docx, .pdf, .txt.",
}

# Files

NO_FILE = "{file}: there is no such file"
NOT_A_FILE = "{file}: is a folder, not a file"
FILE_FORBIDDEN = "{file}: reading or writing is not permitted"
DISK_FULL = "The disk is full; make room and run it again."
FILE_TOO_LARGE = "{file}: is over the largest file allowed on this machine; raise the limit or choose another place."
NOT_A_FOLDER = "{file}: is below a file, not a folder"
DISK_READ_ONLY = "{file}: is on a read-only disk"
FILE_ERROR = "{file}: {problem}"

# Settings

BAD_SETTING = "{name}: {problem}"
SETTING_PROBLEMS: Mapping[str, str] = {
    "database_url": "must be sqlite:///… or postgresql://…",
    "telegram_token": "must not contain spaces",
    "telegram_api_url": "must be an address http(s)://…",
    "zalo_token": "must be one or several bot tokens separated by commas, without spaces in a token",
    "zalo_api_url": "must be an address http(s)://…",
    "public_url": "must be an address http(s)://…",
    "webhook_secret": "must have 8-256 characters, only A-Z a-z 0-9 _ -",
    "listen": "must be host:port, for example 127.0.0.1:8080",
    "proxy": "must be an address http://…, https://… or socks5://…",
    "timezone": "must be a time zone like Asia/Ho_Chi_Minh",
    "policy": "must be a readable TOML file",
    "language": "must be vi or en",
    "heartbeat_url": "must be an address http(s)://…",
    "clock": "must be like 2024-05-13T07:59:30+07:00, perhaps with a speed like x600",
}
SETTING_IS = "{problem} (it is {value!r})"
GIVEN_TWICE = "set only one of {name} and {name}_FILE"
HOLDER_UNREADABLE = "the file {file} cannot be read"
HOLDER_EMPTY = "the file {file} is empty"
NEEDED_WITH_PUBLIC_URL = "must be set with NHACVIEC_PUBLIC_URL"
ENV_UNREADABLE = "the file cannot be read (UTF-8 and the right to read are needed)"
POLICY_FAULTS: Mapping[PolicyFault, str] = {
    PolicyFault.UNREADABLE: "the file cannot be read (UTF-8 and the right to read are needed)",
    PolicyFault.NOT_TOML: "is no valid TOML on line {line}",
    PolicyFault.UNKNOWN: "there is no such value; known are {known}",
    PolicyFault.NOT_LATER: "must be later than push_from",
    PolicyFault.NOT_BETWEEN: "must lie between push_from and push_until",
    PolicyFault.ALSO_OFF: "{day} is listed under off as well",
    PolicyFault.NOT_A_TABLE: "must be a TOML table",
    PolicyFault.NOT_A_ZONE: "must be a time zone like Asia/Ho_Chi_Minh (it is {value!r})",
    PolicyFault.NOT_A_TIME: "must be a time of day like 08:00:00 (it is {value!r})",
    PolicyFault.NOT_DAYS: "must be a list of days like [2024-09-09]",
    PolicyFault.NOT_WEEKDAYS: 'must be a list of weekdays like ["mon", "fri"] out of {known}',
    PolicyFault.NOT_A_FLAG: "must be true or false (it is {value!r})",
    PolicyFault.NOT_KNOWN: "must be one of {known} (it is {value!r})",
    PolicyFault.NOT_A_COUNT: "must be a whole number of at least {least} (it is {value!r})",
    PolicyFault.NOT_COUNTS: "must be a list of numbers of days like [7, 3, 1]",
    PolicyFault.NOT_STEPS: 'must be a list like [[1, "head"], [3, "specialist"]]',
    PolicyFault.NOT_A_STEP: "each entry is a number of days and one of {known} (it is {value!r})",
    PolicyFault.NOT_DECIDERS: "must be a list of some of {known} (it is {value!r})",
}

# Database

BAD_DATABASE_URL = "NHACVIEC_DATABASE_URL: must be sqlite:///… or postgresql://…"
NEWER_DATABASE = "The database belongs to a newer nhacviec; upgrade nhacviec before using it."
NOT_MIGRATED = "The database is not at the present version; run: nhacviec migrate"
DATABASE_LOCKED = "Another program holds the database; try again in a few minutes."
DATABASE_FORBIDDEN = "The database cannot be opened or written; check NHACVIEC_DATABASE_URL and the right to write."
NOT_A_DATABASE = "The file in NHACVIEC_DATABASE_URL is no database of nhacviec, or is damaged."
DATABASE_UNREACHABLE = "The database cannot be reached; check NHACVIEC_DATABASE_URL and the server."
DATABASE_DISK = "The disk refuses the database; check the disk, its room and limits of size, then run it again."
DATABASE_ERROR = "The database reports an error: {problem}"

DATABASE_REMOVED = (
    "The database file {file} was removed or moved while in use; put it back or restore it from a backup."
)

# Backups

SAVING = "Backing up"
CHECKING_BACKUP = "Checking the backup"
RESTORING = "Restoring"
BACKED_UP = "Backed up {rows} rows of {tables} tables into {file} ({size})."
BACKUP_FAILED = "Not backed up, no unfinished file is left. {problem}"
RESTORED = "Restored {rows} rows of {tables} tables from the backup of {moment} (nhacviec {version})."
NOT_A_BACKUP = "{file}: is no backup of nhacviec; the database is as it was."
DAMAGED_BACKUP = "{file}: the backup is damaged or cut off; the database is as it was, use another one."
NEWER_BACKUP = "{file}: the backup is of a newer nhacviec; upgrade nhacviec, then restore. The database is as it was."
DATABASE_IN_USE = "Another program has the database open; stop the service (nhacviec run), then restore."
DATABASE_NOT_EMPTY = "The database has data already; add --force to delete it all and put the backup in its place."
FOREIGN_DATABASE = "The database has tables of another program ({names}); give nhacviec a database of its own."
RESTORE_INCOMPLETE = "Table {table} lacks rows after restoring; the database is as it was."

# Lists of agencies and people

FAULTS: Mapping[Fault, str] = {
    Fault.EMPTY: "the file has no rows",
    Fault.HUGE: "the file is too large (at most 10 MB and 20,000 rows)",
    Fault.NOT_A_TABLE: "is no readable CSV or XLSX table",
    Fault.NOT_UTF8: "the CSV file is not UTF-8; save it as “CSV UTF-8”",
    Fault.NO_COLUMN: "column {column} is missing",
    Fault.UNKNOWN_COLUMN: "unknown column “{column}”; the columns are: {other}",
    Fault.COLUMN_TWICE: "column {column} is there twice",
    Fault.TOO_MANY_CELLS: "more cells than columns, from “{value}” on (a cell with a comma must be quoted)",
    Fault.CELL_TOO_LONG: "cell {column} is too long",
    Fault.BLANK: "{column} is missing",
    Fault.UNKNOWN: "{column} “{value}” is not known",
    Fault.TWICE: "{column} “{value}” is that of row {other} too",
    Fault.TAKEN: "{column} “{value}” is that of agency {other} already",
    Fault.CIRCLE: "the parent agency “{value}” is itself below this agency",
}
UNKNOWN_CHOICE = "{column} “{value}” is not known; use one of: {other}"
BAD_ROW = "{file}: row {row}: {problem}"
BAD_FILE = "{file}: {problem}"
AGENCIES_FIRST = "There is no agency in the list yet; first run: nhacviec agencies import FILE"
AGENCIES_IMPORTED = "Imported {count} agencies ({new} new)."
MATCHED = "{count} shares of tasks whose agency was not known now have one of the registry."
MERGED = "Merged {agency} into {successor} from {on}: {people} people, {tasks} shares moved; {told} people told."
MERGES = (
    "From {on} {agency} will be merged into {successor}: {people} people, {tasks} shares will move; {told} people told."
)
RENAMED = "Renamed {agency} to {name}; the old name is still understood; {told} people told."
RESTRUCTURING: Mapping[Refusal, str] = {
    Refusal.SAME_AGENCY: "These two agencies are one, so they cannot be merged.",
    Refusal.MERGED_ALREADY: "This agency has been merged, or is going to be.",
    Refusal.NAME_TAKEN: "This name is blank or another agency's.",
}
PEOPLE_IMPORTED = "Imported {count} people ({new} new)."

EXPORTED = "Wrote {count} rows into {file}."
EXPORT_ENDING = "{file}: the file's name must end in .csv or .xlsx"

# People and their chats

EVERYBODY_PAIRED = "Everybody is connected; there is no new code."
INVITING = "Making pairing codes"
INVITATIONS = "Pairing codes (each works once, valid for {days} days)"
INVITATION_COLUMNS = ("Person", "Id", "Agency", "Pairing code", "Link", "Zalo bot")
ZALO_FULL = "The Zalo bots have no room for {count} people; make another bot and add its token to NHACVIEC_ZALO_TOKEN."
NO_GUIDE = "No Zalo bot has room and answers, so the guide could not be written."
QR_NEEDS_LINK = "No QR codes were drawn: a working Telegram bot is needed for the links."
QR_WRITTEN = "Wrote {count} QR codes into {folder}"
UNPAIRED = "Ended every chat and code of {person}."
ERASED = "erased person"
ERASE_NEEDS_YES = (
    "Name, post, phone, chats and all messages with {person} will be erased for good, and the name in reports too. "
    "If you are sure, run it again with --yes."
)
ERASED_PERSON = (
    "The data of {person} are erased; the history of tasks says “{called}”. Old backups still have these data."
)
ERASED_BUT_NAMESAKE = (
    "Somebody else has the same name, so it stays in reports and in messages that were sent to others."
)
NOBODY_NAMED = "Nobody has the id or name “{who}”."
SEVERAL_NAMED = "Several people are called “{who}”; use an id: {ids}"

# Directives and tasks

READING = "Reading documents"
# By the word of data.intake.draft.Reason.
UNREADABLE: Mapping[str, str] = {
    "empty": "the file is empty",
    "binary": "is no document",
    "too_large": "the file is too large",
    "encrypted": "the file has a password; remove it and send it again",
    "scanned": "is a scan without text to read; use a copy with text",
    "old_format": ".doc, .rtf and .odt are read only where LibreOffice is installed; save it as .docx",
    "no_text": "has no text that can be read",
    "broken": "the file is broken and cannot be opened",
    "too_complex": "the file is too complex for the time or memory allowed; take it apart and send it again",
    "macros": "the file has macros and is not accepted; save it as .docx without macros",
    "foreign": "is no Vietnamese document",
    "several": "the file holds several documents; make each a file of its own",
    "unbroken": "the whole document stands on one line; keep its paragraphs",
    "failed": "the program failed to read this file; tell the administrator",
    "classified": "the document bears a secrecy mark and is not accepted; nothing is kept",
}
FILE_PROBLEMS: Mapping[int, str] = {
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "is a folder, not a file",
    errno.EACCES: "reading is not permitted",
}
KINDS: Mapping[str, str] = {
    "thong_bao_ket_luan": "Notice of conclusions",
    "thong_bao": "Notice",
    "cong_dien": "Official telegram",
    "cong_van": "Official letter",
    "chi_thi": "Instruction",
    "ke_hoach": "Plan",
    "quyet_dinh": "Decision",
}
DIRECTIVE = "{kind} number {label}, of {issued_on}, by {issuer}, signed by {signer}"
NOT_STATED = "(not stated)"
TASK_COLUMNS = ("Place", "Content", "Lead", "Coordinating", "Deadline")
TASKS_READ = "{count} tasks"
NO_TASKS_TO_STORE = "no task was found, so it is not kept"
NO_TASKS_READ = "No task was found."
BAD_DAY = "Not a day: {text} (write 2024-05-13 or 13/5/2024)"
BAD_MOMENT = "Not a moment: {text} (write 2024-05-13T08:00:00+07:00)"
STORED_DRAFTS = "Kept document {label} with {count} draft tasks."
STORED_LIVE = "Kept document {label} with {count} tasks; the tasks are live."
STORED_BEFORE = "Document {label} was there before, with {count} tasks."
NUMBER_TAKEN = "There is another document with this number, day and issuer."
UNMATCHED = "Not in the registry of agencies: {names}"
BAD_STATUS = "State “{status}” is not known; use one of: {known}"
DAY_TO_COME = "The day {day} is to come; --as-of looks only at days that are over."
NO_AGENCY = "There is no agency “{agency}” in the registry."
FOLLOWED_COLUMNS = ("Code", "Content", "Lead", "Deadline", "Left (working days)", "State")
FOLLOWED = "{count} tasks"
NOTHING_FOLLOWED = "There is no such task."
DRAFTS_WAIT = "{count} drafts of tasks wait for the office to confirm them in its chat; nobody is reminded before."
STATUSES: Mapping[str, str] = {
    "assigned": "assigned",
    "acknowledged": "acknowledged",
    "in_progress": "in progress",
    "blocked": "in difficulty",
    "refused": "held not theirs",
    "paused": "paused",
    "returned": "returned",
    "reported_done": "reported done, to be confirmed",
    "confirmed": "done",
}
OVERDUE = "{status}, overdue"
BAD_LINE = "Line {line}: {problem}"
NOT_JSON = "is no JSON object"
FIELD_MISSING = "a field is missing or wrong: {field}"

# Service

PORT_TAKEN = "Port {address} cannot be opened: another program uses it, or it is not permitted."
DEMO_OPEN = "The demo runs at {address} (Ctrl-C to stop)"
TICKED = "Sent {count} messages."
TIDIED = (
    "Deleted the contents of {said} sent and {heard} heard messages, {files} files and {codes} pairing codes "
    "that are past their keeping."
)
MIGRATED = "The database is at the present version."

# Audit

AUDITED = "To be said: {expected}; missing {missing}, double {double}, late {late}."
AUDIT_FAILED = "{missing} reminders are missing and {double} are double."
AUDIT_OUTCOMES: Mapping[str, str] = {
    "said": "said, with the channel's receipt",
    "covered": "covered by another message about the same task",
    "void": "no longer true when it was to be sent",
    "unreached": "the person is no longer connected",
    "snoozed": "the person asked to be reminded later",
    "under_way": "being sent",
    "silent_service": "the service did not run until things had changed",
    "missing": "missing",
}
AUDIT_WHY: Mapping[str, str] = {
    "not_planned": "not in the ledger of reminders",
    "no_receipt": "without a receipt",
    "covered_by_nothing": "said to be covered, but no message covers it",
    "given_up_while_true": "given up while it was still true",
    "stuck": "planned but not sent",
    "twice_in_a_morning": "said twice in a day",
    "not_given_out": "a recurring task's period began but was not given out",
    "no_digest": "a digest is missing",
    "held_too_long": "held back past the morning it was promised for",
    "too_many": "more messages than a day allows",
    "late": "said late",
}
AUDIT_FINDING = "{code}\t{rung}\tperson {person}\t{due_at}\t{why}"

# Check

CHECK_AUDIT = "Audit of reminders: last at {moment}, missing {missing}, double {double}"
CHECK_AUDIT_BAD = "Audit of reminders: last at {moment}, missing {missing}, double {double}; see: nhacviec audit"
CHECK_AUDIT_NEVER = "Audit of reminders: has never run; the service runs it every hour"
MARKS: Mapping[str, str] = {"good": "[good]", "note": "[note]", "bad": "[error]", "detail": "   ", "changed": "  *"}
CHECK_FAILED = "{count} errors must be put right before running."
CHECK_SETTINGS = "Settings: readable"
CHECK_UNKNOWN_NAME = "{name}: there is no such setting; check its spelling"
CHECK_DATABASE = "Database: {database}, at the present version"
CHECK_DATABASE_BAD = "Database: {problem}"
CHECK_TRAIL = "Audit trail: {count} rows, the chain of hashes is whole"
CHECK_TRAIL_BROKEN = (
    "Audit trail: row {row} does not fit the chain of hashes, it was changed or deleted; compare with the last backup"
)
CHECK_BACKUP = "Backup: last at {moment}"
CHECK_OLD_BACKUP = "Backup: last at {moment}, over two days ago; run daily: nhacviec backup FILE"
CHECK_NO_BACKUP = "Backup: none yet; run daily: nhacviec backup FILE, and copy the file to another machine"
CHECK_TIME = "Machine clock: agrees with {url}"
CHECK_TIME_WRONG = "Machine clock: differs by {seconds} seconds from {url}; switch on time synchronisation (NTP)"
CHECK_NO_TIME = "Machine clock: could not be compared with {url}; check the network or NHACVIEC_PROXY"
CHECK_DISK = "Disk: {free} GB free at {folder}"
CHECK_DISK_FULL = "Disk: only {free} GB free at {folder}; make room"
CHECK_POLICY = "Policy: {source}; morning messages {morning}, messages from {start} to {end}"
CHECK_POLICY_VALUE = "{key} = {value}"
CHECK_POLICY_CHANGED = "{key} = {value} (default: {default})"
BUILT_IN = "built in"
CHECK_CLOCK = "Office time: {moment} ({zone})"
CHECK_REHEARSAL = "Office time: {moment} ({zone}), a rehearsal; take NHACVIEC_CLOCK out for real use"
CHECK_CHANNEL_OFF = "{channel}: no bot token, so this channel is off; set {name} to use it"
