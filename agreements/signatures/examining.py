"""Examines a PDF from outside in another process, which may use so much time and room and no more: what is not found by then is unread."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from agreements.model.alone import Alone
from agreements.model.examination import Examination
from agreements.model.lasting import Doubt, Lasting

if TYPE_CHECKING:
    from agreements.signatures.trust import Trust  # where it is needed, it is loaded inside the bounds

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that is looked into at all."""

SECONDS = 6
"""Of processor that a file may take: where many are at work it takes longer by the clock, which is not the file's doing."""

PATIENCE = 5
"""How many times as long by the clock it may take before it is given up all the same."""

LONGER = 60
"""Of processor, for looking ahead, where some fifteen days are tried for every signature, and for drawing the pages of a scan."""

ROOM = 1024 * 1024 * 1024

_HEAD = 1024
"""Bytes among which a PDF says that it is one (ISO 32000-1, annex H.3, note 13)."""


def examine(content: bytes, issued: bytes | None, trust: Trust, moment: datetime, *, seconds: int = SECONDS) -> Examination:
    """Return what is found in a PDF, beside what was issued when that is given, as of a moment; in so many seconds and a gigabyte."""
    found = elsewhere("find", content, issued, trust, moment, seconds=seconds)
    return _unread(content, found) if isinstance(found, str) else found


def examine_alone(content: bytes, name: str, trust: Trust, moment: datetime) -> Alone:
    """Return what is found in a PDF with nothing beside it, and the file `name` in what was sealed; bounded as `examine`."""
    if b"%PDF-" not in content[:_HEAD]:
        return Alone(_unread(content, "@no_pdf" if content else "@empty"))
    found = elsewhere("find_alone", content, name, trust, moment)
    return Alone(_unread(content, found)) if isinstance(found, str) else found


def lasting(content: bytes, trust: Trust, moment: datetime) -> Lasting:
    """Return until when a PDF can be proved with what it holds, as of a moment; bounded as `examine`, within a minute."""
    if b"%PDF-" not in content[:_HEAD]:
        return Lasting(doubt=Doubt.UNREAD)
    found = elsewhere("lasting", content, trust, moment, seconds=LONGER)
    return Lasting(doubt=Doubt.UNREAD) if isinstance(found, str) else found


def elsewhere(task: str, content: bytes, *more: object, seconds: int = SECONDS) -> Any:  # noqa: ANN401  # what the task returns
    """Return what a task finds in another process, or the word for why it found nothing."""
    if len(content) > LARGEST:
        return "@too_large"
    child = [sys.executable, "-m", __spec__.name, str(seconds)]
    given = pickle.dumps((task, content, *more))
    try:
        patience = seconds * PATIENCE
        done = subprocess.run(child, input=given, capture_output=True, check=False, timeout=patience)  # noqa: S603  # this module itself
    except subprocess.TimeoutExpired:
        return "@too_slow"
    if done.returncode:
        return "@too_slow" if done.returncode == -signal.SIGXCPU else "@too_heavy"
    return pickle.loads(done.stdout)  # noqa: S301  # written by `main` below


def _unread(content: bytes, why: str) -> Examination:
    return Examination(hashlib.sha256(content).hexdigest(), len(content), unread=why)


_TASKS = {"find": "finding", "find_alone": "alone", "lasting": "lasting", "count": "picturing", "beside": "picturing"}
"""What can be done to a file, and the module that does it."""


def _task(name: str) -> Callable[..., object]:
    """Return the function of a task; late, so that what it loads is loaded inside the bounds, and only that."""
    module = import_module(f"agreements.signatures.{_TASKS[name]}")
    return getattr(module, name)  # type: ignore[no-any-return]  # by name


def main() -> None:
    """Do what comes in, as the other process; its argument is how many seconds it may take."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    task, *given = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # written by `elsewhere` above
    answer, sys.stdout = sys.stdout.buffer, sys.stderr
    with contextlib.redirect_stdout(sys.stderr):
        answer.write(pickle.dumps(_task(task)(*given)))
        answer.flush()


if __name__ == "__main__":
    main()
