"""All drafts of two hundred companies: against as many WeasyPrint processes that do nothing else, and again when nothing changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Line

from agreements.application.draft import Order, compose
from agreements.formats.to_html import markup
from agreements.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
COMPANIES = 200
SAMPLE = "fictie-chemie"

BARE = """\
import sys
import weasyprint
from agreements.formats import to_pdf
configuration, style, _ = to_pdf._styles()
for name in sys.argv[1:]:
    page = weasyprint.HTML(string=open(name, encoding="utf-8").read(), url_fetcher=to_pdf.Fetcher(), base_url="")
    page.write_pdf(name + ".pdf", stylesheets=[style], font_config=configuration)
"""
"""What a process without us would do: the same pages, with the same style and fonts, parsed once."""


def lines() -> tuple[Line, Line]:
    """Measure `maatwerk drafts`, the first time and once more; the first against bare WeasyPrint, the second against the first."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        dossiers = place / "dossiers"
        dossiers.mkdir()
        for number in range(COMPANIES):
            dossiers.joinpath(f"{SAMPLE}-{number:03}.yaml").write_text(_dossier(number), encoding="utf-8")
        pages = _pages(dossiers, place)
        processes = len(os.sched_getaffinity(0))
        alone = [[sys.executable, "-c", BARE, *pages[each::processes]] for each in range(processes)]
        ours = [sys.executable, "-m", "agreements", "-w", str(ROOT), "drafts", "eop", str(dossiers), "-f", "pdf", "-o", str(place / "made")]
        before, first, second, after = _timed(*alone), _timed(ours), _timed(ours), _timed(*alone)
        bare = (before + after) / 2  # a machine is not as fast in one minute as in another
    return (
        Line("drafts of 200 companies as PDF", first, f"{processes} processes of WeasyPrint alone", bare, 1 / 0.95),
        Line("the same again, nothing changed", second, "the first time", first, 0.02),
    )


def _dossier(number: int) -> str:
    """Return a dossier with names and figures of its own: from one draft to the next only what real companies share is the same."""
    sample = ROOT.joinpath("examples", "demo", f"{SAMPLE}.yaml").read_text(encoding="utf-8")
    own = {
        f"id: {SAMPLE}\n": f"id: {SAMPLE}-{number:03}\n",
        "Fictie Chemie": f"Fictie Chemie {number + 1}",
        "short_name: Fictie": f"short_name: Fictie {number + 1}",
        "Fictiehaven": f"Fictiehaven-{number + 1}",
        '"120"': f'"{120 + number}"',
        '"60"': f'"{60 + number}"',
        '"250000"': f'"{250000 + number}"',
    }
    for was, becomes in own.items():
        sample = sample.replace(was, becomes)
    return sample


def _pages(dossiers: Path, place: Path) -> list[str]:
    """Write the HTML of each draft, and return the names of the files."""
    names = []
    for path in sorted(dossiers.iterdir()):
        document = compose(Workspace.at(ROOT), Order(str(path), "eop")).documents[0]
        target = place / f"{path.stem}.html"
        target.write_text(markup(document, paged=True), encoding="utf-8")
        names.append(str(target))
    return names


def _timed(*commands: list[str]) -> float:
    """Return how long programs take that run side by side."""
    started = time.perf_counter()
    running = [subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for each in commands]  # our own
    codes = [each.wait() for each in running]
    if any(codes):
        sys.exit(f"a program ended with {codes}")
    return time.perf_counter() - started
