"""What several commands say in the same words and the same JSON shapes: dates, deadlines, explanations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from agreements.cli.terminal import problems_as_data
from agreements.drafting.wording import TONGUES, words
from agreements.model.encoding import interval
from agreements.model.legal_sentences import sentence
from agreements.model.values import FuzzyDate, LocalText
from agreements.workflow.deadlines import Due
from agreements.workflow.explanation import Explanation

if TYPE_CHECKING:
    from agreements.application.shelf import Receiver

BY = {"nl": "uiterlijk", "en": "by"}
STILL = {"nl": "de termijn staat stil", "en": "the term stands still"}
NOBODY = {"nl": "niemand", "en": "nobody"}
ON_BEHALF_OF = {"nl": "namens", "en": "for"}


def on_date(when: FuzzyDate, language: str) -> str:
    """Return a date as people write it, with the precision that is known."""
    return words(when, TONGUES[language])


def in_days(due: Due | None, language: str) -> str:
    """Return the deadline that runs, to stand behind something else."""
    if due is None:
        return ""
    return f" · {BY[language]} {due.last.isoformat()} ({due.basis})" if due.last else f" · {STILL[language]}"


def text_as_data(text: LocalText) -> dict[str, str]:
    """Return words in both languages."""
    return {"nl": text.nl, "en": text.en}


def date_as_data(when: FuzzyDate) -> dict[str, object]:
    """Return a date with the days between which it lies."""
    return {"precision": when.precision.value, **(interval(when) or {})}


def due_as_data(due: Due | None) -> dict[str, object] | None:
    """Return a deadline with the reason for its day."""
    if due is None:
        return None
    return {
        "last": due.last.isoformat() if due.last else None,
        "counted_from": due.counted_from.isoformat(),
        "certain": due.certain,
        "provisional": due.provisional,
        "legal": due.legal.value,
        "basis": due.basis or None,
        "reasons": [{"nl": sentence(each, "nl"), "en": sentence(each, "en")} for each in due.reasons],
    }


def receivers_in_words(receivers: Iterable[Receiver], language: str) -> str:
    """Return who is warned, each with whom they stand in for; or that nobody is."""
    whom = [
        f"{each.person} ({ON_BEHALF_OF[language]} {', '.join(each.on_behalf_of)})" if each.on_behalf_of else each.person
        for each in receivers
    ]
    return ", ".join(whom) or NOBODY[language]


def receivers_as_data(receivers: Iterable[Receiver]) -> list[dict[str, object]]:
    """Return who is warned, and for whom."""
    return [{"person": each.person, "on_behalf_of": list(each.on_behalf_of)} for each in receivers]


def explanation_as_data(explanation: Explanation, language: str) -> dict[str, object]:
    """Return why a step can or cannot be taken."""
    return {
        "step": explanation.step,
        "label": text_as_data(explanation.label),
        "person": explanation.person or None,
        "allowed": explanation.allowed,
        "ready": explanation.ready,
        "reasons": problems_as_data(explanation.reasons, language),
        "member": explanation.member or None,
        "on_behalf_of": explanation.on_behalf_of or None,
        "who": {
            role: [{"person": each.person, "on_behalf_of": each.on_behalf_of or None} for each in persons]
            for role, persons in explanation.who.items()
        },
        "evidence": list(explanation.evidence),
        "facts": list(explanation.facts),
    }
