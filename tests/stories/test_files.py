"""Files: directives that the office sends, evidence that officials send."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.texts.catalogue import Texts
from data.domain.evidence import Evidence, EvidenceState
from data.domain.message import HeardFile
from data.intake.draft import Reason
from tests.stories.office import CHIEF, DUC, HA, SANG, SON, TRAM, TRANG, Office

DIRECTIVE = """UBND TỈNH BẮC GIANG
Số: 99/TB-UBND

Bắc Giang, ngày 13 tháng 5 năm 2024

THÔNG BÁO
Kết luận của Phó Chủ tịch UBND tỉnh

1. Ban Dân tộc rà soát hộ nghèo, báo cáo trước ngày 20/5/2024.
""".encode()
SECRET = DIRECTIVE.replace("THÔNG BÁO".encode(), "MẬT\n\nTHÔNG BÁO".encode())
PICTURE = b"\xff\xd8\xff\xe0JFIF" + bytes(range(200))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone; each file costs a process, and what both engines do alike is tested elsewhere."""
    return sqlite_url


async def evidence(office: Office, code: str) -> list[Evidence]:
    task = await office.task(code)
    async with office.database.work() as uow:
        return await uow.evidence.of(task.id)


async def everything_kept(office: Office) -> str:
    """Return all that the database holds of what was heard and kept, as text."""
    async with office.database.connect() as connection:
        tables = ("inbox", "audit", "outbox", "evidence", "directives", "reports")
        rows = [row for table in tables for row in await connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 - names of ours
    return str(rows)


async def test_directive_from_the_office_is_answered_with_its_review_and_can_be_made_live(office: Office) -> None:
    answer = await office.sends_file(TRAM, "tb99.txt", DIRECTIVE)
    assert answer.startswith("<b>Thông báo kết luận 99/TB-UBND</b> ngày 13/05/2024\n")
    assert "Đọc được 1 nhiệm vụ" in answer
    assert "<b>NV13</b> · hạn 20/05/2024 · Ban Dân tộc" in answer
    assert "99/TB-UBND" in office.heard_by(CHIEF)[-1]
    assert "Đã giao 1 việc" in await office.presses(TRAM, "Đúng cả")


async def test_same_directive_again_says_so_and_stores_nothing(office: Office) -> None:
    await office.sends_file(TRAM, "tb99.txt", DIRECTIVE)
    again = await office.sends_file(CHIEF, "ban-khac.txt", DIRECTIVE)
    assert again.startswith("Văn bản 99/TB-UBND đã có từ trước với 1 nhiệm vụ")
    assert "<b>NV13</b>" in again
    await office.presses(TRAM, "Đúng cả")
    assert (await office.sends_file(CHIEF, "tb99.txt", DIRECTIVE)).count("99/TB-UBND") == 1


@pytest.mark.parametrize("who", [TRAM, HA])
async def test_classified_file_is_refused_and_nothing_of_it_is_kept(office: Office, who: str) -> None:
    answer = await office.sends_file(who, "ke-hoach-mat.txt", SECRET, "NV7 xong, kế hoạch kèm theo")
    assert "mang dấu mật" in answer
    kept = await everything_kept(office)
    assert ("ke-hoach-mat" in kept, "hộ nghèo" in kept, "kèm theo" in kept) == (False, False, False)
    assert (await office.task("NV7")).status == "assigned"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("anh.jpg", PICTURE, "không phải văn bản"),
        ("rong.txt", b"", "Tệp rỗng"),
        ("hong.docx", b"PK\x03\x04" + bytes(60), "Tệp hỏng"),
        ("thu.txt", "Kính gửi các đồng chí, chúc mừng năm mới.".encode(), "không tìm thấy nhiệm vụ nào"),
    ],
)
async def test_file_that_holds_no_directive_is_answered_with_the_reason(
    office: Office, name: str, content: bytes, said: str
) -> None:
    assert said in await office.sends_file(TRAM, name, content)


def test_every_reason_has_its_sentence() -> None:
    wanted = {f"files.unreadable_{reason}" for reason in Reason if reason is not Reason.CLASSIFIED}
    assert wanted - Texts().templates.keys() == set()


async def test_file_with_words_reports_and_proves_at_once(office: Office) -> None:
    answer = await office.sends_file(HA, "bao-cao.docx", PICTURE, "NV7 xong")
    assert "Đã ghi nhận: báo xong <b>NV7</b>" in answer
    assert "Đã lưu bao-cao.docx (208 byte) làm minh chứng cho <b>NV7</b>" in answer
    (kept,) = await evidence(office, "NV7")
    assert (kept.name, kept.size, kept.state, kept.at) == ("bao-cao.docx", 208, "waiting", office.clock.now())
    async with office.database.work() as uow:
        assert await uow.evidence.content(kept.id) == PICTURE


async def test_office_hears_of_evidence_without_its_name_and_sees_it_on_request(office: Office) -> None:
    await office.sends_file(HA, "bao-cao.docx", PICTURE, "NV7 xong")
    assert office.heard_by(TRAM)[-1].startswith("Ban Dân tộc (Nguyễn Thị Hà) gửi minh chứng của <b>NV7</b>")
    assert not any("bao-cao" in said for said in office.heard_by(TRAM))
    assert "bao-cao.docx (208 byte)" in await office.presses(TRAM, "Xem minh chứng")
    (file,) = office.phones.shows(TRAM)[-1].message.files
    assert (file.name, file.content) == ("bao-cao.docx", PICTURE)


async def test_file_soon_after_done_belongs_to_that_task_and_later_it_is_asked(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    office.clock.advance(timedelta(minutes=29))
    assert "minh chứng cho <b>NV7</b>" in await office.sends_file(HA, "1.jpg", PICTURE)
    office.clock.advance(timedelta(minutes=2))
    assert "minh chứng của việc nào" in await office.sends_file(HA, "2.jpg", PICTURE + b"2")


async def test_file_in_reply_to_a_card_belongs_to_its_task(office: Office) -> None:
    assert "minh chứng cho <b>NV11</b>" in await office.sends_file(DUC, "1.jpg", PICTURE, replying_to="NV11")


async def test_caption_that_only_names_the_task_is_enough(office: Office) -> None:
    answer = await office.sends_file(HA, "1.jpg", PICTURE, "minh chứng NV3")
    assert "minh chứng cho <b>NV3</b>" in answer
    assert "chưa rõ ý" not in answer


async def test_task_that_is_asked_for_is_chosen_with_one_press(office: Office) -> None:
    await office.sends_file(HA, "1.jpg", PICTURE)
    assert "minh chứng cho <b>NV3</b>" in await office.presses(HA, "NV3")
    assert [kept.name for kept in await evidence(office, "NV3")] == ["1.jpg"]


async def test_file_of_none_of_the_tasks_is_forgotten(office: Office) -> None:
    await office.sends_file(HA, "1.jpg", PICTURE)
    assert await office.presses(HA, "Không phải các việc này") == "Vâng, tệp vừa gửi không được lưu."
    async with office.database.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM evidence")) == 0


async def test_same_file_for_the_same_task_is_kept_once(office: Office) -> None:
    await office.sends_file(HA, "1.jpg", PICTURE, "minh chứng NV3")
    assert "đã được lưu trước đó" in await office.sends_file(HA, "2.jpg", PICTURE, "minh chứng NV3")
    assert len(await evidence(office, "NV3")) == 1


async def test_evidence_settles_with_the_claim(office: Office) -> None:
    await office.sends_file(HA, "1.jpg", PICTURE, "NV7 xong")
    await office.says(TRAM, "NV7 trả lại vì thiếu số liệu")
    assert [kept.state for kept in await evidence(office, "NV7")] == [EvidenceState.RETURNED]
    await office.sends_file(HA, "2.jpg", PICTURE + b"2", "NV7 xong")
    await office.says(TRAM, "NV7 xác nhận")
    assert [kept.state for kept in await evidence(office, "NV7")] == ["returned", "accepted"]


async def test_task_of_another_agency_is_not_proved(office: Office) -> None:
    answer = await office.sends_file(SANG, "1.jpg", PICTURE, "NV11 xong")
    assert "không thuộc nhiệm vụ của đơn vị" in answer
    assert await evidence(office, "NV11") == []


async def test_evidence_is_shown_to_nobody_who_may_not_see_the_task(office: Office) -> None:
    await office.sends_file(HA, "1.jpg", PICTURE, "NV7 xong")
    shown = office.phones.choice(TRAM, "Xem minh chứng")
    assert "chưa được phân quyền" in await office.presses_again(DUC, shown)


async def test_file_over_the_limit_is_told_the_limit_and_not_fetched(office: Office) -> None:
    answer = await office.sends_file(HA, "lon.pdf", bytes(20 * 2**20 + 1), "NV7 xong")
    assert "báo xong <b>NV7</b>" in answer
    assert "21,0 MB, vượt giới hạn 20 MB" in answer
    assert await evidence(office, "NV7") == []


async def test_file_that_cannot_be_fetched_is_asked_for_again(office: Office) -> None:
    await office.sends(HA, file=HeardFile("gone", "1.jpg", 3))
    await office.hears_all()
    assert office.heard_by(HA)[-1].startswith("Chưa tải được tệp")


async def test_leader_may_not_enter_directives_and_a_stranger_is_only_greeted(office: Office) -> None:
    assert "chưa được phân quyền" in await office.sends_file(SON, "tb99.txt", DIRECTIVE)
    assert (await office.sends_file("người lạ", "tb99.txt", DIRECTIVE)).startswith("Xin chào.")
    assert "tb99" not in "".join(office.heard_by(TRAM))


async def test_coordinating_agency_may_send_evidence_too(office: Office) -> None:
    async with office.database.work() as uow:
        found = [one for number in range(1, 13) for one in await uow.assignments.of_task(number)]
    share = next(one for one in found if one.part == "coordinating" and one.agency_name == "Sở Tài chính")
    assert f"minh chứng cho <b>{share.code}</b>" in await office.sends_file(TRANG, "1.jpg", PICTURE, share.code)
