from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf  # noqa: TID251  # another reader of what was made
import pypdfium2
import pytest
from judges import verapdf
from judges.long import signed_by
from signing import FIELDS, unsigned, with_fields
from trees import every_node

from agreements.formats import to_pdf
from agreements.model.signature_fields import Place, PlannedField
from agreements.signatures import fields

# Fields


def test_the_places_are_those_of_the_lines_to_sign_on() -> None:
    places = to_pdf.places(signed_by(3))
    assert places == {
        "signature.s0": Place(1, 85.04, 610.08, 280.63, 671.34),
        "signature.s1": Place(1, 314.65, 610.08, 510.24, 671.34),
        "signature.s2": Place(1, 85.04, 412.88, 280.63, 474.14),
    }
    text = pypdfium2.PdfDocument(unsigned())[1].get_textpage()
    assert [text.get_text_bounded(*place.rectangle) for place in places.values()] == ["", "", ""]


def test_a_document_without_places_to_sign_has_none() -> None:
    assert to_pdf.places(replace(every_node(), parts=())) == {}


def test_a_field_is_named_tagged_and_empty() -> None:
    with pikepdf.open(BytesIO(with_fields())) as pdf:
        form = pdf.Root.AcroForm
        assert [str(each.T) for each in form.Fields] == [each.name for each in FIELDS]
        assert [str(each.TU) for each in form.Fields] == [each.tooltip for each in FIELDS]
        widget = form.Fields[0]
        assert (str(widget.F), "/V" in widget, str(widget.P.Tabs)) == ("4", False, "/S")
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tag = numbers[numbers.index(widget.StructParent) + 1]
        assert [str(each) for each in (tag.S, tag.Alt, tag.K.Obj.T)] == ["/Form", FIELDS[0].tooltip, FIELDS[0].name]


def test_the_same_fields_give_the_same_bytes() -> None:
    assert fields.add(unsigned(), FIELDS) == fields.add(unsigned(), FIELDS)


@pytest.mark.parametrize("names", [("a", "a"), ("",), ("a.b",), ("a b",), ("a" * 65,), ("é",)])
def test_a_field_needs_a_name_of_its_own(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        fields.add(unsigned(), [PlannedField(name, "x", FIELDS[0].place) for name in names])


@pytest.mark.proof
def test_fields_keep_pdf_a_3a_and_pdf_ua_1(tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    assert verapdf.verdicts(tmp_path, {"fields": with_fields()}) == {"fields": {"3a": "", "ua1": ""}}
