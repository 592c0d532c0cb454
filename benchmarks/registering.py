"""The registry of emissions trading, 606,000 rows, beside csv.reader alone. Alone: `python benchmarks/registering.py`."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from measuring import Line, by_turns, table

from agreements.application.emissions import read_registry
from agreements.formats.from_registry import INSTALLATIONS, YEARS

INVENTED = 23_300
"""How many installations: as many as there were in 2026."""
SPAN = range(2005, 2031)
COUNTRIES = ("NL", "DE", "FR", "PL", "IT", "ES", "SE", "BE", "AT", "CZ", "PT", "FI", "DK", "GR", "RO", "HU", "SK", "BG", "IE", "NO")
HEADS = {
    INSTALLATIONS: "REGISTRY_CODE,INSTALLATION_IDENTIFIER,INSTALLATION_NAME,PERMIT_IDENTIFIER,ACTIVITY_TYPE,CITY,"
    "YEAR_OF_FIRST_EMISSIONS,YEAR_OF_LAST_EMISSIONS,ACCOUNT_HOLDER_NAME,ACCOUNT_HOLDER_COMPANY_REGISTRATION_NUMBER,SNAPSHOT_DATE\n",
    YEARS: "REGISTRY_CODE,INSTALLATION_IDENTIFIER,PERIOD_YEAR,VERIFIED_EMISSIONS,ALLOCATION,ALLOCATION_RES,ALLOCATION_TRA,EXCLUDED,"
    "SURR_ALL,SNAPSHOT_DATE\n",
}


def fill(folder: Path) -> None:
    """Write an invented registry of full size."""
    with (folder / INSTALLATIONS).open("w", encoding="utf-8") as first, (folder / YEARS).open("w", encoding="utf-8") as second:
        first.write(HEADS[INSTALLATIONS])
        second.write(HEADS[YEARS])
        for number in range(1, INVENTED + 1):
            country = COUNTRIES[number % len(COUNTRIES)]
            named = f"Installatie {number},{country}-{number},Combustion of fuels,Verzonnen,2005,,Houder,{number:08d}"
            first.write(f"{country},{number},{named},2026-03-02\n")
            second.writelines(f"{country},{number},{year},{number * 7 + year},{number},-1,-1,NO,{number},2026-03-02\n" for year in SPAN)


def bare(folder: Path) -> int:
    """Read both files with csv.reader and count the rows: what nobody can do without."""
    count = 0
    for name in HEADS:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            count += sum(1 for _ in csv.reader(file))
    return count


def lines() -> list[Line]:
    """Measure reading, judging and digesting."""
    with tempfile.TemporaryDirectory(prefix="maatwerk-bench-") as name:
        folder = Path(name)
        fill(folder)
        ours, peer = by_turns(lambda: read_registry(folder, {"NL"}), lambda: bare(folder), 5)
    return [Line("registry, 606,000 rows read and digested", ours, "csv.reader, bare", peer, 2.5)]


if __name__ == "__main__":
    print(table(lines()))  # noqa: T201  # its work
