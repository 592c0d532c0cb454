"""The chapter of a progress report on bottlenecks: by who must see to them, what waits, what is late, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.application.portfolio_words import PRECONDITIONS, waiting_words
from agreements.application.progress_telling import ProgressTeller
from agreements.drafting.document import Division, Inline, Node, Text
from agreements.drafting.roadmap_words import FITS
from agreements.drafting.telling import Cells
from agreements.model.bottlenecks import Bottleneck, is_overdue
from agreements.model.dossier import Precondition
from agreements.model.portfolio import Sure, sure
from agreements.model.roadmap import Fit, fit
from agreements.model.turns import Turn, Turned
from agreements.model.values import FuzzyDate, LocalText


@dataclass(frozen=True, slots=True)
class BlockedChapter:
    """Writes what blocks, with the words of the report."""

    tell: ProgressTeller

    def chapter(self) -> Division:
        """Return the chapter."""
        tell, found = self.tell, self._by_owner()
        since = tell.say("blocked_changed", day=tell.day(tell.progress.period.before))
        owners = tell.listed(
            "blocked.owners",
            tell.say("blocked_owners"),
            ("who", "kind", "count", "overdue", "waiting_sum", "perhaps_sum"),
            map(self._owner, found),
            numbers=("count", "overdue"),
        )
        each = tell.listed(
            "blocked.each",
            tell.say("blocked_each"),
            ("who", "company", "what", "wanted", "expected_on", "late"),
            [self._each(bottleneck, company, one) for bottleneck in found for company, one in bottleneck.preconditions],
        )
        turned = map(self._turned, tell.progress.turned)
        changed = tell.listed("blocked.changed", since, ("company", "what", "changed_in", "was", "now"), turned)
        about = tell.paragraph("blocked.about", f"{tell.say('blocked_about')} {tell.say('blocked_perhaps')}")
        return tell.part("blocked", tell.say("blocked"), (about, owners, each, changed))

    def origins(self) -> Iterator[Node]:
        """Yield where the sums and the dates of the chapter come from."""
        tell, found = self.tell, self._by_owner()
        if found:
            waiting = [row for bottleneck in found for row in self._waiting(bottleneck)]
            heads = ("who", "kind", "company", "promise", "said", "how")
            yield tell.listed("origins.waiting", tell.say("origins_waiting"), heads, waiting)
            rows = [self._origin(company, one) for bottleneck in found for company, one in bottleneck.preconditions]
            of_which = ("company", "precondition", "wanted", "expected_on", "source")
            yield tell.listed("origins.blocked", tell.say("origins_blocked"), of_which, rows)

    def _by_owner(self) -> Sequence[Bottleneck]:
        """Return the bottlenecks by owner, those of which none is known last."""
        found = self.tell.progress.now.portfolio.blocked
        return sorted(found, key=lambda each: (each.owner is None, self._who(each).casefold(), list(PRECONDITIONS).index(each.kind)))

    def _who(self, each: Bottleneck) -> str:
        return each.owner.in_language(self.tell.language) if each.owner else self.tell.say("unknown_owner")

    def _kind(self, each: Bottleneck) -> tuple[Inline, ...]:
        return (Text(PRECONDITIONS[each.kind].in_language(self.tell.language)),)

    def _owner(self, each: Bottleneck) -> Cells:
        counts = (Text(str(len(each.preconditions))),), (Text(str(each.overdue)),)
        sums = [self.tell.text(waiting_words(found, self.tell.language)) for found in (each.named, each.perhaps)]
        return self.tell.text(self._who(each)), self._kind(each), *counts, *sums

    def _each(self, bottleneck: Bottleneck, company: str, one: Precondition) -> Cells:
        tell = self.tell
        dates = self._date(company, one, "wanted"), self._date(company, one, "expected")
        late = "; ".join(self._late(one, tell.progress.period.day)) or "–"
        what = one.what.in_language(tell.language)
        return tell.text(self._who(bottleneck)), tell.text(tell.names.get(company, company)), tell.text(what), *dates, tell.text(late)

    def _date(self, company: str, one: Precondition, key: str) -> tuple[Inline, ...]:
        when: FuzzyDate | None = getattr(one, key)
        return self.tell.when(f"{company}.preconditions[{one.id}].{key}", when) if when else (Text("–"),)

    def _late(self, one: Precondition, day: date) -> Iterator[str]:
        """Yield what is late about a precondition, and that it may have been met already."""
        if is_overdue(one, day):
            yield self.tell.say("is_overdue")
        elif (late := fit(one.wanted, one.expected)) in {Fit.LATE, Fit.PERHAPS_LATE}:
            yield self.tell.choose(FITS[late])
        if one.met is not None and sure(one.met, day) is not Sure.NOT:
            yield self.tell.say("perhaps_met")

    def _turned(self, each: Turned) -> Cells:
        tell, one = self.tell, each.precondition
        named = tell.text(tell.names.get(each.company, each.company)), tell.text(one.what.in_language(tell.language))
        key = each.turn if each.turn in {Turn.WANTED, Turn.EXPECTED, Turn.MET} else Turn.WANTED
        path = f"{each.company}.preconditions[{one.id}].{key}"
        return *named, tell.text(tell.say(f"turn_{each.turn}")), self._said(path, each.was), self._said(path, each.now)

    def _said(self, path: str, said: FuzzyDate | LocalText | None) -> tuple[Inline, ...]:
        if said is None:
            return (Text("–"),)
        return self.tell.text(said.in_language(self.tell.language)) if isinstance(said, LocalText) else self.tell.when(path, said)

    def _waiting(self, bottleneck: Bottleneck) -> Iterator[Cells]:
        tell = self.tell
        for each in sorted(bottleneck.waiting, key=lambda one: (one.name.casefold(), one.stated.commitment, one.stated.aspect)):
            promise = f"{each.stated.commitment}, {tell.stage(each.stated.stage)}"
            how = tell.text(tell.say("may_wait" if each.perhaps else "waits_for_it"))
            who = tell.text(self._who(bottleneck)), self._kind(bottleneck)
            yield *who, tell.text(each.name), tell.text(promise), tell.stated(each.company, each.stated), how

    def _origin(self, company: str, one: Precondition) -> Cells:
        tell = self.tell
        dates = self._date(company, one, "wanted"), self._date(company, one, "expected")
        return tell.text(tell.names.get(company, company)), tell.text(one.id), *dates, tell.text(one.source or "")
