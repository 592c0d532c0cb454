"""A desk on which a document was issued without a seal, for what is made of its tree, and every word that a file holds."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf  # noqa: TID251  # another reader of what was made
from desk import Desk, staffed
from dossiers import ROOT
from records import commit

from agreements.application.issue_rows import rows_with
from agreements.application.issuing import IssueOrder, planned
from agreements.application.signing_record import issued_event, persons_of
from agreements.archive.store import keep
from agreements.formats import to_json
from agreements.record.opening import open_record
from agreements.workspace import Workspace

STEEL = "voorbeeld-staal"
DAY = "2026-11-24"
ISSUE = "eop-nl-1"


def desk_with_issue(root: Path, *changes: tuple[str, str], language: str = "nl") -> Desk:
    """Return a desk on which a document of the invented steel works is recorded as issued, with these changes in its dossier."""
    made = staffed(root)
    made.now = f"{DAY}T12:00:00+01:00"
    text = (ROOT / "examples" / "demo" / f"{STEEL}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    made.run("apply", made.file(f"{STEEL}.yaml", text), person="anna")
    archive = made.root / "output" / "archive"
    with open_record(made.record) as record:
        order = IssueOrder(STEEL, "eop", date(2026, 12, 24), language)
        ready = planned(record, Workspace.at(made.root), order, date.fromisoformat(DAY))
        assert ready.plan is not None, ready.reasons
        assert ready.document is not None
        files = {"issued": keep(archive, b"%PDF-1.7"), "word": keep(archive, b"PK"), "tree": keep(archive, to_json.render(ready.document))}
        event = issued_event(ready.id, replace(ready.plan, sha256=files["issued"]), files)
        with record.transaction() as transaction:
            for person in persons_of(STEEL, ready.id, ready.plan):
                transaction.save_person(person)
            rows = rows_with(transaction, f"company/{STEEL}", [event])
            transaction.append(commit(f"company/{STEEL}", record.version(f"company/{STEEL}"), event, rows=rows))
    return made


def contents(data: bytes) -> Iterator[bytes]:
    """Yield everything that a file holds, unpacked: members of a zip, streams and strings of a PDF, the text under its letters."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                yield name.encode()
                yield content
                yield re.sub(rb"<[^>]*>", b"", content)
    elif data.startswith(b"%PDF"):
        yield from _in_pdf(data)
    else:
        yield re.sub(rb"<[^>]*>", b"", data)


def _in_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(BytesIO(data)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                yield each.read_bytes()
            plain = each.stream_dict if isinstance(each, pikepdf.Stream) else each
            yield plain.unparse() if isinstance(plain, pikepdf.Object) else repr(plain).encode()
    import pypdfium2  # noqa: PLC0415  # only here

    document = pypdfium2.PdfDocument(data)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    yield text.encode()
    yield re.sub(r"\s+", " ", text).encode()


def holds(data: bytes, words: str) -> bool:
    """Say whether a file holds words anywhere, in any of the ways in which files spell them, whatever their spaces."""
    forms = {words, words.replace("\xa0", " "), words.replace(" ", "\xa0"), "".join(words.split())}
    plain = [form.encode(code) for form in forms for code in ("utf-8", "utf-16-be", "utf-16-le")]
    needles = [*plain, *(each.hex().encode() for each in plain)]
    return any(needle.lower() in content.lower() for content in contents(data) for needle in needles)
