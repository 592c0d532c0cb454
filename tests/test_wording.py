"""How figures, dates and lists read in Dutch and English."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.drafting.facts import Base, Choice, Extent, FactValue, MinisterName, Series, Subject, Target, UnitName
from agreements.drafting.numbering import letters
from agreements.drafting.wording import DUTCH, ENGLISH, exact, in_words, number, words
from agreements.model.dossier import Baseline, Figure, Multiple
from agreements.model.dossier_kinds import Boundary, Indicator
from agreements.model.values import Framework, LocalText, Unit, Wording, before, parse_date

D = Decimal


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (Figure(amount=D("1.5"), unit=Unit.MT), "1,5 megaton", "1.5 megatonnes"),
        (Figure(amount=D(1), unit=Unit.MT), "1 megaton", "1 megatonne"),
        (
            Figure(at_least=D("0.35"), at_most=D("0.55"), unit=Unit.MT),
            "ten minste 0,35 en ten hoogste 0,55 megaton",
            "at least 0.35 and at most 0.55 megatonnes",
        ),
        (Figure(at_least=D(10), unit=Unit.KT), "ten minste 10 kiloton", "at least 10 kilotonnes"),
        (Figure(at_most=D(60), unit=Unit.T), "ten hoogste 60 ton", "at most 60 tonnes"),
        (Figure(amount=D(550), unit=Unit.KT, wording=Wording.ABOUT), "circa 550 kiloton", "about 550 kilotonnes"),
        (
            Figure(amount=D(120), unit=Unit.KT_PER_YEAR, wording=Wording.MORE_THAN),
            "ruim 120 kiloton per jaar",
            "over 120 kilotonnes a year",
        ),
        (Figure(amount=D(60), unit=Unit.PERCENT), "60 procent", "60%"),
        (
            Figure(at_least=D(20), at_most=D(35), unit=Unit.PERCENT),
            "ten minste 20 en ten hoogste 35 procent",
            "at least 20% and at most 35%",
        ),
        (Figure(amount=D(73), unit=Unit.MLN_EUR), "€ 73 miljoen", "€73 million"),
        (Figure(amount=D(10000000), unit=Unit.EUR), "€ 10.000.000", "€10,000,000"),
        (
            Figure(at_least=D(1), at_most=D(2), unit=Unit.MLD_EUR),
            "ten minste € 1 miljard en ten hoogste € 2 miljard",
            "at least €1 billion and at most €2 billion",
        ),
        (Figure(amount=D("800000"), unit=Unit.T_PER_YEAR), "800.000 ton per jaar", "800,000 tonnes a year"),
        (Multiple(times=D(2), of=Framework.KLIMAATAKKOORD), "twee keer zoveel", "twice as much"),
        (Multiple(times=D(3), of=Framework.KLIMAATAKKOORD), "drie keer zoveel", "three times as much"),
        (Multiple(times=D("1.5"), of=Framework.KLIMAATAKKOORD), "1,5 keer zoveel", "1.5 times as much"),
        (Target(2030, None), "in 2030", "in 2030"),
        (Target(None, 2030), "vóór 2030", "before 2030"),
        (Base(Baseline("2020")), "de uitstoot in 2020", "emissions in 2020"),
        (
            Base(Baseline("2018/2021")),
            "de gemiddelde uitstoot over 2018 tot en met 2021",
            "average emissions over 2018 up to and including 2021",
        ),
        (Base(Baseline("current")), "de huidige uitstoot", "current emissions"),
        (Base(Baseline("2022"), emission=False), "het niveau in 2022", "the level in 2022"),
        (parse_date("2023-07-10"), "10 juli 2023", "10 July 2023"),
        (parse_date("2024-12"), "december 2024", "December 2024"),
        (parse_date("2030"), "2030", "2030"),
        (parse_date("2023-07-10/2023-07-14"), "10 juli 2023 tot en met 14 juli 2023", "10 July 2023 up to and including 14 July 2023"),
        (before("2030"), "vóór 2030", "before 2030"),
        (before("2030-07-01"), "vóór 1 juli 2030", "before 1 July 2030"),
        (Framework.KLIMAATAKKOORD, "het Klimaatakkoord", "the Climate Agreement"),
        (Boundary.SITE, "de uitstoot op de locatie", "emissions at the site"),
        (Extent(Figure(amount=D("1500.25"), unit=Unit.T)), "1.500,25", "1,500.25"),
        (Extent(Figure(amount=D(5), unit=Unit.T, wording=Wording.ABOUT)), "circa 5", "about 5"),
        (Extent(Figure(at_least=D(1), at_most=D(2), unit=Unit.T)), "ten minste 1 en ten hoogste 2", "at least 1 and at most 2"),
        (Extent(Figure(at_most=D(2), unit=Unit.T)), "ten hoogste 2", "at most 2"),
        (UnitName(Unit.MT), "Mt", "Mt"),
        (UnitName(Unit.KT_PER_YEAR, equivalents=True), "kt CO₂\u2011eq. per jaar", "kt CO₂\u2011eq. a year"),
        (UnitName(Unit.PERCENT, equivalents=True), "%", "%"),
        (MinisterName("minister", LocalText("Klimaat", "Climate")), "Minister van Klimaat", "Minister of Climate"),
        (Subject(Indicator.NOX, None), "stikstofoxiden", "nitrogen oxides"),
        (Subject(Indicator.OTHER, LocalText("stoom", "steam")), "stoom", "steam"),
        (Series(("A", "B", "C")), "A, B en C", "A, B and C"),
        (Series(("A",)), "A", "A"),
        ("zo staat het er", "zo staat het er", "zo staat het er"),
    ],
    ids=str,
)
def test_a_fact_reads_as_a_careful_writer_would_put_it(value: FactValue, dutch: str, english: str) -> None:
    assert words(value, DUTCH).replace("\u00a0", " ") == dutch
    assert words(value, ENGLISH).replace("\u00a0", " ") == english


def test_number_and_unit_stay_on_one_line() -> None:
    assert words(Figure(amount=D("1.5"), unit=Unit.MT), DUTCH) == "1,5\u00a0megaton"
    assert words(parse_date("2023-07-10"), DUTCH) == "10\u00a0juli\u00a02023"


def test_small_numbers_are_words_up_to_twelve() -> None:
    assert [in_words(count, DUTCH) for count in (0, 1, 12, 13)] == ["nul", "één", "twaalf", "13"]
    assert in_words(1000, ENGLISH) == "1,000"


@given(st.decimals(min_value=0, max_value=10**15, places=4, allow_nan=False, allow_infinity=False))
def test_a_printed_number_can_be_read_back(amount: Decimal) -> None:
    assert D(number(amount, DUTCH).replace(".", "").replace(",", ".")) == amount
    assert D(number(amount, ENGLISH).replace(",", "")) == amount


@given(st.integers(1, 2000))
def test_letters_count_like_a_lawyer(count: int) -> None:
    following = letters(count + 1)
    assert (len(letters(count)), letters(count)) < (len(following), following)


def test_letters_go_on_after_z() -> None:
    assert [letters(count) for count in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]


def test_a_value_carries_its_exact_parts_and_no_more() -> None:
    assert exact(Figure(amount=D("1.5"), unit=Unit.MT, unsure="intern", source=None)) == (("amount", "1.5"), ("unit", "Mt"))
    assert exact(parse_date("2024-12")) == (("first", "2024-12-01"), ("last", "2024-12-31"))
    assert exact(before("2030")) == (("last", "2029-12-31"),)
    assert exact(Multiple(times=D(2), of=Framework.ETS)) == (("times", "2"),)
    assert exact(Extent(Figure(amount=D(3), unit=Unit.T))) == (("amount", "3"), ("unit", "t"))
    assert exact(Choice("ambition")) == (("choice", "ambition"),)
    assert exact("woorden") == ()
