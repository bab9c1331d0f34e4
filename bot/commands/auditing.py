"""`audit`: what had to be said by now, against what was."""

from collections.abc import Iterator
from typing import Any

from bot.app import run_audit
from bot.commands.office import named_database_failures
from bot.commands.outcome import CommandFailed
from bot.commands.printing import print_json, print_lines
from bot.settings import load_settings
from bot.texts import commands as texts


async def audit(*, as_json: bool) -> None:
    """Print what the independent auditor finds; CommandFailed when something is missing or was said twice."""
    settings = load_settings()
    with named_database_failures():
        report = await run_audit(settings)
    if as_json:
        print_json(report.as_json())
    else:
        print_lines(_lines(report.as_json()))
    if report.missing or report.double:
        raise CommandFailed(texts.AUDIT_FAILED.format(missing=len(report.missing), double=len(report.double)))


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield texts.AUDITED.format(**{name: report[name] for name in ("expected", "missing", "double", "late")})
    for outcome, count in report["outcomes"].items():
        if count:
            yield f"  {texts.AUDIT_OUTCOMES[outcome]}: {count}"
    for one in report["findings"]:
        yield texts.AUDIT_FINDING.format(**one | {"why": texts.AUDIT_WHY[one["why"]]})
