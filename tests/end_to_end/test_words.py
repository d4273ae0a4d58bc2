"""Words that people guess: understood where one thing is meant, led on where several may be."""

from __future__ import annotations

import shutil

import pytest

from ims_docs.cli import run


@pytest.fixture(scope="module")
def here(nordwind, tmp_path_factory):
    """The example, which nobody changes here."""
    folder = tmp_path_factory.mktemp("words") / "example"
    shutil.copytree(nordwind, folder, symlinks=True)
    return folder


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "internal", "audit"], 2, "`internal-audit-report`"),
        (["add", "Internal audit"], 2, "`internal-audit-report`"),
        (["add", "audit"], 2, "`audit-plan` or `internal-audit-report` or `audit-finding`"),
        (["add", "person"], 2, "`people`"),
        (["add", "NC"], 2, "`nonconformity`"),
        (["add", "corrective", "action"], 2, "`nonconformity`"),
        (["add", "policy"], 2, "`innovation-policy`"),
        (["add", "supplier"], 2, "`partners`"),
        (["add", "KPI"], 2, "`indicators`"),
        (["list", "non-conformities"], 0, "NCR-0001"),
        (["list", "ideas"], 0, "IDE-0001"),
        (["list", "internal", "audit", "reports"], 0, "AUR-0001"),
        (["explain", "Management", "Review"], 0, "management-review"),
        (["explain", "audit", "finding"], 0, "audit-finding"),
        (["table", "interested", "parties"], 0, "PAR-0001"),
        (["show", "Innovation", "policy"], 2, "`POL-0001`"),
        (["new", "idea"], 2, "`ims add idea`"),
        (["new", "internal", "audit", "report"], 2, "`ims add internal-audit-report`"),
        (["new", "My", "Folder"], 2, "'My Folder'"),
        (["idea"], 2, "`ims add idea`"),
        (["nonconformities"], 2, "`ims list nonconformity`"),
        (["help", "add"], 0, "add [OPTIONS] TYPE"),
        (["help"], 0, "[OPTIONS] COMMAND [ARGS]"),
        (["next"], 2, "`ims status`"),
    ],
)
def test_a_guessed_word_leads_on(here, capsys, words, code, said):
    assert run(["-C", str(here), *words, *(["--no-input"] if words[0] == "add" else [])]) == code
    told = capsys.readouterr()
    assert said in " ".join((told.out + told.err).split())
    assert not any((here / word).exists() for word in words[1:])
