"""`run`, `tick` and `tidy`: the house itself."""

from datetime import datetime

from bot.app import run_service, run_tick, run_tidy
from bot.commands.office import named_database_failures
from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_lines
from bot.logs import write_logs
from bot.server import PortTaken
from bot.settings import Settings, load_settings, office_policy
from bot.texts import commands as texts


async def run() -> None:
    """Serve until SIGTERM."""
    settings = load_settings()
    write_logs(*settings.secrets())
    with named_database_failures():
        try:
            await run_service(settings)
        except PortTaken as error:
            raise CommandFailed(texts.PORT_TAKEN.format(address=error)) from None


async def tick(at: str | None) -> None:
    """Do all that the clock would have done by `at`."""
    settings = load_settings()
    write_logs(*settings.secrets())
    moment = _moment(at, settings) if at else None
    with named_database_failures():
        count = await run_tick(settings, moment)
    print_lines([texts.TICKED.format(count=count)])


async def tidy() -> None:
    """Forget what was kept long enough."""
    settings = load_settings()
    with named_database_failures():
        done = await run_tidy(settings)
    print_lines([texts.TIDIED.format(said=done.said, heard=done.heard, files=done.files, codes=done.codes)])


def _moment(text: str, settings: Settings) -> datetime:
    """Read a moment; one without a zone is meant in the office's."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandFailed(texts.BAD_MOMENT.format(text=text), code=WRONG_INPUT) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=office_policy(settings).zone)
