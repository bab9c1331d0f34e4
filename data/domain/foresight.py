"""What the planner will say, told ahead: the plan itself, run over the moments to come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from data.domain.calendar import WorkingCalendar
from data.domain.planning import Audiences, Reminder, Said, plan
from data.domain.task import Assignment


def foresee(
    assignments: Sequence[Assignment],
    hearers: Audiences,
    ledger: Iterable[Reminder],
    calendar: WorkingCalendar,
    now: datetime,
) -> Iterator[tuple[datetime, list[Reminder]]]:
    """Yield each moment from `now` on with what will be said at it if nobody says or changes anything until then.

    Lazily, and mostly without end. It is `plan` that answers, at each moment at which it would be asked, so that what
    is foretold and what is then done cannot differ.
    """
    told = defaultdict[int, list[Reminder]](list)
    for entry in ledger:
        told[entry.assignment_id].append(entry)
    looks = {one.id: one.next_at for one in assignments}
    while moments := [moment for moment in looks.values() if moment is not None]:
        at = calendar.next_push(max(now, min(moments)))
        said: list[Reminder] = []
        for one in assignments:
            look = looks[one.id]
            if look is None or look > at:
                continue
            planned = plan(one, hearers, told[one.id], calendar, at)
            told[one.id].extend(planned.reminders)
            said.extend(entry for entry in planned.reminders if entry.state is Said.PLANNED)
            looks[one.id] = planned.next_at
        if said:
            yield at, said
