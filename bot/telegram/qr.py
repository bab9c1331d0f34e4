"""Pictures of links, for printed letters and terminals."""

import io

import segno


def qr_svg(link: str) -> str:
    """Return the link as a QR picture, an SVG of its own."""
    return segno.make(link, error="m", micro=False).svg_inline(scale=4)


def qr_for_terminal(link: str) -> str:
    """Return the link as a QR picture in block characters."""
    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, compact=True)
    return drawn.getvalue()
