"""`demo`: the whole product to try out."""

import webbrowser
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands.office import named_database_failures
from bot.commands.outcome import CommandFailed
from bot.commands.printing import print_lines
from bot.logs import write_logs
from bot.server import PortTaken
from bot.show import run_demo
from bot.texts import commands as texts


async def demo(port: int, keep: Path | None, *, browser: bool) -> None:
    """Serve the whole product on loopback, on a database that goes with the demo unless it is kept."""

    def opened(address: str) -> None:
        print_lines([texts.DEMO_OPEN.format(address=address)])
        if browser:
            webbrowser.open(address)

    write_logs()
    with TemporaryDirectory(prefix="nhacviec-demo-") as folder, named_database_failures():
        try:
            await run_demo(port, keep or Path(folder) / "demo.db", opened)
        except PortTaken as error:
            raise CommandFailed(texts.PORT_TAKEN.format(address=error)) from None
