"""The documents of an agreement together: which there are, what points to what, and what does not fit; as of a day, and for everybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, staffed
from dossiers import ROOT, codes, read
from receiving import STEEL, received, sealed_desk, signed, the_issue, today
from test_taking_in import GLASS, LINES, shelf, took, with_two

from agreements.application.document_set import FILED_AS
from agreements.application.document_set_words import data, head, rows
from agreements.application.set_findings import findings
from agreements.archive.store import place
from agreements.model.document_set import Annex, DocumentSet, Filed, Issue, Known, Piece, Signer, State, for_everybody
from agreements.model.document_shelf import document_set
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Kind, Stage
from agreements.model.signing_course import Status
from agreements.model.values import parse_date
from agreements.problems.display import message

DAY = date(2027, 6, 1)

WHOLE = """\
format: 1
company: {id: proef-set, name: Proef Set B.V., visibility: public, parent: {name: Nowhere Set SA, visibility: public}}
commitments:
  - id: grant
    party: state
    indicator: other
    subject: {nl: subsidie, en: grant}
    promised:
      - {stage: maatwerkafspraak, nature: result, total: {amount: "40", wording: up_to, unit: mln_eur}, source: opgave}
funding:
  - {id: verleend, step: granted, amount: {amount: "40000000", unit: eur}, date: 2026-11-02, source: opgave}
history:
  - {stage: eop, event: signed, date: 2024-05-16, visibility: public, source: opgave}
  - {stage: jloi, event: signed, date: 2025-11, visibility: public, source: opgave}
  - {stage: maatwerkafspraak, event: signed, date: 2026-12-10, visibility: public, source: opgave}
documents:
  - {id: advies, kind: adviesaanvraag, about: jloi, date: 2025-08-01, source: opgave}
  - {id: akte, kind: garantie, date: 2027-01-20, amount: {amount: "25", unit: mln_eur}, source: opgave}
  - {id: eerste, kind: addendum, about: maatwerkafspraak, number: "1", date: 2027-03, visibility: public, source: opgave}
  - {id: tweede, kind: addendum, about: maatwerkafspraak, number: "2", date: 2027-05-03, source: opgave}
  - {id: bericht, kind: kennisgeving, about: maatwerkafspraak, date: 2026-12-20, visibility: public, reference: Stcrt., source: opgave}
answers:
  maatwerkafspraak:
    decision_date: 2026-11-02
    decision_reference: PS-KGG-2026-1
    guarantee: parent
    guarantee_amount: {amount: "25", unit: mln_eur}
sources:
  opgave: {title: Opgave (verzonnen), date: 2027-05-31}
"""


def dossier(*edits: tuple[str, str]) -> Dossier:
    """Read the dossier of a company with everything, after replacing texts in it."""
    text = WHOLE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    found, problems = read(text)
    assert found is not None, problems
    return found


def without(*ids: str) -> list[tuple[str, str]]:
    """Return the edits that take lines with these words out of the dossier."""
    return [(line, "") for line in WHOLE.splitlines(keepends=True) if any(each in line for each in ids)]


def the_set(*edits: tuple[str, str], **known: Any) -> DocumentSet:  # noqa: ANN401  # what is known beside the dossier
    return document_set(dossier(*edits), Known(**{"day": DAY, **known}))


def states(whole: DocumentSet) -> dict[str, str]:
    return {each.id: each.state.value for each in whole.pieces}


def links(whole: DocumentSet) -> set[tuple[str, str, str]]:
    return {(each.id, link.relation.value, link.to) for each in whole.pieces for link in each.links}


def told(*edits: tuple[str, str], **known: Any) -> list[str]:  # noqa: ANN401  # idem
    facts, beside = dossier(*edits), Known(**{"day": DAY, **known})
    return codes(findings(facts, beside, document_set(facts, beside)))


def piece(whole: DocumentSet, identifier: str) -> Piece:
    found = whole.get(identifier)
    assert found is not None, states(whole)
    return found


# The whole


def test_everything_is_there_and_points_to_what_it_belongs_to() -> None:
    whole = the_set()
    assert states(whole) == {
        "eop": "signed",
        "kennisgeving-eop": "missing",
        "adviesaanvraag-jloi": "recorded",
        "jloi": "signed",
        "kennisgeving-jloi": "missing",
        "beschikking": "recorded",
        "maatwerkafspraak": "signed",
        "garantie": "signed",
        "addendum-maatwerkafspraak-1": "signed",
        "addendum-maatwerkafspraak-2": "signed",
        "kennisgeving-maatwerkafspraak": "recorded",
    }
    assert links(whole) == {
        ("jloi", "follows", "eop"),
        ("maatwerkafspraak", "follows", "jloi"),
        ("maatwerkafspraak", "in_execution_of", "beschikking"),
        ("adviesaanvraag-jloi", "asks_advice_on", "jloi"),
        ("garantie", "secures", "maatwerkafspraak"),
        ("addendum-maatwerkafspraak-1", "amends", "maatwerkafspraak"),
        ("addendum-maatwerkafspraak-2", "amends", "maatwerkafspraak"),
        ("kennisgeving-eop", "publishes", "eop"),
        ("kennisgeving-jloi", "publishes", "jloi"),
        ("kennisgeving-maatwerkafspraak", "publishes", "maatwerkafspraak"),
    }
    assert told() == []
    assert [each[0] for each in rows(whole, "nl")] == [
        *("EoP", "kennisgeving", "adviesaanvraag", "JLoI", "kennisgeving", "subsidiebeschikking", "maatwerkafspraak"),
        *("akte van zekerheid", "addendum 1", "addendum 2", "kennisgeving"),
    ]
    assert rows(whole, "en")[7][1:] == ("signed", "20 January 2027", "secures tailor-made agreement", "€25 million")
    assert head(whole, "nl") == "Proef Set B.V. · 2027-06-01"


def test_every_id_is_one_document_and_every_link_leads_to_one() -> None:
    edits = [
        *without("id: eerste"),
        ('number: "2"', 'number: "1"'),
        ("  - {id: bericht", '  - {id: derde, kind: addendum, about: maatwerkafspraak, number: "1", source: opgave}\n  - {id: bericht'),
    ]
    for whole in (the_set(), the_set(*edits)):
        names = [each.id for each in whole.pieces]
        assert len(names) == len(set(names))
        assert {link[2] for link in links(whole)} <= set(names)


@pytest.mark.parametrize("name", ["eop", "kennisgeving-eop", "garantie"])
def test_a_document_that_is_called_as_another_does_not_take_its_place(name: str) -> None:
    """Regression: of a notice with the id `eop` the JLoI followed, and W526 and W528 said so."""
    named = ("{id: bericht, kind: kennisgeving, about: maatwerkafspraak", f"{{id: {name}, kind: kennisgeving")
    whole = the_set(named)
    assert len(states(whole)) == len(whole.pieces)
    assert piece(whole, f"{name}-2").reference == "Stcrt."
    assert told(named) == []


def test_a_company_of_which_nothing_is_known_has_nothing() -> None:
    found, _ = read("format: 1\ncompany: {id: leeg, name: Leeg B.V.}\n")
    assert found is not None
    whole = document_set(found, Known(DAY))
    assert states(whole) == {"eop": "absent", "jloi": "absent", "maatwerkafspraak": "absent"}
    assert findings(found, Known(DAY), whole) == ()


def test_with_only_an_eop_nothing_later_is_missing() -> None:
    later = without("stage: jloi", "stage: maatwerkafspraak, event", "id: akte", "id: eerste", "id: tweede", "id: bericht", "id: advies")
    text = WHOLE[: WHOLE.index("answers:")] + WHOLE[WHOLE.index("sources:") :]
    for old, new in later:
        text = text.replace(old, new)
    text = text.replace("documents:\n", "").replace(text[text.index("commitments:") : text.index("history:")], "")
    found, problems = read(text)
    assert found is not None, problems
    whole = document_set(found, Known(DAY))
    assert states(whole) == {"eop": "signed", "kennisgeving-eop": "missing", "jloi": "absent", "maatwerkafspraak": "absent"}
    assert findings(found, Known(DAY), whole) == ()


# As of a day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 10, 31), "prepared"),  # the dossier of now has answers and promises for it
        (date(2026, 12, 9), "prepared"),
        (date(2026, 12, 10), "signed"),
    ],
)
def test_an_agreement_is_signed_from_its_day(day: date, expected: str) -> None:
    assert states(the_set(day=day))["maatwerkafspraak"] == expected


def test_what_is_known_to_the_month_is_possible_until_the_month_is_over() -> None:
    assert [states(the_set(day=day))["jloi"] for day in (date(2025, 10, 31), date(2025, 11, 1), date(2025, 11, 30))] == [
        "absent",
        "possible",
        "signed",
    ]
    addendum = "addendum-maatwerkafspraak-1"
    assert [states(the_set(day=day)).get(addendum) for day in (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 31))] == [
        None,
        "possible",
        "signed",
    ]


def test_without_a_date_a_document_is_possible_and_nothing_is_said_of_its_order() -> None:
    undated = ('about: maatwerkafspraak, number: "2", date: 2027-05-03', 'about: maatwerkafspraak, number: "2"')
    assert states(the_set(undated))["addendum-maatwerkafspraak-2"] == "possible"
    assert told(undated) == []
    unknown = ("event: signed, date: 2026-12-10", "event: signed")
    assert states(the_set(unknown))["maatwerkafspraak"] == "possible"
    assert "W520" not in told(unknown, *without("id: akte"))


def test_what_comes_later_than_the_day_is_not_there_and_nothing_misses_it() -> None:
    whole = the_set(day=date(2026, 12, 12))
    assert states(whole)["garantie"] == "missing"  # the agreement is signed, and asks it
    assert states(the_set(day=date(2026, 12, 1)))["garantie"] == "asked"
    assert states(the_set(day=date(2026, 11, 1)))["beschikking"] == "absent"  # nothing that is signed needs it yet
    assert "addendum-maatwerkafspraak-1" not in states(whole)


def test_what_was_withdrawn_is_not_there() -> None:
    gone = ('number: "2", date', 'number: "2", withdrawn: true, date')
    assert "addendum-maatwerkafspraak-2" not in states(the_set(gone))
    agreement = ("{stage: maatwerkafspraak, event: signed", "{stage: maatwerkafspraak, withdrawn: true, event: signed")
    assert states(the_set(agreement))["maatwerkafspraak"] == "prepared"
    assert told(agreement) == ["W523"] * 4  # the deed, both addenda and the notice belong to what is not signed


# What does not fit


FAULTS: Mapping[str, tuple[list[tuple[str, str]], str]] = {
    "W520": (without("id: akte"), "vraagt zekerheid"),
    "W521": ([('{amount: "25", unit: mln_eur}, source', '{amount: "20", unit: mln_eur}, source')], "€ 20 miljoen"),
    "W522": ([("    guarantee: parent\n", "")], "vraagt er geen"),
    "W523": (
        [
            ('about: maatwerkafspraak, number: "1", date: 2027-03', 'about: jloi, number: "1", date: 2027-03'),
            *without("stage: jloi"),
            *without("id: tweede"),
        ],
        "hoort bij de JLoI",
    ),
    "W524": (without("id: eerste"), "en geen addendum 1"),
    "W525": ([('number: "2"', 'number: "1"')], "2 addenda met nummer 1"),
    "W526": ([('number: "1", date: 2027-03', 'number: "1", date: 2026-12-01')], "1 december 2026"),
    "W527": ([*without("decision_", "id: verleend"), ("funding:\n", "")], "niet vastgelegd"),
    "W528": (without("stage: eop, event"), "de JLoI is getekend"),
    "W529": ([("decision_date: 2026-11-02", "decision_date: 2026-11-03")], "3 november 2026"),
    "W530": ([('amount: "40000000"', 'amount: "39000000"')], "€ 39.000.000"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_what_does_not_fit_is_told_at_its_place(code: str) -> None:
    edits, words = FAULTS[code]
    facts = dossier(*edits)
    found = findings(facts, Known(DAY), document_set(facts, Known(DAY)))
    assert {each.code for each in found} - {"W528"} == {code} - {
        "W528"
    }  # an addendum to a JLoI that is not there leaves the agreement without one
    (one, *_) = [each for each in found if each.code == code]
    assert words in message(one, "nl").replace("\u00a0", " ")
    assert message(one, "en") != message(one, "nl")
    assert one.where.file == "dossier.yaml"


def test_a_decision_of_after_the_agreement_is_told_and_so_is_advice_asked_after_signing() -> None:
    later = [("decision_date: 2026-11-02", "decision_date: 2027-01-15"), ("date: 2026-11-02, source", "date: 2027-01-15, source")]
    assert told(*later) == ["W526"]
    assert told(("about: jloi, date: 2025-08-01", "about: jloi, date: 2025-12-01")) == ["W526"]
    assert told(("about: jloi, date: 2025-08-01", "about: jloi, date: 2025-11-30")) == []  # may be of the same day


def test_the_process_can_tell_another_day_of_the_decision() -> None:
    assert told(granted=parse_date("2026-11-02")) == []
    assert told(granted=parse_date("2026-10-30")) == ["W529"]
    assert told(granted=parse_date("2026-11")) == []


@pytest.mark.parametrize(
    "edit",
    [
        ('amount: "40000000", unit: eur}', 'amount: "41000000", unit: eur, price_level: "2025"}'),  # and the promise at another level
        ("step: granted", "step: requested"),
        ('total: {amount: "40", wording: up_to, unit: mln_eur}', "text: naar rato"),
    ],
)
def test_amounts_that_are_not_of_one_kind_are_not_held_together(edit: tuple[str, str]) -> None:
    edits = [edit, ("wording: up_to, unit: mln_eur}", 'wording: up_to, unit: mln_eur, price_level: "2026"}')]
    assert "W530" not in told(*(edits if "41000000" in edit[1] else [edit]))


def test_security_of_a_bank_is_asked_too() -> None:
    bank = ("guarantee: parent", "guarantee: bank")
    assert states(the_set(bank, *without("id: akte")))["garantie"] == "missing"
    assert told(bank, *without("id: akte")) == ["W520"]


def test_a_number_that_is_none_has_no_predecessor() -> None:
    assert told(('number: "1"', 'number: "1a"'), *without("id: tweede")) == []
    assert told(('number: "2"', 'number: "0"')) == []
    assert told(('number: "1"', 'number: "01"'), ('number: "2"', 'number: "02"')) == []


# What the record adds


def day(text: str) -> date:
    return date.fromisoformat(text)


def an_issue(name: str, kind: Kind, status: Status = Status.COMPLETED, **more: Any) -> Issue:  # noqa: ANN401  # what an issue may hold
    return Issue(name, kind, "nl", status, day("2027-05-10"), **more)


def test_an_agreement_that_all_signed_here_is_signed_on_the_last_day() -> None:
    unsigned = without("stage: maatwerkafspraak, event")
    who = (Signer("M. Minister", "kgg", day("2027-05-12")), Signer("V. Voorbeeld", "company", day("2027-05-20")))
    file = Filed(Kind.MAATWERKAFSPRAAK, "received", "terug.pdf", "ab" * 32, parse_date("2027-05-20"), "nl")
    done = an_issue("maatwerkafspraak-nl-1", Kind.MAATWERKAFSPRAAK, signers=who, files=(file,))
    whole = the_set(*unsigned, issues=(done,))
    agreement = piece(whole, "maatwerkafspraak")
    assert (agreement.state, agreement.date) == (State.SIGNED, parse_date("2027-05-20"))
    row = next(each for each in rows(whole, "nl") if each[0] == "maatwerkafspraak")
    assert row[-1] == "maatwerkafspraak-nl-1 [completed]: M. Minister, V. Voorbeeld (zoals het terugkwam abababababab)"
    opened = replace(done, status=Status.OPEN)
    assert states(the_set(*unsigned, issues=(opened,)))["maatwerkafspraak"] == "issued"
    ended = replace(done, id="maatwerkafspraak-nl-0", status=Status.WITHDRAWN)
    assert states(the_set(*unsigned, issues=(ended,)))["maatwerkafspraak"] == "ended"
    both = piece(the_set(*unsigned, issues=(ended, opened)), "maatwerkafspraak")
    assert [each.id for each in both.issues] == ["maatwerkafspraak-nl-1", "maatwerkafspraak-nl-0"]  # what stands comes first


def test_an_addendum_that_was_issued_here_stands_with_its_number() -> None:
    second = an_issue("addendum-nl-2", Kind.ADDENDUM, Status.OPEN, about=Stage.MAATWERKAFSPRAAK, number="2")
    third = an_issue("addendum-nl-3", Kind.ADDENDUM, about=Stage.MAATWERKAFSPRAAK, number="3", signers=(Signer("a", "company", DAY),))
    whole = the_set(issues=(second, third))
    assert piece(whole, "addendum-maatwerkafspraak-2").issues == (second,)  # the dossier says that it was signed
    assert piece(whole, "addendum-maatwerkafspraak-3").state is State.SIGNED
    loose = an_issue("addendum-nl-9", Kind.ADDENDUM, Status.EXPIRED)  # nobody says to what it belongs
    assert states(the_set(issues=(loose,)))["addendum-nl-9"] == "ended"
    alone = the_set(*without("id: eerste", "id: tweede"), issues=(replace(second, number=""),))
    assert states(alone)["addendum-maatwerkafspraak"] == "issued"


def test_a_deed_that_was_issued_here_and_one_that_is_prepared() -> None:
    gone = without("id: akte")
    signed_here = an_issue("garantie-nl-1", Kind.GARANTIE, about=Stage.MAATWERKAFSPRAAK, signers=(Signer("N. Nulle", "parent", DAY),))
    whole = the_set(*gone, issues=(signed_here,))
    assert (piece(whole, "garantie").state, piece(whole, "garantie").amount) == (State.SIGNED, piece(the_set(), "garantie").amount)
    assert told(*gone, issues=(signed_here,)) == []
    established = Filed(
        Kind.GARANTIE, "signed-deed", "akte.pdf", "ab" * 32, parse_date("2027-05-25")
    )  # by a step, later than the signature
    deed = piece(the_set(*gone, issues=(signed_here,), filed=(established,)), "garantie")
    assert deed == replace(piece(whole, "garantie"), files=(established,))
    withdrawn = replace(signed_here, status=Status.WITHDRAWN)
    elsewhere = piece(the_set(*gone, issues=(withdrawn,), filed=(established,)), "garantie")
    assert (elsewhere.state, elsewhere.date, elsewhere.issues) == (State.SIGNED, established.on, (withdrawn,))
    prepared = (
        "answers:\n",
        'answers:\n  garantie: {guarantor_address: Nergens}\n  addendum: {instrument: maatwerkafspraak, number: "3"}\n',
    )
    drafted = states(the_set(*gone, prepared))
    assert (drafted["garantie"], drafted["addendum-maatwerkafspraak-3"]) == ("prepared", "prepared")


def test_files_of_the_process_stand_where_they_belong() -> None:
    notice = Filed(Kind.KENNISGEVING, "publication-notice", "stcrt.txt", "cd" * 32, parse_date("2024-05-20"), about=Stage.EOP)
    decision = Filed("beschikking", "grant-decision", "besluit.pdf", "ef" * 32, parse_date("2026-11-02"))
    other = replace(notice, sha256="01" * 32, about=None)  # of something else than an instrument that was signed
    assert piece(the_set(filed=(notice, other)), "kennisgeving-1").files == (other,)
    whole = the_set(filed=(notice, decision), annexes={Stage.EOP: (Annex("1", "Projecten"),)})
    assert piece(whole, "kennisgeving-eop").files == (notice,)
    assert piece(whole, "kennisgeving-jloi").state is State.MISSING
    assert piece(whole, "beschikking").files == (decision,)
    assert ("eop-bijlage-1", "annex_of", "eop") in links(whole)
    assert [each[0] for each in rows(whole, "en")][1] == "  annex 1: Projecten"


@pytest.mark.parametrize(
    ("day", "of"),
    [("2027-05-20", "addendum-maatwerkafspraak-2"), ("2027-04-15", "addendum-maatwerkafspraak-1"), ("2027-02-01", None)],
)
def test_a_notice_that_follows_no_instrument_publishes_the_addendum_before_it(day: str, of: str | None) -> None:
    notice = Filed(Kind.KENNISGEVING, "publication-notice", "stcrt.txt", "cd" * 32, parse_date(day))
    found = links(the_set(filed=(notice,)))
    assert {to for name, _, to in found if name == "kennisgeving-1"} == ({of} if of else set())


def test_a_deed_and_an_addendum_of_before_the_record_are_there() -> None:
    """Regression: a signed deed and a signed addendum that were taken in stood in no set, and W520 missed the deed."""
    deed = Filed(Kind.GARANTIE, "taken-in", "akte.pdf", "ab" * 32, parse_date("2027-01-20"))
    addendum = Filed(Kind.ADDENDUM, "taken-in", "addendum.pdf", "cd" * 32, parse_date("2027-06"))
    gone = without("id: akte")
    whole = the_set(*gone, filed=(deed, addendum))
    found = piece(whole, "garantie")
    assert (found.state, found.date, found.amount, found.files) == (State.SIGNED, deed.on, None, (deed,))
    assert (piece(whole, "addendum-1").state, piece(whole, "addendum-1").files) == (State.POSSIBLE, (addendum,))
    assert told(*gone, filed=(deed, addendum)) == []
    both = the_set(filed=(deed,))
    assert [(each.id, each.files) for each in both.pieces if each.kind == Kind.GARANTIE] == [("garantie", (deed,))]


def test_evidence_of_the_shipped_workflow_is_known_by_its_kind() -> None:
    """A kind that the workflow no longer has would leave its files out of every set."""
    text = (ROOT / "workflows" / "maatwerk.yaml").read_text(encoding="utf-8")
    assert [kind for kind in FILED_AS if f"{{id: {kind}," not in text] == []


# For everybody


def test_anybody_may_know_what_is_public_and_nothing_of_who_signed_or_of_files() -> None:
    file = Filed(Kind.EOP, "signed-eop", "eop.pdf", "ab" * 32, parse_date("2024-05-16"))
    whole = for_everybody(the_set(filed=(file,), annexes={Stage.EOP: (Annex("1", "Zekerheid"),)}))
    assert set(states(whole)) == {
        "eop",
        "jloi",
        "maatwerkafspraak",
        "beschikking",
        "addendum-maatwerkafspraak-1",
        "kennisgeving-maatwerkafspraak",
    }
    assert not [each for each in whole.pieces if each.files or each.issues or each.amount]
    text = json.dumps(data(whole))
    assert not [word for word in ("Zekerheid", "akte", "abab", "40000000") if word in text]
    assert {link[2] for link in links(whole)} <= set(states(whole))
    assert "beschikking" not in states(for_everybody(the_set(*without("decision_", "id: verleend"), ("funding:\n", ""))))  # it is missing
    paid = ('amount: {amount: "40000000", unit: eur}', 'visibility: public, amount: {amount: "40000000", unit: eur}')
    assert piece(for_everybody(the_set(paid)), "beschikking").amount is not None


# The dossier


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("kind: eop, date: 2024-05-16", "E204"),
        ("kind: addenda", "E204"),
        ('kind: garantie, amount: {amount: "5", unit: Mt}', "E220"),
        ("kind: addendum, number: 1", "E205"),
        ("kind: addendum, nummer: x", "E201"),
    ],
)
def test_a_document_that_cannot_be_is_told(line: str, code: str) -> None:
    _, problems = read(WHOLE.replace("documents:\n", f"documents:\n  - {{id: x, {line}, source: opgave}}\n"))
    assert codes(problems) == [code]


def test_a_document_has_an_id_of_its_own_and_a_figure_its_source() -> None:
    assert codes(read(WHOLE.replace("id: tweede", "id: eerste"))[1]) == ["E207"]
    unsourced = WHOLE.replace('amount: {amount: "25", unit: mln_eur}, source: opgave}', 'amount: {amount: "25", unit: mln_eur}}')
    assert codes(read(unsourced)[1]) == ["E208"]


def test_a_document_of_which_nobody_says_to_what_it_belongs_stands_by_itself() -> None:
    whole = the_set(("kind: kennisgeving, about: maatwerkafspraak", "kind: kennisgeving"))
    loose = piece(whole, "bericht")
    assert (loose.links, loose.state, loose.reference) == ((), State.RECORDED, "Stcrt.")


# The command


def test_of_a_file_the_command_shows_the_set_and_what_does_not_fit(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.now = "2027-06-01T10:00:00+02:00"
    path = desk.file("set.yaml", WHOLE.replace('number: "2"', 'number: "3"'))
    result = desk.run("documents", path, messages="nl")
    assert "warning" not in result.stderr
    assert "[W524]" in result.stderr
    assert "addendum 3" in result.stdout
    told_as_data = desk.data("documents", path)
    assert [each["code"] for each in told_as_data["problems"]] == ["W524"]
    assert told_as_data["set"]["at"] == "2027-06-01"
    public = desk.data("documents", path, "--public")
    assert (public["problems"], public["public"]) == ([], True)
    assert "garantie" not in [each["id"] for each in public["set"]["documents"]]
    hidden = desk.file("b.yaml", WHOLE.replace("B.V., visibility: public", "B.V."))
    assert desk.data("documents", hidden, "--public")["set"]["name"] == "proef-set"


def test_a_dossier_with_a_fault_and_a_company_that_is_unknown_are_refused(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    assert desk.codes("documents", desk.file("fout.yaml", WHOLE.replace("kind: garantie", "kind: garanti"))) == ["E204"]
    assert desk.codes("documents", "niemand") == ["E882"]


def test_an_annex_is_that_of_a_draft_until_something_is_signed(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    sample = str(ROOT / "templates" / "maatwerkafspraak" / "sample" / "dossier.yaml")
    documents = {each["id"]: each for each in desk.data("documents", sample)["set"]["documents"]}
    assert documents["maatwerkafspraak-bijlage-6"]["title"] == "Form of the deed of security"
    assert documents["garantie"]["state"] == "asked"
    assert not [name for name in documents if name.startswith(("eop-bijlage", "jloi-bijlage"))]  # signed elsewhere: nobody here knows them


def test_a_reconstruction_has_no_annexes_and_says_what_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    shown = desk.run("documents", str(ROOT / "examples" / "npvi" / "cosun.yaml"), messages="nl").stdout
    assert "reconstructie uit openbare bronnen" in shown
    assert "niet vastgelegd" not in shown
    assert "bijlage" not in shown


def test_the_record_tells_what_was_so_on_a_day_and_known_at_a_moment(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    desk.now = "2027-06-02T10:00:00+02:00"
    before = WHOLE.replace("  - {id: tweede", "  - {id: later, withdrawn: true").replace(', number: "2", date: 2027-05-03', "")
    desk.run("apply", desk.file("set.yaml", before), person="anna")
    desk.now = "2027-06-04T10:00:00+02:00"
    desk.run("apply", desk.file("set.yaml", WHOLE), person="anna")
    asked = ("documents", "proef-set", "--at", "2027-06-05")
    assert "addendum-maatwerkafspraak-2" in [each["id"] for each in desk.data(*asked)["set"]["documents"]]
    smaller = WHOLE.replace('amount: {amount: "25", unit: mln_eur}, s', 'amount: {amount: "24", unit: mln_eur}, s')
    desk.run("apply", desk.file("c.yaml", smaller), person="anna")
    assert '- id: "akte"' in desk.run("documents", "proef-set").stderr  # told at its line in the dossier as it is exported
    then = desk.data(*asked, "--as-known", "2027-06-03")
    assert "addendum-maatwerkafspraak-2" not in [each["id"] for each in then["set"]["documents"]]
    assert then["as_known"] == "2027-06-03"
    assert desk.codes("documents", "proef-set", "--as-known", "2027-06-01") == ["E889"]


def test_steps_bring_their_files_to_the_documents_that_they_belong_to(tmp_path: Path) -> None:
    """Also to an instrument that was signed before the record knew the company."""
    desk = staffed(tmp_path)
    signed_before = "history:\n  - {stage: eop, event: signed, date: 2026-01-16, source: opgave}\n"
    text = WHOLE[: WHOLE.index("commitments:")] + signed_before + WHOLE[WHOLE.index("sources:") :]
    process = (ROOT / "workflows" / "maatwerk.yaml").read_text(encoding="utf-8").replace("workflow: maatwerk", "workflow: ander", 1)
    opened = process.replace("event: signed, state: eop-concluded", "event: signed, state: eop-signed")
    assert opened != process
    desk.run("workflow", "publish", desk.file("ander.yaml", opened), person="anna")
    desk.run("apply", desk.file("set.yaml", text), "--workflow", "ander", person="anna")
    paper = desk.file("stcrt.txt", "Stcrt. 2026, 1")
    desk.run("step", "proef-set", "publish-eop", "--evidence", f"publication-notice={paper}", person="anna")
    documents = {each["id"]: each for each in desk.data("documents", "proef-set")["set"]["documents"]}
    assert documents["eop"]["date"] == {"precision": "day", "first": "2026-01-16", "last": "2026-01-16"}
    (file,) = documents["kennisgeving-eop"]["files"]
    assert (file["what"], file["sha256"]) == ("publication-notice", sha256(b"Stcrt. 2026, 1").hexdigest())
    assert documents["kennisgeving-eop"]["state"] == "recorded"
    public = {each["id"]: each for each in desk.data("documents", "proef-set", "--public")["set"]["documents"]}
    assert set(public) == {"eop", "kennisgeving-eop"}  # what was published is public


SMALL = """\
format: 1
workflow: klein
version: "1.0"
title: {nl: Klein, en: Small}
phases: [{id: work, label: Werk}]
roles: [{id: signing-officer, label: begeleider}]
evidence:
  - {id: grant-decision, label: beschikking}
  - {id: advice-request, label: adviesaanvraag}
  - {id: intake-note, label: notitie}
states:
  - {id: draft, phase: work, label: Concept, initial: true, no_deadline: geen termijn}
  - {id: asked, phase: work, label: Gevraagd, no_deadline: geen termijn}
  - {id: ready, phase: work, label: Klaar, outcome: settled}
  - {id: stopped, phase: work, label: Gestopt, outcome: stopped_by_state}
steps:
  - {id: ask, label: Vragen, from: [draft], to: asked, by: [signing-officer], evidence: [advice-request, intake-note]}
  - id: grant
    label: Verlenen
    from: [asked]
    to: ready
    by: [signing-officer]
    evidence: [grant-decision]
    asks: [{id: granted-on, type: date, label: dag}]
  - {id: stop, label: Stoppen, from: [asked], to: stopped, by: [signing-officer]}
openings:
  - {stage: jloi, event: announced, state: draft}
"""


def test_the_process_tells_of_the_decision_and_of_advice(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    desk.run("workflow", "publish", desk.file("klein.yaml", SMALL), person="anna")
    answers = "answers: {maatwerkafspraak: {decision_date: 2026-02-27}}\n"
    text = WHOLE[: WHOLE.index("commitments:")] + answers + WHOLE[WHOLE.index("sources:") :]
    desk.run("apply", desk.file("set.yaml", text), "--workflow", "klein", person="anna")
    for step, kinds, more in (
        ("ask", ("advice-request", "intake-note"), ()),
        ("grant", ("grant-decision",), ("--set", "granted-on=2026-02-20")),
    ):
        papers = [f"--evidence={kind}={desk.file(f'{kind}.txt', kind)}" for kind in kinds]
        desk.run("step", "proef-set", step, *papers, *more, person="anna")
    told_as_data = desk.data("documents", "proef-set")
    documents = {each["id"]: each for each in told_as_data["set"]["documents"]}
    assert [each["what"] for each in documents["adviesaanvraag-jloi"]["files"]] == [
        "advice-request"
    ]  # a note of the office is no part of it
    assert documents["beschikking"]["date"]["first"] == "2026-02-20"  # the process saw the decision
    assert [each["what"] for each in documents["beschikking"]["files"]] == ["grant-decision"]
    assert [each["code"] for each in told_as_data["problems"]] == ["W529"]  # the agreement names another day


def test_that_talks_stopped_before_the_record_is_told(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    stop = "history:\n  - {stage: jloi, event: stopped, date: 2026-02-03, source: opgave}\n"
    text = WHOLE[: WHOLE.index("commitments:")] + stop + WHOLE[WHOLE.index("sources:") :]
    desk.run("apply", desk.file("set.yaml", text), person="anna")
    assert desk.data("documents", "proef-set")["set"]["stopped"]["last"] == "2026-02-03"
    assert "talks stopped: 3 February 2026" in desk.said("documents", "proef-set")


def test_talks_that_stopped_are_told_unless_something_was_signed_after_it() -> None:
    stop = "  - {stage: maatwerkafspraak, event: stopped, date: DAY, visibility: public, source: opgave}\nhistory:"
    for day_of_stop, expected in (("2026-03-01", None), ("2027-05-01", "2027-05-01"), ("2027-07-01", None)):
        whole = the_set(("documents:\n", stop.partition("\n")[0].replace("DAY", day_of_stop) + "\ndocuments:\n"))
        assert (whole.stopped.last.isoformat() if whole.stopped else None) == expected
        assert for_everybody(whole).stopped == whole.stopped
    assert the_set(stopped=(parse_date("2027-05-02"),)).stopped == parse_date("2027-05-02")
    assert for_everybody(the_set(stopped=(parse_date("2027-05-02"),))).stopped is None
    told_before = ("documents:\n", stop.partition("\n")[0].replace("DAY", "2027-05-01") + "\ndocuments:\n")
    later = the_set(told_before, stopped=(parse_date("2027-05-02"),))
    assert (later.stopped, for_everybody(later).stopped) == (parse_date("2027-05-02"), parse_date("2027-05-01"))
    assert "gesprekken gestopt: 2 mei 2027" in head(the_set(stopped=(parse_date("2027-05-02"),)), "nl")


def test_nothing_is_said_to_be_missing_from_a_reconstruction() -> None:
    made = [("format: 1\n", "format: 1\nreconstruction: true\n"), *without("decision_", "id: verleend", "id: bericht"), ("funding:\n", "")]
    whole = the_set(*made)
    assert "missing" not in states(whole).values()
    assert "beschikking" not in states(whole)
    assert told(*made) == []
    unsecured = [*made, *without("id: akte")]
    assert states(the_set(*unsecured))["garantie"] == "asked"
    assert told(*unsecured) == []


def test_an_amount_that_is_internal_stays_so_in_a_public_document() -> None:
    deed = 'kind: garantie, date: 2027-01-20, amount: {amount: "25", unit: mln_eur'
    public = ("kind: garantie, date", "kind: garantie, visibility: public, date")
    assert piece(for_everybody(the_set(public)), "garantie").amount is not None
    inside = (deed, deed.replace("kind: garantie", "kind: garantie, visibility: public") + ", visibility: internal")
    assert piece(for_everybody(the_set(inside)), "garantie").amount is None


def test_what_was_taken_in_is_the_file_of_its_instrument(tmp_path: Path) -> None:
    desk = with_two(tmp_path)
    took(desk, shelf(desk))
    documents = {each["id"]: each for each in desk.data("documents", GLASS)["set"]["documents"]}
    assert set(LINES) >= {each["name"] for name in ("eop", "jloi") for each in documents[name]["files"]}
    assert [each["what"] for each in documents["jloi"]["files"]] == ["taken-in"]
    assert documents["jloi"]["date"]["precision"] == "month"
    assert documents["maatwerkafspraak"]["state"] == "absent"


def test_an_issue_stands_with_who_signed_and_its_newest_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sealed_desk(tmp_path, monkeypatch)
    found = {each["id"]: each for each in desk.data("documents", STEEL)["set"]["documents"]}
    assert found["eop"]["state"] == "issued"
    assert [each["what"] for each in found["eop"]["issues"][0]["files"]] == ["issued"]
    assert found["eop-bijlage-1"]["links"] == [{"relation": "annex_of", "to": "eop"}]
    back = signed(desk, "proef", "monster")
    received(desk, back, code=-1)
    (one,) = next(each for each in desk.data("documents", STEEL)["set"]["documents"] if each["id"] == "eop")["issues"]
    assert [(each["name"], each["on"]) for each in one["signed"]] == [(name, today().isoformat()) for name in ("A.B. Proef", "C. Monster")]
    assert one["files"][-1]["sha256"] == sha256(back.read_bytes()).hexdigest()
    tree = the_issue(desk).files["tree"]
    place(desk.root / "output" / "archive", tree).unlink()
    shown = desk.run("documents", STEEL, code=1)  # a text that is gone is told, and the set is shown without its annexes
    assert tree[:12] in shown.stderr
    assert "issued" in shown.stdout
    assert "Projecten" not in shown.stdout.partition("JLoI")[0]
