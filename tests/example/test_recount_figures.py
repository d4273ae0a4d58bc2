"""Every figure of the dashboard is what a script that reads only files makes of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import recount_figures

from ims_docs.cli import run
from ims_docs.domain.indicators import FAMILIES, LEVELS
from ims_docs.domain.measures.pipeline import kinds, middle_of, portfolio
from ims_docs.services.workspace import Disk, Workspace

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def counted(nordwind):
    script = Path(recount_figures.__file__)
    command = [sys.executable, "-I", str(script), str(nordwind), DAY]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture
def told(nordwind, capsys):
    run(["-C", str(nordwind), "indicators", "--as-of", DAY, "--format", "json"])
    return json.loads(capsys.readouterr().out)


def test_the_script_is_short_and_imports_nothing_of_ims():
    source = Path(recount_figures.__file__).read_text("utf-8")
    assert not re.search(r"^\s*(?:import|from) ims", source, re.MULTILINE)
    assert len([one for one in source.splitlines() if one.strip()]) <= 60


def test_every_series_is_the_same(counted, told):
    own = [each for one in told["objectives"] for each in one["indicators"] if each["id"] == one["id"]]  # fmt: skip
    measured = {one["id"]: one for one in (*told["indicators"], *own) if one["points"]}
    assert measured.keys() == counted["series"].keys()
    for name, one in measured.items():
        figures = [[each["period"], each["number"], each["record"]] for each in one["points"]]
        assert figures == counted["series"][name]["figures"], name
    for one in told["indicators"]:
        mine = counted["series"].get(one["id"])
        if mine:
            assert (one["trend"], len(one["gaps"])) == (mine["trend"], mine["gaps"]), one["id"]
            assert (one["points"][-1]["met"], one["points"][-1]["alarm"]) == (mine["met"], mine["alarm"])  # fmt: skip


def test_families_and_levels_hold_as_many(counted, told):
    for family in FAMILIES:
        for level in LEVELS:
            here = [one for one in told["indicators"] if (one["family"], one["level"]) == (family, level)]  # fmt: skip
            assert len(here) == counted["cells"].get(f"{family} {level}", 0)
            assert ({"family": family, "level": level} in told["empty"]) is (not here)


def test_progress_of_the_way_follows_from_the_figures(counted, told):
    (first,) = [one for one in told["objectives"] if one["id"] == "OBE-0001"]
    *_, (_, last, _) = counted["series"]["OBE-0001"]["figures"]
    assert first["indicators"][0]["share"] == 100 * last / 40
    assert first["track"] == "on track"


def test_funnel_and_portfolio_are_the_same(counted, nordwind):
    repository = Workspace(root=nordwind).read(Disk(date.fromisoformat(DAY))).repository
    for one in kinds(repository):
        mine = counted["funnel"][one.name]
        states = {state: len(one.of(state)) for state in {each.state for each in one.records}}
        assert states == mine["states"]
        for name, days in (("age", one.open_days), ("answer", one.answer_days), ("end", one.end_days)):  # fmt: skip
            middle = middle_of(days)
            assert ([float(middle), len(days)] if middle is not None else None) == mine[name]
    found = {one.name: [one.money, one.days] for one in portfolio(repository)}
    assert found == counted["portfolio"]
