"""Whether a covenant must be published actively on a day (art. 3.3(2)(f) Woo), in words and as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agreements.drafting.wording import TONGUES, words
from agreements.model.encoding import interval
from agreements.model.law import Commencement, LawFile
from agreements.model.values import LocalText

BASIS = LocalText("art. 3.3, tweede lid, onder f, Woo", "art. 3.3(2)(f) Woo")
_DUTY = LocalText("actieve openbaarmaking van convenanten ({basis}): {state}", "active publication of covenants ({basis}): {state}")
_SINCE = LocalText(
    "verplicht sinds {since} ({decree}), binnen twee weken na de vaststelling",
    "a duty since {since} ({decree}), within two weeks of adoption",
)
_NOT_YET = LocalText("nog niet in werking", "not in force yet")
_FROM = LocalText("nog niet in werking; vanaf {since} ({decree})", "not in force yet; from {since} ({decree})")


@dataclass(frozen=True, slots=True)
class Duty:
    """How the duty stands on a day: in force or not, and what the office set, if it did."""

    in_force: bool
    commencement: Commencement | None = None


def duty_on(law: LawFile, day: date) -> Duty:
    """Return how the duty stands on a day."""
    found = law.active_publication
    return Duty(found is not None and found.in_force(day), found)


def duty_words(duty: Duty, language: str) -> str:
    """Return the duty in one line: "verplicht sinds 1 januari 2027 (Stb. ...)" from that day, and before it "nog niet in werking"."""
    found = duty.commencement
    if found is None:
        state = _NOT_YET.in_language(language)
    else:
        said = (_SINCE if duty.in_force else _FROM).in_language(language)
        state = said.format(since=words(found.since, TONGUES[language]), decree=found.decree)
    return _DUTY.in_language(language).format(basis=BASIS.in_language(language), state=state)


def duty_as_data(duty: Duty) -> dict[str, object]:
    """Return the duty as data."""
    found = duty.commencement
    return {"in_force": duty.in_force, "since": interval(found.since if found else None), "decree": found.decree if found else None}
