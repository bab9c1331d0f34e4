"""Questions to the office of `office.py` on Tuesday 21/5/2024 at 10:00, and who asks them."""

from bot.conversation.answering.asking import answer_query
from bot.language.meaning import Query
from bot.texts.catalogue import Texts
from data.domain.message import Message
from tests.answers.office import RULES, Office
from tests.domain.given import at

NOW = at("2024-05-21", "10:00")
TEXTS = Texts()
HA, DUC, TRANG, SANG = "Nguyễn Thị Hà", "Trần Minh Đức", "Đỗ Thu Trang", "Ngọc Văn Sáng"
SPECIALIST, CHIEF, LEADER = "Nguyễn Ngọc Trâm", "Dương Đình Thắng", "Mai Sơn"


async def asks(office: Office, name: str, query: Query, offset: int = 0) -> Message:
    return await answer_query(office.uow, query, office.people[name], NOW, RULES, TEXTS, offset)


def actions(message: Message) -> list[tuple[str, str]]:
    return [(choice.label, choice.action) for choice in message.choices]
