"""What a dossier may say, and what is said about one that is not right."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from dossiers import MINIMAL, ROOT, codes, read, with_promise
from hypothesis import given
from hypothesis import strategies as st

from agreements.model.consistency import dossier_from
from agreements.model.dossier import Figure
from agreements.model.dossier_kinds import Boundary, Nature, Stage
from agreements.model.values import LocalText, Precision, Unit, Wording, in_tonnes, parse_amount, parse_date
from agreements.problems import errors
from agreements.problems.display import display
from agreements.sources import Source, parse_yaml

EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_can_be_read(path: Path) -> None:
    dossier, problems = read(path.read_text(encoding="utf-8"))
    assert dossier is not None
    assert problems == ()


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.parent.name == "npvi"], ids=lambda path: path.stem)
def test_a_real_company_is_marked_as_reconstruction(path: Path) -> None:
    dossier, _ = read(path.read_text(encoding="utf-8"))
    assert dossier is not None
    assert dossier.reconstruction


def test_the_figures_of_the_announcement_stand_in_the_dossiers() -> None:
    yara, _ = read((ROOT / "examples/npvi/yara-sluiskil.yaml").read_text(encoding="utf-8"))
    anqore, _ = read((ROOT / "examples/npvi/anqore.yaml").read_text(encoding="utf-8"))
    assert yara is not None
    assert anqore is not None
    promise = yara.commitments[0].promised[0]
    assert (promise.stage, promise.nature) == (Stage.EOP, Nature.AMBITION)
    assert promise.total is not None
    assert (promise.total.amount, promise.total.unit, promise.total.year, promise.total.boundary) == (
        Decimal("1.5"),
        Unit.MT,
        2030,
        Boundary.UNKNOWN,
    )
    assert promise.additional is not None
    assert promise.additional.amount == Decimal("0.3")
    twice = next(each.multiple for commitment in anqore.commitments for each in commitment.promised if each.multiple)
    assert (twice.times, twice.of) == (Decimal(2), "klimaatakkoord")


def test_all_faults_are_told_in_one_run_each_with_its_place() -> None:
    _, problems = read(
        """\
        format: 1
        company: {id: Verkeerd, name: X, kvk: 21001824, clutser: nzkg}
        commitments:
          - {id: a, party: compny, indicator: co2}
        """
    )
    assert [(each.code, each.where.line, each.where.column) for each in problems] == [
        ("E206", 2, 15),
        ("E205", 2, 39),
        ("E201", 2, 49),
        ("E204", 4, 20),
    ]


def test_a_fault_is_shown_with_line_caret_and_way_out() -> None:
    _, problems = read("format: 1\ncompany: {id: a, name: A, kvk: 21001824}\n")
    assert display(problems[0], "nl") == (
        "fout[E205]: '21001824' staat niet tussen aanhalingstekens\n"
        "  --> dossier.yaml:2:32\n"
        "2 | company: {id: a, name: A, kvk: 21001824}\n"
        "  |                                ^^^^^^^^\n"
        '   = hulp: schrijf "21001824": zonder aanhalingstekens kan YAML voorloopnullen of decimalen veranderen'
    )
    assert display(problems[0], "en").startswith("error[E205]: '21001824' is not quoted\n")


def test_a_typo_is_met_with_the_word_that_was_meant() -> None:
    _, problems = read("format: 1\ncompany: {id: a, name: A, cluster: nzgk}\n")
    assert "(nzkg?)" in display(problems[0], "nl")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ('{amount: "1.5", unit: Mt, year: 2030}', Figure(amount=Decimal("1.5"), unit=Unit.MT, year=2030)),
        ('{at_least: "0.35", at_most: "0.55", unit: Mt}', Figure(at_least=Decimal("0.35"), at_most=Decimal("0.55"), unit=Unit.MT)),
        (
            '{amount: "550", wording: about, unit: kt, before: 2030}',
            Figure(amount=Decimal(550), wording=Wording.ABOUT, unit=Unit.KT, before=2030),
        ),
        (
            '{amount: "1", unit: t, boundary: {nl: stoom, en: steam}}',
            Figure(amount=Decimal(1), unit=Unit.T, boundary=LocalText("stoom", "steam")),
        ),
    ],
)
def test_a_figure_is_kept_as_its_source_states_it(figure: str, expected: Figure) -> None:
    dossier, problems = read(with_promise(f"total: {figure}, source: opgave"))
    assert problems == ()
    assert dossier is not None
    assert dossier.commitments[0].promised[0].total == expected


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2023-07-10", Precision.DAY, "2023-07-10", "2023-07-10"),
        ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29"),
        ("2023-12", Precision.MONTH, "2023-12-01", "2023-12-31"),
        ("2023", Precision.YEAR, "2023-01-01", "2023-12-31"),
        ("9999-12", Precision.MONTH, "9999-12-01", "9999-12-31"),
        ("2023-07-10/2023-07-14", Precision.INTERVAL, "2023-07-10", "2023-07-14"),
    ],
)
def test_a_date_keeps_the_precision_that_is_known(text: str, precision: Precision, first: str, last: str) -> None:
    parsed = parse_date(text)
    assert (parsed.precision, str(parsed.first), str(parsed.last)) == (precision, first, last)


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13", "0000", "10-07-2023", "2023-07-14/2023-07-10", "", "x", "2023-7-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text)


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False))
def test_megatonnes_and_kilotonnes_convert_exactly(amount: Decimal) -> None:
    assert in_tonnes(amount, Unit.MT) == in_tonnes(amount * 1000, Unit.KT) == in_tonnes(amount * 1000000, Unit.T)


def test_only_mass_converts() -> None:
    with pytest.raises(ValueError, match="MW"):
        in_tonnes(Decimal(1), Unit.MW)


@pytest.mark.parametrize("text", ["1,5", "1.500.000", "-1", "1e6", "01", " 1", "NaN", "١"])
def test_an_amount_is_digits_with_a_point(text: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(text)


@given(st.text(max_size=300))
def test_no_text_makes_reading_fail(text: str) -> None:
    """Whatever people save, the answer is a dossier or a list of problems."""
    node, faults = parse_yaml(Source("dossier.yaml", text))
    if node is None:
        assert errors(faults)
    else:
        dossier_from(node)


@given(st.binary(max_size=60).map(lambda content: MINIMAL.encode() + content))
def test_a_dossier_with_something_after_it_is_read_or_refused(content: bytes) -> None:
    node, faults = parse_yaml(Source("dossier.yaml", content.decode("latin-1")))
    assert node is not None or errors(faults)


def test_an_internal_marking_is_kept_with_the_fact() -> None:
    dossier, _ = read("format: 1\ncompany: {id: a, name: A, visibility: internal, unsure: naam niet zeker}\n")
    assert dossier is not None
    assert (dossier.company.visibility, dossier.company.unsure) == ("internal", "naam niet zeker")


def test_places_do_not_count_when_facts_are_compared() -> None:
    one, _ = read(MINIMAL)
    other, _ = read("\n\n" + MINIMAL)
    assert one == other


def test_codes_come_in_the_order_of_the_file() -> None:
    _, problems = read("company: {id: a, name: A}\nfromat: 1\n")
    assert codes(problems) == ["E202", "E201"]


@pytest.mark.parametrize(("neutral", "code"), [("{}", "E202"), ("{year: 2050, before: 2045}", "E216"), ("{visibility: public}", "E202")])
def test_climate_neutral_is_so_in_a_year_or_before_one(neutral: str, code: str) -> None:
    _, problems = read(with_promise(f"neutral: {neutral}, source: opgave"))
    assert codes(problems) == [code]


@pytest.mark.parametrize("key", ["answers: {eup: {ends: 2027-12-31}}", "positions: {eup: {}}"])
def test_answers_and_positions_are_for_a_kind_of_document(key: str) -> None:
    _, (found,) = read(MINIMAL + key + "\n")
    assert (found.code, found.where.excerpt[found.where.column - 1 : found.where.end - 1]) == ("E204", "eup")


@pytest.mark.parametrize(("written", "example"), [("0,35", '"0.35"'), ("1,234", '"1.5"'), ("een", '"1.5"'), ("1.234,5", '"1.5"')])
def test_a_decimal_comma_is_met_with_the_point(written: str, example: str) -> None:
    _, (found,) = read(with_promise(f'total: {{amount: "{written}", unit: Mt}}, source: opgave'))
    assert (found.code, dict(found.arguments)["example"]) == ("E206", example)
