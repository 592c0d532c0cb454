"""Use cases: what issuing a document for signing would plan, or every reason against it; and issuing it, sealed, as the record holds it.

Nothing is recorded but what stood up to our own examination, and nothing of it before its bytes are in the archive.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from agreements.application.acting import Actor, Moment, When
from agreements.application.casework import company_stream, folder_of, pinned_workflow
from agreements.application.draft import Order, compose, read_dossier
from agreements.application.issue_rows import rows_with
from agreements.application.recorded import to_draft
from agreements.application.signing_process import must_record_signing
from agreements.application.signing_record import issued_event, issues_of, persons_of, signing_event
from agreements.application.signing_round import against_issuing
from agreements.application.templates import template_of
from agreements.archive.store import keep
from agreements.drafting.document import Division, Document, Node, SignatureBlock, Space, Status, nodes
from agreements.drafting.instruments import stage_of
from agreements.drafting.template import TemplateFile
from agreements.model.arranging import ArrangementFile, Days, arrangement_of, read_arrangement
from agreements.model.canonical import canonical_json
from agreements.model.dossier import Dossier
from agreements.model.evidence import Known
from agreements.model.examination import PadesLevel
from agreements.model.planning import COMPANY, PARENT, Issue, plan_of, signatories_of
from agreements.model.signature_fields import Place, PlannedField
from agreements.model.signing import Level, PlannedSignature, SigningPlan, as_data, digest_of
from agreements.model.signing_events import Issued
from agreements.model.verdicts import Outcome, comes_to, judge
from agreements.problems import AgreementsError, Problem, Where, errors, in_order, problem
from agreements.record.record import Reading, Record
from agreements.record.values import Author, Commit
from agreements.sources import Source, listed
from agreements.workspace import Workspace

if TYPE_CHECKING:
    from agreements.signatures.credentials import Token
    from agreements.signatures.strength import Strength
    from agreements.signatures.trust import Trust

_SALT = 16
"""Random bytes by which nobody can guess a name back from its commitment."""

_INSIDE = frozenset({"mandate", "value", "reminders", "sha256"})
"""What stays in the house: why somebody may sign, up to which amount, when the office reminds. The PDF's own digest cannot be in it."""


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """What is asked: a document of a company, of a kind, in a language, to be signed at the latest on a day."""

    company: str
    kind: str
    expires: date
    language: str = "nl"
    version: str = "1.0"
    arrangement: Source | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What an issue would be: its id, plan and document; or every reason against it. `known` is the version of the company's stream."""

    id: str
    known: int
    reasons: tuple[Problem, ...]
    plan: SigningPlan | None = None
    document: Document | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Means:
    """With what the office seals, or somebody signs: a key file, the time stamp service when there is one, and who is trusted.

    With `card` somebody signs with a card or token, and the key file is empty.
    """

    key: bytes
    password: str = field(repr=False)
    time_stamps: str = ""
    trust: Trust | None = None
    card: Token | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The three files of an issue, and the SHA-256 of the certificate of its seal."""

    pdf: bytes
    word: bytes
    tree: bytes
    certificate: str


# The plan


def planned(reading: Reading, workspace: Workspace, order: IssueOrder, day: date) -> Planned:
    """Return what an issue on a day would plan, or every reason against it; raise AgreementsError for a company that is not recorded."""
    source = to_draft(reading, order.company, When())
    name = f"{order.kind}-{order.language}-"
    number = 1 + sum(each.id.startswith(name) for each in issues_of(reading, order.company))
    blank = Planned(f"{name}{number}", reading.version(company_stream(order.company)), ())
    template, _ = template_of(workspace, order.kind)
    if template is not None and template.about.signatures is None:
        known = listed(list(_signed_kinds(workspace)))
        return replace(blank, reasons=(problem("E613", Where(order.company), kind=order.kind, known=known),))
    asked = Order(order.company, order.kind, (order.language,), status=Status.FINAL, version=order.version, source=source)
    drafted = compose(workspace, asked)
    faults: list[Problem] = []
    said = read_arrangement(order.arrangement, faults) if order.arrangement else None
    dossier = read_dossier(source, [])  # what is wrong with it, `compose` told
    if dossier is None or faults:
        return replace(blank, reasons=in_order((*errors(drafted.problems), *faults)))
    plan = None if template is None else _plan(dossier, (order, blank.id, template.about), (said, day), faults)
    reasons = in_order((*errors(drafted.problems), *errors(faults)))
    if reasons or plan is None:
        return replace(blank, reasons=reasons)
    (document,) = drafted.documents
    names = {str(each.id): each.name for each in dossier.signatories}
    there = places_to_sign(document, plan)
    lost = (
        problem("E654", dossier.where, name=names[each.signatory], party=each.party) for each in plan.signatures if each.field not in there
    )
    return replace(blank, reasons=tuple(lost), plan=plan, document=_to_be_signed(document, plan, there), names=names)


def _signed_kinds(workspace: Workspace) -> Iterator[str]:
    """Yield the kinds of document that somebody signs, by the templates of a workspace."""
    for kind in workspace.kinds():
        template, _ = template_of(workspace, kind)
        if template is not None and template.about.signatures is not None:
            yield kind


def _plan(
    dossier: Dossier, asked: tuple[IssueOrder, str, TemplateFile], arranged: tuple[ArrangementFile | None, date], faults: list[Problem]
) -> SigningPlan | None:
    (order, identifier, template), (said, day) = asked, arranged
    dossier = replace(dossier, signatories=signatories_of(dossier, template.kind))
    salts = {str(each.id): secrets.token_hex(_SALT) for each in dossier.signatories}
    arrangement = arrangement_of(said, dossier, Days(day, order.expires), salts, faults)
    value = said.value if said else None
    about = None if template.kind.stage else stage_of(template, dossier)
    issue = Issue(f"{order.company}/{identifier}", template.kind, order.version, order.language, value, about=about)
    found = plan_of(dossier, issue, arrangement)
    faults += _placeless(dossier)
    if not isinstance(found, SigningPlan):
        faults += found
        return None
    if all(each.level is Level.WET_INK for each in found.signatures):
        faults.append(problem("E653", Where(order.company)))
    return found


def _placeless(dossier: Dossier) -> tuple[Problem, ...]:
    """Return who signs for a minister or province for whom another signs already: the document has one place for each."""
    first: dict[str, str] = {}
    found = []
    for each in dossier.signatories:
        alone = each.withdrawn or each.party in {COMPANY, PARENT} or first.setdefault(each.party, each.id) == each.id
        if not alone:
            found.append(problem("E654", each.where, name=each.name, party=each.party))
    return tuple(found)


def places_to_sign(document: Document, plan: SigningPlan) -> dict[str, SignatureBlock]:
    """Return the block in which each signatory signs, by the field; what stands in no block has no entry.

    For the company and its parent every person has a block, for a minister or province there is one: `drafting.assembly` names them so.
    """
    blocks = {each.uid.removeprefix("signature."): each for each in nodes(document) if isinstance(each, SignatureBlock)}
    found: dict[str, SignatureBlock] = {}
    for each in plan.signatures:
        own = f"{each.party}.{each.signatory}"
        names = [own] if each.party in {COMPANY, PARENT} else [f"minister.{each.party}", f"province.{each.party}"]
        block = next((blocks[name] for name in names if name in blocks), None)
        if block is not None:
            found[each.field] = block
    return found


def _to_be_signed(document: Document, plan: SigningPlan, there: Mapping[str, SignatureBlock]) -> Document:
    """Return the document without lines to write place and date on for who signs digitally: the signature itself says when it was given."""
    digital = frozenset(there[each.field].uid for each in plan.signatures if each.level is not Level.WET_INK and each.field in there)
    parts = (_without_lines(part, digital) for part in document.parts)
    return replace(document, parts=tuple(part for part in parts if isinstance(part, Division)))


def _without_lines(node: Node, digital: frozenset[str]) -> Node:
    match node:
        case Division():
            return replace(node, children=tuple(_without_lines(each, digital) for each in node.children))
        case SignatureBlock() if node.uid in digital:
            return replace(node, spaces=tuple(each for each in node.spaces if each.space is Space.SIGNATURE))
        case _:
            return node


# The issue


def issue(record: Record, archive: Path, prepared: Planned, seal: Means, by: tuple[Actor, Callable[[], Moment]], *, company: str) -> Made:
    """Seal what was planned, examine the result, keep it, and record it in one transaction; return the files.

    Raise AgreementsError, with nothing recorded, when the seal cannot be set, the result does not stand up, or something changed meanwhile.
    """
    actor, clock = by
    if prepared.reasons or prepared.plan is None or prepared.document is None:
        raise AgreementsError(*prepared.reasons)
    may_issue(record, prepared, (actor, clock()), company=company)
    made = _made(prepared.document, prepared.plan, seal)
    moment = clock()  # not before: what proves the seal valid was given while it was made
    plan = replace(prepared.plan, sha256=sha256(made.pdf).hexdigest())
    _must_stand_up(made, plan, seal, moment)
    files = {"issued": keep(archive, made.pdf), "word": keep(archive, made.word), "tree": keep(archive, made.tree)}
    told = (issued_event(prepared.id, plan, files), signing_event(prepared.id, Issued(plan.issued_on, digest_of(plan))))
    with record.transaction() as transaction:
        for person in persons_of(company, prepared.id, plan):
            transaction.save_person(person)
        writer = Author(actor.person, account=actor.account)
        stream = company_stream(company)
        rows = rows_with(transaction, stream, told)
        transaction.append(Commit(stream, prepared.known, told, writer, moment.instant, rows=rows))
    return made


def may_issue(record: Record, prepared: Planned, by: tuple[Actor, Moment], *, company: str) -> None:
    """Raise AgreementsError when somebody may not issue what was planned, or it would count nowhere in the case as it stands."""
    if prepared.plan is None:
        raise AgreementsError(*prepared.reasons)
    with record.snapshot() as reading:
        must_record_signing(reading, company, prepared.plan.kind, by)
        folder = folder_of(reading, company)
        workflow = pinned_workflow(reading, folder) if folder.case is not None else None
        if against := tuple(against_issuing(folder, workflow, prepared.plan.kind)):
            raise AgreementsError(*against)


def enclosed(plan: SigningPlan) -> bytes:
    """Return the plan as it leaves the house, with its digest: who signs where and in which order, and nothing of mandates."""
    whole = _without(as_data(plan))
    return canonical_json({"plan": whole, "digest": digest_of(plan)})


def _without(data: object) -> object:
    match data:
        case dict():
            return {key: _without(value) for key, value in data.items() if key not in _INSIDE}
        case list() | tuple():
            return [_without(each) for each in data]
        case _:
            return data


def _made(document: Document, plan: SigningPlan, seal: Means) -> Made:
    from agreements.formats import to_docx, to_pdf  # noqa: PLC0415  # a plan needs no engine
    from agreements.signatures import credentials, fields, sealing  # noqa: PLC0415  # idem

    signer = credentials.from_pkcs12(seal.key, seal.password)
    contents = to_pdf.enclosures(document)
    pages = to_pdf.typeset(document, {**contents, to_pdf.PLAN.name: enclosed(plan)})
    ready = fields.add(pages, _fields(plan, places_to_sign(document, plan), to_pdf.places(document)))
    sealed = sealing.seal(ready, signer, strength_of(seal))
    return Made(sealed, to_docx.render(document), contents["document.json"], credentials.fingerprint(signer))


def _fields(plan: SigningPlan, blocks: Mapping[str, SignatureBlock], places: Mapping[str, Place]) -> list[PlannedField]:
    """Return a field for everybody who signs digitally; who signs in wet ink finds paper."""
    digital = [each for each in plan.signatures if each.level is not Level.WET_INK]
    return [PlannedField(each.field, _tooltip(each, plan), places[blocks[each.field].uid]) for each in digital]


def _tooltip(planned: PlannedSignature, plan: SigningPlan) -> str:
    capacity = planned.capacity.in_language(plan.language) if planned.capacity else ""
    return ", ".join(filter(None, (plan.persons[planned.signatory].name, capacity)))


def strength_of(means: Means, level: PadesLevel | None = None) -> Strength:
    """Return the level that is asked, or the best that can be had: proof of validity takes a time stamp service and somebody to trust.

    Raise AgreementsError when a level is asked without what it takes.
    """
    from agreements.signatures.strength import Strength  # noqa: PLC0415  # a plan needs no engine

    best = PadesLevel.B_B if not means.time_stamps else PadesLevel.B_T if means.trust is None else PadesLevel.B_LT
    return Strength(level or best, means.time_stamps, means.trust)


def _must_stand_up(made: Made, plan: SigningPlan, seal: Means, moment: Moment) -> None:
    """Raise AgreementsError when anything is to be said against the sealed document but that nobody has signed it yet."""
    from agreements.signatures.examining import examine  # noqa: PLC0415  # a plan needs no engine
    from agreements.signatures.trust import Trust  # noqa: PLC0415  # idem

    now = datetime.fromisoformat(moment.instant) + timedelta(seconds=1)  # the moment was cut to whole seconds
    found = examine(made.pdf, made.pdf, seal.trust or Trust(), now)
    known = Known(seals=frozenset({made.certificate}), ours=frozenset({found.sha256}))
    verdict = judge(plan, [found], known, moment.day)
    against = [each for each in verdict.reasons if comes_to(each) not in {Outcome.VALID, Outcome.INCOMPLETE}]
    if against:
        raise AgreementsError(problem("E655", Where("")), *against)
