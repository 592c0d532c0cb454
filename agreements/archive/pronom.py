"""Which format a file has, by what stands in it, with its id in PRONOM, the register of the National Archives (UK).

A small table for what maatwerk makes and holds. A PDF/A is known by what its metadata claim, as in every register of formats; whether the
claim is true is for a validator. Text formats that look like any other text are known by their name, and only when they are readable text.
"""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from agreements.model.archival import Concept, Reference


class Format(NamedTuple):
    """A format: its id in PRONOM, its name there and the ending of file names."""

    id: str
    name: str
    ending: str


_PDF_VERSIONS = {"1.0": 14, "1.1": 15, "1.2": 16, "1.3": 17, "1.4": 18, "1.5": 19, "1.6": 20, "1.7": 276, "2.0": 1129}
_PDFA = {"1a": 95, "1b": 354, "2a": 476, "2b": 477, "2u": 478, "3a": 479, "3b": 480, "3u": 481}
DOCX = Format("fmt/412", "Microsoft Word for Windows (OOXML)", ".docx")
XML = Format("fmt/101", "Extensible Markup Language", ".xml")
HTML = Format("fmt/471", "Hypertext Markup Language 5", ".html")
JSON = Format("fmt/817", "JSON Data Interchange Format", ".json")
JSONL = Format("fmt/2054", "JSON Lines", ".jsonl")
YAML = Format("fmt/818", "YAML", ".yaml")
TEXT = Format("x-fmt/111", "Plain Text File", ".txt")
UNKNOWN = Format("", "application/octet-stream", ".bin")
_BY_ENDING = {".json": JSON, ".jsonl": JSONL, ".yaml": YAML, ".yml": YAML, ".txt": TEXT}
_HEAD = 64 * 1024
_LARGEST_XMP = 4 * 1024 * 1024
_XMP = re.compile(rb"/(?:Type\s*/Metadata|Subtype\s*/XML)\b[^>]{0,400}>>\s*stream\r?\n")
_CLAIM = re.compile(rb"pdfaid:(part|conformance)(?:>|=[\"'])\s*([1-4A-Za-z])")


def format_of(path: Path, name: str = "") -> Format:
    """Return the format of a file that is known as `name`; UNKNOWN when it is none of ours. Raise OSError when it cannot be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"%PDF-"):
        return _pdf(path, head)
    if head.startswith(b"PK\x03\x04"):
        return DOCX if _is_word(path) else UNKNOWN
    return _text(head, Path(name or path.name).suffix.lower())


def concept(found: Format) -> Concept:
    """Return a format as metadata name it; one that PRONOM does not know by us by its media type."""
    if found.id:
        return Concept(found.name, found.id, source=Reference("PRONOM-register"))
    return Concept(found.name, source=Reference("IANA Media Types"))


def _pdf(path: Path, head: bytes) -> Format:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        claim = _claim(content)
    if claim in _PDFA:
        return Format(f"fmt/{_PDFA[claim]}", f"Acrobat PDF/A - Portable Document Format {claim}", ".pdf")
    version = head[5:8].decode("ascii", "replace")
    number = _PDF_VERSIONS.get(version)
    return Format(f"fmt/{number}", f"Acrobat PDF {version} - Portable Document Format", ".pdf") if number else UNKNOWN


def _claim(content: mmap.mmap) -> str:
    """Return part and level of PDF/A that the metadata claim, as 3a; of several revisions the last claims."""
    found = ""
    for stream in _XMP.finditer(content):
        said = dict(_CLAIM.findall(_packet(content, stream.end())))
        if b"part" in said:
            found = (said[b"part"] + said.get(b"conformance", b"")).decode().lower()
    return found


def _packet(content: mmap.mmap, start: int) -> bytes:
    end = content.find(b"endstream", start, start + _LARGEST_XMP)
    stream = content[start:end] if end > 0 else b""
    try:
        return zlib.decompressobj().decompress(stream, _LARGEST_XMP)
    except zlib.error:  # it was not compressed
        return stream


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _text(head: bytes, ending: str) -> Format:
    if not _readable(head):
        return UNKNOWN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    if start.startswith(b"<?xml"):
        return XML
    return _BY_ENDING.get(ending, TEXT)


def _readable(head: bytes) -> bool:
    """Say whether these first bytes are UTF-8 text; a character that is cut off at the end is none the less."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > _HEAD - 4 and b"\x00" not in head
    return b"\x00" not in head
