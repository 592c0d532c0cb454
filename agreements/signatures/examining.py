"""Examines a PDF from outside in another process, which may use so much time and room and no more: what is not found by then is unread."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import resource
import subprocess
import sys
from datetime import datetime

from agreements.model.examination import Examination
from agreements.signatures.trust import Trust

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that is looked into at all."""

SECONDS = 9
ROOM = 1024 * 1024 * 1024


def examine(content: bytes, issued: bytes | None, trust: Trust, moment: datetime) -> Examination:
    """Return what is found in a PDF, beside what was issued when that is given, as of a moment; within ten seconds and a gigabyte."""
    if len(content) > LARGEST:
        return _unread(content, "too large")
    child = [sys.executable, "-m", __spec__.name]
    given = pickle.dumps((content, issued, trust, moment))
    try:
        done = subprocess.run(child, input=given, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  # this module itself
    except subprocess.TimeoutExpired:
        return _unread(content, "takes too long")
    if done.returncode:
        return _unread(content, f"takes too much, or breaks what reads it ({done.returncode})")
    found: Examination = pickle.loads(done.stdout)  # noqa: S301  # written by `main` below
    return found


def _unread(content: bytes, why: str) -> Examination:
    return Examination(hashlib.sha256(content).hexdigest(), len(content), unread=why)


def main() -> None:
    """Examine what comes in, as the other process."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    given = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # written by `examine` above
    answer, sys.stdout = sys.stdout.buffer, sys.stderr
    with contextlib.redirect_stdout(sys.stderr):
        from agreements.signatures.finding import find  # noqa: PLC0415  # late: pyHanko is loaded inside the bounds

        answer.write(pickle.dumps(find(*given)))
        answer.flush()


if __name__ == "__main__":
    main()
