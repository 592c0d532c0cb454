"""Dossiers in the record: what was applied is an event with its changes; the dossier is the fold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier, Fact, Promise, Visibility
from agreements.model.dossier import Figure as PromisedFigure
from agreements.model.reading import FORMAT
from agreements.model.revisions import Change, Content, node_of, revised
from agreements.model.values import EUROS, Unit, in_tonnes
from agreements.problems import AgreementsError, Problem, Where
from agreements.record.tables import Figure
from agreements.record.values import Recorded

APPLIED = "dossier_applied"
EVENT_FORMAT = 1


@dataclass(frozen=True, slots=True)
class RecordedDossier:
    """A dossier as it stands in the record; `version` is that of the event which changed it last."""

    company: str
    version: int
    said: Content

    @property
    def where(self) -> Where:
        """The place that people know it by."""
        return Where(f"{self.company} ({self.version})")

    def read(self, where: Where | None = None) -> tuple[Dossier | None, tuple[Problem, ...]]:
        """Return the dossier, and every fault in it: what was recorded by an older version may be refused by this one."""
        said = self.said if isinstance(self.said, dict) else {}
        return dossier_from(node_of({"format": str(FORMAT), **said}, where or self.where))

    def dossier(self) -> Dossier:
        """Return the dossier; raise AgreementsError when it cannot be read any more."""
        found, faults = self.read()
        if found is None:
            raise AgreementsError(*faults)
        return found


def applied(changes: Iterable[Change], file: str) -> dict[str, object]:
    """Return the body of an event that records changes, and the name of the file that they came from."""
    return {"file": file, "changes": [{"path": list(change.path), "after": change.after} for change in changes]}


def changes_of(body: Mapping[str, object]) -> Iterator[Change]:
    """Yield the changes in the body of an event; what stood there before follows from the events before it."""
    for each in cast("list[dict[str, object]]", body["changes"]):
        yield Change(tuple(cast("list[str]", each["path"])), None, cast("Content", each["after"]))


def changes_in(history: Iterable[Recorded]) -> Iterator[Change]:
    """Yield the changes of every dossier that was applied."""
    for each in history:
        if each.kind == APPLIED:
            yield from changes_of(each.body)


def fold_dossier(company: str, history: Iterable[Recorded]) -> RecordedDossier | None:
    """Return the dossier that the events of a company make, or None when none was applied."""
    said: Content | None = None
    version = 0
    for each in history:
        if each.kind == APPLIED:
            said, version = revised(said, changes_of(each.body)), each.version
    return None if said is None else RecordedDossier(company, version, said)


# The figures as rows, so that a portfolio can count them

_MICRO = Decimal(10) ** 6
_VOLUME = {Unit.M3: 0, Unit.MLN_M3: 6}
_BASES = {
    Unit.MT: "t",
    Unit.KT: "t",
    Unit.T: "t",
    Unit.MT_PER_YEAR: "t_per_year",
    Unit.KT_PER_YEAR: "t_per_year",
    Unit.T_PER_YEAR: "t_per_year",
}
_LARGEST = 2**63 - 1


def figure_rows(stream: str, dossier: Dossier) -> Iterator[Figure]:
    """Yield a row for each promised figure that was not withdrawn, in whole millionths of its base unit."""
    for commitment in dossier.commitments:
        if commitment.withdrawn:
            continue
        for promise in commitment.promised:
            if promise.withdrawn:
                continue
            around = promise.visibility or commitment.visibility
            for aspect, figure in _figures(promise):
                yield Figure(
                    stream=stream,
                    commitment=commitment.id,
                    stage=promise.stage,
                    aspect=aspect,
                    party=commitment.party,
                    indicator=commitment.indicator,
                    nature=promise.nature,
                    wording=figure.wording,
                    low=_millionths(figure.amount if figure.amount is not None else figure.at_least, figure.unit),
                    high=_millionths(figure.amount if figure.amount is not None else figure.at_most, figure.unit),
                    unit=_base(figure.unit),
                    year=figure.year,
                    boundary=_said(figure),
                    above=figure.above or "",
                    source=_source(figure, promise, commitment),
                    visibility=figure.visibility or around or Visibility.INTERNAL,
                )


def _figures(promise: Promise) -> Iterator[tuple[str, PromisedFigure]]:
    for aspect, figure in (("total", promise.total), ("additional", promise.additional), ("share", promise.share)):
        if figure is not None and not figure.withdrawn:
            yield aspect, figure


def _said(figure: PromisedFigure) -> str:
    boundary = figure.boundary
    return "" if boundary is None else boundary.nl if not isinstance(boundary, str) else boundary


def _source(*facts: Fact) -> str:
    return next((fact.source for fact in facts if fact.source is not None), "")


def _base(unit: Unit) -> str:
    if unit in _BASES:
        return _BASES[unit]
    if unit in EUROS:
        return "eur"
    return "m3" if unit in _VOLUME else str(unit)


def _millionths(amount: Decimal | None, unit: Unit) -> int | None:
    """Return an amount in millionths of its base unit, exactly; None when it is not stated, or larger than a database can hold."""
    if amount is None:
        return None
    base = in_tonnes(amount, unit) if unit in _BASES else amount.scaleb(EUROS.get(unit, _VOLUME.get(unit, 0)))
    whole = int(base * _MICRO)
    return whole if whole <= _LARGEST else None
