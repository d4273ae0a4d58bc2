"""`ims import` of PDF: a controlled document from outside, or a draft that has to be compared."""

from __future__ import annotations

import sys

import pytest
import typst
import yaml

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.intake.pdf import CHECK, pdf

TEXT = "We try \\* small things.\n#pagebreak()\nWe learn from them."


@pytest.fixture(name="paper", scope="module")
def a_pdf() -> bytes:
    return typst.compile(TEXT.encode())


def test_a_pdf_is_listed_as_a_document_from_outside_once(acme, paper, ims, git, tmp_path):
    (tmp_path / "Guide 7.pdf").write_bytes(paper)
    plan = tmp_path / "plan.yaml"
    ims("-C", acme, "import", tmp_path / "Guide 7.pdf", "--plan", plan)
    (item,) = yaml.safe_load(plan.read_text())["files"]
    assert item["becomes"] == "external"
    done = ims("-C", acme, "import", "--apply", plan)
    assert "1 new, 0 changed. Saved" in done.out, done.out
    path = "docs/registers/external-documents.yaml"
    entry = frontmatter.parse((acme / path).read_text()).values["entries"][-1]
    assert (entry["title"], entry["status"]) == ("Guide 7", "to be checked")
    kept, _, sha256 = entry["kept_at"].partition(", ")
    assert (acme / kept).read_bytes() == paper
    assert sha256 == item["sha256"]
    assert "kept already" in ims("-C", acme, "import", "--apply", plan).out
    again = tmp_path / "again.yaml"
    ims("-C", acme, "import", tmp_path / "Guide 7.pdf", "--plan", again)
    assert yaml.safe_load(again.read_text())["files"][0]["becomes"] == "nothing"
    assert git(acme, "status", "--porcelain").stdout == ""


def test_a_pdf_that_nobody_can_open_is_said_to_be_so_before_it_is_taken(acme, ims, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 x")
    plan = tmp_path / "plan.yaml"
    ims("-C", acme, "import", tmp_path / "broken.pdf", "--plan", plan)
    (item,) = yaml.safe_load(plan.read_text())["files"]
    notes = " ".join(item["report"]["notes"])
    assert "broken.pdf is no whole PDF. Open it, and print it to a new PDF." in notes


def test_the_text_of_a_pdf_asks_to_be_compared(paper):
    former = pdf("a.pdf", paper)
    said = [one.text for one in former.blocks]
    assert said == [
        CHECK,
        "We try \\* small things.",
        "(End of page 1)",
        "We learn from them.",
        "(End of page 2)",
    ]
    assert "Compare it" in former.notes[0]


def test_a_pdf_that_is_none_has_a_sentence_and_so_has_a_missing_library(paper, monkeypatch):
    for data in (b"", b"%PDF-1.7 x", paper[:100]):
        with pytest.raises(UnreadableError, match="no whole PDF"):
            pdf("a.pdf", data)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ConfigurationError, match="not installed"):
        pdf("a.pdf", paper)
