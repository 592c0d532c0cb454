"""The gate before a workbook is opened: what is in the package, by its table of contents and its bytes, before any XML is parsed.

A workbook that people keep a list in has text, styles and sheets. Macros, other files, links to other workbooks, a DOCTYPE, encrypted or
doubled parts, and anything that would grow beyond measure have no place in it. In UTF-8 a DOCTYPE can only be written as such, so that its
bytes tell; other encodings are refused. Without a DOCTYPE there are no entities, and nothing that a reader of XML would fetch or multiply.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from agreements.problems import AgreementsError, Where, problem

LIMIT_PACKED = 16 * 1024 * 1024
LIMIT_MEMBERS = 500
LIMIT_UNPACKED = 48 * 1024 * 1024
"""A list of a thousand companies with all their facts has some ten million bytes unpacked."""

LIMIT_TAGS = 2_000_000
LIMIT_SHARED = 800_000
LIMIT_OTHER = 100_000
"""How much XML there may be in the sheets together, in the table of texts, and in any other part: a tag can be five bytes, and cost a
hundred times that when it is read."""

LIMIT_RATIO = 200
_FROM = 1024 * 1024
"""Below so many bytes no ratio of packing can hurt."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MACROS = re.compile(r"vbaproject|macrosheets|activex|ctrlprops|customui", re.IGNORECASE)
_EMBEDDED = re.compile(r"embeddings|oleobject|\.bin$", re.IGNORECASE)
_LINKS = re.compile(r"externallinks|connections\.xml|querytables|xl/model|webextensions", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_PRINTER = re.compile(r"xl/printerSettings/[\w.]+\.bin", re.IGNORECASE)
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def pass_gate(content: bytes, shown: str) -> None:
    """Raise AgreementsError unless a workbook may be opened; `shown` is the name that people know the file by."""
    if len(content) > LIMIT_PACKED:
        raise AgreementsError(problem("E102", Where(shown), size=len(content), limit=LIMIT_PACKED))
    if not content.startswith(_ZIP):
        raise _unreadable(shown, "@old_excel" if content.startswith(_OLE) else "@no_workbook")
    try:
        with ZipFile(BytesIO(content)) as package:
            if reason := _contents(package) or _parts(package):
                raise AgreementsError(problem("E761", Where(shown), file=shown, reason=reason))
    except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError):
        raise _unreadable(shown, "@broken_workbook") from None


def _unreadable(shown: str, reason: str) -> AgreementsError:
    return AgreementsError(problem("E760", Where(shown), file=shown, reason=reason))


def _contents(package: ZipFile) -> str:
    """Return why the table of contents keeps a package shut, or nothing."""
    members = package.infolist()
    names = [member.filename for member in members]
    total = sum(member.file_size for member in members)
    reasons = {
        "@too_many_parts": len(members) > LIMIT_MEMBERS,
        "@twice_inside": len({name.casefold() for name in names}) < len(names),
        "@too_large_unpacked": total > LIMIT_UNPACKED
        or any(member.file_size > max(_FROM, LIMIT_RATIO * member.compress_size) for member in members),
        "@encrypted_part": any(member.flag_bits & 1 for member in members),
        "@macros": any(map(_MACROS.search, names)),
        "@external_links": any(map(_LINKS.search, names)),
        "@embedded": any(_EMBEDDED.search(name) and not _PRINTER.fullmatch(name) for name in names),
    }
    return next((reason for reason, found in reasons.items() if found), "")


def _parts(package: ZipFile) -> str:
    """Return why the XML of a package keeps it shut, or nothing; a member never gives more bytes than the table of contents says."""
    sheets = 0
    for name in package.namelist():
        if not name.casefold().endswith(_XML):
            continue
        part = package.read(name)
        if fault := _fault(part):
            return fault
        tags = part.count(b"<")
        is_sheet = name.casefold().startswith("xl/worksheets/")
        sheets += tags if is_sheet else 0
        most = LIMIT_SHARED if name.casefold() == "xl/sharedstrings.xml" else LIMIT_OTHER
        if sheets > LIMIT_TAGS or (not is_sheet and tags > most):
            return "@too_large_unpacked"
    return ""


def _fault(part: bytes) -> str:
    stated = _ENCODING.match(part)
    if part.startswith(_WIDE) or (stated and stated[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}):
        return "@not_utf8"
    return "@doctype" if b"<!DOCTYPE" in part or b"<!ENTITY" in part else ""
