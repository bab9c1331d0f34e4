import pytest

from data.intake.agencies import AgencyReader

READER = AgencyReader(home="Hòa Bình")


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        (
            "các Sở: KH&ĐT, TNMT; UBND các huyện rà soát",
            ("Sở Kế hoạch và Đầu tư", "Sở Tài nguyên và Môi trường", "UBND các huyện, thị xã, thành phố"),
            " rà soát",
        ),
        (
            "UBND các huyện: Lương Sơn, Kim Bôi; TP Hòa Bình xác định",
            ("UBND huyện Lương Sơn", "UBND huyện Kim Bôi", "UBND thành phố Hòa Bình"),
            " xác định",
        ),
        ("Sở Giao thông vận tải đình chỉ", ("Sở Giao thông vận tải",), " đình chỉ"),
        (
            "Ban QLDA ĐTXD CT giao thông hoàn thành",
            ("Ban Quản lý dự án đầu tư xây dựng công trình giao thông",),
            " hoàn thành",
        ),
        ("các viện vệ sinh dịch tễ, viện Pasteur xây dựng", ("Các viện vệ sinh dịch tễ, viện Pasteur",), " xây dựng"),
        ("Giám đốc Sở Y tế tỉnh chỉ đạo", ("Sở Y tế",), " chỉ đạo"),
        ("Trưởng các thôn thông báo", ("Các thôn",), " thông báo"),
        ("Trưởng các thôn, tổ dân phố thu", ("Các thôn, tổ dân phố",), " thu"),
        (
            "các sở, ngành liên quan và UBND các huyện, thành phố chuẩn bị",
            ("Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"),
            " chuẩn bị",
        ),
        ("Các phòng, đơn vị gửi", ("Các phòng, đơn vị",), " gửi"),
        ("Công ty Điện lực Bắc Ninh dời cột", ("Công ty Điện lực Bắc Ninh",), " dời cột"),
        ("Báo và Phát thanh, Truyền hình Cần Thơ đưa", ("Báo và Phát thanh, Truyền hình Cần Thơ",), " đưa"),
        (
            "Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp rà soát",
            ("Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp",),
            " rà soát",
        ),
        ("Đảng ủy UBND tỉnh lãnh đạo", ("Đảng ủy UBND tỉnh",), " lãnh đạo"),
        ("Hội LHPN tỉnh vận động", ("Hội Liên hiệp Phụ nữ tỉnh",), " vận động"),
        ("Công an cấp tỉnh rà soát", ("Công an cấp tỉnh",), " rà soát"),
        ("Đ/c Lò Văn Sơn, Phó Chủ tịch UBND xã chỉ đạo", ("Phó Chủ tịch UBND xã Lò Văn Sơn",), " chỉ đạo"),
        ("Công an tỉnh Hòa Bình tuần tra", ("Công an tỉnh",), " tuần tra"),
        ("UBND các huyện ven biển kiểm đếm", ("UBND các huyện ven biển",), " kiểm đếm"),
        ("UBND các xã chưa nộp", ("UBND các xã, phường",), " chưa nộp"),
        ("các ngành, địa phương để", ("Các sở, ban, ngành", "Các địa phương"), " để"),
        ("các cơ quan, đơn vị có liên quan tổng hợp", ("Các cơ quan, đơn vị liên quan",), " tổng hợp"),
        ("Uỷ ban Mặt trận Tổ quốc tỉnh vận động", ("Ủy ban MTTQ Việt Nam tỉnh",), " vận động"),
        ("Quỹ Hỗ trợ phát triển tỉnh thống nhất", ("Quỹ Hỗ trợ phát triển tỉnh",), " thống nhất"),
        ("Phó Chủ tịch UBND tỉnh Trần Văn Nam chủ trì", ("Phó Chủ tịch UBND tỉnh Trần Văn Nam",), " chủ trì"),
    ],
)
def test_names_are_read_in_full_up_to_what_is_to_be_done(text: str, names: tuple[str, ...], rest: str) -> None:
    named = READER.read_list(text)

    assert named is not None
    assert (named.names, text[named.end :]) == (names, rest)


@pytest.mark.parametrize(
    "text", ["Báo cáo UBND tỉnh", "Thanh tra công vụ", "UBND tỉnh yêu cầu", "các nhà thầu", "Tổ chức hội nghị"]
)
def test_words_that_name_no_agency_are_left_alone(text: str) -> None:
    assert READER.read_list(text) is None


def test_short_form_introduced_by_the_document_is_known_in_it() -> None:
    reader = READER.with_aliases_of("làm việc với Ban Quản lý dự án đầu tư xây dựng tỉnh (Ban QLDA) về tiến độ")
    named = reader.read_list("Ban QLDA khẩn trương")

    assert named is not None
    assert named.names == ("Ban Quản lý dự án đầu tư xây dựng tỉnh",)
