"""The rows of issues that are kept beside the events: which there are, where each stands, and until when it may be signed.

Lists over all companies find by them which streams to read; what a list says, it folds from the events. A row never says that an issue
has ended when it has not: an end is final.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import cast

from agreements.model.canonical import canonical_json
from agreements.model.placed import NOWHERE
from agreements.model.signing import from_data
from agreements.model.signing_course import Course, Status, evolve
from agreements.model.signing_events import SigningEvent, decode
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading
from agreements.record.tables import ISSUE, IssueRow
from agreements.record.values import NewEvent, Recorded, Rows

ISSUED, HAPPENED = "document_issued", "signing_event"

Body = Mapping[str, object]
FORMAT = 1
UPCASTERS: Mapping[tuple[str, int], Callable[[Body], Body]] = {}
"""By kind and format: from the body of that format to the body of the next. None was released yet."""


def body_of(each: Recorded | NewEvent, upcasters: Mapping[tuple[str, int], Callable[[Body], Body]] = UPCASTERS) -> Body:
    """Return what an event of signing says, in the format of now; raise AgreementsError for a format that this version does not know."""
    body, number = each.body, each.format
    while number < FORMAT and (each.kind, number) in upcasters:
        body, number = upcasters[each.kind, number](body), number + 1
    if number != FORMAT:
        where = Where(f"{each.stream} ({each.version})") if isinstance(each, Recorded) else NOWHERE
        raise AgreementsError(problem("E801", where, kind=each.kind, format=each.format))
    return body


def event_in(body: Body) -> SigningEvent:
    """Return what happened to an issue, out of the body of its event; raise ValueError or LookupError for what is none."""
    return decode(str(body["kind"]), cast("Body", body["event"]))


def issue_rows(stream: str, history: Iterable[Recorded | NewEvent]) -> Rows:
    """Return the row of every issue in the history of a company.

    Raise ValueError, LookupError or AgreementsError for events that cannot be read.
    """
    courses: dict[str, Course] = {}
    for each in history:
        if each.kind in {ISSUED, HAPPENED}:
            body = body_of(each)
            issue = str(body["issue"])
            if each.kind == ISSUED:
                courses[issue] = Course(from_data(cast("Body", body["plan"]), {}))
            else:
                courses[issue] = evolve(courses[issue], event_in(body))
    rows = [IssueRow(stream, name, str(each.status), each.plan.expires_on.isoformat()) for name, each in courses.items()]
    return {ISSUE.name: rows}


def rows_with(reading: Reading, stream: str, events: Iterable[NewEvent]) -> Rows:
    """Return the rows of the issues of a company once these events are recorded, inside the transaction that records them."""
    as_kept = (replace(each, body=json.loads(canonical_json(each.body))) for each in events)
    return issue_rows(stream, (*reading.load(stream), *as_kept))


def streams_with_issues(reading: Reading, *, still_open: bool = True) -> tuple[str, ...]:
    """Return the streams in which an issue is open, or in which there is any, in order."""
    equal = {"status": str(Status.OPEN)} if still_open else {}
    return tuple(dict.fromkeys(str(stream) for (stream,) in reading.columns(ISSUE, "stream", **equal)))
