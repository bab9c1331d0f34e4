"""`invite` and `unpair`: who can be reached by chat."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.commands.office import Office, open_office
from bot.commands.outcome import CANNOT, WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json, print_lines, print_table, with_progress
from bot.settings import load_settings
from bot.telegram.account import Account
from bot.telegram.check import username_of
from bot.telegram.invitation import invite_link
from bot.telegram.qr import qr_svg
from bot.texts import commands as texts
from bot.zalo import account as zalo
from bot.zalo.invitation import guide as guide_text
from bot.zalo.invitation import rooms, seats
from data.db.stores.bots import Bot
from data.db.unit import UnitOfWork
from data.domain.agency import Registry
from data.domain.person import Person
from data.office.erasing import erase_person
from data.office.pairing import end_pairing, new_code

_COLUMNS = ("person", "id", "agency", "code", "link", "zalo")
Invitation = dict[str, str | None]


async def invite(*, as_json: bool, qr: Path | None = None, guide: bool = False) -> None:
    """Give everybody who is not paired a new code, ending the earlier one.

    With `qr`, a picture of each link is written there; with `guide`, what to send to each person is printed instead
    of the table.
    """
    async with open_office() as office:
        async with office.database.reading() as uow:
            registry = await uow.agencies.registry()
            paired = await uow.people.paired_ids()
            waiting = [person for person in await uow.people.active() if person.id not in paired]
        username, bots = await _username(), await _zalo_seats(office)
        # Making a code is slow on purpose: one transaction for all would keep everybody else waiting.
        invited = [
            _invitation(person, registry, await _code_for(person, office), (username, next(bots, None)), office)
            for person in with_progress(waiting, texts.INVITING)
        ]
    if qr is not None:
        _draw(invited, qr)
    if any(one["zalo"] for one in invited) and (left := [one for one in invited if one["zalo"] is None]):
        sys.stderr.write(texts.ZALO_FULL.format(count=len(left)) + "\n")
    _print(invited, office, as_json=as_json, guide=guide)


def _print(invited: list[Invitation], office: Office, *, as_json: bool, guide: bool) -> None:
    if as_json:
        print_json(invited)
    elif not invited:
        print_lines([texts.EVERYBODY_PAIRED])
    elif guide:
        print_lines(_guides(invited))
    else:
        rows = [[invitation[column] or "" for column in _COLUMNS] for invitation in invited]
        print_table(texts.INVITATION_COLUMNS, rows, texts.INVITATIONS.format(days=office.rules.policy.code_days))


def _guides(invited: list[Invitation]) -> list[str]:
    guides = [f"{one['guide']}\n" for one in invited if one["guide"]]
    if not guides:
        raise CommandFailed(texts.NO_GUIDE)
    return guides


def _draw(invited: list[Invitation], folder: Path) -> None:
    """Write `ID.svg` for each invitation, to be printed or sent on."""
    links = {str(one["id"]): one["link"] for one in invited if one["link"]}
    if invited and not links:
        raise CommandFailed(texts.QR_NEEDS_LINK)
    folder.mkdir(parents=True, exist_ok=True)
    for person, link in links.items():
        (folder / f"{person.replace('/', '_')}.svg").write_text(qr_svg(link or ""), "utf-8")
    sys.stderr.write(texts.QR_WRITTEN.format(count=len(links), folder=folder) + "\n")


async def _code_for(person: Person, office: Office) -> str:
    async with office.database.work() as uow:
        code = await new_code(uow, person, office.rules.policy, office.now)
        await uow.commit()
    return code


async def _username() -> str | None:
    """Return the name of our Telegram bot; None without one, or when the platform does not answer now."""
    account = Account.of(load_settings())
    return await username_of(account) if account else None


async def _zalo_seats(office: Office) -> Iterator[Bot]:
    """Return the Zalo bot for each person in turn; nothing without one."""
    account = zalo.Account.of(load_settings())
    if account is None:
        return iter(())
    return seats(await rooms(account, office.database, office.rules.policy.zalo_users, office.now))


def _invitation(
    person: Person, registry: Registry, code: str, bots: tuple[str | None, Bot | None], office: Office
) -> Invitation:
    """Return what a person is invited by; `bots` are the name of ours on Telegram, and the one to find on Zalo."""
    username, zalo_bot = bots
    days = office.rules.policy.code_days
    return {
        "person": person.name,
        "id": person.key or str(person.id),
        "agency": registry.get(person.agency_id).name if person.agency_id else None,
        "code": code,
        "link": invite_link(username, code) if username else None,
        "zalo": zalo_bot.name if zalo_bot else None,
        "guide": guide_text(office.texts.of(person), person.name, zalo_bot, code, days) if zalo_bot else None,
    }


async def unpair(who: str) -> None:
    """End the chats and codes of the person with that id or name."""
    async with open_office() as office, office.database.work() as uow:
        person = await _the_one(uow, who)
        await end_pairing(uow, person, office.now)
        await uow.commit()
    print_lines([texts.UNPAIRED.format(person=person.name)])


async def erase(who: str, *, sure: bool) -> None:
    """Forget the person with that id or name for good; unless `sure`, say what that means and do nothing."""
    async with open_office() as office, office.database.work() as uow:
        person = await _the_one(uow, who)
        if not sure:
            raise CommandFailed(texts.ERASE_NEEDS_YES.format(person=person.name), code=WRONG_INPUT)
        everywhere = await erase_person(uow, person, texts.ERASED, office.now)
        await uow.commit()
    print_lines([texts.ERASED_PERSON.format(person=person.name, called=texts.ERASED)])
    if not everywhere:
        print_lines([texts.ERASED_BUT_NAMESAKE])


async def _the_one(uow: UnitOfWork, who: str) -> Person:
    found = await uow.people.named(who)
    if not found:
        raise CommandFailed(texts.NOBODY_NAMED.format(who=who), code=CANNOT)
    if len(found) > 1:
        ids = ", ".join(person.key or str(person.id) for person in found)
        raise CommandFailed(texts.SEVERAL_NAMED.format(who=who, ids=ids), code=WRONG_INPUT)
    return found[0]
