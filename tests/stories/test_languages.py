"""A mixed office: whoever speaks and whoever is told hears their own language, in one exchange."""

import re

from data.domain.message import Choice
from tests.stories.office import CHIEF, DUC, HA, SON, TEXTS, TRAM, Office

VIETNAMESE = re.compile(
    r"\b(?:hạn|đồng chí|Văn phòng|gia hạn|xác nhận|Đã|việc|lý do|đơn vị|ngày làm việc|Chủ trì|Tình trạng)\b"
)
ENGLISH = re.compile(r"\b(?:due|you|the|office|deadline|extension|confirmed|task|tasks|reason|agency)\b", re.IGNORECASE)


async def speak_english(office: Office, *who: str) -> None:
    office.texts = TEXTS
    for one in who:
        await office.says(one, "/ngonngu en")


def words_of(office: Office, who: str, since: int) -> str:
    """Return what a chat was told since, names of the province, titles of tasks and typed words aside."""
    received = office.phones.shows(who)[since:]
    labels = [choice.label for one in received for choice in one.message.choices]
    text = "\n".join([*(one.message.text for one in received), *labels])
    return re.sub(r"Tổng hợp [^\n]*|Xây dựng [^\n]*|chờ Sở Tài chính|Văn phòng UBND[^\n]*", "", text)


async def test_language_is_shown_and_chosen_by_a_press(office: Office) -> None:
    office.texts = TEXTS
    assert await office.says(CHIEF, "/ngonngu") == "Đồng chí đang nhận tin bằng tiếng Việt."
    assert office.choices(CHIEF) == ["Đồng ý nhận tin bằng tiếng Anh (English)"]
    assert (await office.says(CHIEF, "đồng ý")).startswith("From now on you hear from us in English.")
    assert await office.says(CHIEF, "/ngonngu") == "You hear from us in English."
    assert office.choices(CHIEF) == ["Agree to hear in Vietnamese (Tiếng Việt)"]
    assert await office.says(CHIEF, "/ngonngu fr") == "That language is not among ours. Please choose:"
    assert len(office.choices(CHIEF)) == 2
    assert (await office.says(CHIEF, "/ngonngu vi")).startswith("Từ nay đồng chí nhận tin bằng tiếng Việt.")
    assert (await office.audited()).count("choose_language") == 2


async def test_english_chief_and_vietnamese_official_each_hear_their_own(office: Office) -> None:
    await speak_english(office, CHIEF)
    since = {who: len(office.phones.shows(who)) for who in (HA, CHIEF, TRAM)}
    await office.says(HA, "NV7 gia hạn 20/5 vì chờ Sở Tài chính")
    await office.presses(HA, "Đúng, xin gia hạn")
    asked = office.heard_by(CHIEF)[-1].splitlines()
    assert asked[0].startswith("<b>NV7</b> · due 16/05/2024 (")
    assert asked[1] == "Ban Dân tộc asks for an extension until <b>20/05/2024</b>."
    assert office.choices(CHIEF) == ["Agree to an extension until 20/05/2024", "No extension", "Show the reason"]
    assert "reason: chờ Sở Tài chính" in await office.presses(CHIEF, "Show the reason")
    granted = await office.says(CHIEF, "agree to an extension until 20/05/2024")
    assert granted == "The extension of <b>NV7</b> until 20/05/2024 is granted to Ban Dân tộc."
    assert "đồng ý gia hạn <b>NV7</b>, hạn 20/05/2024" in office.heard_by(HA)[-1]
    assert "đồng ý gia hạn <b>NV7</b>" in office.heard_by(TRAM)[-1]
    for who, wrong in ((HA, ENGLISH), (TRAM, ENGLISH), (CHIEF, VIETNAMESE)):
        assert wrong.findall(words_of(office, who, since[who])) == [], who


async def test_claim_is_asked_in_the_language_of_each_who_may_confirm(office: Office) -> None:
    await speak_english(office, TRAM)
    await office.says(HA, "NV7 xong")
    line = "Ban Dân tộc (Nguyễn Thị Hà): reported done, <b>NV7</b>, due 16/05/2024."
    assert office.heard_by(TRAM)[-1].splitlines()[0] == line
    choices = office.choices(TRAM)
    assert [label.partition(" ")[0] for label in choices[:2]] == ["Confirm", "Return"]
    assert await office.says(TRAM, "yes") == "Confirmed as done: <b>NV7</b>, due 16/05/2024, Ban Dân tộc."
    assert office.heard_by(HA)[-1].startswith("Văn phòng đã xác nhận hoàn thành <b>NV7</b>")
    assert "Undone." in await office.says(TRAM, "undo")


async def test_no_and_its_number_answer_english_choices_too(office: Office) -> None:
    await speak_english(office, HA)
    await office.says(HA, "NV7 gia hạn 20/5 vì chờ Sở Tài chính")
    assert office.choices(HA) == ["Yes, ask to extend NV7 until 20/05/2024", "No"]
    assert await office.says(HA, "no") == "Very well, nothing more was recorded."
    await office.says(HA, "NV7 gia hạn 20/5 vì chờ Sở Tài chính")
    assert (await office.says(HA, "1")).startswith("Your request to extend <b>NV7</b> until 20/05/2024 was sent")


async def test_reminders_and_leaders_answers_come_in_the_language_of_each(office: Office) -> None:
    await speak_english(office, SON, DUC)
    before = {who: len(office.phones.shows(who)) for who in (HA, DUC, SON)}
    await office.morning_of("16/05/2024")
    reminder = office.heard_by(DUC)[before[DUC]]
    assert "<b>NV11</b> · due 16/05/2024" in reminder
    assert "today" in reminder
    assert VIETNAMESE.findall(words_of(office, DUC, before[DUC])) == []
    assert "hôm nay" in office.heard_by(HA)[-1]
    asked = await office.says(SON, "tuần này có gì đến hạn")
    assert asked.splitlines()[0] == "<b>Tasks · due from 13/05/2024 to 19/05/2024</b>"
    assert "Total: " in asked


async def test_choice_offered_in_one_language_still_acts_after_the_other_was_chosen(office: Office) -> None:
    office.texts = TEXTS
    await office.says(HA, "NV7 gia hạn 20/5 vì chờ Sở Tài chính")
    old: Choice = office.phones.choice(HA, "Đúng, xin gia hạn")
    await office.says(HA, "/ngonngu en")
    assert (await office.presses_again(HA, old)).startswith("Your request to extend <b>NV7</b>")


async def test_list_of_people_sets_a_language_and_leaves_it_where_it_says_none(office: Office) -> None:
    office.texts = TEXTS
    await office.registers_people_with("id,name,post,agency,role,language", "bdt-1,Nguyễn Thị Hà,,BDT,contact,EN")
    assert (await office.says(HA, "cảm ơn")) == "You are welcome."
    await office.registers_people_with("id,name,post,agency,role", "bdt-1,Nguyễn Thị Hà,,BDT,contact")
    assert (await office.says(HA, "cảm ơn")) == "You are welcome."
