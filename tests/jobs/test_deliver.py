import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy

from data.db.stores.outbox import Kind, Outgoing
from data.domain.lifecycle import Event
from data.domain.message import UNDRAWN, Guard, Message, OutFile
from data.ports import Blames, Capabilities, NotSent
from jobs.deliver import LEASE, Courier, backoff, deliver_outbox
from jobs.plan import plan_reminders
from jobs.prepare import LONGEST_WAIT
from tests.fakes.saying import CHANNEL
from tests.jobs.office import RULES, TASK, Office


async def _queue(office: Office, key: str, text: str, guard: Guard | None = None) -> None:
    async with office.database.work() as uow:
        (person,) = await uow.people.named(key)
        now = office.clock.now()
        await uow.outbox.put(Outgoing(Kind.ANSWER, now, Message(text), person.id, CHANNEL, key, guard), now)
        await uow.commit()


async def test_refused_for_now_is_tried_again_until_it_is_taken(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [NotSent("502", again=True) for _ in range(30)]
    tries = 0
    while not office.channel.said:
        await deliver_outbox(office.delivery())
        office.machine.advance(LONGEST_WAIT)
        tries += 1
    assert (tries, office.channel.take()) == (31, [("an", "chào")])


async def test_asked_to_wait_waits_that_long(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [NotSent("429", again=True, wait=timedelta(seconds=9))]
    await deliver_outbox(office.delivery())
    office.machine.advance(timedelta(seconds=8))
    assert await deliver_outbox(office.delivery()) == 0
    office.machine.advance(timedelta(seconds=1))
    assert await deliver_outbox(office.delivery()) == 1


async def test_clock_that_was_set_back_prolongs_no_wait(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [NotSent("429", again=True, wait=timedelta(days=2))]
    await deliver_outbox(office.delivery())
    office.machine.advance(-timedelta(hours=3))
    assert await deliver_outbox(office.delivery()) == 1


async def test_longer_wait_than_an_hour_ends_after_an_hour_and_no_sooner(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [NotSent("429", again=True, wait=timedelta(days=2))]
    await deliver_outbox(office.delivery())
    office.machine.advance(timedelta(minutes=59))
    assert await deliver_outbox(office.delivery()) == 0
    office.machine.advance(timedelta(minutes=1))
    assert await deliver_outbox(office.delivery()) == 1


async def test_clock_that_was_set_back_prolongs_no_dead_processes_lease(office: Office) -> None:
    await _queue(office, "an", "chào")
    async with office.database.work() as uow:
        assert len(await uow.outbox.claim(office.clock.now(), office.machine.now(), LEASE, 10)) == 1
        await uow.commit()
    office.machine.advance(-timedelta(minutes=5))
    assert await deliver_outbox(office.delivery()) == 1


async def test_crash_after_sending_repeats_once_after_the_lease(office: Office) -> None:
    await _queue(office, "an", "chào")
    async with office.database.work() as uow:
        assert len(await uow.outbox.claim(office.clock.now(), office.machine.now(), LEASE, 10)) == 1
        await uow.commit()
    assert await deliver_outbox(office.delivery()) == 0
    office.machine.advance(LEASE + timedelta(seconds=1))
    assert await deliver_outbox(office.delivery()) == 1


async def test_what_cannot_be_prepared_rests_for_its_lease_and_others_have_their_turn(office: Office) -> None:
    await _queue(office, "an", "lạ", Guard(digest="no such digest"))
    with pytest.raises(ValueError, match="no such digest"):
        await deliver_outbox(office.delivery())
    await _queue(office, "duc", "chào")
    assert await deliver_outbox(office.delivery()) == 1
    assert office.channel.take() == [("duc", "chào")]


async def _doubts(office: Office) -> tuple[int, int]:
    """Return how many attempts of unknown outcome the message and its receipt tell of."""
    async with office.database.connect() as connection:
        found = await connection.execute(
            sqlalchemy.text("SELECT unknown_outcomes, after_unknown FROM outbox JOIN receipts ON outbox_id = outbox.id")
        )
        message, receipt = found.one()
    return message, receipt


async def test_receipt_tells_of_earlier_attempts_whose_outcome_is_unknown(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [
        NotSent("timed out", again=True, unknown=True),
        NotSent("502", again=True),
        ValueError("boom"),
    ]
    while not office.channel.said:
        await deliver_outbox(office.delivery())
        office.machine.advance(LONGEST_WAIT)
    assert await _doubts(office) == (2, 2)


async def test_receipt_tells_of_a_process_that_died_while_sending(office: Office) -> None:
    await _queue(office, "an", "chào")
    async with office.database.work() as uow:
        await uow.outbox.claim(office.clock.now(), office.machine.now(), LEASE, 10)
        await uow.commit()
    office.machine.advance(LEASE + timedelta(seconds=1))
    await deliver_outbox(office.delivery())
    assert await _doubts(office) == (1, 1)


async def test_receipt_of_a_message_taken_at_once_is_certain(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [NotSent("429", again=True, wait=timedelta(seconds=9))]
    await deliver_outbox(office.delivery())
    office.machine.advance(LONGEST_WAIT)
    await deliver_outbox(office.delivery())
    assert await _doubts(office) == (0, 0)


async def test_one_persons_error_does_not_hold_up_the_others(office: Office) -> None:
    for key in ("an", "duc", "tam"):
        await _queue(office, key, "chào")
    office.channel.refusals = [ValueError("boom")]
    await deliver_outbox(office.delivery())
    assert len(office.channel.take()) == 2
    office.machine.advance(LONGEST_WAIT)
    assert await deliver_outbox(office.delivery()) == 1


async def test_blocked_person_is_not_tried_again_and_the_office_hears_the_same_morning(office: Office) -> None:
    await office.assigns(TASK)
    office.channel.refuses_chat["an"] = NotSent("bot was blocked", again=False, blames=Blames.PERSON)
    assert await office.at("2024-05-13 08:00") == []
    assert await office.at("2024-05-13 08:01") == [("tam", "NV1[nobody-paired]")]
    listed = "phone an['NV1']: bot was blocked"
    assert await office.at("2024-05-13 09:00") == [("tam", listed), ("thang", listed)]
    assert await office.at("2024-05-13 09:01") == []
    assert await office.at("2024-05-15 08:00") == [("hoa", "NV1[unacknowledged]")]


async def test_refused_message_is_given_up_and_a_lost_notice_breeds_no_other(office: Office) -> None:
    await office.assigns(TASK)
    refusal = NotSent("message is too long", again=False, blames=Blames.MESSAGE)
    office.channel.refuses_chat = dict.fromkeys(("an", "tam", "thang"), refusal)
    assert await office.at("2024-05-13 08:00") == await office.at("2024-05-13 09:00") == []
    office.channel.refuses_chat.clear()
    assert await office.at("2024-05-14 09:00") == []


async def test_fault_of_the_bot_itself_gives_no_message_up(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.channel.refusals = [NotSent("Unauthorized", again=False, blames=Blames.BOT)]
    assert await deliver_outbox(office.delivery()) == 0
    office.machine.advance(LONGEST_WAIT)
    assert await deliver_outbox(office.delivery()) == 1


async def test_messages_of_a_chat_keep_their_order_when_the_first_is_refused_for_now(office: Office) -> None:
    for text in ("một", "hai", "ba"):
        await _queue(office, "an", text)
    office.channel.refusals = [NotSent("429", again=True, wait=timedelta(seconds=9))]
    assert await deliver_outbox(office.delivery()) == 0
    office.machine.advance(timedelta(seconds=9))
    assert await deliver_outbox(office.delivery()) == 3
    assert office.channel.take() == [("an", "một"), ("an", "hai"), ("an", "ba")]


async def test_chat_that_hangs_delays_nobody_elses_answer_and_keeps_its_own_order(office: Office) -> None:
    hung = office.channel.hangs["an"] = asyncio.Event()
    courier = Courier(office.delivery())
    await _queue(office, "an", "một")
    assert await courier.round()
    await _queue(office, "an", "hai")
    await _queue(office, "duc", "chào")
    assert await courier.round()
    await courier.some_end()
    assert office.channel.take() == [("duc", "chào")]
    assert (await courier.round(), courier.speaking) == (False, True)
    hung.set()
    await courier.some_end()
    assert await courier.round()
    await courier.some_end()
    assert office.channel.take() == [("an", "một"), ("an", "hai")]
    assert courier.taken == 3


async def test_stop_lets_the_present_message_arrive_and_leaves_the_rest_to_others(office: Office) -> None:
    hung = office.channel.hangs["an"] = asyncio.Event()
    courier = Courier(office.delivery())
    for text in ("một", "hai"):
        await _queue(office, "an", text)
    await courier.round()
    closing = asyncio.create_task(courier.close())
    await asyncio.sleep(0)
    hung.set()
    await closing
    assert office.channel.take() == [("an", "một")]
    assert await deliver_outbox(office.delivery()) == 1


async def test_messages_that_could_outlast_the_lease_are_claimed_again_at_once(office: Office) -> None:
    office.channel.takes = lambda: office.machine.advance(LEASE / 4)
    for text in ("một", "hai", "ba", "bốn"):
        await _queue(office, "an", text)
    assert await deliver_outbox(office.delivery()) == 4
    assert [text for _, text in office.channel.take()] == ["một", "hai", "ba", "bốn"]


async def test_message_without_words_holds_up_nobody_else(office: Office) -> None:
    await office.assigns(TASK, replace(TASK, ref="2", lead=("Sở Kế hoạch và Đầu tư",)))
    office.wording.speechless.add("an")
    assert await office.at("2024-05-13 08:00") == [("duc", "NV2[assigned]")]
    office.wording.speechless.clear()
    assert await office.at("2024-05-13 09:00") == [("an", "NV1[assigned]")]


async def test_person_who_comes_back_hears_what_was_not_delivered(office: Office) -> None:
    await office.assigns(TASK)
    office.channel.refuses_chat["an"] = NotSent("bot was blocked", again=False, blames=Blames.PERSON)
    await office.at("2024-05-13 08:00")
    office.channel.refuses_chat.clear()
    await office.pairs("an")
    assert await office.at("2024-05-13 09:00") == [("an", "NV1[assigned]")]


async def test_reminder_no_longer_true_is_not_said(office: Office) -> None:
    await office.assigns(TASK)
    office.clock.advance(timedelta(minutes=5))
    assert await plan_reminders(office.database, RULES.calendar, office.clock) == 1
    await office.reports("an", Event.REPORT_DONE)
    assert await deliver_outbox(office.delivery()) == 0


async def test_request_already_decided_is_not_put_to_the_office(office: Office) -> None:
    await office.assigns(TASK)
    assignment = await office.assignment(1)
    await _queue(office, "tam", "Xác nhận?", Guard(assignment.id, assignment.revision + 1))
    await _queue(office, "tam", "Xác nhận NV1?", Guard(assignment.id, assignment.revision))
    await deliver_outbox(office.delivery())
    assert office.channel.take() == [("tam", "Xác nhận NV1?")]


async def test_reminder_held_up_past_the_hours_is_folded_into_the_next_morning(office: Office) -> None:
    await office.assigns(TASK)
    office.channel.refuses_chat["an"] = NotSent("502", again=True)
    assert await office.at("2024-05-15 16:59") == [("hoa", "NV1[unacknowledged]")]
    office.channel.refuses_chat.clear()
    assert await office.at("2024-05-15 17:30") == []
    assert await office.at("2024-05-16 08:00") == [("an", "NV1[day]")]


async def test_after_days_without_a_way_out_only_the_newest_rung_is_said(office: Office) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    office.channel.refuses_chat["an"] = NotSent("502", again=True)
    await office.at("2024-05-15 08:00")
    await office.at("2024-05-16 08:00")
    await office.at("2024-05-17 08:00")
    office.channel.refuses_chat.clear()
    assert [text for who, text in await office.at("2024-05-17 09:00") if who == "an"] == ["NV1[overdue-1]"]
    assert await office.at("2024-05-17 10:00") == []


async def test_yesterdays_reminder_that_is_delivered_before_the_morning_is_planned_is_folded_into_it(
    office: Office,
) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    office.channel.refuses_chat["an"] = NotSent("502", again=True)
    await office.at("2024-05-15 16:59")
    office.channel.refuses_chat.clear()
    office.channel.take()
    office.clock.moment = datetime.fromisoformat("2024-05-16T08:00:00+07:00")
    office.machine.advance(timedelta(hours=1))
    await deliver_outbox(office.delivery())
    assert [text for who, text in office.channel.take() if who == "an"] == []
    assert [text for who, text in await office.ticks() if who == "an"] == ["NV1[day]"]
    assert [text for who, text in await office.ticks() if who == "an"] == []


async def test_answer_is_said_although_office_time_went_back(office: Office) -> None:
    await _queue(office, "an", "chào")
    office.clock.advance(-timedelta(days=1))
    assert await deliver_outbox(office.delivery()) == 1


async def test_replies_find_the_task_by_the_receipt(office: Office) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    assignment = await office.assignment(1)
    async with office.database.work() as uow:
        assert await uow.outbox.about(CHANNEL, "an", "1") == [assignment.id]
        assert await uow.outbox.about(CHANNEL, "duc", "1") == []


def test_back_off_grows_to_its_limit_and_stays_there() -> None:
    assert [backoff(n).total_seconds() for n in (1, 2, 5, 20, 10_000)] == [2, 4, 32, 600, 600]


async def test_files_reach_only_a_channel_that_sends_files(office: Office) -> None:
    sheet = OutFile("nhacviec.xlsx", "application/zip", b"PK")
    for files in (False, True):
        office.channel.capabilities = Capabilities(buttons=True, edits=False, files=files, max_text=4096)
        async with office.database.work() as uow:
            now = office.clock.now()
            message = Message("đây", files=(sheet,))
            await uow.outbox.put(Outgoing(Kind.ANSWER, now, message, channel=CHANNEL, chat="an"), now)
            await uow.commit()
        await deliver_outbox(office.delivery())
    assert office.channel.take() == [("an", "đây (without nhacviec.xlsx)"), ("an", "đây [nhacviec.xlsx]")]


async def _queue_chart(office: Office, content: bytes) -> None:
    chart = OutFile("tinh-hinh.png", UNDRAWN, content)
    async with office.database.work() as uow:
        now = office.clock.now()
        await uow.outbox.put(
            Outgoing(Kind.ANSWER, now, Message("đây", files=(chart,)), channel=CHANNEL, chat="an"), now
        )
        await uow.commit()


async def _kept(office: Office) -> list[OutFile]:
    async with office.database.work() as uow:
        rows = await uow._session.execute(sqlalchemy.text("SELECT token FROM outbox_files"))  # noqa: SLF001 - as an outsider
        return [file for (token,) in rows if (file := await uow.outbox.file(token))]


@pytest.mark.parametrize("pictures", [True, False])
async def test_picture_is_drawn_when_it_is_sent_and_kept_for_who_has_its_address(
    office: Office, pictures: bool
) -> None:
    office.channel.capabilities = replace(office.channel.capabilities, pictures=pictures)
    await _queue_chart(office, b"figures")
    await deliver_outbox(office.delivery())
    (kept,) = await _kept(office)
    if pictures:
        assert office.channel.take() == [("an", "đây [tinh-hinh.png]")]
        assert (kept.media_type, kept.content) == ("image/png", b"drawn from figures")
    else:
        assert office.channel.take() == [("an", "đây (without tinh-hinh.png)")]
        assert kept.media_type == UNDRAWN


async def test_picture_is_not_drawn_again_with_the_next_try(office: Office) -> None:
    office.channel.capabilities = replace(office.channel.capabilities, pictures=True)
    office.channel.refusals = [NotSent("502", again=True)]
    await _queue_chart(office, b"figures")
    await deliver_outbox(office.delivery())
    office.machine.advance(LONGEST_WAIT)
    await deliver_outbox(office.delivery())
    assert [file.content for file in await _kept(office)] == [b"drawn from figures"]
    assert office.channel.take() == [("an", "đây [tinh-hinh.png]")]


async def test_picture_that_cannot_be_drawn_is_said_in_words(office: Office) -> None:
    office.channel.capabilities = replace(office.channel.capabilities, files=True)
    await _queue_chart(office, b"unlucky")
    await deliver_outbox(office.delivery())
    assert office.channel.take() == [("an", "đây (without tinh-hinh.png)")]
