"""Text out of each format, with places to quote from."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from graph.errors import InputError
from ingest.prose.extraction import extract
from ingest.prose.reading import read_document

LINE = "Anna Jansen (Stichting Zon) vertelt over het plan."


def pdf(*pages: str) -> bytes:
    """Return a small PDF with one line on each page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, line in enumerate(pages):
        escaped = line.replace("(", "\\(").replace(")", "\\)")
        stream = f"BT /F1 12 Tf 50 700 Td ({escaped}) Tj ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            f" >> >> /Contents {5 + 2 * n} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    made, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return made + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    ).encode()


def write_docx(path: Path) -> None:
    file = docx.Document()
    file.add_heading("Verslag buurtavond", 1)
    file.add_paragraph(LINE)
    file.add_paragraph("een ruimte", style="List Bullet")
    file.save(str(path))


@pytest.fixture(params=[".txt", ".md", ".html", ".docx", ".pdf"])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"verslag{request.param}"
    if request.param == ".docx":
        write_docx(path)
    elif request.param == ".pdf":
        path.write_bytes(pdf("Verslag buurtavond", LINE))
    elif request.param == ".html":
        path.write_text(f"<html><title>Verslag buurtavond</title><script>x</script>"
                        f"<article><h1>Verslag buurtavond</h1><p>{LINE}</p></article></html>")
    else:
        mark = "# " if request.param == ".md" else ""
        path.write_text(f"{mark}Verslag buurtavond\n\n{LINE}\n")
    return path


def test_every_format_gives_the_same_facts_with_quotes_from_its_text(report: Path) -> None:
    document = read_document(report)
    found = extract(document)
    assert {m.name for m in found.mentions if m.type in ("Person", "Organisation")} == {
        "Anna Jansen", "Stichting Zon"}
    assert any(c.relation == "member_of" for c in found.candidates)
    for candidate in found.candidates:
        assert document.original[candidate.start : candidate.end] == candidate.quote


def test_a_pdf_says_the_page(tmp_path: Path) -> None:
    path = tmp_path / "verslag.pdf"
    path.write_bytes(pdf("Verslag buurtavond", LINE))
    document = read_document(path)
    at = document.text.index("Anna")
    assert document.locator(at).startswith("p. 2")


def test_old_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "oud.txt"
    text = "De coördinator van het café heeft een idee gekregen voor één grote vergadering. " * 5
    path.write_bytes(text.encode("cp1252"))
    assert "coördinator van het café" in read_document(path).text


@pytest.mark.parametrize("name", ["stuk.docx", "stuk.pdf"])
def test_a_damaged_file_is_one_clear_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"dit is het niet")
    with pytest.raises(InputError, match="is niet te lezen"):
        read_document(path)


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tekst.")
    with pytest.raises(InputError, match="geen datum"):
        read_document(path, date="gisteren")
