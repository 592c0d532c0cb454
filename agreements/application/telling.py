"""Events in words: one complete sentence each, in Dutch and English, with the labels of the workflow in which they happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agreements.model.dossier_kinds import HistoryEvent
from agreements.model.values import LocalText
from agreements.workflow.definition import AskType, MemberKind
from agreements.workflow.events import (
    Answer,
    CaseMigrated,
    CaseOpened,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    CorrectionDecided,
    CorrectionProposed,
    DeadlineExtended,
    Event,
    HistoryRecorded,
    MemberReplaced,
    Remedy,
    SlotAnswered,
    SlotOpened,
    StepTaken,
)
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import OFFICE

ANSWERS = {
    Answer.APPROVE: LocalText("akkoord", "approves"),
    Answer.OBJECT: LocalText("bezwaar", "objects"),
    Answer.ABSTAIN: LocalText("onthoudt zich", "abstains"),
    Answer.SIGN: LocalText("getekend", "signed"),
    Answer.DECLINE: LocalText("tekent niet", "declines to sign"),
}
REMEDIES = {
    Remedy.STATE: LocalText("de toestand moet anders zijn", "the state must be another"),
    Remedy.VOID_ANSWER: LocalText("het antwoord vervalt", "the answer is void"),
    Remedy.VOID_EVIDENCE: LocalText("het bewijsstuk vervalt", "the evidence is void"),
    Remedy.VOID_HISTORY: LocalText("het vastgelegde feit vervalt", "the recorded fact is void"),
}
YES_NO = {"yes": LocalText("ja", "yes"), "no": LocalText("nee", "no")}
FACTS = {
    HistoryEvent.ANNOUNCED: LocalText("aangekondigd", "announced"),
    HistoryEvent.SIGNED: LocalText("ondertekend", "signed"),
    HistoryEvent.STOPPED: LocalText("gestopt", "stopped"),
}
SENTENCES: Mapping[str, LocalText] = {
    "opened": LocalText("Zaak geopend in '{state}'", "Case opened in '{state}'"),
    "opened-from": LocalText("Zaak geopend in '{state}', volgens {source}", "Case opened in '{state}', according to {source}"),
    "history": LocalText(
        "Vastgelegd uit de voorgeschiedenis: {stage} {event} ({source})", "Recorded from history: {stage} {event} ({source})"
    ),
    "step": LocalText("{label}", "{label}"),
    "arrived": LocalText("{label} → {state}", "{label} → {state}"),
    "moved": LocalText("{label}: van '{source}' naar '{state}'", "{label}: from '{source}' to '{state}'"),
    "slot": LocalText("{label} gevraagd aan: {members}", "{label} asked of: {members}"),
    "slot-empty": LocalText("{label}: er is niemand om te vragen", "{label}: there is nobody to ask"),
    "answered": LocalText("{label}, {member}: {answer}", "{label}, {member}: {answer}"),
    "replaced": LocalText("{label}: {new} in de plaats van {old} ({reason})", "{label}: {new} in the place of {old} ({reason})"),
    "joined": LocalText("{label}: {new} doet mee ({reason})", "{label}: {new} joins ({reason})"),
    "left": LocalText("{label}: {old} doet niet meer mee ({reason})", "{label}: {old} leaves ({reason})"),
    "suspended": LocalText("Opgeschort: {ground}", "Suspended: {ground}"),
    "resumed": LocalText("Hervat", "Resumed"),
    "reopened": LocalText("Heropend in '{state}'", "Reopened in '{state}'"),
    "extended": LocalText(
        "Termijn van '{state}' verlengd met {days} dagen: {ground}", "Term of '{state}' extended by {days} days: {ground}"
    ),
    "proposed": LocalText(
        "Correctie voorgesteld van gebeurtenis {about}: {remedy} ({reason})", "Correction proposed of event {about}: {remedy} ({reason})"
    ),
    "accepted": LocalText("Correctie {proposal} aanvaard", "Correction {proposal} accepted"),
    "accepted-to": LocalText("Correctie {proposal} aanvaard: nu '{state}'", "Correction {proposal} accepted: now '{state}'"),
    "rejected": LocalText("Correctie {proposal} afgewezen", "Correction {proposal} rejected"),
    "migrated": LocalText(
        "Overgezet naar een andere versie van de werkwijze: '{state}'", "Moved to another version of the workflow: '{state}'"
    ),
    "evidence": LocalText("bewijs: {kind}, {name} (sha256 {sha256})", "evidence: {kind}, {name} (sha256 {sha256})"),
    "fact": LocalText("{label}: {value}", "{label}: {value}"),
    "note": LocalText("toelichting: {note}", "note: {note}"),
}


def told(event: Event, workflow: Workflow, language: str, *, brief: bool = False) -> Iterator[str]:
    """Yield what happened in a sentence, then one for each fact, piece of evidence and note that came with it.

    In brief it is not said from where a step came, nor by which evidence: for who reads the steps one after another.
    """
    words = _Words(workflow, language, brief=brief)
    yield words.sentence(event)
    if isinstance(event, StepTaken):
        for name, value in event.facts.items():
            yield words.fact(name, value)
    for each in getattr(event, "evidence", ()) if not brief else ():
        kind = workflow.evidence.get(each.kind)
        yield words.say("evidence", kind=words.of(kind.label if kind else None, each.kind), name=each.name or "–", sha256=each.sha256[:12])
    if note := getattr(event, "note", ""):
        yield words.say("note", note=note)


class _Words:
    """The labels of a workflow in one language. An event may name what its workflow no longer has: then its id stands there."""

    def __init__(self, workflow: Workflow, language: str, *, brief: bool) -> None:
        self._workflow = workflow
        self._language = language
        self._brief = brief

    def say(self, sentence: str, **arguments: object) -> str:
        return SENTENCES[sentence].in_language(self._language).format(**arguments)

    def of(self, label: LocalText | None, name: str) -> str:
        return label.in_language(self._language) if label else name

    def state(self, name: str) -> str:
        found = self._workflow.states.get(name)
        return self.of(found.label if found else None, name)

    def slot(self, name: str) -> str:
        found = self._workflow.slots.get(name)
        return self.of(found.label if found else None, name)

    def step(self, name: str) -> str:
        found = self._workflow.steps.get(name)
        return self.of(found.label if found else None, name)

    def fact(self, name: str, value: str) -> str:
        """Return a fact that a step asked for; what was chosen from a list in the words of that list, a dash for what was emptied."""
        ask = self._workflow.facts.get(name)
        if ask is None:
            return self.say("fact", label=name, value=value)
        chosen = YES_NO.get(value) if ask.type is AskType.YES_NO else ask.choices.get(value)
        return self.say("fact", label=self.of(ask.label, name), value=self.of(chosen, value or "–"))

    def member(self, key: str, slot: str) -> str:
        """Return who is asked: a party by its id; for the office itself the role that speaks for it."""
        found = self._workflow.slots.get(slot)
        role = found.by.get(MemberKind.OFFICE) if found and key == OFFICE else None
        return self.of(self._workflow.roles[role].label, key) if role else key

    def sentence(self, event: Event) -> str:
        match event:
            case StepTaken():
                return self._step(event)
            case CaseOpened():
                return self.say("opened-from" if event.source else "opened", state=self.state(event.at.state), source=event.source)
            case HistoryRecorded():
                what = FACTS[event.event].in_language(self._language)
                return self.say("history", stage=event.stage, event=what, source=event.source)
            case SlotOpened() | SlotAnswered() | MemberReplaced():
                return self._slot(event)
            case CorrectionProposed() | CorrectionDecided():
                return self._correction(event)
            case _:
                return self._course(event)

    def _step(self, event: StepTaken) -> str:
        if event.to is None:
            return self.say("step", label=self.step(event.step))
        return self.say(
            "arrived" if self._brief else "moved",
            label=self.step(event.step),
            source=self.state(event.source),
            state=self.state(event.to.state),
        )

    def _slot(self, event: SlotOpened | SlotAnswered | MemberReplaced) -> str:
        label = self.slot(event.slot)
        match event:
            case SlotOpened():
                members = ", ".join(self.member(each.key, event.slot) for each in event.members)
                return self.say("slot" if members else "slot-empty", label=label, members=members)
            case SlotAnswered():
                member = self.member(event.member, event.slot)
                return self.say("answered", label=label, member=member, answer=ANSWERS[event.answer].in_language(self._language))
            case MemberReplaced():
                new = event.new.key if event.new else ""
                sentence = "replaced" if event.old and new else "joined" if new else "left"
                return self.say(sentence, label=label, old=event.old, new=new, reason=event.reason)

    def _correction(self, event: CorrectionProposed | CorrectionDecided) -> str:
        if isinstance(event, CorrectionProposed):
            return self.say("proposed", about=event.about, remedy=REMEDIES[event.remedy].in_language(self._language), reason=event.reason)
        if event.to is not None:
            return self.say("accepted-to", proposal=event.proposal, state=self.state(event.to.state))
        return self.say("accepted" if event.accepted else "rejected", proposal=event.proposal)

    def _course(self, event: CaseSuspended | CaseResumed | CaseReopened | CaseMigrated | DeadlineExtended) -> str:
        match event:
            case CaseSuspended():
                return self.say("suspended", ground=event.ground or "–")
            case CaseResumed():
                return self.say("resumed")
            case CaseReopened():
                return self.say("reopened", state=self.state(event.to.state))
            case CaseMigrated():
                return self.say("migrated", state=self.state(event.to.state))
            case DeadlineExtended():
                return self.say("extended", state=self.state(event.state), days=event.days, ground=event.ground)
