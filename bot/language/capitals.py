"""Capital letters of Vietnamese, for finding names where they are written with them."""

CAPITAL = "A-Z" + "".join(chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isupper())
"""What stands between the brackets of a regular expression for one capital letter."""
