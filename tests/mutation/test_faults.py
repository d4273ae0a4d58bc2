"""The list of faults fits the program, and the table of what came of them fits the list."""

from __future__ import annotations

from pathlib import Path

import faults
import pytest
from support import write

FAULT = {
    "room": "sums", "name": "minus", "file": "ims_docs/sums.py", "old": "+", "new": "-",
    "does": "It takes away", "tests": ["tests/test_sums.py"],
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write(
        tmp_path / "project",
        {
            "ims_docs/__init__.py": "",
            "ims_docs/sums.py": "def added(one, other):\n    return one + other\n",
            "tests/test_sums.py": "from ims_docs.sums import added\n\n\n"
            "def test_five():\n    assert added(2, 3) == 5\n",
        },
    )
    monkeypatch.setattr(faults, "ROOT", root)
    return root


def test_every_fault_of_the_list_can_be_put_in() -> None:
    known = faults.faults()
    assert [found for one in known if (found := one.problem())] == []
    assert len({one.name for one in known}) == len(known) >= faults.FEWEST


def test_the_table_says_of_every_fault_what_came_of_it() -> None:
    assert list(faults.outcomes()) == [one.name for one in faults.faults()]
    assert faults.TABLE.read_text("utf-8") == faults.table(faults.faults(), faults.outcomes())


def test_what_no_test_notices_is_little_and_has_its_reason() -> None:
    said = faults.outcomes()
    alive = [one for one in faults.faults() if said[one.name] == faults.SURVIVED]
    assert [one.name for one in alive if not one.stands] == []
    assert len(alive) <= (1 - faults.LEAST) * len(said)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"file": "ims_docs/gone.py"}, "there is no ims_docs/gone.py"),
        ({"old": "*"}, "its old text stands 0 times"),
        ({"old": "other"}, "its old text stands 2 times"),
        ({"tests": []}, "no test file is named"),
        ({"tests": ["tests/test_gone.py"]}, "no test file tests/test_gone.py"),
        ({"new": "+"}, "it changes nothing"),
        ({}, ""),
    ],
)
def test_a_fault_that_does_not_fit_is_told(change, problem, project):
    found = faults.Fault(**{**FAULT, **change}).problem(project)
    assert problem in found
    assert bool(found) is bool(problem)


def test_a_fault_is_noticed_or_survives_and_leaves_the_project_as_it_was(project, tmp_path):
    before = (project / "ims_docs/sums.py").read_bytes()
    copy = faults.Copy(tmp_path / "scratch")
    noticed = copy.outcome(faults.Fault(**FAULT))
    survivor = copy.outcome(faults.Fault(**{**FAULT, "old": "one + other", "new": "other + one"}))
    assert (noticed, survivor) == ("tests/test_sums.py::test_five", faults.SURVIVED)
    assert (project / "ims_docs/sums.py").read_bytes() == before
    assert (copy.root / "ims_docs/sums.py").read_bytes() == before


def test_a_test_that_fails_without_any_fault_has_noticed_nothing(project, tmp_path):
    (project / "tests/test_sums.py").write_text("def test_five():\n    assert False\n", "utf-8")
    copy = faults.Copy(tmp_path / "scratch")
    assert copy.fails_without(["tests/test_sums.py::test_five"]) == {
        "tests/test_sums.py::test_five"
    }
