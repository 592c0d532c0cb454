"""The real companies stand in the process as in the public record, and what is not known to the day is not made certain."""

from __future__ import annotations

from datetime import date

import pytest
from dossiers import ROOT
from processes import Desk, staffed

from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Stage
from agreements.sources import Source, parse_yaml
from agreements.workflow.history import opening_commands, position, source_of
from agreements.workflow.parties import Parties
from agreements.workflow.projections import Certainty, Standing, standing_at
from workflows import shipped

WORKFLOW = shipped("maatwerk")
OFFICE = staffed(WORKFLOW)
TODAY = date(2026, 11, 24)


def dossier(name: str) -> Dossier:
    node, _ = parse_yaml(Source(name, (ROOT / name).read_text(encoding="utf-8")))
    assert node is not None
    found, _ = dossier_from(node)
    assert found is not None
    return found


NAMES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/npvi").glob("*.yaml"))


def opened(found: Dossier) -> Desk:
    desk = Desk(WORKFLOW, OFFICE, Parties.of(found), TODAY)
    for command in opening_commands(WORKFLOW, found, "alles"):
        desk.do(command)
    return desk


DESKS: dict[str, Desk] = {found.company.id: opened(found) for found in map(dossier, NAMES)}


def standing(day: date) -> dict[str, Standing]:
    return {name: standing_at(desk.entries, day) for name, desk in DESKS.items()}


def signed(day: date, stage: Stage, *sure: Certainty) -> int:
    facts = [(fact, certainty) for each in standing(day).values() for fact, certainty in each.facts]
    return sum(fact.stage is stage and fact.event == "signed" and certainty in sure for fact, certainty in facts)


@pytest.mark.parametrize(
    ("day", "stage", "certain", "possible"),
    [
        (date(2023, 7, 31), Stage.EOP, 7, 7),
        (date(2024, 5, 31), Stage.EOP, 11, 12),
        (date(2024, 12, 31), Stage.EOP, 12, 13),
        (date(2025, 6, 30), Stage.EOP, 13, 13),
        (date(2025, 6, 30), Stage.JLOI, 2, 2),
        (date(2025, 6, 30), Stage.MAATWERKAFSPRAAK, 1, 1),
    ],
)
def test_as_many_instruments_were_signed_as_the_public_record_says(day: date, stage: Stage, certain: int, possible: int) -> None:
    assert signed(day, stage, Certainty.CERTAINLY) == certain
    assert signed(day, stage, Certainty.CERTAINLY, Certainty.POSSIBLY) == possible


def test_a_company_stood_where_the_latest_fact_put_it() -> None:
    nobian = DESKS["nobian"]
    days = (date(2022, 1, 1), date(2023, 7, 31), date(2024, 1, 1), date(2025, 1, 1))
    found = [position(WORKFLOW, standing_at(nobian.entries, day)) for day in days]
    assert [each.state if each else None for each in found] == [None, "eop-concluded", "jloi-concluded", "execution"]
    assert nobian.now.at.state == "execution"


def test_every_fact_has_a_source_and_every_case_a_position() -> None:
    for name in NAMES:
        found = dossier(name)
        assert all(source_of(found, fact) for fact in found.history)
    assert all(desk.now.opening_source for desk in DESKS.values())


def test_a_company_without_history_begins_at_the_beginning() -> None:
    desk = opened(dossier("examples/demo/voorbeeld-staal.yaml"))
    assert (desk.now.at.state, desk.now.opening_source) == ("intake", "")
