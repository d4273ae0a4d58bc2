"""`ims export` of working pages: sheets to print and fill in, which nobody approves."""

from __future__ import annotations

import re

import docx
import pytest
from pypdf import PdfReader

from ims_docs.formats.markdown.prose import prose
from ims_docs.model.prose import text_of

CONSENT = "docs/toolkit/consent-form.md"


def said_by(path):
    return "\n".join(one.extract_text() for one in PdfReader(path).pages)


def words(text):
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize(
    "name", ["consent-form", "Consent form", CONSENT, "toolkit/consent-form.md"]
)
def test_a_page_goes_by_its_name_its_title_or_its_path(acme, ims, tmp_path, name):
    done = ims("-C", acme, "export", "pdf", name, "-o", tmp_path)
    assert (done.code, done.err) == (0, "")
    made = tmp_path / "consent-form.pdf"
    text = said_by(made)
    written = (acme / CONSENT).read_text("utf-8")
    assert words(text_of(prose(written, CONSENT))) - words(text) == set()
    assert "working page" in text
    for word in ("Revisions", "Approvals", "DRAFT", "How to prove"):
        assert word not in text
    (held,) = PdfReader(made).attachments.items()
    assert held == ("consent-form.md", [written.encode()])


def test_an_empty_cell_has_room_to_write(acme, ims, tmp_path):
    """The same lines as a controlled text would fill less paper."""
    page = acme / "docs/toolkit/rows.md"
    page.write_text("# Rows\n\n| Name | Sign |\n|---|---|\n" + "| Ada | |\n" * 60, "utf-8")
    ims("-C", acme, "export", "pdf", "rows", "-o", tmp_path)
    page.write_text("# Rows\n\n| Name | Sign |\n|---|---|\n" + "| Ada | x |\n" * 60, "utf-8")
    roomy = len(PdfReader(tmp_path / "rows-uncontrolled.pdf").pages)
    ims("-C", acme, "export", "pdf", "rows", "-o", tmp_path)
    assert roomy > len(PdfReader(tmp_path / "rows-uncontrolled.pdf").pages)


def test_a_page_that_nobody_saved_says_so(acme, ims, tmp_path):
    with (acme / CONSENT).open("a", encoding="utf-8") as page:
        page.write("\nOne more promise.\n")
    assert ims("-C", acme, "export", "pdf", "consent-form", "-o", tmp_path).code == 0
    assert "No saved state of the system holds exactly this text." in said_by(
        tmp_path / "consent-form-uncontrolled.pdf"
    )
    assert (
        ims("-C", acme, "export", "pdf", "consent-form", "--at", "HEAD", "-o", tmp_path).code == 0
    )
    assert "One more promise" not in said_by(tmp_path / "consent-form.pdf")


def test_for_word_it_is_there_to_be_filled_in(acme, ims, tmp_path):
    assert ims("-C", acme, "export", "docx", "consent-form", "-o", tmp_path).code == 0
    made = docx.Document(tmp_path / "consent-form.docx")
    head = "\n".join(one.text for one in made.sections[0].header.paragraphs)
    assert "UNCONTROLLED" not in head
    assert "working page" in head
    assert len(made.tables) == 4


def test_the_whole_toolkit_without_its_index(acme, ims, tmp_path):
    done = ims("-C", acme, "export", "docx", "--toolkit", "-o", tmp_path)
    assert (done.code, done.err) == (0, "")
    pages = {one.stem for one in (acme / "docs/toolkit").glob("*.md")} - {"index"}
    assert {one.stem for one in tmp_path.glob("*.docx")} == pages


def test_what_is_not_there_is_told_with_what_was_meant(acme, ims, tmp_path):
    done = ims("-C", acme, "export", "pdf", "consent-frm", "-o", tmp_path)
    assert done.code == 2
    assert "no document, record, register or working page 'consent-frm'" in done.err
    assert "Did you mean consent-form?" in done.err
    assert ims("-C", acme, "export", "pdf", "--toolkit", "risks").code == 2
    for page in (acme / "docs/toolkit").glob("*.md"):
        page.unlink()
    done = ims("-C", acme, "export", "pdf", "--toolkit", "-o", tmp_path)
    assert done.code == 1
    assert "There is no toolkit here" in done.err
