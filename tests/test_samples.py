"""What leaves the house, on the sample of each template: its expected text, the same bytes everywhere, and nothing that is internal."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml  # noqa: TID251  # to plant words in a dossier
from conftest import Golden
from dossiers import ROOT
from drafts import EXAMPLES, SAMPLES, Subject, drafted, in_both
from judges import verapdf

from agreements.application.draft import Order, compose
from agreements.drafting.document import Paragraph, SignatureBlock, Table, Value, inline_groups, nodes, plain
from agreements.drafting.locking import LOCK
from agreements.formats import RENDERERS, render
from agreements.model.dossier_kinds import Kind
from agreements.workspace import Workspace

PLANTED = "Geheimwoord"
KINDS = Workspace.at(ROOT).kinds()
PROMISING = [subject for subject in (*SAMPLES, *EXAMPLES) if Kind(subject.kind).stage]
"""Of instruments; other documents may tell of a promise in a table only."""


def signed(subject: Subject) -> bool:
    """Say whether a document has places to sign."""
    return any(isinstance(node, SignatureBlock) for node in nodes(drafted(subject, "nl")))


def test_each_template_has_a_sample() -> None:
    assert [subject.kind for subject in SAMPLES] == KINDS


@pytest.mark.parametrize(("subject", "language"), in_both(SAMPLES), ids=str)
def test_the_sample_of_a_template_reads_as_expected(subject: Subject, language: str, golden: Golden) -> None:
    golden((ROOT / subject.dossier).parent / f"expected.{language}.txt", render(drafted(subject, language), "txt").decode())


@pytest.mark.parametrize(("subject", "language"), in_both([each for each in SAMPLES if signed(each)]), ids=str)
def test_the_words_above_the_signatures_hold_for_who_signs_digitally_too(subject: Subject, language: str) -> None:
    """A digital signature says when it was given, and nothing about a place."""
    closing = " ".join(
        plain(node.children) for node in nodes(drafted(subject, language)) if node.uid.startswith("closing") and isinstance(node, Paragraph)
    )
    assert {"nl": "datum", "en": "date"}[language] in closing
    assert {"nl": "plaats", "en": "place"}[language] not in closing


@pytest.mark.parametrize("subject", PROMISING, ids=str)
def test_every_figure_of_the_overview_stands_in_an_article(subject: Subject) -> None:
    document = drafted(subject, "nl")
    overview: set[tuple[tuple[str, str], ...]] = set()
    text: set[tuple[tuple[str, str], ...]] = set()
    for node in nodes(document):
        for each in (each for group in inline_groups(node) for each in group if isinstance(each, Value) and "unit" in dict(each.exact)):
            if not isinstance(node, Table):
                text.add(each.exact)
            elif each.path.startswith("reductions["):  # what waits for a milestone stands in its table only
                overview.add(each.exact)
    assert overview <= text


@pytest.mark.proof
def test_verapdf_finds_every_sample_archivable_and_accessible(tmp_path: Path) -> None:
    assert not verapdf.missing()
    subjects = in_both([*SAMPLES, *EXAMPLES])
    made = {f"{subject} {language}": render(drafted(subject, language), "pdf") for subject, language in subjects}
    found = verapdf.verdicts(tmp_path, made)
    assert {name: verdict for name, verdict in found.items() if verdict != {"3a": "", "ua1": ""}} == {}
    assert len(found) == len(subjects)


def test_the_same_order_gives_the_same_bytes_elsewhere_and_at_another_time(tmp_path: Path) -> None:
    """Two processes that differ in hash seed, time zone, locale and clock."""
    made = []
    clock = "import time, datetime\nreal = time.time\ntime.time = lambda: real() + {shift}\ntime.time_ns = lambda: int(time.time() * 1e9)\n"
    for number, (zone, locale, shift) in enumerate((("Pacific/Auckland", "C.UTF-8", 0), ("America/Lima", "POSIX", 86400 * 400))):
        folder = tmp_path / str(number)
        (tmp_path / f"site{number}").mkdir()
        (tmp_path / f"site{number}" / "sitecustomize.py").write_text(clock.format(shift=shift))
        site = str(tmp_path / f"site{number}")
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": zone, "LC_ALL": locale, "PYTHONPATH": site}
        formats = [argument for name in RENDERERS for argument in ("-f", name)]
        command = [sys.executable, "-m", "agreements", "draft", "yara-sluiskil", "eop", "-l", "nl", "-l", "en", *formats, "-o", str(folder)]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(made[0]) == 12
    assert {name for name in made[0] if made[0][name] != made[1][name]} == set()


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield a file and everything packed inside it, in the ways that a PDF or DOCX packs."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield from unpacked(zlib.decompressobj().decompress(match[1]))
        except zlib.error:
            continue


def holds_secret(data: bytes) -> bool:
    plain = [PLANTED.encode(), PLANTED.encode("utf-16-be"), PLANTED.encode("utf-16-le")]
    needles = [*plain, *(needle.hex().encode() for needle in plain)]
    return any(needle.lower() in content.lower() for content in unpacked(data) for needle in needles)


def planted(value: object) -> object:
    """Return a dossier with the secret in everything that is for the office only."""
    if isinstance(value, list):
        return [planted(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: planted(item) for key, item in value.items()}
    if "kind" in found and "reference" in found:
        found["reference"] = PLANTED
    if found.keys() & {"visibility", "source", "unit", "stage"}:
        found["unsure"] = PLANTED
    return found


def secretive(folder: Path, kind: str) -> Workspace:
    """Return a workspace with the secret in every internal field, other stage, source, position, reason and note."""
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns(LOCK))  # the texts are others now
    for path in folder.glob("templates/*/clauses/*.md"):
        head, sections = path.read_text().split("\n---\n", 1)
        head = re.sub(r"(>-\n +)", rf"\1{PLANTED} ", head)
        head = re.sub(r"(?m)^(      (?:nl|en): )(\w)", rf"\1{PLANTED} \2", head)
        standard, *fallbacks = re.split(r"(?m)^(?=# \w\w fallback)", sections)
        changed = [re.sub(r"(?m)^(1\.(?: \{[^}]*\})*) ", rf"\1 {PLANTED} ", fallback) for fallback in fallbacks]
        path.write_text("\n---\n".join((head, standard + "".join(changed))))
    dossier: Any = planted(yaml.safe_load((ROOT / "examples/demo/voorbeeld-staal.yaml").read_text()))
    other = "eop" if kind != "eop" else "jloi"
    for commitment in dossier["commitments"]:
        said = commitment["promised"][0] | {"stage": Kind(kind).stage or "maatwerkafspraak", "nature": "effort"}
        secret = {"stage": other, "nature": "ambition", "visibility": "public", "text": PLANTED, "source": "geheim"}
        commitment["promised"] = [said, secret]
    for name in ("efforts", "preconditions", "milestones", "projects"):
        dossier[name].append(
            {**dossier[name][0], "id": "intern", "what" if name != "projects" else "name": PLANTED, "visibility": "internal"}
        )
    for source in dossier["sources"].values():
        source |= {"title": PLANTED, "url": f"https://{PLANTED}.example"}
    dossier["sources"]["geheim"] = {"title": PLANTED}
    dossier["answers"][other] = {"next_step_by": PLANTED}
    dossier["history"] = [{"stage": other, "event": "stopped", "unsure": PLANTED}]
    dossier["waivers"] = [{"code": "W402", "lawyer": PLANTED, "reason": PLANTED, "date": "2026-01-01"}]
    (folder / "dossier.yaml").write_text(json.dumps(dossier, default=str))
    return Workspace.at(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_internal_leaves_the_house(tmp_path: Path, kind: str) -> None:
    workspace = secretive(tmp_path, kind)
    assert sum(text.count(PLANTED) for text in (path.read_text() for path in tmp_path.rglob("*.md"))) > 100
    assert (tmp_path / "dossier.yaml").read_text().count(PLANTED) > 50
    outcome = compose(workspace, Order("dossier.yaml", kind, ("nl", "en")))
    assert outcome.documents, [each.code for each in outcome.problems]
    for document in outcome.documents:
        for name in RENDERERS:
            assert not holds_secret(render(document, name)), name


def test_the_search_would_have_found_it() -> None:
    """A secret in what is printed is found in every format, packed or not."""
    workspace = Workspace.at(ROOT)
    document = compose(workspace, Order("verzonnen-glas", "eop")).documents[0]
    told = replace(document, title=PLANTED)
    assert all(holds_secret(render(told, name)) for name in RENDERERS)
