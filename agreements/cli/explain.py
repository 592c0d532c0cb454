"""The command `maatwerk explain`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from agreements.application.steps import Explained, explained
from agreements.cli.office import now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json
from agreements.cli.words import explanation_as_data
from agreements.problems.display import advice, message, shortened
from agreements.workflow.explanation import Explanation
from agreements.workflow.loading import Workflow

WORDS = {
    "nl": {
        "yes": "kan nu",
        "ready": "kan nu, met wat hieronder staat",
        "no": "kan nu niet",
        "who": "wie",
        "nobody": "niemand",
        "as": "namens",
        "bring": "mee te brengen",
        "file": "BESTAND",
    },
    "en": {
        "yes": "can be taken now",
        "ready": "can be taken now, with what stands below",
        "no": "cannot be taken now",
        "who": "who",
        "nobody": "nobody",
        "as": "for",
        "bring": "to bring",
        "file": "FILE",
    },
}


@click.command("explain")
@click.argument("company")
@click.argument("step", required=False, default="")
@click.option("--as", "person", envvar="MAATWERK_PERSON", default="", help="For this person; default: for anyone.")
@JSON
@click.pass_obj
def command(settings: Settings, company: str, step: str, person: str, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Why a step can or cannot be taken now: every reason, who could take it, what is still to be brought.

    Without STEP every step that starts where the case stands, and every slot that can be answered. It agrees with `maatwerk step` always.
    """
    language = settings["messages"]
    with record(settings, writes=False) as opened:
        found = explained(opened, company, step, person, now().day)
    if as_json:
        print_json([explanation_as_data(each, language) for each in found.explanations])
        return
    for line in _lines(found, language):
        click.echo(line)


def _lines(found: Explained, language: str) -> Iterator[str]:
    for number, each in enumerate(found.explanations):
        if number:
            yield ""
        yield from _one(each, found.workflow, language)


def _one(explanation: Explanation, workflow: Workflow, language: str) -> Iterator[str]:
    words = WORDS[language]
    mark = words["yes"] if explanation.allowed else words["ready"] if explanation.ready else words["no"]
    yield f"{shortened(explanation.step)} · {shortened(explanation.label.in_language(language))}: {mark}"
    needed = {*explanation.evidence, *explanation.facts}
    for reason in explanation.reasons:
        yield f"  – {message(reason, language)} [{reason.code}]"
        if not explanation.ready:
            yield f"    {advice(reason, language)}"
    if needed:
        options = [f"--evidence {kind}={words['file']}" for kind in explanation.evidence] + [
            f"--set {fact}=…" for fact in explanation.facts
        ]
        yield f"  {words['bring']}: {' '.join(options)}"
    for role, persons in explanation.who.items():
        names = ", ".join(f"{each.person} ({words['as']} {each.on_behalf_of})" if each.on_behalf_of else each.person for each in persons)
        yield f"  {words['who']}: {workflow.roles[role].label.in_language(language)}: {names or words['nobody']}"
