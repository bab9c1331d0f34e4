"""What the clock says on its own: one message a person, of one task or of several (domain rules 10, 11 and 15)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import accumulate, groupby, takewhile

from markupsafe import Markup

from bot.conversation import digests
from bot.conversation.answering import charting
from bot.conversation.choosing import choices_for, choices_for_all, still_offered
from bot.conversation.phrases import Phrases
from bot.reports.chart import drawn
from bot.texts.catalogue import Texts
from data.db.stores.cards import Card
from data.domain.addresses import Instead
from data.domain.digest import LeaderDigest, OfficeDigest, Standing
from data.domain.failure import Unreached
from data.domain.leave import Leave
from data.domain.message import UNDRAWN, Choice, Message, OutFile
from data.domain.permissions import Action, may
from data.domain.person import Person, Role
from data.domain.planning import UNHEARD, Mention
from data.domain.reminders import ladder
from data.domain.snooze import Snooze, wakes_at
from data.domain.task import Assignment, Part, number_of
from data.office.acting import Rules

MAX_LINES = 15
"""A longer list does not fit a telephone's screen; the rest is counted."""
LONGEST_MERGED = 3000
"""Characters of held notices that one message repeats; the tasks of the others are behind its choice."""
MAX_CODES = 5
"""More tasks than these are counted for each person in the list of whom to phone."""
_NEVER = datetime.max.replace(tzinfo=UTC)


class Section(StrEnum):
    """What is said of a task, in the order in which a message says it."""

    OVERDUE = "overdue"
    LATE = "late"
    DUE = "due"
    NEW = "new"
    COORDINATED = "coordinated"
    UNACKNOWLEDGED = "unacknowledged"
    UNPAIRED = "unpaired"
    UNMATCHED = "unmatched"
    UNHEARD = "unheard"
    AWAY = "away"
    SNOOZED = "snoozed"
    SILENT = "silent"


_TO_THE_AGENCY = frozenset(
    {Section.OVERDUE, Section.DUE, Section.NEW, Section.COORDINATED, Section.SNOOZED, Section.SILENT}
)
_ORDER = {section: place for place, section in enumerate(Section)}
_BY_KIND = {
    "assigned": Section.NEW,
    "before": Section.DUE,
    "day": Section.DUE,
    "silent": Section.SILENT,
    "quiet": Section.SILENT,
    "snooze": Section.SNOOZED,
    "away": Section.AWAY,
    "unacknowledged": Section.UNACKNOWLEDGED,
    "nobody": Section.UNPAIRED,
    "unmatched": Section.UNMATCHED,
}


AddressOf = Callable[[OutFile], str]
"""Gives a file an address where it can be fetched for so many hours."""
LINK_HOURS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One task in a message, in words; empty words are left out."""

    code: str
    due: str
    title: str
    urgency: str
    agency: str
    missing: str


def section_of(rung: str) -> Section:
    """Return what a rung or a step of escalation of that name is about: "overdue-3" is ours, "overdue-3-chief" not."""
    if rung.endswith(UNHEARD):
        return Section.UNHEARD
    kind, _, rest = rung.partition("-")
    if kind == "overdue":
        return Section.LATE if rest.rpartition("-")[2] in set(Role) else Section.OVERDUE
    return _BY_KIND[kind]


def _section(mention: Mention) -> Section:
    """Return what is said of a task: to an agency that only coordinates it, always the same."""
    coordinated, section = mention.assignment.part is Part.COORDINATING, section_of(mention.reminder.rung)
    return Section.COORDINATED if coordinated and section in _TO_THE_AGENCY else section


class ChatWording:
    """Implements the port `Wording` with the sentences of `reminders.toml`."""

    def __init__(self, texts: Texts, rules: Rules, address_of: AddressOf | None = None) -> None:
        """Make the wording; `address_of` gives files public addresses, where the house is reached from outside."""
        self._texts = texts
        self._rules = rules
        self._address_of = address_of

    def reminder(self, person: Person, mentions: Sequence[Mention], now: datetime) -> Message:
        """Return the one message that tells `person` of all `mentions`, dated and urgent tasks first."""
        ordered = sorted(mentions, key=_place)
        assignments, lines = [mention.assignment for mention in ordered], _Lines(self._phrases(person), now)
        texts = lines.phrases.texts
        if len(ordered) == 1:
            text, choices = lines.one(ordered[0]), choices_for(texts, person, assignments[0])
            choices += lines.later(person, ordered[0])
        else:
            text, choices = lines.several(person, ordered), choices_for_all(texts, person, assignments)
        about = tuple(dict.fromkeys(one.id for one in assignments))
        urgent = any(one.urgency for one in assignments)
        return Message(text, choices, about, urgent=urgent, language=texts.language)

    def without_files(self, message: Message) -> Message:
        """Return the words of `message` and, in place of its files, why this channel sends none and where they are."""
        texts = self._texts.speaking(message.language)
        charts = [charting.in_text(texts, file) for file in message.files if file.media_type == UNDRAWN]
        text = "\n\n".join([message.text, *charts])
        files = [file for file in message.files if file.media_type != UNDRAWN]
        if files:
            links = [(file.name, self._address_of(file) if self._address_of else "") for file in files]
            text = texts.say("answers.no_files_here", text=Markup(text), files=links, hours=LINK_HOURS)  # noqa: S704 - rendered by us before
        return replace(message, text=text, files=())

    def drawn(self, file: OutFile) -> OutFile:
        """Return an `UNDRAWN` file as a picture; takes some tenths of a second, in any thread."""
        return drawn(file)

    def another_way(self, message: Message, channel: str, instead_of: str, why: Instead) -> Message:
        """Return the words of `message`, and that they come here because the chosen channel does not carry them."""
        texts = self._texts.speaking(message.language)
        names = {name: texts.say(f"channels.{name}") for name in (channel, instead_of)}
        note = texts.say(f"channels.instead_{why}", here=names[channel], there=names[instead_of])
        return replace(message, text=f"{message.text}\n\n{note}")

    def corrected(self, person: Person | None, card: Card, now: Mapping[int, Assignment]) -> Message:
        """Return what a sent message should read like now: what was chosen and when, and what may still be chosen."""
        texts = self._texts.speaking(card.message.language)
        note = texts.say("reminders.corrected", taken=card.taken, at=card.outdated_at)
        left = still_offered(texts, person, card.left, now) if person else card.left
        return replace(card.message, text=f"{card.message.text}\n\n{note}", choices=left)

    def headlines(self, agency: str, assignments: Sequence[Assignment], now: datetime) -> Message:
        """Return what an agency's group is told of its tasks in the morning: nothing that is not for everybody.

        A group hears the office's language.
        """
        ordered = sorted(assignments, key=lambda one: (one.due_at or _NEVER, number_of(one.code)))
        shown, phrases = ordered[:MAX_LINES], self._phrases(None)
        titles = ["" if self._rules.policy.codes_only else one.title for one in shown]
        tasks = [(one.code, phrases.due(one, now), title) for one, title in zip(shown, titles, strict=True)]
        text = phrases.texts.say("groups.headlines", agency=agency, tasks=tasks, more=len(ordered) - len(shown))
        return Message(text, about=tuple(one.id for one in ordered))

    def group_lost(self, person: Person, agency: str) -> Message:
        """Return what `person` hears, an official whose group of the agency takes nothing from us any more."""
        return self._say(person, "groups.lost", agency=agency)

    def with_standing(self, message: Message, standing: Standing) -> Message:
        """Return an official's reminder with how all of the agency's tasks stand."""
        phrases = Phrases(self._texts.speaking(message.language), self._rules)
        return replace(message, text=digests.with_standing(phrases, message, standing))

    def office_digest(self, person: Person, digest: OfficeDigest, now: datetime) -> Message:
        """Return what `person` of the office is told in the morning of what waits for them."""
        return digests.office_message(self._phrases(person), digest, now)

    def leader_digest(self, person: Person, digest: LeaderDigest, now: datetime) -> Message:
        """Return what `person`, a leader, is told of all work."""
        return digests.leader_message(self._phrases(person), digest, now)

    def in_place_of(self, message: Message, absent: Person, until: date) -> Message:
        """Return a digest as the colleague hears it who stands in for somebody that is away."""
        texts = self._texts.speaking(message.language)
        text = texts.say("digests.in_place_of", text=Markup(message.text), who=absent.name, until=until)  # noqa: S704 - rendered by us before
        return replace(message, text=text)

    def leave_over(self, leave: Leave, person: Person, stand_in: Person | None) -> Mapping[int, Message]:
        """Return what a person who comes back and the colleague who stood in are told, by who hears it."""
        said = {person.id: self._say(person, "absence.over", until=leave.until_on)}
        if stand_in is not None:
            said[stand_in.id] = self._say(stand_in, "absence.over_stand_in", who=person.name, until=leave.until_on)
        return said

    def merged(self, notices: Sequence[Message]) -> Message:
        """Return the one message that says what several would have said, as far as a screen holds; no task is lost.

        All of them are in one language.
        """
        ordered, own = sorted(notices, key=lambda notice: bool(notice.about)), self._texts.speaking(notices[0].language)
        texts = [Markup(notice.text) for notice in ordered]  # noqa: S704 - rendered by us before
        shown = max(1, sum(total <= LONGEST_MERGED for total in accumulate(len(text) for text in texts)))
        about = tuple(dict.fromkeys(share for notice in ordered for share in notice.about))
        text = own.say("reminders.merged", texts=texts[:shown], more=len(texts) - shown)
        label = own.label("cards.choose_show_tasks")
        choices = (Choice(label, "show_tasks", {"assignments": list(about)}),) if about else ()
        return Message(text, choices, about, aside=True, language=own.language)

    def told_enough(self, colleague: Person, person: Person, count: int, until: datetime) -> Message:
        """Return what `colleague` of the office hears of a person who gets no more notices today."""
        said = {"name": person.name, "post": person.post, "count": count, "until": until}
        return self._say(colleague, "reminders.told_enough", **said)

    def unreached(self, colleague: Person, people: Sequence[Unreached], now: datetime) -> Sequence[Message]:
        """Return the list, for `colleague`, of whom the office must phone; a long one in several messages."""
        parts = [people[n : n + MAX_LINES] for n in range(0, len(people), MAX_LINES)]
        return [self._unreached(colleague, part, now) for part in parts]

    def _unreached(self, colleague: Person, people: Sequence[Unreached], now: datetime) -> Message:
        phrases = self._phrases(colleague)
        lines = [
            {
                "person": one.person,
                "agency": one.agency,
                "tasks": [(share.code, phrases.due(share, now)) for share in one.assignments[:MAX_CODES]],
                "more": max(0, len(one.assignments) - MAX_CODES),
                "whys": one.whys,
            }
            for one in people
        ]
        about = tuple(dict.fromkeys(share.id for one in people for share in one.assignments))
        urgent = any(share.urgency for one in people for share in one.assignments)
        return replace(
            self._say(colleague, "reminders.unreached", people=lines), about=about, urgent=urgent, aside=True
        )

    def _say(self, person: Person, key: str, **data: object) -> Message:
        texts = self._texts.of(person)
        return Message(texts.say(key, **data), language=texts.language)

    def _phrases(self, person: Person | None) -> Phrases:
        return Phrases(self._texts.of(person), self._rules)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Words the tasks of a reminder in the language of who is reminded."""

    phrases: Phrases
    now: datetime

    def one(self, mention: Mention) -> str:
        """Return the card of one task."""
        section, phrases = _section(mention), self.phrases
        return phrases.texts.say(
            "reminders.one",
            heading=phrases.texts.say(f"reminders.heading_{section}"),
            heading_key=section.value,
            ordinal=self._ordinal(mention) if section in _TO_THE_AGENCY else 0,
            line=self._line(mention, weekday=True),
            leads=mention.leads or (mention.assignment.agency_name,),
            coordinating=mention.assignment.agency_name if mention.assignment.part is Part.COORDINATING else "",
            directive=phrases.directive(mention.directive),
            status=phrases.status(mention.assignment),
            extended=phrases.extended(mention.assignment),
        )

    def several(self, person: Person, mentions: Sequence[Mention]) -> str:
        """Return the list of several tasks."""
        directives = {mention.directive.id: mention.directive for mention in mentions}
        only = next(iter(directives.values())) if len(directives) == 1 else None
        return self.phrases.texts.say(
            "reminders.several",
            name=person.name,
            total=len({(mention.assignment.task_id, mention.assignment.period) for mention in mentions}),
            sections=self._sections(mentions[:MAX_LINES]),
            more=max(0, len(mentions) - MAX_LINES),
            directive=self.phrases.directive(only) if only else "",
        )

    def later(self, person: Person, mention: Mention) -> tuple[Choice, ...]:
        """Offer an official to be reminded on the next working day, while that is not past the deadline."""
        calendar, assignment = self.phrases.rules.calendar, mention.assignment
        tomorrow = calendar.add_working(calendar.office_day(self.now), 1)
        wish = Snooze(assignment.id, person.id, self.now, tomorrow)
        if not may(person, Action.NOTE, assignment) or wakes_at(wish, assignment, calendar) <= self.now:
            return ()
        label = self.phrases.texts.label("absence.choose_tomorrow")
        return (Choice(label, "snooze", {"assignment": assignment.id, "days": 1}),)

    def _sections(self, mentions: Iterable[Mention]) -> list[dict[str, object]]:
        return [
            {
                "heading": self.phrases.texts.say(f"reminders.heading_{section}"),
                "lines": self._lines(section, found),
            }
            for section, found in groupby(mentions, _section)
        ]

    def _lines(self, section: Section, mentions: Iterable[Mention]) -> list[Line]:
        """Return a line for each mention, but of the agencies of one task that nobody can be reached of only one."""
        lines: list[Line] = []
        for line in map(self._line, mentions):
            if section is Section.UNPAIRED and lines and (lines[-1].code, lines[-1].due) == (line.code, line.due):
                lines[-1] = replace(line, agency=Markup(", ").join((lines[-1].agency, line.agency)))
            else:
                lines.append(line)
        return lines

    def _line(self, mention: Mention, *, weekday: bool = False) -> Line:
        assignment, rung, phrases = mention.assignment, mention.reminder.rung, self.phrases
        section = _section(mention)
        agency = phrases.texts.say(f"reminders.agency_{assignment.part}", name=assignment.agency_name)
        return Line(
            code=assignment.code,
            due=phrases.due(assignment, self.now, weekday=weekday),
            title="" if phrases.rules.policy.codes_only else assignment.title,
            urgency=phrases.urgency(assignment),
            agency="" if section in _TO_THE_AGENCY else agency,
            missing=phrases.texts.say(f"reminders.rank_{_missing(rung)}") if section is Section.UNHEARD else "",
        )

    def _ordinal(self, mention: Mention) -> int:
        """Return which reminder of its ladder this is, the notice of the assignment being the first."""
        rungs = ladder(mention.assignment, self.phrases.rules.calendar)
        return sum(1 for _ in takewhile(lambda rung: rung.due_at <= mention.reminder.due_at, rungs))


def _place(mention: Mention) -> tuple[bool, int, datetime, int]:
    """Order by whether it is dated or urgent, by section, by deadline, by number."""
    assignment = mention.assignment
    undated = assignment.due_at is None and assignment.urgency is None
    section = _ORDER[_section(mention)]
    return undated, section, assignment.due_at or _NEVER, number_of(assignment.code)


def _missing(rung: str) -> Role:
    """Return the rank that nobody is paired for, out of the name of an unheard step."""
    kind, *rest = rung.removesuffix(UNHEARD).split("-")
    if kind == "overdue":
        return Role(rest[-1])
    return Role.HEAD if kind == "unacknowledged" else Role.SPECIALIST
