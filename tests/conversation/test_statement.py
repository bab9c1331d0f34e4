from datetime import date

from bot.conversation.statement import Statement
from bot.language.meaning import Intent


def test_statement_survives_the_arguments_of_a_choice() -> None:
    full = Statement(Intent.EXTENSION, 60, date(2024, 5, 20), date(2024, 5, 21), "chờ số liệu", "NV7 …")
    assert Statement.unpack(full.pack()) == full
    assert Statement.unpack(Statement(Intent.DONE).pack()) == Statement(Intent.DONE)
