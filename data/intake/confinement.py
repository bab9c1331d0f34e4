"""Reading in a child process with limits, so that no file can hold up or exhaust the service."""

import math
import resource
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

from data.intake.draft import Classified, DirectiveDraft, Reason, Unreadable
from data.intake.reading import read_bytes

SECONDS = 30.0
MEGABYTES = 500
LOOK_SECONDS = 0.1
"""How soon a reader notices that nobody waits for it any more."""


def _never() -> bool:
    return False


def read_confined(
    name: str,
    content: bytes,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    given_up: Callable[[], bool] = _never,
) -> DirectiveDraft:
    """Read a file as `read_bytes` does, for at most `seconds` of waiting and `megabytes` of memory.

    Raises what `read_bytes` raises, and Unreadable with TOO_COMPLEX when a limit is reached or `given_up` says so.
    A process costs about a third of a second, so this is for files that come from outside, not for text typed in a
    chat.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, name, content, megabytes), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = ours.recv() if _answers(ours, seconds, given_up) else Reason.TOO_COMPLEX
    except EOFError:
        answer = Reason.TOO_COMPLEX
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, DirectiveDraft):
        return answer
    raise Classified if answer is Reason.CLASSIFIED else Unreadable(answer)


def _answers(pipe: Connection, seconds: float, given_up: Callable[[], bool]) -> bool:
    """Wait for the child; return whether it has answered or died."""
    looks = range(math.ceil(seconds / LOOK_SECONDS))
    return any(pipe.poll(LOOK_SECONDS) for _ in looks if not given_up())


def _answer(pipe: Connection, name: str, content: bytes, megabytes: int) -> None:
    """Read in the child and send the draft, or the reason why there is none."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    try:
        pipe.send(read_bytes(name, content))
    except Unreadable as refusal:
        pipe.send(refusal.reason)
    except MemoryError:
        pipe.send(Reason.TOO_COMPLEX)
