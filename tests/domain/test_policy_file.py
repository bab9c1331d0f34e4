import tomllib
from dataclasses import fields, replace
from datetime import date, time
from importlib.resources import files
from pathlib import Path

import pytest

from data.domain.person import Role
from data.domain.policy import Ladder, Policy
from data.domain.policy_file import PolicyError, PolicyFault, load_policy, parse_policy

EXAMPLE = files("data.domain").joinpath("policy.example.toml").read_text("utf-8")


def test_the_example_states_exactly_the_defaults() -> None:
    assert parse_policy(EXAMPLE) == Policy()


def test_the_example_documents_every_value() -> None:
    table = tomllib.loads(EXAMPLE)

    assert set(table) == {each.name for each in fields(Policy)}
    assert [set(ladder) for ladder in table["ladders"].values()] == [{each.name for each in fields(Ladder)}] * 4


def test_an_empty_file_is_the_default_policy() -> None:
    assert parse_policy("") == Policy()


def test_values_left_out_keep_their_defaults() -> None:
    policy = parse_policy(
        """
        push_until = "16:30"
        off = [2024-09-09]
        [ladders.khan]
        before = [1, 5]
        overdue_escalation = [[2, "chief"]]
        """
    )

    assert policy.push_until == time(16, 30)
    assert policy.off == {date(2024, 9, 9)}
    khan = Policy().ladder("khan")
    assert policy.ladder("khan") == replace(khan, before=(5, 1), overdue_escalation=((2, Role.CHIEF),))
    assert policy.ladder(None) == Ladder()
    assert Policy().ladder("khan").before == (3, 1)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("pushfrom = 08:00:00", "pushfrom"),
        ("zone = 'Asia/Hanoi'", "zone"),
        ("zone = '../etc/passwd'", "zone"),
        ("push_from = 8", "push_from"),
        ("push_from = 18:00:00", "push_until"),
        ("morning_at = 07:00:00", "morning_at"),
        ("code_days = 0", "code_days"),
        ("code_days = true", "code_days"),
        ("undo_minutes = -5", "undo_minutes"),
        ("codes_only = 'yes'", "codes_only"),
        ("on_time_judged_by = 'signed'", "on_time_judged_by"),
        ("off = '2024-09-09'", "off"),
        ("off = [2024-09-09T08:00:00]", "off"),
        ("off = [2024-09-09]\nworked = [2024-09-09]", "worked"),
        ("ladders = 3", "ladders"),
        ("ladders.khan = 3", "ladders.khan"),
        ("[ladders.gap]", "ladders.gap"),
        ("[ladders.khan]\nafter = [1]", "ladders.khan.after"),
        ("[ladders.khan]\nbefore = 3", "ladders.khan.before"),
        ("[ladders.khan]\nbefore = [0]", "ladders.khan.before"),
        ("[ladders.ordinary]\noverdue_escalation = [[1, 'contact']]", "ladders.ordinary.overdue_escalation"),
        ("[ladders.ordinary]\noverdue_escalation = [['1', 'head']]", "ladders.ordinary.overdue_escalation"),
        ("[ladders.ordinary]\noverdue_escalation = [[1, ['head']]]", "ladders.ordinary.overdue_escalation"),
        ("push_from = ", "TOML"),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(text: str, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(text)
    assert refused.value.key == key


def test_a_file_written_on_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xef\xbb\xbfundo_minutes = 10\r\n")

    assert load_policy(path).undo_minutes == 10


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    with pytest.raises(PolicyError) as refused:
        load_policy(path)
    assert (refused.value.key, refused.value.fault) == (str(path), PolicyFault.UNREADABLE)


def test_who_decides_extensions_is_some_of_whom_the_rules_allow() -> None:
    assert parse_policy('extension_deciders = ["leader"]').extension_deciders == {Role.LEADER}
    for wrong in ('["specialist"]', "[]", '"chief"'):
        with pytest.raises(PolicyError, match="extension_deciders"):
            parse_policy(f"extension_deciders = {wrong}")
