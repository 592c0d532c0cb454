"""Use case: the case file of a company, or of one issue of it, out of the record and the archive, as a plain value that can be packed.

Nothing is judged here: a case that was stopped is a case file as well as one that was carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from agreements.application import document_set_words
from agreements.application.acting import Moment, When
from agreements.application.casework import case_of, company_stream, dossier_of, entries, workflow_of
from agreements.application.document_set import Asked, from_reading
from agreements.application.dossiers import RecordedDossier
from agreements.application.public_record import CopyRecord, copies_in
from agreements.application.recorded import exported
from agreements.application.signing_record import IssueRecord, issue_of, issues_in
from agreements.application.taken_in_record import TakenIn, taken_in
from agreements.archive.case_file import ROLES, CaseFile, Company, Item, Metadata, Related, Role
from agreements.archive.store import Source, reader
from agreements.model.archival import EVENT_LIST, LIMITATION_LIST, Coverage, Event, Identification, Limitation, Reference, listed
from agreements.model.canonical import canonical_json
from agreements.model.signing_events import PaperRecorded
from agreements.model.values import LocalText
from agreements.record.record import Reading
from agreements.record.values import Recorded, effective_date
from agreements.record.verifier import Receipt
from agreements.workflow.case import Entry
from agreements.workflow.events import CaseMigrated, CaseOpened, Evidence, HistoryRecorded, SlotAnswered, StepTaken

if TYPE_CHECKING:
    from agreements.application.witnessing import View

SOURCE = "maatwerk"
"""Where the marks come from by which case files and their documents are known."""

_RECEIPT = "receipt"

ROLE_OF: Mapping[str, Role] = {
    "signed-eop": Role.SIGNED,
    "signed-jloi": Role.SIGNED,
    "signed-agreement": Role.SIGNED,
    "signed-addendum": Role.SIGNED,
    "signed-deed": Role.SIGNED,
    "legal-note": Role.ADVICE,
    "amvi-advice": Role.ADVICE,
    "expert-advice": Role.ADVICE,
    "approval-record": Role.DECISION,
    "council-decision": Role.DECISION,
    "commission-decision": Role.DECISION,
    "commission-prohibition": Role.DECISION,
    "grant-decision": Role.DECISION,
    "refusal-decision": Role.DECISION,
    "settlement-decision": Role.DECISION,
    "publication-notice": Role.PUBLICATION,
    "consultation-notice": Role.PUBLICATION,
    "archive-receipt": Role.OTHER,
    "intake-note": Role.OTHER,
    "exploration-note": Role.OTHER,
    "parliament-letter": Role.OTHER,
    "business-case-report": Role.OTHER,
    "project-review-report": Role.OTHER,
    "risk-analysis": Role.OTHER,
    "advice-request": Role.OTHER,
    "cabinet-response-letter": Role.OTHER,
    "consultation-report": Role.OTHER,
    "application-form": Role.OTHER,
    "cover-statement": Role.OTHER,
    "state-aid-assessment": Role.OTHER,
    "notification": Role.OTHER,
    "progress-report": Role.OTHER,
    "payment-record": Role.OTHER,
    "default-notice": Role.OTHER,
    "final-report": Role.OTHER,
    "letter": Role.OTHER,
    "authority": Role.AUTHORITY,
    "substitution-decision": Role.SUBSTITUTION,
    "version": Role.VERSION,
}
"""What a kind of evidence of the shipped workflows is in a case file; the last three are for workflows of the office's own."""

_FILES = {"issued": (Role.ISSUED, "pdf"), "word": (Role.WORD, "docx"), "tree": (Role.TREE, "json")}
"""What an issue keeps, by the name in its event: its role and the ending of its name."""

_LANGUAGES = {"nl": LocalText("Nederlands", "Dutch"), "en": LocalText("Engels", "English")}

_COPY_ENDINGS = {"pdf": "pdf", "word": "docx", "page": "html"}
"""What a public copy keeps, by the name in its event: the ending of its name."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A case file, the bytes that were made for it alone, by their SHA-256, and the version of the stream that it covers."""

    case: CaseFile
    made: Mapping[str, bytes]
    version: int

    def covered_by(self, receipt: Receipt) -> Assembled:
        """Return the same with this receipt, behind the dossier, in the place of the one that it has."""
        content = f"{receipt}\n".encode()
        item, others = _digested(_receipt_item(), content), [each for each in self.case.items if each.id != _RECEIPT]
        case = replace(self.case, items=[*others[:1], item, *others[1:]])
        return replace(self, case=case, made={**self.made, item.digest: content})

    def source(self, archive: Path) -> Source:
        """Return what opens its documents: what was made here, the rest out of the archive."""
        kept = reader(archive)

        def opened(digest: str) -> BinaryIO:
            return BytesIO(self.made[digest]) if digest in self.made else kept(digest)

        return opened


def assembled(
    reading: Reading,
    company: str,
    creator: str,
    moment: Moment,
    *,
    issue: str = "",
    archive: Path | None = None,
    lasting: Mapping[str, date] | None = None,
) -> Assembled:
    """Return the case file of a company, or with `issue` that of one issue; `creator` is who formed the archive (archiefvormer).

    With `archive` each verdict is read there, and has reports for people beside it; each scan a page that lays it beside the
    issue. `lasting` says, by the SHA-256 of signed
    files, until when each can be proved, as of the moment.
    Raise AgreementsError for a company of which no dossier is recorded, and for an issue that it does not have.
    """
    history = reading.load(company_stream(company))
    dossier = dossier_of(reading, company)
    facts = dossier.dossier().company
    issues = _issues(issues_in(reading, company, history), company, issue)
    trail = b"".join(reading.lines(company_stream(company)))
    receipts = "".join(f"{each}\n" for each in reading.receipts()[-1:])
    listed = b"" if issue else _documents(reading, company, moment, archive)
    made = [(_dossier_item(dossier), exported(dossier).text.encode()), (_documents_item(), listed), (_receipt_item(), receipts.encode())]
    made = [(item, content) for item, content in made if content]
    items = [_digested(item, content) for item, content in made]
    taken = () if issue else tuple(taken_in(history))
    pages = _reports(reading, archive, company, issues, [each for _, each in taken])
    items += [_lasting(item, lasting or {}, moment) for each in issues for item in _with_reports(_of_issue(each), pages)]
    beside = _beside(reading, archive, company, issues)
    items += [item for item, _ in beside]
    items += _of_copies(copies_in(history), {each.id: each for each in issues})
    if not issue:
        items += _with_reports(_of_taken_in(taken), pages)
        items += _of_evidence(reading, history, frozenset(each.file for _, each in taken))
    trail_item = Item("audit-trail", Role.AUDIT_TRAIL, f"{company}.jsonl", ROLES[Role.AUDIT_TRAIL], sha256(trail).hexdigest())
    read = (content for each in pages.values() for content in each.values())
    contents = (trail, *(content for _, content in made), *(content for _, content in beside), *read)
    bytes_made = {sha256(content).hexdigest(): content for content in contents}
    about = Company(company, facts.name, str(facts.kvk or ""))
    metadata = _metadata(reading, (company, issue, facts.name), history, creator, moment)
    return Assembled(CaseFile(about, _title(facts.name, issue), metadata, items, trail_item), bytes_made, history[-1].version)


def _issues(found: Sequence[IssueRecord], company: str, asked: str) -> Sequence[IssueRecord]:
    """Return the issue that is asked, or all; raise AgreementsError when there is none of that id."""
    return (issue_of(found, company, asked),) if asked else found


def _title(name: str, issue: str) -> LocalText:
    if issue:
        return LocalText(f"Document {issue} met {name}", f"Document {issue} with {name}")
    return LocalText(f"Dossier {name}", f"Case file {name}")


# What was made for it


def _digested(item: Item, content: bytes) -> Item:
    return Item(item.id, item.role, item.name, item.title, sha256(content).hexdigest(), item.events)


def _dossier_item(dossier: RecordedDossier) -> Item:
    title = LocalText(
        f"het dossier zoals het is vastgelegd (versie {dossier.version})", f"the dossier as it was recorded (version {dossier.version})"
    )
    return Item("dossier", Role.OTHER, f"{dossier.company}.yaml", title, "")


def _documents(reading: Reading, company: str, moment: Moment, archive: Path | None) -> bytes:
    """Return the documents that make up the agreements together, as data: what each is, and what points to what."""
    found = from_reading(None, reading, archive, company, Asked(When(), moment.day))
    return canonical_json(document_set_words.data(found.whole)) if found.whole else b""


def _documents_item() -> Item:
    title = LocalText(
        "de stukken die samen de afspraken vormen, en wat waarbij hoort", "the documents of the agreements, and what belongs to what"
    )
    return Item("documents", Role.OTHER, "stukken.json", title, "")


def _receipt_item() -> Item:
    return Item(_RECEIPT, Role.RECEIPT, "ontvangstbewijs.txt", ROLES[Role.RECEIPT], "")


# Evidence


def _of_evidence(reading: Reading, history: Sequence[Recorded], told: frozenset[str]) -> Iterator[Item]:
    """Yield every document that an event of the process names, once for each kind; voided ones too, as the audit trail tells of them.

    Those in `told`, by SHA-256, were taken in: they are documents with a verdict of their own.
    """
    seen: set[tuple[str, str]] = set()
    labels: dict[str, LocalText] = {}
    recorded = {each.version: each for each in history}
    workflow = ""
    for entry in entries(history):
        if isinstance(entry.event, CaseOpened):
            workflow = entry.event.workflow
            labels |= _labels(reading, workflow, entry.event.digest)
        elif isinstance(entry.event, CaseMigrated):
            labels |= _labels(reading, workflow, entry.event.new)
        for number, each in enumerate(evidence_of(entry), 1):
            if each.sha256 not in told and (each.kind, each.sha256) not in seen:
                seen.add((each.kind, each.sha256))
                yield _evidence_item(each, labels, recorded[entry.version], number)


def evidence_of(entry: Entry) -> tuple[Evidence, ...]:
    """Return the documents that an event of the process names."""
    return entry.event.evidence if isinstance(entry.event, HistoryRecorded | StepTaken | SlotAnswered) else ()


def _labels(reading: Reading, workflow: str, digest: str) -> dict[str, LocalText]:
    return {kind: each.label for kind, each in workflow_of(reading, workflow, digest).evidence.items()}


def _evidence_item(each: Evidence, labels: Mapping[str, LocalText], told: Recorded, number: int) -> Item:
    label = labels.get(each.kind, LocalText(each.kind, each.kind))
    title = LocalText(f"{label.nl} ({told.effective})", f"{label.en} ({told.effective})")
    role = ROLE_OF.get(each.kind, Role.OTHER)
    return Item(f"event-{told.version}-{number}", role, each.name or each.kind, title, each.sha256, (_event("Opname", told.recorded),))


# What was taken in


def _of_taken_in(taken: Iterable[tuple[Recorded, TakenIn]]) -> Iterator[Item]:
    """Yield each file of before the record with the verdict on it; one without a digital signature is not called signed."""
    for told, each in taken:
        own, language = f"taken-in-{told.version}", (each.language.value,)
        role = Role.SIGNED if each.signatures else Role.OTHER
        yield Item(own, role, each.name, _as_taken_in(each), each.file, (_event("Ontvangst", told.recorded),), (), language)
        when, of = (_event("Validatie Handtekening", told.recorded, each.outcome),), (Related("Refereert aan", own),)
        title = _said(ROLES[Role.VERIFICATION], f"{each.name}, {each.outcome}")
        yield Item(f"{own}-verdict", Role.VERIFICATION, f"{own}-verdict.json", title, each.verdict, when, of)


def _as_taken_in(each: TakenIn) -> LocalText:
    return LocalText(
        f"zoals het is ingenomen ({each.kind}, {each.day}; digitale handtekeningen: {each.signatures}; op zichzelf: {each.outcome})",
        f"as it was taken in ({each.kind}, {each.day}; digital signatures: {each.signatures}; by itself: {each.outcome})",
    )


# Issues


def _of_issue(issue: IssueRecord) -> Iterator[Item]:
    """Yield what went out, what came back, the verdicts on that, and scans of paper."""
    language, original = (issue.plan.language,), f"{issue.id}-issued"
    for name, (role, ending) in _FILES.items():
        if name in issue.files:
            of = () if role is Role.ISSUED else (Related("Is een versie van", original),)
            when = (_event("Creatie", issue.plan.issued_on.isoformat()),)
            yield Item(
                f"{issue.id}-{name}", role, f"{issue.id}.{ending}", _said(ROLES[role], issue.id), issue.files[name], when, of, language
            )
    yield from _received(issue, original, language)
    yield from scans_in(issue.id, issue.events, language)


def scans_in(issue: str, events: Iterable[object], language: tuple[str, ...]) -> Iterator[Item]:
    """Yield each scan once, also when more than one signature stands on it: its title names the field of each."""
    found: dict[str, list[PaperRecorded]] = {}
    for each in events:
        if isinstance(each, PaperRecorded) and each.scan:
            found.setdefault(each.scan, []).append(each)
    for scan, papers in found.items():
        first = papers[0]
        fields = ", ".join(dict.fromkeys(each.field for each in papers))
        when, title = (_event("Digitalisering", first.on.isoformat()),), _said(ROLES[Role.SCAN], f"{issue}, {fields}")
        yield Item(f"{issue}-scan-{scan}", Role.SCAN, f"{issue}-{first.field}", title, scan, when, (), language)


def _received(issue: IssueRecord, original: str, language: tuple[str, ...]) -> Iterator[Item]:
    seen: set[str] = set()
    ids: dict[str, str] = {}
    for number, back in enumerate(issue.received, 1):
        day = back.on.isoformat()
        for place, file in enumerate(back.files, 1):
            if file.sha256 not in seen:
                seen.add(file.sha256)
                ids[file.sha256] = f"{issue.id}-signed-{number}-{place}"
                title = _came_back(issue.id, back.outcome)
                when, of = (_event("Ontvangst", day),), (Related("Is een versie van", original),)
                yield Item(ids[file.sha256], Role.SIGNED, file.name, title, file.sha256, when, of, language)
        if back.verdict not in seen:
            seen.add(back.verdict)
            title = _said(ROLES[Role.VERIFICATION], f"{issue.id}, {back.outcome}")
            when, of = (_event("Validatie Handtekening", day, back.outcome),), (Related("Refereert aan", original),)
            yield Item(
                f"{issue.id}-verdict-{number}", Role.VERIFICATION, f"{issue.id}-verdict-{number}.json", title, back.verdict, when, of
            )
    yield from _renewed(issue, ids, language)


def _renewed(issue: IssueRecord, ids: Mapping[str, str], language: tuple[str, ...]) -> Iterator[Item]:
    """Yield each file that got one more time stamp, as a version of the one that it was made of; both stay."""
    ids, names = dict(ids), {file.sha256: file.name for back in issue.received for file in back.files}
    for number, each in enumerate(issue.renewals, 1):
        ids[each.file], name = f"{issue.id}-renewed-{number}", names.get(issue.came[each.file], f"{issue.id}.pdf")
        title = LocalText(
            f"het ondertekende document met een tijdstempel erbij ({issue.id}, {each.on})",
            f"the signed document with one more time stamp ({issue.id}, {each.on})",
        )
        of = (Related("Is een versie van", ids[each.of]),) if each.of in ids else ()
        when = (_event("Wijziging", each.on.isoformat(), _until(each.until)),)
        yield Item(ids[each.file], Role.SIGNED, name, title, each.file, when, of, language)


def _lasting(item: Item, days: Mapping[str, date], moment: Moment) -> Item:
    """Return a signed document with until when it can be proved, where that was found out."""
    if item.role is not Role.SIGNED or item.digest not in days:
        return item
    told = _event("Validatie Handtekening", moment.day.isoformat(), _until(days[item.digest]))
    return replace(item, events=(*item.events, told))


def _until(day: date) -> str:
    return f"te bewijzen tot en met {day.isoformat()}"


def _reports(
    reading: Reading, archive: Path | None, company: str, issues: Iterable[IssueRecord], taken: Sequence[TakenIn]
) -> Mapping[str, Mapping[str, bytes]]:
    """Return the report on each verdict, as PDF by its language, by the SHA-256 of the verdict."""
    judged = [each for each in issues if each.received]
    if archive is None or not (judged or taken):
        return {}
    from agreements.application import reporting  # noqa: PLC0415  # only a case file with a verdict waits for fonts and pages

    return dict(chain(reporting.reports(reading, archive, company, judged), reporting.reports_on_taken_in(archive, taken)))


def _with_reports(items: Iterable[Item], pages: Mapping[str, Mapping[str, bytes]]) -> Iterator[Item]:
    """Yield items, each verdict followed by its reports: the same for people, in each language."""
    for each in items:
        yield each
        for language, page in pages.get(each.digest, {}).items():
            yield _report_item(each, language, sha256(page).hexdigest())


def _report_item(verdict: Item, language: str, digest: str) -> Item:
    told = _LANGUAGES[language]
    title = LocalText(f"{verdict.title.nl}, om te lezen ({told.nl})", f"{verdict.title.en}, to read ({told.en})")
    own, name = f"{verdict.id}-report-{language}", f"{verdict.name.removesuffix('.json')}-{language}.pdf"
    return Item(own, verdict.role, name, title, digest, verdict.events, (Related("Is een versie van", verdict.id),), (language,))


def _beside(reading: Reading, archive: Path | None, company: str, issues: Iterable[IssueRecord]) -> Sequence[tuple[Item, bytes]]:
    """Return for each signature on paper the page with its scan beside what was issued, to look at."""
    scanned = [each for each in issues if any(paper.scan for paper in each.course.papers.values())]
    if archive is None or not scanned:
        return ()
    from agreements.application.witnessing import views  # noqa: PLC0415  # only a case file with a scan waits for an engine

    return [(_beside_item(each), each.content) for each in views(reading, archive, company, scanned)]


def _beside_item(view: View) -> Item:
    own, name = f"{view.issue}-beside-{view.field}", f"{view.issue}-{view.field}-naast-uitgifte.html"
    title = LocalText(
        f"de scan naast de uitgegeven tekst, om te vergelijken ({view.issue}, {view.field})",
        f"the scan beside the issued text, to compare ({view.issue}, {view.field})",
    )
    of = (Related("Refereert aan", f"{view.issue}-scan-{view.scan}"), Related("Refereert aan", f"{view.issue}-issued"))
    return Item(own, Role.SCAN, name, title, sha256(view.content).hexdigest(), (), of, ("nl",))


def _came_back(issue: str, outcome: str) -> LocalText:
    """Say of a file that it came back signed, and what was judged then: what is worth nothing is kept too, and must not seem good."""
    return LocalText(
        f"zoals het getekend terugkwam ({issue}; oordeel van toen: {outcome})",
        f"as it came back signed ({issue}; the verdict then: {outcome})",
    )


def _of_copies(copies: Iterable[CopyRecord], issues: Mapping[str, IssueRecord]) -> Iterator[Item]:
    """Yield the public copies of issues, each file once, and by which file of redactions each was made."""
    seen: set[str] = set()
    for each in (copy for copy in copies if copy.issue in issues):
        if each.asked and each.asked not in seen:
            seen.add(each.asked)
            yield _redactions_item(each)
        for name, digest in each.files.items():
            if digest not in seen:
                seen.add(digest)
                title = _said(ROLES[Role.PUBLIC_COPY], f"{each.issue}, {each.made}")
                when, of = (_event("Creatie", each.made),), (Related("Is een versie van", f"{each.issue}-issued"),)
                file = f"{each.issue}-openbaar.{_COPY_ENDINGS[name]}"
                language = (issues[each.issue].plan.language,)
                yield Item(f"{each.issue}-public-{each.version}-{name}", Role.PUBLIC_COPY, file, title, digest, when, of, language)


def _redactions_item(each: CopyRecord) -> Item:
    own, title = f"{each.issue}-redactions-{each.version}", _said(ROLES[Role.REDACTIONS], f"{each.issue}, {each.made}")
    when, of = (_event("Creatie", each.made),), (Related("Refereert aan", f"{each.issue}-issued"),)
    return Item(own, Role.REDACTIONS, f"{each.issue}-weggelaten.yaml", title, each.asked, when, of, ("nl",))


def _said(role: LocalText, of: str) -> LocalText:
    return LocalText(f"{role.nl} ({of})", f"{role.en} ({of})")


# Metadata


def _metadata(reading: Reading, about: tuple[str, str, str], history: Sequence[Recorded], creator: str, moment: Moment) -> Metadata:
    """Return what the archive law asks. Nothing is guessed: appraisal and limitations of use are to be decided until somebody does."""
    company, issue, name = about
    whole = Reference(_title(name, "").nl, Identification(company, SOURCE))
    last = _ended(reading, company)
    events = [_event("Creatie", history[0].recorded), _event("Export", moment.instant)]
    if last:
        events.insert(1, _event("Bevriezing", last))
    return Metadata(
        Identification(f"{company}/{issue}" if issue else company, SOURCE),
        (Reference(creator),),
        (Limitation(listed("Nader te bepalen", LIMITATION_LIST)),),
        time=(Coverage(listed("Looptijd van een dossier", "Begrippenlijst maatwerk"), _begin(history), last or None),),
        events=tuple(events),
        language=("nl",),
        part_of=(whole,) if issue else (),
    )


def _ended(reading: Reading, company: str) -> str:
    """Return the day on which a case came to its end; empty while it has none."""
    case = case_of(reading, company)
    return case.since.last.isoformat() if case is not None and case.ended else ""


def _begin(history: Iterable[Recorded]) -> str:
    """Return the first day on which anything may have been so."""
    days = (effective_date(each.effective) for each in history)
    return min(each.first or each.last for each in days).isoformat()


def _event(kind: str, when: str, result: str | None = None) -> Event:
    return Event(listed(kind, EVENT_LIST), when, None, result)
