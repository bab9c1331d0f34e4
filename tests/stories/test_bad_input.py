import pytest
from sqlalchemy import text

from data.domain.message import Choice, Heard
from tests.fakes.phones import CHANNEL
from tests.stories.office import DUC, HA, SON, TRAM, Office


@pytest.mark.parametrize("words", ["🙏🌸", "<b>", "&", "*", "_*[x](y)`", "?", "7", "\u200b", "%s {{ code }} {% if %}"])
async def test_what_nobody_can_understand_gets_one_answer_and_changes_nothing(office: Office, words: str) -> None:
    heard = len(office.heard_by(DUC))
    assert await office.says(DUC, words)
    assert len(office.heard_by(DUC)) == heard + 1
    assert (await office.task("NV11")).percent is None


@pytest.mark.parametrize("who", [HA, TRAM, SON])
async def test_text_of_ten_thousand_letters_gets_one_sentence(office: Office, who: str) -> None:
    answer = await office.says(who, "NV7 xong " + "x" * 10_000)
    assert answer == "Tin nhắn dài quá 4000 ký tự nên chưa được ghi nhận. Đề nghị gửi lại nội dung tóm tắt."


async def test_empty_message_such_as_a_picture_gets_one_sentence(office: Office) -> None:
    answer = await office.says(HA, "  ")
    assert answer.startswith("Hiện chỉ đọc được tin nhắn bằng chữ")


async def test_markup_in_words_and_names_stays_text(office: Office) -> None:
    await office.says(DUC, "NV11 vướng vì <b>A&B</b> chưa *gửi*")
    shown = await office.presses(TRAM, "Xem nội dung")
    assert "&lt;b&gt;A&amp;B&lt;/b&gt; chưa *gửi*" in shown


async def test_unknown_token_is_answered(office: Office) -> None:
    assert "không còn hiệu lực" in await office.presses_again(HA, Choice("", "", token="unknown"))


async def test_who_cannot_be_answered_hears_an_apology(office: Office) -> None:
    heard = Heard(CHANNEL, HA, "broken", office.clock.now(), "NV7 xong")
    async with office.database.work() as uow:
        await office.conversation.apologise(uow, heard, office.clock.now())
        await uow.commit()
    await office.delivers()
    assert office.heard_by(HA)[-1].startswith("Xin lỗi đồng chí")


async def test_words_with_a_secrecy_mark_are_refused_and_kept_nowhere(office: Office) -> None:
    answer = await office.says(DUC, "TỐI MẬT\nNV11 đã trình phương án phòng thủ")
    assert answer.startswith("Nội dung mang dấu mật")
    assert (await office.task("NV11")).heard_at is None
    async with office.database.connect() as connection:
        bodies = list(await connection.scalars(text("SELECT CAST(body AS text) FROM inbox")))
    assert not any("NV11" in body for body in bodies)


async def test_the_word_secret_in_a_sentence_is_no_mark(office: Office) -> None:
    assert "60%" in await office.says(DUC, "NV11 60%, đang xin ý kiến về bí mật nhà nước")
