"""Reads the objects of a PDF that WeasyPrint wrote, enough to see its tags; written for tests alone."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

TOKEN = re.compile(rb"<<|>>|\[|\]|/[^\s/<>\[\]()]*|\d+ \d+ R|\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>|[^\s/<>\[\]()]+", re.DOTALL)
STREAM = re.compile(rb"(\d+) 0 obj\n<<(.*?)>>\nstream\n(.*?)\nendstream", re.DOTALL)


@dataclass
class Pdf:
    """The objects of a file by number: those in object streams parsed, of streams the bytes."""

    objects: dict[int, object] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)

    def at(self, reference: object) -> object:
        """Return what a reference points to, or the thing itself when it is none."""
        return self.objects[int(reference.split()[0])] if isinstance(reference, str) and reference.endswith(" R") else reference

    def the(self, kind: str) -> dict[str, object]:
        """Return the one object of a type."""
        (found,) = [each for each in self.objects.values() if isinstance(each, dict) and each.get("Type") == f"/{kind}"]
        return found

    def every(self, kind: str) -> list[dict[str, object]]:
        """Return the objects of a type."""
        return [each for each in self.objects.values() if isinstance(each, dict) and each.get("Type") == f"/{kind}"]


def read(data: bytes) -> Pdf:
    """Return the objects of a file."""
    pdf = Pdf()
    for number, head, body in STREAM.findall(data):
        content = zlib.decompress(body)
        pdf.streams[int(number)] = content
        pdf.heads[int(number)] = head.decode("latin-1")
        if b"/ObjStm" in head:
            _unpack(pdf, content, int(re.findall(rb"/First (\d+)", head)[0]))
    return pdf


def _unpack(pdf: Pdf, content: bytes, first: int) -> None:
    index = list(map(int, content[:first].split()))
    for number, start, end in zip(index[::2], index[1::2], [*index[3::2], len(content)], strict=True):
        pdf.objects[number] = _value(iter(TOKEN.findall(content[first + start : first + end])))


def _value(tokens: object, token: bytes | None = None) -> object:
    token = next(tokens) if token is None else token  # type: ignore[call-overload]  # an iterator of bytes
    if token == b"<<":
        return _dictionary(tokens)
    if token == b"[":
        return _array(tokens)
    if token.startswith(b"<"):
        raw = bytes.fromhex(token[1:-1].decode())
        return raw.decode("utf-16") if raw[:2] == b"\xfe\xff" else raw.hex()
    if token.startswith(b"("):
        return re.sub(rb"\\(.)", rb"\1", token[1:-1]).decode("latin-1")
    return int(token) if token.isdigit() else token.decode()


def _dictionary(tokens: object) -> dict[str, object]:
    result: dict[str, object] = {}
    while (key := next(tokens)) != b">>":  # type: ignore[call-overload]  # an iterator of bytes
        result[key[1:].decode()] = _value(tokens)
    return result


def _array(tokens: object) -> list[object]:
    result: list[object] = []
    while (token := next(tokens)) != b"]":  # type: ignore[call-overload]  # an iterator of bytes
        result.append(_value(tokens, token))
    return result
