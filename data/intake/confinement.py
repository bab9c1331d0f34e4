"""Reading in a child process with limits, so that no file can hold up or exhaust the service."""

import resource
from multiprocessing import get_context
from multiprocessing.connection import Connection

from data.intake.day_arithmetic import IsWorking, is_working_day
from data.intake.draft import Classified, DirectiveDraft, Reason, Unreadable
from data.intake.reading import read_bytes

SECONDS = 30.0
MEGABYTES = 500


def read_confined(
    name: str,
    content: bytes,
    *,
    is_working: IsWorking = is_working_day,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> DirectiveDraft:
    """Read a file as `read_bytes` does, for at most `seconds` of waiting and `megabytes` of memory.

    Raises what `read_bytes` raises, and Unreadable with TOO_COMPLEX when a limit is reached. A process costs about
    a third of a second, so this is for files that come from outside, not for text typed in a chat.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, name, content, is_working, megabytes), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(seconds) else Reason.TOO_COMPLEX
    except EOFError:
        answer = Reason.TOO_COMPLEX
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, DirectiveDraft):
        return answer
    raise Classified if answer is Reason.CLASSIFIED else Unreadable(answer)


def _answer(pipe: Connection, name: str, content: bytes, is_working: IsWorking, megabytes: int) -> None:
    """Read in the child and send the draft, or the reason why there is none."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    try:
        pipe.send(read_bytes(name, content, is_working=is_working))
    except Unreadable as refusal:
        pipe.send(refusal.reason)
    except MemoryError:
        pipe.send(Reason.TOO_COMPLEX)
