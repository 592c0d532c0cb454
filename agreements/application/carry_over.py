"""Use case: what was promised at one stage becomes what is proposed at the next; all else that the dossier says stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from agreements.application.draft import Order, compose
from agreements.application.recorded import arranged
from agreements.application.templates import template_of
from agreements.drafting.answers import PREFIX, asked
from agreements.drafting.instruments import INSTRUMENTS
from agreements.drafting.template import FieldDeclaration, FieldType, Template
from agreements.model.carried import Carriage, carry
from agreements.model.consistency import dossier_from
from agreements.model.dossier import ChosenPosition, Dossier
from agreements.model.dossier_kinds import HistoryEvent, Kind, Stage
from agreements.model.promised import STAGES
from agreements.model.reading import FORMAT
from agreements.model.revisions import Change, Content, differences, facts, revised, said
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Problem, Said, Where, errors, in_order, problem
from agreements.sources import Node, Scalar, Source, guess, parse_yaml
from agreements.sources.writing import to_yaml
from agreements.workspace import Workspace

BLANK = "W402"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the dossier, the kind of document to which its promises go, and the answers that go along, by name.

    `signed` are the instruments that were signed in the case of the company, which its dossier need not say.
    """

    dossier: Source
    kind: str
    answers: Sequence[str] = ()
    signed: Collection[Stage] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer to an earlier document of the same name and type as one that the next asks, with what each asks.

    It is taken only on request: the same name is not the same question (the last day of an EoP is not that of the JLoI).
    """

    name: str
    earlier: Stage
    answer: Content
    asked_then: LocalText
    asks_now: LocalText
    taken: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A fallback that was accepted for an earlier document: it is accepted anew or not at all. `known`: the next has the clause."""

    clause: str
    earlier: Stage
    position: ChosenPosition
    known: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """The dossier with its promises carried, as a file that can be applied; what changed, what is not carried, and what is still open.

    `asked` are the fields without a value in the next document: label and path.
    """

    dossier: Dossier
    stage: Stage
    text: str
    changes: tuple[Change, ...]
    carriage: Carriage
    offers: tuple[Offer, ...]
    positions: tuple[Standing, ...]
    asked: tuple[tuple[Said, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a proposal, unless the dossier or the template has errors."""

    problems: tuple[Problem, ...]
    proposal: Proposal | None = None


def carry_over(workspace: Workspace, wish: Wish) -> Outcome:
    """Return the dossier with what was promised before proposed for the next document; nothing is written.

    Raise AgreementsError for a kind that nothing comes before (E515), one that there is not, one that is signed already (E517), and for an
    answer that is not offered (E516).
    """
    template, faults = template_of(workspace, wish.kind)
    problems = [*faults]
    node, found = parse_yaml(wish.dossier)
    problems += found
    dossier, found = (None, ()) if node is None or found else dossier_from(node)
    problems += found
    if node is None or dossier is None or template is None or errors(problems):
        return Outcome(in_order(problems))
    return Outcome(in_order(problems), _proposal(workspace, wish, template, (node, dossier)))


def _proposal(workspace: Workspace, wish: Wish, template: Template, given: tuple[Node, Dossier]) -> Proposal:
    node, dossier = given
    stage = template.about.kind.stage
    if stage is None or stage is STAGES[0]:
        known = [kind for kind in workspace.kinds() if kind in STAGES[1:]]
        raise AgreementsError(problem("E515", Where(wish.kind), kind=wish.kind, known=", ".join(known) or "–"))
    _must_be_open(dossier, stage, wish.signed)
    offers = _taken(tuple(_offers(workspace, template, dossier)), wish)
    carriage = carry(facts(node), stage, template.about.natures)
    answers = [Change(("answers", stage.value, each.name), None, each.answer) for each in offers if each.taken]
    whole = revised(carriage.said, answers)
    text = _as_file(whole, dossier.based_on)
    order = Order(dossier.company.id, wish.kind, ("nl", "en"), source=Source(wish.dossier.name, text))
    return Proposal(
        dossier,
        stage,
        text,
        differences(facts(node), whole),
        carriage,
        offers,
        tuple(_positions(template, dossier)),
        tuple(_asked(compose(workspace, order).problems)),
    )


def _must_be_open(dossier: Dossier, stage: Stage, signed: Collection[Stage]) -> None:
    """Raise AgreementsError when the history of a dossier, or the case of the company, says that the document was signed."""
    company = dossier.company.id
    told = (each.where for each in dossier.history if each.stage is stage and each.event is HistoryEvent.SIGNED and not each.withdrawn)
    where = next(told, Where(company) if stage in signed else None)
    if where is not None:
        raise AgreementsError(problem("E517", where, company=company, kind=INSTRUMENTS[stage].nl))


def _as_file(whole: Content, based_on: int | None) -> str:
    """Return what a dossier says as a file; of one out of the record it says from which version it came."""
    ordered = arranged(whole, Dossier)
    base = {} if based_on is None else {"based_on": based_on}
    return to_yaml({"format": FORMAT, **base, **(ordered if isinstance(ordered, dict) else {})})


def _asked(problems: Iterable[Problem]) -> Iterator[tuple[Said, str]]:
    for each in problems:
        arguments = dict(each.arguments)
        label = arguments.get("label")
        if each.code == BLANK and isinstance(label, Said):
            yield label, str(arguments["path"])


# Answers


def _offers(workspace: Workspace, template: Template, dossier: Dossier) -> Iterator[Offer]:
    """Yield the answers to earlier documents, the latest first, that the next asks too and that have no answer there."""
    names = asked(template)
    wanted = {each.id: each for each in template.about.fields if each.id.removeprefix(PREFIX) in names}
    seen = set(dossier.answers.get(template.about.kind, {}))
    for earlier in reversed(_before(template)):
        answers = dossier.answers.get(Kind(earlier), {})
        before = _asked_by(workspace, earlier) if answers else {}
        for name, node in answers.items():
            then, now = before.get(PREFIX + name), wanted.get(PREFIX + name)
            if then is not None and now is not None and name not in seen and _fits(node, then, now):
                seen.add(name)
                yield Offer(name, earlier, said(node), then.label, now.label, taken=False)


def _before(template: Template) -> tuple[Stage, ...]:
    stage = template.about.kind.stage
    return STAGES[: STAGES.index(stage)] if stage is not None else ()


def _asked_by(workspace: Workspace, stage: Stage) -> dict[str, FieldDeclaration]:
    """Return what the template of an earlier document asks; nothing when the workspace has no good one."""
    template = template_of(workspace, stage.value)[0] if stage.value in workspace.kinds() else None
    return {each.id: each for each in template.about.fields} if template else {}


def _fits(node: Node, then: FieldDeclaration, now: FieldDeclaration) -> bool:
    """Say whether an answer can stand where the next document asks it: a choice only when that can be chosen there."""
    chosen = now.type is not FieldType.CHOICE or (isinstance(node, Scalar) and node.text in now.prints)
    return then.type is now.type and chosen


def _taken(offers: tuple[Offer, ...], wish: Wish) -> tuple[Offer, ...]:
    known = [each.name for each in offers]
    for name in wish.answers:
        if name not in known:
            listed = ", ".join(known) or "–"
            raise AgreementsError(problem("E516", Where("--answer"), name=name, guess=guess(name, known), known=listed))
    return tuple(
        Offer(each.name, each.earlier, each.answer, each.asked_then, each.asks_now, taken=each.name in wish.answers) for each in offers
    )


# Positions


def _positions(template: Template, dossier: Dossier) -> Iterator[Standing]:
    clauses = {each.id for each in template.clauses}
    for earlier in _before(template):
        for clause, chosen in dossier.positions.get(Kind(earlier), {}).items():
            if not chosen.withdrawn:
                yield Standing(clause, earlier, chosen, clause in clauses)
