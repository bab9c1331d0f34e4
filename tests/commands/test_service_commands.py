"""The service, the demo and a single tick, as processes."""

import http.client
import signal
import socket
from pathlib import Path

import pytest

from bot.texts import commands as texts
from tests.fakes.command import Command, Ended


@pytest.fixture
def nhacviec(nhacviec: Command, tmp_path: Path) -> Command:
    """The command, with its temporary files where the test can see them."""
    (tmp_path / "temporary").mkdir()
    return Command(nhacviec.folder, nhacviec.settings | {"TMPDIR": str(tmp_path / "temporary")})


def status(address: str, path: str) -> int:
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse().status
    connection.close()
    return answer


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_demo_opens_its_page_and_leaves_nothing_behind(nhacviec: Command, number: signal.Signals) -> None:
    with nhacviec.started("demo", "--port", "0", "--no-browser") as running:
        line = running.stdout.readline()
        address = line.split("http://")[1].split("/")[0]
        assert line == texts.DEMO_OPEN.format(address=f"http://{address}/") + "\n"
        assert status(address, "/") == 200
        assert running.ended(number) == (0, "")
    assert list((nhacviec.folder / "temporary").iterdir()) == []


def test_kept_demo_goes_on_where_it_stood(nhacviec: Command) -> None:
    for _ in range(2):
        with nhacviec.started("demo", "--port", "0", "--no-browser", "--keep", "kept.db") as running:
            assert running.stdout.readline().startswith("Bản thử đang chạy tại ")
            assert running.ended(signal.SIGTERM) == (0, "")
    invited = nhacviec("invite", "--json", NHACVIEC_DATABASE_URL="sqlite:///kept.db").rows
    assert "bdt-1" not in {one["id"] for one in invited}
    assert "stp-1" in {one["id"] for one in invited}


def test_taken_port_is_said_in_one_line(nhacviec: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        expected = Ended(1, "", texts.PORT_TAKEN.format(address=address) + "\n")
        assert nhacviec("run", NHACVIEC_LISTEN=address) == expected
        assert nhacviec("demo", "--no-browser", "--port", address.split(":")[1]) == expected


def test_tick_ends_when_there_is_nothing_left_to_say(registered: Command) -> None:
    assert registered("tick", "--at", "2024-05-13T08:00:00") == Ended(0, texts.TICKED.format(count=0) + "\n", "")
    assert registered("tick", "--at", "soon") == Ended(2, "", texts.BAD_MOMENT.format(text="soon") + "\n")
