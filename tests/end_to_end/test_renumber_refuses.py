"""What `ims renumber` refuses changes nothing: no byte on disk, none in git's index."""

from __future__ import annotations

from hashlib import sha256

import pytest

IDEA, OTHER = "docs/records/idea/IDE-0001.md", "docs/records/idea/IDE-0002.md"
RISKS = "docs/registers/risks.yaml"


def state(git, root) -> dict[str, str]:
    """Every file but git's own, and what the index holds."""
    files = {
        str(one.relative_to(root)): sha256(one.read_bytes()).hexdigest()
        for one in root.rglob("*")
        if one.is_file() and ".git" not in one.relative_to(root).parts
    }
    return files | {"index": git(root, "ls-files", "--stage").stdout}


@pytest.fixture
def refused(acme, ims, git):
    """Renumber, and see that nothing was changed; the code and the words on stderr."""

    def call(*arguments: str) -> tuple[int, str]:
        before = state(git, acme)
        done = ims("-C", acme, "renumber", acme / arguments[0], *arguments[1:])
        assert state(git, acme) == before
        assert done.out == ""
        assert not (acme / ".git/ims.lock").exists()
        return done.code, " ".join(done.err.split())

    return call


def committed(git, root, files: dict[str, str | bytes], branch: str = "main") -> None:
    git(root, "checkout", "-q", branch)
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(root, "add", "-A")
    git(root, "commit", "-q", "--no-verify", "-m", "change")


@pytest.fixture
def waiting(acme, git):
    """A merge that waits: two branches added a file at one path."""

    def call(path: str, ours: str | bytes, theirs: str | bytes) -> None:
        git(acme, "branch", "other")
        committed(git, acme, {path: theirs}, "other")
        committed(git, acme, {path: ours}, "main")
        assert git(acme, "merge", "-q", "other", check=False).returncode != 0

    return call


@pytest.fixture
def committed_or_waiting(acme, git, waiting):
    """The text of an idea, on this branch or on the other side of a merge."""

    def call(text: str | bytes, *, merging: bool) -> None:
        if merging:
            waiting(IDEA, idea("Ours"), text)
        else:
            committed(git, acme, {IDEA: text})

    return call


def idea(title: str, keys: str = "type: idea\n") -> str:
    return f"---\nid: IDE-0001\n{keys}title: {title}\n---\n\n## The problem\n\nNone.\n"


def risks(title: str) -> str:
    return f"type: partners\ntitle: {title}\nentries:\n  - id: PRT-0001\n    name: {title}\n"


@pytest.mark.parametrize("theirs", [idea("Theirs", ""), idea("Theirs", "type: nothing\n")])
def test_a_side_without_a_type(waiting, refused, theirs):
    waiting(IDEA, idea("Ours"), theirs)
    code, said = refused(IDEA)
    assert code == 2
    assert f"{IDEA} has no type" in said


def test_a_file_without_an_id(acme, git, refused):
    committed(git, acme, {IDEA: "---\ntype: idea\ntitle: None\n---\n"})
    code, said = refused(IDEA)
    assert code == 2
    assert f"{IDEA} has no id" in said
    assert "Write `id: IDE-0002` into it." in said


def test_a_register_without_an_entry_named(waiting, refused):
    waiting("docs/registers/new.yaml", risks("Ours"), risks("Theirs"))
    code, said = refused("docs/registers/new.yaml")
    assert code == 2
    assert "Say which entry: --entry ID." in said


def test_an_entry_that_is_not_there(waiting, refused):
    waiting("docs/registers/new.yaml", risks("Ours"), risks("Theirs"))
    code, said = refused("docs/registers/new.yaml", "--entry", "PRT-0009")
    assert code == 2
    assert "has no entry 'PRT-0009'" in said


def test_a_place_where_both_sides_would_have_to_stay(waiting, refused):
    waiting("docs/registers/new.yaml", risks("Ours"), risks("Theirs"))
    code, said = refused("docs/registers/new.yaml", "--entry", "PRT-0001")
    assert code == 2
    assert "Both branches added docs/registers/new.yaml, and there is room for one" in said


@pytest.mark.parametrize("merging", [False, True])
def test_a_place_that_is_taken(acme, git, waiting, refused, merging):
    if merging:
        waiting(IDEA, idea("Ours"), idea("Theirs"))
    else:
        committed(git, acme, {IDEA: idea("One")})
    (acme / OTHER).write_text("a draft that nobody can read yet\n", "utf-8")
    code, said = refused(IDEA)
    assert code == 3
    assert f"{OTHER} exists already" in said


@pytest.mark.parametrize(
    "text_and_words",
    [
        ("---\nid: IDE-0001\ntype: [idea\n---\n", f"{IDEA}:3:7: The YAML cannot be read"),
        ("---\nid: IDE-0001\ntype: idea\n", f"{IDEA}:1:1: The front matter is not closed"),
        ("no keys\n", f"{IDEA}:1:1: There is no front matter"),
        (b"---\nid: IDE-0001\ntitle: \xff\n---\n", f"{IDEA}:3:8: The file is not UTF-8"),
    ],
)
@pytest.mark.parametrize("merging", [False, True])
def test_a_text_that_cannot_be_read(committed_or_waiting, refused, merging, text_and_words):
    text, words = text_and_words
    committed_or_waiting(text, merging=merging)
    code, said = refused(IDEA)
    assert code == 3
    assert words in said


def test_a_text_of_this_branch_that_cannot_be_read(waiting, refused):
    waiting(IDEA, b"---\nid: IDE-0001\ntitle: \xff\n---\n", idea("Theirs"))
    code, said = refused(IDEA)
    assert code == 3
    assert f"{IDEA}:3:8: The file is not UTF-8" in said


def test_a_register_that_cannot_be_read(acme, refused):
    (acme / RISKS).write_text("type: risks\nentries: [\n", "utf-8")
    code, said = refused(RISKS, "--entry", "RSK-0001")
    assert code == 3
    assert f"{RISKS}:2:10: The YAML cannot be read" in said


def test_a_side_that_git_has_lost(acme, git, waiting, refused):
    waiting(IDEA, idea("Ours"), idea("Theirs"))
    name = git(acme, "rev-parse", f"other:{IDEA}").stdout.strip()
    lost = acme / ".git/objects" / name[:2] / name[2:]
    lost.chmod(0o600)
    lost.unlink()
    code, said = refused(IDEA)
    assert code == 3
    assert f"Git has lost a side of {IDEA}" in said
