"""Named measures: what counts, what does not, and that everything counted can be opened."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.domain.measures import MEASURES, compute
from ims_docs.model.period import Period


def record(
    type_: str, number: str, day: str, keys: str = "", status: str = "open"
) -> dict[str, str]:
    text = f"---\nid: {number}\ntype: {type_}\ntitle: A title\ndate: {day}\nowner: PER-0001\nstatus: {status}\n{keys}---\n"
    return {f"docs/records/{type_}/{number}.md": text}


def register(type_: str, *entries: str) -> dict[str, str]:
    listed = "".join(f"  - {one}\n" for one in entries)
    head = "title: A register\nowner: top-management\nclassification: internal\n"
    return {f"docs/registers/{type_}.yaml": f"type: {type_}\n{head}entries:\n{listed}"}


FILES = {
    **record("idea", "IDE-0001", "2026-01-05", "author: PER-0001\nfeedback_on: 2026-01-16\n"),
    **record("idea", "IDE-0002", "2026-02-02", "author: PER-0002\nfeedback_on: 2026-02-17\n"),
    **record("idea", "IDE-0003", "2026-03-30", "author: PER-0001\n"),
    **record(
        "idea", "IDE-0004", "2025-12-31",
        "author: PER-0001\nfeedback_on: 2026-01-02\nclosed_on: 2026-02-01\n", "taken up",
    ),
    **record("idea", "IDE-0005", "2026-02-10", "author: PER-0001\nclosed_on: 2026-03-02\n", "stopped"),
    **record("idea", "IDE-0006", "[TODO: when]", "author: PER-0001\n"),
    **record("nonconformity", "NCR-0001", "2026-01-10",
        "actions:\n  - {what: Mend it, who: PER-0001, due: 2026-02-01, done_on: 2026-02-01}\n"
        "  - {what: Mend more, who: PER-0001, due: 2026-03-01, done_on: 2026-04-02}\n"
        "closed_on: 2026-04-10\n", "effective"),
    **record("nonconformity", "NCR-0002", "2026-03-10", "actions:\n  - {what: Look, who: PER-0001, due: 2026-03-20}\n"),
    **record("experiment", "EXP-0001", "2026-01-10", "ended_on: 2026-01-30\nresult: refuted\n", "running"),
    **record("lesson", "LES-0001", "2025-01-10", "led_to: [IDE-0001]\n"),
    **record("lesson", "LES-0002", "2026-01-10"),
    **record("lesson", "LES-0003", "2023-01-10"),
    **record("competence-evidence", "CPE-0001", "2025-06-01", "person: PER-0002\nkind: training\neffective: effective\n"),
    **record("competence-evidence", "CPE-0002", "2025-06-01", "person: PER-0001\nkind: training\n"),
    **register("limits", "{id: LIM-0001, title: Answer, value: 10, unit: working days, decided_in: Policy}"),
    **register("objectives", "{id: OBE-0001, title: One, due: 2026-02-01, status: achieved}",
               "{id: OBE-0002, title: Two, due: 2026-03-31, status: missed}",
               "{id: OBE-0003, title: Three, status: achieved}"),
}  # fmt: skip

EXPECTED = {
    "ideas-received": ("4", "IDE-0001 IDE-0002 IDE-0003 IDE-0005", None),
    "ideas-answered-in-time": ("25", "IDE-0001", "IDE-0001 IDE-0002 IDE-0003 IDE-0005"),
    "idea-answer-days": ("11", "IDE-0001 IDE-0002 IDE-0004", None),
    "ideas-taken-up": ("50", "IDE-0004", "IDE-0004 IDE-0005"),
    "open-ideas": ("3", "IDE-0001 IDE-0002 IDE-0003", None),
    "open-idea-days": ("57", "IDE-0001 IDE-0002 IDE-0003", None),
    "experiments-ended": ("1", "EXP-0001", None),
    "experiment-days": ("20", "EXP-0001", None),
    "lessons-used": ("50", "LES-0001", "LES-0001 LES-0002"),
    "actions-in-time": ("33.33", "NCR-0001", "NCR-0001 NCR-0001 NCR-0002"),
    "actions-overdue": ("2", "NCR-0001 NCR-0002", None),
    "nonconformities-open": ("2", "NCR-0001 NCR-0002", None),
    "people-trained": ("50", "PER-0002", "PER-0001 PER-0002"),
    "objectives-achieved": ("50", "OBE-0001", "OBE-0001 OBE-0002"),
    "people-engaged": ("100", "PER-0001 PER-0002", "PER-0001 PER-0002"),
}


@pytest.fixture
def quarter(repository):
    known = repository(FILES)

    def ask(name: str, period: str = "2026-Q1"):
        return compute(known, {"measure": name, "limit": "LIM-0001"}, Period.parse(period))

    return ask


def test_each_measure_counts_what_it_says(quarter):
    for name, (number, counted, whole) in EXPECTED.items():
        found = quarter(name)
        assert round(found.number, 2) == Decimal(number), name
        assert " ".join(one.id for one in found.counted) == counted, name
        assert (found.out_of and " ".join(one.id for one in found.out_of)) == whole, name


def test_a_share_and_a_middle_of_nothing_are_no_figure(quarter):
    for name, measure in MEASURES.items():
        found = quarter(name, "1999")
        if measure.unit == "number":
            assert (found.number, found.counted) == (0, ()), name
        elif "people" not in name:
            assert (found.number, found.counted) == (None, ()), name


def test_everything_that_was_counted_can_be_opened(repository):
    known = repository(FILES)
    for name in MEASURES:
        found = compute(known, {"measure": name, "limit": "LIM-0001"}, Period.parse("2026"))
        for one in (*found.counted, *(found.out_of or ())):
            assert one.path in known.paths, name
            assert one.id in known.holders, name


def test_without_its_limit_nothing_is_computed(repository):
    asked = {"measure": "ideas-answered-in-time"}
    for limit in (None, "LIM-0009", 7, ["LIM-0001"]):
        assert compute(repository(FILES), {**asked, "limit": limit}, Period.parse("2026")) is None
    assert compute(repository(FILES), {"measure": "happiness"}, Period.parse("2026")) is None


def test_the_schema_lists_the_same_names():
    text = (resource("schemas") / "registers/indicators.schema.json").read_text("utf-8")
    keys = json.loads(text)["properties"]["entries"]["items"]["properties"]
    assert keys["measure"]["enum"] == list(MEASURES)
