"""Puts the documents of one company together: what the dossier and the record tell of each, in the order in which they come about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from agreements.model.answering import answer
from agreements.model.document_set import (
    ANNEX,
    DECISION,
    RELATIONS,
    DocumentSet,
    Filed,
    Issue,
    Known,
    Link,
    Piece,
    Relation,
    State,
    is_public,
    security_asked,
    speaks,
)
from agreements.model.dossier import Dossier, Figure, OtherDocument
from agreements.model.dossier_kinds import FundingStep, HistoryEvent, Kind, Stage
from agreements.model.portfolio import Sure, ended_by, sure
from agreements.model.signing_course import ENDED
from agreements.model.values import FuzzyDate, LocalText
from agreements.sources import Scalar


def document_set(dossier: Dossier, known: Known) -> DocumentSet:
    """Return the documents that make up the agreements with a company, in the order in which they come about."""
    company = dossier.company
    shelf = _Shelf(dossier, known)
    around = tuple(piece for stage in Stage for piece in shelf.around(stage))
    pieces = tuple(_told_apart((*around, *shelf.loose(around))))
    names = {each.id for each in pieces}
    pieces = tuple(replace(each, links=tuple(link for link in each.links if link.to in names)) for each in pieces)
    stops = [each for each in dossier.history if each.event is HistoryEvent.STOPPED and not each.withdrawn]
    signed = [each.date for each in pieces if each.kind in set(Stage) and each.date]
    stopped = ended_by(signed, (*_by(known.stopped, known.day), *_by((each.date for each in stops), known.day)))
    publicly = ended_by(signed, _by((each.date for each in stops if is_public(each)), known.day))
    return DocumentSet(company.id, company.name, known.day, dossier.reconstruction, pieces, stopped, publicly)


def _told_apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield each document under an id of its own: one that somebody called as another is called gets a number after it."""
    taken: set[str] = set()
    for each in pieces:
        names = (each.id, *(f"{each.id}-{number}" for number in range(2, len(taken) + 3)))
        own = next(name for name in names if name not in taken)
        taken.add(own)
        yield replace(each, id=own)


def _by(dates: Iterable[FuzzyDate | None], day: date) -> Iterator[FuzzyDate]:
    """Yield each date that may have been there by a day."""
    return (each for each in dates if each is not None and sure(each, day) is not Sure.NOT)


class _Shelf:
    """Puts the documents of one company together."""

    def __init__(self, dossier: Dossier, known: Known) -> None:
        self.dossier, self.known, self.day = dossier, known, known.day
        self.documents = [each for each in dossier.documents if not each.withdrawn and _when(each.date, known.day) is not Sure.NOT]

    def around(self, stage: Stage) -> Iterator[Piece]:
        """Yield an instrument with its annexes and what belongs to it: what comes before its signing first."""
        instrument = self.instrument(stage)
        yield from self.told(Kind.ADVIESAANVRAAG, instrument)
        yield from self.told(Kind.BESLISNOTA, instrument)
        if stage is Stage.MAATWERKAFSPRAAK:
            yield from self.decision(instrument)
        yield instrument
        yield from self.annexes(stage, instrument)
        if stage is Stage.MAATWERKAFSPRAAK:
            yield from self.deed(instrument)
        yield from self.addenda(instrument)
        yield from self.told(Kind.KENNISGEVING, instrument)

    def loose(self, around: Iterable[Piece]) -> Iterator[Piece]:
        """Yield each document and file of which nobody says to which instrument it belongs; a notice may be of an addendum."""
        addenda = [each for each in around if each.kind == Kind.ADDENDUM and each.state is State.SIGNED]
        for each in self.documents:
            if each.about is None and each.kind is not Kind.GARANTIE:
                yield self._outside(each, (), each.id)
        for kind in (each for each in RELATIONS if each is not Kind.GARANTIE):
            files = [each for each in self.files(kind) if each.about is None]
            for number, file in enumerate(files, 1):
                links = tuple(_published(file, addenda)) if kind is Kind.KENNISGEVING else ()
                yield Piece(f"{kind}-{number}", kind, self._there(kind, file.on), date=file.on, links=links, files=(file,))
        for issue in self.known.issues:
            if issue.about is None and issue.kind.stage is None and issue.kind is not Kind.GARANTIE:
                yield self._issued(Piece(issue.id, issue.kind, State.ISSUED, number=issue.number), (issue,))

    # The instruments

    def instrument(self, stage: Stage) -> Piece:
        """Return an instrument as the case tells it, else its issues, else the dossier."""
        facts = [each for each in self.dossier.history if each.stage is stage and each.event is HistoryEvent.SIGNED and not each.withdrawn]
        issues = self.issues(Kind(stage))
        told = [self.known.signed.get(stage), *(each.signed_on for each in issues), *(each.date for each in reversed(facts))]
        when = next((each for each in told if each is not None), None)
        state = self._instrument_state(stage, when, undated=bool(facts) and when is None)
        there = state in {State.SIGNED, State.POSSIBLE}
        fact = facts[-1] if facts else None
        return Piece(
            stage,
            stage,
            state,
            date=when if there else None,
            links=tuple(self._before(stage)),
            issues=issues,
            files=self.files(stage),
            fact=fact,
            public=there and (any(is_public(each) for each in facts) or bool(self.files(Kind.KENNISGEVING, stage))),
        )

    def _instrument_state(self, stage: Stage, when: FuzzyDate | None, *, undated: bool) -> State:
        level = sure(when, self.day) if when else Sure.POSSIBLY if undated else Sure.NOT
        if level is not Sure.NOT:
            return State.SIGNED if level is Sure.CERTAINLY else State.POSSIBLE
        statuses = [each.status for each in self.issues(Kind(stage))]
        if any(each not in ENDED for each in statuses):
            return State.ISSUED
        return State.ENDED if statuses else State.PREPARED if speaks(self.dossier, stage) else State.ABSENT

    def _before(self, stage: Stage) -> Iterator[Link]:
        order = list(Stage)
        if stage is Stage.MAATWERKAFSPRAAK:
            yield Link(Relation.IN_EXECUTION_OF, DECISION)
        if order.index(stage):
            yield Link(Relation.FOLLOWS, order[order.index(stage) - 1])

    def annexes(self, stage: Stage, instrument: Piece) -> Iterator[Piece]:
        """Yield the annexes of an instrument."""
        for each in self.known.annexes.get(stage, ()):
            link = Link(Relation.ANNEX_OF, instrument.id)
            yield Piece(f"{instrument.id}-{ANNEX}-{each.number}", ANNEX, State.PART, each.title, each.number, links=(link,))

    # The grant and the security

    def decision(self, agreement: Piece) -> Iterator[Piece]:
        """Yield the grant decision: as the agreement names it, else as the process or the money tells it; or that it is missing."""
        named, reference = answer(self.dossier, "decision_date", FuzzyDate), answer(self.dossier, "decision_reference", LocalText)
        granted = [each for each in self.dossier.funding if each.step is FundingStep.GRANTED and not each.withdrawn]
        grant = next((each for each in reversed(granted) if _when(each.date, self.day) is not Sure.NOT), None)
        when = self.known.granted or named or (grant.date if grant else None)
        files = self.files(DECISION)
        known = bool(files or reference or grant) or when is not None
        if not known and (agreement.state not in {State.SIGNED, State.POSSIBLE} or self.dossier.reconstruction):
            return
        level = _when(when, self.day) if known else Sure.NOT
        lacking = State.MISSING if agreement.state in {State.SIGNED, State.POSSIBLE} else State.ABSENT
        yield Piece(
            DECISION,
            DECISION,
            {Sure.NOT: lacking, Sure.POSSIBLY: State.POSSIBLE, Sure.CERTAINLY: State.RECORDED}[level],
            date=when if level is not Sure.NOT else None,
            reference=reference.nl if reference else "",
            amount=grant.amount if grant else None,
            files=files,
            fact=grant,
            public=agreement.public or (grant is not None and is_public(grant)),
        )

    def deed(self, agreement: Piece) -> Iterator[Piece]:
        """Yield the deeds of security, or that the agreement asks one; prepared, once the dossier answers what it asks."""
        link = (Link(Relation.SECURES, agreement.id),)
        outside = [each for each in self.documents if each.kind is Kind.GARANTIE]
        issues, files = self.issues(Kind.GARANTIE), self.files(Kind.GARANTIE)
        asked = answer(self.dossier, "guarantee_amount", Figure)
        for number, each in enumerate(outside):
            piece = self._outside(each, link, Kind.GARANTIE if number == 0 else f"{Kind.GARANTIE}-{each.id}")
            yield replace(piece, issues=issues, files=files) if number == 0 else piece
        if files and not outside and not any(each.signed_on for each in issues):
            state = self._there(Kind.GARANTIE, files[0].on)
            yield Piece(Kind.GARANTIE, Kind.GARANTIE, state, date=files[0].on, links=link, issues=issues, files=files)
        elif not outside and (issues or security_asked(self.dossier) or self.dossier.answers.get(Kind.GARANTIE)):
            yield self._issued(Piece(Kind.GARANTIE, Kind.GARANTIE, self._wanted(agreement), amount=asked, links=link, files=files), issues)

    # Addenda, and what stands around the signing

    def addenda(self, instrument: Piece) -> Iterator[Piece]:
        """Yield the addenda to an instrument, by number: those that are recorded, those that were issued, and the one that is prepared."""
        stage, link = Stage(instrument.id), (Link(Relation.AMENDS, instrument.id),)
        outside = [each for each in self.documents if each.kind is Kind.ADDENDUM and each.about is stage]
        issues = [each for each in self.issues(Kind.ADDENDUM) if each.about is stage]
        counted = Counter(each.number for each in outside)
        numbers = {each.number or "" for each in outside} | {each.number for each in issues}
        found = []
        for each in outside:
            own = each.number if each.number and counted[each.number] == 1 else each.id
            found.append(self._outside(each, link, _numbered(instrument.id, own), _of(issues, each.number or "")))
        for number in sorted({each.number for each in issues} - {each.number or "" for each in outside}):
            piece = Piece(_numbered(instrument.id, number), Kind.ADDENDUM, State.ISSUED, number=number, links=link)
            found.append(self._issued(piece, _of(issues, number)))
        number = self._answered(Kind.ADDENDUM, "number")
        if self._answered(Kind.ADDENDUM, "instrument") == stage and number not in numbers:
            found.append(Piece(_numbered(instrument.id, number), Kind.ADDENDUM, State.PREPARED, number=number, links=link))
        yield from sorted(found, key=lambda each: (len(each.number), each.number))

    def told(self, kind: Kind, instrument: Piece) -> Iterator[Piece]:
        """Yield the documents of a kind that stand around an instrument; or that one is missing that every signed instrument has."""
        stage, link = Stage(instrument.id), (Link(RELATIONS[kind], instrument.id),)
        outside = [each for each in self.documents if each.kind is kind and each.about is stage]
        own, files = f"{kind}-{instrument.id}", self.files(kind, stage)
        for number, each in enumerate(outside):
            piece = self._outside(each, link, own if number == 0 else f"{own}-{each.id}")
            yield replace(piece, files=files) if number == 0 else piece
        if outside:
            return
        if files:
            public = kind is Kind.KENNISGEVING
            yield Piece(own, kind, State.RECORDED, date=files[0].on, links=link, files=files, public=public)
        elif self._answered(kind, "instrument") == stage:
            yield Piece(own, kind, State.PREPARED, links=link)
        elif kind is Kind.KENNISGEVING and instrument.state is State.SIGNED and not self.dossier.reconstruction:
            yield Piece(own, kind, State.MISSING, links=link)

    # What is there

    def issues(self, kind: Kind) -> tuple[Issue, ...]:
        """Return the issues of a kind; those that ended last, so that what stands comes first."""
        return tuple(sorted((each for each in self.known.issues if each.kind is kind), key=lambda each: each.status in ENDED))

    def files(self, kind: str, about: Stage | None = None) -> tuple[Filed, ...]:
        """Return the files of a kind, about an instrument where that is asked."""
        return tuple(each for each in self.known.filed if each.kind == kind and about in {None, each.about})

    def _outside(self, each: OtherDocument, links: tuple[Link, ...], identifier: str, issues: tuple[Issue, ...] = ()) -> Piece:
        """Return a document that the dossier tells of."""
        return Piece(
            identifier,
            each.kind,
            self._there(each.kind, each.date),
            number=each.number or "",
            date=each.date,
            reference=each.reference,
            amount=each.amount,
            links=links,
            issues=issues,
            fact=each,
            public=is_public(each),
        )

    def _there(self, kind: Kind, when: FuzzyDate | None) -> State:
        """Return how far a document is that was made or signed outside the record."""
        if _when(when, self.day) is not Sure.CERTAINLY:
            return State.POSSIBLE
        return State.SIGNED if kind in {Kind.GARANTIE, Kind.ADDENDUM} else State.RECORDED

    def _issued(self, piece: Piece, issues: tuple[Issue, ...]) -> Piece:
        """Return a document with how far its issues are."""
        signed = next((each.signed_on for each in issues if each.signed_on), None)
        if signed is not None:
            return replace(piece, state=State.SIGNED, date=signed, issues=issues)
        state = State.ISSUED if any(each.status not in ENDED for each in issues) else State.ENDED
        return replace(piece, state=state if issues else piece.state, issues=issues)

    def _wanted(self, agreement: Piece) -> State:
        """Return how far a deed of security is of which no issue is known."""
        if self.dossier.answers.get(Kind.GARANTIE):
            return State.PREPARED
        return State.MISSING if agreement.state is State.SIGNED and not self.dossier.reconstruction else State.ASKED

    def _answered(self, kind: Kind, name: str) -> str:
        node = self.dossier.answers.get(kind, {}).get(name)
        return node.text if isinstance(node, Scalar) else ""


def _when(when: FuzzyDate | None, day: date) -> Sure:
    """Say how sure it is that something was there by a day; without a date it is possible only."""
    return sure(when, day) if when else Sure.POSSIBLY


def _numbered(instrument: str, number: str) -> str:
    return f"{Kind.ADDENDUM}-{instrument}-{number}" if number else f"{Kind.ADDENDUM}-{instrument}"


def _of(issues: Iterable[Issue], number: str) -> tuple[Issue, ...]:
    return tuple(each for each in issues if each.number == number)


def _published(notice: Filed, addenda: Iterable[Piece]) -> Iterator[Link]:
    """Yield of which addendum a notice is that follows no instrument: the one that was signed last before it."""
    before = [(each.date.last, each.id) for each in addenda if each.date is not None and each.date.last <= notice.on.last]
    yield from (Link(Relation.PUBLISHES, name) for _, name in sorted(before)[-1:])
