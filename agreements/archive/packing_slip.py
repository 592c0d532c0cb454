"""The packing slip (pakbon) of a package: what it holds, from whom, for whom, and the hash under which all of it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from xml.sax.saxutils import escape, unescape

from agreements.problems import AgreementsError, Where, problem

NAME, SUM_NAME = "pakbon.xml", "pakbon.xml.sha256"
_HEAD, _FOOT = '<?xml version="1.0" encoding="UTF-8"?>\n<pakbon format="1">\n', "</pakbon>\n"
_LINE = re.compile(r"  <(\w+)>([^<>\n]+)</\1>")
_ELEMENTS = (
    *("identificatie", "titel", "doellocatie", "hash", "tijdstip", "archiefvormer", "contact", "aantalInformatieobjecten"),
    *("aantalBestanden", "aantalAndereBestanden", "omvang", "bijzonderheden", "sidecar"),
)
_COUNTS = ("objects", "files", "contents", "size")


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is in a package: objects, files, files that are no metadata, and the bytes of these."""

    objects: int
    files: int
    contents: int
    size: int


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """The packing slip; `sip_hash` is the SHA-256 of `sha256sums.txt`, which holds that of every other file."""

    id: str
    title: str
    location: str
    sip_hash: str
    made: str
    creator: str
    contact: str
    objects: int
    files: int
    contents: int
    size: int
    remarks: str
    sidecar: str

    @property
    def counts(self) -> Counts:
        """What it says that there is."""
        return Counts(self.objects, self.files, self.contents, self.size)


def slip_bytes(slip: PackingSlip) -> bytes:
    """Return a packing slip as XML; raise AgreementsError for a text that is empty or does not stand on one line."""
    values = [str(getattr(slip, each.name)) for each in fields(slip)]
    for element, value in zip(_ELEMENTS, values, strict=True):
        if not value.strip() or not value.isprintable():
            raise AgreementsError(problem("E941", Where(NAME), element=element, value=value, expected="@a_line"))
    lines = (f"  <{element}>{escape(value)}</{element}>\n" for element, value in zip(_ELEMENTS, values, strict=True))
    return f"{_HEAD}{''.join(lines)}{_FOOT}".encode()


def read_slip(content: bytes) -> PackingSlip | None:
    """Return the packing slip in a file, or None when these are not the bytes of one."""
    try:
        text = content.decode().removeprefix(_HEAD).removesuffix(_FOOT)
        values = [unescape(found[2]) for line in text.splitlines() if (found := _LINE.fullmatch(line))]
        given = dict(zip((each.name for each in fields(PackingSlip)), values, strict=True))
        slip = PackingSlip(**{name: int(value) if name in _COUNTS else value for name, value in given.items()})  # type: ignore[arg-type]
        return slip if slip_bytes(slip) == content else None
    except (ValueError, AgreementsError):
        return None
