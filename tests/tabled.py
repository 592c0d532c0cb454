"""A desk on which documents lie to be signed, with what happened to them, as the record holds it; no PDF is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from desk import GLASS, Desk, with_glass
from records import JAN
from signings import EXPIRES, ISSUED, PLANNED, arrangement, plan

from agreements.application.casework import company_stream
from agreements.application.issue_rows import rows_with
from agreements.application.signing_record import Received, ReceivedFile, issued_event, persons_of, received_event, signing_event
from agreements.archive.store import keep
from agreements.model.canonical import canonical_json
from agreements.model.examination import PadesLevel
from agreements.model.signing import SigningPlan, digest_of, field_of
from agreements.model.signing_events import Issued, Signed, SigningEvent
from agreements.model.verdicts import Form, Outcome, SignatureVerdict, Verdict, as_data
from agreements.record.opening import open_record
from agreements.record.values import Commit, NewEvent

COMPANY, ISSUE = "proef-glas", "eop-nl-1"
REMINDERS = (date(2026, 11, 12), date(2026, 11, 20))
PLAN = replace(plan(arrangement()), reminders=REMINDERS)
FILE = "ab" * 32
MOMENT = "2026-11-10T12:00:00Z"


def noted(desk: Desk, *events: NewEvent, company: str = COMPANY, recorded: str = MOMENT) -> None:
    """Record events in the stream of a company, with the rows of its issues."""
    stream = company_stream(company)
    with open_record(desk.record) as record, record.transaction() as transaction:
        rows = rows_with(transaction, stream, events)
        transaction.append(Commit(stream, transaction.version(stream), events, JAN, recorded, rows=rows))


def table(desk: Desk, made: SigningPlan = PLAN, issue: str = ISSUE, company: str = COMPANY) -> None:
    """Let a document go out to be signed, by a plan."""
    with open_record(desk.record) as record, record.transaction() as transaction:
        for person in persons_of(company, issue, made):
            transaction.save_person(person)
    first = Issued(made.issued_on, digest_of(made))
    noted(desk, issued_event(issue, made, {"issued": "1" * 64, "word": "2" * 64, "tree": "3" * 64}), company=company)
    happen(desk, first, issue=issue, company=company)


def happen(desk: Desk, *events: SigningEvent, issue: str = ISSUE, company: str = COMPANY) -> None:
    """Record what happened to an issue."""
    noted(desk, *(signing_event(issue, each) for each in events), company=company)


def came_back(desk: Desk, *signatories: str, day: date = PLANNED, signed: Iterable[str] = ()) -> str:
    """Let a file come back in which these signed, keep the verdict on it and record it; return the SHA-256 of the verdict."""
    given = tuple(
        SignatureVerdict(field_of(each), each, Outcome.VALID, Form.DIGITAL, file=FILE, level=PadesLevel.B_LTA)
        for each in (*signed, *signatories)
    )
    verdict = Verdict(digest_of(PLAN), PLAN.sha256, (FILE,), day, Outcome.INCOMPLETE, signatures=given)
    digest = keep(desk.root / "output" / "archive", canonical_json(as_data(verdict)))
    noted(desk, received_event(ISSUE, Received((ReceivedFile(FILE, "terug.pdf"),), digest, "incomplete", day)))
    happen(desk, *(Signed(day, field_of(each), each, day, digest, "valid") for each in signatories))
    return digest


def with_table(root: Path) -> Desk:
    """Return a desk of the day of issue, with one document to be signed by five in three groups."""
    made = with_glass(root)
    made.now = f"{ISSUED}T10:00:00+01:00"
    table(made)
    return made


def another_company(desk: Desk, identifier: str) -> None:
    """Let another company come in."""
    desk.run("apply", desk.file(f"{identifier}.yaml", GLASS.replace("id: proef-glas", f"id: {identifier}")), person="anna")


__all__ = ["COMPANY", "EXPIRES", "FILE", "ISSUE", "PLAN", "PLANNED", "REMINDERS"]
