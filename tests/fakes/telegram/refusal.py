"""How the Bot API says no: an HTTP status, a sentence, and sometimes parameters."""

from typing import Any

BLOCKED = "Forbidden: bot was blocked by the user"
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_GET_UPDATES = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Refusal(Exception):
    """An error answer."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(what: str) -> Refusal:
    """Return a 400 with the server's way of beginning its sentence."""
    return Refusal(400, f"Bad Request: {what}")


def too_many(seconds: int) -> Refusal:
    """Return a 429 that asks to wait."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
