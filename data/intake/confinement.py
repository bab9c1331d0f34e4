"""Reading in a child process with limits, so that no file can hold up or exhaust the service."""

import math
import resource
from collections.abc import Callable
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

from data.intake.day_arithmetic import IsWorking, is_working_day
from data.intake.draft import Classified, DirectiveDraft, Reason, Unreadable
from data.intake.readers.office import LOOK_SECONDS, as_docx, foreign_suffix

SECONDS = 30.0
MEGABYTES = 500


def _never() -> bool:
    return False


def read_confined(
    name: str,
    content: bytes,
    *,
    is_working: IsWorking = is_working_day,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    given_up: Callable[[], bool] = _never,
) -> DirectiveDraft:
    """Read a file as `read_bytes` does, for at most `seconds` of waiting and `megabytes` of memory.

    Raises what `read_bytes` raises, and Unreadable with TOO_COMPLEX when a limit is reached or `given_up` says so. What
    only LibreOffice can open is turned into a Word file first, within the same limits. The first process costs about
    half a second, each further one a tenth, so this is for files that come from outside, not for text typed in a chat.
    """
    suffix = foreign_suffix(content)
    if suffix is not None:
        content = as_docx(content, suffix, seconds=seconds, megabytes=megabytes, given_up=given_up)
    answer = _asked_of_child(name, content, is_working, seconds, megabytes, given_up)
    if isinstance(answer, DirectiveDraft):
        return answer
    raise Classified if answer is Reason.CLASSIFIED else Unreadable(answer)


@cache
def _context() -> ForkServerContext:
    """Return how children are made: by a server that has loaded the readers once and touched no file."""
    context = get_context("forkserver")
    context.set_forkserver_preload(
        [__name__, "data.intake.reading", "data.intake.readers.docx", "data.intake.readers.pdf"]
    )
    return context


def _asked_of_child(
    name: str,
    content: bytes,
    is_working: IsWorking,
    seconds: float,
    megabytes: int,
    given_up: Callable[[], bool],
) -> DirectiveDraft | Reason:
    ours, theirs = _context().Pipe(duplex=False)
    limits = (math.ceil(seconds) + 1, megabytes * 1024 * 1024)
    process = _context().Process(target=_answer, args=(theirs, name, content, is_working, *limits), daemon=True)
    process.start()
    theirs.close()
    try:
        answer: DirectiveDraft | Reason = ours.recv() if _answers(ours, seconds, given_up) else Reason.TOO_COMPLEX
    except EOFError:
        return Reason.TOO_COMPLEX
    finally:
        process.kill()
        process.join()
        ours.close()
    return answer


def _answers(pipe: Connection, seconds: float, given_up: Callable[[], bool]) -> bool:
    """Wait for the child; return whether it has answered or died."""
    looks = range(math.ceil(seconds / LOOK_SECONDS))
    return any(pipe.poll(LOOK_SECONDS) for _ in looks if not given_up())


def _answer(pipe: Connection, name: str, content: bytes, is_working: IsWorking, seconds: int, data: int) -> None:
    """Read in the child, within `seconds` of work and `data` bytes, and send the draft or why there is none."""
    from data.intake.reading import read_bytes  # noqa: PLC0415 - only children read: the service need not load it

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (data, data))
    try:
        pipe.send(read_bytes(name, content, is_working=is_working))
    except Unreadable as refusal:
        pipe.send(refusal.reason)
    except (MemoryError, RecursionError):
        pipe.send(Reason.TOO_COMPLEX)
    except Exception:  # noqa: BLE001 - whatever a file from outside makes a reader trip over must end here
        pipe.send(Reason.FAILED)
