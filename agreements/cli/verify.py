"""The command `maatwerk verify`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreements.cli.office import now
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.cli.trust import trusted_or_nobody
from agreements.model.alone import Proof
from agreements.model.amsterdam import amsterdam
from agreements.model.examination import FoundSignature, SignatureKind
from agreements.model.verdicts import Outcome
from agreements.problems.display import shortened
from agreements.problems.words import WORDS as TERMS

if TYPE_CHECKING:
    from agreements.application.verify import Checked

WORDS = {
    "nl": {
        "issue": "uitgave {id}, versie {version}, uitgegeven op {issued}, te tekenen tot en met {expires}",
        "sealed": "verzegeld: de eerste {size} bytes van {whole}; SHA-256 {sha256}",
        "seal": "zegel van {name}, in '{field}'",
        "approval": "getekend door {name}, in '{field}'",
        "timestamp": "tijdstempel van {name}, in '{field}'",
        "capacity": "plaats van {signatory}, voor {party}{capacity}",
        "as": ", als {capacity}",
        "certificate": "certificaat uitgegeven door {issuer}; SHA-256 {certificate}",
        "time": "tijdstip: {time} ({kind})",
        "level": "; niveau {level}",
        "found": "bytes ongeschonden: {intact}; uitgever vertrouwd: {trusted}; gekwalificeerd: {qualified}",
        "why": "gevonden: {fault}",
        "outcome": "oordeel: {outcome}",
        "nobody": "niemand heeft getekend",
        "proven": "bewezen",
        "claimed": "volgens opgave van wie tekende",
        "none": "onbekend",
        "True": "ja",
        "False": "nee",
        "None": "niet bekend",
        "limits": "Niet beoordeeld, want dat weet alleen het register: of het zegel van het bureau is, of de certificaten van de verwachte "
        "personen zijn, en of zij bevoegd waren.",
    },
    "en": {
        "issue": "issue {id}, version {version}, issued on {issued}, to be signed until {expires}",
        "sealed": "sealed: the first {size} bytes of {whole}; SHA-256 {sha256}",
        "seal": "seal of {name}, in '{field}'",
        "approval": "signed by {name}, in '{field}'",
        "timestamp": "time stamp of {name}, in '{field}'",
        "capacity": "place of {signatory}, for {party}{capacity}",
        "as": ", as {capacity}",
        "certificate": "certificate issued by {issuer}; SHA-256 {certificate}",
        "time": "time: {time} ({kind})",
        "level": "; level {level}",
        "found": "bytes intact: {intact}; issuer trusted: {trusted}; qualified: {qualified}",
        "why": "found: {fault}",
        "outcome": "verdict: {outcome}",
        "nobody": "nobody signed",
        "proven": "proven",
        "claimed": "as the signer claims",
        "none": "unknown",
        "True": "yes",
        "False": "no",
        "None": "not known",
        "limits": "Not judged, because only the record knows: whether the seal is that of the office, whether the certificates are those "
        "of the expected persons, and whether they had authority.",
    },
}


@click.command("verify")
@click.argument("files", metavar="FILE.pdf...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--trust",
    "folder",
    type=click.Path(path_type=Path),
    envvar="MAATWERK_TRUST",
    help="The folder with whom you trust: root certificates, revocation lists, trusted lists. Default: trust of the workspace.",
)
@click.option(
    "--report",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a report that people can keep, of one file: a name that ends in .pdf or .html.",
)
@JSON
@click.pass_obj
def command(settings: Settings, files: tuple[Path, ...], folder: Path | None, target: Path | None, as_json: bool) -> None:  # noqa: FBT001  # a flag
    """Prove what signed PDFs say by themselves: who signed what, when, and whether it is still what was issued. No record is needed.

    What the seal covers is what was issued; the signing plan is read inside it. Without somebody to trust nobody is trusted. Nothing is
    fetched. Exit code 0: every file is signed by all whom its plan asks, validly, and nothing follows that should not; else 1.
    """
    from agreements.application.verify import verify  # noqa: PLC0415  # help needs no engine for signatures

    form = _form(files, target)
    trust, moment, language = trusted_or_nobody(settings, folder), now(), settings["messages"]
    checked = [verify(each, trust, moment) for each in files]
    if target is not None:
        _write(checked[0], target, language, form)
    if as_json:
        print_json([_as_data(each, language) for each in checked])
    else:
        for each in checked:
            _show(each, language)
        click.echo(WORDS[language]["limits"])
    if any(each.outcome is not Outcome.VALID for each in checked):
        raise click.exceptions.Exit(1)


def _form(files: tuple[Path, ...], target: Path | None) -> str:
    """Return in which format a report is asked, empty when none is; raise UsageError for one that cannot be made."""
    if target is None:
        return ""
    form = target.suffix.lower().removeprefix(".")
    if len(files) > 1:
        message = "--report is about one file; call it once for each"
        raise click.UsageError(message)
    if form not in {"pdf", "html"}:
        message = "--report takes a name that ends in .pdf or .html"
        raise click.UsageError(message)
    if target.exists() and files[0].exists() and target.samefile(files[0]):
        message = "--report would take the place of the file that it is about, which is evidence"
        raise click.UsageError(message)
    return form


def _write(checked: Checked, target: Path, language: str, form: str) -> None:
    """Write the report on a file that could be opened."""
    from agreements.application.reporting import report_on_file  # noqa: PLC0415  # only a report needs the engine for pages
    from agreements.workspace import write_bytes  # noqa: PLC0415  # idem

    if checked.proof is None:
        return
    write_bytes(target, report_on_file(Path(checked.name).name, checked.proof, language, form))


def _show(checked: Checked, language: str) -> None:
    click.echo(f"{shortened(checked.name)}: {_outcome(checked.outcome, language)}")
    for line in _told(checked.proof, language) if checked.proof is not None else ():
        click.echo(f"  {line}")
    report(checked.reasons, language)


def _outcome(outcome: Outcome, language: str) -> str:
    return TERMS[f"@{outcome}"][0 if language == "nl" else 1]


def _told(proof: Proof, language: str) -> Iterator[str]:
    words, found, plan = WORDS[language], proof.found, proof.plan
    if plan is not None:
        name = shortened(plan.identifier)
        yield words["issue"].format(id=name, version=shortened(plan.version), issued=plan.issued_on, expires=plan.expires_on)
    if found.sealed:
        yield words["sealed"].format(size=found.sealed, whole=found.file.size, sha256=found.issued)
    for each in found.file.signatures:
        yield words[each.kind].format(name=shortened(each.common_name) or words["none"], field=shortened(each.field))
        for line in _of(each, proof, language):
            yield f"  {line}"
    if not found.file.unread and not any(each.kind is SignatureKind.APPROVAL for each in found.file.signatures):
        yield words["nobody"]


def _of(each: FoundSignature, proof: Proof, language: str) -> Iterator[str]:
    words, planned = WORDS[language], proof.planned(each)
    if planned is not None:
        capacity = shortened(planned.capacity.in_language(language)) if planned.capacity else ""
        told = words["as"].format(capacity=capacity) if capacity else ""
        yield words["capacity"].format(signatory=shortened(planned.signatory), party=shortened(planned.party), capacity=told)
    if each.certificate:
        yield words["certificate"].format(issuer=shortened(each.issuer), certificate=each.certificate)
    kind, level = words["proven" if each.proven else "claimed"], _level(each)
    at = words["time"].format(time=_time(each.proven or each.claimed) or words["none"], kind=kind)
    yield at + (words["level"].format(level=level) if level else "")
    yield words["found"].format(**{name: words[str(getattr(each, name))] for name in ("intact", "trusted", "qualified")})
    if each.fault:
        yield words["why"].format(fault=shortened(each.fault))
    yield words["outcome"].format(outcome=_outcome(proof.outcomes[each.field], language))


def _level(each: FoundSignature) -> str | None:
    """Return the level as ETSI EN 319 142-1 calls it; a time stamp has none."""
    return None if each.kind is SignatureKind.TIMESTAMP else each.level.value.upper().replace("_", "-")


def _time(instant: str) -> str:
    """Return an instant in the time of Amsterdam, with its zone; empty when there is none."""
    try:
        return f"{datetime.fromisoformat(instant).astimezone(amsterdam()):%Y-%m-%d %H:%M:%S %Z}"
    except (ValueError, OverflowError):  # nothing, or the last hours of year 9999, which anybody may claim
        return instant


def _as_data(checked: Checked, language: str) -> dict[str, object]:
    proof, reasons = checked.proof, problems_as_data(checked.reasons, language)
    whole: dict[str, object] = {"file": checked.name, "outcome": checked.outcome.value, "reasons": reasons}
    if proof is None:
        return {**whole, "sha256": "", "size": 0, "sealed": None, "plan": None, "signatures": []}
    found, plan = proof.found, proof.plan
    told = plan and {
        "id": plan.identifier,
        "version": plan.version,
        "issued": plan.issued_on.isoformat(),
        "expires": plan.expires_on.isoformat(),
        "digest": proof.verdict.plan,
    }
    return {
        **whole,
        "sha256": found.file.sha256,
        "size": found.file.size,
        "sealed": {"size": found.sealed, "sha256": found.issued} if found.sealed else None,
        "plan": told,
        "signatures": [_signature_as_data(each, proof, language) for each in found.file.signatures],
    }


def _signature_as_data(each: FoundSignature, proof: Proof, language: str) -> dict[str, object]:
    planned = proof.planned(each)
    own = proof.verdict.on(each.field) if each.kind is SignatureKind.APPROVAL else None
    return {
        "field": each.field,
        "kind": each.kind.value,
        "name": each.common_name,
        "issuer": each.issuer,
        "certificate": each.certificate,
        "signatory": planned.signatory if planned else None,
        "party": planned.party if planned else None,
        "capacity": planned.capacity.in_language(language) if planned and planned.capacity else None,
        "time": each.proven or each.claimed,
        "proven": bool(each.proven),
        "level": _level(each),
        "intact": each.intact,
        "trusted": each.trusted,
        "qualified": each.qualified,
        "fault": each.fault,
        "outcome": proof.outcomes[each.field].value,
        "reasons": problems_as_data(own.reasons, language) if own else [],
    }
