from bot.texts import commands
from data.domain.policy_file import PolicyFault
from data.intake.draft import Reason


def test_every_reason_why_a_file_is_not_read_has_its_sentence() -> None:
    assert set(commands.UNREADABLE) == {reason.value for reason in Reason}


def test_every_fault_of_a_policy_has_its_sentence() -> None:
    assert set(commands.POLICY_FAULTS) == set(PolicyFault)
