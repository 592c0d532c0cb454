"""Where a step leads, through `transitions`; and why its own notion of "final" is not used."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from itertools import permutations
from random import Random

import pytest
from transitions.extensions import HierarchicalMachine  # noqa: TID251  # the library on trial

from agreements.workflow.definition import Effect
from agreements.workflow.machine import destination
from workflows import SMALL, load, planted

WORKFLOW = load(SMALL)


def yes() -> bool:
    return True


def no() -> bool:
    return False


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        ("draft", "submit", "check"),
        ("check", "take-back", "draft"),
        ("check", "submit", None),
        ("sign", "finish", "signed"),
        ("sign", "stop", "stopped"),
        ("signed", "stop", None),
        ("stopped", "stop", None),
        ("draft", "suspend", "draft"),
        ("signed", "suspend", None),
    ],
)
def test_a_step_leads_where_the_file_says(state: str, step: str, after: str | None) -> None:
    assert destination(WORKFLOW, state, step, yes) == after
    assert destination(WORKFLOW, state, step, no) is None


def test_a_case_is_reopened_where_it_was() -> None:
    assert destination(WORKFLOW, "stopped", "reopen", yes, left="check") == "check"
    assert destination(WORKFLOW, "stopped", "reopen", yes, left="draft") == "draft"
    assert destination(WORKFLOW, "stopped", "reopen", yes, left="signed") is None
    assert destination(WORKFLOW, "stopped", "reopen", yes) is None
    assert destination(WORKFLOW, "stopped", "reopen", no, left="check") is None


def test_permission_is_asked_once_and_only_where_the_step_begins() -> None:
    asked: list[int] = []

    def allowed() -> bool:
        asked.append(1)
        return True

    destination(WORKFLOW, "draft", "submit", allowed)
    destination(WORKFLOW, "sign", "submit", allowed)
    destination(WORKFLOW, "stopped", "reopen", allowed, left="check")
    assert len(asked) == 2


def test_a_name_that_the_workflow_does_not_have_is_no_state() -> None:
    with pytest.raises(KeyError):
        destination(WORKFLOW, "zzz", "submit", yes)
    with pytest.raises(KeyError):
        destination(WORKFLOW, "draft", "to_signed", yes)


def test_names_of_a_file_are_never_names_of_the_machine() -> None:
    workflow = load(planted(("id: submit,", "id: trigger,"), ("not_by_authors_of: [submit]", "not_by_authors_of: [trigger]")))
    assert destination(workflow, "draft", "trigger", yes) == "check"
    assert destination(WORKFLOW, "draft", "submit", yes) == "check"


def test_every_step_leads_where_the_workflow_says() -> None:
    for state in WORKFLOW.states:
        for step in WORKFLOW.file.steps:
            if step.effect is not Effect.REOPEN:
                expected = WORKFLOW.leads_to(step, state) if step in WORKFLOW.steps_from(state) else None
                assert destination(WORKFLOW, state, step.id, yes) == expected


def test_threads_do_not_see_each_others_case() -> None:
    def walk(seed: int) -> int:
        random, wrong = Random(seed), 0  # noqa: S311  # which step comes next is no secret
        for _ in range(2000):
            state = random.choice(list(WORKFLOW.states))
            step = random.choice(WORKFLOW.steps_from(state) or WORKFLOW.file.steps[:1])
            if step.effect is not Effect.REOPEN:
                expected = WORKFLOW.leads_to(step, state) if step in WORKFLOW.steps_from(state) else None
                wrong += destination(WORKFLOW, state, step.id, yes) != expected
        return wrong

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(walk, range(4))) == 0


def test_many_workflows_are_kept_apart() -> None:
    for number in range(20):
        workflow = load(planted(('version: "1"', f'version: "{number}"')))
        assert destination(workflow, "draft", "submit", yes) == "check"


def test_the_library_is_loaded_only_when_a_step_is_taken() -> None:
    program = "import sys, agreements.workflow.machine; print('transitions' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout == "False\n"


def final_after(order: tuple[str, ...]) -> int:
    """Return after how many of three parallel signatures the library says that all is final."""
    told: list[str] = []
    children = [{"name": name, "initial": "open", "children": ["open", {"name": "signed", "final": True}]} for name in "abc"]
    machine = HierarchicalMachine(
        states=[{"name": "signing", "parallel": children}], initial="signing", auto_transitions=False, on_final=lambda: told.append("final")
    )
    separator = machine.state_cls.separator
    for name in "abc":
        machine.add_transition(f"sign_{name}", separator.join(["signing", name, "open"]), separator.join(["signing", name, "signed"]))
    for number, name in enumerate(order, 1):
        machine.trigger(f"sign_{name}")
        if told:
            return number
    return 0


def test_final_of_the_library_is_told_too_early_in_the_release_that_has_the_fault() -> None:
    early = [order for order in permutations("abc") if final_after(order) < 3]
    assert len(early) == (4 if version("transitions") == "0.9.3" else 0)
