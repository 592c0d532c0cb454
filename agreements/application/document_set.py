"""Use case: the documents that make up the agreements with a company together, out of the record or a file, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from agreements.application.acting import When
from agreements.application.casework import company_stream, entries
from agreements.application.dossiers import fold_dossier
from agreements.application.draft import as_it_stands, read_dossier
from agreements.application.recorded import dossier_as, exported
from agreements.application.set_findings import findings
from agreements.application.signing_record import IssueRecord, expected_of, issues_in
from agreements.application.signing_status import as_of
from agreements.application.taken_in_record import taken_in
from agreements.archive.store import kept
from agreements.drafting.document import Division, Document, Role, below, plain
from agreements.model.document_set import DECISION, Annex, DocumentSet, Filed, Issue, Known, Signer, for_everybody, speaks
from agreements.model.document_shelf import document_set
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import HistoryEvent, Kind, Stage, Visibility
from agreements.model.portfolio import Sure, sure
from agreements.model.signing_course import ENDED
from agreements.model.values import FuzzyDate, Precision, parse_date
from agreements.problems import AgreementsError, Problem, errors, in_order
from agreements.record.record import Reading, Record
from agreements.record.values import Recorded, effective_date
from agreements.sources import Source
from agreements.workflow.case import Entry, Kept
from agreements.workflow.events import Event, HistoryRecorded, StepTaken
from agreements.workflow.projections import Certainty, Standing, standing_at
from agreements.workspace import Workspace

FILED_AS: Mapping[str, str] = {
    "signed-eop": Kind.EOP,
    "signed-jloi": Kind.JLOI,
    "signed-agreement": Kind.MAATWERKAFSPRAAK,
    "signed-deed": Kind.GARANTIE,
    "grant-decision": DECISION,
    "advice-request": Kind.ADVIESAANVRAAG,
    "amvi-advice": Kind.ADVIESAANVRAAG,
    "publication-notice": Kind.KENNISGEVING,
}
"""To which document of the set the evidence of the shipped workflows belongs; other evidence is no part of the set."""

GRANTED_ON = "granted-on"
"""The fact of the shipped workflows that says of which day the grant decision is."""


@dataclass(frozen=True, slots=True)
class Found:
    """The set of a company, what is missing or does not fit in it, and what was wrong in what it was read from."""

    whole: DocumentSet | None
    findings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """As of when the set is asked, today being the day; and whether only what is public, in which language titles of annexes are."""

    when: When
    today: date
    public: bool = False
    language: str = "nl"

    @property
    def day(self) -> date:
        """The day as of which it is asked."""
        return self.when.at or self.today


def from_the_record(workspace: Workspace | None, record: Record, archive: Path, company: str, asked: Asked) -> Found:
    """Return the set of a company; raise AgreementsError for one that the record does not know, or not at that moment."""
    with record.snapshot() as reading:
        return from_reading(workspace, reading, archive, company, asked)


def from_reading(workspace: Workspace | None, reading: Reading, archive: Path | None, company: str, asked: Asked) -> Found:
    """Return the same out of a record that is read already. Without a workspace nothing is drafted: annexes are those of issued texts."""
    source = exported(dossier_as(reading, company, asked.when))
    dossier = read_dossier(source, [])  # as a file, so that what does not fit is told at its line
    if dossier is None:  # what was recorded can be read; said for the reader of types
        raise LookupError(company)
    history = [each for each in reading.load(company_stream(company)) if not asked.when.as_known or each.recorded <= asked.when.as_known]
    told = tuple(entries(history))
    standing = standing_at(told, asked.day)
    issues = [each for found in issues_in(reading, company, history) if (each := as_of(found, asked.day)) is not None]
    faults: list[Problem] = []
    signed, taken = dict(_signed(standing)), tuple(_taken(history, asked.day))
    known = Known(
        asked.day,
        signed,
        tuple(_issue(reading, each, company, history) for each in issues),
        (*taken, *(each for each in _evidence(standing, told) if each.sha256 not in {file.sha256 for file in taken})),
        tuple(_stopped(standing)),
        _granted(standing),
        _annexes(workspace, dossier, (_issued_texts(archive, issues, faults), signed), asked),
    )
    return _found(dossier, known, asked, faults)


def from_file(workspace: Workspace, source: Source, asked: Asked) -> Found:
    """Return the set that a dossier in a file tells of; nothing of it is in an archive."""
    faults: list[Problem] = []
    dossier = read_dossier(source, faults)
    if dossier is None:
        return Found(None, problems=in_order(faults))
    return _found(dossier, Known(asked.day, annexes=_annexes(workspace, dossier, ({}, {}), asked)), asked, faults)


def _found(dossier: Dossier, known: Known, asked: Asked, faults: Sequence[Problem]) -> Found:
    whole = document_set(dossier, known)
    if not asked.public:
        return Found(whole, findings(dossier, known, whole), in_order(faults))
    hidden = dossier.company.visibility is not Visibility.PUBLIC
    shown = for_everybody(whole)
    return Found(replace(shown, name=shown.company) if hidden else shown, problems=errors(faults))


# The case


def _signed(standing: Standing) -> Iterator[tuple[Stage, FuzzyDate]]:
    """Yield when each instrument was signed, as far as that may have been so by the day."""
    for fact, level in standing.facts:
        if fact.event is HistoryEvent.SIGNED and level is not Certainty.NOT:
            yield fact.stage, fact.date


def _stopped(standing: Standing) -> Iterator[FuzzyDate]:
    """Yield when talks stopped, as the case tells it."""
    for fact, level in standing.facts:
        if fact.event is HistoryEvent.STOPPED and level is not Certainty.NOT:
            yield fact.date


def _granted(standing: Standing) -> FuzzyDate | None:
    case = standing.possibly
    said = case.facts.get(GRANTED_ON, "") if case is not None else ""
    try:
        return parse_date(said) if said else None
    except ValueError:
        return None


def _evidence(standing: Standing, told: Sequence[Entry]) -> Iterator[Filed]:
    """Yield each file that the process names for a document of the set, without what was voided."""
    case = standing.possibly
    for each in case.evidence if case is not None else ():
        kind = FILED_AS.get(each.kind)
        if kind is not None:
            yield _filed(kind, each, told)


def _filed(kind: str, each: Kept, told: Sequence[Entry]) -> Filed:
    when = next(entry.effective for entry in told if entry.version == each.version)
    return Filed(kind, each.kind, each.name or each.kind, each.sha256, when, about=_about(kind, each, told))


def _about(kind: str, each: Kept, told: Sequence[Entry]) -> Stage | None:
    """Return to which instrument a file belongs: a notice to the one that was signed last before it; advice is asked on a JLoI.

    None for a notice that follows an addendum. A deed is not published.
    """
    if kind == Kind.ADVIESAANVRAAG:
        return Stage.JLOI
    if kind != Kind.KENNISGEVING:
        return next((stage for stage in Stage if stage == kind), None)
    signed = [stage for entry in told if entry.version <= each.version and (stage := _signed_with(entry.event)) not in {"", Kind.GARANTIE}]
    return next((stage for stage in Stage if signed and stage == signed[-1]), None)


def _signed_with(event: Event) -> str:
    """Return what was signed with an event of the process; empty for any other."""
    if isinstance(event, HistoryRecorded):
        return event.stage if event.event is HistoryEvent.SIGNED else ""
    return event.signs or "" if isinstance(event, StepTaken) else ""


def _taken(history: Iterable[Recorded], day: date) -> Iterator[Filed]:
    """Yield each signed file of before the record that may have been there by the day."""
    for told, each in taken_in(history):
        when = effective_date(told.effective)
        if sure(when, day) is not Sure.NOT:
            kind = Kind(each.kind)
            yield Filed(kind, "taken-in", each.name, each.file, when, each.language.value, kind.stage)


# Issues


def _issue(reading: Reading, issue: IssueRecord, company: str, history: Sequence[Recorded]) -> Issue:
    kind = issue.plan.kind
    about, number = _answered_then(kind, company, issue, history)
    return Issue(
        issue.id,
        kind,
        issue.plan.language,
        issue.course.status,
        issue.plan.issued_on,
        tuple(_signers(reading, company, issue)),
        tuple(_files(issue, kind)),
        about,
        number,
    )


def _answered_then(kind: Kind, company: str, issue: IssueRecord, history: Sequence[Recorded]) -> tuple[Stage | None, str]:
    """Return to which instrument a document around one belongs, and its number as the dossier answered when it went out."""
    if kind.stage is not None:
        return kind.stage, ""
    dossier = fold_dossier(company, (each for each in history if each.version < issue.version))
    answers = dossier.dossier().answers.get(kind, {}) if dossier else {}
    return issue.plan.about, getattr(answers.get("number"), "text", "")


def _signers(reading: Reading, company: str, issue: IssueRecord) -> Iterator[Signer]:
    """Yield who signed, in the order of the plan: also who signed for another, by name while that is kept."""
    for each in issue.plan.signatures:
        signature = issue.course.signed.get(each.field)
        if signature is not None:
            person = signature.person or each.signatory
            known = expected_of(reading, company, issue.id, person)
            yield Signer(known.name if known else person, each.party, signature.day)


def _files(issue: IssueRecord, kind: Kind) -> Iterator[Filed]:
    """Yield the sealed file that went out and what came back, each as its newest time stamp made it."""
    on, language = issue.plan.issued_on, issue.plan.language
    if "issued" in issue.files:
        yield Filed(kind, "issued", f"{issue.id}.pdf", issue.files["issued"], _exactly(on), language)
    seen: set[str] = set()
    for back in issue.received:
        for file in back.files:
            newest = issue.newest(file.sha256)
            if newest not in seen:
                seen.add(newest)
                yield Filed(kind, "received", file.name, newest, _exactly(back.on), language)


def _exactly(day: date) -> FuzzyDate:
    return FuzzyDate(Precision.DAY, day, day)


# Annexes


def _issued_texts(archive: Path | None, issues: Sequence[IssueRecord], faults: list[Problem]) -> Mapping[Stage, Mapping[str, Document]]:
    """Return the text of each instrument that went out and did not end, by language; one that the archive has no longer is told."""
    from agreements.formats.from_json import from_json  # noqa: PLC0415  # only what was issued here is a tree to read

    found: dict[Stage, dict[str, Document]] = {}
    for issue in issues:
        stage, digest = issue.plan.kind.stage, issue.files.get("tree", "")
        if archive is None or stage is None or not digest or issue.course.status in ENDED:
            continue
        try:
            found.setdefault(stage, {})[issue.plan.language] = from_json(kept(archive, digest), digest)
        except AgreementsError as gone:
            faults += gone.problems
    return found


def _annexes(
    workspace: Workspace | None,
    dossier: Dossier,
    here: tuple[Mapping[Stage, Mapping[str, Document]], Mapping[Stage, FuzzyDate]],
    asked: Asked,
) -> Mapping[Stage, tuple[Annex, ...]]:
    """Return the annexes of each instrument: of the text that went out, else of a draft while nothing was signed.

    `here` are the texts that were issued, and what was signed in the case. What was signed elsewhere has annexes that nobody here knows,
    and a reconstruction has none.
    """
    issued, signed = here
    told = {each.stage for each in dossier.history if each.event is HistoryEvent.SIGNED and not each.withdrawn}
    found = {}
    for stage in Stage:
        texts = issued.get(stage, {})
        text = texts.get(asked.language) or next(iter(texts.values()), None)
        if text is None and stage not in told | set(signed):
            text = _drafted(workspace, dossier, stage, asked.language)
        found[stage] = tuple(_annexes_of(text)) if text is not None else ()
    return found


def _drafted(workspace: Workspace | None, dossier: Dossier, stage: Stage, language: str) -> Document | None:
    """Return an instrument as the dossier stands; None for one of which the dossier says nothing, and for a reconstruction."""
    if workspace is None or dossier.reconstruction or not speaks(dossier, stage) or stage not in workspace.kinds():
        return None
    return as_it_stands(workspace, dossier, Kind(stage), language)


def _annexes_of(document: Document) -> Iterator[Annex]:
    for part in document.parts:
        for each in below(part):
            if isinstance(each, Division) and each.role is Role.ANNEX:
                yield Annex(each.number, plain(each.heading))
