"""`ims measure` records what can be counted, once, with everything that was counted."""

from __future__ import annotations

import json
import subprocess

import pytest

from ims_docs.formats import frontmatter

IDEA = "---\nid: {id}\ntype: idea\ntitle: An idea\ndate: {day}\nowner: PER-0001\nstatus: open\nauthor: PER-0001\nidea_type: product\n{more}---\n"
ASKED = ("measure", "IND-0007", "--period", "2025-Q1")


INDICATOR = """    family: throughput
    level: process
    definition: What counts.
    formula: How it is counted
    unit: percent
    source: Records
    frequency: quarterly
    owner: innovation-manager
    status: proposed
"""
CATALOGUE = f"""type: indicators
title: Indicator catalogue
owner: innovation-manager
classification: internal
entries:
  - id: IND-0001
    title: Budget used
    method: survey
{INDICATOR}  - id: IND-0007
    title: Ideas answered in time
    method: automatic
    measure: ideas-answered-in-time
    limit: LIM-0001
    direction: more is better
    goal: 90
{INDICATOR}"""
LIMITS = """type: limits
title: Limits
owner: innovation-manager
classification: internal
entries:
  - {id: LIM-0001, title: First answer to an idea, value: 10, unit: working days, decided_in: Policy}
"""


@pytest.fixture
def counted(git_repository, root):
    """Three ideas of a quarter, one of them answered in time."""
    files = {"docs/registers/indicators.yaml": CATALOGUE, "docs/registers/limits.yaml": LIMITS}
    for number, (day, more) in enumerate(
        [("2025-01-06", "feedback_on: 2025-01-14\n"), ("2025-02-03", "feedback_on: 2025-03-03\n"), ("2025-03-31", "")], 1
    ):  # fmt: skip
        one = IDEA.format(id=f"IDE-{number:04}", day=day, more=more)
        files[f"docs/records/idea/IDE-{number:04}.md"] = one
    git_repository([files])
    return root


def keys(root, path):
    return frontmatter.split((root / path).read_text("utf-8"))[0]


def test_a_measurement_is_made_once_and_names_what_was_counted(counted, ims):
    made = ims("-C", counted, *ASKED, "--commit")
    assert made.code == 0, made.err
    assert "33.33 percent (goal at least 90: missed)" in " ".join(made.out.split())
    number, path = made.out.splitlines()[-1].split()
    said = frontmatter.parse(keys(counted, path)).values
    assert (said["value"], said["number"], said["judgement"]) == ("33.33", 33.33, "target missed")
    assert (said["counted"], said["out_of"]) == (["IDE-0001"], ["IDE-0001", "IDE-0002", "IDE-0003"])
    again = ims("-C", counted, *ASKED)
    assert (again.code, again.out.splitlines()[-1]) == (0, f"{number} {path}")
    assert "there already" in again.err
    assert [one.name for one in (counted / path).parent.glob("*.md")] == [f"{number}.md"]
    changed = ims("-C", counted, "check", path, "--select", "NUM", "--fail-on", "advice")
    assert changed.code == 0, changed.out


def test_what_changed_since_is_said_and_found(counted, ims):
    path = ims("-C", counted, *ASKED).out.splitlines()[-1].split()[1]
    late = counted / "docs/records/idea/IDE-0003.md"
    late.write_text(late.read_text("utf-8").replace("idea_type", "feedback_on: 2025-04-01\nidea_type"), "utf-8")  # fmt: skip
    again = ims("-C", counted, *ASKED)
    assert again.code == 1
    assert "says 33.33" in again.err
    found = ims("-C", counted, "check", "--select", "NUM004")
    assert f"{path}:11:1 NUM004" in found.out
    assert "counted again, it is 66.67" in found.out


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("IND-0001",), 2, "names no measure"),
        (("IND-0099",), 2, "There is no indicator"),
        (("IND-0007", "--period", "2025-Q5"), 2, "is no period"),
        (("IND-0007", "--period", "9999"), 1, "is not over"),
        (("IND-0007", "--period", "1999"), 1, "nothing to measure"),
        (("ideas answered in time", "--period", "2025-Q1", "--show"), 0, ""),
    ],
)
def test_what_cannot_be_measured_is_said_and_nothing_is_written(counted, ims, asked, code, said):
    found = ims("-C", counted, "measure", *asked)
    assert (found.code, said in found.err) == (code, True), found.err
    assert not (counted / "docs/records/measurement").exists()


def test_a_file_that_cannot_be_read_keeps_a_figure_from_being_recorded(counted, ims):
    (counted / "docs/records/idea/IDE-0004.md").write_bytes(b"---\nid: [\n---\n")
    found = ims("-C", counted, *ASKED)
    assert (found.code, "cannot be read" in found.err) == (1, True)


def test_programs_get_the_paths(counted, ims):
    data = json.loads(ims("-C", counted, *ASKED, "--format", "json").out)
    (one,) = data["figures"]
    assert (one["number"], one["recorded_number"], one["recorded"][:4]) == (33.33, 33.33, "MEA-")
    assert all((counted / each["path"]).is_file() for each in one["out_of"])
    listed = json.loads(
        ims("-C", counted, "measure", "--period", "2025-Q1", "--format", "json").out
    )
    assert [each["recorded"] for each in listed["figures"] if each["indicator"] == "IND-0007"] == [
        one["recorded"]
    ]
    named = subprocess.run(
        ["git", "-C", str(counted), "status", "--porcelain"], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert "measurement" in named.stdout
