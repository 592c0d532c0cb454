"""Use case: somebody signs an issued PDF with a key file or a card, in the place that stands ready for them; nothing is recorded of it.

Whether the signature is worth anything is for the verdict on the file that comes back. It may be given anywhere, by any tool.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from agreements.application.acting import Moment
from agreements.application.issuing import Means, strength_of
from agreements.drafting.wording import TONGUES, words
from agreements.formats.stamp import Stamp, render
from agreements.formats.to_pdf import PLAN
from agreements.model.amsterdam import amsterdam
from agreements.model.encoding import on
from agreements.model.examination import PadesLevel
from agreements.model.signing import field_of
from agreements.problems import AgreementsError, Where, problem
from agreements.signatures import applying, credentials, issued

TIME = {"nl": "{hour}.{minute} uur", "en": "{hour}:{minute}"}


@dataclass(frozen=True, slots=True)
class SignOrder:
    """Who signs which file; `level` is None for the best that can be had. `means` is the key with what proves the signature for long."""

    name: str
    content: bytes = field(repr=False)
    signatory: str
    means: Means
    level: PadesLevel | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The file with the signature in it: by whom, as the certificate says, and at which level."""

    content: bytes
    by: str
    level: PadesLevel


def give(order: SignOrder, moment: Moment) -> Given:
    """Return the file with one signature more, to be seen in its place.

    Raise AgreementsError when the file is none of ours, the place is not there or signed already, or the key or a service fails.
    """
    language, capacities = _inside(order)
    strength = strength_of(order.means, order.level)
    with credentials.opened(order.means.key, order.means.password, order.means.card) as signer:
        place = field_of(order.signatory)
        room = issued.size(order.content, place)
        name = credentials.common_name(signer)
        stamp = Stamp(name, capacities.get(order.signatory, ""), written(moment, language), language, credentials.is_test(signer))
        appearance = render(stamp, *room) if room else None  # `sign` says what is wrong with a place that is not there
        return Given(applying.sign(order.content, place, signer, strength, appearance), name, strength.level)


def written(moment: Moment, language: str) -> str:
    """Return a moment as it is printed, in the time of Amsterdam."""
    here = datetime.fromisoformat(moment.instant).astimezone(amsterdam())
    time = TIME[language].format(hour=f"{here.hour}", minute=f"{here.minute:02}")
    return f"{words(on(here.date()), TONGUES[language])}, {time}"


def _inside(order: SignOrder) -> tuple[str, dict[str, str]]:
    """Return the language of an issue and the capacity of each signatory, from the plan inside the file."""
    found = issued.enclosure(order.content, PLAN.name)
    try:
        plan = json.loads(found or b"")["plan"]
        language = str(plan["language"])
        signatures = [each for group in plan["groups"] for each in group["signatures"]]
        capacities = {str(each["signatory"]): str((each.get("capacity") or {}).get(language, "")) for each in signatures}
        TIME[language]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise AgreementsError(problem("E656", Where(order.name))) from None
    return language, capacities
