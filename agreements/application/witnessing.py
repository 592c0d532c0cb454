"""Use case: the scan of a signature on paper beside what was issued, page by page, for who attests it and for the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from agreements.application.casework import dossier_of
from agreements.application.reporting import LANGUAGE, kept_of
from agreements.application.signing_record import IssueRecord, issue_of, issues_of
from agreements.archive.store import kept
from agreements.drafting.instruments import KINDS
from agreements.formats.beside import Compared, page
from agreements.model.evidence import Paper
from agreements.model.legal_sentences import day_in_words
from agreements.model.placed import NOWHERE
from agreements.model.reported import Kept
from agreements.model.signing import PlannedSignature
from agreements.model.signing_course import WITNESSES
from agreements.problems import AgreementsError, problem
from agreements.record.record import Reading
from agreements.signatures.scans import UnseenScanError, beside
from agreements.sources import listed

_WORDS = {
    "nl": {
        "document": "{document}, uitgifte {issue}, versie {version} ({language})",
        "nobody": "nog niemand; twee personen vergelijken, niet de ondertekenaar",
        "one": "{who}; er is nog een ander nodig",
        "replaced": "vernietigd; vervangen door de scan, op grond van {decision}",
        "as": "UW-ID",
    },
    "en": {
        "document": "{document}, issue {issue}, version {version} ({language})",
        "nobody": "nobody yet; two persons compare, not the signatory",
        "one": "{who}; another is still needed",
        "replaced": "destroyed; replaced by the scan, by {decision}",
        "as": "YOUR-ID",
    },
}


@dataclass(frozen=True, slots=True)
class View:
    """The page with a scan beside what was issued: the issue and the signatory, and both digests and how many pages were laid together."""

    issue: str
    signatory: str
    field: str
    issued: str
    scan: str
    pages: int
    content: bytes


def view(reading: Reading, archive: Path, about: tuple[str, str], signatory: str, language: str) -> View:
    """Return the page about a signatory of an issue (`about`: company and id, empty for the only one that is open).

    Raise AgreementsError when no scan is recorded, when it cannot be seen, or when issue or scan are not what was kept.
    """
    company, asked = about
    issue = issue_of(issues_of(reading, company), company, asked)
    scanned = {planned.signatory: (planned, paper) for planned, paper in _scanned(issue)}
    if signatory not in scanned:
        raise AgreementsError(problem("E611", NOWHERE, signatory=signatory, known=listed(sorted(scanned)) or "–"))
    return _view(reading, archive, (company, issue), scanned[signatory], language)


def views(reading: Reading, archive: Path, company: str, issues: Iterable[IssueRecord]) -> Iterator[View]:
    """Yield a page for each scan of issues of a company, in the language of the archive; a scan that nobody can see has none."""
    for issue in issues:
        for each in _scanned(issue):
            try:
                yield _view(reading, archive, (company, issue), each, LANGUAGE, archived=True)
            except UnseenScanError:  # it was kept before scans were looked into; it stays as it is
                continue


def _scanned(issue: IssueRecord) -> Iterator[tuple[PlannedSignature, Paper]]:
    for planned in issue.plan.signatures:
        paper = issue.course.papers.get(planned.field)
        if paper is not None and paper.scan:
            yield planned, paper


def _view(
    reading: Reading,
    archive: Path,
    about: tuple[str, IssueRecord],
    given: tuple[PlannedSignature, Paper],
    language: str,
    *,
    archived: bool = False,
) -> View:
    (company, issue), (planned, paper) = about, given
    issued, scan = issue.files["issued"], paper.scan
    pairs = beside(kept(archive, issued), kept(archive, scan))
    names, words = kept_of(reading, company, issue), _WORDS[language]
    compared = Compared(
        company=dossier_of(reading, company).dossier().company.name,
        document=_document(issue, language),
        signatory=_signed_by(names, planned, paper),
        signed_on=day_in_words(paper.signed_on, language),
        place=words["replaced"].format(decision=paper.decision) if paper.replaced else paper.place,
        compared=_compared(names, paper, words),
        issued=issued,
        scan=scan,
        command="" if archived or len(paper.witnesses) >= WITNESSES else attesting((company, issue.id), planned.signatory, words["as"]),
    )
    return View(issue.id, planned.signatory, planned.field, issued, scan, len(pairs), page(compared, pairs, language))


def _document(issue: IssueRecord, language: str) -> str:
    plan = issue.plan
    kind = KINDS[plan.kind].in_language(language)
    return _WORDS[language]["document"].format(document=kind, issue=issue.id, version=plan.version, language=plan.language)


def attesting(about: tuple[str, str], signatory: str, person: str) -> str:
    """Return the command by which somebody attests, as it is to be typed."""
    company, issue = about
    return f"maatwerk sign attest {company} --signatory {signatory} --issue {issue} --as {person}"


def _signed_by(names: Kept, planned: PlannedSignature, paper: Paper) -> str:
    """Return who signed, in whose place when that is another; an id where a name was erased."""
    own, other = (names.persons.get(each, each) for each in (planned.signatory, paper.signer))
    return own if planned.signatory == paper.signer else f"{other} ({own})"


def _compared(names: Kept, paper: Paper, words: dict[str, str]) -> str:
    who = ", ".join(sorted(names.persons.get(each, each) for each in paper.witnesses))
    if not who:
        return words["nobody"]
    return who if len(paper.witnesses) >= WITNESSES else words["one"].format(who=who)
