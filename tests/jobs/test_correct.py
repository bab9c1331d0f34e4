"""Cards in the chats of a channel that can edit follow what was chosen and said."""

from dataclasses import dataclass, field
from datetime import timedelta

from data.db.stores.outbox import Kind, Outgoing
from data.domain.lifecycle import Event
from data.domain.message import Choice, Message
from data.ports import NotSent
from jobs.correct import BATCH, correct_some
from jobs.deliver import deliver_outbox
from tests.fakes.saying import CHANNEL, PaperChannel
from tests.jobs.office import TASK, Office


@dataclass
class Slate(PaperChannel):
    """Paper that can be written over."""

    edited: list[tuple[str, str, str]] = field(default_factory=list)
    refuses: list[NotSent] = field(default_factory=list)

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        if self.refuses:
            raise self.refuses.pop(0)
        self.edited.append((chat, message_id, message.text))


async def _asks(office: Office, *labels: str) -> list[str]:
    """Put a question to An; return the tokens of its choices."""
    async with office.database.work() as uow:
        (an,) = await uow.people.named("an")
        question = Message("NV1 xong?", tuple(Choice(label, label) for label in labels))
        outbox_id = await uow.outbox.put(
            Outgoing(Kind.ANSWER, office.clock.now(), question, an.id, CHANNEL, "an"), office.clock.now()
        )
        await uow.commit()
    await deliver_outbox(office.delivery())
    async with office.database.work() as uow:
        offered = (await uow.offers.newest_lists(CHANNEL, "an"))[0].choices
        assert {one.outbox_id for one in offered} == {outbox_id}
    return [one.token for one in offered]


async def _takes(office: Office, token: str, *, with_siblings: bool) -> None:
    async with office.database.work() as uow:
        assert await uow.offers.use(token, office.clock.now(), with_siblings=with_siblings)
        await uow.commit()


async def test_taken_choice_is_shown_once_with_what_is_left(office: Office) -> None:
    office.channel = slate = Slate()
    yes, _no = await _asks(office, "Đúng", "Chưa")
    await _takes(office, yes, with_siblings=False)
    assert [await correct_some(office.delivery()), await correct_some(office.delivery())] == [1, None]
    assert slate.edited == [("an", "1", "NV1 xong?[Đúng][Chưa]")]


async def test_list_that_was_used_up_shows_no_choice(office: Office) -> None:
    office.channel = slate = Slate()
    yes, _no = await _asks(office, "Đúng", "Chưa")
    await _takes(office, yes, with_siblings=True)
    await correct_some(office.delivery())
    assert slate.edited == [("an", "1", "NV1 xong?[None][]")]


async def test_refused_edit_is_tried_later_and_given_up_when_it_cannot_help(office: Office) -> None:
    office.channel = slate = Slate()
    slate.refuses = [NotSent("502", again=True), NotSent("message to edit not found", again=False)]
    yes, _no = await _asks(office, "Đúng", "Chưa")
    await _takes(office, yes, with_siblings=False)
    assert await correct_some(office.delivery()) == 0
    assert len(slate.refuses) == 1
    office.machine.advance(timedelta(minutes=1))
    assert await correct_some(office.delivery()) == 0
    assert slate.refuses == []
    office.machine.advance(timedelta(days=1))
    assert await correct_some(office.delivery()) is None
    assert slate.edited == []


async def test_channel_without_edits_is_left_alone(office: Office) -> None:
    yes, _no = await _asks(office, "Đúng", "Chưa")
    await _takes(office, yes, with_siblings=False)
    assert [await correct_some(office.delivery()) for _ in range(2)] == [0, None]
    async with office.database.work() as uow:
        assert await uow.cards.outdated(office.machine.now(), 10, {CHANNEL}) == []


async def test_reminder_without_choices_is_not_touched_when_its_task_moves_on(office: Office) -> None:
    office.channel = slate = Slate()
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    await office.reports("an", Event.REPORT_DONE)
    assert (await correct_some(office.delivery()), slate.edited) == (None, [])


async def test_many_cards_are_corrected_a_few_at_a_time(office: Office) -> None:
    office.channel = slate = Slate()
    for _ in range(BATCH + 1):
        yes, _no = await _asks(office, "Đúng", "Chưa")
        await _takes(office, yes, with_siblings=False)
    assert [await correct_some(office.delivery()) for _ in range(3)] == [BATCH, 1, None]
    assert len(slate.edited) == BATCH + 1
