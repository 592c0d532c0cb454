"""The chapter on the process: one invented company goes the whole way, two leave it; the real ones stand as in the public record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from agreements.application.acting import Actor, Clock, When
from agreements.application.apply import apply
from agreements.application.board import board
from agreements.application.demo.fresh import anew, filled
from agreements.application.demo.journey import JOURNEYS, KERAMIEK, SUIKER, Journey
from agreements.application.demo.moves import WORKFLOW, Desk, at
from agreements.application.demo.office import ACCOUNT, DEPUTY, OFFICIALS, SINCE, staff
from agreements.application.demo.telling import Heading, Signed, Standing, Step, Told, Try
from agreements.application.status import past
from agreements.application.upkeep import checkpoint, verify
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, errors
from agreements.record.opening import open_record
from agreements.workspace import Workspace, read_text, starter

RECORD, ARCHIVE = "demo.sqlite3", "demo-archive"
"""Names that no record of an office has: the demo removes nothing but what it made itself."""

PUBLIC = date(2026, 11, 2)
TODAY = date(2026, 11, 16)
COUNTED = (date(2023, 7, 31), date(2024, 12, 31), date(2025, 6, 30))
TRY = (
    "status",
    f"status {KERAMIEK}",
    f"history {KERAMIEK}",
    f"show {KERAMIEK} --at 2026-05-01",
    f"explain {SUIKER} reopen --as voorbeeld",
    "status --at 2024-12-31",
    "record verify",
)
ALL_INVENTED = LocalText(
    "Bedrijven, mensen en besluiten in dit hoofdstuk zijn verzonnen, tenzij er iets anders staat. "
    "De kalender ligt vast en is korter dan in het echt.",
    "Companies, people and decisions in this chapter are invented, unless said otherwise. "
    "The calendar is fixed, and shorter than in real life.",
)
EVERYBODY = LocalText("Waar iedereen staat op {day}", "Where everybody stands on {day}")
OFFICE = LocalText(
    "{people} mensen met rollen, door iemand anders verleend; {name} vervangt {other} in 2025.",
    "{people} people with roles, granted by somebody else; {name} stands in for {other} in 2025.",
)
REAL = LocalText(
    "De echte bedrijven, uit het openbare record: {count} dossiers vastgelegd op {day}.",
    "The real companies, from the public record: {count} dossiers recorded on {day}.",
)
COUNTS = LocalText("Ondertekend, volgens het openbare record", "Signed, according to the public record")
MADE = LocalText(
    "Het register is heel: {streams} reeksen, {kept} bewijsstukken.", "The record is whole: {streams} streams, {kept} pieces of evidence."
)
RECEIPT = LocalText("Het bewijs daarvan, om elders te bewaren:\n{receipt}", "Its receipt, to keep somewhere else:\n{receipt}")


def process(workspace: Workspace, folder: Path, language: str, clock: Clock) -> Iterator[Told]:  # noqa: ARG001  # the journey fits the sample data only, and has a calendar of its own
    """Walk the process on a record of its own, made anew each time."""
    samples = Workspace.at(starter())
    yield Step(ALL_INVENTED)
    yield from anew(folder, RECORD, ARCHIVE)
    with open_record(folder / RECORD) as record:
        desk = Desk(record, folder / ARCHIVE, samples, language)
        yield _office(desk)
        for journey in JOURNEYS:
            yield from _walk(desk, journey)
        yield _public(desk)
        yield Heading(filled(EVERYBODY, day=TODAY))
        yield Standing(board(record))
        yield Heading(COUNTS)
        yield Signed(tuple(past(record, When(day)) for day in COUNTED))
        yield from _proof(desk, folder)
    yield Try(folder / RECORD, folder / ARCHIVE, TRY)


def _office(desk: Desk) -> Step:
    source = read_text(desk.samples.root / "workflows" / f"{WORKFLOW}.yaml", shown=f"workflows/{WORKFLOW}.yaml")
    staff(desk.record, source, at(SINCE), OFFICIALS, [DEPUTY])
    names = {"name": OFFICIALS["bedacht"].name, "other": OFFICIALS["fictief"].name}
    return Step(filled(OFFICE, people=len(OFFICIALS), **names))


def _walk(desk: Desk, journey: Journey) -> Iterator[Told]:
    """Make every move of a journey, under the phase in which it begins."""
    yield Heading(journey.says)
    last = None
    for move in journey.moves:
        phase, happened = desk.make(journey.company, move)
        if phase not in {None, last}:
            yield Heading(phase, phase=True)
        last = phase or last
        yield happened


def _public(desk: Desk) -> Step:
    """Record the dossiers of the real companies; each gets its case where its history puts it."""
    sources = [desk.samples.found(path) for path in desk.samples.dossier_files() if path.parent.name == "npvi"]
    applied = apply(desk.record, sources, WORKFLOW, (Actor("bedacht", ACCOUNT), at(PUBLIC)))
    if errors(applied.problems):
        raise AgreementsError(*applied.problems)
    return Step(filled(REAL, count=len(applied.revisions), day=PUBLIC))


def _proof(desk: Desk, folder: Path) -> Iterator[Step]:
    receipt = checkpoint(desk.record, at(TODAY))
    found = verify(desk.record, [str(receipt)])
    if found.problems:
        raise AgreementsError(*found.problems)
    kept = sum(path.is_file() for path in desk.archive.rglob("*"))
    yield Step(filled(MADE, streams=found.streams, kept=kept), (folder / RECORD, desk.archive))
    yield Step(filled(RECEIPT, receipt=receipt))
