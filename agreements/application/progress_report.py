"""A progress report as a document: what was signed, what changed, megatons and euros, what is planned, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agreements.application.portfolio import Stand
from agreements.application.portfolio_words import CLUSTERS, REASONS, column_words, in_millions, least, most
from agreements.application.progress import Progress
from agreements.application.progress_blocked import BlockedChapter
from agreements.application.progress_pledges import PledgesChapter
from agreements.application.progress_telling import ProgressTeller
from agreements.application.progress_times import TimesChapter
from agreements.application.progress_words import SAID
from agreements.drafting import bars
from agreements.drafting.document import (
    Division,
    Document,
    Figure,
    Furniture,
    Inline,
    Status,
    Text,
)
from agreements.drafting.instruments import NATURES
from agreements.drafting.roadmap_document import by_words, kind_words, name_words
from agreements.drafting.telling import Cells
from agreements.drafting.timeline import WIDTH
from agreements.drafting.wording import TONGUES, number
from agreements.model.addable import Aspect
from agreements.model.addable import Column as AddedColumn
from agreements.model.dossier_kinds import Indicator, PartyKind, Stage
from agreements.model.portfolio import NOT_IN_FORCE, Apart, Cell, Reason, Sure
from agreements.model.progress import Dated, Promised, Signed
from agreements.model.promised import Stated
from agreements.model.roadmap import Fit

KIND = "progress-report"
ROWS = 40
SHOWN = 16
"""So many characters of a SHA-256 are enough to find a file by."""


def progress_report(progress: Progress, language: str, spell: Callable[[str], str]) -> Document:
    """Return the report in `nl` or `en`; `spell` writes what somebody wrote with signs that can be printed."""
    return _Writer(language, SAID, spell, progress=progress).document()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer(ProgressTeller):
    """Puts progress into a tree, in one language."""

    def document(self) -> Document:
        """Return the whole."""
        period = self.progress.period
        day = self.day(period.day)
        footer = self.say(
            "footer",
            day=day,
            before=self.day(period.before),
            known=self._known(period.known),
            known_before=self._known(period.known_before),
        )
        header = self.say("internal") if period.internal else ""
        copied = any(route.reconstruction for route in self.progress.now.routes)
        notices = tuple(self.notices(internal=period.internal, reconstruction=copied))
        margins = Furniture(self.say("header"), header, footer, self.say("page"), self.say("of"), notices)
        parts = (
            self._summary(),
            self._changed(),
            self._stands(),
            self._sums(),
            self._planned(),
            *(each.chapter() for each in self._chapters()),
            self._apart(),
            self._origins(),
            *self._sources(),
        )
        identity = (KIND, f"{KIND}-{period.day.isoformat()}", self.language, self.say("title"), (Text(self.say("subtitle", day=day)),))
        return Document(*identity, Status.FINAL, "1", period.day.isoformat(), "1", margins, parts)

    def _chapters(self) -> Iterator[BlockedChapter | PledgesChapter | TimesChapter]:
        """Yield the chapters that have a module of their own; each tells where its figures come from."""
        yield from (BlockedChapter(self), PledgesChapter(self))
        if self.progress.times is not None:
            yield TimesChapter(self, self.progress.times)

    def _known(self, instant: str) -> str:
        return self.say("known", day=self.day(date.fromisoformat(instant[:10]))) if instant else ""

    # Parts

    def _summary(self) -> Division:
        period = self.progress.period
        now, before = (self._counted(side.portfolio.signed) for side in (self.progress.now, self.progress.before))
        told = (self.say("signed_now", day=self.day(day), **counts) for day, counts in ((period.day, now), (period.before, before)))
        return self.part("summary", self.say("summary"), (self.paragraph("summary.signed", " ".join(told)),))

    def _counted(self, counts: Mapping[Stage, tuple[int, int]]) -> dict[str, str]:
        names = {Stage.EOP: "eop", Stage.JLOI: "jloi", Stage.MAATWERKAFSPRAAK: "agreement"}
        return {name: self._count(*counts[stage]) for stage, name in names.items()}

    def _count(self, certain: int, possible: int) -> str:
        return str(certain) if certain == possible else self.say("certain_possible", certain=str(certain), possible=str(possible))

    def _changed(self) -> Division:
        progress, day = self.progress, self.day(self.progress.period.before)
        signed, ended, promised, dates = progress.signed, progress.ended, progress.promised, progress.moved
        if not (signed or ended or promised or dates):
            nothing = self.paragraph("changed.nothing", self.say("nothing_changed", day=day))
            return self.part("changed", self.say("changed", day=day), (nothing,))
        told = [self._promised(each) for each in promised if any(_has_figure(side) for side in (each.now, each.was))]
        children = (
            self.listed("changed.signed", self.say("new_signed"), ("company", "instrument", "when"), map(self._signed, signed)),
            self.listed("changed.ended", self.say("new_ended"), ("company", "instrument", "when"), map(self._ended, ended)),
            self.listed("changed.promised", self.say("promised"), ("company", "promise", "was", "now"), told),
            self.listed("changed.moved", self.say("moved"), ("company", "what", "kind", "was", "now"), map(self._moved, dates)),
        )
        return self.part("changed", self.say("changed", day=day), children)

    def _signed(self, each: Signed) -> Cells:
        return self.text(each.name), self.text(self.stage(each.stage)), self.when(f"{each.company}.history[{each.stage}]", each.when)

    def _ended(self, each: Stand) -> Cells:
        return self.text(each.name), self.text(self.stage(each.stage)), self.when(f"{each.company}.history[stopped]", each.ended)

    def _promised(self, each: Promised) -> Cells:
        commitment = next(found.commitment for found in (each.now, each.was) if found is not None)
        was, now = self._with_stage(each.company, each.was), self._with_stage(each.company, each.now)
        if each.now is None and (other := self._otherwise(each.company, commitment)):
            now = self.text(self.say("no_figure", stage=self.stage(other)))
        return self.text(each.name), self.text(commitment), was, now

    def _otherwise(self, company: str, commitment: str) -> Stage | None:
        """Return in which document a commitment stands now that says something of it no more."""
        found = (each.stated for each in self.progress.in_force if each.company == company)
        return next((each.stage for each in found if each.commitment == commitment), None)

    def _with_stage(self, company: str, each: Stated | None) -> tuple[Inline, ...]:
        return self.stated(company, each) if each is None else (*self.stated(company, each), Text(f" ({self.stage(each.stage)})"))

    def _moved(self, each: Dated) -> Cells:
        path = f"{each.company}.{each.point.kind}.{each.point.id}"
        was, now = self.when(path, each.was), self.when(path, each.point.date)
        what, kind = (found(each.point, self.language) for found in (name_words, kind_words))
        return self.text(each.name), self.text(what), self.text(kind), was, now

    def _stands(self) -> Division:
        rows = [self._stand(each) for each in self.progress.now.portfolio.stands]
        listed = self.listed("stands.list", self.say("stands_table"), ("company", "cluster", "instrument", "since"), rows)
        return self.part("stands", self.say("stands"), (listed,))

    def _stand(self, each: Stand) -> Cells:
        cluster = CLUSTERS[each.cluster].in_language(self.language)
        stage = self.stage(each.stage)
        if each.possibly is not each.stage:
            stage = self.say("certain_possible", certain=stage, possible=self.stage(each.possibly))
        if each.ended_sure is Sure.CERTAINLY:
            stage = f"{stage}; {self.say('ended')}"
        since = self.when(f"{each.company}.history[{each.stage}]", each.since) if each.stage else (Text("–"),)
        return self.text(each.name), self.text(cluster), self.text(stage), since

    def _sums(self) -> Division:
        now, before = self.progress.now.portfolio.sums, self.progress.before.portfolio.sums
        order = list(now.columns)

        def by_cluster(each: tuple[tuple[AddedColumn, str], Cell]) -> tuple[bool, str, int]:
            column, cluster = each[0]
            return not cluster, cluster, order.index(column)  # those of which none is known come last

        rows = [
            (*self._sum(column_words(column, self.language), column.firm, cell), (Text(self._cell(before.columns.get(column, Cell()))),))
            for column, cell in now.columns.items()
        ]
        clusters = [
            (self.text(CLUSTERS[where].in_language(self.language)), *self._sum(column_words(column, self.language), column.firm, cell))
            for (column, where), cell in sorted(now.clusters.items(), key=by_cluster)
        ]
        numbers = ("count", "least", "most", "before")
        heads = ("what", "count", "least", "most")
        about = self.paragraph("sums.about", self.say("sums_about"))
        whole = self.listed("sums.list", self.say("sums_table"), (*heads, "before"), rows, numbers=numbers)
        parted = self.listed("sums.clusters", self.say("sums_by"), ("where", *heads), clusters, numbers=numbers)
        children = (about, whole, *self._bars(), parted)
        return self.part("sums", self.say("sums"), children)

    def _cell(self, cell: Cell) -> str:
        return self._count(cell.certainly.count, cell.possibly.count)

    def _sum(self, what: str, firm: bool, cell: Cell) -> Cells:  # noqa: FBT001  # of the column
        certain = cell.certainly
        named = self.text(f"{what}{'' if firm else ' *'}")
        return named, (Text(self._cell(cell)),), (Text(least(certain, self.language)),), (Text(most(certain, self.language)),)

    def _bars(self) -> Iterator[Figure]:
        year = self.progress.period.year
        found = [each for each in self.progress.in_force if each.reason is not Reason.ENDED and _is_total(each.stated, year)]
        drawn = [self._bar(each) for each in sorted(found, key=lambda each: (-(each.stated.said.low or 0), each.name))]
        for place, start in enumerate(range(0, len(drawn), ROWS), 1):
            height, drawing = bars.drawn(drawn[start : start + ROWS])
            caption = self.text(self.say("bars", year=str(year)) + (f" ({place})" if place > 1 else ""))
            yield Figure(f"sums.bars.{place}", caption, self.say("bars_said"), WIDTH, height, drawing)

    def _bar(self, each: Apart) -> bars.Bar:
        said = each.stated.said
        low, high = (None if end is None else in_millions(end) for end in (said.low, said.high))
        return bars.Bar(self.spell(each.name), low, high, _ends(low, high, self.language))

    def _planned(self) -> Division:
        period = self.progress.period
        heads = ("when", "company", "what", "kind", "who")
        passed = [self._dated(each) for each in self.progress.passed]
        coming = [self._dated(each) for each in self.progress.coming]
        waits = [
            (
                self.text(route.name),
                self.text(name_words(wait.point, self.language)),
                self.when(f"{route.company}.{wait.point.kind}.{wait.point.id}", wait.point.date),
                self.text(name_words(wait.needed, self.language)),
                self.when(f"{route.company}.{wait.needed.kind}.{wait.needed.id}", wait.needed.date),
            )
            for route in self.progress.now.routes
            for wait in route.waits
            if wait.fit in {Fit.LATE, Fit.PERHAPS_LATE}
        ]
        children = (
            self.listed("planned.passed", self.say("passed", before=self.day(period.before), day=self.day(period.day)), heads, passed),
            self.listed("planned.coming", self.say("coming", day=self.day(period.day)), heads, coming),
            self.listed("planned.waits", self.say("waits"), ("company", "what", "when", "needed", "expected"), waits),
        )
        return self.part("planned", self.say("planned"), children)

    def _dated(self, each: Dated) -> Cells:
        point = each.point
        when = self.when(f"{each.company}.{point.kind}.{point.id}", point.date)
        what, kind, who = (found(point, self.language) for found in (name_words, kind_words, by_words))
        return when, self.text(each.name), self.text(what), self.text(kind), self.text(who)

    def _apart(self) -> Division:
        found = [each for each in self.progress.now.portfolio.apart if each.reason and each.reason not in NOT_IN_FORCE]
        rows = [self._kept(each) for each in found]
        rest = " ".join(self._not_in_force())
        listed = self.listed("apart.list", self.say("apart"), ("company", "promise", "said", "reason"), rows)
        return self.part("apart", self.say("apart"), (listed, *((self.paragraph("apart.rest", rest),) if rest else ())))

    def _not_in_force(self) -> Iterator[str]:
        for key, reason in (("superseded", Reason.LATER), ("unsigned", Reason.NOT_SIGNED)):
            count = sum(each.reason is reason for each in self.progress.now.portfolio.apart)
            if count:
                yield self.say(key, count=str(count))

    def _kept(self, each: Apart) -> Cells:
        reason = REASONS[each.reason].in_language(self.language) if each.reason else ""
        return self.text(each.name), self.text(each.stated.commitment), self.stated(each.company, each.stated), self.text(reason)

    def _origins(self) -> Division:
        told = (each for each in self.progress.in_force if _has_figure(each.stated))
        found = sorted(told, key=lambda each: (each.name.casefold(), each.stated.commitment, each.stated.aspect))
        rows = [self._origin(each) for each in found]
        heads = ("company", "promise", "said", "source", "signed_document")
        about = f"{self.say('origins_about')} {self.say('origins_document')}"
        listed = self.listed("origins.list", self.say("origins"), heads, rows)
        more = (node for chapter in self._chapters() for node in chapter.origins())
        return self.part("origins", self.say("origins"), (self.paragraph("origins.about", about), listed, *more))

    def _origin(self, each: Apart) -> Cells:
        stated = each.stated
        evidence = self.progress.document(each.company, stated)
        document = f"{evidence.article(stated.said)} {evidence.name} {evidence.sha256[:SHOWN]}".strip() if evidence else "–"
        nature = NATURES[stated.nature].in_language(self.language)
        promise = f"{stated.commitment}, {self.stage(stated.stage)}, {nature}"
        cells = (self.text(each.name), self.text(promise), self.stated(each.company, stated))
        return *cells, self.text(stated.source), self.text(document)

    def _sources(self) -> Iterator[Division]:
        open_ones = (one for each in self.progress.now.portfolio.blocked for _, one in each.preconditions)
        used = {each.stated.source for each in self.progress.in_force} | {one.source or "" for one in open_ones}
        found = {name: title for name, title in self.progress.titles.items() if name in used}
        if found:
            rows = [(self.text(name), self.text(title)) for name, title in sorted(found.items())]
            yield self.part(
                "sources", self.say("sources"), (self.listed("sources.list", self.say("sources"), ("source", "title_of"), rows),)
            )


def _has_figure(each: Stated | None) -> bool:
    """Say whether a promise says how much or when, and not in words only."""
    return each is not None and each.aspect != "text"


def _is_total(each: Stated, year: int) -> bool:
    """Say whether a promise is a reduction of CO2 by a company in or before a year, as an amount."""
    said = each.said
    about = each.indicator is Indicator.CO2 and each.party is PartyKind.COMPANY and each.aspect == Aspect.TOTAL
    return about and year in {said.year, said.before} and said.unit in {"t", "t_per_year"}


def _ends(low: Decimal | None, high: Decimal | None, language: str) -> str:
    """Return an amount in megatons, briefly: "1,5", "0,35–0,55", "≥ 0,5"."""
    tongue = TONGUES[language]
    if low is not None and low == high:
        return number(low, tongue)
    if low is not None and high is not None:
        return f"{number(low, tongue)}–{number(high, tongue)}"
    return f"≥ {number(low, tongue)}" if low is not None else f"≤ {number(high or Decimal(0), tongue)}"
