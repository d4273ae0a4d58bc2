"""`ims diff` shows what changed in one thing, between any two of its states."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ims_docs.services.workspace import Clock

POLICY = "docs/leadership/innovation-policy.md"
RISKS = "docs/registers/risks.yaml"


@pytest.fixture(autouse=True)
def width(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def save(root, git, message, day):
    git(root, "add", "--all")
    moment = f"{day}T12:00:00+00:00"
    git(root, "commit", "-qn", "-m", message, dates=(moment, moment))


def change(root, old, new, path=POLICY):
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def grown(acme, git):
    """Version 0.2 in January, 1.0 under another name in March."""
    change(acme, 'version: "0.1"', 'version: "0.2"')
    change(acme, "## Purpose", "## Purpose\n\nWe want to grow.")
    save(acme, git, "Second", "2027-01-10")
    git(acme, "mv", POLICY, "docs/leadership/our-policy.md")
    path = "docs/leadership/our-policy.md"
    change(acme, 'version: "0.2"', 'version: "1.0"', path)
    change(acme, "We want to grow.", "We want to grow slowly.", path)
    save(acme, git, "Third", "2027-03-10")
    git(acme, "tag", "audit")
    return acme


def test_two_versions_across_a_rename(grown, ims):
    out = ims("-C", grown, "diff", "POL-0001", "0.2", "1.0").out
    assert "from version 0.2, 2027-01-10 (claimed), Ada Author (" in out
    assert "version: 0.2 → 1.0\n" in out
    assert "Purpose:\n    We want to grow{+ slowly+}.\n" in out
    assert "paragraphs unchanged" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("states", "versions"),
    [
        (["0.1", "0.2"], ("0.1", "0.2")),
        (["2027-01-09", "2027-01-10"], ("0.1", "0.2")),
        (["2026-12-01", "audit"], ("0.1", "1.0")),
        (["HEAD~1"], ("0.2", "1.0")),
        (["1.0", "0.1"], ("1.0", "0.1")),
        ([], ("0.2", "1.0")),
    ],
)
def test_states_are_named_by_version_day_or_ref(grown, ims, monkeypatch, states, versions):
    monkeypatch.setattr(Clock, "now", lambda _: datetime(2027, 6, 1, 12, tzinfo=UTC))
    value = json.loads(ims("-C", grown, "diff", "POL-0001", *states, "--format", "json").out)
    field = next(one for one in value["fields"] if one["pointer"] == ["version"])
    assert (field["before"], field["after"]) == versions
    assert not value["is_same"]


def test_without_states_it_is_what_was_changed_on_disk(grown, ims):
    change(grown, "grow slowly", "grow fast", "docs/leadership/our-policy.md")
    out = ims("-C", grown, "diff", "POL-0001").out
    assert "from the last saved state (" in out
    assert "to   the file on disk\n" in out
    assert "We want to grow [-slowly-]{+fast+}." in out


def test_a_version_is_where_the_document_called_itself_so_last(grown, ims, git):
    path = "docs/leadership/our-policy.md"
    change(grown, "grow slowly", "grow steadily", path)
    save(grown, git, "Still 1.0", "2027-03-11")
    assert "{+ steadily+}" in ims("-C", grown, "diff", "POL-0001", "0.2", "1.0").out


def test_a_register_entry_by_entry(acme, ims, git):
    (acme / RISKS).write_text(
        "type: risks\ntitle: Risks\nowner: innovation-manager\nclassification: internal\n"
        "entries:\n  - id: RSK-0001\n    title: One\n    status: open\n  - id: RSK-0002\n    title: Two\n",
        "utf-8",
    )
    save(acme, git, "Two risks", "2027-01-10")
    change(acme, "status: open", "status: closed", RISKS)
    change(acme, "id: RSK-0002\n    title: Two", "id: RSK-0003\n    title: Three", RISKS)
    out = ims("-C", acme, "diff", "risks").out
    assert "RSK-0001 · status: open → closed\n" in out
    assert "RSK-0002: [-id: RSK-0002; title: Two-]\n" in out
    assert "RSK-0003: {+id: RSK-0003; title: Three+}\n" in out


def test_a_removed_record_is_shown_as_it_was(grown, ims, git):
    git(grown, "rm", "-q", "docs/leadership/our-policy.md")
    save(grown, git, "Remove", "2027-04-01")
    out = ims("-C", grown, "diff", "POL-0001").out
    assert "to   the last revision: there was no such file" in " ".join(out.split("\n"))
    assert "id: [-POL-0001-]" in out
    on_disk = ims("-C", grown, "diff", "POL-0001", "0.1").out
    assert "to   the file on disk: there was no such file" in on_disk


def test_nothing_differs(grown, ims):
    out = ims("-C", grown, "diff", "POL-0001", "1.0", "audit").out
    assert out.endswith("Nothing differs.\n")


def test_a_page_of_html_is_inert_and_needs_nothing(grown, ims):
    path = "docs/leadership/our-policy.md"
    change(grown, "grow slowly", "grow <script>alert(1)</script> \u202e & </ins>", path)
    (grown / path).write_text(
        (grown / path).read_text("utf-8").replace("title: ", 'title: "<img src=x>" #', 1), "utf-8"
    )
    out = ims("-C", grown, "diff", "POL-0001", "--format", "html").out
    assert "<script" not in out
    assert "<img" not in out
    assert "&lt;script&gt;" in out
    assert "\\u202e" in out
    assert "default-src 'none'" in out
    assert "http://" not in out
    assert "https://" not in out


def test_the_terminal_is_not_steered_and_colours_are_for_terminals(grown, ims):
    path = "docs/leadership/our-policy.md"
    change(grown, "grow slowly", "grow \x1b[31m", path)
    out = ims("-C", grown, "diff", "POL-0001").out
    assert "\x1b" not in out
    assert "\\x1b[31m" in out


def test_colours_instead_of_marks():
    from ims_docs.formats.diff import compare
    from ims_docs.reporters.comparison import Redline, as_text
    from ims_docs.services.timeline import FileState

    before, after = b"---\nid: A\n---\nOld words.\n", b"---\nid: B\n---\nNew words.\n"
    told = Redline(
        "A", "a.md", FileState(name="a", data=before), FileState(name="b", data=after),
        compare(before, after, "a.md"),
    )  # fmt: skip
    out = as_text(told, colour=True)
    assert "\x1b[31;9mOld\x1b[0m\x1b[32mNew\x1b[0m words." in out
    assert "[-" not in out


@pytest.mark.parametrize(
    ("states", "code", "words"),
    [
        (["7.0"], 2, "There are 1.0, 0.2, 0.1."),
        (["nowhere"], 3, "There is no revision 'nowhere'"),
        (["2026-02-30"], 2, "is not a calendar date"),
        (["2020-01-01"], 3, "Nothing was saved by the end of 2020-01-01"),
        (["--", "-p"], 3, "is not a revision"),
    ],
)
def test_wrong_states_are_told(grown, ims, states, code, words):
    result = ims("-C", grown, "diff", "POL-0001", *states)
    assert result.code == code
    assert words in result.err


def test_a_state_on_another_line_is_found_by_any_name(grown, ims, git):
    git(grown, "switch", "-qc", "side", "HEAD~1")
    change(grown, "We want to grow.", "We want to shrink.")
    save(grown, git, "FileState", "2027-03-12")
    git(grown, "switch", "-q", "main")
    out = ims("-C", grown, "diff", "POL-0001", "side", "HEAD").out
    assert "We want to [-shrink-]{+grow slowly+}." in out


def test_a_new_thing_that_was_never_saved(acme, ims):
    (acme / "docs/leadership/new.md").write_text(
        "---\nid: POL-0099\ntype: innovation-policy\n---\n\nNew.\n"
    )
    out = ims("-C", acme, "diff", "docs/leadership/new.md").out
    assert "{+New.+}" in out
    assert "there was no such file" in out


def test_a_file_beside_the_system_is_compared_with_what_is_on_disk(git_repository, ims):
    made = git_repository([{"README.md": "# Acme\n\nWork here.\n"}])
    (made.root / "README.md").write_text("# Acme\n\nWork elsewhere.\n", encoding="utf-8")
    done = ims("-C", made.root, "diff", "README.md")
    assert done.code == 0, done.err
    assert "here" in done.out
    assert "elsewhere" in done.out
