"""What people judged beside what the evidence shows, and the way from another standard."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def told(nordwind, ims):
    def call(*more: str):
        done = ims("-C", nordwind, "gap", "--format", "json", *more)
        assert done.code == 0, done.err
        data = json.loads(done.out)
        return data, {one["title"]: one for one in data["sheets"]}

    return call


def test_where_judgement_and_evidence_differ_stands_first(told):
    data, found = told()
    assert data["analysis"] == "GAP-0001"
    assert list(found) == [
        "Judgement and evidence differ",
        "What to close first",
        "Scores by clause",
    ]
    apart = found["Judgement and evidence differ"]["figures"]
    assert all(abs(judged - rung) >= 2 for judged, rung in apart.values())
    assert apart["5.2"] == [0, 4]
    first = found["What to close first"]["rows"]
    assert [row[0] for row in first] == ["5.2", "9.2.2", "6.4", "8.3.4"]


def test_the_way_from_56002_says_what_is_new_moved_and_kept(told):
    _, found = told("--from", "iso56002", "--to", "iso56001")
    rows = {title: {row[0].split()[0]: row for row in one["rows"]} for title, one in found.items()}
    assert list(rows) == ["To be added", "Moved", "Kept"]
    assert {"4.3.1", "6.3"} <= rows["To be added"].keys()
    assert rows["Moved"]["5.4"][1] == "4.4.2"
    assert rows["Kept"]["4.2"][1] == "4.2"
    every = [clause for some in rows.values() for clause in some]
    assert len(every) == len(set(every)) == sum(one["figures"]["clauses"] for one in found.values())
    assert rows["Moved"]["5.2"][4] == 0  # judged in the analysis


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--from", "iso9"), "Nothing says how iso9 leads to iso56001"),
        (("--analysis", "GAP-0009"), "There is no gap analysis 'GAP-0009'"),
    ],
)
def test_what_is_not_known_is_said_in_a_sentence(nordwind, ims, more, said):
    done = ims("-C", nordwind, "gap", *more)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_without_an_analysis_it_says_how_to_begin(acme, ims):
    done = ims("-C", acme, "gap")
    assert done.code == 0, done.err
    assert "Nobody has judged yet: `ims add gap-analysis`" in done.out
