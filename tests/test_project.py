"""The documents say what is so: commands, problems and exit codes are listed from the program, and the blocks of the README are run."""

from __future__ import annotations

import ast
import os
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click import Command, Context, Group  # noqa: TID251  # to list what the command line has
from click.testing import CliRunner  # noqa: TID251  # to call the command line
from conftest import Golden
from dossiers import ROOT

from agreements.cli import COMMANDS, cli
from agreements.problems.catalogue import CATALOGUE
from agreements.problems.sentences import Sentences
from agreements.record.events import COLUMNS
from agreements.record.tables import READ_MODELS
from agreements.record.verifier import FAULTS

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("templates/*/*.md")])
CODE = re.compile(r"[EW]\d{3}")
LITERAL = str.maketrans({sign: "\\" + sign for sign in "|*<"})
EXIT_CODES = """\
## Exit codes

| code | meaning |
|---|---|
| 0 | done; warnings may have been told |
| 1 | problems found, something needed is missing, or refused; `draft` then writes nothing |
| 2 | wrong use: an unknown command, option or value |

Data go to stdout; messages and progress to stderr.

## Settings

Environment variables hold for every command; an option that is given goes before them.

| variable | what it sets | without it |
|---|---|---|
| `MAATWERK_WORKSPACE` | the folder with `templates/` and `workflows/`, as `--workspace` | this folder |
| `MAATWERK_MESSAGES` | the language of messages, `nl` or `en`, as `--messages` | Dutch on a Dutch machine, else English |
| `MAATWERK_PERSON` | who does this, as `--as` | nobody; what is recorded needs somebody |
| `MAATWERK_RECORD` | where [the record](record.md) is: a path, or `postgresql://...` | `output/record.sqlite3` of the workspace |
| `MAATWERK_ARCHIVE` | the folder in which evidence is kept; it belongs with the record | `output/archive` of the workspace |
| `MAATWERK_PACKAGES` | the folder with packages of the archive, as `--packages` | `output/packages` of the workspace |
| `MAATWERK_OFFICE` | the name of the office that forms the archive (archiefvormer), as `--creator` | no package can be made |
| `MAATWERK_CONTACT` | whom a receiver of a package asks, as `--contact` | the name of the office |
| `MAATWERK_PATIENCE` | how many whole seconds to wait while another writes to the record, at most 86400 | 15 |
| `MAATWERK_SMTP` | the mail server of `remind` and `sign remind`, as `--smtp`, with its password | files in `output/reminders` |
| `MAATWERK_SENDER` | the address that reminders come from, as `--sender` | `maatwerk@localhost` |
| `MAATWERK_SEAL` | the key file (PKCS#12) with the seal of the office, for `sign issue` | nothing can be issued |
| `MAATWERK_SEAL_PASSWORD` | the password of that file | none |
| `MAATWERK_TSA` | the address of a time stamp service (RFC 3161), for `sign` and `archive renew` | seals and signatures without a time \
stamp; nothing is renewed |
| `MAATWERK_TRUST` | the folder with whom the office trusts: certificates, revocation lists, trusted lists | `trust` of the workspace |
| `MAATWERK_NOW` | an instant with its zone that stands in for the clock, for demonstrations and tests | the clock |
| `NO_COLOR` | no colours, whatever it says | colours on a terminal |

## JSON

| command | what `--json` prints |
|---|---|
| `check` | `{"problems": [PROBLEM, ...]}`; with `--lock` also `"files": [PATH, ...]` |
| `draft` | `{"files": [PATH, ...], "problems": [PROBLEM, ...]}`; no files when an error stops the work |
| `drafts` | `{"drafts": [DRAFTED, ...]}` |
| `show` | `{"dossier": DOSSIER, "problems": [PROBLEM, ...]}`; `DOSSIER` is null when an error stops the work |
| `compare`, of two versions | `{"redline": {"old", "new", "same", "clauses": [{"old": CLAUSE, "new": CLAUSE, "by": \
"clause"|"title"|null}, ...], "changes": [CHANGE, ...]}, "files": [PATH, ...], "problems"}`; `clauses` is empty between versions of one \
kind; of two kinds it says which became which; `CLAUSE`: `{"uid", "marker", "title"}`, null where there is no counterpart; `CHANGE`: \
`{"happened": "inserted"|"deleted"|"changed"|"moved"|"renumbered", "uid", "place", "title", "before", "was", "now", "words": [{"was", \
"now"}, ...], "values": [{"path", "was", "now"}, ...]}`; `place` is `@title`, `@margins` or `@notices` outside the parts |
| `compare` | `{"comparison": {"company", "name", "commitments": [{"id", "party", "indicator", "subject", "promised": [PROMISE, ...], \
"comparisons": [COMPARISON, ...]}, ...]}, "problems"}`; `COMPARISON`: `{"from", "to", "measure", "comparable", "reasons": [ASPECT, ...], \
"aspects": [{"aspect", "verdict": "same"|"differs"|"unknown", "from", "to"}, ...]}`; `comparison` is null when an error stops the work |
| `carry` | `{"proposal": {"company", "kind", "carried": [{"commitment", "from"}, ...], "left": [{"commitment", "from", "nature", \
"why": "withdrawn"|"nature"|"promised"|"taken_back"|"proposed"}, ...], "answers": [{"name", "from", "answer", "from_label", "label", \
"taken"}, ...], "positions": [{"clause", "from", "position", "known"}, ...], "asked": [{"path", "label"}, ...], "changes": [CHANGE, \
...]}, "file", "problems"}`; `CHANGE` as of `apply`; `proposal` is null when an error stops the work |
| `documents` | `{"set": {"company", "name", "at", "reconstruction", "stopped", "documents": [DOCUMENT, ...]}, "as_known", "public", \
"problems"}`; \
`set` is null when an error stops the work; a package holds the same as `stukken.json` |
| `apply`, `import` | `{"dry_run", "revisions": [{"company", "file", "version", "changes": [CHANGE, ...], "opened", "history"}, ...], \
"problems"}` |
| `status` | `{"at", "as_known", "signed": {STAGE: {"certainly": 7, "possibly": 7}, ...}, "companies": [STANDING, ...]}` |
| `status COMPANY` | a `STANDING` with `"facts": [{"stage", "event", "date", "source"}, ...]`, `"gates": [{"label", "reads"}, ...]` and \
`"steps": [EXPLANATION, ...]` |
| `portfolio` | `{"at", "as_known", "year", "public", "signed", "companies": [STAND, ...], "left_out", "states", "columns": [COLUMN, ...], \
"funding", "bottlenecks", "pledges", "not_added": {REASON: 3, ...}, "apart": [APART, ...], "due", "phases": [PHASE, ...], \
"times": [TIMES, ...]}` |
| `emissions check` | `{"at", "boundary", "tolerance_percent", "registry": {"files": [FILE, ...], "attribution", "licence", "from", \
"retrieved", "definitive_through"}, "links": FILE, "companies": [{"company", "name", "figures": [FIGURE, ...]}, ...], \
"coverage": {"stated_t", "agrees_t", "differs_t", "figures": {VERDICT: 3, ...}}, "problems"}`; \
`FILE`: `{"name", "sha256", "bytes", "rows"}`; `FIGURE`: `{"id", "indicator", "year", "baseline", "boundary", "stated", "source", \
"visibility", "verdict", "reason", "registry_t", \
"difference_t", "margin_t", "status", "found_by", "installations"}`; tonnes are decimals as strings; [emissions.md](emissions.md) \
tells every verdict and reason |
| `explain` | `[EXPLANATION, ...]` |
| `step`, `correct`, `replace`, `extend` | `{"done", "dry_run", "state", "told": [SENTENCE, ...], "reasons": [PROBLEM, ...]}` |
| `sign plan`, `sign issue` | `{"issue", "dry_run", "plan", "files": [PATH, ...], \
"reasons": [PROBLEM, ...]}`; `plan` is null when it is refused |
| `sign status` | `{"at", "issues": [ISSUE, ...], "ended": {STATUS: 2, ...}}`; of one COMPANY `[ISSUE, ...]` |
| `sign remind` | `{"dry_run", "expired": [{"company", "issue", "expires"}, ...], "reminded": [CALL, ...], \
"sent": [{"company", "issue", "signatory", "message_id", "place"}, ...], "problems": [PROBLEM, ...]}` |
| `sign receive` | `{"issue", "dry_run", "before", "outcome", "signed": [{"signatory", "person", "day"}, ...], "status", "verdict", \
"reasons": [PROBLEM, ...], "held": [PROBLEM, ...], "state", "answers": [SENTENCE, ...], "waits": [PROBLEM, ...]}`; `held`: why a good \
signature does not count; `waits`: what somebody else has to answer in the case |
| `sign paper`, `sign attest`, `sign substitute`, `sign decline`, `sign withdraw`, `sign left`, `sign replace`, `sign delegate` | \
`{"issue", "dry_run", "kind", "event", "status", "outcome", "state", "answers", "waits"}`; `outcome`: of a verdict that was made, or null |
| `sign compare` | `{"issue", "signatory", "issued", "scan", "pages", "file"}`; the SHA-256 of the issue and of the scan, \
and the page that was made |
| `publish` | `{"issue", "check", "redactions": [{"number", "ground"}, ...], "files": [PATH, ...], \
"duty": {"in_force", "since", "decree"}, "reasons": [PROBLEM, ...]}`; no redactions and no files when it is refused; with `--places` \
`{"issue", "places": [{"place", "words"}, ...]}` |
| `archive package`, `archive show`, `archive import` | a `PACKAGE` with `path`: null when it is not there |
| `archive package`, `archive import` | a `PACKAGE` with `path`: null when it is not there |
| `archive show` | the same, with `provable_until` (null: not all of it can be proved now, or nobody knows), `issues` (`[{"issue", \
"provable_until", "files": [SIGNED_FILE, ...]}, ...]`; null without anybody to trust) and `problems` |
| `archive renew` | `{"company", "before", "dry_run", "renewed": [{"issue", "of", "was", "file", "until"}, ...], \
"kept": [SIGNED_FILE with "issue", ...], "problems": [PROBLEM, ...]}` |
| `archive appraise`, `archive hold`, `archive release`, `archive destroy` | a `PACKAGE` |
| `archive list` | `[PACKAGE, ...]` |
| `archive export` | `{"package", "file", "sha256"}` |
| `archive take-in` | `{"dry_run", "taken": [TAKEN, ...], "problems": [PROBLEM, ...]}` |
| `archive verify` | `{"files", "packages", "issues", "taken_in", "problems": [PROBLEM, ...]}`; how many; two only with `--signatures` |
| `history` | `[{"version", "kind", "effective", "recorded", "person", "on_behalf_of", "account", "told", "changes", "hash"}, ...]` |
| `due` | `[{"company", "name", "state", "label", "last", "days_left", "stands_still_since", "legal", "basis", "then", "next_warning", \
"explanation"}, ...]` |
| `roadmap` | `{"at", "as_known", "internal", "companies": [ROUTE, ...], "files": [PATH, ...], "problems": [PROBLEM, ...]}` |
| `monitor` | `{"at", "as_known", "companies": [AGREEMENT, ...], "files": [PATH, ...], "problems": [PROBLEM, ...]}` |
| `report` | `{"at", "since", "files": [PATH, ...], "problems": [PROBLEM, ...]}` |
| `remind` | `{"dry_run", "claimed": [WARNING, ...], "sent": [{"person", "warnings", "message_id", "place"}, ...], \
"problems": [PROBLEM, ...]}` |
| `where` | `[{"kind", "language", "where", "words"}, ...]` |
| `person list` | `[{"id", "name", "email", "function", "roles": [{"role", "for", "on_behalf_of"}, ...]}, ...]` |
| `workflow check` | `{FILE: {"sha256", "problems": [PROBLEM, ...]}, ...}` |
| `workflow migrate` | `{"version", "dry_run", "moves": [{"company", "version", "from", "to"}, ...], "reasons": [PROBLEM, ...]}` |
| `record verify` | `{"streams", "receipts": [RECEIPT, ...], "problems": [PROBLEM, ...]}` |
| `verify` | `[{"file", "outcome", "reasons": [PROBLEM, ...], "sha256", "size", "sealed", "plan", "signatures": [SIGNATURE, ...]}, ...]` |
| `doctor` | `[{"what": ..., "found": ..., "needed": true, "mend": ...}, ...]`; `found` is empty for what is missing |

When a command cannot begin (no such company, no workspace), there is only `{"problems": [PROBLEM, ...]}`, with exit code 1.

A `PROBLEM` has `code`, `severity` (`error` or `warning`), `file`, `line`, `column`, `end` (the column after the last; all count from 1),
`message` and `help` in the language of messages; in a list also `cell` (`D7`), and then `file`
names the sheet (`lijst.xlsx!projects`). Programs go by `code`; sentences may become better.

A `STANDING` has `company`, `name`, `cluster`, `certainly` and `possibly` (each a place with `phase`, `state`, `label`, `since`, `outcome`,
`suspended_since`, or null), `signed` (`stage`, `first`, `last`, `certainty`), `waiting` (`what`, `whom`, `member`) and `due` (`last`,
`legal`, `basis`; of one company also `counted_from`, `certain`, `provisional`, `reasons`). The `explanation` of `due` is as `due` of one
company; its `next_warning` has `day`, `role` and `persons`. Of what is owed to Parliament `company` is null and `state` is
`pledge/ID`. Of an issue that may be signed until then its `state` is
`issue/ID`; of what a signed agreement asks for `milestone/ID`, `report/YEAR`, `plan/SUBJECT` or `remedy/SUBJECT`.
A `WARNING` has `company`, `state`, `last`, `day`, `role` and `persons`.

A `DOCUMENT` has `id`, `kind` (a kind that is drafted, `beschikking` or `bijlage`), `name` (of the kind), `title` (of an annex), `number`,
`state` (`signed`, `recorded`, `possible`, `issued`, `ended`, `prepared`, `part`, `asked`, `absent` or `missing`), `date` (`precision`,
`first`, `last`), `reference`, `amount`, `links` (`relation`: `follows`, `in_execution_of`, `annex_of`, `amends`, `secures`, `publishes`,
`asks_advice_on` or `decides_on`; `to`: the `id` of another), `issues` (`id`, `language`, `status`, `issued_on`, `signed`: each `name`,
`party` and `on`; `files`) and `files` (`what`, `name`, `sha256`, `date`, `language`). What is not known is null.

A `STAND` has `company`, `name`, `cluster`, `stage` and `possibly` (the latest instrument that was signed), `since` and `ended` (`first`,
`last`), `days` (`fewest`, `most`), `ended_certainty` and `case` (where it stands now: `state`, `label`, `since`, `waiting`; else null). Of
more than 500 companies `companies` and `apart` are empty without `--all`; `left_out` says how many they are and `states` how many stand in
each state. A `COLUMN` has what its figures have in common (`party`, `subject`: an indicator or `money`, `aspect`, `unit`, `target`:
"2030", or "<2030" for before that year, `boundary`, `above`, `price_level`), `alike` (false: they are put side by side as stated, and are
no total), `certainly` and `possibly`, and the same by `clusters` and `stages`. Such a sum has `count`, `low` and `high` (decimals of
tonnes or euros, of what has such an end), `without_low`, `without_high` and `about` (how many have none, and are "about"). `funding` is a
sum for each `step` and `price_level`; a bottleneck has `kind`, `owner`, `overdue` (certainly wanted before the day), `late` (that, or
expected certainly later than wanted), `preconditions` (`company`, `id`, `what`, `wanted`,
`for`), and the columns that are `waiting` for it or `perhaps` are; a pledge has `id`, `kind`, `what`, `chamber`, `by`, `made`, `due` and
`reference`; `due` is as of `due --within 90d`, of cases and issues, today only. An `APART` has `company`, `commitment`, `stage`, `aspect`,
`party`,
`indicator`, `nature`, `low`, `high`, `unit`, `wording`, `year`, `before`, `baseline`, `boundary`, `above`, `price_level`, `source`,
`visibility` and the `reason` why it is not added: `later`, `not_signed`, `ended`, `percent`, `multiple`, `neutral`, `words`, `no_year`,
`too_large`, `other_subject`, `other_year`, `other_party`, `family`, `unknown_boundary`, `own_boundary` or `unknown_price_level` (the last
three stand in a column that is not `alike`).

An `EXPLANATION` has `step`, `label`, `person`, `allowed`, `ready` (nothing stands in the way but what is still to be brought), `reasons`,
`member`, `on_behalf_of`, `who`, `evidence` and `facts`. A `CHANGE` has `place`, `before` (null when nothing stood there) and `after`.

The `outcome` of `verify` is `valid`, `incomplete`, `valid_but_changed`, `indeterminate` or `invalid`; `sealed` is `{"size", "sha256"}` of
what the seal covers, `plan` is `{"id", "version", "issued", "expires", "digest"}`, both null when there is none. A `SIGNATURE` has `field`,
`kind` (`seal`, `approval`, `timestamp`), `name`, `issuer`, `certificate`, `signatory`, `party`, `capacity`, `time`, `proven`, `level`,
`intact`, `trusted`, `qualified` (null: not known), `fault`, `outcome` and `reasons`; what is wrong with the file is wrong with each in it.

An `ISSUE` has `company`, `name`, `issue`, `kind`, `version`, `language`, `status` (`open`, `completed`, `declined`, `expired`, `withdrawn`,
`replaced`), `signed` of `needed` signatures, `waits_for` (ids of signatories), `issued`, `since`, `expires`, `overdue`, `next_reminder`,
`last_verdict` (`outcome`, `sha256`, `on`, or null), `why`, `new_issue` and `groups`. A group has `needed`, `ready` and `signatures`, each
with `signatory`, `name` (null once erased), `party`, `capacity`, `level`, `stance` (`signed`, `to_attest`, `declined`, `next`, `later`,
`not_needed`, `missing`), `signed_by`, `signed_on`, `digital` (`outcome`, `verdict`, `file`, `level`; the last two null where the verdict is
not in the archive, and in the list of all), `paper` (`place`, `scan`, `witnesses`, `substituted_by`), `declined`, `left`, `delegated_to`
(`person`, `name`), `reminded`, `mandate_holds` and `may_sign`. A `CALL` has `company`, `issue`, `signatory`, `person` (who is written to:
another where the signature was delegated), `day` (the planned one) and `expires`.
A `SIGNED_FILE` has `file` (its SHA-256), `name` (with which it came in), `provable_until` and `doubt` (why it cannot be proved, else
empty: `unread`, `unsigned`, `altered`, `unstamped`, `unproven`). `of` and `file` of what was renewed are the SHA-256 of the old and the new
bytes.

A `PACKAGE` has `package` (its id), `company`, `issue` (empty: all of the company), `title` (empty when it was imported), `slip` (the
SHA-256 of its packing slip), `files` and `bytes` (of its documents), `recorded`, `covers` (the last event of the company in it),
`imported`, `appraisal` (B, V or N), `category` (`source`, `number`, `name`, or null), `years`, `trigger`, `start`, `ends` (the last day
of its term), `holds` (each with `id`, `ground`, `by`, `since`, `released`), `standing` (`kept`, `destruction_decided`,
`destruction_confirmed` or `destroyed`), `decided_by` and `proof` (the SHA-256 of the proof of destruction).

A `TAKEN` has `company`, `file` (its name), `kind`, `language`, `day`, `source`, `sha256`, `verdict` (the SHA-256 of the verdict in the
archive), `outcome` (as of `verify`), `signatures` (how many digital ones are in the file), `fact` (it is recorded along, with this file,
that the document was signed) and `reasons`.

A `PHASE` has `workflow`, `phase`, `label`, `left` (how many companies left it), `median` and `longest` of their days, `now` (how many are
in it), `longest_now`, and `unknown` (of how many the record does not say when it began: they are in none of these days). Days are
`{"fewest", "most"}` as the dates leave open; `most` is null when the first day is not known, all of it when there are none. `TIMES` has
`company`, `name`, `certainty` (`possibly`: it may stand further), `phases`, `waiting` (each `what`, `whom`, `member`, `since`),
`stands_still_since` and `ended`. Each of its phases has `workflow`, `phase`, `label`, `days`, `now`, `whole` (the record says when it
began) and `stays`, each with `from`, `until` (null: it goes on) and `versions` (of the events that began and ended it). Both are empty
without a record, with `--public`, and where companies are left out.

A `ROUTE` has `company`, `name`, `cluster`, `reconstruction`, `points` and `waits`. A point has `kind` (`signed`, `decision`, `milestone`,
`precondition`, `start`, `target`), `id`, `name` (null when it is named after its `stage` or `indicator`), `stage`, `indicator`, `by` (a
party, an owner in words, or null), `date`, `before` (the date that was recorded first, null when that is the same or not known), `needs`
and `source`. A wait has `point` and `needed` (each `kind` and `id`) and `fit` (`in_time`, `late`, `perhaps_late`, `unknown`).

A `DRAFTED` has `subject`, `files`, `standing` (it was there as it would be made now, and its problems are not told again) and `problems`.

An `AGREEMENT` has `company`, `name`, `reconstruction`, `signed` (`date` and `sure`: `certainly` or `possibly`; null when nothing binding
was signed by then, and the rest is empty), `ends`, `stopped`, `milestones`, `accounts`, `reports`, `subsidy` and `triggers`. A milestone
has `id`, `what`, `party`, `date`, `met` (as far as that was so by then), `reached` (`in_time`, `perhaps_late`, `late`, `met`, `ahead`,
`perhaps_missed`, `missed`, `undated`, `not_owed`), `late` (`least` and `most` days, whole `months`, or null), `ended` (the last day of
the agreement, of what is `not_owed` because of it, or null) and `source`. An account is a commitment
in a year: `commitment`, `party`, `indicator`, `nature`, `aspect`, `year`, `promised`, `report`, `verified`, `outcome` (`achieved`, `short`,
`unclear`, `not_comparable`, `nothing_reported`, `ahead`), `short` (by how much, in the unit of the promise), `in_margin`, `reasons` (`what`
stands in the way of comparing and `how`: `differs` or `unknown`) and `lacks` (`words`, `neutral`, `multiple`, `no_year`, or null). A report
has `year`, `last`, `sent` (`in_time`, `late`, `perhaps`, `overdue`, `ahead`) and `received`. `subsidy` has `granted`, `several`,
`remainder`, `loose` (payments that name no milestone with a part) and `instalments`: `milestone`, `part`, `amount`, `at_most`, `standing`
(`paid`, `partly`, `payable`, `perhaps`, `held`, `paid_unmet`), `since`, `payments`, `paid`, `left` (0 when more was paid) and `early`;
amounts are decimals of euros, null where nobody can say. A trigger has `kind` (`milestone`, `result`, `report`, `unmet`), `subject`,
`year`, `since`, `articles` (ids of clauses and paragraphs that were not performed), `step` (`warn`, `remedy`, `enforce`, `reconsider`),
`may` (`warn`, `suspend`, `lower`, `withdraw`, `recover`, `penalty`, `terminate`), `warning`, `plan_by`, `plan_late`, `until`, `lowering`,
`at_most`, `penalty`, `penalty_most` (of all penalties together), `made_up` (a later year for which it was achieved) and
`fallbacks` (clauses that were deviated from).

A `DOSSIER` has the keys of [the file](dossier-format.md) that are filled. A text is `{"nl": ..., "en": ...}`, a date
`{"precision": "day|month|year|interval|before", "first": ..., "last": ...}` with days (`first` is null for "before"), a number of a
figure a string, so that no digit is lost. Keys may be added; none changes its meaning.
"""


def every_command() -> Iterator[list[str]]:
    """Yield the words of every command, and of every command of a group."""
    for name in COMMANDS:
        yield [name]
        command = cli.get_command(Context(cli), name)
        if isinstance(command, Group):
            yield from ([name, inner] for inner in command.commands)


def commands_page() -> str:
    """Return `docs/commands.md`: the help of the program and of every command."""
    page = "# Commands\n\nThis page is made from `--help`: `pytest tests/test_project.py --update-golden`.\n\n"
    for words in ([], *every_command()):
        shown = CliRunner().invoke(cli, [*words, "--help"], prog_name="maatwerk", terminal_width=100)
        assert shown.exit_code == 0
        page += f"## `{' '.join(('maatwerk', *words))}`\n\n```\n{shown.output}```\n\n"
    return page + EXIT_CODES


def test_every_command_is_documented_as_it_is(golden: Golden) -> None:
    golden(ROOT / "docs/commands.md", commands_page())


def with_json() -> Iterator[str]:
    """Yield the name of every command that can print JSON."""
    for words in every_command():
        found: Command | None = cli
        for word in words:
            assert isinstance(found, Group)
            found = found.get_command(Context(cli), word)
        if found is not None and any("--json" in option.opts for option in found.params):
            yield " ".join(words)


def test_every_command_with_json_says_what_it_prints() -> None:
    rows = EXIT_CODES.partition("## JSON")[2]
    first = re.findall(r"^\| ([^|]+) \|", rows, re.MULTILINE)
    told = {name for cell in first for name in re.findall(r"`([^`]+)`", cell)}
    assert told - {"status COMPANY"} == set(with_json())


def test_every_setting_is_explained() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "agreements").rglob("*.py")]
    used = {name for text in sources for name in re.findall(r"MAATWERK_[A-Z]+", text)}
    rows = EXIT_CODES.partition("## Settings")[2].partition("## JSON")[0]
    assert set(re.findall(r"^\| `(MAATWERK_[A-Z]+)` \|", rows, re.MULTILINE)) == used


def wording(sentence: str) -> str:
    """Return a sentence for a cell: arguments as names between angle brackets."""
    parts = string.Formatter().parse(sentence)
    return "".join(literal + (f"‹{name}›" if name else "") for literal, name, _, _ in parts).translate(LITERAL)


def problems_page() -> str:
    """Return `docs/problems.md`: every code with its sentence and its way out in both languages."""
    page = (
        "# Problems\n\nThis page is made from the catalogue: `pytest tests/test_project.py --update-golden`.\n"
        "E stops the work, W travels along; "
        "‹word› stands for what was found.\n\n| code | Nederlands | wat te doen | English | the way out |\n|---|---|---|---|---|\n"
    )
    for code, said in sorted(CATALOGUE.items()):
        cells = (said.nl, said.help_nl, said.en, said.help_en)
        page += f"| {code} | {' | '.join(map(wording, cells))} |\n"
    return page


def test_every_problem_is_documented_as_it_is(golden: Golden) -> None:
    golden(ROOT / "docs/problems.md", problems_page())


def arguments_of(said: Sentences) -> set[str]:
    """Return the arguments that the sentences of a code use."""
    return {name for sentence in said for _, name, _, _ in string.Formatter().parse(sentence) if name}


def codes_in(node: ast.expr) -> list[str]:
    """Return the codes that an expression can be: a text, or one text or another."""
    if isinstance(node, ast.IfExp):
        return [*codes_in(node.body), *codes_in(node.orelse)]
    named = isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    return [named.string] if named else []


def pairs(arguments: list[ast.expr]) -> set[str]:
    """Return the names in the third argument of `Problem`, pairs of name and value."""
    third = arguments[2] if len(arguments) > 2 else None
    named = [pair.elts[0] for pair in third.elts if isinstance(pair, ast.Tuple)] if isinstance(third, ast.Tuple) else []
    return {name.value for name in named if isinstance(name, ast.Constant) and isinstance(name.value, str)}


def name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def calls(source: str) -> Iterator[tuple[int, str, set[str]]]:
    """Yield the line, the code and the names of the arguments of each call that makes a problem."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and name_of(node.func) in {"problem", "Problem", "found"}:
            for code in codes_in(node.args[0]):
                yield node.lineno, code, {keyword.arg or "**" for keyword in node.keywords} | pairs(node.args)


def misfits(source: str) -> list[str]:
    """Return the calls that give a problem other arguments than its sentences use."""
    found = []
    for line, code, given in calls(source):
        wanted = arguments_of(CATALOGUE[code]) if code in CATALOGUE else {"a code of the catalogue"}
        if given != wanted:
            found.append(f"line {line}: {code} gets {sorted(given)}, its sentences use {sorted(wanted)}")
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "agreements").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_problem_is_made_with_the_words_of_its_sentences(path: Path) -> None:
    assert misfits(path.read_text(encoding="utf-8")) == []


def test_a_problem_with_other_words_is_noticed() -> None:
    assert misfits('problem("E104", place, key=1)') == []
    assert misfits('Problem("E104", place, (("key", x),))') == []
    assert misfits('problem("E104", place)') == ["line 1: E104 gets [], its sentences use ['key']"]
    assert misfits('problem("E104", place, key=1, more=2)') == ["line 1: E104 gets ['key', 'more'], its sentences use ['key']"]
    assert len(misfits('problem("E104" if final else "E999", place, **words)')) == 2


def test_every_code_is_used_in_the_program() -> None:
    used = {code for path in (ROOT / "agreements").rglob("*.py") if path.stem != "catalogue" for code in CODE.findall(path.read_text())}
    assert set(CATALOGUE) - used == set()


def run(arguments: list[str], folder: Path, more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"} | dict(more or {})
    return subprocess.run(arguments, check=False, capture_output=True, text=True, cwd=folder, env=environment)


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of a page in a language of code."""
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def shell_lines(page: str) -> list[str]:
    return [line.partition("  #")[0].strip() for block in blocks(page, "sh") for line in block.splitlines() if line.strip()]


def test_the_sixty_seconds_of_the_readme_do_what_they_say(tmp_path: Path) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in shell_lines(page) if not line.startswith("make ")]
    (tmp_path / "proef-papier.yaml").write_text(blocks(page, "yaml")[0], encoding="utf-8")
    shown = run(["sh", "-ec", "\n".join(lines)], tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "ondertekend eop: 7\n" in shown.stdout
    assert "Het register is heel (reeksen: 15" in shown.stdout
    drafts = {path.name for path in (tmp_path / "kantoor/output/drafts").iterdir()}
    assert {"eop-yara-sluiskil-nl.docx", "eop-yara-sluiskil-en.pdf", "eop-anqore-nl.akn.xml"} <= drafts


MARK = re.compile(r"^<!-- (?P<what>het is|bestand|erbij|wijzig|kopieer) (?P<how>[^\n]*) -->\n", re.MULTILINE)
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
PIECES = re.compile(r"(^<!-- [^\n]* -->\n|^```\w+\n.*?^```\n)", re.MULTILINE | re.DOTALL)
HASH = re.compile(r"[0-9a-f]{64}")


class Guide:
    """Somebody who does what a page says, from top to bottom: types its commands, makes and changes its files, on the days that it names.

    What the page cannot show is in its comments: `het is DAY`; the block below is a new file (`bestand NAME`) or stands at the end of one
    (`erbij NAME`); a file is edited (`wijzig NAME: OLD → NEW`), or comes from the project (`kopieer PATH`).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._day = "2026-11-02"
        self._file, self._how = "", "w"

    def follow(self, page: str) -> str:
        """Return the page with what every command printed."""
        return "".join(map(self._piece, PIECES.split(page)))

    def _piece(self, piece: str) -> str:
        if mark := MARK.fullmatch(piece):
            self._do(mark["what"], mark["how"])
        elif block := BLOCK.fullmatch(piece):
            if block["language"] == "console":
                return f"```console\n{''.join(map(self._command, block['text'].split('$ ')[1:]))}```\n"
            if self._file:
                with (self._folder / self._file).open(self._how, encoding="utf-8") as file:
                    file.write(block["text"])
                self._file = ""
        return piece

    def _do(self, what: str, how: str) -> None:
        if what == "het is":
            self._day = how
        elif what == "kopieer":
            shutil.copy(ROOT / how, self._folder)
        elif what == "wijzig":
            name, change = how.split(": ", 1)
            old, new = change.split(" → ")
            text = (self._folder / name).read_text(encoding="utf-8")
            assert text.count(old) == 1, (name, old)
            (self._folder / name).write_text(text.replace(old, new), encoding="utf-8")
        else:
            self._file, self._how = how, "w" if what == "bestand" else "a"

    def _command(self, said: str) -> str:
        command, _, output = said.partition("\n")
        if command.startswith("cd "):
            self._folder /= command.removeprefix("cd ")
            return f"$ {said}"
        for name in re.findall(r"--evidence (?:[a-z-]+=)?(\S+)", command):
            (self._folder / name).write_text(f"{name}\n", encoding="utf-8")
        now = {"MAATWERK_NOW": f"{self._day}T09:00:00+01:00", "LOGNAME": "kantoor"}
        shown = run(["sh", "-c", f"exec 2>&1; {command}"], self._folder, now).stdout
        return f"$ {command}\n{output if HASH.sub('', shown) == HASH.sub('', output) else shown}"


def test_the_dutch_guide_shows_what_happens(tmp_path: Path, golden: Golden) -> None:
    path = ROOT / "docs/gebruik.md"
    golden(path, Guide(tmp_path).follow(path.read_text(encoding="utf-8")))


def test_what_the_guide_adds_to_a_dossier_can_be_added(tmp_path: Path) -> None:
    first, *more = blocks((ROOT / "docs/gebruik.md").read_text(encoding="utf-8"), "yaml")
    added = [each for each in more if not each.startswith("format:")]
    assert added
    for number, each in enumerate(added):
        path = tmp_path / f"{number}.yaml"
        path.write_text(first + each, encoding="utf-8")
        assert CliRunner().invoke(cli, ["-w", str(ROOT), "check", str(path)]).exit_code == 0


def dutch_terms() -> list[str]:
    """Return the Dutch terms of the glossary, one for each word that it explains."""
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE)[1:]
    return [term.lower() for row in rows for term in re.split(r", |: ", row.replace("`", ""))]


def test_the_glossary_explains_each_term_once() -> None:
    terms = dutch_terms()
    assert {term for term in terms if terms.count(term) > 1} == {"lid"}  # of an article, and of a slot


def test_the_terms_of_the_process_are_the_words_of_the_program() -> None:
    terms = dutch_terms()
    told = [path.read_text(encoding="utf-8") for path in [*(ROOT / "agreements").rglob("*.py"), ROOT / "docs/gebruik.md"]]
    words = "\n".join(told).lower()
    assert [term for term in terms[terms.index("werkwijze") :] if term not in words] == []


def words_in_code(page: str) -> set[str]:
    """Return what stands in backquotes on a page."""
    return set(re.findall(r"`([^`\n]+)`", (ROOT / page).read_text(encoding="utf-8")))


def test_the_page_of_the_house_names_every_room_and_no_other_module() -> None:
    named = words_in_code("docs/architecture.md")
    rooms = {path.stem for path in (ROOT / "agreements/application").iterdir() if not path.name.startswith("__")}
    assert rooms - named == set()
    files = {path.name for path in (ROOT / "agreements").rglob("*.py")} | {"to_x.py"}  # the one that is to be made
    assert {word for word in named if re.fullmatch(r"[\w/]+\.py", word) and word.rpartition("/")[2] not in files} == set()


def test_the_page_of_the_record_names_what_is_in_it() -> None:
    page, named = (ROOT / "docs/record.md").read_text(encoding="utf-8"), words_in_code("docs/record.md")
    assert set(READ_MODELS) - named == set()
    assert set(COLUMNS.split(", ")) - named == set()
    assert {fault for fault in FAULTS if fault not in page} == set()


PROOF = re.compile(r"`((?:tests|benchmarks)/\w+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_proofs_that_a_page_names_are_there(path: Path) -> None:
    for file, name in PROOF.findall(path.read_text(encoding="utf-8")):
        assert f"def {name}" in (ROOT / file).read_text(encoding="utf-8"), (file, name)


def test_the_readme_names_only_targets_that_exist() -> None:
    rules = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make (\w+)", page, re.MULTILINE))
    assert {"demo", "test"} <= named <= rules


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", prose):
        assert (path.parent / target).exists(), target


EXITS = {
    "done": (["check", "voorbeeld-staal", "eop"], 0),
    "done with warnings": (["draft", "verzonnen-glas", "eop", "--dry-run"], 0),
    "refused": (["draft", "yara-sluiskil", "eop", "--final", "--dry-run"], 1),
    "nobody of that name": (["show", "niemand"], 1),
    "no workspace": (["-w", "docs", "check"], 1),
    "an unknown command": (["onderteken"], 2),
    "an unknown option": (["check", "--loud"], 2),
    "an unknown value": (["draft", "yara-sluiskil", "eop", "-f", "odt"], 2),
    "too little": (["draft", "yara-sluiskil"], 2),
}


@pytest.mark.parametrize("name", sorted(EXITS))
def test_exit_codes_are_as_documented(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, code = EXITS[name]
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(cli, arguments).exit_code == code
