"""The theme that a Word file must have: black on white and our two typefaces; no style of ours uses its colours."""

from __future__ import annotations

from agreements.formats.word.markup import HEAD
from agreements.formats.word.styles import SANS, SERIF

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "F2F2F2",
    **{f"accent{number}": shade for number, shade in enumerate(("1F3A5F", "404040", "595959", "767676", "8C6D1F", "5F1F3A"), 1)},
    "hlink": "000000",
    "folHlink": "000000",
}


def theme_xml() -> bytes:
    """Return the part word/theme.xml (ECMA-376 part 1, 20.1.6.9): each list of formats has the three entries that the schema asks."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, face in (("major", SANS), ("minor", SERIF))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return (
        f'{HEAD}<a:theme xmlns:a="{_DRAWING}" name="maatwerk"><a:themeElements><a:clrScheme name="maatwerk">{colours}</a:clrScheme>'
        f'<a:fontScheme name="maatwerk">{fonts}</a:fontScheme><a:fmtScheme name="maatwerk">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    ).encode()
