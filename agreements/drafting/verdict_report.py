"""The report on a verdict as a document: who signed what, when, in which capacity, by which certificate, and every reason with its way out.

It says what the verdict says and nothing more. A signature on paper is called that for ever, with where the paper is and who compared it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from agreements.drafting.document import Division, Document, Furniture, Paragraph, Role, Status, Table, Text
from agreements.drafting.telling import Teller
from agreements.drafting.verdict_words import MEANING, SAID
from agreements.model.amsterdam import amsterdam
from agreements.model.evidence import Paper
from agreements.model.examination import PadesLevel, SignatureKind
from agreements.model.planning import COMPANY, PARENT
from agreements.model.reported import Reported, Told
from agreements.model.verdicts import Form, Outcome
from agreements.problems import Problem
from agreements.problems.display import advice, message, shortened
from agreements.problems.words import WORDS

KIND = "verification-report"
Row = tuple[str, str]


def report(reported: Reported, language: str, spell: Callable[[str], str]) -> Document:
    """Return the report in `nl` or `en`; `spell` writes what somebody wrote with signs that can be printed."""
    return _Writer(language, SAID, spell, reported=reported).document()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer(Teller):
    """Puts what is told into a tree, in one language."""

    reported: Reported

    def document(self) -> Document:
        """Return the whole."""
        verdict = self.reported.verdict
        rules, name = self.say("rules", rules=str(verdict.rules)), self.words(self.reported.name)
        margins = Furniture(self.say("header"), name.text, rules, self.say("page"), self.say("of"))
        about = (verdict.issued or next(iter(verdict.files), ""))[:16]
        parts = (self._judged(), self._overview(), self._reasons(), self._what(), *self._details())
        identity = (KIND, f"verdict-{about}", self.language, self.say("title"), (name,))
        return Document(*identity, Status.FINAL, "1", verdict.day.isoformat(), "1", margins, parts)

    # Words

    def words(self, text: str) -> Text:
        """Return what somebody wrote, as it can be printed on a line."""
        return Text(self.spell(shortened(text)) or "–")

    def outcome(self, outcome: Outcome | None) -> str:
        """Return a verdict in words."""
        return self.choose(WORDS[f"@{outcome}"]) if outcome is not None else self.say("absent")

    def time(self, told: Told) -> str:
        """Return when, and whether that is proven."""
        if not told.time:
            return self.say("no_time") if told.outcome is not None else "–"
        if told.form is Form.PAPER:
            return self.say("on_paper", time=self._instant(told.time))
        return self.say("proven" if told.proven else "claimed", time=self._instant(told.time))

    def _instant(self, text: str) -> str:
        """Return an instant in the time of Amsterdam with its zone, or a day; what is neither, as it was found."""
        try:
            if len(text) == len("2026-01-01"):
                return self.day(date.fromisoformat(text))
            moment = datetime.fromisoformat(text).astimezone(amsterdam())
        except (ValueError, OverflowError):
            return shortened(text)
        return f"{self.day(moment.date())}, {moment:%H:%M:%S %Z}"

    # Parts

    def listed(self, uid: str, caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
        """Return a table of words."""
        return self.table(uid, caption, heads, [tuple((self.words(cell),) for cell in row) for row in rows])

    def facts(self, uid: str, caption: str, rows: Iterable[Row]) -> Table:
        """Return a table of facts with their names; what is not known stays out."""
        return self.listed(uid, caption, (self.say("fact"), self.say("value")), [row for row in rows if row[1]])

    def _judged(self) -> Division:
        outcome = self.reported.verdict.outcome
        meaning = self.choose(MEANING[outcome])
        told = [Paragraph("verdict.words", (Text(self.say("judged", outcome=self.outcome(outcome), meaning=meaning)),))]
        if self.reported.alone:
            told.append(Paragraph("verdict.alone", (Text(f"{self.say('alone')} {self.say('limits')}"),)))
        return self.part("verdict", self.say("verdict"), told)

    def _what(self) -> Division:
        files = self.reported.verdict.files
        rows = [(self.reported.files.get(each, ""), each) for each in files]
        listed = self.listed("files.list", self.say("files"), (self.say("file"), "SHA-256"), rows)
        nothing = Paragraph("files.none", (Text(self.say("no_files")),))
        facts = self.facts("what.facts", self.say("facts"), self._judged_by())
        return self.part("what", self.say("what"), (facts, listed if rows else nothing))

    def _judged_by(self) -> Iterator[Row]:
        verdict, plan, sealed = self.reported.verdict, self.reported.plan, self.reported.sealed
        if plan is not None:
            yield self.say("issue"), plan.identifier
            yield self.say("version"), plan.version
            yield self.say("issued"), self.day(plan.issued_on)
            yield self.say("expires"), self.day(plan.expires_on)
        yield self.say("plan"), verdict.plan
        yield self.say("document"), verdict.issued
        yield self.say("sealed"), self.say("bytes", size=str(sealed[0]), whole=str(sealed[1])) if sealed is not None else ""
        yield self.say("day"), self.day(verdict.day)
        yield self.say("version_of_rules"), str(verdict.rules)

    def _overview(self) -> Division:
        approvals = [each for each in self.reported.told if each.kind is SignatureKind.APPROVAL]
        heads = [self.say(each) for each in ("who", "for", "how", "when", "verdict")]
        rows = [(self.name(each), self._party(each), self._how(each), self.time(each), self.outcome(each.outcome)) for each in approvals]
        nothing = Paragraph("overview.none", (Text(self.say("nobody")),))
        listed = self.listed("overview.list", self.say("signers"), heads, rows)
        return self.part("overview", self.say("overview"), (listed if rows else nothing,))

    def _party(self, told: Told) -> str:
        party = told.planned.party if told.planned is not None else ""
        return self.say(party) if party in {COMPANY, PARENT} else party

    def _how(self, told: Told) -> str:
        return self.say("absent" if told.outcome is None else "paper" if told.form is Form.PAPER else "digital")

    def name(self, told: Told) -> str:
        """Return who signed, by name; else by the id of the signatory or the field, and that the name is not known."""
        known = told.planned.signatory if told.planned is not None else told.field
        return told.name or f"{known} {self.say('unnamed')}"

    def _reasons(self) -> Division:
        reasons = self.reported.verdict.reasons
        nothing = Paragraph("reasons.none", (Text(self.say("no_reasons")),))
        return self.part("reasons", self.say("reasons"), tuple(self._listed("reasons", reasons)) or (nothing,))

    def _listed(self, uid: str, reasons: Iterable[Problem]) -> Iterator[Division]:
        for number, each in enumerate(reasons, 1):
            said = f"{each.code}: {self._sentence(message(each, self.language))} {self.say('way_out', advice=advice(each, self.language))}"
            line = Paragraph(f"{uid}.{number}.words", (Text(self.spell(said)),))
            yield Division(f"{uid}.{number}", Role.PARAGRAPH, f"{number}.", str(number), (), (line,))

    def _sentence(self, text: str) -> str:
        return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"

    # Each signature

    def _details(self) -> Iterator[Division]:
        counted: Counter[SignatureKind] = Counter()
        for each in self.reported.told:
            if each.outcome is None:
                continue
            counted[each.kind] += 1
            yield self._detail(each, counted[each.kind])

    def _detail(self, each: Told, number: int) -> Division:
        uid, heading = f"{each.kind}-{number}", f"{self.say(each.kind)} {number}: {self.name(each)}"
        facts = self.facts(f"{uid}.facts", self.say("facts_of", heading=heading), (*self._about(each), *self._proof(each)))
        return self.part(uid, self.spell(shortened(heading)), (facts, *self._listed(f"{uid}.reason", each.reasons)))

    def _about(self, told: Told) -> Iterator[Row]:
        yield self.say("verdict"), self.outcome(told.outcome)
        yield self.say("name" if self.reported.alone or told.form is Form.PAPER else "expected"), self.name(told)
        if told.planned is not None:
            yield self.say("place"), f"{told.planned.signatory} ({told.field})"
            yield self.say("party"), self._party(told)
            yield self.say("capacity"), told.planned.capacity.in_language(self.language) if told.planned.capacity is not None else ""
        else:
            yield self.say("place"), told.field
        yield self.say("form"), self.say("form_paper" if told.form is Form.PAPER else "form_digital")
        yield self.say("time"), self.time(told)

    def _proof(self, told: Told) -> Iterator[Row]:
        if told.form is Form.PAPER:
            yield from self._paper(told.paper, told.file)
            return
        if told.kind is not SignatureKind.TIMESTAMP and told.level is not PadesLevel.NONE:
            yield self.say("level"), told.level.value.upper().replace("_", "-")
        yield self.say("certificate"), told.certificate
        if told.found is not None:
            yield self.say("issuer"), told.found.issuer
            for each in ("intact", "trusted", "qualified"):
                yield self.say(each), self.say(str(getattr(told.found, each)))
            yield self.say("fault"), self._fault(told.found.fault)
        yield self.say("in_file"), told.file

    def _fault(self, fault: str) -> str:
        return self.choose(WORDS[fault]) if fault in WORDS else fault

    def _paper(self, paper: Paper | None, scan: str) -> Iterator[Row]:
        yield self.say("scan"), scan
        if paper is not None:
            yield self.say("original"), self.say("substituted", decision=paper.decision) if paper.replaced else paper.place
            witnesses = sorted(self.reported.persons.get(each, each) for each in paper.witnesses)
            yield self.say("witnesses"), ", ".join(witnesses) or self.say("no_witness")
