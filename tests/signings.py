"""Signing plans and what is found in signed files, for the tests: an invented agreement of four parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from dossiers import read

from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Kind
from agreements.model.evidence import Known
from agreements.model.examination import Coverage, Examination, FoundSignature, Modification, PadesLevel, SignatureKind
from agreements.model.planning import Arrangement, Issue, Terms, plan_of
from agreements.model.signing import SigningPlan, field_of

DOSSIER = """\
format: 1
company: {id: fabriek, name: Fabriek B.V., parent: {name: Moeder N.V., signs: true}}
ministers:
  - {id: kgg, office: minister, ministry: KGG}
  - {id: ienw, office: state_secretary, ministry: IenW}
provinces:
  - {id: zeeland, name: Zeeland, represented_by: deputy, designation: {date: 2026-09-01, reference: besluit CdK 7}}
signatories:
  - {id: minister, for: kgg, name: M. Inister, authority: {kind: office, date: 2024-07-02}}
  - {id: staats, for: ienw, name: S. Taats, authority: {kind: office, date: 2024-07-02}}
  - {id: gedep, for: zeeland, name: G. Edeputeerde, authority: {kind: designation, date: 2026-09-01, reference: besluit CdK 7}}
  - {id: ceo, for: company, name: C. Eo, authority: {kind: register_extract, date: 2026-10-20, joint: true}}
  - {id: cfo, for: company, name: C. Fo, authority: {kind: register_extract, date: 2026-10-20, joint: true}}
"""
IDS = ("minister", "staats", "gedep", "ceo", "cfo")
ISSUED, PLANNED, EXPIRES = date(2026, 11, 1), date(2026, 11, 10), date(2026, 12, 1)
GROUPS = ((("ceo", "cfo"), None), (("minister", "staats"), 1), (("gedep",), None))
ISSUE = Issue("fabriek/maatwerkafspraak", Kind.MAATWERKAFSPRAAK, "1.0", "nl", Decimal(1000000), "a" * 64)


def dossier(text: str = DOSSIER) -> Dossier:
    found, problems = read(text)
    assert found is not None, problems
    return found


def arrangement(groups: tuple[tuple[tuple[str, ...], int | None], ...] = GROUPS, **terms: Terms) -> Arrangement:
    return Arrangement(ISSUED, PLANNED, EXPIRES, salts(), groups=groups, terms=terms)


def salts(ids: tuple[str, ...] = (*IDS, "moeder", "ander")) -> Mapping[str, str]:
    return {each: f"zout-{each}" for each in ids}


def plan(arranged: Arrangement | None = None, text: str = DOSSIER, issue: Issue = ISSUE) -> SigningPlan:
    made = plan_of(dossier(text), issue, arranged or arrangement())
    assert isinstance(made, SigningPlan), made
    return made


def refusals(arranged: Arrangement | None = None, text: str = DOSSIER, issue: Issue = ISSUE) -> set[str]:
    made = plan_of(dossier(text), issue, arranged or arrangement())
    return set() if isinstance(made, SigningPlan) else {each.code for each in made}


def apart(*pairs: tuple[str, str]) -> Arrangement:
    return replace(arrangement(), apart=pairs)


SEAL = "5ea1"
NAMES = {"minister": "M. Inister", "staats": "S. Taats", "gedep": "G. Edeputeerde", "ceo": "C. Eo", "cfo": "C. Fo"}
SIGNED = ("ceo", "cfo", "minister", "gedep")
"""Who signs when all goes well: of two ministers one is needed."""
FIRST_HOUR = datetime.fromisoformat("2026-11-10T08:00:00+00:00")
JUDGED = date(2026, 11, 20)
KNOWN = Known(seals=frozenset({SEAL}))


def found_signature(signatory: str, hour: int = 0) -> FoundSignature:
    """Return a good signature, as many hours after the first."""
    name = NAMES.get(signatory, signatory)
    return FoundSignature(
        field=field_of(signatory),
        kind=SignatureKind.APPROVAL,
        dictionary=f"{signatory} 0",
        intact=True,
        trusted=True,
        coverage=Coverage.WHOLE_REVISION,
        modification=Modification.NOTHING,
        common_name=name,
        subject=f"CN={name},O=Fabriek\\, van alles",
        certificate=f"c-{signatory}",
        qualified=True,
        proven=(FIRST_HOUR + timedelta(hours=hour)).isoformat(),
        level=PadesLevel.B_LTA,
    )


def seal() -> FoundSignature:
    return replace(
        found_signature("bureau"),
        field="zegel",
        kind=SignatureKind.SEAL,
        certificate=SEAL,
        proven="2026-11-01T08:00:00+00:00",
        dictionary="1",
    )


def chained(signatures: tuple[FoundSignature, ...]) -> tuple[FoundSignature, ...]:
    """Return signatures as they stand in one file, one after another."""
    found = []
    for number, each in enumerate(signatures):
        later = tuple(other.field for other in signatures[number + 1 :])
        filled = Modification.FORM_FILLING if later else Modification.NOTHING
        whole = Coverage.WHOLE_REVISION if later else Coverage.WHOLE_FILE
        found.append(replace(each, changed_fields=later, modification=filled, coverage=whole))
    return tuple(found)


def signed_file(*signatories: str, sha256: str = "f" * 64) -> Examination:
    """Return a file that the office sealed and these signed in turn, without a fault."""
    given = tuple(found_signature(each, hour) for hour, each in enumerate(signatories))
    return Examination(
        sha256=sha256,
        size=100_000,
        revisions=len(given) + 1,
        pages=9,
        fields=("zegel", *map(field_of, IDS)),
        signatures=chained((seal(), *given)),
        prefix=True,
        same_metadata=True,
        same_words=True,
        same_pictures=True,
    )


def altered(file: Examination, field: str, **changes: object) -> Examination:
    """Return a file in which one signature is otherwise than it should be."""
    return replace(file, signatures=tuple(replace(each, **changes) if each.field == field else each for each in file.signatures))  # type: ignore[arg-type]
