"""A workflow as a picture: Mermaid for pages that draw it, SVG for everywhere; labels in Dutch or English, the current state marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from textwrap import wrap

from agreements.model.values import LocalText
from agreements.workflow.definition import ANY, DeadlineFile, Effect, StateFile, StepFile, TermUnit
from agreements.workflow.layout import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GUTTER,
    LINE,
    MARGIN,
    Band,
    Layout,
    Line,
    Point,
    drawn_phases,
    layout,
    phase_of,
)
from agreements.workflow.loading import Workflow

WORDS = {
    "anywhere": LocalText("elke lopende toestand", "any state under way"),
    "except": LocalText("behalve", "except"),
    "here": LocalText("hier", "here"),
    "start": LocalText("begin", "start"),
    "states": LocalText("toestanden", "states"),
    "steps": LocalText("stappen", "steps"),
    "now": LocalText("De zaak staat nu in", "The case is now in"),
    "starts": LocalText("De weg begint in", "The way begins in"),
    "leads": LocalText("Van {} naar {}: {}", "From {} to {}: {}"),
    "stays": LocalText("In {}: {}", "In {}: {}"),
    "key": LocalText(
        "Cirkel op een lijn: een stap naar een andere toestand. Vierkant: een stap naar een einde. Gestippeld: de zaak blijft waar zij is.",
        "Circle on a line: a step to another state. Square: a step to an end. Dashed: the case stays where it is.",
    ),
    "slots": LocalText("naast elkaar", "side by side"),
}
UNITS = {
    TermUnit.DAYS: (LocalText("dag", "day"), LocalText("dagen", "days")),
    TermUnit.WEEKS: (LocalText("week", "week"), LocalText("weken", "weeks")),
    TermUnit.MONTHS: (LocalText("maand", "month"), LocalText("maanden", "months")),
    TermUnit.YEARS: (LocalText("jaar", "year"), LocalText("jaar", "years")),
    TermUnit.WORKING_DAYS: (LocalText("werkdag", "working day"), LocalText("werkdagen", "working days")),
}
_LETTERS_IN_LIST, _LETTERS_IN_BOX = 68, 19
_SPECIAL = re.compile(r"[^\w\s,.'()/-]")


def term_in_words(deadline: DeadlineFile, language: str) -> str:
    """Return a term as people say it: 6 weeks."""
    one, more = UNITS[deadline.unit]
    return f"{deadline.within} {(one if deadline.within == 1 else more).in_language(language)}"


# Mermaid


def mermaid(workflow: Workflow, language: str, current: str | None = None) -> str:
    """Return the workflow as a Mermaid state diagram, phases as groups."""
    lines = ["stateDiagram-v2"]
    for phase in workflow.file.phases:
        lines.append(f'  state "{_mermaid(phase.label.in_language(language))}" as phase_{_name(phase.id)} {{')
        inside = [state for state in workflow.file.states if state.phase == phase.id]
        lines += [f'    state "{_mermaid(state.label.in_language(language))}" as s_{_name(state.id)}' for state in inside]
        lines.append("  }")
    lines.append(f"  [*] --> s_{_name(workflow.initial.id)}")
    anywhere = [step for step in workflow.file.steps if ANY in step.sources]
    if anywhere:
        lines.append(f'  state "{WORDS["anywhere"].in_language(language)}" as anywhere')
    for step in workflow.file.steps:
        label = _mermaid(f"{step.label.in_language(language)}{_exceptions(workflow, step, language)}")
        for source in step.sources:
            start = "anywhere" if source == ANY else f"s_{_name(source)}"
            goal = f"s_{_name(step.to)}" if step.to else "anywhere" if step.effect is Effect.REOPEN and anywhere else start
            lines.append(f"  {start} --> {goal}: {label}")
    lines += [f"  s_{_name(state.id)} --> [*]" for state in workflow.file.states if state.outcome]
    if current:
        lines += ["  classDef current stroke-width:4px,font-weight:bold", f"  class s_{_name(current)} current"]
    return "\n".join(lines) + "\n"


def _name(slug: str) -> str:
    return slug.replace("-", "_")


def _mermaid(text: str) -> str:
    """Return words that Mermaid cannot read as anything else."""
    return _SPECIAL.sub(lambda sign: f"#{ord(sign.group())};", text)


# SVG


def svg(workflow: Workflow, language: str, current: str | None = None) -> str:
    """Return the workflow as one SVG picture that needs nothing else; what it shows is told in words too."""
    lists = {phase: list(_list(workflow, phase, language)) for phase in drawn_phases(workflow)}
    placed = layout(workflow, {phase: sum(len(lines) for _, lines in entries) for phase, entries in lists.items()})
    title = workflow.file.title.in_language(language)
    size = f'viewBox="0 0 {placed.width} {placed.height}" width="{placed.width}" height="{placed.height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc" lang="{language}">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(description(workflow, language, current))}</desc>',
        f"<style>{_STYLE}</style>",
        _ARROW,
        f'<rect class="page" width="{placed.width}" height="{placed.height}"/>',
        _text(MARGIN, MARGIN + 4, title, "title"),
        _text(MARGIN, MARGIN + 22, WORDS["key"].in_language(language), "key"),
    ]
    for band in placed.bands:
        parts += _band(workflow, placed, band, lists[band.phase], language)
    parts += [_path(line) for line in placed.lines]
    for state in workflow.file.states:
        parts += _box(workflow, placed, state, language, state.id == current)
    for line in placed.lines:
        parts += _badges(line)
    return "\n".join([*parts, "</svg>"]) + "\n"


def description(workflow: Workflow, language: str, current: str | None) -> str:
    """Return in words what the picture shows."""
    words = {key: text.in_language(language) for key, text in WORDS.items()}

    said = [f"{len(workflow.states)} {words['states']}, {len(workflow.steps)} {words['steps']}."]
    said.append(f"{words['now' if current else 'starts']} {_states(workflow, [current or workflow.initial.id], language)}.")
    for step in workflow.file.steps:
        sources, name = origin(workflow, step, language), step.label.in_language(language)
        goal = _states(workflow, [step.to], language) if step.to else ""
        said.append((words["leads"].format(sources, goal, name) if goal else words["stays"].format(sources, name)) + ".")
    return " ".join(said)


def origin(workflow: Workflow, step: StepFile, language: str) -> str:
    """Return in words where a step can be taken, to stand after a preposition or alone."""
    if ANY not in step.sources:
        return _states(workflow, step.sources, language)
    return f"{WORDS['anywhere'].in_language(language)}{_exceptions(workflow, step, language)}"


def _exceptions(workflow: Workflow, step: StepFile, language: str) -> str:
    if not step.excepted:
        return ""
    return f" ({WORDS['except'].in_language(language)} {_states(workflow, step.excepted, language)})"


def _states(workflow: Workflow, names: Iterable[str], language: str) -> str:
    return ", ".join(f"'{workflow.state(name).label.in_language(language)}'" for name in names)


_STYLE = (
    "text{font-family:'Source Sans 3','Source Sans Pro',Arial,Helvetica,sans-serif;fill:#1b1b1b}"
    ".page{fill:#fff}.title{font-size:20px;font-weight:700}.key{font-size:12px;fill:#444}"
    ".band{fill:#f3f6f9;stroke:#c9d3dc}.phase{font-size:15px;font-weight:700;fill:#154273;paint-order:stroke;stroke:#f3f6f9;stroke-width:5px}"
    ".box{fill:#fff;stroke:#154273;stroke-width:1.3}.end{fill:#e9e9e9;stroke:#444}.current{fill:#fff3c4;stroke:#7a4b00;stroke-width:4}"
    ".label{font-size:12px;text-anchor:middle}.term{font-size:10px;fill:#444;text-anchor:middle}.flag{font-size:11px;font-weight:700}"
    ".line{fill:none;stroke:#5a6b7b;stroke-width:1.3}.dot{fill:#fff;stroke:#5a6b7b}.stay{fill:#fff;stroke:#5a6b7b;stroke-dasharray:2 2}"
    ".stop{fill:#444}.number{font-size:9px;text-anchor:middle}.inverse{fill:#fff}.step{font-size:12px}"
)
_ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#5a6b7b"/></marker></defs>'
)


def _text(x: int, y: int, words: str, kind: str) -> str:
    return f'<text x="{x}" y="{y}" class="{kind}">{escape(words)}</text>'


def _list(workflow: Workflow, phase: str, language: str) -> Iterator[tuple[StepFile | None, list[str]]]:
    """Yield what stands beside a phase: its steps with who takes them, then what is answered side by side."""
    for step in workflow.file.steps:
        if phase_of(workflow, step) == phase:
            roles = ", ".join(workflow.roles[role].label.in_language(language) for role in step.by)
            goal = workflow.state(step.to) if step.to else None
            start = f"{_sentence(origin(workflow, step, language))}: " if ANY in step.sources else ""
            target = f" → {goal.label.in_language(language)}" if goal and goal.outcome else ""
            yield step, wrap(f"{start}{step.label.in_language(language)}{target} ({roles})", _LETTERS_IN_LIST)
    for slot in workflow.file.slots:
        state = workflow.state(slot.state)
        if state.phase == phase:
            roles = ", ".join(dict.fromkeys(workflow.roles[role].label.in_language(language) for role in slot.by.values()))
            words = (
                f"{state.label.in_language(language)}, {WORDS['slots'].in_language(language)}: {slot.label.in_language(language)} ({roles})"
            )
            yield None, wrap(words, _LETTERS_IN_LIST)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _band(workflow: Workflow, placed: Layout, band: Band, entries: list[tuple[StepFile | None, list[str]]], language: str) -> Iterator[str]:
    yield f'<rect class="band" x="{MARGIN}" y="{band.top}" width="{placed.width - 2 * MARGIN}" height="{band.height}" rx="6"/>'
    yield _text(MARGIN + GUTTER, band.top + 20, workflow.phases[band.phase].label.in_language(language), "phase")
    y = band.top + 20
    for step, lines in entries:
        if step is not None:
            yield from _mark(workflow, Point(placed.list_left, y - 4), placed.numbers[step.id], step)
        else:
            yield f'<rect class="dot" x="{placed.list_left - 5}" y="{y - 9}" width="10" height="4"/>'
            yield f'<rect class="dot" x="{placed.list_left - 5}" y="{y - 3}" width="10" height="4"/>'
        for line in lines:
            yield _text(placed.list_left + 16, y, line, "step")
            y += LINE


def _mark(workflow: Workflow, where: Point, number: int, step: StepFile) -> Iterator[str]:
    """Yield the number of a step in the shape of what it does."""
    if step.to and workflow.state(step.to).outcome:
        yield f'<rect class="stop" x="{where.x - 9}" y="{where.y - 7}" width="18" height="14"/>'
        yield _text(where.x, where.y + 3, str(number), "number inverse")
    else:
        kind = "dot" if step.effect is Effect.MOVE else "stay"
        yield f'<circle class="{kind}" cx="{where.x}" cy="{where.y}" r="8"/>'
        yield _text(where.x, where.y + 3, str(number), "number")


def _path(line: Line) -> str:
    corners = " ".join(f"{'L' if number else 'M'}{point.x} {point.y}" for number, point in enumerate(line.points))
    return f'<path class="line" d="{corners}" marker-end="url(#arrow)"/>'


def _badges(line: Line) -> Iterator[str]:
    across = line.points[0].y == line.points[1].y
    for place, number in enumerate(line.numbers):
        shift = 17 * place
        x, y = (line.badge.x, line.badge.y - shift) if across else (line.badge.x + shift, line.badge.y)
        yield f'<circle class="dot" cx="{x}" cy="{y}" r="8"/>'
        yield _text(x, y + 3, str(number), "number")


def _box(workflow: Workflow, placed: Layout, state: StateFile, language: str, current: bool) -> Iterator[str]:  # noqa: FBT001  # the last word
    where = placed.boxes[state.id]
    kind = "box current" if current else "box end" if state.outcome else "box"
    if workflow.slots_in(state.id):
        yield f'<rect class="box" x="{where.x + 5}" y="{where.y - 5}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="4"/>'
    yield f'<rect class="{kind}" x="{where.x}" y="{where.y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="{14 if state.outcome else 4}"/>'
    words = wrap(state.label.in_language(language), _LETTERS_IN_BOX)
    middle = where.x + BOX_WIDTH // 2
    y = where.y + BOX_HEIGHT // 2 + 4 - 7 * (len(words) - 1) - (5 if state.deadline else 0)
    for line in words:
        yield _text(middle, y, line, "label")
        y += 14
    if state.deadline:
        yield _text(middle, where.y + BOX_HEIGHT - 7, term_in_words(state.deadline, language), "term")
    flag = WORDS["here"] if current else WORDS["start"] if state.initial else None
    if flag:
        yield _text(where.x, where.y - 9, flag.in_language(language), "flag")
    yield from _marks(workflow, placed.numbers, state, where)


def _marks(workflow: Workflow, numbers: Mapping[str, int], state: StateFile, where: Point) -> Iterator[str]:
    """Yield the steps to an end and those that stay, at the upper edge of their state."""
    x = where.x + BOX_WIDTH - 10
    for step in workflow.steps_from(state.id):
        ends = step.to is not None and workflow.state(step.to).outcome is not None
        if state.id in step.sources and (ends or step.effect is not Effect.MOVE) and step.effect is not Effect.REOPEN:
            yield from _mark(workflow, Point(x, where.y), numbers[step.id], step)
            x -= 21
