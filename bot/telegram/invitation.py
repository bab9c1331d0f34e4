"""The link that opens the bot with a pairing code."""


def invite_link(username: str, code: str) -> str:
    """Return the deep link; Telegram sends its parameter (at most 64 of A-Za-z0-9_-) to us as "/start CODE"."""
    return f"https://t.me/{username}?start={code}"
