"""`ims export pdf --book`: everything in one file, by theme, with what is left out named."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from support import POLICY, policy

SCOPE = "docs/context/ims-scope.md"
RISKS = """type: risks
title: Risks
owner: top-management
classification: internal
entries:
  - id: RSK-0001
    title: Nobody has time
    kind: risk
    status: open
"""


@pytest.fixture(name="root")
def a_repository(git_repository):
    scope = (
        policy()
        .replace("POL-0001", "SCP-0001")
        .replace("type: innovation-policy", "type: ims-scope")
        .replace("title: Innovation policy", "title: Scope")
        + "\nSee [the policy](../leadership/innovation-policy.md).\n"
    )
    files = {POLICY: policy(), SCOPE: scope, "docs/registers/risks.yaml": RISKS}
    return git_repository([files]).root


def test_texts_by_theme_then_registers(root, ims, tmp_path):
    done = ims("-C", root, "export", "pdf", "--book", "--draft", "-o", tmp_path / "out")
    assert done.code == 0, done.out + done.err
    reader = PdfReader(tmp_path / "out/manual.pdf")

    def titles(entries, depth=0):
        for one in entries:
            if isinstance(one, list):
                yield from titles(one, depth + 1)
            elif depth < 2:
                yield one.title

    found = list(titles(reader.outline))
    assert [one for one in found if one in ("Context", "Leadership", "Annex: registers")] == [
        "Context", "Leadership", "Annex: registers",
    ]  # fmt: skip
    assert found.index("Scope") < found.index("Innovation policy") < found.index("Risks")
    pages = [one.extract_text() for one in reader.pages]
    assert "Contents" in "\n".join(pages[:3])
    assert "Nobody has time" in "\n".join(pages)
    assert all("DRAFT" in one for one in pages if "version 0.1" in one.split("\n")[0])
    scope = next(at for at, one in enumerate(pages) if "See the policy" in one)
    links = [one.get_object() for one in reader.pages[scope].get("/Annots", [])]
    assert any("/Dest" in one or "/D" in one.get("/A", {}) for one in links)


def test_without_anything_in_force_there_is_no_book(root, ims, tmp_path):
    done = ims("-C", root, "export", "pdf", "--book", "-o", tmp_path / "out")
    assert done.code == 1
    assert "There is nothing in force yet" in done.err
    assert ims("-C", root, "export", "pdf", "--book", "POL-0001").code == 2


def test_what_is_left_out_is_named(nordwind, ims, tmp_path, monkeypatch):
    from ims_docs.export.copying import Copying

    every = Copying.every
    monkeypatch.setattr(
        Copying,
        "every",
        lambda self: [one for one in every(self) if one.id in ("POL-0001", "CHP-0001")],
    )
    done = ims("-C", nordwind, "export", "pdf", "--book", "-o", tmp_path / "out")
    assert done.code == 0, done.out + done.err
    reader = PdfReader(tmp_path / "out/manual.pdf")
    first = "\n".join(one.extract_text() for one in reader.pages[:5])
    assert "Not in this book, because nobody has approved them:" in first
    assert "CHP-0001 Planning of changes" in first
