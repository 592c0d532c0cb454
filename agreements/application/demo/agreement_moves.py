"""The way of one company from EoP to binding agreement and its first addendum, as data: who does what before and after each signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agreements.application.demo.journey import CLEARED, COVER, Apply, Move, agrees, on, step
from agreements.model.values import LocalText

COMPANY = "bedachte-gieterij"


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature of one document: what is done before, when it is issued, signed and archived, and what is done in between."""

    kind: str
    title: LocalText
    before: tuple[Move, ...]
    issued: date
    signed: date
    after: tuple[Move, ...]
    archived: date
    step: str
    facts: Mapping[str, str] = field(default_factory=dict)


SIGNINGS = (
    Signing(
        "eop",
        LocalText("Expression of Principles", "Expression of Principles"),
        (
            on("2025-01-27", "bedacht", Apply("demo/agreement/bedachte-gieterij.yaml")),
            on("2025-02-03", "voorbeeld", step("start-exploration", "intake-note")),
            on("2025-03-17", "voorbeeld", step("start-eop", "exploration-note")),
            on("2025-04-14", "bedacht", step("submit-eop")),
            on("2025-04-22", "fictief", agrees("eop-legal-tests", "kgg", "legal-note")),
            on("2025-04-23", "bedacht", step("eop-legal-passed")),
            on("2025-05-12", "verzonnen", agrees("eop-approvals", "kgg", "approval-record")),
            on("2025-05-19", "monster", agrees("eop-approvals", COMPANY, "approval-record")),
            on("2025-05-19", "schijn", agrees("eop-approvals", "drenthe", "approval-record")),
            on("2025-05-20", "voorbeeld", step("eop-approved")),
        ),
        issued=date(2025, 6, 23),
        signed=date(2025, 7, 3),
        after=(on("2025-07-08", "bedacht", step("publish-eop", "publication-notice", "parliament-letter")),),
        archived=date(2025, 7, 21),
        step="archive-eop",
    ),
    Signing(
        "jloi",
        LocalText("Joint Letter of Intent", "Joint Letter of Intent"),
        (
            on("2025-07-22", "voorbeeld", step("start-elaboration")),
            on("2025-08-04", "bedacht", step("accept-business-case", "business-case-report")),
            on("2025-08-11", "bedacht", step("accept-projects", "project-review-report", "risk-analysis")),
            on("2025-08-12", "bedacht", Apply("demo/agreement/bedachte-gieterij-jloi.yaml")),
            on("2025-08-12", "bedacht", step("submit-jloi")),
            on("2025-08-19", "fictief", agrees("jloi-legal-tests", "kgg", "legal-note")),
            on("2025-08-20", "voorbeeld", step("request-amvi-advice", "advice-request")),
            on("2025-09-09", "opgezet", step("receive-amvi-advice", "amvi-advice", amvi_opinion="positive")),
            on("2025-09-23", "voorbeeld", step("respond-to-advice", "cabinet-response-letter")),
            on("2025-09-29", "verzonnen", agrees("jloi-approvals", "kgg", "approval-record")),
            on("2025-09-30", "monster", agrees("jloi-approvals", COMPANY, "approval-record")),
            on("2025-09-30", "schijn", agrees("jloi-approvals", "drenthe", "approval-record")),
            on("2025-10-01", "voorbeeld", step("jloi-approved")),
        ),
        issued=date(2025, 10, 2),
        signed=date(2025, 10, 6),
        after=(on("2025-10-07", "bedacht", step("publish-jloi", "publication-notice", "parliament-letter")),),
        archived=date(2025, 10, 8),
        step="archive-jloi",
    ),
    Signing(
        "maatwerkafspraak",
        LocalText("Maatwerkafspraak", "Tailor-made agreement"),
        (
            on("2025-10-09", "fictief", step("decide-on-consultation", consultation_needed="no")),
            on("2025-10-10", "voorbeeld", step("start-agreement", jloi_term_from="2025-10-06")),
            *COVER,
            *CLEARED,
            on("2026-03-19", "bedacht", Apply("demo/agreement/bedachte-gieterij-afspraak.yaml")),
            on("2026-03-19", "bedacht", step("submit-agreement")),
            on("2026-03-26", "fictief", agrees("agreement-legal-tests", "kgg", "legal-note")),
            on("2026-03-27", "bedacht", step("agreement-legal-passed")),
            on("2026-04-03", "doemaar", agrees("council-of-ministers", "office", "council-decision")),
            on("2026-04-07", "schijn", agrees("provincial-executives", "drenthe", "approval-record")),
            on("2026-04-09", "monster", agrees("board-and-investment", COMPANY, "approval-record")),
            on("2026-04-10", "bedacht", step("inform-parliament", "parliament-letter")),
            on("2026-04-13", "voorbeeld", step("agreement-decided")),
        ),
        issued=date(2026, 4, 20),
        signed=date(2026, 5, 19),
        after=(on("2026-05-21", "bedacht", step("publish-agreement", "publication-notice", "parliament-letter")),),
        archived=date(2026, 6, 1),
        step="archive-agreement",
        facts={"reporting-period-from": "2026-06-01"},
    ),
)

EXECUTED = (
    on("2026-07-15", "oefening", step("record-payment", "payment-record", paid_amount="3700000")),
    on("2026-11-02", "bedacht", Apply("demo/agreement/bedachte-gieterij-uitvoering.yaml")),
)

AMENDED = Signing(
    "addendum",
    LocalText("Addendum", "Addendum"),
    (
        on("2026-11-17", "voorbeeld", step("start-addendum", "letter")),
        on("2026-11-18", "bedacht", Apply("demo/agreement/bedachte-gieterij-addendum.yaml")),
        on("2026-11-18", "bedacht", step("submit-addendum")),
        on("2026-11-19", "fictief", agrees("addendum-legal-tests", "kgg", "legal-note")),
        on("2026-11-19", "bedacht", step("addendum-legal-passed")),
        on("2026-11-20", "verzonnen", agrees("addendum-approvals", "kgg", "approval-record")),
        on("2026-11-20", "monster", agrees("addendum-approvals", COMPANY, "approval-record")),
        on("2026-11-20", "schijn", agrees("addendum-approvals", "drenthe", "approval-record")),
        on("2026-11-20", "voorbeeld", step("addendum-approved")),
    ),
    issued=date(2026, 11, 23),
    signed=date(2026, 11, 25),
    after=(on("2026-11-26", "bedacht", step("publish-addendum", "publication-notice")),),
    archived=date(2026, 11, 27),
    step="archive-addendum",
)
