"""A small process for tests, with one of everything, and a desk at which it is worked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from textwrap import dedent

from dossiers import read

from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.values import parse_date
from agreements.problems import Problem
from agreements.workflow.case import Case, Entry, Result, evolve
from agreements.workflow.commands import Accepted, Command, OpenCase, Refused, TakeStep
from agreements.workflow.decisions import Decision, decide
from agreements.workflow.definition import Ask, AskType, Rule
from agreements.workflow.events import (
    Answer,
    Author,
    CorrectionDecided,
    CorrectionProposed,
    Event,
    Evidence,
    Remedy,
    SlotAnswered,
    SlotOpened,
)
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import Parties
from agreements.workflow.people import DelegationGiven, Office, OfficeEvent, PersonRegistered, RoleGranted, fold_office
from workflows import load

FIRST = date(2026, 1, 1)
SHA = "a" * 64

PROCESS = """\
format: 1
workflow: klein
version: "1"
title: Klein proces
phases:
  - {id: begin, label: Begin}
  - {id: eind, label: Eind}
roles:
  - {id: officer, label: {nl: beleidsmedewerker, en: policy officer}}
  - {id: secretary, label: {nl: secretaris, en: secretary}}
  - {id: lawyer, label: {nl: jurist, en: lawyer}, scope: minister}
  - {id: deputy, label: {nl: gedeputeerde, en: provincial executive}, scope: province}
  - {id: board, label: {nl: bestuur, en: board}, scope: company}
evidence:
  - {id: plan, label: {nl: plan, en: plan}}
  - {id: advice, label: {nl: advies, en: advice}}
  - {id: deed, label: {nl: akte, en: deed}}
aid_schemes:
  - {id: oud, label: Oude regeling, ceiling: "200000000", grant_by: 2025-12-31}
  - {id: nieuw, label: Nieuwe regeling, ceiling: "100000000", grant_by: 2030-12-31}
openings:
  - {stage: eop, event: signed, state: aid}
  - {stage: maatwerkafspraak, event: signed, state: done}
states:
  - id: draft
    phase: begin
    label: {nl: concept, en: draft}
    initial: true
    deadline: {within: 10, unit: weeks, legal: policy, rungs: [{days: "-14", to: officer}, {days: "0", to: secretary}]}
  - {id: review, phase: begin, label: {nl: toets, en: review}, no_deadline: vrij}
  - {id: aid, phase: begin, label: {nl: steun, en: aid}, no_deadline: vrij}
  - {id: signing, phase: eind, label: {nl: ondertekening, en: signing}, no_deadline: vrij}
  - {id: done, phase: eind, label: {nl: getekend, en: signed}, outcome: signed}
  - {id: stopped, phase: eind, label: {nl: gestopt, en: stopped}, outcome: stopped_by_state}
slots:
  - id: approval
    label: {nl: akkoord, en: approval}
    kind: approval
    state: review
    by: {minister: lawyer, province: deputy, company: board}
    evidence: [advice]
    not_by_authors_of: [submit]
  - id: signatures
    label: {nl: handtekeningen, en: signatures}
    kind: signature
    state: signing
    by: {signatory: secretary}
    evidence: [deed]
steps:
  - id: note
    label: {nl: notitie, en: note}
    from: [any]
    effect: stay
    by: [officer]
    optional_evidence: [plan]
    asks: [{id: remark, type: text, label: {nl: opmerking, en: remark}, required: false}]
  - {id: submit, label: {nl: indienen, en: submit}, from: [draft], to: review, by: [officer], evidence: [plan]}
  - id: adapt
    label: {nl: aanpassen, en: adapt}
    from: [review]
    to: draft
    by: [officer]
    guards: [{guard: slot, with: {slot: approval, result: failed}}]
  - id: agree
    label: {nl: vaststellen, en: settle}
    from: [review]
    to: aid
    by: [officer]
    guards: [{guard: slot, with: {slot: approval, result: passed}}]
    not_by_authors_of: [submit]
  - id: grant
    label: {nl: verlenen, en: grant}
    from: [aid]
    to: signing
    by: [officer]
    asks:
      - {id: scheme, type: choice, label: {nl: grondslag, en: basis}, choices: {oud: Oud, nieuw: Nieuw}}
      - {id: amount, type: money, label: {nl: bedrag, en: amount}}
      - {id: granted, type: date, label: {nl: verleend op, en: granted on}}
      - {id: others, type: money, label: {nl: andere steun, en: other aid}}
      - {id: limit, type: money, label: {nl: grens, en: limit}}
      - {id: applied, type: date, label: {nl: aangevraagd op, en: applied on}}
      - {id: started, type: date, label: {nl: begonnen op, en: started on}, required: false}
      - {id: covered, type: yes_no, label: {nl: gedekt, en: covered}}
    guards:
      - {guard: aid-basis, with: {scheme_fact: scheme}}
      - {guard: aid-ceiling, with: {amount: amount, scheme_fact: scheme}}
      - {guard: grant-by, with: {date: granted, scheme_fact: scheme}}
      - {guard: cumulation, with: {amount: amount, others: others, limit: limit}}
      - {guard: works-not-started, with: {application: applied, started: started}}
      - {guard: fact, with: {fact: covered, equals: "yes"}}
      - {guard: not-before, with: {date: applied}}
  - id: conclude
    label: {nl: sluiten, en: conclude}
    from: [signing]
    to: done
    by: [officer, secretary]
    signs: eop
    guards:
      - {guard: slot, with: {slot: signatures, result: passed}}
      - {guard: signing-authority, with: {max_age_days: 92}}
      - {guard: evidence, with: {kind: plan}}
      - {guard: taken, with: {step: submit}}
  - {id: stop, label: {nl: stoppen, en: stop}, from: [any], to: stopped, by: [secretary], while_suspended: true}
  - {id: withdraw, label: {nl: terugtrekken, en: withdraw}, from: [draft], to: stopped, by: [board]}
  - {id: hold, label: {nl: opschorten, en: suspend}, from: [any], effect: suspend, by: [officer]}
  - {id: resume, label: {nl: hervatten, en: resume}, from: [any], effect: resume, by: [officer]}
  - {id: reopen, label: {nl: heropenen, en: reopen}, from: [stopped, done], effect: reopen, by: [secretary]}
  - id: archive
    label: {nl: archiveren, en: archive}
    from: [any]
    effect: stay
    by: [secretary]
    guards: [{guard: outcome-recorded, with: {stage: eop}}]
"""

DOSSIER = """\
format: 1
company: {id: fabriek, name: Fabriek B.V.}
ministers:
  - {id: ezk, office: minister, ministry: EZK}
provinces:
  - {id: zeeland, name: Zeeland, decision: {date: 2025-12-01}, represented_by: deputy, designation: {date: 2025-12-02, reference: CdK 7}}
signatories:
  - {id: minister, for: ezk, name: M. Inister, authority: {kind: office, date: 2024-07-02}}
  - {id: gedeputeerde, for: zeeland, name: G. Edeputeerde, authority: {kind: designation, date: 2025-12-02}}
  - {id: ceo, for: company, name: C. Eo, authority: {kind: register_extract, date: 2026-01-01}}
"""


def process(text: str = PROCESS) -> Workflow:
    """Read a process that has no faults."""
    return load(text)


def parties(text: str = DOSSIER) -> Parties:
    dossier, faults = read(dedent(text))
    assert dossier is not None, faults
    return Parties.of(dossier)


def granted(person: str, role: str, scope: str = "", first: date = FIRST, last: date | None = None) -> RoleGranted:
    return RoleGranted(person, role, scope, first, last, "besluit", "beheerder")


PEOPLE = ("anna", "bram", "carla", "daan", "eva", "femke", "beheerder")
GRANTS: tuple[OfficeEvent, ...] = (
    granted("anna", "officer"),
    granted("bram", "officer"),
    granted("carla", "secretary"),
    granted("daan", "lawyer", "ezk"),
    granted("eva", "deputy", "zeeland"),
    granted("femke", "board", "fabriek"),
)


def office(*more: OfficeEvent) -> Office:
    return fold_office([*(PersonRegistered(each) for each in PEOPLE), *GRANTS, *more])


def deputy(person: str, stands_in: str, role: str = "") -> DelegationGiven:
    return DelegationGiven(person, stands_in, role, FIRST, None)


def evidence(*kinds: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(kind, SHA, f"{kind}.pdf") for kind in kinds)


AID = {
    "scheme": "nieuw",
    "amount": "50000000",
    "granted": "2026-02-01",
    "others": "0",
    "limit": "80000000",
    "applied": "2026-01-02",
    "started": "2026-03-01",
    "covered": "yes",
}


@dataclass
class Desk:
    """A case with all that is around it; every command is decided, recorded and folded at once."""

    workflow: Workflow = field(default_factory=process)
    office: Office = field(default_factory=office)
    parties: Parties = field(default_factory=parties)
    day: date = FIRST + timedelta(days=30)
    case: Case | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def now(self) -> Case:
        assert self.case is not None
        return self.case

    def decide(self, command: Command) -> Decision:
        return decide(self.workflow, self.case, self.office, self.parties, command, day=self.day)

    def record(self, accepted: Accepted) -> tuple[Event, ...]:
        for event in accepted.events:
            version = len(self.entries) + 1
            entry = Entry(event, version, accepted.effective, accepted.author, f"{self.day}T12:00:00Z")
            self.entries.append(entry)
            self.case = evolve(self.case, entry.event, entry.version, entry.effective, entry.author)
        return accepted.events

    def do(self, command: Command) -> tuple[Event, ...]:
        decision = self.decide(command)
        assert isinstance(decision, Accepted), decision
        return self.record(decision)

    def refuse(self, command: Command) -> dict[str, Problem]:
        decision = self.decide(command)
        assert isinstance(decision, Refused), decision
        assert decision.reasons
        return {each.code: each for each in decision.reasons}

    def step(self, step: str, person: str, *kinds: str, **more: object) -> tuple[Event, ...]:
        return self.do(taking(step, person, *kinds, **more))

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)


def taking(step: str, person: str, *kinds: str, **more: object) -> TakeStep:
    return replace(TakeStep(step, person, evidence(*kinds)), **more)  # type: ignore[arg-type]


def opened(**more: object) -> Desk:
    """Return a desk with a case at its beginning."""
    desk = replace(Desk(), **more)  # type: ignore[arg-type]
    desk.do(OpenCase("anna"))
    return desk


def in_review(**more: object) -> Desk:
    desk = opened(**more)
    desk.step("submit", "anna", "plan")
    return desk


def answered(**more: object) -> Desk:
    desk = in_review(**more)
    desk.step("approval", "daan", "advice", answer=Answer.APPROVE)
    return desk


def approved(**more: object) -> Desk:
    desk = answered(**more)
    for person in ("eva", "femke"):
        desk.step("approval", person, "advice", answer=Answer.APPROVE)
    return desk


def at_aid(**more: object) -> Desk:
    desk = approved(**more)
    desk.step("agree", "bram")
    return desk


def at_signing(**more: object) -> Desk:
    desk = at_aid(**more)
    desk.step("grant", "anna", facts=AID)
    return desk


def signed(**more: object) -> Desk:
    desk = at_signing(**more)
    for member in ("ceo", "minister", "gedeputeerde"):
        desk.step("signatures", "carla", "deed", answer=Answer.SIGN, member=member)
    return desk


def concluded() -> Desk:
    desk = signed()
    desk.step("conclude", "carla")
    return desk


def suspended() -> Desk:
    desk = opened()
    desk.step("hold", "anna", note="wacht op de vergunning")
    return desk


def reconstructed(**more: object) -> Desk:
    """Return a desk with a case that was opened on the ground of a public fact."""
    desk = replace(Desk(), **more)  # type: ignore[arg-type]
    desk.do(OpenCase("anna", Stage.EOP, HistoryEvent.SIGNED, "Kamerbrief", parse_date("2023-07")))
    return desk


# A whole office, and the law read plainly

PARTIES = parties(
    """\
    format: 1
    company: {id: fabriek, name: Fabriek B.V.}
    ministers: [{id: ezk, office: minister, ministry: EZK}, {id: ienw, office: state_secretary, ministry: IenW}]
    provinces: [{id: zeeland, name: Zeeland, represented_by: kings_commissioner}]
    signatories:
      - {id: minister, for: ezk, name: M. Inister, authority: {kind: office, date: 2024-07-02}}
      - {id: ceo, for: company, name: C. Eo, authority: {kind: statutes, date: 2026-01-01}}
    """
)
AGREE = {Answer.APPROVE, Answer.SIGN}


def staffed(workflow: Workflow) -> Office:
    """Return an office with two holders of each role and scope, a person who holds all, deputies, and somebody who holds nothing."""
    events: list[OfficeEvent] = [PersonRegistered(each) for each in ("alles", "niets", "nu", "straks")]
    events.append(DelegationGiven("alles", "nu", "", FIRST, None))
    for role in workflow.file.roles:
        for scope in sorted(PARTIES.scopes(role.scope)) if role.scope else [""]:
            for number in (1, 2):
                person = f"{role.id}-{scope.replace('/', '-')}-{number}"
                events += [PersonRegistered(person), RoleGranted(person, role.id, scope, FIRST, None, "besluit", "niets")]
            events.append(RoleGranted("alles", role.id, scope, FIRST, None, "besluit", "niets"))
            events.append(DelegationGiven(person, "nu", role.id, FIRST, None))
            events.append(DelegationGiven(person, "straks", "", FIRST + timedelta(days=90), None))
    return fold_office(events)


VALUES = {AskType.TEXT: "tekst", AskType.DATE: "2026-01-15", AskType.MONEY: "1000", AskType.YES_NO: "yes"}


def holders(at: Office, role: str, scope: str, day: date) -> list[Author]:
    """Return who may act in a role on a day, themself or as a deputy, in the order of their ids."""
    found = (each for person in sorted(at.persons) for each in at.capacities(person, day))
    return [each.author for each in found if (each.role, each.scope) == (role, scope)]


def answer_to(ask: Ask) -> str:
    return next(iter(ask.choices)) if ask.type is AskType.CHOICE else VALUES[ask.type]


def naive_result(entries: list[Entry], slot: str) -> Result:
    """Return what a slot has come to, by the plainest reading of its rule; rounds, voided answers and members from the events."""
    asked: SlotOpened | None = None
    answers: dict[str, tuple[Answer, int]] = {}
    proposals: dict[int, CorrectionProposed] = {}
    for entry in entries:
        match entry.event:
            case SlotOpened() if entry.event.slot == slot:
                asked, answers = entry.event, {}
            case SlotAnswered() if entry.event.slot == slot:
                answers[entry.event.member] = (entry.event.answer, entry.version)
            case CorrectionProposed():
                proposals[entry.version] = entry.event
            case CorrectionDecided() if entry.event.accepted and proposals[entry.event.proposal].remedy is Remedy.VOID_ANSWER:
                void = proposals[entry.event.proposal].about
                answers = {key: each for key, each in answers.items() if each[1] != void}
    assert asked is not None
    return counted(asked, [answer for answer, _ in answers.values()])


def counted(asked: SlotOpened, given: list[Answer]) -> Result:
    agreed, against = sum(each in AGREE for each in given), sum(each in {Answer.OBJECT, Answer.DECLINE} for each in given)
    waiting, needed = len(asked.members) - len(given), asked.count or 1
    if asked.rule is Rule.ALL:
        complete = not waiting and given
        return Result.FAILED if against or (complete and not agreed) else Result.PASSED if complete else Result.PENDING
    if asked.veto and against:
        return Result.FAILED
    return Result.PASSED if agreed >= needed else Result.FAILED if agreed + waiting < needed else Result.PENDING
