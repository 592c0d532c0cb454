"""A small sound workflow, and the means to plant one defect in it."""

from __future__ import annotations

from textwrap import dedent

from dossiers import ROOT

from agreements.problems import Problem
from agreements.problems.display import message
from agreements.sources import Source
from agreements.workflow.loading import Workflow, load_workflow
from agreements.workflow.soundness import unsound
from agreements.workflow.taking import Holders

SHIPPED = sorted(path.stem for path in (ROOT / "workflows").glob("*.yaml"))
"""The names of the workflows that come with the program."""

SMALL = """\
format: 1
workflow: small
version: "1"
title: {nl: Klein, en: Small}
phases:
  - {id: work, label: Werk}
roles:
  - {id: officer, label: medewerker}
  - {id: director, label: directeur}
  - {id: lawyer, label: jurist, scope: minister}
evidence:
  - {id: note, label: notitie}
  - {id: permit, label: vergunning}
states:
  - {id: draft, phase: work, label: Concept, initial: true, no_deadline: geen termijn}
  - id: check
    phase: work
    label: Toets
    deadline: {within: 3, unit: weeks, legal: policy, rungs: [{days: "-7", to: officer}, {days: "0", to: director}], then: take-back}
  - {id: sign, phase: work, label: Ondertekening, no_deadline: geen termijn}
  - {id: signed, phase: work, label: Getekend, outcome: signed}
  - {id: stopped, phase: work, label: Gestopt, outcome: stopped_by_state}
slots:
  - {id: tests, label: toetsen, kind: approval, state: check, by: {minister: lawyer}, veto: true, not_by_authors_of: [submit]}
  - {id: signatures, label: handtekeningen, kind: signature, state: sign, by: {signatory: officer}}
steps:
  - {id: submit, label: voorleggen, from: [draft], to: check, by: [officer], evidence: [note]}
  - {id: passed, label: door, from: [check], to: sign, by: [officer], guards: [{guard: slot, with: {slot: tests, result: passed}}]}
  - {id: failed, label: terug, from: [check], to: draft, by: [officer], guards: [{guard: slot, with: {slot: tests, result: failed}}]}
  - {id: take-back, label: terugnemen, from: [check], to: draft, by: [director]}
  - {id: finish, label: vaststellen, from: [sign], to: signed, by: [officer], signs: eop, guards: [SIGNED]}
  - {id: unsigned, label: niet getekend, from: [sign], to: draft, by: [officer], guards: [DECLINED]}
  - {id: stop, label: stoppen, from: [any], to: stopped, by: [director], while_suspended: true}
  - {id: suspend, label: opschorten, from: [any], effect: suspend, by: [director]}
  - {id: resume, label: hervatten, from: [any], effect: resume, by: [director]}
  - {id: reopen, label: heropenen, from: [stopped], effect: reopen, by: [director]}
""".replace("SIGNED", "{guard: slot, with: {slot: signatures, result: passed}}").replace(
    "DECLINED", "{guard: slot, with: {slot: signatures, result: failed}}"
)
"""Two gates, each with a loop back, one way to give up; sound."""


def planted(*changes: tuple[str, str], more: str = "") -> str:
    """Return the small workflow after each change of a text that stands in it, with lines added under `steps`."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text + dedent(more)


def load(text: str) -> Workflow:
    """Return a workflow that loads without a fault."""
    workflow, faults = load_workflow(Source("klein.yaml", text))
    assert workflow is not None, [message(each, "nl") for each in faults]
    assert faults == ()
    return workflow


def shipped(name: str) -> Workflow:
    """Return a workflow that comes with the program."""
    return load((ROOT / "workflows" / f"{name}.yaml").read_text(encoding="utf-8"))


def faults_of(text: str) -> tuple[Problem, ...]:
    """Return what loading finds."""
    return load_workflow(Source("klein.yaml", text))[1]


def defects_of(text: str, people: Holders | None = None) -> tuple[Problem, ...]:
    """Return what proving finds in a workflow that loads."""
    return unsound(load(text), people)
