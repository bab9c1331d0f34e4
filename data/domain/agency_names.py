"""What the abbreviations in agency names stand for, as one table for documents and chats."""

import tomllib
from importlib.resources import files

_FILE = files("data.domain").joinpath("abbreviations.toml")
_TABLE: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text("utf-8"))

FIELDS = _TABLE["fields"]
"""What stands behind "Sở", "Bộ" or "Phòng": "KH&ĐT" is "Kế hoạch và Đầu tư"."""
HEADS = _TABLE["heads"]
"""What a name begins with: "VP" is "Văn phòng"."""
WORDS = _TABLE["words"]
"""Shortened words anywhere in a name: "TP" is "thành phố"."""
