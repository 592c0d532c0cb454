"""What was promised at one stage as the starting point of the next: the same words, marked, and nothing else that changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from conftest import Golden
from desk import GLASS, Desk, with_glass
from dossiers import ROOT, read
from hypothesis import given
from hypothesis import strategies as st

from agreements.application.draft import Order, compose
from agreements.cli import cli
from agreements.drafting.document import Status
from agreements.model.carried import Carriage, Carried, Left, Why, carry
from agreements.model.dossier_kinds import Kind, Nature, Stage
from agreements.model.promised import MARKS, STAGES, stated
from agreements.model.revisions import Content, differences
from agreements.problems.drafts import DRAFTS
from agreements.sources import Source
from agreements.workspace import Workspace

EXPECTED = Path(__file__).parent / "expected"
SAMPLE = "templates/{}/sample/dossier.yaml"
LOOSE = (Nature.AMBITION, Nature.INTENTION, Nature.EFFORT)
FIRM = (Nature.EFFORT, Nature.RESULT)


def run(*words: str | Path, code: int = 0, messages: str = "nl") -> Result:
    arguments = ["-w", str(ROOT), "--messages", messages, "carry", *map(str, words)]
    result = CliRunner().invoke(cli, arguments, env={"MAATWERK_RECORD": str(ROOT / "no-record")})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result


# The rule


def said(*promised: dict[str, Content], **more: Content) -> dict[str, Content]:
    commitment: dict[str, Content] = {"id": "co2", "party": "company", "indicator": "co2", "promised": [*promised], **more}
    return {"commitments": [commitment]}


def promise(stage: str, nature: str = "ambition", **more: Content) -> dict[str, Content]:
    return {"stage": stage, "nature": nature, "total": {"amount": "1.50", "unit": "Mt"}, "source": "opgave", **more}


EOP, JLOI, AGREEMENT = STAGES
PLAIN = promise("eop")
MARK = MARKS[EOP]


def test_the_words_the_nature_and_the_source_are_those_of_the_earlier_promise() -> None:
    found = carry(said(PLAIN), JLOI, LOOSE)
    assert found.carried == (Carried("co2", EOP),)
    assert found.said == said(PLAIN, {**promise("jloi"), "unsure": "overgenomen uit de EoP; nog niet opnieuw toegezegd"})


def test_what_it_was_unsure_of_stays_behind_the_mark() -> None:
    found = carry(said(promise("eop", unsure="jaar niet zeker")), JLOI, LOOSE)
    assert found.said == said(promise("eop", unsure="jaar niet zeker"), promise("jloi", unsure=f"{MARK}; jaar niet zeker"))


def test_the_last_word_is_carried_and_not_the_first() -> None:
    later = promise("jloi", "effort", total={"amount": "1.1", "unit": "Mt"})
    found = carry(said(PLAIN, later), AGREEMENT, FIRM)
    assert found.said == said(PLAIN, later, {**later, "stage": "maatwerkafspraak", "unsure": MARKS[JLOI]})


def test_what_was_withdrawn_of_a_promise_stays_behind() -> None:
    gone: dict[str, Content] = {"amount": "9", "unit": "kt", "withdrawn": True}
    found = carry(said(promise("eop", additional=gone)), JLOI, LOOSE)
    assert found.said == said(promise("eop", additional=gone), promise("jloi", unsure=MARK))


def test_a_proposal_is_never_public() -> None:
    total: dict[str, Content] = {"amount": "1", "unit": "Mt", "visibility": "public"}
    found = carry(said(promise("eop", total=total), visibility="public"), JLOI, LOOSE)
    proposal = promise("jloi", total={**total, "visibility": "parties"}, unsure=MARK, visibility="parties")
    assert found.said == said(promise("eop", total=total), proposal, visibility="public")
    internal = carry(said(promise("eop", visibility="internal"), visibility="public"), JLOI, LOOSE)
    assert internal.said == said(
        promise("eop", visibility="internal"), promise("jloi", visibility="internal", unsure=MARK), visibility="public"
    )


GONE: dict[str, Content] = {"amount": "1", "unit": "Mt", "withdrawn": True}
STAYS: dict[str, tuple[dict[str, Content], Stage, Stage, Why]] = {
    "a promise that was withdrawn": (said(promise("eop", withdrawn=True)), JLOI, EOP, Why.WITHDRAWN),
    "all that a promise says was withdrawn": (said(promise("eop", total=GONE)), JLOI, EOP, Why.WITHDRAWN),
    "the commitment was withdrawn": (said(PLAIN, promise("jloi"), withdrawn=True), JLOI, EOP, Why.WITHDRAWN),
    "the last word was withdrawn": (said(PLAIN, promise("jloi", withdrawn=True)), AGREEMENT, JLOI, Why.WITHDRAWN),
    "too light for the document": (said(PLAIN), AGREEMENT, EOP, Why.NATURE),
    "the stage has it": (said(PLAIN, promise("jloi", "effort")), JLOI, EOP, Why.PROMISED),
    "the stage took it back": (said(PLAIN, promise("jloi", withdrawn=True)), JLOI, EOP, Why.TAKEN_BACK),
    "never promised again": (said(PLAIN, promise("jloi", "effort", unsure=MARK)), AGREEMENT, JLOI, Why.PROPOSED),
}


@pytest.mark.parametrize("name", STAYS)
def test_what_is_not_carried_says_why_and_stays_as_it_is(name: str) -> None:
    dossier, stage, earlier, why = STAYS[name]
    found = carry(dossier, stage, FIRM if stage is AGREEMENT else LOOSE)
    assert [(each.earlier, each.why) for each in found.left] == [(earlier, why)]
    assert found.said is dossier
    assert not found.carried


def test_a_commitment_of_the_stage_alone_is_not_told_of() -> None:
    dossiers: list[Content] = [said(promise("jloi")), said(promise("maatwerkafspraak")), {}, {"commitments": []}, []]
    for dossier in dossiers:
        assert carry(dossier, JLOI, LOOSE) == Carriage(dossier, (), ())


TRUE = st.sampled_from([True])
AMOUNTS = st.fixed_dictionaries(
    {"amount": st.sampled_from(["1", "1.50", "0.3"]), "unit": st.just("kt")},
    optional={"withdrawn": TRUE, "visibility": st.sampled_from(["public", "parties", "internal"]), "unsure": st.just("?")},
)
PROMISES = st.fixed_dictionaries(
    {"nature": st.sampled_from([*Nature]).map(str)},
    optional={
        "total": AMOUNTS,
        "additional": AMOUNTS,
        "text": st.just({"nl": "a", "en": "b"}),
        "unsure": st.sampled_from(["misschien", *MARKS.values()]),
        "withdrawn": TRUE,
        "visibility": st.sampled_from(["public", "parties", "internal"]),
        "source": st.just("brief"),
        "enforceable": st.booleans(),
    },
)
COMMITMENTS = st.tuples(
    st.dictionaries(st.sampled_from(STAGES), PROMISES, max_size=3), st.sampled_from([None, "public", "internal"]), st.booleans()
)


def dossier_of(drawn: list[Any]) -> dict[str, Content]:
    return {
        "company": {"id": "proef"},
        "commitments": [
            {
                "id": f"c{place}",
                **({"visibility": visibility} if visibility else {}),
                **({"withdrawn": True} if withdrawn else {}),
                "promised": [{"stage": stage.value, **each} for stage, each in promised.items()],
            }
            for place, (promised, visibility, withdrawn) in enumerate(drawn)
        ],
    }


@given(st.lists(COMMITMENTS, max_size=4), st.sampled_from([(JLOI, LOOSE), (AGREEMENT, FIRM)]))
def test_who_carries_twice_changes_nothing_and_nothing_is_made_up(drawn: list[Any], where: tuple[Stage, tuple[Nature, ...]]) -> None:
    before = dossier_of(drawn)
    stage, natures = where
    found = carry(before, stage, natures)
    again = carry(found.said, stage, natures)
    assert again.said == found.said
    assert not again.carried
    changes = differences(before, found.said)
    assert {each.place for each in changes} == {f"commitments[{each.commitment}].promised[{stage}]" for each in found.carried}
    for change in changes:
        assert change.before is None
        assert isinstance(change.after, dict)
        earlier = next(
            each for each in _promised(before, change.path[1]) if MARKS.get(Stage(each["stage"]), "-") in str(change.after["unsure"])
        )
        assert change.after["nature"] == earlier["nature"]
        assert Nature(str(change.after["nature"])) in natures
        assert "public" not in json.dumps(change.after)
        kept = {key: value for key, value in change.after.items() if key not in {"stage", "unsure", "visibility"}}
        assert all(_without_visibility(value) == _without_visibility(earlier[key]) for key, value in kept.items())


def _promised(dossier: dict[str, Any], step: str) -> list[dict[str, Any]]:
    return next(each["promised"] for each in dossier["commitments"] if f"[{each['id']}]" == step)


def _without_visibility(value: Any) -> Any:  # noqa: ANN401  # what a file says
    return {key: each for key, each in value.items() if key != "visibility"} if isinstance(value, dict) else value


# The command


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("kind", "earlier"), [("jloi", "eop"), ("maatwerkafspraak", "jloi")])
def test_all_that_is_told(language: str, kind: str, earlier: str, golden: Golden) -> None:
    result = run(SAMPLE.format(earlier), kind, messages=language)
    golden(EXPECTED / f"carry-{kind}.{language}.txt", result.stdout)
    assert not result.stderr


def test_the_json_has_its_documented_shape() -> None:
    data = json.loads(run(SAMPLE.format("jloi"), "maatwerkafspraak", "--answer", "ends", "--json").stdout)
    assert data.keys() == {"proposal", "file", "problems"}
    told = data["proposal"]
    assert told.keys() == {"company", "kind", "carried", "left", "answers", "positions", "asked", "changes"}
    assert told["left"][0] == {"commitment": "refrigerants", "from": "jloi", "nature": "intention", "why": "nature"}
    (answer,) = told["answers"]
    assert (answer["name"], answer["answer"], answer["taken"]) == ("ends", "2029-10-31", True)
    assert told["changes"][0] == {"place": "answers.maatwerkafspraak", "before": None, "after": {"ends": "2029-10-31"}}
    assert "answers.ends" not in [each["path"] for each in told["asked"]]


def test_an_answer_goes_along_only_when_it_is_asked() -> None:
    without, taken = (run(SAMPLE.format("eop"), "jloi", "--yaml", *more).stdout for more in ((), ("--answer", "ends")))
    assert "ends" not in str(read(without)[0].answers.get(Kind.JLOI))  # type: ignore[union-attr]  # both can be read
    (name,) = read(taken)[0].answers[Kind.JLOI]  # type: ignore[union-attr]  # idem
    assert name == "ends"


def test_what_stands_on_stdout_with_yaml_is_the_file_alone(tmp_path: Path) -> None:
    printed = run(SAMPLE.format("eop"), "jloi", "--yaml")
    told = run(SAMPLE.format("eop"), "jloi", "-o", tmp_path / "nieuw.yaml").stdout
    assert (tmp_path / "nieuw.yaml").read_text() == printed.stdout
    assert told == f"{printed.stderr}{tmp_path / 'nieuw.yaml'}\n"
    both = run(SAMPLE.format("eop"), "jloi", "--yaml", "-o", tmp_path / "nieuw.yaml")
    assert (both.stdout, both.stderr) == (printed.stdout, told)
    dossier, problems = read(printed.stdout)
    assert dossier is not None
    assert not problems


def test_what_cannot_be_carried_is_refused(tmp_path: Path) -> None:
    assert "[E515]" in run(SAMPLE.format("eop"), "eop", code=1).stderr
    assert "[E516]" in run(SAMPLE.format("eop"), "jloi", "--answer", "end", code=1).stderr
    assert "[E503]" in run(SAMPLE.format("eop"), "jlio", code=1).stderr
    assert "[E517]" in run("tata-steel-nederland", "jloi", code=1).stderr
    broken = tmp_path / "kapot.yaml"
    broken.write_text("format: 1\ncompany: {id: proef}\n")
    assert "[E202]" in run(broken, "jloi", "-o", tmp_path / "uit.yaml", code=1).stderr
    assert json.loads(run(broken, "jloi", "--json", code=1).stdout)["proposal"] is None
    assert not (tmp_path / "uit.yaml").exists()


# The record, and what proofreading says


def test_what_was_carried_is_nobodys_last_word_until_it_is_promised() -> None:
    text = run(SAMPLE.format("eop"), "jloi", "--yaml").stdout
    dossier, _ = read(text)
    again, _ = read(text.replace(MARK, "toegezegd op 3 maart 2027"))
    assert dossier is not None
    assert again is not None
    assert {(each.stage, each.later) for each in stated(dossier)} == {(EOP, ())}
    assert {(each.stage, each.later) for each in stated(again)} == {(EOP, (JLOI,)), (JLOI, ())}


def test_who_reads_the_dossier_sees_what_was_not_promised_yet(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    desk.run("apply", carried(desk), person="anna")
    assert "jloi · co2-2030 · CO₂: 90 kilotonnes · in 2030 [opgave] (carried over, not promised yet)\n" in desk.said("show", "proef-glas")
    assert "JLoI: 90 kilotonnes · in 2030 · ambition [opgave] (carried over, not promised yet)\n" in desk.said("compare", "proef-glas")


POSITIONS = """\
positions:
  eop:
    costs: {position: fallback-1, role: director, accepted_by: D. Voorbeeld, date: 2026-03-01}
    co2-ambition: {position: fallback-1, role: director, accepted_by: D. Voorbeeld}
    term: {position: fallback-1, role: director, accepted_by: D. Voorbeeld, withdrawn: true}
"""


def carried(desk: Desk, *more: str) -> str:
    path = str(desk.root / "voorstel.yaml")
    desk.run("carry", "proef-glas", "jloi", "-o", path, *more)
    return path


def test_what_is_applied_is_exactly_what_was_told(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    told = desk.data("carry", "proef-glas", "jloi")["proposal"]["changes"]
    path = carried(desk)
    assert desk.data("apply", path, person="anna")["revisions"][0]["changes"] == told
    assert [each["place"] for each in told] == ["commitments[co2-2030].promised[jloi]"]
    again = desk.data("carry", "proef-glas", "jloi")["proposal"]
    assert (again["changes"], [each["why"] for each in again["left"]]) == ([], ["promised"])
    assert desk.data("apply", carried(desk), person="anna")["revisions"][0]["changes"] == []


def test_a_proposal_that_rests_on_an_older_version_is_refused(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    path = carried(desk)
    desk.run("apply", desk.file("later.yaml", GLASS.replace('"90"', '"80"')), person="anna")
    assert desk.codes("apply", path, person="anna") == ["E880"]


def test_positions_are_named_and_not_carried(tmp_path: Path) -> None:
    desk = with_glass(tmp_path)
    desk.run("apply", desk.file("met.yaml", GLASS + POSITIONS), person="anna")
    told = desk.data("carry", "proef-glas", "jloi")["proposal"]
    assert told["positions"] == [
        {"clause": "co2-ambition", "from": "eop", "position": "fallback-1", "known": False},
        {"clause": "costs", "from": "eop", "position": "fallback-1", "known": True},
    ]
    assert "positions" not in str(told["changes"])
    shown = desk.said("carry", "proef-glas", "jloi")
    assert "costs (EoP): fallback-1 (D. Voorbeeld, 1 March 2026)\n" in shown
    assert "co2-ambition (EoP): fallback-1 (D. Voorbeeld); the JLoI has no such clause\n" in shown


def test_a_draft_warns_of_what_was_carried_and_a_final_refuses_it_until_it_is_promised() -> None:
    text = run(SAMPLE.format("eop"), "jloi", "--yaml").stdout

    def codes(dossier: str, status: Status) -> list[str]:
        order = Order("proef", "jloi", ("nl",), status=status, source=Source("voorstel.yaml", dossier))
        found = compose(Workspace.at(ROOT), order).problems
        return [each.code for each in found if each.code in {"W409", "E409"}]

    assert codes(text, Status.DRAFT) == ["W409"] * 7
    assert codes(text, Status.FINAL) == ["E409"] * 7
    promised = text.replace(MARK, "toegezegd in het overleg van 3 maart 2027", 6)
    assert codes(promised, Status.FINAL) == ["E409"]
    assert codes(text.replace(MARK, "toegezegd"), Status.FINAL) == []
    assert {"W409", "E409"} <= DRAFTS.keys()


def test_left_names_the_nature() -> None:
    assert carry(said(PLAIN), AGREEMENT, FIRM).left == (Left("co2", EOP, Nature.AMBITION, Why.NATURE),)
