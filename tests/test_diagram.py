"""A workflow as a picture: complete, labelled in both languages, safe, the same bytes each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import Golden
from dossiers import ROOT
from hypothesis import given, settings
from test_markings import workflows

from agreements.workflow.diagram import description, mermaid, svg
from agreements.workflow.layout import BOX_HEIGHT, BOX_WIDTH, Layout, layout
from workflows import SHIPPED, SMALL, load, planted, shipped

SVG = "{http://www.w3.org/2000/svg}"
EXPECTED = ROOT / "tests/expected/workflows"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_small_process_is_drawn_as_expected(golden: Golden, language: str) -> None:
    workflow = shipped("eop-only")
    golden(EXPECTED / f"eop-only-{language}.mmd", mermaid(workflow, language, "eop-approval"))
    golden(EXPECTED / f"eop-only-{language}.svg", svg(workflow, language, "eop-approval"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_state_and_step_is_in_the_picture_as_text(language: str) -> None:
    workflow = shipped("maatwerk")
    picture = ET.fromstring(svg(workflow, language))
    words = " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))
    flat = re.sub(r"\s+", "", words)
    for state in workflow.file.states:
        assert re.sub(r"\s+", "", state.label.in_language(language)) in flat
    for step in workflow.file.steps:
        assert re.sub(r"\s+", "", step.label.in_language(language)) in flat
    assert picture.find(f"{SVG}title") is not None
    assert picture.get("role") == "img"
    said = picture.findtext(f"{SVG}desc") or ""
    assert all(step.label.in_language(language) in said for step in workflow.file.steps)


def test_the_current_state_is_marked_and_told() -> None:
    workflow = load(SMALL)
    assert "current" not in re.sub(r"<style>.*?</style>", "", svg(workflow, "nl"))
    assert 'class="box current"' in svg(workflow, "nl", "check")
    assert ">hier<" in svg(workflow, "nl", "check")
    assert ">here<" in svg(workflow, "en", "check")
    assert "De zaak staat nu in 'Toets'." in description(workflow, "nl", "check")
    assert "class s_check current" in mermaid(workflow, "nl", "check")


def test_where_a_step_cannot_be_taken_is_told_everywhere() -> None:
    workflow = load(planted(("label: opschorten, from: [any]", "label: opschorten, from: [any], except: [check, sign]")))
    assert "In any state under way (except 'Toets', 'Ondertekening'): opschorten." in description(workflow, "en", None)
    assert "Van elke lopende toestand naar 'Gestopt': stoppen." in description(workflow, "nl", None)
    flat = " ".join(ET.fromstring(svg(workflow, "nl")).itertext())
    assert re.search(r"Elke lopende toestand\s+\(behalve 'Toets',\s+'Ondertekening'\):\s+opschorten", flat)
    assert "anywhere --> anywhere: opschorten (behalve 'Toets', 'Ondertekening')" in mermaid(workflow, "nl")


def test_what_a_file_says_cannot_leave_its_label() -> None:
    workflow = load(planted(("label: Concept", 'label: "<script>alert(1)</script> & \\"x\\": y; z"')))
    assert "<script>" not in svg(workflow, "nl")
    line = next(line for line in mermaid(workflow, "nl").splitlines() if "as s_draft" in line)
    assert re.fullmatch(r'    state "[^":;<>&]*(#\d+;[^":<>&]*)*" as s_draft', line)


def crossings(placed: Layout) -> list[str]:
    """Return the lines that run through a box."""
    found = []
    for line in placed.lines:
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
            for name, box in placed.boxes.items():
                inside_x = min(x1, x2) < box.x + BOX_WIDTH and max(x1, x2) > box.x
                inside_y = min(y1, y2) < box.y + BOX_HEIGHT and max(y1, y2) > box.y
                if inside_x and inside_y:
                    found.append(f"{line.source} → {line.target} through {name}")
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_no_line_runs_through_a_box_and_no_two_boxes_overlap(name: str) -> None:
    placed = layout(shipped(name), {})
    assert crossings(placed) == []
    places = list(placed.boxes.values())
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT


@pytest.mark.parametrize("name", SHIPPED)
def test_no_two_lines_lie_on_each_other(name: str) -> None:
    stretches: list[tuple[tuple[int, int, int], str]] = []
    for line in layout(shipped(name), {}).lines:
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
            flat = y1 == y2
            low, high = sorted((x1, x2) if flat else (y1, y2))
            place = (y1 if flat else -x1, low, high)
            for (other, start, end), who in stretches:
                if who != f"{line.source} {line.target}":
                    assert other != place[0] or high <= start or low >= end, f"{who} on {line.source} {line.target}"
            stretches.append((place, f"{line.source} {line.target}"))


@settings(max_examples=40, deadline=None)
@given(workflows())
def test_any_workflow_can_be_drawn(drawn: tuple[str, dict[str, int]]) -> None:
    workflow = load(drawn[0])
    assert crossings(layout(workflow, {})) == []
    ET.fromstring(svg(workflow, "nl", "b"))


def test_a_phase_without_a_state_is_not_drawn() -> None:
    workflow = load(planted(("  - {id: work, label: Werk}", "  - {id: work, label: Werk}\n  - {id: empty, label: Leeg}")))
    assert ">Leeg<" not in svg(workflow, "nl")
    assert "stop" in svg(workflow, "nl")


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    path.write_text(svg(shipped("maatwerk"), "nl"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == svg(shipped("maatwerk"), "nl")
