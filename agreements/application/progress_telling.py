"""What the chapters of a progress report have in common: its words, and how a promise, a table or a list of nothing is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agreements.application.portfolio_words import stated_words
from agreements.application.progress import Progress
from agreements.drafting.document import Inline, Node, Text, Value
from agreements.drafting.instruments import INSTRUMENTS
from agreements.drafting.telling import Cells, Teller
from agreements.model.dossier_kinds import Stage
from agreements.model.promised import Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressTeller(Teller):
    """Tells progress in one language."""

    progress: Progress

    @property
    def names(self) -> Mapping[str, str]:
        """Return the names of companies by their ids."""
        return {each.company: each.name for side in (self.progress.before, self.progress.now) for each in side.portfolio.stands}

    def stated(self, company: str, each: Stated | None) -> tuple[Inline, ...]:
        """Return what was promised as a value: its path is that of the promise in the dossier."""
        if each is None:
            return (Text("–"),)
        ends = [(name, str(end)) for name, end in (("low", each.said.low), ("high", each.said.high)) if end is not None]
        path = f"{company}.commitments[{each.commitment}].promised[{each.stage}].{each.aspect}"
        return (Value(path, self.spell(stated_words(each, self.language)), (*ends, *((("unit", each.said.unit),) if ends else ()))),)

    def stage(self, stage: Stage | None) -> str:
        """Return an instrument in a word."""
        return INSTRUMENTS[stage].in_language(self.language) if stage else "–"

    def listed(self, uid: str, caption: str, heads: Sequence[str], rows: Iterable[Cells], *, numbers: Sequence[str] = ()) -> Node:
        """Return a table, or that there is nothing; its heads are words of ours, those that are named as numbers stand to the right."""
        found = list(rows)
        if not found:
            return self.paragraph(uid, f"{caption}: {self.say('none').lower()}")
        told = [self.say(head, day=self.day(self.progress.period.before)) for head in heads]
        return self.table(uid, caption, told, found, numbers=[place for place, head in enumerate(heads) if head in numbers])
