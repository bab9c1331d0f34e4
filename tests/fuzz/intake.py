"""Throws damaged and shuffled gold documents at the readers, for as many rounds as one likes.

    python -m tests.fuzz.intake [--rounds 1000] [--seed 1] [--keep FOLDER]

Each round takes a gold document, damages it by chance (bytes, the XML inside a Word file, the lines of a text) and
reads it under the limits that files from outside have. A round ends well when the file is read or refused with a
reason; anything else is kept in FOLDER with the number that makes it again. Prints one JSON object and exits 1 after
a crash.
"""

import argparse
import json
import random
import resource
import signal
import sys
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import monotonic
from types import FrameType

from data.intake.confinement import MEGABYTES, SECONDS
from data.intake.draft import Unreadable
from data.intake.reading import read_bytes

DOCS = Path(__file__).parents[1] / "gold" / "docs"
_SNIPPETS = (
    "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ ",
    "trước ngày 31/02/2024 ",
    "trong 99999 ngày làm việc kể từ ngày ký ",
    "UBND các huyện: ",
    "hằng tháng, trước ngày 32 ",
    "Số: ",
    "Nơi nhận:",
    "| | | |",
    "(((((((",
    "1.1.1.1.1.1 ",
    "\u0000",
    "\ufeff",
    "\u0301" * 50,
    "quý IX năm 0000 ",
    "ngày 29/02/2023 ",
    "A" * 3000,
    "\f",
    "\t\t\t",
)


class TooSlow(Exception):
    """A round went on longer than a file may be read."""


def damaged(name: str, content: bytes, chance: random.Random) -> bytes:
    """Return the content of a file after one to four injuries."""
    for _ in range(chance.randint(1, 4)):
        injuries: list[Callable[[bytes, random.Random], bytes]] = [_bytes_changed, _cut, _stretch_doubled]
        if name.endswith(".docx"):
            injuries += [_inside_changed] * 4
        if name.endswith(".txt"):
            injuries += [_lines_shuffled, _words_put_in, _words_put_in]
        content = chance.choice(injuries)(content, chance)
    return content


def _bytes_changed(content: bytes, chance: random.Random) -> bytes:
    held = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        if held:
            held[chance.randrange(len(held))] = chance.randrange(256)
    return bytes(held)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
    return content[:start] + content[end:] if chance.random() < 0.7 else content[start:end]


def _stretch_doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(content)) for _ in range(2))
    return content[:end] + content[start:end] * chance.randint(1, 5) + content[end:]


def _lines_shuffled(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    start = chance.randint(0, len(lines))
    some = lines[start : start + chance.randint(2, 20)]
    chance.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[start + len(some) :]])


def _words_put_in(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    words = chance.choice(_SNIPPETS).encode() * chance.choice((1, 1, 1, 200))
    return content[:at] + words + content[at:]


def _inside_changed(content: bytes, chance: random.Random) -> bytes:
    """Return a Word file with one of its parts injured; a file that is none any more is left as it is."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError):
        return content
    name = chance.choice([name for name in parts if name.endswith(".xml")] or list(parts) or [""])
    if not name:
        return content
    tags = parts[name].split(b"<")
    start, end = sorted(chance.randint(0, len(tags)) for _ in range(2))
    kind = chance.randrange(3)
    if kind == 0:
        tags[start : start + 1] = tags[start : start + 1] * chance.choice((2, 5, 3000))
    elif kind == 1:
        del tags[start : min(end, start + 40)]
    else:
        tags.insert(start, chance.choice(_SNIPPETS).encode())
    parts[name] = b"<".join(tags)
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    return held.getvalue()


def outcome(name: str, content: bytes) -> str:
    """Read under the limits; return "read" or the reason of the refusal."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        draft = read_bytes(name, content)
    except Unreadable as refusal:
        return str(refusal)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    for task in draft.tasks:
        for span in task.evidence.values():
            assert 0 <= span.start <= span.end <= len(draft.text)
    return "read"


def _alarm(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def main() -> None:
    """Run the rounds and print what came of them."""
    parser = argparse.ArgumentParser(description="Damaged gold documents against the readers.")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-crashes"))
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES * 1024 * 1024,) * 2)
    signal.signal(signal.SIGALRM, _alarm)
    samples = [(path.name, path.read_bytes()) for path in sorted(DOCS.iterdir()) if path.suffix != ".json"]
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for number in range(asked.seed, asked.seed + asked.rounds):
        chance = random.Random(number)
        name, content = chance.choice(samples)
        content = damaged(name, content, chance)
        began = monotonic()
        try:
            outcomes[outcome(name, content)] += 1
        except Exception:  # noqa: BLE001 - any of them is what this program looks for
            outcomes["crash"] += 1
            asked.keep.mkdir(exist_ok=True)
            (asked.keep / f"{number}-{name}").write_bytes(content)
            sys.stderr.write(f"round {number}, {name}\n{traceback.format_exc()}\n")
        slowest = max(slowest, monotonic() - began)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = {"rounds": asked.rounds, "slowest_s": round(slowest, 2), "peak_MB": megabytes, **outcomes}
    print(json.dumps(found))
    sys.exit(1 if outcomes["crash"] else 0)


if __name__ == "__main__":
    main()
