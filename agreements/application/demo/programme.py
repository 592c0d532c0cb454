"""The chapter on the programme: the public record added up, stage beside stage, on a timeline and as a report to Parliament."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from agreements.application.acting import Clock
from agreements.application.comparing import compare
from agreements.application.demo.fresh import filled
from agreements.application.demo.telling import Heading, Step, Told
from agreements.application.portfolio import Portfolio, Question, of_dossiers
from agreements.application.portfolio_words import column_words, least, most
from agreements.application.progress import Period
from agreements.application.progress import from_files as progress_of
from agreements.application.progress_report import progress_report
from agreements.application.roadmap import drawn_up
from agreements.application.roadmap import from_files as routes_of
from agreements.drafting.document import Document
from agreements.drafting.roadmap_document import About
from agreements.formats import fonts, render
from agreements.model.dossier_kinds import Stage
from agreements.model.portfolio import NOT_FIRM, NOT_IN_FORCE
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, errors
from agreements.sources import Source
from agreements.workspace import Workspace, starter, write_files

SUMMER, LATER, UNTIL = date(2023, 7, 31), date(2025, 6, 30), 2040
_REASON = "    "
FORMATS = ("pdf", "docx", "html")

REAL = LocalText(
    "De bedrijven in dit hoofdstuk zijn echt; elk cijfer komt uit het openbare record, met zijn bron.",
    "The companies in this chapter are real; each figure comes from the public record, with its source.",
)
SUMS = LocalText("Opgeteld op {day}, in megaton en miljoen euro", "Added as of {day}, in megatons and € million")
COUNTED = LocalText(
    "Ondertekend: EoP {eop}, JLoI {jloi}, maatwerkafspraak {agreement}.",
    "Signed: EoP {eop}, JLoI {jloi}, tailor-made agreement {agreement}.",
)
SUM = LocalText("{what} ({count}): minimum {least}, maximum {most}", "{what} ({count}): minimum {least}, maximum {most}")
KEPT = LocalText(
    "Van {count} andere toezeggingen die golden zegt 'maatwerk portfolio' waarom zij niet zijn opgeteld.",
    "Of {count} other promises in force, 'maatwerk portfolio' says why they are not added.",
)
STATED = LocalText("* naast elkaar gezet zoals gezegd; dit is geen totaal", "* put side by side as stated; this is no total")
BESIDE = LocalText("Wat bij elke fase is toegezegd, naast elkaar", "What was promised at each stage, side by side")
ROADMAP = LocalText("De routekaart tot en met {until}:", "The roadmap up to and including {until}:")
REPORT = LocalText("De voortgangsrapportage van {day}, naast {before}:", "The progress report of {day}, beside {before}:")


def programme(workspace: Workspace, folder: Path, language: str, clock: Clock) -> Iterator[Told]:  # noqa: ARG001  # the public record lies in the sample data only, and has days of its own
    """Tell the programme from the public record; it needs no record of an office."""
    samples = Workspace.at(starter())
    sources = [samples.found(path) for path in samples.dossier_files() if path.parent.name == "npvi"]
    yield Step(REAL)
    for day in (SUMMER, LATER):
        yield Heading(filled(SUMS, day=day))
        yield from _sums(sources, day)
    yield Heading(BESIDE)
    yield _stages(samples.dossier("cosun"), reasons=True)
    yield _stages(samples.dossier("nobian"), reasons=False)
    yield _made(folder, "roadmap", _roadmap(sources, language), filled(ROADMAP, until=UNTIL))
    yield _made(folder, "report", _report(sources, language), filled(REPORT, day=LATER, before=SUMMER))


def _sums(sources: Sequence[Source], day: date) -> Iterator[Step]:
    found, problems = of_dossiers(sources, Question(day, public=True))
    if found is None:
        raise AgreementsError(*errors(problems))
    counts = {name: found.signed[stage][0] for stage, name in zip(Stage, ("eop", "jloi", "agreement"), strict=True)}
    kept = sum(each.reason not in NOT_IN_FORCE | NOT_FIRM for each in found.apart)
    lines = (filled(COUNTED, **counts), *_added(found), STATED, filled(KEPT, count=kept))
    yield Step(LocalText("\n".join(each.nl for each in lines), "\n".join(each.en for each in lines)))


def _added(found: Portfolio) -> Iterator[LocalText]:
    for column, cell in found.sums.columns.items():
        star = "" if column.firm else " *"
        words = LocalText(f"{column_words(column, 'nl')}{star}", f"{column_words(column, 'en')}{star}")
        ends = {name: LocalText(end(cell.certainly, "nl"), end(cell.certainly, "en")) for name, end in (("least", least), ("most", most))}
        yield filled(SUM, what=words, count=cell.certainly.count, **ends)


def _stages(source: Source, *, reasons: bool) -> Step:
    """Say what was promised on CO2 at each stage, and whether it can be compared; with `reasons` also why not."""
    told = {language: list(compare(source, language).lines) for language in ("nl", "en")}
    first = {language: [lines[0], *lines[2 : lines.index("", 2)]] for language, lines in told.items()}
    nl, en = ("\n".join(each for each in first[language] if reasons or not each.startswith(_REASON)) for language in ("nl", "en"))
    return Step(LocalText(nl, en))


def _roadmap(sources: Sequence[Source], language: str) -> Document:
    return drawn_up(routes_of(sources, LATER, internal=False).routes, About(LATER, UNTIL), language)


def _report(sources: Sequence[Source], language: str) -> Document:
    found, problems = progress_of(sources, Period(LATER, SUMMER))
    if found is None:
        raise AgreementsError(*errors(problems))
    return progress_report(found, language, fonts.spelled)


def _made(folder: Path, name: str, document: Document, says: LocalText) -> Step:
    files = {folder / f"{name}.{form}": render(document, form) for form in FORMATS}
    write_files(files)
    return Step(says, tuple(files))
