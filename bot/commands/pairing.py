"""`invite` and `unpair`: who can be reached by chat."""

from bot.commands.office import Office, open_office
from bot.commands.outcome import CANNOT, WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json, print_lines, print_table, with_progress
from bot.texts import commands as texts
from data.db.unit import UnitOfWork
from data.domain.agency import Registry
from data.domain.person import Person
from data.office.pairing import end_pairing, new_code

_COLUMNS = ("person", "id", "agency", "code")


async def invite(*, as_json: bool) -> None:
    """Give everybody who is not paired a new code, ending the earlier one."""
    async with open_office() as office:
        async with office.database.work() as uow:
            registry = await uow.agencies.registry()
            paired = await uow.people.paired_ids()
            waiting = [person for person in await uow.people.active() if person.id not in paired]
        # Making a code is slow on purpose: one transaction for all would keep everybody else waiting.
        invited = [
            _invitation(person, registry, await _code_for(person, office))
            for person in with_progress(waiting, texts.INVITING)
        ]
    if as_json:
        print_json(invited)
    elif not invited:
        print_lines([texts.EVERYBODY_PAIRED])
    else:
        rows = [[invitation[column] or "" for column in _COLUMNS] for invitation in invited]
        print_table(texts.INVITATION_COLUMNS, rows, texts.INVITATIONS.format(days=office.rules.policy.code_days))


async def _code_for(person: Person, office: Office) -> str:
    async with office.database.work() as uow:
        code = await new_code(uow, person, office.rules.policy, office.now)
        await uow.commit()
    return code


def _invitation(person: Person, registry: Registry, code: str) -> dict[str, str | None]:
    # A link needs a channel that can be opened with a code; none does yet.
    return {
        "person": person.name,
        "id": person.key or str(person.id),
        "agency": registry.get(person.agency_id).name if person.agency_id else None,
        "code": code,
        "link": None,
    }


async def unpair(who: str) -> None:
    """End the chats and codes of the person with that id or name."""
    async with open_office() as office, office.database.work() as uow:
        person = await _the_one(uow, who)
        await end_pairing(uow, person, office.now)
        await uow.commit()
    print_lines([texts.UNPAIRED.format(person=person.name)])


async def _the_one(uow: UnitOfWork, who: str) -> Person:
    found = await uow.people.named(who)
    if not found:
        raise CommandFailed(texts.NOBODY_NAMED.format(who=who), code=CANNOT)
    if len(found) > 1:
        ids = ", ".join(person.key or str(person.id) for person in found)
        raise CommandFailed(texts.SEVERAL_NAMED.format(who=who, ids=ids), code=WRONG_INPUT)
    return found[0]
