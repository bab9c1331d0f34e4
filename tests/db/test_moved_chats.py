from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.people import PersonEntry
from data.domain.person import ChatLink, Role


async def test_chat_is_followed_to_its_new_address_unless_that_is_taken(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        await uow.people.put([PersonEntry(name, "", Role.CONTACT) for name in ("an", "binh")], clock.now())
        an, binh = await uow.people.active()
        await uow.people.link(an.id, "telegram", "-1", clock.now())
        await uow.people.link(binh.id, "telegram", "-2", clock.now())
        await uow.people.move_chat("telegram", "-1", "-1001")
        await uow.people.move_chat("telegram", "-2", "-1001")
        assert await uow.people.links(an.id) == [ChatLink(an.id, "telegram", "-1001")]
        assert await uow.people.links(binh.id) == [ChatLink(binh.id, "telegram", "-2")]
        assert await uow.people.chats("telegram") == {"-1001": an, "-2": binh}
