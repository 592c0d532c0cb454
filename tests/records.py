"""Small records for tests: invented companies to which a few things happen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from agreements.record.projections import replace
from agreements.record.record import Record, Transaction
from agreements.record.tables import Signing, Standing
from agreements.record.values import Author, Commit, NewEvent, Recorded, Rows

JAN = Author("p-jan", account="jan")
MONDAY = "2026-03-02T09:00:00Z"
TUESDAY = "2026-03-03T09:00:00Z"
GLASS, STEEL, PAPER = "company/glas", "company/staal", "company/papier"


def happened(kind: str = "step_taken", effective: str = "2026-03-02", **body: object) -> NewEvent:
    return NewEvent(kind, body, effective)


def commit(stream: str, version: int, *events: NewEvent, **more: Any) -> Commit:
    """Return what a command changes, by Jan on Monday unless said otherwise."""
    return Commit(stream, version, events or (happened(),), more.pop("author", JAN), more.pop("recorded", MONDAY), **more)


def project(stream: str, history: Sequence[Recorded]) -> Rows:
    """Fold a stream: the state is what the last step says; signing is signing."""
    steps = [each for each in history if each.kind == "step_taken"]
    signed = {str(each.body["instrument"]): each.effective for each in history if each.kind == "signed"}
    state = str(steps[-1].body.get("to", "begonnen")) if steps else ""
    since = steps[-1].effective if steps else ""
    snapshot = json.dumps(sorted(signed))
    standing = Standing(stream, "maatwerk", "ab" * 32, len(history), "verkenning", state, since, "", "", snapshot)
    companies = [standing] if stream.startswith("company/") else []
    return {"standing": companies, "signing": [Signing(stream, name, day, day) for name, day in sorted(signed.items())]}


def folded(transaction: Transaction, stream: str) -> None:
    """Make the rows of a stream what its events say by now."""
    replace(transaction._connection, stream, project(stream, transaction.load(stream)))


def step(record: Record, stream: str, *events: NewEvent, **more: Any) -> tuple[Recorded, ...]:
    """Append to a stream where it stands, its rows with it."""
    with record.transaction() as transaction:
        written = transaction.append(commit(stream, transaction.version(stream), *events, **more))
        folded(transaction, stream)
        return written


def destroyed(record: Record, stream: str, office: Commit) -> tuple[Recorded, ...]:
    """Destroy a stream, in the files too."""
    with record.transaction() as transaction:
        written = transaction.destroy(stream, office)
    record.scrub()
    return written


def erased(record: Record, person: str) -> None:
    """Erase a person, in the files too."""
    with record.transaction() as transaction:
        transaction.erase_person(person, TUESDAY)
    record.scrub()


def filled(record: Record) -> None:
    """Let a few things happen to three companies and the office, with a checkpoint halfway."""
    step(record, "office", happened("office_opened"))
    for stream in (GLASS, STEEL, PAPER):
        step(record, stream, happened(to="verkend"), key=f"begin-{stream}")
    step(record, GLASS, happened("signed", "2026-02", instrument="eop"))
    record.checkpoint(MONDAY)
    step(record, STEEL, happened(to="eop"), happened("signed", "2026-03-02", instrument="eop"), recorded=TUESDAY)
    step(record, GLASS, happened(to="jloi", reden="Eén wens, 260 kton"), recorded=TUESDAY)
