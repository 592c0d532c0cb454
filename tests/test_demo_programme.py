"""The chapter of the demo on the programme: the numbers of the announcement, and documents that open."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner  # noqa: TID251  # to call the command line

from agreements.cli import cli


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Ondertekend: EoP 7, JLoI 0, maatwerkafspraak 0.", "EoP 13, JLoI 2, maatwerkafspraak 1.", "totaal: niet vergelijkbaar")),
        ("en", ("Signed: EoP 7, JLoI 0, tailor-made agreement 0.", "EoP 13, JLoI 2, tailor-made agreement 1.", "total: not comparable")),
    ],
)
def test_the_numbers_of_the_public_record_are_told_and_its_documents_made(tmp_path: Path, language: str, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, ["--messages", language, "demo", str(tmp_path / "demo"), "programme"], catch_exceptions=False)
    assert result.exit_code == 0
    assert all(each in result.stdout for each in words)
    made = tmp_path / "demo" / "programme"
    assert sorted(path.name for path in made.iterdir()) == [
        f"{name}.{form}" for name in ("report", "roadmap") for form in ("docx", "html", "pdf")
    ]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made / "report.pdf")]
    assert all(("Reconstructie" if language == "nl" else "Reconstruction") in page for page in pages)
