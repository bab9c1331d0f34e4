import tomllib

from hypothesis import given
from hypothesis import strategies as st

from data.domain.policy import Policy
from data.domain.policy_file import parse_policy
from data.domain.policy_values import PolicyValue, policy_values


def test_what_is_shown_is_what_applies() -> None:
    shown = "\n".join(f"{one.key} = {one.value}" for one in policy_values(Policy()))
    assert parse_policy(shown) == Policy()
    assert not any(one.changed for one in policy_values(Policy()))


def test_a_value_that_differs_is_marked_with_its_default() -> None:
    policy = parse_policy("off = [2024-09-09]\npush_until = 16:30:00\n[ladders.khan]\nbefore = [2]")
    assert [one for one in policy_values(policy) if one.changed] == [
        PolicyValue("push_until", "16:30:00", "17:00:00"),
        PolicyValue("off", "[2024-09-09]", "[]"),
        PolicyValue("ladders.khan.before", "[2]", "[3, 1]"),
    ]


@given(st.sampled_from(list(policy_values(Policy()))))
def test_every_value_is_toml(value: PolicyValue) -> None:
    assert tomllib.loads(f"{value.key} = {value.value}")
