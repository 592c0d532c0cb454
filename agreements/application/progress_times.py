"""The chapter of a progress report on the time in each phase and on whom is waited for: for the office only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.application.phase_times import CompanyTimes, InPhase, PhaseTimes, Times
from agreements.application.phase_words import days_words, in_phase_words, waits_of
from agreements.application.progress_telling import ProgressTeller
from agreements.drafting.document import Division, Inline, Node, Text, Value
from agreements.drafting.telling import Cells
from agreements.workflow.stays import Days, Stay


@dataclass(frozen=True, slots=True)
class TimesChapter:
    """Writes how long companies stood where, with the words of the report."""

    tell: ProgressTeller
    times: Times

    def chapter(self) -> Division:
        """Return the chapter."""
        tell, numbers = self.tell, ("left", "median", "longest", "now_in", "longest_now")
        told = map(self._phase, self.times.phases)
        phases = tell.listed("times.phases", tell.say("times_phases"), ("phase", *numbers), told, numbers=numbers)
        rows = [row for each in self.times.companies for row in self._company(each)]
        companies = tell.listed("times.companies", tell.say("times_companies"), ("company", "in_phases", "waits_for", "since"), rows)
        about = tell.paragraph("times.about", " ".join(tell.say(each) for each in ("times_about", "times_star", "times_median")))
        return tell.part("times", tell.say("times"), (about, phases, companies))

    def origins(self) -> Iterator[Node]:
        """Yield from which events of the record the days come."""
        rows = [self._stay(each, phase, stay) for each in self.times.companies for phase in each.phases for stay in phase.stays]
        if rows:
            heads = ("company", "phase", "from", "until", "events")
            yield self.tell.listed("origins.times", self.tell.say("origins_times"), heads, rows)

    def _phase(self, each: PhaseTimes) -> Cells:
        label = each.label.in_language(self.tell.language) + (" *" if each.unknown else "")
        days = (self._days(f"times.{each.phase}.{name}", getattr(each, name)) for name in ("median", "longest", "longest_now"))
        median, longest, longest_now = days
        return self.tell.text(label), (Text(str(each.left)),), median, longest, (Text(str(each.now)),), longest_now

    def _days(self, path: str, days: Days | None) -> tuple[Inline, ...]:
        if days is None:
            return (Text("–"),)
        exact = [(name, str(end)) for name, end in zip(("fewest", "most"), days, strict=True) if end is not None]
        return (Value(path, days_words(days), tuple(exact)),)

    def _company(self, each: CompanyTimes) -> Iterator[Cells]:
        """Yield a company with its first wait, and a row for each other."""
        tell = self.tell
        name = each.name if each.sure else tell.say("perhaps_further", name=each.name)
        phases = tell.text(" · ".join(in_phase_words(one, tell.language) for one in each.phases))
        first, *rest = list(self._waits(each))
        yield tell.text(name), phases, *first
        yield from ((tell.text(name), (Text("–"),), *one) for one in rest)

    def _waits(self, each: CompanyTimes) -> Iterator[Cells]:
        tell = self.tell
        if each.still or each.ended:
            yield tell.text(tell.say("still" if each.still else "closed")), tell.when(f"{each.company}.since", each.still or each.ended)
        elif not each.waiting:
            yield (Text("–"),), (Text("–"),)
        else:
            for whom, since in waits_of(each, tell.language):
                yield tell.text(whom), tell.when(f"{each.company}.waiting", since)

    def _stay(self, each: CompanyTimes, phase: InPhase, stay: Stay) -> Cells:
        tell, path = self.tell, f"{each.company}.{phase.phase}"
        until = tell.when(f"{path}.until", stay.end) if stay.end else (Text("–"),)
        events = f"{stay.version}–{stay.left}" if stay.left else f"{stay.version}–"
        label = phase.label.in_language(tell.language)
        return tell.text(each.name), tell.text(label), tell.when(f"{path}.from", stay.begin), until, tell.text(events)
