"""People, their chats and their pairing codes."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import ChatLinkRow, PageLinkRow, PageSessionRow, PairingCodeRow, PersonRow
from data.domain.person import ChatLink, Language, Person, Role
from data.folding import fold


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A line of an imported list of people; the key is `key`, otherwise name and agency.

    `language` None leaves what the person has chosen.
    """

    name: str
    post: str
    role: Role
    agency_id: int | None = None
    key: str | None = None
    active: bool = True
    phone: str = ""
    language: Language | None = None


def _person(row: PersonRow) -> Person:
    language, role = Language(row.language) if row.language else None, Role(row.role)
    return Person(row.id, row.name, row.post, role, row.agency_id, row.key, row.active, row.phone, language)


def _link(row: ChatLinkRow) -> ChatLink:
    return ChatLink(row.person_id, row.channel, row.chat, row.heard_at, refused=row.unreachable_at is not None)


def _same(entry: PersonEntry, known: Sequence[PersonRow]) -> PersonRow | None:
    """Return the row that the entry updates.

    Somebody with an id of their own is never taken for a namesake with another one.
    """
    if entry.key and (found := [row for row in known if row.key == entry.key]):
        return found[0]
    namesakes = [row for row in known if row.folded == fold(entry.name) and row.agency_id == entry.agency_id]
    return next((row for row in namesakes if not (entry.key and row.key)), None)


class PeopleStore:
    """Reads and writes people and their addresses."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _list(self, *conditions: ColumnElement[bool]) -> list[Person]:
        rows = await self._session.scalars(select(PersonRow).where(*conditions).order_by(PersonRow.id))
        return [_person(row) for row in rows]

    async def get(self, person_id: int) -> Person:
        """Return the person with that id; NoResultFound when there is none."""
        return _person(await self._session.get_one(PersonRow, person_id))

    async def some(self, ids: Collection[int]) -> list[Person]:
        """Return the people with these ids."""
        return await self._list(PersonRow.id.in_(ids))

    async def active(self) -> list[Person]:
        """Return everybody who is active."""
        return await self._list(PersonRow.active.is_(True))

    async def everybody(self) -> list[Person]:
        """Return everybody, former people too."""
        return await self._list()

    async def registered(self) -> list[Person]:
        """Return everybody of whom more is known than that they were there."""
        return await self._list(PersonRow.erased_at.is_(None))

    async def of_agencies(self, agency_ids: Collection[int]) -> list[Person]:
        """Return the active people of these agencies."""
        return await self._list(PersonRow.active.is_(True), PersonRow.agency_id.in_(agency_ids))

    async def with_roles(self, roles: Collection[Role]) -> list[Person]:
        """Return the active people with one of these roles."""
        return await self._list(PersonRow.active.is_(True), PersonRow.role.in_(roles))

    async def named(self, name: str) -> list[Person]:
        """Return the people whose key, id or name (letter case and diacritics aside) is `name`."""
        known = PersonRow.erased_at.is_(None)
        if found := await self._list(PersonRow.key == name):
            return found
        if name.isdigit():
            return await self._list(PersonRow.id == int(name), known)
        return await self._list(PersonRow.folded == fold(name), known)

    async def put(self, entries: Sequence[PersonEntry], now: datetime) -> None:
        """Add or update people; whoever is no longer active loses chats and codes at once."""
        known = list(await self._session.scalars(select(PersonRow).where(PersonRow.erased_at.is_(None))))
        for entry in entries:
            row = _same(entry, known) or PersonRow()
            self._session.add(row)
            row.key, row.name, row.folded, row.post = entry.key or row.key, entry.name, fold(entry.name), entry.post
            row.role, row.agency_id, row.active = entry.role.value, entry.agency_id, entry.active
            row.language = entry.language or row.language
            row.phone = entry.phone or row.phone or ""
            await self._session.flush()
            if not entry.active:
                await self.unpair(row.id, now)

    # Chats

    async def speak(self, person_id: int, language: Language) -> None:
        """Say everything to the person in that language from now on."""
        row = await self._session.get_one(PersonRow, person_id)
        row.language = language.value
        await self._session.flush()

    async def paired_ids(self) -> set[int]:
        """Return the ids of everybody who can be reached by chat."""
        rows = await self._session.scalars(select(ChatLinkRow.person_id).where(*_LIVE))
        return set(rows)

    async def unreached(self) -> dict[int, datetime]:
        """Return the active people every chat of whom refuses us, with the moment since when."""
        live = ChatLinkRow.ended_at.is_(None)
        rows = await self._session.execute(
            select(ChatLinkRow.person_id, func.max(ChatLinkRow.unreachable_at))
            .join(PersonRow, PersonRow.id == ChatLinkRow.person_id)
            .where(live, PersonRow.active.is_(True))
            .group_by(ChatLinkRow.person_id)
            .having(func.count() == func.count(ChatLinkRow.unreachable_at))
        )
        return {person_id: since for person_id, since in rows if since is not None}

    async def by_chat(self, channel: str, chat: str) -> Person | None:
        """Return the active person who is paired with that chat."""
        row = await self._session.scalar(
            select(PersonRow)
            .join(ChatLinkRow, ChatLinkRow.person_id == PersonRow.id)
            .where(ChatLinkRow.channel == channel, ChatLinkRow.chat == chat, ChatLinkRow.ended_at.is_(None))
            .where(PersonRow.active.is_(True))
        )
        return _person(row) if row else None

    async def links(self, person_id: int) -> list[ChatLink]:
        """Return the person's chats, the chosen one first; those that refuse us are marked."""
        return (await self.links_of([person_id]))[person_id]

    async def links_of(self, person_ids: Collection[int]) -> defaultdict[int, list[ChatLink]]:
        """Return the chats of each of these people as `links` does; none for whoever has none."""
        rows = await self._session.scalars(
            select(ChatLinkRow)
            .where(ChatLinkRow.person_id.in_(person_ids), ChatLinkRow.ended_at.is_(None))
            .order_by(func.coalesce(ChatLinkRow.chosen_at, ChatLinkRow.linked_at).desc(), ChatLinkRow.id.desc())
        )
        found: defaultdict[int, list[ChatLink]] = defaultdict(list)
        for row in rows:
            found[row.person_id].append(_link(row))
        return found

    async def live_links(self) -> list[ChatLink]:
        """Return everybody's chats; those that refuse us are marked."""
        rows = await self._session.scalars(
            select(ChatLinkRow).where(ChatLinkRow.ended_at.is_(None)).order_by(ChatLinkRow.id)
        )
        return [_link(row) for row in rows]

    async def choose(self, person_id: int, channel: str, now: datetime) -> bool:
        """Write to the person on that channel from now on; return whether they are paired there.

        Choosing it counts as a word said there: nobody is sent elsewhere for a silence before that.
        """
        here = (ChatLinkRow.person_id == person_id) & (ChatLinkRow.channel == channel) & ChatLinkRow.ended_at.is_(None)
        chosen = await self._session.execute(
            update(ChatLinkRow).where(here).values(chosen_at=now, heard_at=now).returning(ChatLinkRow.id)
        )
        return chosen.first() is not None

    async def link(self, person_id: int, channel: str, chat: str, now: datetime) -> None:
        """Pair the person with a chat; whoever was paired with it is no longer, and so is their earlier chat there."""
        live = ChatLinkRow.ended_at.is_(None)
        here = (ChatLinkRow.channel == channel) & ((ChatLinkRow.chat == chat) | (ChatLinkRow.person_id == person_id))
        await self._session.execute(update(ChatLinkRow).where(live, here).values(ended_at=now))
        self._session.add(ChatLinkRow(person_id=person_id, channel=channel, chat=chat, linked_at=now))
        await self._session.flush()

    async def unpair(self, person_id: int, now: datetime) -> None:
        """End the person's chats and codes, and what they have open of the office page."""
        for table in (ChatLinkRow, PairingCodeRow, PageLinkRow, PageSessionRow):
            mine = (table.person_id == person_id) & table.ended_at.is_(None)
            await self._session.execute(update(table).where(mine).values(ended_at=now))

    async def chats(self, channel: str) -> dict[str, Person]:
        """Return who is reached on that channel, by chat."""
        rows = await self._session.execute(
            select(ChatLinkRow.chat, PersonRow)
            .join(PersonRow, PersonRow.id == ChatLinkRow.person_id)
            .where(ChatLinkRow.channel == channel, PersonRow.active.is_(True), *_LIVE)
        )
        return {chat: _person(person) for chat, person in rows}

    async def ended_chats(self, channel: str) -> set[str]:
        """Return the chats that somebody was paired with on that channel and nobody is any more."""
        here = ChatLinkRow.channel == channel
        live = select(ChatLinkRow.chat).where(here, ChatLinkRow.ended_at.is_(None))
        ended = select(ChatLinkRow.chat).where(here, ChatLinkRow.ended_at.is_not(None), ChatLinkRow.chat.not_in(live))
        return set(await self._session.scalars(ended))

    async def move_chat(self, channel: str, chat: str, to: str) -> None:
        """Follow a chat that the platform gave another address, unless somebody is paired with that one already."""
        taken = select(ChatLinkRow.id).where(
            ChatLinkRow.channel == channel, ChatLinkRow.chat == to, ChatLinkRow.ended_at.is_(None)
        )
        here = (ChatLinkRow.channel == channel) & (ChatLinkRow.chat == chat) & ChatLinkRow.ended_at.is_(None)
        await self._session.execute(update(ChatLinkRow).where(here, ~taken.exists()).values(chat=to))

    async def unreachable(self, channel: str, chat: str, why: str, now: datetime) -> None:
        """Note that the platform refuses this chat for good."""
        here = (ChatLinkRow.channel == channel) & (ChatLinkRow.chat == chat) & ChatLinkRow.ended_at.is_(None)
        await self._session.execute(update(ChatLinkRow).where(here).values(unreachable_at=now, unreachable_why=why))

    async def heard(self, channel: str, chat: str, now: datetime) -> None:
        """Note that somebody spoke in this chat."""
        here = (ChatLinkRow.channel == channel) & (ChatLinkRow.chat == chat) & ChatLinkRow.ended_at.is_(None)
        await self._session.execute(update(ChatLinkRow).where(here).values(heard_at=now))

    async def reachable(self, channel: str, chat: str) -> bool:
        """Note that this chat can be reached; return whether it could not before."""
        gone = (ChatLinkRow.channel == channel) & (ChatLinkRow.chat == chat) & ChatLinkRow.unreachable_at.is_not(None)
        back = await self._session.execute(
            update(ChatLinkRow)
            .where(gone, ChatLinkRow.ended_at.is_(None))
            .values(unreachable_at=None, unreachable_why=None)
            .returning(ChatLinkRow.id)
        )
        return back.first() is not None

    # Codes

    async def add_code(self, person_id: int, digest: str, now: datetime, expires_at: datetime) -> None:
        """Give the person a new code; earlier ones end."""
        mine = (PairingCodeRow.person_id == person_id) & PairingCodeRow.ended_at.is_(None)
        await self._session.execute(update(PairingCodeRow).where(mine).values(ended_at=now))
        self._session.add(PairingCodeRow(person_id=person_id, digest=digest, made_at=now, expires_at=expires_at))
        await self._session.flush()

    async def owner_of_code(self, digest: str, now: datetime) -> int | None:
        """Return whose the code with that digest is, leaving it unused; None when it is not valid any more."""
        row = await self._session.scalar(_valid(digest, now))
        return row.person_id if row else None

    async def use_code(self, digest: str, now: datetime) -> Person | None:
        """Use up the code with that digest and return whose it was; None when it is not valid any more."""
        row = await self._session.scalar(_valid(digest, now).with_for_update())
        if row is None:
            return None
        row.used_at = row.ended_at = now
        await self._session.flush()
        person = await self.get(row.person_id)
        return person if person.active else None


def _valid(digest: str, now: datetime) -> Select[PairingCodeRow]:
    return select(PairingCodeRow).where(
        PairingCodeRow.digest == digest, PairingCodeRow.ended_at.is_(None), PairingCodeRow.expires_at > now
    )


_LIVE = (ChatLinkRow.ended_at.is_(None), ChatLinkRow.unreachable_at.is_(None))
