"""How a command ends when it could not do what was asked."""

CANNOT = 1
"""Exit code: could not."""
WRONG_INPUT = 2
"""Exit code: wrong usage or unreadable input."""


class CommandFailed(Exception):
    """Ends the command with `code`; `lines` say why, one line a reason."""

    def __init__(self, *lines: str, code: int = CANNOT) -> None:
        super().__init__("\n".join(lines))
        self.lines, self.code = lines, code
