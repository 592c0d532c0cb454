"""What is carried over from one stage to the next, for people and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agreements.application.carry_over import Offer, Proposal, Standing
from agreements.application.show import as_data, promised
from agreements.drafting.facts import EMISSIONS, Subject
from agreements.drafting.instruments import INSTRUMENTS, NATURES
from agreements.drafting.wording import TONGUES, Tongue, words
from agreements.model.carried import Carried, Left, Why
from agreements.model.dossier import Commitment, Promise
from agreements.model.dossier_kinds import Stage
from agreements.model.revisions import Content
from agreements.model.values import LocalText
from agreements.sources.printable import visible

HEADINGS = {
    "carried": ("Voorgesteld, in dezelfde woorden", "Proposed, in the same words"),
    "left": ("Niet overgenomen", "Not carried over"),
    "offers": ("Antwoorden met dezelfde naam; neem over met --answer", "Answers of the same name; take one over with --answer"),
    "positions": ("Afwijkingen, opnieuw te aanvaarden", "Deviations, to be accepted anew"),
    "asked": ("Wat nog open is", "What is still open"),
}
NOTHING = ("niets om over te nemen", "nothing to carry over")
WHYS = {
    Why.WITHDRAWN: ("ingetrokken", "withdrawn"),
    Why.NATURE: ("een {kind} draagt geen {nature}", "the {kind} carries no {nature}"),
    Why.PROMISED: ("staat al in de {kind}", "is in the {kind} already"),
    Why.TAKEN_BACK: ("in de {kind} ingetrokken", "withdrawn in the {kind}"),
    Why.PROPOSED: ("in de {earlier} zelf overgenomen en niet toegezegd", "was itself carried to the {earlier} and not promised"),
}
TAKEN = ("overgenomen", "taken over")
NO_CLAUSE = ("de {kind} heeft deze clausule niet", "the {kind} has no such clause")


def lines(proposal: Proposal, language: str) -> Iterator[str]:
    """Yield what is carried, what is not and why, what is offered, and what the next document still asks."""
    tongue = TONGUES[language]
    commitments: dict[str, Commitment] = {each.id: each for each in proposal.dossier.commitments}
    yield f"{proposal.dossier.company.name} → {_named(proposal.stage, tongue)}"
    sections = {
        "carried": [_carried(each, commitments[each.commitment], tongue) for each in proposal.carriage.carried],
        "left": [_left(each, proposal.stage, tongue) for each in proposal.carriage.left],
        "offers": [_offer(each, proposal.stage, tongue) for each in proposal.offers],
        "positions": [_position(each, proposal.stage, tongue) for each in proposal.positions],
        "asked": [f"{label.nl if language == 'nl' else label.en} ({path})" for label, path in proposal.asked],
    }
    if not proposal.carriage.carried:
        yield f"  {_at(NOTHING, tongue)}"
    for name, found in sections.items():
        if found:
            yield from ("", _at(HEADINGS[name], tongue), *(f"  {visible(line)}" for line in found))


def _at(pair: tuple[str, str], tongue: Tongue) -> str:
    return pair[0] if tongue.code == "nl" else pair[1]


def _named(stage: Stage, tongue: Tongue) -> str:
    return INSTRUMENTS[stage].in_language(tongue.code)


def _carried(each: Carried, commitment: Commitment, tongue: Tongue) -> str:
    """Return "+ co2-2030 · CO₂ (EoP): 1,5 megaton · in 2030 · ambitie [brief]"."""
    promise = _earlier(commitment, each.earlier)
    subject = words(Subject(commitment.indicator, commitment.subject), tongue)
    stated = "; ".join(promised(promise, commitment.indicator in EMISSIONS, tongue)) or "–"
    source = promise.source or commitment.source
    cited = f" [{source}]" if source else ""
    nature = NATURES[promise.nature].in_language(tongue.code)
    return f"+ {each.commitment} · {subject} ({_named(each.earlier, tongue)}): {stated} · {nature}{cited}"


def _earlier(commitment: Commitment, stage: Stage) -> Promise:
    return next(each for each in commitment.promised if each.stage is stage)


def _left(each: Left, stage: Stage, tongue: Tongue) -> str:
    nature = NATURES[each.nature].in_language(tongue.code)
    named = {"kind": _named(stage, tongue), "earlier": _named(each.earlier, tongue), "nature": nature}
    return f"{each.commitment} ({named['earlier']}): {_at(WHYS[each.why], tongue).format(**named)}"


def _offer(each: Offer, stage: Stage, tongue: Tongue) -> str:
    asked = f"{_asks(each.earlier, each.asked_then, tongue)}; {_asks(stage, each.asks_now, tongue)}"
    taken = f" · {_at(TAKEN, tongue)}" if each.taken else ""
    return f"{each.name} = {_short(each.answer, tongue)} ({asked}){taken}"


def _asks(stage: Stage, label: LocalText, tongue: Tongue) -> str:
    return f"{_named(stage, tongue)}: {label.in_language(tongue.code)}"


def _short(value: Content, tongue: Tongue) -> str:
    match value:
        case dict():
            in_tongue = value.get(tongue.code)
            return _short(in_tongue, tongue) if in_tongue is not None else " ".join(_short(each, tongue) for each in value.values())
        case list():
            return ", ".join(_short(each, tongue) for each in value)
        case _:
            return str(value)


def _position(each: Standing, stage: Stage, tongue: Tongue) -> str:
    known = "" if each.known else f"; {_at(NO_CLAUSE, tongue).format(kind=_named(stage, tongue))}"
    when = f", {words(each.position.date, tongue)}" if each.position.date else ""
    return f"{each.clause} ({_named(each.earlier, tongue)}): {each.position.position} ({each.position.accepted_by}{when}){known}"


def data(proposal: Proposal) -> dict[str, object]:
    """Return a proposal in the documented JSON shape, but for the changes."""
    return {
        "company": proposal.dossier.company.id,
        "kind": proposal.stage.value,
        "carried": [{"commitment": each.commitment, "from": each.earlier.value} for each in proposal.carriage.carried],
        "left": [_left_as_data(each) for each in proposal.carriage.left],
        "answers": [_offer_as_data(each) for each in proposal.offers],
        "positions": [*_positions_as_data(proposal.positions)],
        "asked": [{"path": path, "label": {"nl": label.nl, "en": label.en}} for label, path in proposal.asked],
    }


def _left_as_data(each: Left) -> dict[str, object]:
    return {"commitment": each.commitment, "from": each.earlier.value, "nature": each.nature.value, "why": each.why.value}


def _offer_as_data(each: Offer) -> dict[str, object]:
    labels = {"from_label": as_data(each.asked_then), "label": as_data(each.asks_now)}
    return {"name": each.name, "from": each.earlier.value, "answer": each.answer, **labels, "taken": each.taken}


def _positions_as_data(positions: Iterable[Standing]) -> Iterator[dict[str, object]]:
    for each in positions:
        yield {"clause": each.clause, "from": each.earlier.value, "position": each.position.position, "known": each.known}
