from dataclasses import replace
from datetime import datetime

import pytest

from data.domain.figures import TimeClass
from data.domain.lifecycle import Event
from data.domain.person import Person
from data.domain.question import Condition, Day, TaskFilter
from data.office.asking import Answer, ask
from tests.answers.office import RULES, Office
from tests.domain.given import at

NOW = at("2024-05-21", "10:00")
HA, DUC, TRANG, SANG = "Nguyễn Thị Hà", "Trần Minh Đức", "Đỗ Thu Trang", "Ngọc Văn Sáng"


@pytest.fixture
async def lived(office: Office) -> Office:
    """A week later: one done in time, one done late, one in difficulty, one extended, one claimed and returned."""
    await office.finishes_two()
    await office.says(HA, 3, Event.BLOCK, at("2024-05-20", "15:00"), percent=40)
    await office.says(HA, 1, Event.REPORT_DONE, at("2024-05-17", "08:30"))
    await office.returns(1, at("2024-05-17", "09:00"), "thiếu số liệu")
    await office.says(TRANG, 6, Event.ACKNOWLEDGE, at("2024-05-13", "09:00"))
    return office


async def codes(office: Office, asked: TaskFilter, viewer: str | None = None, now: datetime = NOW) -> list[str]:
    answer = await answered(office, asked, viewer, now)
    return [one.code for one in answer.assignments]


async def answered(office: Office, asked: TaskFilter, viewer: str | None = None, now: datetime = NOW) -> Answer:
    person: Person | None = office.people[viewer] if viewer else None
    return await ask(office.uow, asked, now, RULES, viewer=person)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition.OVERDUE, ["NV7", "NV7"]),
        (Condition.DUE_SOON, []),
        (Condition.NOT_DONE, ["NV7", "NV7", "NV3", "NV1", "NV2", "NV6", "NV8"]),
        (Condition.IN_PROGRESS, ["NV3", "NV1"]),
        (Condition.NOT_STARTED, ["NV7", "NV7", "NV2", "NV6", "NV8"]),
        (Condition.DONE, ["NV4", "NV5"]),
        (Condition.DONE_LATE, ["NV5"]),
        (Condition.BLOCKED, ["NV3"]),
        (Condition.EXTENSION, ["NV5"]),
        (Condition.NO_REPORT, ["NV7", "NV7", "NV2", "NV8"]),
        (Condition.NO_DEADLINE, ["NV1", "NV2", "NV6", "NV8"]),
        (Condition.TO_CONFIRM, ["NV5"]),
        (Condition.UNASSIGNED, ["NV8"]),
        (Condition.ONGOING, ["NV6"]),
        (Condition.RECURRING, ["NV8"]),
    ],
)
async def test_each_condition_means_its_rule(lived: Office, condition: Condition, expected: list[str]) -> None:
    assert await codes(lived, TaskFilter((condition,))) == expected


async def test_conditions_are_alternatives(lived: Office) -> None:
    assert await codes(lived, TaskFilter((Condition.BLOCKED, Condition.DONE_LATE))) == ["NV5", "NV3"]
    assert await codes(lived, TaskFilter((Condition.DONE, Condition.DONE_LATE))) == ["NV4", "NV5"]


async def test_due_soon_is_three_working_days_and_agrees_with_the_figures(office: Office) -> None:
    monday, friday_before = at("2024-05-13", "09:00"), at("2024-05-10", "09:00")
    answer = await answered(office, TaskFilter((Condition.DUE_SOON,)), now=monday)
    assert ([one.code for one in answer.assignments], answer.figures.due_soon) == (["NV4", "NV5"], 2)
    assert await codes(office, TaskFilter((Condition.DUE_SOON,)), now=friday_before) == ["NV7", "NV7"]


async def test_figures_add_up_to_what_was_found(lived: Office) -> None:
    answer = await answered(lived, TaskFilter())
    counted = answer.figures
    assert counted.total == len(answer.assignments) == 9
    assert {each: getattr(counted, each) for each in TimeClass} == {
        TimeClass.DONE_ON_TIME: 1,
        TimeClass.DONE_LATE: 1,
        TimeClass.DOING_IN_TIME: 1,
        TimeClass.DOING_OVERDUE: 2,
        TimeClass.NO_DEADLINE: 4,
        TimeClass.PAUSED: 0,
    }


@pytest.mark.parametrize(
    ("day", "start", "end", "conditions", "expected"),
    [
        (Day.DUE, "2024-05-13", "2024-05-20", (), ["NV4"]),
        (Day.DUE, "2024-05-20", "2024-05-21", (), ["NV5"]),
        (Day.DUE, "2024-05-21", None, (), ["NV3"]),
        (Day.DUE, None, "2024-05-11", (), ["NV7", "NV7"]),
        (Day.ISSUED, "2024-05-13", "2024-05-14", (), ["NV4", "NV5", "NV3", "NV1", "NV2", "NV6"]),
        (Day.ISSUED, "2024-04-01", "2024-05-01", (), ["NV7", "NV7", "NV8"]),
        (Day.DONE, "2024-05-21", "2024-05-22", (), ["NV5"]),
        (Day.DONE, "2024-05-16", "2024-05-17", (Condition.DONE,), ["NV4"]),
        (Day.EVENT, "2024-05-20", "2024-05-22", (), ["NV5", "NV3"]),
        (Day.EVENT, "2024-05-20", "2024-05-22", (Condition.NO_REPORT,), ["NV7", "NV7", "NV1", "NV2", "NV6", "NV8"]),
        (Day.EVENT, "2024-05-14", "2024-05-15", (Condition.EXTENSION,), ["NV5"]),
        (Day.EVENT, "2024-05-15", "2024-05-22", (Condition.EXTENSION,), []),
    ],
)
async def test_days_speak_of_the_moment_that_was_asked_for(
    lived: Office, day: Day, start: str | None, end: str | None, conditions: tuple[Condition, ...], expected: list[str]
) -> None:
    start_at, end_at = (at(edge, "00:00") if edge else None for edge in (start, end))
    assert await codes(lived, TaskFilter(conditions, start_at=start_at, end_at=end_at, day=day)) == expected


async def test_agencies_lead_or_coordinate(lived: Office) -> None:
    registry = await lived.uow.agencies.registry()
    ids = {agency.name: agency.id for agency in registry.agencies}
    finance, district = ids["Sở Tài chính"], ids["UBND huyện Sơn Động"]
    assert await codes(lived, TaskFilter(agency_ids=(finance,))) == ["NV7", "NV6"]
    assert await codes(lived, TaskFilter(agency_ids=(finance,), agency_names=("Các chủ rừng",))) == [
        "NV7",
        "NV6",
        "NV8",
    ]
    assert await codes(lived, TaskFilter(coordinator_ids=(district,))) == ["NV4"]


async def test_numbers_words_directive_and_leader_narrow_the_answer(lived: Office) -> None:
    store, leader = lived.uow.questions, lived.people["Mai Sơn"]
    assert await codes(lived, TaskFilter(numbers=(6, 3))) == ["NV3", "NV6"]
    assert await codes(lived, TaskFilter(words="chay rung kiem tra")) == ["NV7", "NV7"]
    assert await codes(lived, TaskFilter(words="100%")) == []
    assert await codes(lived, TaskFilter(directive_ids=())) == []
    direction = await store.directives_numbered("4", "ct-ubnd")
    assert await codes(lived, TaskFilter(directive_ids=tuple(direction))) == ["NV7", "NV7", "NV8"]
    assert await store.directives_numbered("215", "CT") == []
    assert await store.directives_about("phòng cháy rung") == direction
    assert len(await codes(lived, TaskFilter(leader_ids=(leader.id,)))) == 6


async def test_officials_see_the_tasks_of_their_agency_and_nothing_else(lived: Office) -> None:
    assert await codes(lived, TaskFilter(), SANG) == ["NV7", "NV7", "NV4"]
    seen = await answered(lived, TaskFilter((Condition.NOT_DONE,)), TRANG)
    assert ([one.code for one in seen.assignments], seen.figures.total) == (["NV7", "NV7", "NV2", "NV6"], 4)
    everything = await codes(lived, TaskFilter())
    for name in ("Nguyễn Ngọc Trâm", "Dương Đình Thắng", "Mai Sơn"):
        assert await codes(lived, TaskFilter(), name) == everything


async def test_who_belongs_to_nobody_or_is_gone_sees_nothing(lived: Office) -> None:
    former = replace(lived.people[HA], active=False)
    lost = replace(lived.people[HA], agency_id=None)
    for person in (former, lost):
        assert (await ask(lived.uow, TaskFilter(), NOW, RULES, viewer=person)).figures.total == 0


async def test_the_update_rate_counts_from_the_day_given(lived: Office) -> None:
    answer = await ask(lived.uow, TaskFilter(), NOW, RULES, since=at("2024-05-20", "00:00"))
    assert (answer.figures.updated, answer.figures.total) == (2, 9)
