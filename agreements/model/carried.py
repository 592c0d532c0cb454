"""What was promised at one stage as the starting point of the next: the same words and figures, marked as not yet promised again.

Nothing is made up: what is carried says what the earlier promise says, with its nature and source. Until somebody puts other words in the
place of the mark, it is a proposal of the office; so it is never public.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agreements.model.dossier_kinds import Nature, Stage, Visibility
from agreements.model.promised import ASPECTS, MARKS, STAGES, mark_in
from agreements.model.revisions import Content


class Why(StrEnum):
    """Why what was promised earlier is not carried."""

    WITHDRAWN = "withdrawn"
    NATURE = "nature"
    PROMISED = "promised"
    TAKEN_BACK = "taken_back"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Carried:
    """A promise that is carried: of which commitment, and at which stage it was made."""

    commitment: str
    earlier: Stage


@dataclass(frozen=True, slots=True)
class Left:
    """A promise that is not carried, and why.

    WITHDRAWN: it was; NATURE: the document cannot carry it; PROMISED: the stage has it; TAKEN_BACK: the stage had it, and withdrew it;
    PROPOSED: it was itself carried and never promised again.
    """

    commitment: str
    earlier: Stage
    nature: Nature
    why: Why


@dataclass(frozen=True, slots=True)
class Carriage:
    """What a dossier says once its promises are carried, which those are, and which are not."""

    said: Content
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]


def carry(said: Content, stage: Stage, natures: Collection[Nature]) -> Carriage:
    """Return what a dossier says with the last word of each commitment before `stage` proposed at that stage.

    `said` is what a valid dossier says (see `revisions`), `natures` are those that the document of the stage can carry. A commitment that
    the stage speaks of already stays as it is, so that who carries twice changes nothing.
    """
    if not isinstance(said, dict):
        return Carriage(said, (), ())
    carried: list[Carried] = []
    left: list[Left] = []
    commitments: list[Content] = []
    for each in _mappings(said.get("commitments")):
        commitments.append(_with_last_word(each, stage, natures, (carried, left)))  # noqa: PERF401  # its type is wider than that of what it takes
    whole: Content = {**said, "commitments": commitments} if carried else said
    return Carriage(whole, tuple(carried), tuple(left))


def _mappings(value: Content | None) -> Sequence[dict[str, Content]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _with_last_word(
    commitment: dict[str, Content], stage: Stage, natures: Collection[Nature], told: tuple[list[Carried], list[Left]]
) -> dict[str, Content]:
    """Return a commitment with its last word carried, and tell what came of it; one that promised nothing before is not told of."""
    promised = _mappings(commitment.get("promised"))
    last = max((each for each in promised if _order(each) < STAGES.index(stage)), key=_order, default=None)
    if last is None:
        return commitment
    proposal = _proposed(last, commitment, stage)
    why = _taken(commitment, promised, stage) or _obstacle(last, proposal, natures)
    nature = Nature(str(last["nature"]))
    if proposal is None or why is not None:
        told[1].append(Left(str(commitment["id"]), Stage(str(last["stage"])), nature, why or Why.WITHDRAWN))
        return commitment
    told[0].append(Carried(str(commitment["id"]), Stage(str(last["stage"]))))
    return {**commitment, "promised": [*promised, proposal]}


def _order(promise: Mapping[str, Content]) -> int:
    return STAGES.index(Stage(str(promise["stage"])))


def _taken_back(fact: Mapping[str, Content]) -> bool:
    return fact.get("withdrawn") is True


def _taken(commitment: Mapping[str, Content], promised: Sequence[Mapping[str, Content]], stage: Stage) -> Why | None:
    """Return why there is no room for a proposal: the commitment was withdrawn, or the stage speaks of it already."""
    if _taken_back(commitment):
        return Why.WITHDRAWN
    there = next((each for each in promised if each["stage"] == stage), None)
    return None if there is None else Why.TAKEN_BACK if _taken_back(there) else Why.PROMISED


def _obstacle(last: Mapping[str, Content], proposal: Content | None, natures: Collection[Nature]) -> Why | None:
    if proposal is None:
        return Why.WITHDRAWN
    if mark_in(str(last.get("unsure", ""))):
        return Why.PROPOSED
    return None if last["nature"] in natures else Why.NATURE


def _proposed(last: dict[str, Content], commitment: Mapping[str, Content], stage: Stage) -> Content | None:
    """Return an earlier promise as one of this stage, without what was withdrawn of it; None when nothing of it is left."""
    standing = {key: value for key, value in last.items() if not (isinstance(value, dict) and _taken_back(value))}
    stated = any(aspect in last for aspect in ASPECTS)
    if _taken_back(last) or (stated and not any(aspect in standing for aspect in ASPECTS)):
        return None
    unsure = "; ".join(filter(None, (MARKS[Stage(str(last["stage"]))], str(last.get("unsure", "")))))
    around = str(last.get("visibility", commitment.get("visibility", "")))
    seen: dict[str, Content] = {"visibility": Visibility.PARTIES.value} if around == Visibility.PUBLIC else {}
    return {**{key: _not_public(value) for key, value in standing.items()}, "stage": stage.value, "unsure": unsure, **seen}


def _not_public(value: Content) -> Content:
    """Return what is said with all that was public in it for the parties alone: a proposal is no promise."""
    return dict(_for_parties(value)) if isinstance(value, dict) else value


def _for_parties(entries: Mapping[str, Content]) -> Iterator[tuple[str, Content]]:
    for key, inner in entries.items():
        yield key, Visibility.PARTIES.value if key == "visibility" and inner == Visibility.PUBLIC else _not_public(inner)
