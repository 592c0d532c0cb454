"""The parts of a Word file and how they hang together; python-docx writes the package, and the zip is made anew without clock."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from agreements.drafting.document import Division, Document, Furniture, nodes, plain
from agreements.formats.to_json import as_data
from agreements.formats.word.body import BLOCK, bookmark
from agreements.formats.word.markup import HEAD, LANGUAGES, NAMESPACES, complex_field, paragraph, tab, twips, words
from agreements.formats.word.theme import theme_xml
from agreements.formats.word.typefaces import font_table, typefaces
from agreements.formats.xmltext import attribute, clean
from agreements.model.canonical import digest

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can hold; the same file must have the same bytes."""

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands in the margins of pages: the header, that of the first page, and the footer, each as paragraphs."""

    header: str
    first: str
    footer: str


def package(
    document: Document,
    content: tuple[bytes, bytes, bytes],
    pictures: Sequence[bytes] = (),
    *,
    identified: bool = True,
    redlined: Margins | None = None,
) -> bytes:
    """Return the bytes of a Word file; `content` is its body, its styles and its numbering, `pictures` are PNG images in their order.

    Unless `identified`, nothing is in it by which document and clauses are known again. `redlined` are the margins of a redline, in which
    whoever goes on working leaves tracked changes too.
    """
    body, styles, numbering = content
    margins = redlined or _margins(document.furniture)
    whole = OpcPackage()
    main = _part(whole, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, body)
    whole.load_rel(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main, "rIdDocument")
    for name, kind, relation, part_content in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles),
        ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, _settings(document.language, tracked=redlined is not None)),
        ("theme", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme_xml()),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table()),
        ("header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, _part_of_margin("hdr", margins.header)),
        ("firstHeader", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, _part_of_margin("hdr", margins.first)),
        ("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, _part_of_margin("ftr", margins.footer)),
    ):
        part = _part(whole, f"/word/{name}.xml", kind, part_content)
        main.load_rel(relation, part, f"rId{name.capitalize()}")
        if name == "fontTable":
            _embed(part, whole)
    for number, picture in enumerate(pictures, 1):
        part = _part(whole, f"/word/media/figure{number}.png", CONTENT_TYPE.PNG, picture)
        main.load_rel(RELATIONSHIP_TYPE.IMAGE, part, f"rIdFigure{number}")
    for name, kind, relation, part_content in (
        ("core", CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES, _core(document)),
        ("app", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, _application()),
        *([("custom", CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES, _identity(document))] if identified else []),
    ):
        whole.load_rel(relation, _part(whole, f"/docProps/{name}.xml", kind, part_content), f"rId{name.capitalize()}")
    return _without_clock(whole)


def _part(whole: OpcPackage, name: str, kind: str, content: bytes) -> Part:
    return Part(PackURI(name), kind, content, cast("Package", whole))


def _embed(table: Part, whole: OpcPackage) -> None:
    """Put the typefaces into the file, so that pages look the same where they are not installed."""
    for number, face in enumerate(typefaces(), 1):
        table.load_rel(RELATIONSHIP_TYPE.FONT, _part(whole, f"/word/fonts/font{number}.odttf", _FONT, face.content), face.id)


def _without_clock(whole: OpcPackage) -> bytes:
    """Return the package with its members in a fixed order, content types first as readers expect, and no time of writing."""
    parts = list(whole.iter_parts())
    members = {part.partname.membername: part.blob for part in parts}
    members |= {part.partname.rels_uri.membername: part.rels.xml for part in parts if len(part.rels)}
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        _write(target, "[Content_Types].xml", _content_types(parts))
        _write(target, "_rels/.rels", whole.rels.xml)
        for name in sorted(members):
            _write(target, name, members[name])
    return result.getvalue()


def _write(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    target.writestr(member, content, compresslevel=6)


def _content_types(parts: list[Part]) -> bytes:
    """Return what each part is; relations are the only members without a line of their own."""
    relations = f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
    lines = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in sorted(parts, key=lambda each: each.partname)
    )
    return f'{HEAD}<Types xmlns="{_CONTENT_TYPES}">{relations}{lines}</Types>'.encode()


def _settings(language: str, *, tracked: bool) -> bytes:
    revisions = "<w:trackRevisions/>" if tracked else ""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/>{revisions}<w:defaultTabStop w:val="{twips(12)}"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGES[language]}"/><w:decimalSymbol w:val="{"," if language == "nl" else "."}"/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


_RULE = '<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="4" w:color="000000"/></w:pBdr>'
_ENDS = f'<w:tabs><w:tab w:val="right" w:pos="{twips(BLOCK)}"/></w:tabs>'


def _margins(furniture: Furniture) -> Margins:
    """Return the margins of a draft; the first page has the notices above its title instead of in its header."""
    end = tab() + words(furniture.header_end, "<w:b/>") if furniture.header_end else ""
    first = header(words(furniture.header_start) + end)
    return Margins(
        first + "".join(paragraph("HeaderNotice", words(notice)) for notice in furniture.notices),
        first,
        footer(words(furniture.footer_start), words(f"{furniture.page_before} "), words(f" {furniture.page_between} ")),
    )


def header(content: str) -> str:
    """Return the line of a header."""
    return paragraph("Header", content, _RULE.format(side="bottom") + _ENDS)


def footer(start: str, before: str, between: str) -> str:
    """Return a footer: what it begins with, and the number of the page between two words."""
    page = f"{before}{complex_field('PAGE', '1')}{between}{complex_field('NUMPAGES', '1')}"
    return paragraph("Footer", start + tab() + page, _RULE.format(side="top") + _ENDS)


def _part_of_margin(name: str, content: str) -> bytes:
    return f"{HEAD}<w:{name} {NAMESPACES}>{content}</w:{name}>".encode()


def _core(document: Document) -> bytes:
    """Return title and language; no person, and no time but the printed date."""
    title = f"{document.title} {plain(document.subtitle)}".rstrip()
    moment = f"{document.date}T00:00:00Z" if document.date else ""
    stamps = (
        "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified"))
        if moment
        else ""
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{clean(title)}</dc:title>'
        f"<dc:language>{LANGUAGES[document.language]}</dc:language>{stamps}</cp:coreProperties>"
    ).encode()


def _application() -> bytes:
    return f'{HEAD}<Properties xmlns="{_EXTENDED}"><Application>maatwerk</Application></Properties>'.encode()


def _identity(document: Document) -> bytes:
    """Return what identifies document and clauses when the file comes back: kind, versions and digests; nothing that is not in the tree."""
    facts = {
        "maatwerk.format": str(document.format),
        "maatwerk.kind": document.kind,
        "maatwerk.identifier": document.identifier,
        "maatwerk.language": document.language,
        "maatwerk.version": document.version,
        "maatwerk.template": document.template_version,
        "maatwerk.tree": digest(as_data(document)),
    }
    for node in nodes(document):
        if isinstance(node, Division) and node.clause:
            facts[f"maatwerk.clause.{bookmark(node.uid)}"] = f"{node.clause.id} {node.clause.version} {node.clause.digest}"
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={attribute(name)}><vt:lpwstr>{clean(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(facts.items(), 2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{properties}</Properties>'.encode()
