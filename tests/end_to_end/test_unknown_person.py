"""Nobody is put down as the owner of something because nobody knows who works here."""

from __future__ import annotations

import io

import pytest

from ims_docs.formats import frontmatter

IDEA, LESSON = "docs/records/idea/IDE-0001.md", "docs/records/lesson/LES-0001.md"
PEOPLE = "docs/registers/people.yaml"


def as_somebody(monkeypatch, address: str) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL", raising=False)
        if address:
            monkeypatch.setenv(f"GIT_{role}_EMAIL", address)


@pytest.fixture
def eve(monkeypatch):
    """Somebody works here whom the people register does not know."""
    as_somebody(monkeypatch, "eve@example.org")


@pytest.fixture
def typed(monkeypatch):
    """Let a person at the keyboard type these lines."""

    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    return lambda text: monkeypatch.setattr("sys.stdin", Keyboard(text))


def keys(path):
    return frontmatter.parse(frontmatter.split(path.read_text("utf-8"))[0]).values


@pytest.mark.usefixtures("eve")
def test_an_owner_is_not_guessed(acme, ims, git):
    done = ims("-C", acme, "add", "idea", "--no-input")
    assert done.code == 2
    assert done.out == ""
    assert done.err == (
        f"error: Nobody in {PEOPLE} has your e-mail address eve@example.org, so it is not clear "
        "who you are\n"
        "hint: Add your address there, or tell git one that is there: `git config user.email "
        "ADDRESS`, or say who it is: --set owner=PER-… --set author=PER-…\n"
    )
    assert git(acme, "status", "--porcelain").stdout == ""


def test_git_that_knows_no_address_is_said(acme, ims, monkeypatch):
    as_somebody(monkeypatch, "")
    done = ims("-C", acme, "add", "idea", "--no-input")
    assert done.code == 2
    assert "error: Git does not know your e-mail address, so it is not clear who" in done.err
    told = f"hint: Tell git the address that you have in {PEOPLE}: `git config user.email ADDRESS`"
    assert f"{told}, or say who" in done.err


@pytest.mark.usefixtures("eve")
def test_half_of_the_people_named_asks_for_the_rest(acme, ims):
    done = ims("-C", acme, "add", "idea", "--set", "owner=PER-0002", "--no-input")
    assert done.code == 2
    assert done.err.endswith("or say who it is: --set author=PER-…\n")


@pytest.mark.usefixtures("eve")
@pytest.mark.parametrize("way", ["--set", "--from"])
def test_an_owner_who_is_named_is_taken(acme, ims, tmp_path, way):
    given = ["--set", "owner=PER-0002", "--set", "author=PER-0002"]
    if way == "--from":
        file = tmp_path / "given.yaml"
        file.write_text("owner: PER-0002\nauthor: PER-0002\n", "utf-8")
        given = ["--from", file]
    done = ims("-C", acme, "add", "idea", *given, "--no-input")
    assert done.code == 0, done.err
    assert (keys(acme / IDEA)["owner"], keys(acme / IDEA)["author"]) == ("PER-0002", "PER-0002")


@pytest.mark.usefixtures("eve")
def test_what_needs_no_person_is_not_refused(acme, ims):
    own = ("--set", "owner=PER-0001", "--set", "learned_from=failure")
    assert ims("-C", acme, "add", "lesson", *own, "--no-input").code == 0
    for command in (
        ("add", "people", "--set", "name=Eve Evans", "--set", "email=eve@example.org"),
        ("add", "innovation-policy"),
        ("add", "risks"),
        ("list", "idea"),
        ("renumber", acme / LESSON),
    ):
        done = ims("-C", acme, *command)
        assert done.code == 0, (command, done.err)


@pytest.mark.usefixtures("eve")
def test_somebody_who_was_entered_is_known(acme, ims):
    ims("-C", acme, "add", "people", "--set", "name=Eve Evans", "--set", "email=Eve@Example.org")
    done = ims("-C", acme, "add", "idea", "--no-input")
    assert done.code == 0, done.err
    eve = frontmatter.parse((acme / PEOPLE).read_text("utf-8")).values["entries"][-1]["id"]
    assert keys(acme / IDEA)["owner"] == eve


def test_a_correction_names_nobody_who_did_not_make_it(acme, ims, monkeypatch):
    closed = acme / LESSON
    done = ims(
        "-C", acme, "add", "lesson", "--no-input", "--set", "title=Ask who pays",
        "--set", "learned_from=failure", "--set", "shared_with=All", "--set", "shared_on=2026-01-08",
        "--set", "What happened=Nobody paid.", "--set", "What we learned=Ask.",
        "--set", "What to do next time=Ask first.", "--set", "How it was passed on=At lunch.",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert ims("-C", acme, "close", "LES-0001", "--no-input").code == 0
    before = closed.read_bytes()
    correct = ("-C", acme, "correct", "LES-0001", "--reason", "It was not so.", "--text", "Some.")
    as_somebody(monkeypatch, "eve@example.org")
    done = ims(*correct)
    assert done.code == 2
    assert done.err.endswith(
        "hint: Add your address there, or tell git one that is there: `git config user.email "
        "ADDRESS`.\n"
    )
    assert closed.read_bytes() == before
    as_somebody(monkeypatch, "ada@example.org")
    assert ims(*correct).code == 0
    assert keys(closed)["corrections"][0]["corrected_by"] == "PER-0001"


def test_a_prompt_proposes_the_person_who_is_known(acme, ims, typed):
    typed("\n" * 20)
    done = ims("-C", acme, "add", "idea")
    assert done.code == 0, done.err
    assert "Owner (empty: PER-0001)" in done.err
    assert keys(acme / IDEA)["owner"] == "PER-0001"


@pytest.mark.usefixtures("eve")
def test_a_prompt_proposes_nobody_to_somebody_unknown(acme, ims, typed):
    typed("\n" * 20)
    done = ims("-C", acme, "add", "idea")
    assert done.code == 0, done.err
    assert "Owner (empty: later)" in done.err
    assert str(keys(acme / IDEA)["owner"]).startswith("[TODO:")
