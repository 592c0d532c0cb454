"""Where everything in a picture of a workflow stands: bands of phases, layers of states, lines in lanes of their own.

A phase is a band. In it a state stands in the layer after the states that lead to it; long chains go on in a next row. Lines run straight
to a neighbour, else through the channels between rows and the gutters between columns, each in a lane where no other line runs beside it.
Steps to an end or that stay are marks at their state, not lines. Pure arithmetic on whole numbers: the same file gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from agreements.workflow.definition import ANY, Effect, StepFile
from agreements.workflow.loading import Workflow

COLUMNS = 7
BOX_WIDTH, BOX_HEIGHT, GUTTER = 136, 66, 48
TOP_PORTS = 66
"""At the upper edge lines keep to the left, as the marks of a state stand at the right."""

MARGIN, LANE, PORT = 26, 11, 20
HEAD, LINE, LIST_WIDTH, LIST_GAP = 30, 15, 470, 20
_FOOT = 12


class Cell(NamedTuple):
    """A place in the grid; rows count through all bands."""

    row: int
    column: int


class Channel(NamedTuple):
    """The space for lines below a row, or above the first row of a band."""

    row: int
    below: bool


class Point(NamedTuple):
    """A point in pixels."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """The arrow for all steps from one state to another, with its corners; `badge` is where their numbers stand."""

    source: str
    target: str
    numbers: tuple[int, ...]
    points: tuple[Point, ...]
    badge: Point


@dataclass(frozen=True, slots=True)
class Band:
    """A phase: its rows of boxes at the left, the list of its steps at the right."""

    phase: str
    top: int
    height: int
    steps: tuple[StepFile, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture in pixels."""

    boxes: Mapping[str, Point]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    numbers: Mapping[str, int]
    list_left: int
    width: int
    height: int


@dataclass(slots=True)
class _Route:
    """A line in lanes: from the top or bottom of a box, by a channel, perhaps a gutter and a second channel, to another box."""

    source: str
    target: str
    numbers: tuple[int, ...]
    down: bool  # leaves at the bottom
    lands_on_top: bool
    channels: tuple[Channel, ...]
    gutter: int | None = None
    lanes: list[int] = field(default_factory=list)
    gutter_lane: int = 0
    gutter_x: int = 0


def layout(workflow: Workflow, lines_in_list: Mapping[str, int]) -> Layout:
    """Return the picture of a workflow; `lines_in_list` says how many lines of text stand beside each phase."""
    cells, first_rows = _cells(workflow)
    numbers: dict[str, int] = {step.id: number for number, step in enumerate(_in_order(workflow), 1)}
    straight, routes = _routes(workflow, cells, numbers, first_rows)
    _assign_gutters(routes)
    ports = _ports(routes, cells)
    depth = _assign_channels(routes, ports)
    tops, bands = _rows(workflow, cells, depth, lines_in_list)
    boxes = {name: Point(_left(cell.column), tops[cell.row]) for name, cell in cells.items()}
    lines = [_straight(boxes, source, target, kept) for (source, target), kept in straight.items()]
    lines += [_line(route, ports, tops, boxes) for route in routes]
    list_left = _left(COLUMNS) + LIST_GAP
    return Layout(
        boxes, bands, tuple(lines), numbers, list_left, list_left + LIST_WIDTH + MARGIN, bands[-1].top + bands[-1].height + MARGIN
    )


def drawn_phases(workflow: Workflow) -> list[str]:
    """Return the phases that hold a state."""
    held = {state.phase for state in workflow.file.states}
    return [phase for phase in workflow.phases if phase in held]


def phase_of(workflow: Workflow, step: StepFile) -> str:
    """Return the phase in whose list a step stands: that of the first state where it is taken; of a step from anywhere the last phase."""
    if ANY in step.sources or step.effect is Effect.REOPEN:
        return drawn_phases(workflow)[-1]
    return workflow.state(step.sources[0]).phase


def _in_order(workflow: Workflow) -> list[StepFile]:
    return [step for phase in drawn_phases(workflow) for step in workflow.file.steps if phase_of(workflow, step) == phase]


def _left(column: int) -> int:
    return MARGIN + GUTTER + column * (BOX_WIDTH + GUTTER)


# The grid


def _cells(workflow: Workflow) -> tuple[dict[str, Cell], frozenset[int]]:
    """Return the place of each state, and the rows with which a band begins."""
    cells: dict[str, Cell] = {}
    first_rows: set[int] = set()
    row = 0
    for phase in drawn_phases(workflow):
        first_rows.add(row)
        names: list[str] = [state.id for state in workflow.file.states if state.phase == phase]
        layers = _layers(workflow, names)
        for start in range(0, len(layers), COLUMNS):
            part = layers[start : start + COLUMNS]
            for column, layer in enumerate(part):
                cells |= {name: Cell(row + place, column) for place, name in enumerate(layer)}
            row += max(len(layer) for layer in part)
    return cells, frozenset(first_rows)


def _layers(workflow: Workflow, names: list[str]) -> list[list[str]]:
    """Return the states of a phase by their distance from its first ones, counted over steps that go forward in the file."""
    rank = dict.fromkeys(names, 0)
    place = {name: number for number, name in enumerate(names)}
    linked = False
    for name in names:
        for step in workflow.steps_from(name):
            if _is_line(workflow, step, name) and step.to in place and place[step.to] > place[name]:
                rank[step.to] = max(rank[step.to], rank[name] + 1)
                linked = True
    if not linked:
        return [[name] for name in names]
    return [[name for name in names if rank[name] == layer] for layer in range(max(rank.values()) + 1)]


def _is_line(workflow: Workflow, step: StepFile, source: str) -> bool:
    """Say whether a step is drawn as a line: it moves, names the state and does not lead to an end from afar."""
    if step.effect is not Effect.MOVE or step.to is None or source not in step.sources:
        return False
    return workflow.state(step.to).outcome is None


# Routes


def _routes(
    workflow: Workflow, cells: Mapping[str, Cell], numbers: Mapping[str, int], first_rows: frozenset[int]
) -> tuple[dict[tuple[str, str], tuple[int, ...]], list[_Route]]:
    joined: dict[tuple[str, str], tuple[int, ...]] = {}
    for step in workflow.file.steps:
        for source in step.sources:
            if _is_line(workflow, step, source) and step.to and step.to != source:
                joined[source, step.to] = (*joined.get((source, step.to), ()), numbers[step.id])
    straight = {ends: kept for ends, kept in joined.items() if _adjacent(cells[ends[0]], cells[ends[1]])}
    return straight, [_route(ends, kept, cells, first_rows) for ends, kept in joined.items() if ends not in straight]


def _adjacent(source: Cell, target: Cell) -> bool:
    return source.row == target.row and target.column == source.column + 1


def _route(ends: tuple[str, str], numbers: tuple[int, ...], cells: Mapping[str, Cell], first_rows: frozenset[int]) -> _Route:
    start, goal = cells[ends[0]], cells[ends[1]]
    down = goal.row > start.row or (goal.row == start.row and goal.column < start.column)
    lands_on_top = goal.row > start.row or (goal.row == start.row and not down)
    channels = (_channel(start.row, first_rows, below=down), _channel(goal.row, first_rows, below=not lands_on_top))
    if channels[0] == channels[1]:
        return _Route(*ends, numbers, down, lands_on_top, channels[:1])
    return _Route(*ends, numbers, down, lands_on_top, channels, goal.column)


def _channel(row: int, first_rows: frozenset[int], *, below: bool) -> Channel:
    if below or row in first_rows:
        return Channel(row, below=below)
    return Channel(row - 1, below=True)


def _free_lane(taken: list[list[tuple[int, int]]], low: int, high: int) -> int:
    """Return the first lane in which nothing lies between two places, and take it."""
    for number, lane in enumerate(taken):
        if all(end < low or start > high for start, end in lane):
            lane.append((low, high))
            return number
    taken.append([(low, high)])
    return len(taken) - 1


def _assign_gutters(routes: list[_Route]) -> None:
    taken: dict[int, list[list[tuple[int, int]]]] = {}
    for route in routes:
        if route.gutter is not None:
            low, high = sorted(channel.row for channel in route.channels)
            route.gutter_lane = _free_lane(taken.setdefault(route.gutter, []), low, high)
    for route in routes:
        if route.gutter is not None:
            route.gutter_x = _left(route.gutter) - 8 - min(7, (GUTTER - 10) // len(taken[route.gutter])) * route.gutter_lane


_Ports = Mapping[tuple[str, str, bool], int]
"""The x of each end of a route: by its source, its target and whether it is the start."""


def _ports(routes: list[_Route], cells: Mapping[str, Cell]) -> _Ports:
    """Spread the ends of routes over the top and bottom of each box, in the order of where they come from."""
    sides: dict[tuple[str, bool], list[tuple[int, _Route, bool]]] = {}
    for route in routes:
        start, goal = cells[route.source], cells[route.target]
        sides.setdefault((route.source, not route.down), []).append((goal.column, route, True))
        sides.setdefault((route.target, route.lands_on_top), []).append((start.column, route, False))
    found: dict[tuple[str, str, bool], int] = {}
    for (name, top), ends in sides.items():
        ends.sort(key=lambda end: (end[0], end[2], end[1].source, end[1].target))
        for number, (_, route, is_start) in enumerate(ends, 1):
            width = TOP_PORTS if top else BOX_WIDTH
            found[route.source, route.target, is_start] = _left(cells[name].column) + width * number // (len(ends) + 1)
    return found


def _spans(route: _Route, ports: _Ports) -> list[tuple[int, int]]:
    """Return the stretches of a route in its channels, from left to right."""
    start, goal = ports[route.source, route.target, True], ports[route.source, route.target, False]
    stops = [start, goal] if route.gutter is None else [start, route.gutter_x, goal]
    return [(min(pair), max(pair)) for pair in pairwise(stops)]


def _assign_channels(routes: list[_Route], ports: _Ports) -> dict[Channel, int]:
    """Give each stretch a lane, short ones first, and return how many lanes each channel has."""
    taken: dict[Channel, list[list[tuple[int, int]]]] = {}
    stretches = [
        (high - low, channel, route.source, route.target, place, low, high)
        for route in routes
        for place, (channel, (low, high)) in enumerate(zip(route.channels, _spans(route, ports), strict=True))
    ]
    by_ends = {(route.source, route.target): route for route in routes}
    for route in routes:
        route.lanes = [0] * len(route.channels)
    for _, channel, source, target, place, low, high in sorted(stretches):
        by_ends[source, target].lanes[place] = _free_lane(taken.setdefault(channel, []), low - 4, high + 4)
    return {channel: len(lanes) for channel, lanes in taken.items()}


# Pixels


def _rows(
    workflow: Workflow, cells: Mapping[str, Cell], depth: Mapping[Channel, int], lines_in_list: Mapping[str, int]
) -> tuple[dict[int, int], tuple[Band, ...]]:
    """Return the top of each row, and the bands."""
    tops: dict[int, int] = {}
    bands: list[Band] = []
    y = MARGIN + HEAD
    for phase in drawn_phases(workflow):
        rows = sorted({cells[state.id].row for state in workflow.file.states if state.phase == phase})
        top = y
        y += HEAD
        y += max(PORT, _room(depth.get(Channel(rows[0], below=False), 0)))
        for row in rows:
            tops[row] = y
            y += BOX_HEIGHT + PORT + _room(depth.get(Channel(row, below=True), 0))
        y = max(y, top + HEAD + lines_in_list.get(phase, 0) * LINE + _FOOT)
        steps = tuple(step for step in workflow.file.steps if phase_of(workflow, step) == phase)
        bands.append(Band(phase, top, y - top, steps))
        y += _FOOT
    return tops, tuple(bands)


def _straight(boxes: Mapping[str, Point], source: str, target: str, numbers: tuple[int, ...]) -> Line:
    start, goal = boxes[source], boxes[target]
    y = start.y + BOX_HEIGHT // 2
    points = (Point(start.x + BOX_WIDTH, y), Point(goal.x, y))
    return Line(source, target, numbers, points, Point((points[0].x + points[1].x) // 2 - 3, y))


def _line(route: _Route, ports: _Ports, tops: Mapping[int, int], boxes: Mapping[str, Point]) -> Line:
    start = Point(ports[route.source, route.target, True], boxes[route.source].y + (BOX_HEIGHT if route.down else 0))
    goal = Point(ports[route.source, route.target, False], boxes[route.target].y + (0 if route.lands_on_top else BOX_HEIGHT))
    heights = [_lane_y(channel, lane, tops) for channel, lane in zip(route.channels, route.lanes, strict=True)]
    turns = [start.x, goal.x] if route.gutter is None else [start.x, route.gutter_x, goal.x]
    points = [start]
    for place, y in enumerate(heights):
        points += [Point(turns[place], y), Point(turns[place + 1], y)]
    badge = Point(start.x, (start.y + heights[0]) // 2 if abs(heights[0] - start.y) > LANE else heights[0])
    return Line(route.source, route.target, route.numbers, (*points, goal), badge)


def _lane_y(channel: Channel, lane: int, tops: Mapping[int, int]) -> int:
    top = tops[channel.row]
    return top + BOX_HEIGHT + PORT + LANE * lane if channel.below else top - PORT - LANE * lane


def _room(lanes: int) -> int:
    return PORT + LANE * lanes if lanes else 0
