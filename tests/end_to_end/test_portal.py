"""`ims portal build`: many repositories on one view, and what one has wrong hides no other."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from support import DEFAULTS, IDEA, POLICY, GitRepository, policy, write

from ims_docs.adapters.git import History
from ims_docs.errors import UnreadableError

HOW_TO = Path(__file__).parents[2] / "docs/how-to/see-many-repositories.md"


def portal_of(entities: str, more: str = "") -> str:
    return f"title: The group\n{more}entities:\n{entities}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tiny organisations, one with more in it than the other. Each test has a copy."""
    folder = tmp_path_factory.mktemp("group")
    with pytest.MonkeyPatch.context() as patch:
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "Ada Author")
            patch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
            patch.setenv(f"GIT_{role}_DATE", "2026-11-20T09:00:00+00:00")
        GitRepository(folder / "north").commit({**DEFAULTS, POLICY: policy()}, "Begin")
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_DATE", "2026-06-01T09:00:00+00:00")
        south = GitRepository(folder / "south")
        south.commit(DEFAULTS, "Begin")
        south.git("bundle", "create", "-q", str(folder / "south.bundle"), "HEAD", "main")
    return folder


@pytest.fixture
def group(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "group"))


def build(ims, group: Path, entities: str, *options: str, more: str = "") -> dict[str, Any]:
    """The data of a portal over these entities."""
    write(group, {"portal.yml": portal_of(entities, more)})
    done = ims("portal", "build", *options, "--as-of", "2026-11-23", "--format", "json", cwd=group)
    assert done.code == 0, done.err
    assert (group / "portal/portal.json").read_text() == done.out
    return json.loads(done.out)


def by_name(data: dict[str, Any]) -> dict[str, Any]:
    return {one["name"]: one for one in data["entities"]}


class _Parts(HTMLParser):
    """The cells of the first column of the body, what is linked, and every tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.linked: list[str] = []
        self.rows: list[str] = []
        self._in_row = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.linked += [one for key in ("href", "src") if (one := values.get(key))]
        self._in_row = tag == "th" and values.get("scope") == "row"

    def handle_data(self, data: str) -> None:
        if self._in_row:
            self.rows.append(data.removesuffix(" ("))
            self._in_row = False


def test_each_entity_is_what_its_summary_says_in_whatever_form_it_lies_there(ims, group):
    shutil.make_archive(str(group / "zipped"), "zip", group / "north")
    entities = "".join(
        f"  - {{name: {name}, place: {place}}}\n"
        for name, place in (("North", "north"), ("Zip", "zipped.zip"), ("South", "south.bundle"))
    )
    found = by_name(build(ims, group, entities))
    for name, folder in (("North", "north"), ("Zip", "north"), ("South", "south")):
        told = ims(
            "-C", group / folder, "summary", "--verify", "--format", "json", "--as-of", "2026-11-23"
        )
        assert found[name]["summary"] == json.loads(told.out)
    assert found["North"]["integrity"] == "intact"
    assert (found["North"]["standing"], found["South"]["standing"]) == ("current", "silent")
    assert found["South"]["reasons"] == ["Nothing was saved for 175 days"]


def test_what_lies_unsaved_is_not_read(ims, group):
    entity = "  - {name: North, place: north}\n"
    before = build(ims, group, entity, "--no-verify")
    (group / "north" / POLICY).unlink()
    assert build(ims, group, entity, "--no-verify") == before


def test_one_that_cannot_be_read_is_named_with_the_reason_and_the_others_are_shown(ims, group):
    north = GitRepository(group / "north")
    north.commit({IDEA: "---\nid: IDE-0001\n---\n"}, "More")
    north.git("clone", "-q", "--depth", "1", f"file://{group}/north", str(group / "shallow"))
    (group / "cut.bundle").write_bytes((group / "south.bundle").read_bytes()[:-200])
    (group / "empty").mkdir()
    GitRepository(group / "unborn")
    GitRepository(group / "other").commit({"README.md": "Something else\n"})
    shutil.copytree(group / "south", group / "rotten")
    blob = north.git("-C", str(group / "rotten"), "rev-parse", "HEAD:ims.yml").strip()
    loose = group / "rotten/.git/objects" / blob[:2] / blob[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"rot")
    (group / "text.txt").write_text("no bundle")
    (group / "text.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    wrong = {
        "shallow": "cut off (shallow clone)",
        "cut.bundle": "Git could not take the copy",
        "empty": "empty is no git repository",
        "unborn": "There is no commit yet",
        "other": "There is no ims.yml in its newest commit",
        "rotten": "",
        "text.txt": "text.txt is no copy of a repository",
        "text.zip": "The zip file holds no git repository",
        "gone": "There is nothing at gone",
    }
    entities = "".join(f"  - {{name: The {one}, place: {one}}}\n" for one in wrong)
    for option in ((), ("--no-verify",)):
        data = build(ims, group, entities + "  - {name: South, place: south}\n", *option)
        found = by_name(data)
        for place, why in wrong.items():
            one = found[f"The {place}"]
            assert (one["standing"], one["summary"]) == ("not seen", None), place
            assert why in one["reasons"][0], place
            assert str(group) not in one["reasons"][0], place
        assert found["South"]["summary"]["counts"]["registers"] == 2
        assert data["totals"]["not_seen"] == len(wrong)
    page = (group / "portal/index.html").read_text()
    assert "There is nothing at gone" in page
    assert "175 days" in page


def test_a_folder_that_is_no_repository_is_not_the_one_around_it(ims, group):
    """Git would look for the repository above."""
    GitRepository(group).commit(DEFAULTS)
    (group / "inner").mkdir()
    found = by_name(build(ims, group, "  - {name: Inner, place: inner}\n"))
    assert found["Inner"]["standing"] == "not seen"


def test_a_copy_that_was_tampered_with_is_shown_and_named(ims, group):
    north = GitRepository(group / "north")
    north.git(
        "replace", "HEAD", north.commit({"ims.yml": DEFAULTS["ims.yml"]}, "Other"), check=False
    )
    north.git("replace", "HEAD~1", "HEAD")
    entity = "  - {name: North, place: north}\n"
    one = by_name(build(ims, group, entity))["North"]
    assert one["integrity"] == "not intact"
    assert one["reasons"] == ["The history is not intact; `ims verify` there says why"]
    assert one["summary"]["integrity"] == "not intact"
    unverified = by_name(build(ims, group, entity, "--no-verify"))["North"]
    assert (unverified["integrity"], unverified["reasons"]) == ("not asked", [])
    assert "not verified" in (group / "portal/index.html").read_text()
    assert "No history was verified" in (group / "portal/clauses.html").read_text()


def test_a_root_key_from_elsewhere_is_compared(ims, group):
    other = "  - {name: North, place: north, root: 'SHA256:" + "a" * 43 + "'}\n"
    assert by_name(build(ims, group, other))["North"]["integrity"] != "intact"


def test_the_pages_lead_only_to_each_other_and_to_sites_and_run_nothing(ims, group):
    write(group, {"north/site/index.html": "x", "lone page.html": "x"})
    entities = (
        "  - {name: '<script>alert(1)</script>', place: north, site: north/site}\n"
        "  - {name: Page, site: lone page.html}\n"
        "  - {name: Web, site: 'https://example.org/a?b=\"c\"'}\n"
        "  - {name: No site, place: south, site: nowhere}\n"
    )
    data = build(ims, group, entities, "--no-verify")
    found = by_name(data)
    assert found["Web"]["standing"] == found["Page"]["standing"] == "linked only"
    assert "Its site is not there: nowhere" in found["No site"]["reasons"]
    files = {one.name for one in (group / "portal").iterdir()}
    outside = {"../north/site/index.html", "../lone%20page.html", 'https://example.org/a?b="c"'}
    seen = set()
    for page in (group / "portal").glob("*.html"):
        parts = _Parts(page.read_text())
        assert not {"script", "img", "iframe", "form"} & set(parts.tags)
        assert set(parts.linked) <= files | outside
        seen |= set(parts.linked)
    assert outside <= seen
    assert {one for one in files if one.endswith(".html")} <= seen | {"index.html"}


def test_each_column_has_a_page_in_its_order(ims, group):
    entities = "  - {name: Zulu, place: south}\n  - {name: Alpha, place: north}\n  - {name: Gone, place: x}\n"
    data = build(ims, group, entities)

    def rows(page: str) -> list[str]:
        return _Parts((group / "portal" / page).read_text()).rows[:3]

    assert rows("index.html") == ["Zulu", "Alpha", "Gone"]
    assert rows("entities-by-name.html") == ["Alpha", "Gone", "Zulu"]
    assert rows("entities-by-integrity.html")[0] == "Gone"
    assert rows("entities-by-saved.html") == ["Zulu", "Alpha", "Gone"]
    errors = {one["name"]: one["summary"]["findings"]["error"] for one in data["entities"][:2]}
    worst = sorted(errors, key=lambda name: -errors[name])
    assert rows("entities-by-errors.html") == [*worst, "Gone"]
    assert data["totals"]["errors"] == sum(errors.values())
    (clauses,) = data["clauses"].values()
    assert all(sum(one["rungs"].values()) + one["not_applicable"] == 2 for one in clauses)
    most = max(clauses, key=lambda one: one["rungs"]["0"])
    assert rows("clauses-by-missing.html")[0] in {
        one["number"] for one in clauses if one["rungs"]["0"] == most["rungs"]["0"]
    }


def test_it_says_nothing_of_people_and_texts(ims, group):
    build(ims, group, "  - {name: North, place: north}\n")
    for page in (group / "portal").iterdir():
        assert not re.search("Ada Author|Ben Boss|We mean it|POL-0001", page.read_text()), page.name


def test_the_second_run_replaces_the_folder_and_a_failing_one_leaves_it(ims, group, monkeypatch):
    entity = "  - {name: South, place: south}\n"
    build(ims, group, entity, "--no-verify")
    (group / "portal/left.html").write_text("old")
    build(ims, group, entity, "--no-verify")
    assert not (group / "portal/left.html").exists()
    before = {one.name: one.read_bytes() for one in (group / "portal").iterdir()}

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ims_docs.cli.portal.as_json", stopped)
    assert ims("portal", "build", "--no-verify", cwd=group).code == 130
    assert {one.name: one.read_bytes() for one in (group / "portal").iterdir()} == before
    assert not list(group.glob(".portal.*"))


@pytest.mark.parametrize("place", ["mine", "south/docs/here", "south/.git/here", "south", "sited"])
def test_it_writes_over_nothing_that_it_did_not_make(ims, group, place):
    write(group, {"mine/file.txt": "x", "sited/.ims-site": "Made by `ims site`.\n"})
    write(group, {"portal.yml": portal_of("  - {name: South, place: south}\n")})
    done = ims("portal", "build", "--no-verify", "--output", place, cwd=group)
    assert done.code == 2, done.err
    assert (group / "mine/file.txt").exists()
    assert not (group / "south/docs/here").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "portal.yml"),
        ("title: [", "portal.yml:1:"),
        ("title: A\nentities: []\n", "portal.yml:2:1: "),
        ("title: A\n", "portal.yml:1:1: "),
        (portal_of("  - {name: A}\n"), "portal.yml:3:6: Nothing says where 'A' is"),
        (portal_of("  - place: a\n"), "portal.yml:3:"),
        (portal_of("  - {name: A, place: a, size: 3}\n"), "portal.yml:3:"),
        (portal_of("  - {name: A, place: a}\n  - {name: A, place: b}\n"), "portal.yml:4:6: Two"),
        (portal_of("  - {name: A, place: 'https://a.example/x'}\n"), "portal.yml:3:15: This is an"),
        (portal_of("  - {name: A, site: 'javascript:alert(1)'}\n"), "portal.yml:3:15: A site is"),
        (portal_of("  - {name: A, place: a, root: abc}\n"), "portal.yml:3:25: "),
        (portal_of("  - {name: A, place: a}\n", "silent_after: soon\n"), "portal.yml:2:1: "),
        (portal_of("  - {name: A, place: a}\n", "silent_after: 0\n"), "portal.yml:2:1: "),
        ("- a\n", "portal.yml:1:1"),
    ],
)
def test_a_list_that_is_not_right_is_told_with_its_place(ims, tmp_path, text, told):
    write(tmp_path, {"portal.yml": text})
    done = ims("portal", "build", cwd=tmp_path)
    assert (done.code, done.out) == (2, ""), done.err
    assert told in done.err
    assert "hint: " in done.err
    assert not (tmp_path / "portal").exists()


def test_there_is_no_list(ims, tmp_path):
    done = ims("portal", "build", cwd=tmp_path)
    assert done.code == 2
    assert "portal.yml cannot be read" in done.err


def test_the_list_of_the_documentation_is_right(ims, tmp_path):
    (text,) = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    write(tmp_path, {"portal.yml": text})
    done = ims("portal", "build", "--format", "json", cwd=tmp_path)
    assert done.code == 0, done.err
    data = json.loads(done.out)
    assert data["totals"]["not_seen"] == 3
    assert data["silent_after"] == 90


def test_one_state_is_summed_up_once_and_each_copy_is_read(ims, group, monkeypatch):
    """Names of git say what is the same; whether a copy is sound is asked of each."""
    shutil.copytree(group / "north", group / "north2")
    calls = []
    real = History.revisions
    monkeypatch.setattr(
        History, "revisions", lambda self, path="": calls.append(1) or real(self, path)
    )
    entities = "  - {name: A, place: north}\n  - {name: B, place: north2}\n"
    found = by_name(build(ims, group, entities, "--no-verify"))
    assert found["A"]["summary"] == found["B"]["summary"]
    assert len(calls) == 1


def test_a_fault_of_git_is_a_reason_as_well(ims, group, monkeypatch):
    def failing(*_: object) -> None:
        raise UnreadableError("git log failed: x", hint="Run `git fsck`.")

    monkeypatch.setattr("ims_docs.services.summing.entities.summed_up", failing)
    found = by_name(build(ims, group, "  - {name: A, place: north}\n", "--no-verify"))
    assert found["A"]["reasons"] == ["git log failed: x. Run `git fsck`"]
