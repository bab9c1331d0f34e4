"""A task's deadline, state and document in words: the same in a push, a list and a card."""

from datetime import datetime

from bot.texts.catalogue import Texts
from data.domain.deadline import DeadlineKind
from data.domain.directive import DIRECT, Directive
from data.domain.figures import days_left
from data.domain.occurrences import named
from data.domain.task import Assignment
from data.office.acting import Rules


class Phrases:
    """Says what one assignment is about, for templates to take in as a value."""

    def __init__(self, texts: Texts, rules: Rules) -> None:
        self.texts = texts
        self.rules = rules

    def due(self, assignment: Assignment, now: datetime, *, weekday: bool = False) -> str:
        """Return the deadline with what is left of it: "hạn 16/05/2024 (còn 3 ngày làm việc)" (domain rule 6).

        Of a day that passed while the work is paused nothing is left and nothing overdue: the day alone is said.
        """
        calendar, deadline = self.rules.calendar, assignment.deadline
        today = calendar.office_day(now)
        due_on = calendar.office_day(assignment.due_at) if assignment.due_at else None
        hour = ""
        if assignment.due_at and deadline.kind is DeadlineKind.DATETIME:
            hour = f" {assignment.due_at.astimezone(self.rules.policy.zone):%H:%M}"
        return self.texts.say(
            "cards.due",
            period=self.period(assignment),
            due_on=due_on,
            hour=hour,
            weekday=weekday,
            open=assignment.open and not (assignment.paused and _past(assignment, now)),
            lapsed=due_on == today and _past(assignment, now),
            today=today,
            count=days_left(assignment, today, calendar),
            kind=deadline.kind.value,
            words=deadline.text,
        )

    def period(self, assignment: Assignment) -> str:
        """Return which occurrence of a recurring task it is: "kỳ tháng 5"; empty for all others."""
        if assignment.period is None or assignment.recurrence is None:
            return ""
        kind, which = named(assignment.recurrence, assignment.period)
        return self.texts.say(f"cards.period_{kind}", which=which)

    def status(self, assignment: Assignment) -> str:
        """Return where the assignment stands and when the agency last spoke of it."""
        heard_at = assignment.heard_at
        return self.texts.say(
            "cards.status",
            state=self.texts.say(f"cards.status_{assignment.status}"),
            percent=assignment.percent,
            open=assignment.open,
            heard_on=self.rules.calendar.office_day(heard_at) if heard_at else None,
        )

    def brief(self, assignment: Assignment) -> str:
        """Return in two words what a line of a list says of the state; empty when there is nothing to say."""
        return self.texts.say(f"cards.brief_{assignment.status}", percent=assignment.percent)

    def rung(self, rung: str) -> str:
        """Say why the clock speaks: "overdue-3" is quá hạn."""
        key = f"reminders.why_{rung.partition('-')[0]}"
        return self.texts.say(key if key in self.texts.templates else "reminders.why_other")

    def extended(self, assignment: Assignment) -> str:
        """Return how often more time was granted and the original day; empty when it never was (domain rule 8)."""
        if not assignment.extensions:
            return ""
        return self.texts.say("cards.extended", n=assignment.extensions, first_due_on=assignment.first_due_on)

    def urgency(self, assignment: Assignment) -> str:
        """Return the mark "KHẨN" and its kind in words, empty without one."""
        return self.texts.say(f"cards.urgency_{assignment.urgency}") if assignment.urgency else ""

    def directive(self, directive: Directive) -> str:
        """Return kind, number and date: "Thông báo 215/TB-UBND ngày 13/05/2024"; without a document, who gave it."""
        return self.texts.say(
            "cards.directive",
            kind=self.texts.say(f"cards.kind_{directive.kind or 'other'}"),
            label=directive.label,
            issued_on=directive.issued_on,
            by=directive.signer if directive.kind == DIRECT else "",
        )


def _past(assignment: Assignment, now: datetime) -> bool:
    return assignment.due_at is not None and now > assignment.due_at
