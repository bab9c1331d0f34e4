"""Pictures of links for printed letters."""

import segno


def qr_svg(link: str) -> str:
    """Return the link as a QR picture, an SVG of its own."""
    return segno.make(link, error="m", micro=False).svg_inline(scale=4)
