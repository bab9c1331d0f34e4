"""A file that somebody sent, fetched and read."""

import asyncio
from dataclasses import dataclass, field
from threading import Event
from typing import Self

from data.intake.confinement import read_confined
from data.intake.draft import Classified, DirectiveDraft, Reason, Unreadable


@dataclass(frozen=True, slots=True)
class Attachment:
    """What came of a file: its bytes, and the directive in it or the reason why there is none.

    Without either it could not be fetched. Of a classified one nothing is here but the reason.
    """

    content: bytes = field(default=b"", repr=False)
    draft: DirectiveDraft | None = None
    reason: Reason | None = None

    @classmethod
    async def read(cls, name: str, content: bytes) -> Self:
        """Read a file in a child process; whoever is cancelled while waiting for it ends it."""
        given_up = Event()
        try:
            draft = await asyncio.to_thread(read_confined, name, content, given_up=given_up.is_set)
        except Classified:
            return cls(reason=Reason.CLASSIFIED)
        except Unreadable as refusal:
            return cls(content, reason=refusal.reason)
        finally:
            given_up.set()
        return cls(content, draft)

    @property
    def fetched(self) -> bool:
        """Whether the file could be fetched."""
        return self.draft is not None or self.reason is not None

    @property
    def classified(self) -> bool:
        """Whether the file bears a secrecy mark (domain rule 12)."""
        return self.reason is Reason.CLASSIFIED
