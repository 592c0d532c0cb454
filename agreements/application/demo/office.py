"""The office of the demo, as data: who is known, who may be what, and who stands in for whom. Everybody is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agreements.application import people
from agreements.application.acting import Actor, Moment
from agreements.application.demo.journey import KERAMIEK, SUIKER
from agreements.application.workflows import publish
from agreements.record.record import Record
from agreements.record.values import Person
from agreements.sources import Source
from agreements.workflow.people import DelegationGiven, RoleGranted

ACCOUNT = "demo"
ADMINISTRATOR, OFFICER, ARCHIVIST = "beheer", "pennestreek", "mappenstein"
SINCE = date(2024, 9, 2)
MANDATE = "mandaatbesluit VB-MB-1 (verzonnen)"


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody with a name and roles: each a role, or a role and for whom it is held."""

    name: str
    roles: tuple[tuple[str, str], ...]


OFFICIALS: Mapping[str, Official] = {
    "voorbeeld": Official("A. Voorbeeld", (("programme-manager", ""),)),
    "bedacht": Official("B. Bedacht", (("policy-officer", ""),)),
    "fictief": Official("C. Fictief", (("lawyer", "kgg"),)),
    "denkbeeld": Official("D. Denkbeeld", (("lawyer", "ienw"),)),
    "verzonnen": Official("E. Verzonnen", (("ministers-office", "kgg"),)),
    "namaak": Official("F. Namaak", (("ministers-office", "ienw"),)),
    "schijn": Official("G. Schijn", (("province-officer", "overijssel"),)),
    "monster": Official("H. Monster", (("company-counsel", KERAMIEK),)),
    "bietebouw": Official("I. Bietebouw", (("company-counsel", SUIKER),)),
    "opgezet": Official("J. Opgezet", (("amvi-secretary", ""),)),
    "doemaar": Official("K. Doemaar", (("cabinet-coordinator", ""),)),
    "modelwaarde": Official("L. Modelwaarde", (("finance-director", ""),)),
    "steekproef": Official("M. Steekproef", (("budget-inspector", ""),)),
    "proef": Official("N. Proef", (("state-aid-coordinator", ""),)),
    "oefening": Official("O. Oefening", (("subsidy-officer", ""),)),
    "zogenaamd": Official("P. Zogenaamd", (("grant-officer", ""),)),
    OFFICER: Official("Q. Pennestreek", (("signing-officer", ""),)),
    ARCHIVIST: Official("R. Mappenstein", (("archivist", ""),)),
}
DEPUTY = DelegationGiven("fictief", "bedacht", "", date(2025, 1, 1), date(2025, 12, 31))
"""The author of the texts stands in for the lawyer of a ministry, which makes nobody a judge of their own text."""


def staff(
    record: Record, workflow: Source, moment: Moment, officials: Mapping[str, Official], deputies: Iterable[DelegationGiven] = ()
) -> None:
    """Make everybody known, publish the workflow, and give the roles from that day: by somebody who holds none."""
    by = Actor(ADMINISTRATOR, ACCOUNT)
    people.register(record, Person(ADMINISTRATOR, "S. Beheer"), by, moment)
    publish(record, workflow, by, moment)
    for identifier, official in officials.items():
        people.register(record, Person(identifier, official.name), by, moment)
        for role, scope in official.roles:
            people.grant(record, RoleGranted(identifier, role, scope, moment.day, None, MANDATE, ADMINISTRATOR), by, moment)
    for each in deputies:
        people.delegate(record, each, by, moment)
