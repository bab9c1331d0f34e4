"""Where uploads of the chat page wait for the job that reads them: in memory, never on a disk."""

import secrets
from collections import OrderedDict

MOST_BYTES = 100_000_000
"""What all uploads together may take; the oldest make room."""


class Shelf:
    """Uploads by their key.

    They are not kept anywhere else, so that of a classified document nothing is ever stored (domain rule 12). With the
    process they are gone, and whoever sent one is asked to send it again.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def put(self, content: bytes) -> str:
        """Hold a file; return its key."""
        key = secrets.token_urlsafe(12)
        self._held[key] = content
        while sum(map(len, self._held.values())) > self._most_bytes and len(self._held) > 1:
            self._held.popitem(last=False)
        return key

    def get(self, key: str) -> bytes | None:
        """Return the file with that key, None when it is not here any more."""
        return self._held.get(key)
