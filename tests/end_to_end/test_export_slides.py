"""`ims export slides`: a page of 16:9 for each section, with what says which text it is."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from support import POLICY, policy

from ims_docs.cli import run

KIT = "docs/toolkit/kick-off.md"


@pytest.fixture(name="made", scope="module")
def some_slides(nordwind, tmp_path_factory):
    """The files by name; the same text gives the same bytes."""
    first, again = (tmp_path_factory.mktemp(name) for name in ("first", "again"))
    every = ("kick-off", "POL-0001", "MRV-0001")
    for out, wanted in ((first, every), (again, every[:1])):
        assert run(["-C", str(nordwind), "export", "slides", *wanted, "-o", str(out)]) == 0
    name = "kick-off-slides.pdf"
    assert (first / name).read_bytes() == (again / name).read_bytes()
    return {one.name: one.read_bytes() for one in first.iterdir()}


def pages(data: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(data)
    assert {round(w / h, 3) for w, h in (one.get_size() for one in file)} == {1.778}
    return [one.get_textpage().get_text_range() for one in file]


def test_each_section_is_a_slide_and_one_that_is_too_long_goes_on(made, nordwind):
    found = pages(made["kick-off-slides.pdf"])
    text = (nordwind / KIT).read_text(encoding="utf-8")
    for title in re.findall(r"^## (.+)$", text, re.MULTILINE):
        begun = [one for one in found if one.startswith(title)]
        assert len([one for one in begun if "(continued)" not in one.partition("\r\n")[0]]) == 1, (
            title
        )
    assert any(one.startswith("6 The first hundred days (10 minutes) (continued)") for one in found)


def test_every_slide_says_which_text_it_shows_and_nothing_of_it_is_lost(made):
    for name, told in {
        "POL-0001-v1.0-slides.pdf": "POL-0001 Innovation policy · version 1.0 · in force",
        "MRV-0001-slides.pdf": "MRV-0001 Management review 2026 · closed",
    }.items():
        for one in pages(made[name]):
            assert told in one
            assert re.search(r"sha256:[0-9a-f]{64} · commit [0-9a-f]{16}", one)
    whole = " ".join(" ".join(pages(made["MRV-0001-slides.pdf"])).split())
    assert "Audit the remaining five parts of the first year" in whole
    names = pypdfium2.PdfDocument(made["POL-0001-v1.0-slides.pdf"])
    assert names.count_attachments() > 2


def test_a_text_that_nobody_approved_has_a_mark_across_every_slide(git_repository, ims, tmp_path):
    root = git_repository([{POLICY: policy()}]).root
    refused = ims("-C", root, "export", "slides", "POL-0001", "-o", tmp_path / "out")
    assert (refused.code, "is not in force" in refused.out) == (1, True)
    ims("-C", root, "export", "slides", "POL-0001", "--draft", "-o", tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*-slides.pdf")
    assert all("DRAFT" in one for one in pages(file.read_bytes()))
