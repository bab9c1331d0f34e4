"""Figures of a past day, replayed from what was kept; as of now they are the live ones."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.conversation.answering.asking import answer_query
from bot.language.agencies import AgencyNames
from bot.language.as_of import with_past
from bot.language.queries import understand_query
from bot.texts.catalogue import Texts
from data.db.stores.agencies import AgencyEntry
from data.domain.lifecycle import Event
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment, Status
from data.office.asking import Answer, ask, recall
from data.office.registering import register_agencies
from tests.answers.office import FINANCE, RULES, Office
from tests.domain.given import at

HA, DUC, TRANG = "Nguyễn Thị Hà", "Trần Minh Đức", "Đỗ Thu Trang"
LEADER = "Mai Sơn"
NOW = at("2024-05-21", "10:00")


@pytest.fixture
async def lived(office: Office) -> Office:
    await office.finishes_two()
    await office.says(HA, 3, Event.PROGRESS, at("2024-05-20", "15:00"), percent=40)
    await office.extends(HA, 3, date(2024, 6, 14), at("2024-05-20", "16:00"), grant=False)
    await office.says(HA, 1, Event.REPORT_DONE, at("2024-05-17", "08:30"))
    await office.returns(1, at("2024-05-17", "09:00"), "thiếu số liệu")
    await register_agencies(office.uow, [AgencyEntry("RUNG", "Các chủ rừng")], at("2024-05-15", "09:00"))
    await office.uow.commit()
    return office


async def _stood(office: Office, number: int, moment: datetime) -> Assignment:
    answer = await recall(office.uow, TaskFilter(numbers=(number,)), moment, RULES)
    return answer.assignments[0]


def _bare(answer: Answer) -> list[Assignment]:
    return [replace(one, revision=0, next_at=None) for one in answer.assignments]


@pytest.mark.parametrize("condition", [None, *Condition])
async def test_replayed_to_now_is_what_stands_there(lived: Office, condition: Condition | None) -> None:
    asked = TaskFilter((condition,) if condition else ())
    live, replayed = await ask(lived.uow, asked, NOW, RULES), await recall(lived.uow, asked, NOW, RULES)
    assert _bare(replayed) == _bare(live)
    assert replayed.figures == live.figures


@pytest.mark.parametrize("condition", [None, *Condition])
async def test_what_is_paused_is_neither_overdue_nor_lost_on_any_road(
    lived: Office, condition: Condition | None
) -> None:
    await lived.pauses(7, at("2024-05-14", "09:00"), FINANCE)
    await lived.pauses(1, at("2024-05-20", "09:00"))
    await lived.uow.commit()
    asked = TaskFilter((condition,) if condition else ())
    live, replayed = await ask(lived.uow, asked, NOW, RULES), await recall(lived.uow, asked, NOW, RULES)
    assert (_bare(replayed), replayed.figures) == (_bare(live), live.figures)
    every = (await ask(lived.uow, TaskFilter(), NOW, RULES)).figures
    counted = {
        Condition.OVERDUE: every.doing_overdue,
        Condition.DUE_SOON: every.due_soon,
        Condition.NO_DEADLINE: every.no_deadline - every.no_deadline_done,
        Condition.PAUSED: every.paused,
    }
    assert every.paused == 2
    if condition in counted:
        assert len(live.assignments) == counted[condition]


async def test_a_claim_is_there_from_the_moment_it_was_made(lived: Office) -> None:
    assert (await _stood(lived, 4, at("2024-05-16", "21:59"))).status is Status.ASSIGNED
    assert (await _stood(lived, 4, at("2024-05-16", "22:00"))).status is Status.REPORTED_DONE
    assert (await _stood(lived, 4, at("2024-05-20", "09:00"))).status is Status.CONFIRMED


async def test_the_day_in_force_then_counts_then(lived: Office) -> None:
    assert (await _stood(lived, 5, at("2024-05-13", "12:00"))).deadline.due_on == date(2024, 5, 16)
    granted = await _stood(lived, 5, at("2024-05-14", "12:00"))
    assert (granted.deadline.due_on, granted.first_due_on) == (date(2024, 5, 20), date(2024, 5, 16))


async def test_a_share_was_nobodys_before_its_agency_was_known(lived: Office) -> None:
    unassigned = TaskFilter((Condition.UNASSIGNED,))
    then = await recall(lived.uow, unassigned, at("2024-05-14", "12:00"), RULES)
    now = await recall(lived.uow, unassigned, NOW, RULES)
    assert [one.code for one in then.assignments] == ["NV8"]
    assert now.assignments == ()


async def test_nothing_was_followed_before_it_was_confirmed(lived: Office) -> None:
    assert (await recall(lived.uow, TaskFilter(), at("2024-05-12", "12:00"), RULES)).figures.total == 0


async def test_officials_see_their_own_past_only(lived: Office) -> None:
    seen = await recall(lived.uow, TaskFilter(), NOW, RULES, viewer=lived.people[DUC])
    assert {one.code for one in seen.assignments} == {"NV4", "NV5"}


@pytest.mark.parametrize("words", ["tình hình tính đến 16/5", "tổng hợp tình hình tính đến hết ngày 16/5/2024"])
async def test_a_leader_asks_how_things_stood(lived: Office, words: str) -> None:
    query = with_past(understand_query(words, today=date(2024, 5, 21), names=AgencyNames(())), words, date(2024, 5, 21))
    answer = await answer_query(lived.uow, query, lived.people[LEADER], NOW, RULES, Texts())
    assert "Tất cả nhiệm vụ · tính đến hết ngày 16/05/2024" in answer.text
    # Then NV7 of two leads was overdue, NV4 claimed on its day.
    assert "Tổng số: 9 nhiệm vụ" in answer.text
    assert "Quá hạn chưa hoàn thành: 2" in answer.text
    assert "Hoàn thành đúng hạn: 1" in answer.text


def test_a_day_to_come_is_a_deadline_and_not_the_past() -> None:
    words, today = "việc đến hạn tính đến 30/5", date(2024, 5, 21)
    query = understand_query(words, today=today, names=AgencyNames(()))
    assert with_past(query, words, today) == query
