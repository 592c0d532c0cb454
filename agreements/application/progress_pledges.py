"""The chapter of a progress report on what was pledged to Parliament: pledges and motions, until when, how they stand, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agreements.application.pledges import CHAMBERS, KINDS
from agreements.application.progress_telling import ProgressTeller
from agreements.drafting.document import Division, Inline, Node, Text
from agreements.drafting.telling import Cells
from agreements.model.pledges import Pledge, PledgeChange, PledgeStatus, met_by, status_of
from agreements.model.values import FuzzyDate


@dataclass(frozen=True, slots=True)
class PledgesChapter:
    """Writes what is owed to Parliament, with the words of the report."""

    tell: ProgressTeller

    def chapter(self) -> Division:
        """Return the chapter."""
        tell, progress = self.tell, self.tell.progress
        since = tell.say("pledges_changed", day=tell.day(progress.period.before))
        heads = ("by_when", "kind", "to", "what", "reference", "status")
        children = (
            tell.paragraph("pledges.about", tell.say("pledges_about")),
            tell.listed("pledges.list", tell.say("pledges_list"), heads, map(self._pledge, progress.pledged)),
            tell.listed("pledges.changed", since, ("what", "was", "now", "when"), map(self._changed, progress.pledged_otherwise)),
        )
        return tell.part("pledges", tell.say("pledges"), children)

    def origins(self) -> Iterator[Node]:
        """Yield where the days of the chapter come from."""
        found = self.tell.progress.pledged
        if found:
            heads = ("pledge", "made", "by_when", "met_on", "reference", "place")
            yield self.tell.listed("origins.pledges", self.tell.say("origins_pledges"), heads, map(self._origin, found))

    def _pledge(self, each: Pledge) -> Cells:
        tell = self.tell
        kind, chamber = (found.in_language(tell.language) for found in (KINDS[each.kind], CHAMBERS[each.chamber]))
        status = "; ".join(self._status(each, tell.progress.period.day))
        due = tell.when(f"pledges[{each.id}].due", each.due)
        told = (tell.text(kind), tell.text(chamber), tell.text(each.what.in_language(tell.language)))
        return due, *told, tell.text(each.reference), tell.text(status)

    def _status(self, each: Pledge, day: date) -> Iterator[str]:
        status = status_of(each, day)
        yield self.tell.say(f"pledge_{status}")
        if status is not PledgeStatus.DONE and met_by(each, day):
            yield self.tell.say("perhaps_done")

    def _changed(self, change: PledgeChange) -> Cells:
        tell, each = self.tell, change.pledge
        was = tell.say(f"pledge_{change.was}") if change.was else tell.say("not_yet")
        what = tell.text(each.what.in_language(tell.language))
        return what, tell.text(was), tell.text(tell.say(f"pledge_{change.now}")), self._since(change)

    def _since(self, change: PledgeChange) -> tuple[Inline, ...]:
        """Return the day of a change: when it was met, by when it was due, or when it was pledged."""
        each = change.pledge
        if change.now is PledgeStatus.DONE and each.met is not None:
            return self._day(each, "met.date", each.met.date)
        key = "due" if change.now is PledgeStatus.OVERDUE else "made"
        return self._day(each, key, each.due if key == "due" else each.made)

    def _day(self, each: Pledge, key: str, when: FuzzyDate | None) -> tuple[Inline, ...]:
        return self.tell.when(f"pledges[{each.id}].{key}", when) if when else (Text("–"),)

    def _origin(self, each: Pledge) -> Cells:
        tell, met = self.tell, met_by(each, self.tell.progress.period.day)
        days = self._day(each, "made", each.made), self._day(each, "due", each.due), self._day(each, "met.date", met.date if met else None)
        references = "; ".join(filter(None, (each.reference, met.reference if met else "")))
        return tell.text(each.id), *days, tell.text(references), tell.text(each.url)
