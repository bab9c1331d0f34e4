"""Values of the domain as JSON for columns, and back."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from data.domain.deadline import Deadline, DeadlineKind
from data.domain.group import GroupAddress
from data.domain.message import Choice, Heard, HeardFile, Message, OutFile
from data.domain.person import Person, Role
from data.domain.policy import Ladder
from data.domain.task import Assignment, Status


def pack_deadline(deadline: Deadline) -> dict[str, Any]:
    """Return a deadline as JSON."""
    packed = asdict(deadline)
    packed["kind"] = deadline.kind.value
    packed["due"] = deadline.due.isoformat() if deadline.due else None
    return packed


def unpack_deadline(packed: dict[str, Any]) -> Deadline:
    """Return the deadline that `pack_deadline` packed."""
    due = packed["due"]
    day = None if due is None else datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)
    return Deadline(**{**packed, "kind": DeadlineKind(packed["kind"]), "due": day})


def pack_ladder(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder as JSON."""
    return asdict(ladder)


def unpack_ladder(packed: dict[str, Any]) -> Ladder:
    """Return the ladder that `pack_ladder` packed, earlier versions too: what they did not know has its default."""
    steps = tuple((days, Role(role)) for days, role in packed["overdue_escalation"])
    days: dict[str, Any] = {name: tuple(packed[name]) for name in ("before", "coordinating_before") if name in packed}
    return Ladder(**packed | days | {"overdue_escalation": steps})


def pack_message(message: Message) -> dict[str, Any]:
    """Return a message as JSON; of its files only how many there are, for their content is kept apart."""
    # By hand: every reminder comes through here, and `asdict` copies what needs no copy.
    return {
        "text": str(message.text),
        "choices": [
            {"label": one.label, "action": one.action, "args": dict(one.args), "token": one.token}
            for one in message.choices
        ],
        "about": list(message.about),
        "urgent": message.urgent,
        "files": len(message.files),
        "reply_to": message.reply_to,
        "aside": message.aside,
        "language": message.language,
    }


def unpack_message(packed: dict[str, Any], files: Iterable[OutFile] = ()) -> Message:
    """Return the message that `pack_message` packed, with the files that were kept apart."""
    choices = tuple(Choice(**choice) for choice in packed["choices"])
    about, reply_to, aside = tuple(packed["about"]), packed.get("reply_to"), packed.get("aside", False)
    language = packed.get("language", "")
    return Message(packed["text"], choices, about, packed["urgent"], tuple(files), reply_to, aside, language)


def pack_heard(heard: Heard) -> dict[str, Any]:
    """Return an update as JSON."""
    return {**asdict(heard), "at": heard.at.isoformat()}


def unpack_heard(packed: dict[str, Any]) -> Heard:
    """Return the update that `pack_heard` packed."""
    file = HeardFile(**packed["file"]) if packed.get("file") else None
    group = GroupAddress(**packed["group"]) if packed.get("group") else None
    return Heard(**{**packed, "at": datetime.fromisoformat(packed["at"]), "file": file, "group": group})


_STANDING = ("acknowledged_at", "heard_at", "reported_done_at", "confirmed_at", "ladder_from")


def pack_standing(assignment: Assignment) -> dict[str, Any]:
    """Return what an undo must bring back, as JSON."""
    packed: dict[str, Any] = {"status": assignment.status.value, "percent": assignment.percent}
    for name in _STANDING:
        moment: datetime | None = getattr(assignment, name)
        packed[name] = moment.isoformat() if moment else None
    return packed


def restore_standing(assignment: Assignment, packed: dict[str, Any]) -> Assignment:
    """Return `assignment` as it stood when `pack_standing` was called, one revision on."""
    moments = {name: datetime.fromisoformat(packed[name]) if packed[name] else None for name in _STANDING}
    changes: dict[str, Any] = {**moments, "status": Status(packed["status"]), "percent": packed["percent"]}
    return replace(assignment, revision=assignment.revision + 1, **changes)


def pack_post(person: Person) -> dict[str, Any]:
    """Return what a person is to the office, by ids alone: the audit trail holds no names."""
    return {"role": person.role.value, "agency_id": person.agency_id, "active": person.active}
