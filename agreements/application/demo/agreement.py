"""The chapter from EoP to binding agreement: one invented company signs all three instruments, the work begins, and an addendum follows.

The calendar is that of the chapter on the process: the TEST authority and its time stamps live in it too, so that what is signed here is as
old as it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from agreements.application.acting import Clock, Moment, When
from agreements.application.demo.agreement_moves import AMENDED, COMPANY, EXECUTED, SIGNINGS, Signing
from agreements.application.demo.fresh import anew, filled
from agreements.application.demo.journey import Move
from agreements.application.demo.moves import WORKFLOW, Desk, at
from agreements.application.demo.office import OFFICIALS, Official, staff
from agreements.application.demo.signers import OFFICE, PACKAGES, SigningDesk, pens
from agreements.application.demo.telling import Heading, Step, Told, Try
from agreements.application.issuing import IssueOrder
from agreements.application.monitoring import drawn_up, from_the_record
from agreements.archive.packing_slip import NAME
from agreements.drafting.monitoring_document import About
from agreements.formats import render
from agreements.model.reaching import REACHED, Reached
from agreements.model.values import LocalText
from agreements.record.opening import open_record
from agreements.record.values import instant
from agreements.workspace import Workspace, read_text, starter, write_files

RECORD, ARCHIVE = "demo.sqlite3", "demo-archive"
SINCE, MONITORED = date(2025, 1, 6), date(2026, 11, 16)
FORMATS = ("pdf", "docx", "html")
SIGNERS = {
    OFFICE: "TEST Programmabureau",
    "gietmans": "A. Gietmans",
    "ambtsdrager": "W. Ambtsdrager",
    "ketelaar": "B. Ketelaar-Verzonnen",
}
STAFF = {
    **OFFICIALS,
    "schijn": Official("G. Schijn", (("province-officer", "drenthe"),)),
    "monster": Official("H. Monster", (("company-counsel", COMPANY),)),
}

INVENTED = LocalText(
    "Bedachte Gieterij is verzonnen, en ook wie tekent en wat is toegezegd. De certificaten zijn van een uitgever die zegt dat hij een "
    "TEST is. De kalender ligt vast, en is korter dan in het echt.",
    "Bedachte Gieterij is invented, and so are who signs and what was promised. The certificates are of an issuer that says it is a TEST. "
    "The calendar is fixed, and shorter than in real life.",
)
UNTIL = LocalText("Van {first} tot en met {last}: {moves} handelingen.", "From {first} up to and including {last}: {moves} acts.")
WHY = LocalText(
    "Partijen stellen de gemiste mijlpaal uit met een addendum. De maatwerkafspraak blijft getekend zoals zij was.",
    "The parties put off the missed milestone by an addendum. The agreement stays signed as it was.",
)
ISSUED = LocalText("{day}: {issue} uitgegeven en verzegeld.", "{day}: {issue} issued and sealed.")
ALL_THREE = LocalText(
    "A. Gietmans, minister W. Ambtsdrager en B. Ketelaar-Verzonnen", "A. Gietmans, minister W. Ambtsdrager and B. Ketelaar-Verzonnen"
)
EXECUTION = LocalText("Uitvoering", "Execution")
WHOLE_CASE = LocalText("De hele zaak", "The whole case")
STANDS = LocalText(
    "Op {day}: mijlpalen gehaald {reached}, gemist {missed} ({names}). Wat daarop kan volgen, met de artikelen, en wat van de subsidie is "
    "betaald en wat wacht, staat in het verslag; niemand heeft iets besloten.",
    "On {day}: milestones reached {reached}, missed {missed} ({names}). What can follow, with the articles, and what of the grant was paid "
    "and what waits, stands in the report; nobody has decided anything.",
)
PACKED = LocalText("Gearchiveerd: een pakket van {files} bestanden.", "Archived: a package of {files} files.")


@dataclass(slots=True)
class Calendar:
    """The time of the chapter: a day that is set, and on it a minute more each time somebody asks."""

    day: date
    asked: int = 0

    def __call__(self) -> Moment:
        """Tell what time it is."""
        self.asked += 1
        return Moment(instant(datetime.combine(self.day, time(10), UTC) + timedelta(minutes=self.asked)), self.day)

    def turn(self, day: date) -> None:
        """Begin another day."""
        self.day, self.asked = day, 0


def agreement(workspace: Workspace, folder: Path, language: str, clock: Clock) -> Iterator[Told]:  # noqa: ARG001  # the sample data only, in a calendar of its own
    """Take one company through all three instruments and an addendum, each signed and archived, on a record that is made anew."""
    yield Step(INVENTED)
    yield from anew(folder, RECORD, ARCHIVE, PACKAGES)
    calendar = Calendar(SINCE)
    with ExitStack() as until_the_end:
        everybodys = pens(folder, SIGNERS, calendar, until_the_end)
        record = until_the_end.enter_context(open_record(folder / RECORD))
        at_desk = SigningDesk(Desk(record, folder / ARCHIVE, Workspace.at(starter()), language), everybodys, folder, calendar)
        source = read_text(at_desk.desk.samples.root / "workflows" / f"{WORKFLOW}.yaml", shown=f"workflows/{WORKFLOW}.yaml")
        staff(record, source, at(SINCE), STAFF)
        for each in SIGNINGS:
            yield Heading(each.title)
            yield from _concluded(at_desk, calendar, each)
        yield Heading(EXECUTION)
        for move in EXECUTED:
            yield at_desk.desk.make(COMPANY, move)[1]
        calendar.turn(MONITORED)
        yield _monitored(at_desk, language)
        yield Heading(AMENDED.title)
        yield Step(WHY)
        yield from _concluded(at_desk, calendar, AMENDED)
        yield Heading(WHOLE_CASE)
        made, path = at_desk.pack(COMPANY)
        yield Step(filled(PACKED, files=made.files), (path,))
        yield at_desk.verified()
    yield Try(folder / RECORD, folder / ARCHIVE, _to_try(folder))


def _to_try(folder: Path) -> tuple[str, ...]:
    signed = folder / f"{COMPANY}-maatwerkafspraak-nl-1-getekend.pdf"
    return (
        f"status {COMPANY}",
        f"compare {COMPANY}",
        f"monitor {COMPANY} --at {MONITORED}",
        f"roadmap {COMPANY}",
        f"history {COMPANY}",
        f"verify {signed} --trust {folder / 'trust'}",
    )


def _concluded(at_desk: SigningDesk, calendar: Calendar, signing: Signing) -> Iterator[Told]:
    """Take the steps to the signature of one document, sign, publish and archive it."""
    yield _moved(at_desk, signing.before)
    calendar.turn(signing.issued)
    identifier, files = at_desk.issue(IssueOrder(COMPANY, signing.kind, signing.signed + timedelta(days=30)))
    yield Step(filled(ISSUED, day=signing.issued, issue=identifier), files)
    calendar.turn(signing.signed)
    path = at_desk.sign(files[0], f"{COMPANY}-{identifier}-getekend.pdf", tuple(SIGNERS)[1:])
    yield at_desk.came_back(COMPANY, path, ALL_THREE)
    yield at_desk.establish(COMPANY, signing.kind, path)
    for move in signing.after:
        yield at_desk.desk.make(COMPANY, move)[1]
    calendar.turn(signing.archived)
    made, package = at_desk.pack(COMPANY, identifier)
    said = at_desk.archived(COMPANY, signing.step, package / NAME, signing.facts)
    text = filled(PACKED, files=made.files)
    yield Step(LocalText(f"{text.nl}\n{said.nl}", f"{text.en}\n{said.en}"), (package,))


def _monitored(at_desk: SigningDesk, language: str) -> Step:
    """Say which milestones were missed, and make the report of the office about how the agreement is performed."""
    found = from_the_record(at_desk.desk.record, at_desk.desk.archive, [COMPANY], When(MONITORED), MONITORED)
    document = drawn_up(at_desk.desk.samples, found.agreements, About(MONITORED), language)
    files = {at_desk.folder / f"monitoring.{form}": render(document, form) for form in FORMATS}
    write_files(files)
    steps = found.agreements[0].followed.milestones
    missed = [each.milestone.what for each in steps if each.reached is Reached.MISSED]
    names = LocalText(", ".join(each.nl for each in missed), ", ".join(each.en for each in missed))
    counts = {"reached": sum(each.reached in REACHED for each in steps), "missed": len(missed)}
    return Step(filled(STANDS, day=MONITORED, names=names, **counts), tuple(files))


def _moved(at_desk: SigningDesk, moves: tuple[Move, ...]) -> Step:
    for each in moves:
        at_desk.desk.make(COMPANY, each)
    return Step(filled(UNTIL, moves=len(moves), first=moves[0].day, last=moves[-1].day))
