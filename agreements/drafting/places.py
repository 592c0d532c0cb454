"""Where in the dossier a printed path stands, so that a missing fact can be filled where people look for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from agreements.model.dossier import Dossier, Fact
from agreements.model.dossier_kinds import HistoryEvent, Kind, PartyKind, Stage
from agreements.problems import Where
from agreements.sources import Sequence

_LISTED = re.compile(r"(?P<list>[a-z_]+)\[(?P<key>[^\]]+)\]")
_ANSWER = re.compile(r"answers\.(?P<name>[^.\[]+)(?:\[(?P<place>[0-9]+)\])?")


def place_of(path: str, dossier: Dossier, stage: Stage, kind: Kind) -> Where:
    """Return the place of the mapping in which a path such as `company.seat` or `provinces[zeeland].decision.date` is filled."""
    head = path.partition(".")[0]
    listed = _LISTED.match(path)
    if listed:
        return _in_list(dossier, listed["list"], listed["key"])
    if head == "company":
        return dossier.company.where
    if head == "parent" and dossier.company.parent:
        return dossier.company.parent.where
    if path == f"{head}.signed":
        signed = (fact for fact in dossier.history if fact.stage == head and fact.event is HistoryEvent.SIGNED and not fact.withdrawn)
        return next((fact.where for fact in signed), dossier.at("history"))
    if head == "answers":
        return _answer(path, dossier, kind)
    return _promise(head, dossier, stage)


def _answer(path: str, dossier: Dossier, kind: Kind) -> Where:
    """Return the place of an answer, or of one item in an answer that is a list."""
    match = _ANSWER.match(path)
    answer = dossier.answers.get(kind, {}).get(match["name"]) if match else None
    if match and match["place"] and isinstance(answer, Sequence) and int(match["place"]) <= len(answer.items):
        return answer.items[int(match["place"]) - 1].where
    return answer.where if answer else dossier.at("answers")


def _in_list(dossier: Dossier, name: str, key: str) -> Where:
    lists: Mapping[str, Iterable[Fact]] = {
        "ministers": dossier.ministers,
        "provinces": dossier.provinces,
        "company_signatories": dossier.signatories,
        "parent_signatories": dossier.signatories,
        "projects": dossier.projects,
        "preconditions": dossier.preconditions,
        "efforts": dossier.efforts,
        "milestones": dossier.milestones,
        "nitrogen": dossier.commitments,
        "circularity": dossier.commitments,
        "environment": dossier.commitments,
        "investments": dossier.commitments,
        "contributions": dossier.commitments,
    }
    found = (fact.where for fact in lists.get(name, ()) if getattr(fact, "id", "") == key)
    return next(found, dossier.at("signatories" if name.endswith("signatories") else name))


def _promise(indicator: str, dossier: Dossier, stage: Stage) -> Where:
    for commitment in dossier.commitments:
        if commitment.indicator.value == indicator and commitment.party is PartyKind.COMPANY:
            return next((promise.where for promise in commitment.promised if promise.stage is stage), commitment.where)
    return dossier.at("commitments")
