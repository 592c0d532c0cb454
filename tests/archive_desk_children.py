"""The command line, killed in a named place: before or after a function does its work."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from signal import SIGKILL

from agreements.cli import cli


def kill_in(when: str, where: str) -> None:
    """Have the process killed when the function is called; with `after`, once it has done its work."""
    module, _, name = where.rpartition(".")
    owner = import_module(f"agreements.{module}")
    whole = getattr(owner, name)

    def killed(*arguments: object, **more: object) -> None:
        if when == "after":
            whole(*arguments, **more)
        os.kill(os.getpid(), SIGKILL)

    setattr(owner, name, killed)


if __name__ == "__main__":
    kill_in(*sys.argv[1:3])
    cli(sys.argv[3:])
