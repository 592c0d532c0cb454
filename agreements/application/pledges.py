"""Use case: what is owed to Parliament, beside the other deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from agreements.application.due import Running
from agreements.model.pledges import Chamber, Pledge, PledgeKind, owed, read_pledges
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, errors
from agreements.sources import Source
from agreements.workflow.definition import Legal

KINDS = {
    PledgeKind.PLEDGE: LocalText("toezegging", "pledge"),
    PledgeKind.MOTION: LocalText("motie", "motion"),
    PledgeKind.ANNOUNCEMENT: LocalText("aankondiging", "announcement"),
}
CHAMBERS = {
    Chamber.HOUSE_OF_REPRESENTATIVES: LocalText("Tweede Kamer", "House of Representatives"),
    Chamber.SENATE: LocalText("Eerste Kamer", "Senate"),
}
PLEDGE = "pledge/"
"""How the state of what is owed begins in a list of deadlines; its id follows."""


def pledges_from(source: Source | None) -> tuple[Pledge, ...]:
    """Return what a file says is owed, nothing without a file; raise AgreementsError when the file is faulty."""
    if source is None:
        return ()
    found, problems = read_pledges(source)
    if errors(problems):
        raise AgreementsError(*problems)
    return found


def pledges_running(pledges: Iterable[Pledge], today: date, within: int | None, language: str) -> Iterator[Running]:
    """Yield what is owed and has a day, as a deadline of policy: until when, and of which document."""
    for each in owed(pledges, today):
        if each.due is None:
            continue
        left = (each.due.last - today).days
        if within is None or left <= within:
            kind, state = KINDS[each.kind], f"{PLEDGE}{each.id}"
            words = LocalText(f"{kind.nl}: {each.what.nl}", f"{kind.en}: {each.what.en}")
            name, timer = CHAMBERS[each.chamber].in_language(language), f"{state}:{each.due.last}"
            said = None if each.due.first == each.due.last else each.due
            yield Running("", name, state, words, timer, each.due.last, left, None, Legal.POLICY, each.reference, None, said=said)
