"""The chapters of the progress report on bottlenecks, on what is owed to Parliament, and on time, with where their figures come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from reminding import Bureau, bureau

ZINC = """\
format: 1
company: {id: zink, name: Verzonnen Zink B.V., cluster: nzkg}
ministers:
  - {id: ezk, office: minister, ministry: EZK}
commitments:
  - id: co2
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "1.5", unit: Mt, year: 2030, boundary: site}, source: brief}
  - id: stikstof
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "0.25", unit: Mt, year: 2030, boundary: site}, source: brief}
preconditions:
  - id: net
    kind: grid
    what: {nl: zwaardere aansluiting, en: heavier connection}
    owner: {nl: de netbeheerder, en: the grid operator}
    wanted: 2026-06-01
    expected: 2027-03
    for: [co2]
    source: brief
    visibility: public
  - {id: buis, kind: co2_transport, what: aansluiting op de buis, owner: de vervoerder, wanted: "2029", expected: 2028-05, visibility: public}
  - {id: recht, kind: permit, what: vergunning, wanted: 2026-12, source: brief, visibility: public}
  - {id: geheim, kind: subsidy, what: Geheimwoord, owner: Geheimwoord, wanted: 2026-01, for: [co2]}
history:
  - {stage: eop, event: signed, date: 2026-02-10, source: brief, visibility: public}
sources:
  brief: {title: Brief van Verzonnen Zink}
"""
LATER = (
    ZINC.replace("expected: 2028-05,", "expected: 2029-11,", 1)
    .replace("wanted: 2026-12, source", "wanted: 2026-12, met: 2026-06-20, source")
    .replace(
        "  - {id: geheim",
        "  - {id: warmte, kind: heat, what: warmteleiding, owner: de netbeheerder, wanted: 2026-06, visibility: public}\n  - {id: geheim",
    )
)
PLEDGES = """\
format: 1
pledges:
  - id: kaart
    kind: pledge
    what: {nl: een routekaart, en: a roadmap}
    made: 2026-01-10
    due: {before: "2026-06"}
    reference: "29826-901"
    url: https://zoek.officielebekendmakingen.nl/kst-29826-901
  - {id: bericht, kind: motion, what: {nl: een voortgangsbericht, en: a progress report}, chamber: senate, made: 2026-05-20, due: 2026-09-01}
  - id: brief
    kind: announcement
    what: {nl: een brief, en: a letter}
    made: 2026-02
    met: {date: 2026-06-10, reference: "29826-910"}
  - {id: nota, kind: pledge, what: {nl: een nota, en: a note}, made: 2026-01, due: 2026-04-01, met: {date: 2026-06/2026-12}}
  - {id: straks, kind: pledge, what: {nl: een plan, en: a plan}, made: 2026-08-01}
  - {id: weg, kind: pledge, what: {nl: een weddenschap, en: a bet}, withdrawn: true}
"""


def made(folder: Path) -> Bureau:
    """Return an office with a company whose preconditions changed on 5 June, and with pledges."""
    office, path = bureau(folder), folder / "zink.yaml"
    path.write_text(ZINC, encoding="utf-8")
    office.on("2026-03-02").do("apply", path, "--as", "anna", "--workflow", "klein")
    path.write_text(LATER, encoding="utf-8")
    office.on("2026-06-05").do("apply", path, "--as", "anna", "--workflow", "klein")
    (folder / "programme").mkdir()
    (folder / "programme/pledges.yaml").write_text(PLEDGES, encoding="utf-8")
    return office.on("2026-07-01")
