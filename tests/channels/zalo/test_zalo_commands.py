"""What the operator sees of Zalo on the command line."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.fakes.command import Command
from tests.fakes.databases import SqliteFiles
from tests.fakes.zalo.server import TOKENS, FakeZalo, running
from tests.stories.office import Office


@pytest.fixture
async def nhacviec(sqlite_files: SqliteFiles, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[Command]:
    """The command in an office of fifteen people with two bots."""
    url = sqlite_files.copy_into(tmp_path)
    database = Database(url)
    await Office(database, clock).opens()
    await database.close()
    policy = tmp_path / "policy.toml"
    policy.write_text("zalo_users = 7\n", "utf-8")
    async with running(FakeZalo(tokens=TOKENS)) as zalo:
        settings = {
            "NHACVIEC_DATABASE_URL": url,
            "NHACVIEC_ZALO_TOKEN": ",".join(TOKENS),
            "NHACVIEC_ZALO_API_URL": zalo.url,
            "NHACVIEC_POLICY": str(policy),
        }
        yield Command(tmp_path, settings)


async def test_invitations_name_a_bot_with_room_and_what_to_send_on(nhacviec: Command) -> None:
    asked = await asyncio.to_thread(nhacviec, "invite", "--json")
    assert [one["zalo"] for one in asked.rows] == ["bot.Test1"] * 7 + ["bot.Test2"] * 7 + [None]
    assert asked.err == (
        "Các bot Zalo không còn chỗ cho 1 người; hãy tạo thêm bot và thêm mã bot vào NHACVIEC_ZALO_TOKEN.\n"
    )
    first = asked.rows[0]
    assert f"Nhắn mã {first['code']} " in first["guide"]
    assert "“bot.Test1”" in first["guide"]
    guides = await asyncio.to_thread(nhacviec, "invite", "--guide")
    assert guides.out.count("Kính gửi đồng chí") == 14
    assert guides.out.splitlines()[0].startswith("Kính gửi đồng chí Nguyễn Thị Hà.")


async def test_check_looks_at_every_bot_and_shows_no_token(nhacviec: Command) -> None:
    found = await asyncio.to_thread(nhacviec, "check")
    assert found.code == 0
    assert [f"bot bot.Test{number}, nhận tin bằng hỏi định kỳ" in found.out for number in (1, 2)] == [True, True]
    assert not [token for token in TOKENS if token in found.out + found.err]
