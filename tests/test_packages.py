"""A package holds everything, says what it is, proves itself, and goes out and in without loss."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pygfried
import pytest
from archives import CONTENTS, DELIVERY, MOMENT, accepted, case_file, packed, source, tree
from dossiers import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # noqa: TID251  # to read what was written
from test_html import faults  # noqa: F401  # a fixture

from agreements.archive.mdto import NAMESPACE
from agreements.archive.naming import LONGEST, Sidecar, allowed, made, safe
from agreements.archive.packing_slip import NAME, SUM_NAME, read_slip, slip_bytes
from agreements.archive.pronom import UNKNOWN, format_of
from agreements.archive.sip import INDEX, SUMS, write_package
from agreements.archive.transport import export, import_package
from agreements.archive.verifying import verify
from agreements.problems import AgreementsError

FORBIDDEN = set('<>:“"/\\|?*#& ')


def codes(package: Path, expected: str = "") -> list[tuple[str, str]]:
    return [(each.code, each.where.file) for each in verify(package, expected)]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(tmp_path_factory.mktemp("packages"))


def test_a_package_is_in_order_and_holds_every_document_untouched(package: Path) -> None:
    assert codes(package) == []
    assert set(CONTENTS.values()) <= set(tree(package).values())


def test_the_same_case_file_makes_the_same_package(package: Path, tmp_path: Path) -> None:
    assert tree(packed(tmp_path)) == tree(package)


def test_the_sha256_that_was_recorded_stands_for_all_of_it(tmp_path: Path) -> None:
    digest = write_package(tmp_path / "p", case_file(), source(), DELIVERY)
    assert codes(tmp_path / "p", digest) == []
    assert codes(tmp_path / "p", "0" * 64) == [("E948", NAME)]


def test_names_are_those_of_the_specification(package: Path) -> None:
    for path in package.glob("sip/**/*"):
        assert not FORBIDDEN & set(path.name)
        assert len(path.name) <= LONGEST
    contents = {path.name for path in package.glob("sip/*/*/*") if not path.name.endswith(".MDTO.xml")}
    assert contents == {"afspraak-getekend.pdf", "controle.json", "con-bestand.txt", "raar.bin", "register.jsonl"}
    assert all((path.parent / f"{path.name}.bestand.MDTO.xml").is_file() for path in package.glob("sip/*/*/*") if path.name in contents)
    assert all((folder / f"{folder.name}.MDTO.xml").is_file() for folder in package.glob("sip/**/*") if folder.is_dir())


def test_all_metadata_are_valid(package: Path) -> None:
    found = sorted(package.rglob("*.MDTO.xml"))
    assert len(found) == 2 * len(CONTENTS) + 1
    assert all(accepted(path.read_bytes()) for path in found)


def test_the_other_name_of_metadata_is_told_and_verified(tmp_path: Path) -> None:
    other = packed(tmp_path, sidecar=Sidecar.PLAIN)
    assert codes(other) == []
    assert (other / "sip/fabriek/001-signed/afspraak-getekend.pdf.MDTO.xml").is_file()
    assert sorted(path.name[:3] for path in (other / "sip/fabriek").iterdir() if path.is_dir()) == ["001", "002", "003", "004", "005"]
    slip = read_slip((other / NAME).read_bytes())
    assert slip is not None
    assert (slip.sidecar, slip.objects, slip.files, slip.contents) == (".MDTO.xml", 6, 5, 5)


def test_the_packing_slip_counts_what_is_there(package: Path) -> None:
    slip = read_slip((package / NAME).read_bytes())
    assert slip is not None
    assert (slip.objects, slip.files, slip.contents, slip.size) == (6, 5, 5, sum(map(len, CONTENTS.values())))
    assert (slip.id, slip.location, slip.made, slip.contact) == (DELIVERY.id, DELIVERY.location, MOMENT, DELIVERY.contact)
    assert slip.sip_hash == sha256((package / SUMS).read_bytes()).hexdigest()
    assert etree.fromstring((package / NAME).read_bytes()).findtext("titel") == "Dossier Fabriek & Zn."


def test_a_package_is_proved_without_us(package: Path) -> None:
    for sums in (SUM_NAME, SUMS):
        subprocess.run(["sha256sum", "--strict", "-c", sums], cwd=package, check=True, capture_output=True)  # noqa: S607  # of the machine


def test_the_page_says_what_each_file_is(package: Path) -> None:
    page = (package / INDEX).read_text(encoding="utf-8")
    for link in re.findall(r'href="([^"#]+)"', page):
        assert (package / link).is_file()
    assert page.count("<tr>") == 2 * (len(CONTENTS) + 1)
    for words in ("het ondertekende document", "the signed document", "fmt/479", "sha256sum -c", "Fabriek &lt;B.V.&gt;", 'lang="en"'):
        assert words in page
    assert re.findall(r"https?:|<script|src=", page) == []


@pytest.mark.proof
@pytest.mark.parametrize("width", [360, 1200])
def test_axe_finds_no_fault_in_the_page(faults: object, package: Path, width: int) -> None:  # noqa: F811  # the fixture
    assert callable(faults)
    page = (package / INDEX).read_text(encoding="utf-8")
    assert faults(page, "light", width) == ([], width)
    assert "html-has-lang" in faults(page.replace('<html lang="nl">', "<html>"), "light", width)[0]


# Altered anywhere


def altered(package: Path, path: str, content: bytes | None) -> list[tuple[str, str]]:
    """Return what is found while a file has other bytes, or is not there."""
    kept = (package / path).read_bytes()
    try:
        (package / path).unlink() if content is None else (package / path).write_bytes(content)
        return codes(package)
    finally:
        (package / path).write_bytes(kept)


def test_one_byte_anywhere_is_found_and_named(package: Path) -> None:
    for path, content in tree(package).items():
        step = max(1, len(content) // 12)
        for place in {*range(0, len(content), step), len(content) - 1}:
            other = bytearray(content)
            other[place] ^= 1
            named = [file for _, file in altered(package, path, bytes(other))]
            assert path in named or (path == SUM_NAME and NAME in named), (path, place)


@pytest.mark.proof
def test_thousands_of_bytes_of_a_package_are_watched(package: Path) -> None:
    for number, (path, content) in enumerate(tree(package).items()):
        for place in range(number % 7, len(content), 7):
            other = bytearray(content)
            other[place] ^= 1 << place % 8
            assert altered(package, path, bytes(other)), (path, place)


def test_what_is_missing_cut_off_or_longer_is_named(package: Path) -> None:
    for path, content in tree(package).items():
        for other in (None, b"", content[:-1], content + b"\n", content * 2):
            named = [file for _, file in altered(package, path, other)]
            assert path in named or (path == SUM_NAME and NAME in named), (path, other)


def test_what_was_put_there_later_is_named(tmp_path: Path) -> None:
    package = packed(tmp_path)
    (package / "sip/fabriek/extra.txt").write_text("x")
    (package / "sip/leeg").mkdir()
    (package / "koppeling").symlink_to(tmp_path)
    os.mkfifo(package / "pijp")
    found = codes(package)
    assert {file for code, file in found if code == "E946"} == {"sip/fabriek/extra.txt", "sip/leeg", "koppeling", "pijp"}
    assert ("E947", NAME) in found


def test_a_link_in_the_place_of_a_file_is_found(tmp_path: Path) -> None:
    package = packed(tmp_path)
    file = package / "sip/fabriek/002-verification/controle.json"
    file.rename(tmp_path / "elders")
    file.symlink_to(tmp_path / "elders")
    assert {("E946", "sip/fabriek/002-verification/controle.json"), ("E944", "sip/fabriek/002-verification/controle.json")} <= set(
        codes(package)
    )


def test_nothing_is_all_missing(tmp_path: Path) -> None:
    assert {file for _, file in codes(tmp_path / "nowhere")} == {NAME, SUM_NAME, SUMS}


def resealed(package: Path) -> None:
    """Make sums and packing slip anew over what is there, as somebody would who changed the content."""
    files = {path: content for path, content in tree(package).items() if path not in {NAME, SUM_NAME, SUMS}}
    sums = "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items())).encode()
    slip = read_slip((package / NAME).read_bytes())
    assert slip is not None
    (package / SUMS).write_bytes(sums)
    (package / NAME).write_bytes(slip_bytes(replace(slip, sip_hash=sha256(sums).hexdigest())))
    (package / SUM_NAME).write_text(f"{sha256((package / NAME).read_bytes()).hexdigest()}  {NAME}\n")


RESEALED: dict[str, tuple[Callable[[Path], object], str]] = {
    "other bytes": (lambda sip: (sip / "002-verification/controle.json").write_bytes(b'{"verdict": "valix"}'), "E949"),
    "longer": (lambda sip: (sip / "002-verification/controle.json").write_bytes(b"{}"), "E949"),
    "no metadata": (lambda sip: (sip / "002-verification/controle.json.bestand.MDTO.xml").unlink(), "E949"),
    "no file": (lambda sip: (sip / "002-verification/controle.json").unlink(), "E949"),
    "no object": (lambda sip: (sip / "002-verification/002-verification.MDTO.xml").unlink(), "E949"),
    "another parent": (lambda sip: rewritten(sip / "002-verification/002-verification.MDTO.xml", ">fabriek-2026<", ">elders<"), "E949"),
    "another name": (lambda sip: rewritten(sip / "002-verification/controle.json.bestand.MDTO.xml", ">controle.json<", ">x.json<"), "E949"),
    "no MDTO": (lambda sip: (sip / "fabriek.MDTO.xml").write_text("<a/>"), "E943"),
    "a name with a space": (lambda sip: (sip / "002-verification/controle.json").rename(sip / "002-verification/a b.json"), "E949"),
    "a file more": (lambda sip: (sip / "x.txt").write_text("x"), "E947"),
}


def rewritten(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.parametrize("name", RESEALED)
def test_metadata_that_no_longer_fit_are_found_under_a_seal_made_anew(tmp_path: Path, name: str) -> None:
    package = packed(tmp_path)
    digest = sha256((package / NAME).read_bytes()).hexdigest()
    action, code = RESEALED[name]
    action(package / "sip/fabriek")
    resealed(package)
    assert code in {found for found, _ in codes(package)}
    assert ("E948", NAME) in codes(package, digest)


# Made whole or not at all


def test_a_document_that_is_no_longer_itself_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(AgreementsError, match="E953"):
        write_package(tmp_path / "p", case_file(), lambda _: BytesIO(b"other"), DELIVERY)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_replaced(package: Path, tmp_path: Path) -> None:
    before = tree(package)
    with pytest.raises(AgreementsError, match="E952"):
        packed(package.parent)
    (tmp_path / "uit.zip").write_bytes(b"x")
    with pytest.raises(AgreementsError, match="E952"):
        export(package, tmp_path / "uit.zip")
    assert tree(package) == before
    assert [path.name for path in package.parent.iterdir()] == [package.name]


def test_a_case_file_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    case = case_file()
    for wrong in (replace(case, items=[*case.items, case.items[0]]), replace(case, items=case.items[:1], audit_trail=case.items[1])):
        with pytest.raises(AgreementsError, match="E950"):
            write_package(tmp_path / "p", wrong, source(), DELIVERY)
    with pytest.raises(AgreementsError, match="E941"):
        write_package(tmp_path / "p", case, source(), replace(DELIVERY, contact="a\nb"))
    assert list(tmp_path.iterdir()) == []


# Out and in


def test_out_and_in_loses_nothing(package: Path, tmp_path: Path) -> None:
    first = export(package, tmp_path / "een.zip")
    import_package(tmp_path / "een.zip", tmp_path / "in")
    assert tree(tmp_path / "in") == tree(package)
    assert export(tmp_path / "in", tmp_path / "twee.zip") == first
    assert (tmp_path / "een.zip").read_bytes() == (tmp_path / "twee.zip").read_bytes()
    assert sha256((tmp_path / "een.zip").read_bytes()).hexdigest() == first


NAMES = st.sampled_from(["a.pdf", "é ü.docx", "../x", "CON", "a" * 300, "", ".", "\u202egnp.exe", "b.json", "c.xml", "x/y.txt", "📄.yaml"])


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=300) | st.just(b"%PDF-1.4"), min_size=2, max_size=4))
def test_any_case_file_goes_out_and_in(tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes]) -> None:
    folder = tmp_path_factory.mktemp("out")
    digest = write_package(folder / "p", case_file(contents), source(contents), DELIVERY)
    assert codes(folder / "p", digest) == []
    export(folder / "p", folder / "p.zip")
    import_package(folder / "p.zip", folder / "q", digest)
    assert tree(folder / "q") == tree(folder / "p")
    assert all(allowed(path.name) for path in (folder / "p/sip").rglob("*") if not path.name.endswith(".MDTO.xml"))


def test_a_package_of_the_first_format_opens_for_ever(tmp_path: Path) -> None:
    frozen = ROOT / "tests/frozen/package-1.zip"
    import_package(frozen, tmp_path / "in", "b1bd00f855dde764436578747a23f5423b16cb56d3786707f2f8ae4ae759c6cb")
    assert set(CONTENTS.values()) <= set(tree(tmp_path / "in").values())
    export(tmp_path / "in", tmp_path / "out.zip")
    assert (tmp_path / "out.zip").read_bytes() == frozen.read_bytes()


def test_a_package_with_a_fault_goes_nowhere(tmp_path: Path) -> None:
    package = packed(tmp_path)
    (package / "sip/fabriek/002-verification/controle.json").write_bytes(b"{}")
    with pytest.raises(AgreementsError, match="E945"):
        export(package, tmp_path / "uit.zip")
    assert not (tmp_path / "uit.zip").exists()


def zipped(target: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            if not isinstance(name, zipfile.ZipInfo):
                info.create_system, info.external_attr, info.compress_type = 3, (stat.S_IFREG | 0o644) << 16, compression
            archive.writestr(info, content)
    return target


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


BAD_NAMES = (
    *("../x", "a/../../x", "/etc/x", "C:/x", "a\\b", "CON", "a/nul.txt", "LPT1.pdf", "a b", "a/", "./a", "a//b", "a.", ".a", "a\x01b", "~"),
    *("é", "e\u0301", "\u202ea", "a\u200bb", "ａ", "a:b", "a*", "x" * 256, "/".join("a" * 20), "a\u2024b", "a?", "a|b", "$x", "a%2e"),
)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_we_would_not_make_stays_outside(tmp_path: Path, name: str) -> None:
    assert not safe(name)
    file = zipped(tmp_path / "in.zip", [(name, b"x")])
    with pytest.raises(AgreementsError, match="E951"):
        import_package(file, tmp_path / "in")
    assert [path.name for path in tmp_path.iterdir()] == ["in.zip"]


def declared_small(file: Path) -> Path:
    """Make the table of contents tell of fewer bytes than there are."""
    content = file.read_bytes()
    return written(file, content.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little")))


def written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


HOSTILE: dict[str, tuple[Callable[[Path, bytes], Path], str, str]] = {
    "a link": (lambda file, _: zipped(file, [(link("a"), b"/etc/passwd")]), "E951", "@zip_form"),
    "a name twice": (lambda file, _: zipped(file, [("a", b"1"), ("A", b"2")]), "E951", "@zip_twice"),
    "a file that is a folder": (lambda file, _: zipped(file, [("a", b"1"), ("A/b", b"2")]), "E951", "@zip_twice"),
    "a bomb": (lambda file, _: zipped(file, [("a", b"0" * 10_000_000)], zipfile.ZIP_DEFLATED), "E951", "@zip_large"),
    "another compression": (lambda file, _: zipped(file, [("a", b"0")], zipfile.ZIP_BZIP2), "E951", "@zip_form"),
    "less told than there is": (lambda file, _: declared_small(zipped(file, [("a", b"0" * 1000)])), "E951", "@zip_damaged"),
    "no zip": (lambda file, _: written(file, b"PK\x03\x04 and no more"), "E951", "@zip_form"),
    "nothing": (lambda file, _: written(file, b""), "E951", "@zip_form"),
    "no package": (lambda file, _: zipped(file, [("a.txt", b"x")]), "E946", ""),
    "bytes before": (lambda file, good: written(file, b"#!/bin/sh\n" + good), "E951", "@zip_form"),
    "bytes after": (lambda file, good: written(file, good + b"\x00" * 10), "E951", "@zip_form"),
    "a comment": (lambda file, good: written(file, good[:-2] + b"\x03\x00abc"), "E951", "@zip_form"),
    "cut off": (lambda file, good: written(file, good[: len(good) // 2]), "E951", "@zip_form"),
    "another moment": (lambda file, good: written(file, good.replace(b"\x00\x00\x21\x00", b"\x00\x00\x22\x00")), "E951", "@zip_form"),
}
"""How each file is made, and with which code and reason it is refused."""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_archive_is_refused_and_leaves_nothing(package: Path, tmp_path: Path, name: str) -> None:
    export(package, tmp_path / "good.zip")
    good = (tmp_path / "good.zip").read_bytes()
    (tmp_path / "good.zip").unlink()
    make, code, reason = HOSTILE[name]
    file = make(tmp_path / "in.zip", good)
    with pytest.raises(AgreementsError) as caught:
        import_package(file, tmp_path / "in")
    first = caught.value.problems[0]
    assert (first.code, dict(first.arguments).get("reason", "")) == (code, reason)
    assert [path.name for path in tmp_path.iterdir()] == ["in.zip"]


def test_too_many_files_are_refused_before_any_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agreements.archive.transport.MANY", 3)
    with pytest.raises(AgreementsError, match="E951"):
        import_package(zipped(tmp_path / "in.zip", [(f"a{number}", b"") for number in range(4)]), tmp_path / "in")


def test_one_byte_anywhere_in_an_export_is_refused(package: Path, tmp_path: Path) -> None:
    export(package, tmp_path / "good.zip")
    content = (tmp_path / "good.zip").read_bytes()
    for place in range(0, len(content), len(content) // 60):
        other = bytearray(content)
        other[place] ^= 1
        (tmp_path / "in.zip").write_bytes(other)
        with pytest.raises(AgreementsError):
            import_package(tmp_path / "in.zip", tmp_path / "in")


def test_a_table_of_contents_without_end_is_not_read(package: Path, tmp_path: Path) -> None:
    export(package, tmp_path / "good.zip")
    content = (tmp_path / "good.zip").read_bytes()
    large = (2**31).to_bytes(4, "little")
    longer = content[:-10] + large + content[-6:]
    end64 = b"PK\6\6" + bytes(20) + b"\xff" * 32 + b"PK\6\7" + bytes(16)
    for number, wrong in enumerate(
        (longer, content[:-22] + end64 + content[-22:], content[-22:-1], content[:-12] + b"\xff\xff" + content[-10:])
    ):
        file = written(tmp_path / f"{number}.zip", wrong)
        with pytest.raises(AgreementsError, match="E951"):
            import_package(file, tmp_path / "in")


def test_a_place_that_cannot_be_written_is_said(package: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for action in (lambda: packed(tmp_path / "file"), lambda: export(package, tmp_path / "file/uit.zip")):
        with pytest.raises(AgreementsError, match="E506"):
            action()


@pytest.mark.parametrize("place", [-10, -8, -6, -4])
@pytest.mark.parametrize("value", [1, 127, 255])
def test_a_table_of_contents_that_points_elsewhere_is_refused(package: Path, tmp_path: Path, place: int, value: int) -> None:
    export(package, tmp_path / "good.zip")
    content = bytearray((tmp_path / "good.zip").read_bytes())
    content[place : place + 2] = bytes([value, value])
    with pytest.raises(AgreementsError, match="E951"):
        import_package(written(tmp_path / "in.zip", bytes(content)), tmp_path / "in")


def test_a_file_that_is_not_there_cannot_be_imported(tmp_path: Path) -> None:
    with pytest.raises(AgreementsError, match="E506"):
        import_package(tmp_path / "nowhere.zip", tmp_path / "in")


# Formats and names


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_becomes_a_name_that_is_allowed(text: str) -> None:
    assert allowed(f"{made(text)}.pdf")
    assert safe(f"{made(text)}.pdf.bestand.MDTO.xml")


@pytest.mark.parametrize("sign", sorted(FORBIDDEN))
def test_signs_that_the_specification_forbids(sign: str) -> None:
    assert not allowed(f"a{sign}b.pdf")
    assert allowed("a-b.pdf")
    assert not allowed("a.b.pdf")
    assert not allowed("a" * 256)


PDF = (
    "%PDF-{}\n%âãÏÓ\n1 0 obj<</Type/Metadata/Subtype/XML/Length 3>>stream\n"
    '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">{}</rdf:Description></rdf:RDF></x:xmpmeta>'
    "\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)
CLAIM = "<pdfaid:part>{}</pdfaid:part><pdfaid:conformance>{}</pdfaid:conformance>"
SAMPLES: dict[str, bytes] = {
    **{f"{version}.pdf": PDF.format(version, "").encode("latin-1") for version in ("1.3", "1.4", "1.5", "1.6", "1.7", "2.0")},
    **{
        f"{claim}.pdf": PDF.format("1.7", CLAIM.format(*claim)).encode("latin-1")
        for claim in ("1A", "1B", "2A", "2B", "2U", "3A", "3B", "3U")
    },
    "a.json": b'{"a": 1}',
    "a.jsonl": b'{"a":1}\n{"b":2}\n',
    "a.yaml": b"format: 1\na: b\n",
    "a.txt": "hé wereld\n".encode(),
    "a.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<a/>',
    "a.html": b'<!DOCTYPE html>\n<html lang="nl"><head><title>x</title></head><body></body></html>',
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_register_of_formats_says_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAMPLES[name])
    assert format_of(tmp_path / name).id == pygfried.identify(str(tmp_path / name))


@pytest.mark.parametrize("content", [b"\x00\x01", b"PK\x03\x04", b"%PDF-9.9\n", b"\xff\xfe", "é".encode("latin-1")])
def test_what_is_not_known_is_not_guessed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert format_of(tmp_path / "a.txt") is UNKNOWN


def test_metadata_name_their_place_in_the_standard(package: Path) -> None:
    root = etree.parse(str(package / "sip/fabriek/fabriek.MDTO.xml")).getroot()
    assert [each.tag for each in root] == [f"{{{NAMESPACE}}}informatieobject"]
    assert root.findtext(f".//{{{NAMESPACE}}}betrokkene//{{{NAMESPACE}}}identificatieKenmerk") == "12345678"
