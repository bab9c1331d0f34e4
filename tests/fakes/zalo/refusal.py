"""How the Zalo Bot Platform says no: `ok` is false, by default inside a 200."""

from typing import Any


class Refusal(Exception):
    """An error answer; `code` is also its status where the server keeps to real ones."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        return {"ok": False, "error_code": self.code, "description": self.description}


def bad_request(what: str) -> Refusal:
    """Return a 400."""
    return Refusal(400, f"Bad Request: {what}")


UNAUTHORIZED = Refusal(401, "Unauthorized")
NOTHING_NEW = Refusal(408, "Request timeout")
QUOTA = Refusal(429, "Quota exceeded")
FULL = Refusal(403, "Forbidden: user limit of the bot reached")
WEBHOOK_ACTIVE = bad_request("getUpdates is not available while a webhook is set")
