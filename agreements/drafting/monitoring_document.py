"""How signed agreements are performed, as a document for the office: an overview, then each with what was reached and what can follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

from agreements.drafting.document import Division, Document, Inline, Node, Paragraph, Table, Text
from agreements.drafting.facts import Subject, Target
from agreements.drafting.monitoring_words import (
    HINDRANCES,
    KINDS,
    LACKS,
    LIKENESS,
    MAY,
    OUTCOMES,
    REACHED,
    SAID,
    SENT,
    STANDINGS,
    STEPS,
)
from agreements.drafting.roadmap_words import PARTIES
from agreements.drafting.telling import Cells, Teller
from agreements.drafting.wording import TONGUES, words
from agreements.model.accounts import Account, Outcome
from agreements.model.dossier import Figure
from agreements.model.instalments import EXACT, Instalment, Standing, Subsidy
from agreements.model.monitoring import Followed
from agreements.model.portfolio import Sure
from agreements.model.reaching import Days, Marked, Reached
from agreements.model.remedies import POWERS, Failing, May, Step, Trigger
from agreements.model.values import FuzzyDate, Unit
from agreements.model.yearly import Owed, Sent

KIND = "monitoring"


@dataclass(frozen=True, slots=True)
class Articles:
    """What the paragraphs of an agreement are called in it, by the id of clause and paragraph: "artikel 21, eerste lid".

    `changed` are the clauses of which the template has another version than the one whose words are reckoned with.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()

    def name(self, paragraph: str) -> str:
        """Return what a paragraph is called, or its article; nothing where that is not known."""
        return self.names.get(paragraph) or self.names.get(paragraph.partition(".")[0], "")


@dataclass(frozen=True, slots=True)
class About:
    """Of which day it is, and what was known until (ISO, empty for now)."""

    day: date
    known: str = ""


def monitoring_document(
    agreements: Sequence[tuple[Followed, Articles]], about: About, language: str, spell: Callable[[str], str]
) -> Document:
    """Return how agreements are performed, in `nl` or `en`; `spell` writes what somebody wrote with signs that can be printed."""
    return _Writer(language, SAID, spell, agreements=agreements, about=about).document()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer(Teller):
    """Puts agreements into a tree, in one language."""

    agreements: Sequence[tuple[Followed, Articles]]
    about: About

    def document(self) -> Document:
        """Return the whole."""
        signed = [each for each in self.agreements if each[0].signed is not None]
        parts = (self._overview(signed), *(self._company(*each) for each in signed))
        copied = any(each.reconstruction for each, _ in self.agreements)
        return self.report(KIND, parts, self.about.known, day=self.about.day, internal=True, reconstruction=copied)

    def listed(self, uid: str, caption: str, heads: Sequence[str], rows: Iterable[Cells], *, numbers: Sequence[int] = ()) -> Table:
        """Return a table; its heads are words of ours."""
        return self.table(uid, caption[:1].upper() + caption[1:], [self.say(head) for head in heads], rows, numbers=numbers)

    def moment(self, when: FuzzyDate | None) -> str:
        """Return a date in words; a dash where there is none."""
        return words(when, TONGUES[self.language]) if when is not None else "–"

    def money(self, amount: Decimal | None, *, ceiling: bool = False) -> str:
        """Return euros in words; a dash for what nobody can say."""
        if amount is None:
            return "–"
        with localcontext(EXACT):
            whole = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.quantize(Decimal("0.01"))
        said = words(Figure(amount=whole, unit=Unit.EUR), TONGUES[self.language])
        return self.say("at_most", amount=said) if ceiling else said

    # All together

    def _overview(self, signed: Sequence[tuple[Followed, Articles]]) -> Division:
        children: list[Node] = [self.paragraph("overview.about", f"{self.say('about')} {self.say('about_limits')}")]
        if signed:
            heads = ("company", "signed", "missed", "late", "short", "overdue", "triggers")
            rows = [self._line(each) for each, _ in signed]
            children.append(self.listed("overview.list", self.say("agreements"), heads, rows, numbers=range(2, 7)))
        else:
            children.append(self.paragraph("overview.nobody", self.say("nobody")))
        without = [each.name for each, _ in self.agreements if each.signed is None]
        if without and len(self.agreements) > 1:
            children.append(Paragraph("overview.unsigned", self.text(self.say("unsigned", names=", ".join(without)))))
        return self.part("overview", self.say("overview"), children)

    def _line(self, each: Followed) -> list[tuple[Inline, ...]]:
        counts = (
            sum(one.reached is Reached.MISSED for one in each.milestones),
            sum(one.reached is Reached.LATE for one in each.milestones),
            sum(one.outcome is Outcome.SHORT and not one.in_margin for one in each.accounts),
            sum(one.sent is Sent.OVERDUE for one in each.reports),
            len(each.triggers),
        )
        return [self.text(each.name), self.text(self.moment(each.signed)), *((Text(str(count)),) for count in counts)]

    # One agreement

    def _company(self, each: Followed, articles: Articles) -> Division:
        children: list[Node] = [Paragraph(f"{each.company}.stands", self.text(" ".join(self._stands(each))))]
        if each.milestones:
            heads = ("milestone", "who", "last", "met", "stand", "source")
            children.append(self.listed(f"{each.company}.milestones", self.say("milestones"), heads, map(self._milestone, each.milestones)))
        if each.accounts:
            heads = ("commitment", "year", "promised", "reported", "by_whom", "outcome")
            children.append(self.listed(f"{each.company}.accounts", self.say("accounts"), heads, map(self._account, each.accounts)))
        children += self._reports(each)
        if each.subsidy is not None:
            children += self._subsidy(each.company, each.subsidy)
        children += self._triggers(each, articles)
        return self.part(each.company, each.name, children)

    def _stands(self, each: Followed) -> Iterator[str]:
        ends = self.day(each.ends) if each.ends is not None else self.say("not_said")
        yield self.say("stands", signed=self.moment(each.signed), ends=ends)
        if each.sure is not Sure.CERTAINLY:
            yield self.say("perhaps_signed")
        if each.stopped is not None:
            yield self.say("stopped", day=self.moment(each.stopped))
        if each.ends is not None and each.day > each.ends:
            yield self.say("over")

    def _milestone(self, each: Marked) -> Cells:
        milestone = each.milestone
        more = [self._late(each.late)] if each.late is not None else []
        more += [self.say("ran_until", day=self.day(each.ended))] if each.ended is not None else []
        return [
            self.text(milestone.what.in_language(self.language)),
            self.text(self.choose(PARTIES[milestone.party])),
            self.text(self.moment(milestone.date)),
            self.text(self.moment(each.met)),
            self.text(": ".join([self.choose(REACHED[each.reached]), *more])),
            self.text(milestone.source or ""),
        ]

    def _late(self, late: Days) -> str:
        """Return a delay in days, with the whole months in it; between two numbers where a day is not known exactly."""
        if late.least != late.most:
            return self.say("days", days=f"{late.least}–{late.most}")
        days = self.say("one_day") if late.least == 1 else self.say("days", days=str(late.least))
        if late.months == 0:
            return days
        return self.say("one_month" if late.months == 1 else "months", days=days, months=str(late.months))

    def _account(self, each: Account) -> Cells:
        return [
            self.text(self._subject(each)),
            self.text(str(each.year or "")),
            self.text(self._promised(each)),
            self.text(words(each.report.figure, TONGUES[self.language]) if each.report else ""),
            self.text(self._by_whom(each)),
            self.text(self._outcome(each)),
        ]

    def _subject(self, each: Account) -> str:
        return words(Subject(each.commitment.indicator, each.commitment.subject), TONGUES[self.language])

    def _promised(self, each: Account) -> str:
        tongue = TONGUES[self.language]
        if each.promised is None:
            return each.promise.text.in_language(self.language) if each.promise.text else ""
        said = words(each.promised, tongue)
        if each.promised.year is None and each.promised.before is None:
            return said
        return f"{said} {words(Target(each.promised.year, each.promised.before), tongue)}"

    def _by_whom(self, each: Account) -> str:
        if each.report is None:
            return ""
        if each.verified:
            return f"{each.report.verifier}, {self.moment(each.report.date)}"
        return self.say("own_word", day=self.moment(each.report.date))

    def _outcome(self, each: Account) -> str:
        short = words(each.short, TONGUES[self.language]) if each.short is not None else ""
        told = [self.choose(OUTCOMES[each.outcome]).format(short=short)]
        if each.lacks is not None:
            told.append(self.choose(LACKS[each.lacks]))
        told += [f"{self.choose(HINDRANCES[one.what])} {self.choose(LIKENESS[one.how])}" for one in each.hindrances]
        if each.in_margin:
            told.append(self.say("in_margin"))
        if each.outcome in {Outcome.ACHIEVED, Outcome.SHORT} and not each.verified:
            told.append(self.say("unverified"))
        return f"{told[0]}: {', '.join(told[1:])}" if len(told) > 1 else told[0]

    def _reports(self, each: Followed) -> Iterator[Node]:
        if not each.reports_known:
            yield self.paragraph(f"{each.company}.no-reports", self.say("no_report_day"))
        elif each.reports:
            heads = ("report_on", "last", "received", "stand")
            yield self.listed(f"{each.company}.reports", self.say("reports"), heads, map(self._report, each.reports))

    def _report(self, each: Owed) -> Cells:
        return [
            self.text(str(each.year)),
            self.text(self.day(each.last)),
            self.text(self.moment(each.received)),
            self.text(self.choose(SENT[each.sent])),
        ]

    # Money

    def _subsidy(self, company: str, found: Subsidy) -> Iterator[Node]:
        yield Paragraph(f"{company}.granted", self.text(" ".join(self._granted(found))))
        if found.instalments:
            heads = ("milestone", "part", "amount", "paid", "left", "stand")
            rows = map(self._instalment, found.instalments)
            yield self.listed(f"{company}.instalments", self.say("subsidy"), heads, rows, numbers=range(1, 5))

    def _granted(self, found: Subsidy) -> Iterator[str]:
        if found.granted is not None:
            yield self.say("granted", amount=words(found.granted, TONGUES[self.language]))
        else:
            yield self.say("several" if found.several else "not_granted")
        if not found.instalments:
            yield self.say("no_instalments")
        elif found.remainder is not None and found.remainder < 0:
            yield self.say("too_many_parts")
        elif found.remainder is not None:
            yield self.say("remainder", amount=self.money(found.remainder, ceiling=any(each.ceiling for each in found.instalments)))
        if found.loose:
            paid = (f"{words(each.amount, TONGUES[self.language])} ({self.moment(each.date)})" for each in found.loose)
            yield self.say("loose", payments="; ".join(paid))

    def _instalment(self, each: Instalment) -> Cells:
        told = [self.choose(STANDINGS[each.standing])]
        if each.since is not None and each.standing in {Standing.PAYABLE, Standing.PARTLY}:
            told.append(self.say("reached", day=self.moment(each.since)))
        if each.early:
            told.append(self.say("early"))
        if each.overpaid:
            told.append(self.say("overpaid"))
        return [
            self.text(each.milestone.what.in_language(self.language)),
            self.text(words(each.said, TONGUES[self.language])),
            self.text(self.money(each.amount, ceiling=each.ceiling)),
            self.text(self.money(each.paid)),
            self.text(self.money(each.left, ceiling=each.ceiling)),
            self.text("; ".join(told)),
        ]

    # What can follow

    def _triggers(self, each: Followed, articles: Articles) -> Iterator[Node]:
        if not each.triggers:
            yield self.paragraph(f"{each.company}.nothing", self.say("nothing_follows"))
            return
        yield self.paragraph(f"{each.company}.follow", f"{self.say('follow_about')} {self.say('follow_limits')}")
        if articles.changed:
            changed = "; ".join(self._article(one, articles) for one in articles.changed)
            yield Paragraph(f"{each.company}.changed", self.text(self.say("changed", articles=changed)))
        milestones: dict[str, str] = {one.milestone.id: one.milestone.what.in_language(self.language) for one in each.milestones}
        commitments: dict[str, str] = {one.commitment.id: self._subject(one) for one in each.accounts}
        for number, one in enumerate(each.triggers, 1):
            names = commitments if one.kind is Failing.RESULT else milestones
            what = self.choose(KINDS[one.kind]).format(what=names.get(one.subject, one.subject), year=one.year or "")
            caption = self.say("trigger", what=what, day=self.day(one.since))
            rows = [[self.text(said), self.text(under)] for said, under in self._trigger(one, articles)]
            yield self.listed(f"{each.company}.trigger.{number}", caption, ("what", "under"), rows)

    def _article(self, paragraph: str, articles: Articles) -> str:
        return articles.name(paragraph) or self.say("clause", clause=paragraph)

    def _trigger(self, each: Trigger, articles: Articles) -> Iterator[tuple[str, str]]:
        """Yield what there is and what can be done, each with what says so."""
        yield self.say("unperformed"), "; ".join(self._article(one, articles) for one in each.articles)
        yield self.say("step", step=self.choose(STEPS[each.step])), ""
        yield from self._term(each, articles)
        for may in each.may:
            clause, law = POWERS[may]
            more = f", {self.say('penalty', amount=self.money(each.penalty))}" if may is May.PENALTY else ""
            if may is May.PENALTY and each.penalty_most is not None:
                more += f"; {self.say('penalty_most', amount=self.money(each.penalty_most))}"
            under = (self._article(clause, articles), self.say("law", law=law) if law else "")
            yield f"{self.choose(MAY[may])}{more}", "; ".join(filter(None, under))
        if each.step in {Step.WARN, Step.REMEDY}:
            yield self.say("no_period"), self._article("default.no-period", articles)
        if each.lowering is not None:
            lowering = self.money(each.lowering, ceiling=each.at_most)
            yield self.say("lowering", amount=lowering), self._article("recovery.proportion", articles)
        if each.made_up is not None:
            yield self.say("made_up", year=str(each.made_up)), ""
        if each.fallbacks:
            yield self.say("fallbacks"), "; ".join(self._article(one, articles) for one in each.fallbacks)

    def _term(self, each: Trigger, articles: Articles) -> Iterator[tuple[str, str]]:
        """Yield how far the remedy is, when there was a warning."""
        warning = each.warning
        if warning is None or each.plan_by is None or each.until is None:
            return
        yield self.say("warned", day=self.moment(warning.date)), self._article("default.warning", articles)
        if each.plan_late:
            plan = self.say("plan_late", day=self.day(each.plan_by))
        elif warning.plan is not None:
            plan = self.say("plan_in", day=self.moment(warning.plan))
        else:
            plan = self.say("plan", day=self.day(each.plan_by))
        yield plan, self._article("default.plan", articles)
        yield self.say("until", day=self.day(each.until)), self._article("default.period", articles)
