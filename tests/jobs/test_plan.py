from dataclasses import replace
from datetime import date

from data.domain.deadline import Deadline, DeadlineKind
from data.domain.lifecycle import Event
from data.office.deciding import ask_extension, grant_extension
from tests.jobs.office import RULES, TASK, UNDATED, Office, due


async def test_morning_says_one_message_to_each_person(office: Office) -> None:
    await office.assigns(TASK, UNDATED)
    assert await office.at("2024-05-13 07:59") == []
    assert await office.at("2024-05-13 08:00") == [("an", "NV1[assigned] NV2[assigned]")]
    assert await office.at("2024-05-13 08:01") == []


async def test_silent_agency_climbs_the_whole_ladder(office: Office) -> None:
    await office.assigns(TASK)
    days = ["13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "27", "28", "29", "30", "31"]
    heard = {day: await office.at(f"2024-05-{day} 08:00") for day in days}
    assert {day: said for day, said in heard.items() if said} == {
        "13": [("an", "NV1[assigned]")],
        "15": [("an", "NV1[before-1]"), ("hoa", "NV1[unacknowledged]")],
        "16": [("an", "NV1[day]")],
        "17": [("an", "NV1[overdue-1]"), ("hoa", "NV1[overdue-1-head]")],
        "20": [("an", "NV1[overdue-2]")],
        "21": [("an", "NV1[overdue-3]"), ("tam", "NV1[overdue-3-specialist]")],
        "22": [("an", "NV1[overdue-4]")],
        "23": [("an", "NV1[overdue-5]"), ("thang", "NV1[overdue-5-chief]")],
        "27": [("an", "NV1[overdue-2024-05-27]")],
        "30": [("son", "NV1[overdue-10-leader]")],
    }


async def test_after_an_outage_only_the_newest_rung_is_said(office: Office) -> None:
    await office.assigns(TASK)
    assert await office.at("2024-05-16 09:30") == [("an", "NV1[day]"), ("hoa", "NV1[unacknowledged]")]
    assert await office.at("2024-05-16 10:00") == []


async def test_clock_that_goes_back_repeats_nothing(office: Office) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-15 08:00")
    assert await office.at("2024-05-13 08:00") == []
    assert await office.at("2024-05-15 08:00") == []
    assert await office.at("2024-05-16 08:00") == [("an", "NV1[day]")]


async def test_what_falls_due_outside_pushing_hours_waits_for_the_next_working_morning(office: Office) -> None:
    await office.assigns(TASK)
    assert await office.at("2024-05-18 10:00") == []
    assert await office.at("2024-05-20 07:00") == []
    assert await office.at("2024-05-20 08:00") == [("an", "NV1[overdue-2]"), ("hoa", "NV1[overdue-1-head]")]


async def test_late_pairing_hears_at_once_the_newest_thing_and_nothing_twice(office: Office) -> None:
    await office.unpairs("an")
    await office.assigns(TASK)
    assert await office.at("2024-05-13 08:00") == [("tam", "NV1[nobody-paired]")]
    assert await office.at("2024-05-15 10:00") == [("hoa", "NV1[unacknowledged]")]
    await office.pairs("an")
    assert await office.at("2024-05-15 10:05") == [("an", "NV1[before-1]")]
    assert await office.at("2024-05-16 08:00") == [("an", "NV1[day]")]


async def test_rank_with_nobody_paired_passes_to_the_next_and_the_office_hears(office: Office) -> None:
    await office.unpairs("hoa")
    await office.assigns(replace(TASK, deadline=due(date(2024, 6, 28))))
    await office.at("2024-05-13 08:00")
    assert await office.at("2024-05-15 08:00") == [
        ("tam", "NV1[unacknowledged]"),
        ("thang", "NV1[unacknowledged-unheard]"),
    ]


async def test_granted_extension_speaks_by_its_own_ladder(office: Office) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    asker, chief = await office.actor("an"), await office.actor("thang")
    async with office.database.work() as uow:
        (assignment,) = await uow.assignments.of_task(1)
        wish = await ask_extension(uow, asker, assignment, date(2024, 5, 20), "chờ ý kiến", RULES)
        await grant_extension(uow, chief, wish, wish.until, RULES)
        await uow.commit()
    heard = {day: await office.at(f"2024-05-{day} 08:00") for day in range(14, 22)}
    assert {day: [text for who, text in said if who == "an"] for day, said in heard.items() if said} == {
        15: ["NV1[before-3]"],
        17: ["NV1[before-1]"],
        20: ["NV1[day]"],
        21: ["NV1[overdue-1]"],
    }


async def test_work_reported_done_is_spoken_of_no_more(office: Office) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    await office.reports("an", Event.REPORT_DONE)
    assert [await office.at(f"2024-05-{day} 08:00") for day in (15, 16, 17, 21)] == [[], [], [], []]


async def test_undated_task_is_chased_after_thirty_days_of_silence(office: Office) -> None:
    await office.assigns(UNDATED)
    await office.at("2024-05-13 08:00")
    await office.reports("an", Event.ACKNOWLEDGE)
    assert await office.at("2024-06-11 08:00") == []
    assert await office.at("2024-06-12 08:00") == [("an", "NV1[silent-2024-06-12]")]


async def test_assignment_that_cannot_be_planned_holds_up_nobody_else(office: Office) -> None:
    beyond = Deadline(DeadlineKind.DATE, date(9999, 12, 31), "31/12/9999")
    await office.assigns(replace(TASK, deadline=beyond), replace(TASK, ref="2", lead=("Sở Kế hoạch và Đầu tư",)))
    assert await office.at("2024-05-13 08:00") == [("duc", "NV2[assigned]")]
    assert ("duc", "NV2[before-1]") in await office.at("2024-05-15 08:00")
