from tests.stories.office import HA, TRAM, Office


async def test_work_goes_from_notice_to_confirmed_result(office: Office) -> None:
    await office.says(HA, "đã nhận")
    answer = await office.says(HA, "NV7 xong")
    assert answer == "Đã ghi nhận: báo xong <b>NV7</b>, hạn 16/05/2024.\nVăn phòng sẽ xác nhận kết quả."
    assert "NV7" in await office.presses(TRAM, "Xác nhận hoàn thành")
    assert (await office.task("NV7")).status == "confirmed"
