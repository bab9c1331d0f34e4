"""What proves a claim: files, photos and the numbers of documents, and the office's wish for more."""

import pytest

from data.domain.evidence import Evidence, EvidenceKind, EvidenceState
from data.domain.task import Status
from tests.stories.office import DUC, HA, TRAM, Office


async def evidence_of(office: Office, code: str) -> list[Evidence]:
    task = await office.task(code)
    async with office.database.work() as uow:
        return await uow.evidence.of(task.id)


@pytest.mark.both_engines
async def test_number_of_a_document_after_done_proves_that_task(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    answer = await office.says(HA, "báo cáo số 123/BC-BDT ngày 13/5")
    assert answer.startswith("Đã lưu báo cáo số 123/BC-BDT ngày 13/5 làm minh chứng cho <b>NV7</b>, hạn 16/05/2024")
    (kept,) = await evidence_of(office, "NV7")
    assert (kept.kind, kept.name, kept.state) == (
        EvidenceKind.DOCUMENT,
        "báo cáo số 123/BC-BDT ngày 13/5",
        EvidenceState.WAITING,
    )
    assert "gửi minh chứng của <b>NV7</b>" in office.heard_by(TRAM)[-1]
    assert "123/BC-BDT" not in office.heard_by(TRAM)[-1]
    shown = await office.presses(TRAM, "Xem minh chứng")
    assert "báo cáo số 123/BC-BDT ngày 13/5." in shown
    assert f"SHA-256: {kept.sha256}" in shown


async def test_number_within_the_claim_proves_it_at_once(office: Office) -> None:
    answer = await office.says(HA, "NV7 xong, báo cáo số 123/BC-BDT ngày 13/5")
    assert "Minh chứng: báo cáo số 123/BC-BDT ngày 13/5." in answer
    assert "Minh chứng: báo cáo số 123/BC-BDT ngày 13/5, chờ Văn phòng xem" in await office.says(TRAM, "NV7")
    assert [one.name for one in await evidence_of(office, "NV7")] == ["báo cáo số 123/BC-BDT ngày 13/5"]
    assert "đã được lưu trước đó" in await office.says(HA, "báo cáo số 123/BC-BDT ngày 13/5")
    assert len(await evidence_of(office, "NV7")) == 1


async def test_number_long_after_done_is_no_evidence_by_itself(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.later(minutes=31)
    await office.says(HA, "báo cáo số 123/BC-BDT ngày 13/5")
    assert await evidence_of(office, "NV7") == []


async def test_office_asks_for_more_and_the_agency_sends_it_days_later(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.sends_file(HA, "bao-cao.pdf", b"%PDF-1.4 x")
    answer = await office.says(TRAM, "NV7 cần bổ sung phụ lục 2")
    assert answer.startswith("Đã yêu cầu đơn vị bổ sung cho <b>NV7</b>, hạn 16/05/2024")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE
    assert [one.state for one in await evidence_of(office, "NV7")] == [EvidenceState.NEEDS_MORE]
    assert "đề nghị bổ sung cho kết quả <b>NV7</b>" in office.heard_by(HA)[-1]
    assert "phụ lục 2" in await office.presses(HA, "Xem nội dung")
    await office.morning_of("15/05/2024")
    assert "làm minh chứng cho <b>NV7</b>" in await office.sends_file(HA, "phu-luc-2.pdf", b"%PDF-1.4 y")
    assert [one.state for one in await evidence_of(office, "NV7")] == [EvidenceState.NEEDS_MORE, EvidenceState.WAITING]
    await office.says(TRAM, "NV7 xác nhận")
    assert {one.state for one in await evidence_of(office, "NV7")} == {EvidenceState.ACCEPTED}


async def test_remark_on_a_claim_that_names_a_document_proves_it_too(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "NV7 cần bổ sung phụ lục 2")
    assert "Minh chứng: công văn 45/BDT-TH." in await office.says(HA, "phụ lục 2 tại công văn 45/BDT-TH")
    assert [one.name for one in await evidence_of(office, "NV7")] == ["công văn 45/BDT-TH"]


async def test_office_asks_for_more_by_a_button(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert "cần bổ sung gì" in await office.presses(TRAM, "Cần bổ sung NV7")
    await office.says(TRAM, "bản có chữ ký")
    assert "Kết quả vẫn chờ xác nhận" in await office.says(TRAM, "đúng")


async def test_only_a_claim_can_want_more(office: Office) -> None:
    assert "chưa tiếp nhận" in await office.says(TRAM, "NV11 cần bổ sung phụ lục")
    assert await office.reports("NV11") == []
    await office.says(DUC, "NV11 60%")
    assert "đang thực hiện" in await office.says(TRAM, "NV11 cần bổ sung phụ lục")


@pytest.mark.parametrize("name", ["12_BC_MẬT.pdf", "bao cao - Tối mật.docx", "TUYET_MAT_12.pdf", "MAT-12.docx"])
async def test_file_whose_name_bears_a_secrecy_mark_is_refused_unread(office: Office, name: str) -> None:
    await office.says(HA, "NV7 xong")
    assert "mang dấu mật" in await office.sends_file(HA, name, b"%PDF-1.4 x")
    assert await evidence_of(office, "NV7") == []


@pytest.mark.parametrize("name", ["Quy chế bảo mật thông tin.pdf", "HOP_MAT_2024.pdf", "mat bang.pdf", "Báo cáo.docx"])
async def test_file_whose_name_only_holds_the_letters_is_kept(office: Office, name: str) -> None:
    await office.says(HA, "NV7 xong")
    await office.sends_file(HA, name, b"%PDF-1.4 x")
    assert [one.name for one in await evidence_of(office, "NV7")] == [name]
