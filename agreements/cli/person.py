"""The command `maatwerk person`: who is known, who may be what, who stands in for whom."""

from __future__ import annotations

from datetime import date

import click

from agreements.application import people
from agreements.cli.office import AS, DAY, actor, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json, report
from agreements.record.values import Person
from agreements.workflow.people import ALL_ROLES, DelegationEnded, DelegationGiven, RoleEnded, RoleGranted

SINCE = click.option("--from", "first", type=DAY, help="First day; default: today.")
UNTIL = click.option("--until", "last", type=DAY, help="Last day; default: until it is ended.")
HEADS = {"nl": ("id", "naam", "is"), "en": ("id", "name", "is")}


@click.group("person")
def command() -> None:
    """People of the office: who is known, who may be what, and who stands in for whom.

    A role is given by somebody else than the one who gets it. Names can be erased; what a person did stays under their id.
    """


@command.command("add")
@click.argument("identifier", metavar="ID")
@click.option("--name", required=True, help="Name as it is shown.")
@click.option("--email", default="", help="Address for reminders.")
@click.option("--function", "function_", default="", help="What the person is.")
@click.option("--organisation", default="", help="For whom the person works.")
@AS
@click.pass_obj
def add(settings: Settings, identifier: str, name: str, email: str, function_: str, organisation: str, person: str) -> None:  # noqa: PLR0917  # one argument per option is click's way
    """Make a person known, or correct a name. The first person of an office makes themself known."""
    with record(settings, create=True) as opened:
        people.register(opened, Person(identifier, name, email, function_, organisation), actor(person), now())
    click.echo(identifier)


@command.command("grant")
@click.argument("identifier", metavar="ID")
@click.argument("role")
@click.option("--for", "scope", default="", help="For whom the role is held: a ministry, province or company of the dossiers.")
@click.option("--mandate", default="", help="Reference of the decision that the role rests on.")
@SINCE
@UNTIL
@AS
@click.pass_obj
def grant(  # noqa: PLR0917  # idem
    settings: Settings, identifier: str, role: str, scope: str, mandate: str, first: date | None, last: date | None, person: str
) -> None:
    """Give a person a role of a published workflow."""
    moment = now()
    event = RoleGranted(identifier, role, scope, first or moment.day, last, mandate, person)
    with record(settings) as opened:
        people.grant(opened, event, actor(person), moment)


@command.command("end")
@click.argument("identifier", metavar="ID")
@click.argument("role")
@click.option("--for", "scope", default="", help="For whom the role was held.")
@click.option("--last", type=DAY, help="Last day; default: today.")
@AS
@click.pass_obj
def end(settings: Settings, identifier: str, role: str, scope: str, last: date | None, person: str) -> None:  # noqa: PLR0917  # idem
    """End a role."""
    moment = now()
    with record(settings) as opened:
        people.end_role(opened, RoleEnded(identifier, role, scope, last or moment.day), actor(person), moment)


@command.command("delegate")
@click.argument("identifier", metavar="ID")
@click.argument("deputy", metavar="DEPUTY")
@click.option("--role", default=ALL_ROLES, help="One role; default: all that the person holds.")
@SINCE
@UNTIL
@AS
@click.pass_obj
def delegate(settings: Settings, identifier: str, deputy: str, role: str, first: date | None, last: date | None, person: str) -> None:  # noqa: PLR0917  # idem
    """Let DEPUTY stand in for a person. Four eyes are counted over both."""
    moment = now()
    event = DelegationGiven(identifier, deputy, role, first or moment.day, last)
    with record(settings) as opened:
        people.delegate(opened, event, actor(person), moment)


@command.command("recall")
@click.argument("identifier", metavar="ID")
@click.argument("deputy", metavar="DEPUTY")
@click.option("--role", default=ALL_ROLES, help="The role for which DEPUTY stands in.")
@click.option("--last", type=DAY, help="Last day; default: today.")
@AS
@click.pass_obj
def recall(settings: Settings, identifier: str, deputy: str, role: str, last: date | None, person: str) -> None:  # noqa: PLR0917  # idem
    """End a deputyship."""
    moment = now()
    with record(settings) as opened:
        people.end_delegation(opened, DelegationEnded(identifier, deputy, role, last or moment.day), actor(person), moment)


@command.command("erase")
@click.argument("identifier", metavar="ID")
@AS
@click.pass_obj
def erase(settings: Settings, identifier: str, person: str) -> None:
    """Remove the name and address of a person; what they did stays under their id."""
    with record(settings) as opened:
        report(people.erase(opened, identifier, actor(person), now()), settings["messages"])


@command.command("list")
@JSON
@click.pass_obj
def show(settings: Settings, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Show everybody with what they may be today."""
    with record(settings, writes=False) as opened:
        known = people.everyone(opened, now().day)
    if as_json:
        print_json([as_data(each) for each in known])
        return
    rows = [(each.person.id, each.person.name or "–", ", ".join(map(role_in_words, each.roles)) or "–") for each in known]
    for line in table(HEADS[settings["messages"]], rows, terminal_width()):
        click.echo(line)


def as_data(known: people.Known) -> dict[str, object]:
    """Return a person in the documented JSON shape."""
    roles = [{"role": role, "for": scope, "on_behalf_of": whose} for role, scope, whose in known.roles]
    person = known.person
    return {"id": person.id, "name": person.name, "email": person.email, "function": person.function, "roles": roles}


def role_in_words(role: tuple[str, str, str]) -> str:
    """Return a role with its scope, and whose it is when a deputy holds it."""
    name, scope, whose = role
    return f"{name}{f' ({scope})' if scope else ''}{f' ← {whose}' if whose else ''}"
