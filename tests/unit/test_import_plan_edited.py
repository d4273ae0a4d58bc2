"""A plan that a person edited badly is refused; a plan that ims wrote can always be read back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import AS_OF

from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.intake import plan
from ims_docs.intake.documents import placing
from ims_docs.intake.plan import Item, Plan
from ims_docs.services.verification import Question
from ims_docs.services.verification.packs import verify_pack

ITEM = "plan: 1\nfolder: /f\nfiles:\n  - file: a.md\n    sha256: x\n    becomes: document\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("type: [a]", "type is no text"),
        ("path: {a: b}", "path is no text"),
        ("columns: [a]", "columns does not say what goes where"),
        ("sections: {a: {b: c}}", "sections does not say what goes where"),
        ("original: maybe", "original says 'maybe'"),
        ("classification: secret", "classification says 'secret'"),
    ],
)
def test_what_would_be_passed_over_is_refused_with_its_place(tmp_path, line, said):
    file = tmp_path / "p.yaml"
    file.write_text(f"{ITEM}    {line}\n")
    with pytest.raises(UnreadableError, match=said) as caught:
        plan.read(file, "p.yaml")
    assert caught.value.message.startswith("p.yaml:7:")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["../b.md", "/etc/passwd", "a/../../b.md"])
def test_no_file_lies_outside_the_folder_of_the_plan(tmp_path, name):
    file = tmp_path / "p.yaml"
    file.write_text(ITEM.replace("a.md", name))
    with pytest.raises(UnreadableError, match="leaves the folder"):
        plan.read(file, "p.yaml")


def test_signs_that_nobody_sees_do_not_spoil_a_plan(tmp_path):
    odd = "E\u202evi\x1b[2Jl a\u0308"
    item = Item(
        "a.md", "x", plan.DOCUMENT, choices={"title": odd, "sections": {odd: ""}},
        report={"notes": [odd], "wrong": {odd: odd}},
    )  # fmt: skip
    file = tmp_path / "p.yaml"
    file.write_text(plan.written(Plan("/f", (item,)), "p.yaml"))
    found = plan.read(file, "p.yaml").items[0]
    assert found.text("title") == "Evi[2Jl \u00e4"
    assert list(found.mapping("sections")) == [found.text("title")]


@pytest.mark.parametrize(
    "path",
    ["../../e.md", "/etc/e.md", "docs/.git/e.md", "docs\\e.md", f"docs/{'a' * 300}.md", "docs/"],
)
def test_a_draft_goes_below_docs_only(path):
    with pytest.raises(ConfigurationError, match="no place for a document"):
        placing.refuse_place(Path("/nowhere"), path)


def test_a_pipe_is_no_pack(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableError, match="is no file"):
        verify_pack(tmp_path / "pipe", Question(as_of=AS_OF))
