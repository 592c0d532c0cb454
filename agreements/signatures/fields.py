"""Adds signature fields to an issued PDF, before anybody signs: tagged and named, so that PDF/A-3a and PDF/UA-1 still hold.

Every field is there before the first signature; a field that appears later is therefore never ours. ISO 32000-1, 12.7 (forms) and 14.7
(structure); ISO 14289-1, 7.18 (a Widget stands under a Form tag); ISO 19005-3, 6.3.3 (every annotation has an appearance).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from agreements.model.signature_fields import PlannedField

SUBFILTER = "/ETSI.CAdES.detached"
"""The form of a PAdES signature (ETSI EN 319 142-1)."""

_PRINT = 4  # the flag of an annotation that is printed (ISO 32000-1, table 165)
_SIGNATURES_EXIST = 1  # ISO 32000-1, table 219
_SUBFILTER_REQUIRED = 2  # ISO 32000-1, table 234
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def add(content: bytes, fields: Sequence[PlannedField]) -> bytes:
    """Return the PDF with an empty signature field for each of `fields`; the same bytes for the same input.

    Raise ValueError for a name that cannot be one, or that stands there twice.
    """
    _check(fields)
    with pikepdf.open(BytesIO(content)) as pdf:
        form = pdf.make_indirect(Dictionary(Fields=Array(), SigFlags=_SIGNATURES_EXIST))
        for each in fields:
            form.Fields.append(_field(pdf, each))
        pdf.Root.AcroForm = form
        target = BytesIO()
        # In streams of a hundred objects: who reads one object goes through the index of its stream, and WeasyPrint puts all in one. On a
        # document of 13 pages the difference between its revisions took pyHanko 4 seconds for each signature, and now a third of one.
        pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()


def _check(fields: Sequence[PlannedField]) -> None:
    names = [each.name for each in fields]
    wrong = [name for name in names if not _NAME.fullmatch(name) or names.count(name) > 1]
    if wrong:
        message = f"no name of a field, or twice: {', '.join(sorted(set(wrong)))}"
        raise ValueError(message)


def _field(pdf: pikepdf.Pdf, field: PlannedField) -> pikepdf.Object:
    """Return a new field with its widget on the page and its tag in the structure."""
    page = pdf.pages[field.place.page].obj
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field.name),
            TU=String(field.tooltip),
            F=_PRINT,
            Rect=Array(list(field.place.rectangle)),
            P=page,
            AP=Dictionary(N=_nothing_to_see(pdf, field)),
            SV=Dictionary(Type=Name.SV, Ff=_SUBFILTER_REQUIRED, SubFilter=Array([Name(SUBFILTER)])),
        )
    )
    page.Annots = Array([*page.get("/Annots", Array()), widget])
    page.Tabs = Name.S
    _tag(pdf, widget, page)
    return widget


def _nothing_to_see(pdf: pikepdf.Pdf, field: PlannedField) -> pikepdf.Stream:
    """Return the appearance of a field that nobody signed: PDF/A asks that there is one."""
    left, bottom, right, top = field.place.rectangle
    box = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    return pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())


def _tag(pdf: pikepdf.Pdf, widget: pikepdf.Object, page: pikepdf.Object) -> None:
    """Give a widget its place in the structure, under the document."""
    root = pdf.Root.StructTreeRoot
    document = root.K[0] if isinstance(root.K, Array) else root.K
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, Alt=widget.TU, Pg=page))
    element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
    document.K = Array([*document.K, element]) if isinstance(document.K, Array) else Array([document.K, element])
    numbers = root.ParentTree.Nums
    widget.StructParent = 1 + max((int(numbers[place]) for place in range(0, len(numbers), 2)), default=-1)
    numbers.extend([widget.StructParent, element])
    root.ParentTreeNextKey = widget.StructParent + 1
