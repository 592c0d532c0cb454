"""Whether a workflow can be published: each defect with the path of steps that shows it. Pure, and without a person or a dossier.

What "sound" means: a case gets to every state, can take every step, never gets stuck and can always come to an end by steps of its own, not
only by being given up; every gate counts and no deadline opens one; every step has somebody who can take it.
"""

from __future__ import annotations

from collections.abc import Iterator

from agreements.problems import Problem, in_order, problem
from agreements.workflow.exploring import LIMIT, Exploration, TooManyError, explore
from agreements.workflow.flow import check_flow
from agreements.workflow.loading import Workflow
from agreements.workflow.taking import Holders, check_taking
from agreements.workflow.waiting import check_waiting


def unsound(workflow: Workflow, people: Holders | None = None) -> tuple[Problem, ...]:
    """Return every defect of a workflow, in the order of the file; of these an error stops publication, a warning does not.

    `people` says who holds each role, where that is to be proved too.
    """
    return in_order(_defects(workflow, people))


def _defects(workflow: Workflow, people: Holders | None) -> Iterator[Problem]:
    yield from check_taking(workflow, people)
    try:
        explored: Exploration = explore(workflow)
    except TooManyError:
        yield problem("E744", workflow.file.at("steps"), limit=LIMIT)
        return
    yield from check_flow(workflow, explored)
    yield from check_waiting(workflow, explored)
