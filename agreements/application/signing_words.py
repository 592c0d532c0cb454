"""What happened to an issue in words: one complete sentence for each event of signing and of packages, in Dutch and English.

A signatory is told by the name that is kept for the issue, or by its id once that is erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import cast

from agreements.application.issue_rows import body_of, event_in
from agreements.application.package_record import IMPORTED, MADE
from agreements.application.public_record import PUBLIC_COPY_MADE
from agreements.application.signing_record import DOCUMENT_ISSUED, SIGNING_RECEIVED, SIGNING_RENEWED, expected_of, readable
from agreements.application.taken_in_record import DOCUMENT_TAKEN_IN
from agreements.drafting.wording import TONGUES, words
from agreements.mail.letters import one_line
from agreements.model.encoding import on
from agreements.model.signing import Mandate, SigningPlan, field_of, from_data
from agreements.model.signing_events import SigningEvent, kind_of
from agreements.model.values import LocalText
from agreements.problems.words import WORDS as TERMS
from agreements.record.record import Reading
from agreements.record.values import Recorded

SENTENCES: Mapping[str, LocalText] = {
    DOCUMENT_ISSUED: LocalText(
        "Uitgegeven om te tekenen: {issue}, versie {version}, te tekenen tot en met {expires} (sha256 {file})",
        "Issued to be signed: {issue}, version {version}, to be signed until {expires} (sha256 {file})",
    ),
    SIGNING_RECEIVED: LocalText(
        "Teruggekomen van {issue}: {files}; oordeel: {outcome}",
        "Came back of {issue}: {files}; verdict: {outcome}",
    ),
    "judged": LocalText("{issue} opnieuw beoordeeld; oordeel: {outcome}", "{issue} judged again; verdict: {outcome}"),
    "file": LocalText("bestand: {name} (sha256 {file})", "file: {name} (sha256 {file})"),
    "issued": LocalText(
        "{issue}: ligt ter tekening volgens het plan met kenmerk {plan}", "{issue}: is out to be signed by the plan with digest {plan}"
    ),
    "signed": LocalText("{issue}: getekend door {person} ({outcome})", "{issue}: signed by {person} ({outcome})"),
    "declined": LocalText("{issue}: {signatory} tekent niet: {reason}", "{issue}: {signatory} declines to sign: {reason}"),
    "expired": LocalText("{issue}: de termijn om te tekenen is voorbij", "{issue}: the term to sign is over"),
    "withdrawn": LocalText("{issue}: ingetrokken door het bureau: {reason}", "{issue}: withdrawn by the office: {reason}"),
    "left-office": LocalText("{issue}: {signatory} was in functie tot en met {last}", "{issue}: {signatory} was in office until {last}"),
    "replaced": LocalText(
        "{issue}: een ander komt in de plaats van {signatory}, die tekenen kon tot en met {last}; nieuwe uitgifte: {new_issue}",
        "{issue}: another takes the place of {signatory}, who could sign until {last}; new issue: {new_issue}",
    ),
    "delegated": LocalText(
        "{issue}: {signatory} laat {person} tekenen, op grond van {mandate}", "{issue}: {signatory} has {person} sign, by {mandate}"
    ),
    "reminded": LocalText("{issue}: {signatory} herinnerd", "{issue}: {signatory} reminded"),
    "paper-recorded": LocalText(
        "{issue}: op papier getekend door {person}; het papier ligt in {place}", "{issue}: signed on paper by {person}; kept at {place}"
    ),
    "paper-attested": LocalText(
        "{issue}: papier op de plaats van {field} vergeleken met de uitgifte door {person}",
        "{issue}: paper in the place of {field} compared with the issue by {person}",
    ),
    "paper-substituted": LocalText(
        "{issue}: papier op de plaats van {field} vervangen door een scan, op grond van {decision}",
        "{issue}: paper in the place of {field} replaced by a scan, by {decision}",
    ),
    MADE: LocalText("Archiefpakket {package} gemaakt: {title}", "Archive package {package} made: {title}"),
    IMPORTED: LocalText("Archiefpakket {package} teruggebracht", "Archive package {package} brought back"),
    SIGNING_RENEWED: LocalText(
        "{issue}: één tijdstempel erbij, te bewijzen tot en met {until} (sha256 {file})",
        "{issue}: one more time stamp, can be proved until {until} (sha256 {file})",
    ),
    DOCUMENT_TAKEN_IN: LocalText("Ingenomen: {name} ({kind}); herkomst: {source}", "Taken in: {name} ({kind}); from: {source}"),
    PUBLIC_COPY_MADE: LocalText(
        "Openbaar exemplaar van {issue} gemaakt, met {many} weglatingen", "Public copy of {issue} made, with {many} passages withheld"
    ),
    "": LocalText("Gebeurtenis van de soort '{kind}'", "Event of kind '{kind}'"),
}
"""By kind of event of the stream, or of what happened to an issue; under the empty kind, for what is told nowhere else."""

_SHOWN = 12
"""How many digits of a SHA-256 tell files apart for people."""


def told_beside(each: Recorded, reading: Reading, company: str, language: str) -> Iterator[str]:
    """Yield in sentences an event that is none of the process or the dossier; raise AgreementsError for one that cannot be read."""
    said = _Words(reading, company, language)
    with readable(each):
        match each.kind:
            case "document_issued":
                yield said.issued(body_of(each))
            case "signing_received":
                yield from said.received(body_of(each))
            case "signing_event":
                body = body_of(each)
                yield said.happened(str(body["issue"]), event_in(body))
            case "signing_renewed":
                until = said.day(date.fromisoformat(str(each.body["until"])))
                yield said.say(SIGNING_RENEWED, issue=each.body["issue"], until=until, file=str(each.body["file"])[:_SHOWN])
            case "document_taken_in":
                yield said.say(DOCUMENT_TAKEN_IN, **{name: one_line(str(each.body[name])) for name in ("name", "kind", "source")})
            case "public_copy_made":
                yield said.say(PUBLIC_COPY_MADE, issue=each.body["issue"], many=len(cast("list[object]", each.body["redactions"])))
            case _:
                body = {name: one_line(str(value)) for name, value in each.body.items()} if each.kind in {MADE, IMPORTED} else {}
                yield said.say(each.kind if body else "", **{**body, "kind": each.kind})


class _Words:
    """What is asked of each event: its sentence, days in words, and names that are kept."""

    def __init__(self, reading: Reading, company: str, language: str) -> None:
        self._reading, self._company, self._language = reading, company, language

    def say(self, sentence: str, **arguments: object) -> str:
        return SENTENCES[sentence].in_language(self._language).format(**arguments)

    def issued(self, body: Mapping[str, object]) -> str:
        plan: SigningPlan = from_data(cast("Mapping[str, object]", body["plan"]), {})
        return self.say(
            DOCUMENT_ISSUED, issue=body["issue"], version=plan.version, expires=self.day(plan.expires_on), file=plan.sha256[:_SHOWN]
        )

    def received(self, body: Mapping[str, object]) -> Iterator[str]:
        files = cast("list[Mapping[str, str]]", body["files"])
        count = {"nl": ("bestand", "bestanden"), "en": ("file", "files")}[self._language][len(files) != 1]
        about = {"issue": body["issue"], "outcome": self._outcome(str(body["outcome"]))}
        yield self.say(SIGNING_RECEIVED, **about, files=f"{len(files)} {count}") if files else self.say("judged", **about)
        yield from (self.say("file", name=one_line(each["name"]), file=each["sha256"][:_SHOWN]) for each in files)

    def happened(self, issue: str, event: SigningEvent) -> str:
        """Return what happened to an issue; ids become names, days and outcomes words."""
        told = {each.name: self._part(issue, each.name, getattr(event, each.name)) for each in fields(event)}
        return self.say(kind_of(type(event)), issue=issue, **told)

    def _part(self, issue: str, name: str, value: object) -> str:
        match name:
            case "signatory" | "person" | "field":
                return self._person(issue, str(value).removeprefix(field_of("")) if name == "field" else str(value))
            case "mandate":
                return cast("Mandate", value).reference or "–"
            case "outcome":
                return self._outcome(str(value))
            case "plan":
                return str(value)[:_SHOWN]
            case _:
                return self.day(value) if isinstance(value, date) else one_line(str(value))

    def _person(self, issue: str, person: str) -> str:
        known = expected_of(self._reading, self._company, issue, person)
        return one_line(known.name) if known else person

    def _outcome(self, outcome: str) -> str:
        term = TERMS.get(f"@{outcome}")
        return term[self._language != "nl"] if term else outcome

    def day(self, day: date) -> str:
        return words(on(day), TONGUES[self._language])
