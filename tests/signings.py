"""Signing plans and what is found in signed files, for the tests: an invented agreement of four parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dossiers import read

from agreements.model.dossier import Dossier, Stage
from agreements.model.planning import Arrangement, Issue, Terms, plan_of
from agreements.model.signing import SigningPlan

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
ISSUE = Issue("fabriek/maatwerkafspraak", Stage.MAATWERKAFSPRAAK, "1.0", "nl", Decimal(1000000), "a" * 64)


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
