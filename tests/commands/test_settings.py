"""What the operator may set, and what is said of a wrong value."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import Address, BadSettings, load_settings, office_clock, office_policy, unknown_names
from data.clock import FrozenClock


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("NHACVIEC_")]:
        monkeypatch.delenv(name)


def refusal() -> str:
    with pytest.raises(BadSettings) as refused:
        load_settings()
    return str(refused.value)


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///var/nhacviec.db"
    assert settings.listen == Address("127.0.0.1", 8080)
    assert (settings.telegram_token, settings.zalo_token, settings.public_url) == (None, None, None)
    assert office_policy(settings).zone == ZoneInfo("Asia/Ho_Chi_Minh")


def test_environment_wins_over_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("NHACVIEC_LISTEN=0.0.0.0:1\nNHACVIEC_ZALO_API_URL=http://zalo.test/\n", "utf-8")
    monkeypatch.setenv("NHACVIEC_LISTEN", "[::1]:9000")
    settings = load_settings()
    assert settings.listen == Address("::1", 9000)
    assert settings.zalo_api_url == "http://zalo.test"


def test_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHACVIEC_TELEGRAM_TOKEN", "")
    assert load_settings().telegram_token is None


def test_secret_is_read_from_its_file_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token").write_text("123:abc\n", "utf-8")
    monkeypatch.setenv("NHACVIEC_TELEGRAM_TOKEN_FILE", "token")
    settings = load_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "123:abc"
    assert "abc" not in repr(settings)


@pytest.mark.parametrize("given", ["1:a,2:b", " 1:a , 2:b ,", "1:a,2:b,1:a"])
def test_zalo_takes_several_tokens(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("NHACVIEC_ZALO_TOKEN", given)
    settings = load_settings()
    assert settings.zalo_tokens == ("1:a", "2:b")
    assert settings.secrets() == ["1:a", "2:b"]


def test_zalo_tokens_stand_in_a_file_one_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tokens").write_text("1:a\r\n2:b\n", "utf-8")
    monkeypatch.setenv("NHACVIEC_ZALO_TOKEN_FILE", "tokens")
    assert load_settings().zalo_tokens == ("1:a", "2:b")


@pytest.mark.parametrize("given", ["1:a 2:b", ","])
def test_zalo_token_that_is_none_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("NHACVIEC_ZALO_TOKEN", given)
    assert refusal().startswith("NHACVIEC_ZALO_TOKEN")
    assert "1:a" not in refusal()


def test_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token").write_text("123:abc\n", "utf-8")
    monkeypatch.setenv("NHACVIEC_TELEGRAM_TOKEN_FILE", "token")
    monkeypatch.setenv("NHACVIEC_TELEGRAM_TOKEN", "123:abc")
    assert refusal() == (
        "NHACVIEC_TELEGRAM_TOKEN: chỉ đặt một trong hai: NHACVIEC_TELEGRAM_TOKEN hoặc NHACVIEC_TELEGRAM_TOKEN_FILE"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_URL", "telegram.org"),
        ("PUBLIC_URL", "https://"),
        ("LISTEN", "8080"),
        ("LISTEN", "localhost:70000"),
        ("TIMEZONE", "Asia/Hanoi"),
        ("POLICY", "missing.toml"),
        ("LANGUAGE", "klingon"),
        ("CLOCK", "2024-05-13T07:59:30"),
        ("CLOCK", "2024-05-13T07:59:30+07:00x0"),
        ("CLOCK", "tomorrow"),
    ],
)
def test_wrong_value_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"NHACVIEC_{name}", value)
    line = refusal()
    assert line.startswith(f"NHACVIEC_{name}: ")
    assert line.endswith(f"(đang là {value!r})")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "value"), [("TELEGRAM_TOKEN", "my token"), ("WEBHOOK_SECRET", "short"), ("PROXY", "pass@word")]
)
def test_wrong_secret_is_named_but_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"NHACVIEC_{name}", value)
    line = refusal()
    assert line.startswith(f"NHACVIEC_{name}: ")
    assert value not in line


def test_webhooks_need_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHACVIEC_PUBLIC_URL", "https://nhacviec.example")
    assert refusal() == "NHACVIEC_WEBHOOK_SECRET: phải đặt khi có NHACVIEC_PUBLIC_URL"


def test_missing_secret_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHACVIEC_ZALO_TOKEN_FILE", "nowhere")
    assert refusal() == "NHACVIEC_ZALO_TOKEN_FILE: không đọc được tệp nowhere"


def test_env_file_in_another_encoding_is_refused() -> None:
    Path(".env").write_bytes("NHACVIEC_LISTEN=máy:1".encode("utf-16"))
    assert refusal() == ".env: không đọc được tệp (cần UTF-8 và quyền đọc)"


def test_misspelt_name_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHACVIEC_TELEGRAM_TOKEM", "1:a")
    Path(".env").write_text("NHACVIEC_ZALO=1\nOTHER=2\n", "utf-8")
    assert unknown_names() == ["NHACVIEC_TELEGRAM_TOKEM", "NHACVIEC_ZALO"]


def test_rehearsal_runs_at_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHACVIEC_CLOCK", "2024-05-13T07:59:30+07:00x600")
    machine = FrozenClock(datetime(2030, 1, 1, tzinfo=UTC))
    office = office_clock(load_settings(), machine)
    machine.advance(timedelta(seconds=1))
    assert office.now() == datetime(2024, 5, 13, 1, 9, 30, tzinfo=UTC)


def test_without_rehearsal_office_time_is_the_machines() -> None:
    machine = FrozenClock(datetime(2030, 1, 1, tzinfo=UTC))
    assert office_clock(load_settings(), machine) is machine


def test_timezone_setting_overrules_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("policy.toml").write_text('zone = "Asia/Tokyo"\nundo_minutes = 9\n', "utf-8")
    monkeypatch.setenv("NHACVIEC_POLICY", "policy.toml")
    assert office_policy(load_settings()).zone == ZoneInfo("Asia/Tokyo")
    monkeypatch.setenv("NHACVIEC_TIMEZONE", "Asia/Bangkok")
    policy = office_policy(load_settings())
    assert (policy.zone, policy.undo_minutes) == (ZoneInfo("Asia/Bangkok"), 9)


def test_unusable_policy_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("policy.toml").write_text('morning_at = "noon"\n', "utf-8")
    monkeypatch.setenv("NHACVIEC_POLICY", "policy.toml")
    with pytest.raises(BadSettings) as refused:
        office_policy(load_settings())
    assert str(refused.value).startswith("NHACVIEC_POLICY: morning_at: ")


def test_every_secret_in_a_setting_is_known_to_whoever_hides_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHACVIEC_DATABASE_URL", "postgresql://office:of-database@db/x")
    monkeypatch.setenv("NHACVIEC_PROXY", "socks5://office:of-proxy@proxy:1080")
    monkeypatch.setenv("NHACVIEC_HEARTBEAT_URL", "https://watchman.example/of-heartbeat")
    monkeypatch.setenv("NHACVIEC_TELEGRAM_TOKEN", "1:of-telegram")
    assert load_settings().secrets() == [
        "1:of-telegram",
        "https://watchman.example/of-heartbeat",
        "of-database",
        "of-proxy",
    ]
    assert "of-" not in repr(load_settings())
