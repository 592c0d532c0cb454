"""The journeys of the demo, as data: who does what on which day. Everybody here is invented; only ministries and provinces exist.

The calendar is fixed, and shorter than real life: everything lies between September 2024 and November 2026. What is signed here was signed
after 30 June 2025, so that the numbers of the public record are those of the real companies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agreements.model.values import LocalText
from agreements.workflow.events import Answer, Remedy


@dataclass(frozen=True, slots=True)
class Apply:
    """Record a dossier: a file of the examples."""

    file: str


@dataclass(frozen=True, slots=True)
class Take:
    """Take a step. Evidence is a kind, or KIND=NAME, as on the command line."""

    step: str
    evidence: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """Answer in a slot, for a member."""

    slot: str
    member: str
    answer: Answer
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Replace:
    """Put a signatory in the place of another."""

    slot: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Propose:
    """Propose to correct what the last time brought that a step was taken."""

    step: str
    remedy: Remedy
    reason: str


@dataclass(frozen=True, slots=True)
class Accept:
    """Accept the correction that somebody else proposed."""


Act = Apply | Take | Say | Replace | Propose | Accept


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that somebody does on a day. `refused` names the codes for which it must be refused; `due` shows the deadline after it."""

    day: date
    who: str
    act: Act
    refused: frozenset[str] = frozenset()
    due: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """The way of one company."""

    company: str
    says: LocalText
    moves: tuple[Move, ...]


def on(day: str, who: str, act: Act, *refused: str, due: bool = False) -> Move:
    """Return a move."""
    return Move(date.fromisoformat(day), who, act, frozenset(refused), due)


def step(name: str, *evidence: str, **facts: str) -> Take:
    """Return a step; in the names of facts a low line stands for a hyphen."""
    return Take(name, evidence, {key.replace("_", "-"): value for key, value in facts.items()})


def agrees(slot: str, member: str, *evidence: str) -> Say:
    """Return an approval."""
    return Say(slot, member, Answer.APPROVE, evidence)


def signs(slot: str, member: str) -> Say:
    """Return a signature."""
    return Say(slot, member, Answer.SIGN)


KERAMIEK, SUIKER, GLAS = "proefwerk-keramiek", "denkbeeldige-suiker", "verzonnen-glas"

COVER = (
    on("2025-12-02", "oefening", step("receive-application", "application-form", applied_on="2025-12-02"), due=True),
    on("2025-12-08", "oefening", step("accept-application", aid_amount="18500000")),
    on("2025-12-11", "modelwaarde", agrees("budget-of-ministry", "office", "cover-statement")),
    on("2025-12-15", "steekproef", agrees("budget-of-state", "office", "cover-statement")),
    on("2025-12-16", "oefening", step("cover-arranged")),
)
"""The application for a grant, until there is cover for it."""

CLEARED = (
    on(
        "2026-01-08",
        "proef",
        step(
            "set-aid-basis",
            "state-aid-assessment",
            aid_scheme="individual-decision",
            notification_needed="yes",
            other_aid="0",
            aid_limit="20000000",
        ),
    ),
    on("2026-01-12", "proef", step("notify-commission", "notification", notified_on="2026-01-12")),
    on("2026-03-13", "proef", step("commission-approves", "commission-decision", condition_open="no")),
    on("2026-03-18", "zogenaamd", step("grant-subsidy", "grant-decision", granted_on="2026-03-18")),
)
"""An aid of its own, cleared by the Commission, and the grant."""

WHOLE = (
    # Verkenning
    on("2024-09-02", "bedacht", Apply("demo/process/proefwerk-keramiek.yaml")),
    on("2024-09-16", "voorbeeld", step("start-exploration", "intake-note")),
    on("2025-01-13", "voorbeeld", step("start-eop", "exploration-note")),
    # Expression of Principles: wie de tekst schreef keurt haar niet goed, ook niet als vervanger; een ministerie maakt bezwaar
    on("2025-03-03", "bedacht", step("submit-eop")),
    on("2025-03-10", "bedacht", agrees("eop-legal-tests", "kgg", "legal-note"), "E824"),
    on(
        "2025-03-11",
        "denkbeeld",
        Say("eop-legal-tests", "ienw", Answer.OBJECT, ("legal-note",), "de tekst belooft een vergunning; dat kan niet (aanw. 15)"),
    ),
    on("2025-03-12", "bedacht", step("eop-legal-failed")),
    on("2025-03-31", "bedacht", step("submit-eop")),
    on("2025-04-07", "fictief", agrees("eop-legal-tests", "kgg", "legal-note")),
    on("2025-04-08", "denkbeeld", agrees("eop-legal-tests", "ienw", "legal-note")),
    on("2025-04-10", "bedacht", step("eop-legal-passed")),
    on("2025-05-06", "verzonnen", agrees("eop-approvals", "kgg", "approval-record")),
    on("2025-05-07", "namaak", agrees("eop-approvals", "ienw", "approval-record")),
    on("2025-05-13", "schijn", agrees("eop-approvals", "overijssel", "approval-record")),
    on("2025-05-19", "monster", agrees("eop-approvals", KERAMIEK, "approval-record")),
    on("2025-05-20", "voorbeeld", step("eop-approved")),
    on("2025-07-01", "pennestreek", signs("eop-signatures", "ovenman")),
    on("2025-07-01", "pennestreek", signs("eop-signatures", "verzinsel")),
    on("2025-07-02", "pennestreek", signs("eop-signatures", "ambtsdrager")),
    on("2025-07-03", "pennestreek", signs("eop-signatures", "voorganger")),
    on("2025-07-03", "pennestreek", step("eop-complete-signing", "signed-eop", eop_signed_on="2025-07-03")),
    on("2025-07-08", "bedacht", step("publish-eop", "publication-notice", "parliament-letter")),
    on("2025-07-21", "mappenstein", step("archive-eop", "archive-receipt")),
    # Uitwerking
    on("2025-07-22", "voorbeeld", step("start-elaboration")),
    on("2025-08-04", "bedacht", step("accept-business-case", "business-case-report")),
    on("2025-08-11", "bedacht", step("accept-projects", "project-review-report", "risk-analysis")),
    # Joint Letter of Intent: de AMVI adviseert onder voorwaarden, het concept wordt aangepast
    on("2025-08-12", "bedacht", step("submit-jloi")),
    on("2025-08-19", "fictief", agrees("jloi-legal-tests", "kgg", "legal-note")),
    on("2025-08-19", "denkbeeld", agrees("jloi-legal-tests", "ienw", "legal-note")),
    on("2025-08-20", "voorbeeld", step("request-amvi-advice", "advice-request")),
    on("2025-09-09", "opgezet", step("receive-amvi-advice", "amvi-advice", amvi_opinion="conditional")),
    on("2025-09-10", "voorbeeld", step("adapt-after-advice")),
    on("2025-09-15", "bedacht", step("submit-jloi")),
    on("2025-09-17", "fictief", agrees("jloi-legal-tests", "kgg", "legal-note")),
    on("2025-09-17", "denkbeeld", agrees("jloi-legal-tests", "ienw", "legal-note")),
    on("2025-09-18", "voorbeeld", step("continue-after-advice")),
    on("2025-09-19", "bedacht", step("record-expert-advice", "expert-advice")),
    on("2025-09-23", "voorbeeld", step("respond-to-advice", "cabinet-response-letter")),
    on("2025-09-29", "verzonnen", agrees("jloi-approvals", "kgg", "approval-record")),
    on("2025-09-29", "namaak", agrees("jloi-approvals", "ienw", "approval-record")),
    on("2025-09-30", "schijn", agrees("jloi-approvals", "overijssel", "approval-record")),
    on("2025-09-30", "monster", agrees("jloi-approvals", KERAMIEK, "approval-record")),
    on("2025-10-01", "voorbeeld", step("jloi-approved")),
    on("2025-10-03", "pennestreek", signs("jloi-signatures", "ovenman")),
    on("2025-10-03", "pennestreek", signs("jloi-signatures", "verzinsel")),
    on("2025-10-06", "pennestreek", signs("jloi-signatures", "ambtsdrager")),
    on("2025-10-06", "pennestreek", signs("jloi-signatures", "voorganger")),
    on("2025-10-06", "pennestreek", step("jloi-complete-signing", "signed-jloi", jloi_signed_on="2025-10-06")),
    on("2025-10-07", "bedacht", step("publish-jloi", "publication-notice", "parliament-letter")),
    on("2025-10-08", "mappenstein", step("archive-jloi", "archive-receipt")),
    # Publieke consultatie; de vervanger van de jurist doet hier wat hij wel mag
    on("2025-10-09", "bedacht", step("decide-on-consultation", consultation_needed="yes")),
    on("2025-10-10", "bedacht", step("open-consultation", "consultation-notice", consultation_opened_on="2025-10-10"), due=True),
    on("2025-11-24", "bedacht", step("close-consultation")),
    on("2025-12-01", "voorbeeld", step("process-reactions", "consultation-report", jloi_term_from="2025-10-06")),
    # Subsidie: een dag te laat voor de regeling, dan een afzonderlijk besluit van de Commissie
    *COVER,
    on(
        "2025-12-17",
        "proef",
        step(
            "set-aid-basis", "state-aid-assessment", aid_scheme="tctf-2024", notification_needed="no", other_aid="0", aid_limit="20000000"
        ),
    ),
    on("2025-12-19", "fictief", step("rely-on-scheme", condition_open="no")),
    on("2026-01-02", "zogenaamd", step("grant-subsidy", "grant-decision", granted_on="2026-01-01"), "E841"),
    on("2026-01-05", "zogenaamd", step("reconsider-aid")),
    *CLEARED,
    # Maatwerkafspraak: tijdens de ondertekening komt er een nieuw kabinet
    on("2026-03-19", "bedacht", step("submit-agreement")),
    on("2026-03-26", "fictief", agrees("agreement-legal-tests", "kgg", "legal-note")),
    on("2026-03-26", "denkbeeld", agrees("agreement-legal-tests", "ienw", "legal-note")),
    on("2026-03-27", "bedacht", step("agreement-legal-passed")),
    on("2026-04-03", "doemaar", agrees("council-of-ministers", "office", "council-decision")),
    on("2026-04-07", "schijn", agrees("provincial-executives", "overijssel", "approval-record")),
    on("2026-04-09", "monster", agrees("board-and-investment", KERAMIEK, "approval-record")),
    on("2026-04-10", "bedacht", step("inform-parliament", "parliament-letter")),
    on("2026-04-13", "voorbeeld", step("agreement-decided")),
    on("2026-04-20", "pennestreek", signs("agreement-signatures", "ambtsdrager")),
    on("2026-04-21", "pennestreek", signs("agreement-signatures", "ovenman")),
    on("2026-05-11", "bedacht", Apply("demo/process/proefwerk-keramiek-nieuw-kabinet.yaml")),
    on("2026-05-12", "voorbeeld", Replace("agreement-signatures", "voorganger", "nieuwkomer", "nieuw kabinet op 11 mei 2026")),
    on("2026-05-12", "voorbeeld", Replace("agreement-signatures", "ambtsdrager", "opvolger", "nieuw kabinet op 11 mei 2026"), "E860"),
    on("2026-05-18", "pennestreek", signs("agreement-signatures", "nieuwkomer")),
    on("2026-05-19", "pennestreek", signs("agreement-signatures", "verzinsel")),
    on("2026-05-19", "pennestreek", step("agreement-complete-signing", "signed-agreement", agreement_signed_on="2026-05-19")),
    on("2026-05-21", "bedacht", step("publish-agreement", "publication-notice", "parliament-letter")),
    on("2026-06-01", "mappenstein", step("archive-agreement", "archive-receipt", reporting_period_from="2026-06-01"), due=True),
    # Uitvoering: bij het eerste verslag kwam een verkeerd bestand mee; de vaststelling wordt opgeschort tot de aanvraag volledig is
    on("2026-06-15", "oefening", step("record-payment", "payment-record", paid_amount="9250000")),
    on("2026-08-31", "oefening", step("record-progress", "progress-report=verslag-van-een-ander.txt", reporting_period_from="2026-09-01")),
    on("2026-09-02", "oefening", Propose("record-progress", Remedy.VOID_EVIDENCE, "het verslag is van een ander bedrijf")),
    on("2026-09-03", "voorbeeld", Accept()),
    on("2026-09-03", "oefening", step("record-progress", "progress-report", reporting_period_from="2026-09-01")),
    on("2026-09-14", "oefening", step("apply-for-settlement", "final-report", settlement_applied_on="2026-09-14"), due=True),
    on("2026-09-21", "oefening", step("ask-completion", "letter", completion_asked="de controleverklaring ontbreekt"), due=True),
    on("2026-10-05", "oefening", step("completion-received"), due=True),
    on("2026-10-20", "zogenaamd", step("settle-in-full", "settlement-decision", settled_amount="18500000")),
    on("2026-10-30", "mappenstein", step("archive-case", "archive-receipt")),
)

STOPPED = (
    on("2026-09-03", "bedacht", Apply("demo/denkbeeldige-suiker.yaml")),
    on("2026-09-04", "voorbeeld", step("start-exploration", "intake-note")),
    on("2026-09-08", "voorbeeld", step("start-eop", "exploration-note")),
    on("2026-09-10", "bedacht", step("submit-eop")),
    on("2026-09-17", "fictief", agrees("eop-legal-tests", "kgg", "legal-note")),
    on("2026-09-18", "bedacht", step("eop-legal-passed")),
    on("2026-09-24", "verzonnen", agrees("eop-approvals", "kgg", "approval-record")),
    on("2026-09-25", "bietebouw", agrees("eop-approvals", SUIKER, "approval-record")),
    on("2026-09-28", "voorbeeld", step("eop-approved")),
    on("2026-10-01", "pennestreek", signs("eop-signatures", "suiker")),
    on("2026-10-02", "pennestreek", signs("eop-signatures", "voorbeeld")),
    on("2026-10-02", "pennestreek", step("eop-complete-signing", "signed-eop", eop_signed_on="2026-10-02")),
    on("2026-10-07", "bedacht", step("publish-eop", "publication-notice")),
    on("2026-10-19", "mappenstein", step("archive-eop", "archive-receipt")),
    on("2026-11-09", "voorbeeld", step("stop", "letter", reason_stopped="de fabriek gaat dicht; er valt niets meer te verduurzamen")),
)

WITHDRAWN = (
    on("2026-09-07", "bedacht", Apply("demo/verzonnen-glas.yaml")),
    on("2026-09-15", "voorbeeld", step("start-exploration", "intake-note")),
    on("2026-10-12", "voorbeeld", step("start-eop", "exploration-note")),
    on("2026-11-04", "bedacht", step("withdraw", "letter")),
)

JOURNEYS = (
    Journey(
        KERAMIEK,
        LocalText("Proefwerk Keramiek: van aanmelding tot vaststelling", "Proefwerk Keramiek: from registration to settlement"),
        WHOLE,
    ),
    Journey(SUIKER, LocalText("Denkbeeldige Suiker: gestopt door de Staat", "Denkbeeldige Suiker: stopped by the State"), STOPPED),
    Journey(GLAS, LocalText("Verzonnen Glas: trekt zich terug", "Verzonnen Glas: withdraws"), WITHDRAWN),
)
