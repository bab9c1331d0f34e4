import pytest

from data.office.pairing import Pairing, digest_of, looks_like_code, new_code, pair, stands_out_as_code
from tests.office.office import POLICY, Office


@pytest.mark.parametrize("typed", ["K7QX-M2PD", "k7qxm2pd", "K7QX M2PD", " abcd-efgh "])
def test_code_is_known_by_its_shape(typed: str) -> None:
    assert looks_like_code(typed)


@pytest.mark.parametrize("typed", ["chua nhan", "thay nhau", "NV7 xong", "đã nhận", "K7QX-M2PD nhé", "", "0912345678"])
def test_words_are_no_code(typed: str) -> None:
    assert not looks_like_code(typed)


@pytest.mark.parametrize("typed", ["NV23-NV24", "nv12 nv13", "NV234-AB", "2024-2025", "20242025", "0912-3456"])
def test_tasks_years_and_numbers_are_no_code_from_anybody(typed: str) -> None:
    assert not looks_like_code(typed)
    assert not stands_out_as_code(typed)


@pytest.mark.parametrize("typed", ["NV23 chua", "k7qxm2pd", "ABCD-EFGH", "IO01-K7QX"])
def test_only_what_is_written_as_codes_are_stands_out(typed: str) -> None:
    assert not stands_out_as_code(typed)


def test_code_stands_out_whatever_its_case() -> None:
    assert stands_out_as_code(" k7qx-m2pd ")


def test_digest_hides_the_code_and_forgives_how_it_is_typed() -> None:
    assert digest_of("K7QX-M2PD") == digest_of(" k7qx m2pd") != digest_of("K7QX-M2PE")
    assert "K7QX" not in digest_of("K7QX-M2PD")


async def test_fresh_codes_always_have_a_digit_and_differ(office: Office) -> None:
    async with office.database.work() as uow:
        person = await office.person(uow, "an")
        codes = {await new_code(uow, person, POLICY, office.clock.now()) for _ in range(20)}
    assert len(codes) == 20
    assert all(any(letter.isdigit() for letter in code) for code in codes)


async def test_only_the_newest_code_works_and_once(office: Office) -> None:
    async with office.database.work() as uow:
        person = await office.person(uow, "an")
        old = await new_code(uow, person, POLICY, office.clock.now())
        code = await new_code(uow, person, POLICY, office.clock.now())
        chat = await uow.chats.get("paper", "an")
        outcomes = [(await pair(uow, chat, typed, POLICY, office.clock.now())).outcome for typed in (old, code, code)]
    assert outcomes == [Pairing.WRONG, Pairing.PAIRED, Pairing.WRONG]


async def test_pairing_counts_the_agencys_tasks_and_for_the_office_all(office: Office) -> None:
    counts = {}
    async with office.database.work() as uow:
        for key in ("an", "trang", "tam", "son"):
            code = await new_code(uow, await office.person(uow, key), POLICY, office.clock.now())
            paired = await pair(uow, await uow.chats.get("paper", key), code, POLICY, office.clock.now())
            counts[key] = paired.open_tasks
    assert counts == {"an": 2, "trang": 0, "tam": 2, "son": 2}


async def test_inactive_person_cannot_pair(office: Office) -> None:
    async with office.database.work() as uow:
        code = await new_code(uow, await office.person(uow, "an"), POLICY, office.clock.now())
        await uow.people.unpair((await office.person(uow, "an")).id, office.clock.now())
        paired = await pair(uow, await uow.chats.get("paper", "an"), code, POLICY, office.clock.now())
    assert paired.outcome is Pairing.WRONG


async def test_wrong_codes_are_counted_anew_after_a_right_one(office: Office) -> None:
    async with office.database.work() as uow:
        chat = await uow.chats.get("paper", "an")
        for _ in range(9):
            await pair(uow, chat, "ABCD-2345", POLICY, office.clock.now())
        code = await new_code(uow, await office.person(uow, "an"), POLICY, office.clock.now())
        await pair(uow, chat, code, POLICY, office.clock.now())
        again = await pair(uow, chat, "ABCD-2345", POLICY, office.clock.now())
    assert again.outcome is Pairing.WRONG
    assert chat.wrong_codes == 1
