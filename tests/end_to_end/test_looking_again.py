"""Plain files that an approved text names, `ims review`, and what each command says of a suspect."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from signers import Office
from support import AS_OF, POLICY, POLICY_KEYS, policy, write

from ims_docs.formats.signatures import BASELINES, STATEMENTS
from ims_docs.model.baseline import Baseline
from ims_docs.services.workspace import Clock, Workspace
from ims_docs.site.build import reading
from ims_docs.site.pages import control

FIGURE = "docs/leadership/the figure.csv"
TEXT = policy(keys=POLICY_KEYS.replace('"0.1"', '"1.0"'), more="[Figure](the%20figure.csv)\n")
LINE = TEXT.splitlines().index("[Figure](the%20figure.csv)") + 1
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def office(git_repository, made_keys):
    """A policy that names a figure, approved and saved."""
    made = git_repository([{POLICY: TEXT, FIGURE: "a,1\n"}])
    here = Office(made.root, made.root, ())
    here.keys = made_keys
    here.lists()
    here.approves(when="2026-10-01")
    here.git = made.git
    here.commit = made.commit
    here.commit({}, "Approve")
    return here


@pytest.fixture
def suspect(office, ims):
    def found(*arguments):
        out = ims(
            "-C", office.root, "check", "--select", "APR007", "--format", "json", *arguments
        ).out
        return [(one["line"], one["message"]) for one in json.loads(out)["findings"]]

    return found


def test_a_plain_file_with_other_bytes_is_a_reason(office, ims, suspect):
    assert suspect() == []
    office.commit({FIGURE: "a,2\n"}, "Count again")
    told = (
        f"Suspect: {FIGURE}, linked in line {LINE}, is not what it was: changed on 2026-11-23, "
        "after this text was approved on 2026-10-02"
    )
    assert suspect() == [(LINE, told)]
    assert suspect("--at", "HEAD") == [(LINE, told)]
    assert suspect("--staged") == []  # nothing is staged, so nothing is judged
    assert suspect("--at", "HEAD~1") == []
    for command in (["coverage"], ["status", *DAY]):
        out = " ".join(ims("-C", office.root, *command).out.split())
        assert "is not what it was: changed on 2026-11-23" in out
    office.commit({FIGURE: "a,1\n"}, "It was right")
    assert suspect() == []


def test_a_change_that_nobody_saved_yet_counts_from_today(office, suspect):
    write(office.root, {FIGURE: "a,3\n"})
    ((_, told),) = suspect("--as-of", "2026-12-24")
    assert "changed on 2026-12-24" in told


def test_other_line_ends_are_no_change(office, suspect):
    write(office.root, {FIGURE: "a,1\r\n"})
    assert suspect() == []


def test_a_file_that_changed_with_the_approval_is_no_reason(office, suspect):
    """However late the approval was saved, the bytes that lay beside it are the ones it saw."""
    write(office.root, {FIGURE: "a,4\n", POLICY: TEXT.replace('"1.0"', '"1.1"')})
    office.approves("1.1", "2026-10-10")
    office.commit({}, "Figure, text and approval")
    assert suspect() == []


def test_the_control_header_of_the_site_says_it(office):
    office.commit({FIGURE: "a,2\n"}, "Count again")
    content = reading.read(Workspace(root=office.root), as_of=AS_OF)
    (text,) = content.repository.documents
    shown = control.header(content, text)
    assert "Suspect: to be looked at again" in shown
    assert "is not what it was: changed on 2026" in shown


@pytest.fixture
def fixed(office, ims, monkeypatch):
    """A baseline before and one after the figure changed, both made on the day of the tests."""
    monkeypatch.setattr(Clock, "now", lambda _: datetime(2026, 11, 23, 10, tzinfo=UTC))
    office.lists(f'namespaces="{STATEMENTS},{BASELINES}"')
    office.commit({}, "Let both sign baselines as well")
    for name, figure in (("before", "a,1\n"), ("after", "a,2\n")):
        office.commit({FIGURE: figure}, "Count")
        made = ims("-C", office.root, "baseline", "create", name, "--key", office.keys["PER-0002"])
        assert made.code == 0, made.err
        office.commit({}, f"Fix the baseline {name}")
    return {
        name: Baseline.parse((office.root / f"baselines/{name}.txt").read_bytes())
        for name in ("before", "after")
    }


@pytest.fixture
def covered(office, ims):
    """The rung of each clause at a commit, as `ims coverage` tells it."""

    def rungs(commit):
        told = ims("-C", office.root, "coverage", "--at", commit, *DAY, "--format", "json")
        return {one["number"]: one["rung"] for one in json.loads(told.out)["clauses"]}

    return rungs


def test_the_site_tells_the_rungs_of_coverage_for_each_baseline(office, fixed, covered):
    site = reading.read(Workspace(root=office.root), as_of=AS_OF)
    for one in site.baselines:
        expected = covered(fixed[one.name].commit)
        assert expected["5.2"] == {"before": 4, "after": 3}[one.name]
        assert {clause: int(rung) for clause, rung in one.rungs.items()} == expected


def test_a_review_ends_it(office, suspect):
    office.commit({FIGURE: "a,2\n"}, "Count again")
    office.says("reviewed", "PER-0002", "2026-11-24", reason="the figure is as we thought")
    office.commit({}, "Look at it again")
    assert suspect("--as-of", "2026-11-25") == []


def test_without_a_whole_history_linked_files_are_not_taken_for_unchanged(
    office, ims, git, tmp_path
):
    office.commit({FIGURE: "a,2\n"}, "Count again")
    git(tmp_path, "clone", "-q", "--depth", "1", office.root.as_uri(), "cut")
    for asked in (["check", "--select", "APR007"], ["coverage"], ["review", "POL-0001"]):
        result = ims("-C", tmp_path / "cut", *asked)
        assert (result.code, result.out) == (3, "")
        assert "The history is cut off (shallow clone), so linked files cannot be compared" in (
            result.err
        )


def test_review_shows_what_changed_and_with_which_command_to_see_it(office, ims):
    office.commit({FIGURE: "a,2\n"}, "Count again")
    looked = ims("-C", office.root, "review", "POL-0001")
    assert looked.code == 0
    assert (
        looked.out
        == f"""\
POL-0001  Innovation policy
{POLICY}
Version 1.0, approved on 2026-10-02 by Ben Boss, next review by 2027-10-02

Changed around it since it was approved on 2026-10-02:
  {FIGURE}, linked in line {LINE}, is not what it was: changed
    on 2026-11-23
    → ims diff "{FIGURE}" 2026-10-02
"""
    )
    assert 'If it is still right: ims review POL-0001 --still-valid "because …"' in looked.err


def test_review_says_that_nothing_changed(office, ims):
    out = ims("-C", office.root, "review", "POL-0001").out
    assert "Nothing it depends on has changed since it was approved on 2026-10-02." in out


def test_only_what_is_in_force_is_reviewed(office, ims):
    for name in ("people", "PER-0009"):
        assert ims("-C", office.root, "review", name).code in {1, 2}
    refused = ims("-C", office.root, "review", "people")
    assert "This text of people is not in force, so there is nothing to review" in refused.err


def test_who_confirms_a_text_is_shown_first_what_changed(office, ims, made_keys):
    office.commit({FIGURE: "a,2\n"}, "Count again")
    said = ims(
        "-C", office.root, "review", "POL-0001", "--key", made_keys["PER-0002"],
        "--still-valid", "because the figure proves nothing",
    )  # fmt: skip
    assert (said.code, said.out) == (0, "approvals/POL-0001/v1.0/reviewed-PER-0002.txt\n")
    assert said.err.index("Changed around it") < said.err.index("Ben Boss confirmed POL-0001")


def test_a_register_in_force_has_no_links_to_look_at(office, ims):
    path = "docs/registers/roles.yaml"
    office.approves("1", "2026-10-01", document="roles", text=path)
    out = ims("-C", office.root, "review", "roles").out
    assert "Nothing it depends on has changed since it was approved on 2026-10-02." in out


def test_a_comparison_of_baselines_sees_it_as_coverage_does(office, ims, made_keys, monkeypatch):
    monkeypatch.setattr(Clock, "now", lambda _: datetime(2026, 11, 24, 12, tzinfo=UTC))
    office.lists(f'namespaces="{STATEMENTS},{BASELINES}"')
    office.commit({}, "Let them fix baselines")
    key = made_keys["PER-0002"]
    assert ims("-C", office.root, "baseline", "create", "2026-start", "--key", key).code == 0
    office.commit({FIGURE: "a,2\n"}, "Count again")
    reached = {}
    for when in ("HEAD~1", "HEAD"):
        out = ims("-C", office.root, "coverage", "--at", when, "--format", "json").out
        reached[when] = {one["number"]: one["rung"] for one in json.loads(out)["clauses"]}
    lower = {one for one, rung in reached["HEAD"].items() if rung < reached["HEAD~1"][one]}
    assert lower
    compared = ims("-C", office.root, "baseline", "compare", "2026-start", "--format", "json").out
    assert {one["number"] for one in json.loads(compared)["clauses"]} == lower
