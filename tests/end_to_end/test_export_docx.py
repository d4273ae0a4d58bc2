"""`ims export docx`: a copy for Word with every word of the text, marked as uncontrolled."""

from __future__ import annotations

import re
import shutil
import sys
import time
from pathlib import Path

import docx
import pytest
from PIL import Image

from ims_docs.formats import frontmatter
from ims_docs.formats.markdown.prose import prose
from ims_docs.model.prose import text_of

POLICY = "docs/leadership/innovation-policy.md"


@pytest.fixture(name="out")
def a_folder(tmp_path):
    return tmp_path / "out"


def words_of(path: Path) -> str:
    """Every word of a file, those of tables and links too."""
    root = docx.Document(path).element.body
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = ["".join(t.text or "" for t in p.iter(f"{tag}t")) for p in root.iter(f"{tag}p")]
    return "\n".join(lines)


def head_of(path: Path) -> str:
    return "\n".join(one.text for one in docx.Document(path).sections[0].header.paragraphs)


def test_every_word_with_state_and_digest(nordwind, ims, out):
    done = ims("-C", nordwind, "export", "docx", "POL-0001", "-o", out)
    assert (done.code, done.err) == (0, "")
    made = out / "POL-0001-v1.0.docx"
    text = words_of(made)
    body = frontmatter.body_of((nordwind / POLICY).read_bytes())
    wanted = set(re.findall(r"\w+", text_of(prose(body, POLICY))))
    assert wanted - set(re.findall(r"\w+", text)) == set()
    assert "Uncontrolled copy. What counts is the text in the system" in text
    statement = next((nordwind / "approvals/POL-0001/v1.0").glob("approved-*.txt")).read_text(
        "utf-8"
    )
    assert re.search(r"sha256:[0-9a-f]{64}", statement)[0] in text
    assert "UNCONTROLLED COPY" in head_of(made)
    assert "version 1.0 · in force since 2025-12-04 · public" in head_of(made)
    headings = [p.text for p in docx.Document(made).paragraphs if p.style.name == "Heading 2"]
    assert headings[:2] == ["Purpose", "Our commitments"]


def test_a_draft_says_so_and_a_base_gives_its_head(nordwind, ims, out, tmp_path):
    base = docx.Document()
    base.add_paragraph("Words of the base")
    base.sections[0].header.paragraphs[0].text = "House style"
    base.save(tmp_path / "base.docx")
    done = ims(
        "-C", nordwind, "export", "docx", "CHP-0001", "--draft", "--base", tmp_path / "base.docx", "-o", out
    )  # fmt: skip
    assert done.code == 0, done.out + done.err
    made = out / "CHP-0001-v1.0-draft.docx"
    assert "House style" in head_of(made)
    assert "UNCONTROLLED COPY · DRAFT" in head_of(made)
    assert "Words of the base" not in words_of(made)


def test_the_same_bytes_at_another_time(nordwind, ims, out):
    for name in ("a", "b"):
        ims("-C", nordwind, "export", "docx", "POL-0001", "limits", "-o", out / name)
        time.sleep(2.1)  # a date in a ZIP has two seconds
    for one in (out / "a").iterdir():
        assert one.read_bytes() == (out / "b" / one.name).read_bytes()


def test_whatever_a_text_holds(nordwind, ims, out, tmp_path):
    example = Path(shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True))
    path = example / POLICY
    Image.new("RGB", (4000, 30), "red").save(path.with_name("good.png"))
    path.with_name("broken.png").write_bytes(b"no picture")
    text = path.read_text()
    path.write_text(
        f"{text}\n![Good](good.png) ![Bad](broken.png)\n\n- [x] done\n\n3. three\n    - deep\n\n"
        "| a | b |\n|---|---|\n| `c` | **d** |\n\n!!! note\n    boxed\n\n> quoted\n\n~~~\nlong  code\n~~~\n\n"
        "[out](https://example.org/?a=1&b=2) [in](#purpose)\n\nسياسة الابتكار\n"
    )
    done = ims("-C", example, "export", "docx", "POL-0001", "--draft", "-o", out)
    assert done.code == 1
    assert f"{POLICY}:{text.count(chr(10)) + 2}: broken.png: Word cannot show" in done.out
    (made,) = out.glob("*.docx")
    found = words_of(made)
    for one in ("☑", "done", "3.", "three", "deep", "boxed", "quoted", "long  code", "out", "in"):
        assert one in found
    assert "INCOMPLETE" in head_of(made)
    page = docx.Document(made)
    links = [one.target_ref for one in page.part.rels.values() if one.is_external]
    assert links == ["https://example.org/?a=1&b=2"]
    assert len(page.inline_shapes) == 1


def test_a_base_that_is_none_and_a_missing_library(nordwind, ims, out, tmp_path, monkeypatch):
    base = tmp_path / "base.docx"
    base.write_bytes(b"PK no word file")
    done = ims("-C", nordwind, "export", "docx", "POL-0001", "--base", base, "-o", out)
    assert (done.code, done.out) == (3, "")
    assert "The base is not a Word file" in done.err
    monkeypatch.setitem(sys.modules, "docx", None)
    done = ims("-C", nordwind, "export", "docx", "POL-0001", "-o", out)
    assert done.code == 2
    assert re.search(r"pip install '\S+\[office\]'`", done.err), done.err
