"""The link that opens the bot with a pairing code, and its picture for a printed letter."""

import segno


def invite_link(username: str, code: str) -> str:
    """Return the deep link; Telegram sends its parameter (at most 64 of A-Za-z0-9_-) to us as "/start CODE"."""
    return f"https://t.me/{username}?start={code}"


def qr_svg(link: str) -> str:
    """Return the link as a QR picture, an SVG of its own."""
    return segno.make(link, error="m", micro=False).svg_inline(scale=4)
