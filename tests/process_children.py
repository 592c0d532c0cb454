"""What works beside each other in the tests of the process: `python process_children.py WHAT PLACE FOLDER NAME COUNT`.

Each line on stdout is an acknowledgement: what it says was done, and must be there whatever happens next.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from agreements.application.acting import Actor, Moment
from agreements.application.apply import apply
from agreements.application.steps import StepOrder, take
from agreements.record.opening import open_record
from agreements.record.record import Record
from agreements.sources import Source

BY = (Actor("anna", "rekening"), Moment("2026-03-02T09:00:00Z", date(2026, 3, 2)))


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def stepping(record: Record, folder: Path, name: str, number: int) -> None:
    """Suspend the one case or let it go on, whichever can be done; what was refused is counted, and tried the other way."""
    refused = 0
    for each in range(number):
        turn = 0
        while True:
            step = ("suspend", "resume")[turn % 2]
            key = f"{name}-{each}"
            facts = {"reason-suspended": "proef"} if step == "suspend" else {}
            done = take(record, folder, StepOrder("proef-glas", step, (), facts, key, key=key), BY)
            if not done.reasons:
                break
            assert {reason.code for reason in done.reasons} <= {"E819", "E820"}, done.reasons
            refused, turn = refused + 1, turn + 1
        assert done.after is not None
        say(done.after.version, key, step)
    say("refused", refused)


def applying(record: Record, folder: Path, name: str, number: int) -> None:
    """Apply the same new companies as everybody else."""
    text = (folder / "dossier.yaml").read_text(encoding="utf-8")
    for each in range(number):
        company = f"nieuw-{each}"
        found = apply(record, [Source(f"{name}.yaml", text.replace("proef-glas", company))], "maatwerk", BY)
        assert not found.problems, found.problems
        (revision,) = found.revisions
        say(company, revision.version, revision.opened or "-", name)


if __name__ == "__main__":
    what, place, where, own_name, count = sys.argv[1:]
    with open_record(place, create=False, patience=300) as opened:
        {"stepping": stepping, "applying": applying}[what](opened, Path(where), own_name, int(count))
