"""The same words and numbers in every format, for every template, language and sample; also after LibreOffice has had the Word file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import words_docx
from drafts import REST, SOME, Subject, drafted, in_both
from judges.words import words as words_of_tree
from judges.words import words_of_page
from lxml import etree  # noqa: TID251  # to read what was written
from trees import every_node

from agreements.drafting.document import Document
from agreements.formats import render

EVERY_NODE = Subject("every-node", "")
CASES = [(EVERY_NODE, "nl"), *in_both(SOME)]


def document(subject: Subject, language: str) -> Document:
    return every_node() if subject == EVERY_NODE else drafted(subject, language)


def without_rules(words: list[str]) -> list[str]:
    """Leave out what is drawn to write on."""
    return [word for word in words if word.strip("_")]


def of_json(data: bytes) -> list[str]:
    """Return the printed words of the JSON tree, told by its own field names."""
    tree = json.loads(data)
    top = [tree["title"], _inlines(tree["subtitle"]), *tree["furniture"]["notices"]]
    return " ".join([*top, *(text for part in tree["parts"] for text in _block(part))]).split()


def _inlines(items: list[dict[str, Any]]) -> str:
    return "".join(_inline(item) for item in items)


def _inline(item: dict[str, Any]) -> str:
    match item["node"]:
        case "Strong" | "Emphasis":
            return _inlines(item["children"])
        case "Blank":
            return f"[{item['label']}]"
        case "FillIn":
            return ""
        case _:
            return str(item["text"])


def _block(item: dict[str, Any]) -> list[str]:
    match item["node"]:
        case "Division":
            head = [item["marker"], _inlines(item["heading"]), _inlines(item["note"])]
            return [*head, *(text for child in item["children"] for text in _block(child))]
        case "Definition":
            return [f"{item['name']}: {_inlines(item['children'])}"]
        case "Table":
            cells = [_inlines(cell) for row in item["rows"] for cell in row]
            return [_inlines(item["caption"]), *(_inlines(column["children"]) for column in item["columns"]), *cells]
        case "Figure":
            return [_inlines(item["caption"])]
        case "SignatureBlock":
            labels = [space["label"] for space in item["spaces"] if space["space"] != "signature"]
            return [_inlines(item["party"]), _inline(item["name"]), _inline(item["function"]), *labels]
        case _:
            return [_inlines(item["children"])]


def of_akn(data: bytes) -> list[str]:
    root = etree.fromstring(data)
    akn = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    inline = {f"{akn}{name}" for name in ("b", "i", "def", "term", "ref", "placeholder", "fillIn", "omissis", "docTitle")}

    def walk(element: etree._Element) -> str:
        if element.tag == f"{akn}meta" or element.get("class") == "status":
            return element.tail or ""
        space = "" if element.tag in inline else " "
        return f"{space}{element.text or ''}{''.join(map(walk, element))}{space}{element.tail or ''}"

    return walk(root).split()


def of_text(data: bytes, source: Document) -> list[str]:
    words = data.decode().split()
    status = source.furniture.header_end.split()
    assert words[: len(status)] == status
    return [
        word.removesuffix(":") if after.startswith("____") else word
        for word, after in zip(words[len(status) :], [*words[len(status) + 1 :], ""], strict=True)
    ]


def of_pdf(data: bytes, source: Document) -> list[str]:
    """Return the words of the pages without what stands in their margins."""
    furniture = source.furniture
    words: list[str] = []
    pages = pypdfium2.PdfDocument(data)
    for number, page in enumerate(pages, 1):
        text = " ".join(page.get_textpage().get_text_range().replace("\ufffe", "-").split())
        count = f"{furniture.page_before} {number} {furniture.page_between} {len(pages)}"
        notices = furniture.notices if number > 1 else ()
        for margin in filter(None, (furniture.header_start, furniture.header_end, *notices, furniture.footer_start, count)):
            margin_words = " ".join(margin.split())
            assert margin_words in text, (number, margin_words)
            head, _, tail = (
                text.rpartition(margin_words) if text.endswith(margin_words) or margin_words == count else text.partition(margin_words)
            )
            text = f"{head} {tail}"
        words += text.split()
    return words


def of(name: str, data: bytes, source: Document) -> list[str]:
    match name:
        case "json":
            return of_json(data)
        case "akn":
            return of_akn(data)
        case "txt":
            return of_text(data, source)
        case "html":
            return words_of_page(data.decode())
        case "docx":
            return words_docx.words(data)
        case _:
            return of_pdf(data, source)


@pytest.mark.parametrize("name", ["json", "akn", "txt", "html", "docx", "pdf"])
@pytest.mark.parametrize(("subject", "language"), CASES, ids=str)
def test_a_format_has_the_words_and_numbers_of_the_tree(subject: Subject, language: str, name: str) -> None:
    source = document(subject, language)
    assert without_rules(of(name, render(source, name), source)) == words_of_tree(source)


@pytest.mark.proof
@pytest.mark.parametrize(("subject", "language"), in_both(REST), ids=str)
def test_every_example_has_the_same_words_in_every_format(subject: Subject, language: str) -> None:
    source = document(subject, language)
    for name in ("json", "akn", "txt", "html", "docx", "pdf"):
        assert without_rules(of(name, render(source, name), source)) == words_of_tree(source), name


@pytest.mark.proof
@pytest.mark.parametrize(("subject", "language"), CASES, ids=str)
def test_libreoffice_shows_the_same_words_and_numbers(subject: Subject, language: str, tmp_path: Path) -> None:
    source = document(subject, language)
    (tmp_path / "concept.docx").write_bytes(render(source, "docx"))
    made = through_libreoffice(tmp_path / "concept.docx", "pdf")
    read, meant = ("".join(each).replace("\u2011", "-") for each in (without_rules(of_pdf(made, source)), words_of_tree(source)))
    assert read == meant  # LibreOffice draws a no-break hyphen as a hyphen, and a word that is broken at one is read as two


def through_libreoffice(path: Path, kind: str) -> bytes:
    """Return the file that LibreOffice makes of a Word file."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed"
    folder = path.parent / "made"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run([office, profile, "--headless", "--convert-to", kind, "--outdir", folder, path], check=True, capture_output=True)
    return (folder / path.with_suffix(f".{kind}").name).read_bytes()


def identity(data: bytes) -> set[str]:
    """Return the names of bookmarks and properties that say which clause is which."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        body, custom = (archive.read(name).decode() for name in ("word/document.xml", "docProps/custom.xml"))
    return set(re.findall(r'w:name="(maw_[^"]+)"', body)) | set(re.findall(r'name="(maatwerk[^"]+)"', custom))


@pytest.mark.proof
@pytest.mark.parametrize("subject", ["cosun", "yara-sluiskil"], ids=["ends with a line", "ends with a table"])
def test_clauses_can_be_found_again_after_libreoffice_has_saved_the_file(subject: str, tmp_path: Path) -> None:
    sent = render(document(Subject(subject, "eop"), "nl"), "docx")
    (tmp_path / "concept.docx").write_bytes(sent)
    assert len(identity(sent)) > 50
    saved = identity(through_libreoffice(tmp_path / "concept.docx", "docx"))
    assert {name.removesuffix("_Copy_1") for name in saved} == identity(sent)
