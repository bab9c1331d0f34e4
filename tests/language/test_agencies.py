import pytest

from bot.language.agencies import AgencyNames

REGISTRY = AgencyNames(
    [
        ("Sở Tài chính", ("STC",)),
        ("Sở Kế hoạch và Đầu tư", ()),
        ("Sở Nội vụ", ()),
        ("Sở Y tế", ()),
        ("UBND huyện Lục Nam", ()),
        ("UBND huyện Lục Ngạn", ()),
        ("Văn phòng UBND tỉnh", ("VPUB",)),
    ]
)
NOTHING = AgencyNames()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("stc", ("Sở Tài chính",)),
        ("so tc", ("Sở Tài chính",)),
        ("skhđt", ("Sở Kế hoạch và Đầu tư",)),
        ("Sở KH&ĐT", ("Sở Kế hoạch và Đầu tư",)),
        ("sở y tê", ("Sở Y tế",)),
        ("sở taì chinhs", ("Sở Tài chính",)),
        ("h lục nam", ("UBND huyện Lục Nam",)),
        ("Luc Ngan", ("UBND huyện Lục Ngạn",)),
        ("vp ubnd", ("Văn phòng UBND tỉnh",)),
        ("Sở Tài chính, KHĐT và Nội vụ", ("Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Nội vụ")),
        ("các huyện", ("UBND các huyện, thị xã, thành phố",)),
        ("các sở, ngành", ("Các sở, ban, ngành",)),
        ("UBND các xã, phường", ("UBND các xã, phường",)),
        ("việc hôm nay", ()),
    ],
)
def test_names_are_found_as_people_type_them(typed: str, names: tuple[str, ...]) -> None:
    assert REGISTRY.find(typed) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("stc", ("Sở Tài chính",)),
        ("cat", ("Công an tỉnh",)),
        ("Sở Xây dựng", ("Sở Xây dựng",)),
        ("UBND huyện Lục Nam", ("UBND huyện Lục Nam",)),
        ("xã Tân Sơn còn việc gì", ("UBND xã Tân Sơn",)),
        ("lục nam", ()),
    ],
)
def test_without_a_registry_usual_and_well_formed_names_are_found(typed: str, names: tuple[str, ...]) -> None:
    assert NOTHING.find(typed) == names


def test_a_word_between_two_names_names_neither() -> None:
    twins = AgencyNames([("Sở Anh Bình", ()), ("Sở Anh Bính", ())])
    assert twins.find("sở anh bin") == ()


def test_an_alias_that_two_agencies_share_names_neither() -> None:
    shared = AgencyNames([("Ban Một", ("BM",)), ("Ban Mười", ("BM",))])
    assert shared.find("bm") == ()
