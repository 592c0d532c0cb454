"""Names of folders and files in a package: ours, never taken over as they came, and such as the MDTO SIP specification allows."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

LONGEST = 255
_FORBIDDEN = set('<>:“”"/\\|?*#& ')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_SEGMENT = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", re.ASCII)
_DEEPEST = 16
_ROOM = 120
"""Characters for the part of a name that a person chose; number, ending and `.bestand.MDTO.xml` come after it."""


class Sidecar(StrEnum):
    """How the metadata of a file are called: the specification has both, so that a package says which it used."""

    FILE = ".bestand.MDTO.xml"
    PLAIN = ".MDTO.xml"


OBJECT = ".MDTO.xml"
"""Metadata of an object lie in its folder under this ending."""


def allowed(name: str) -> bool:
    """Say whether the specification allows the name of an object or file; a point is for its ending only."""
    stem, _, ending = name.rpartition(".") if "." in name else (name, "", "x")
    fits = stem and ending and "." not in stem and len(name) + len(Sidecar.FILE) <= LONGEST
    return bool(fits) and not _FORBIDDEN & set(name) and name.isprintable()


def made(text: str, otherwise: str = "bestand") -> str:
    """Return a name made of what somebody called it: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_]+", "-", plain)[:_ROOM].strip("-")
    return f"{name or otherwise}-{otherwise}" if _DEVICES.fullmatch(name) or not name else name


def safe(path: str) -> bool:
    """Say whether a path in a package or archive is one that we could have made; whatever else it is, it stays outside."""
    parts = path.split("/")
    each = all(len(part) <= LONGEST and _SEGMENT.fullmatch(part) and not _DEVICES.fullmatch(part) for part in parts)
    return each and len(parts) <= _DEEPEST
