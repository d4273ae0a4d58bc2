"""The evidence ladder: every rung, what lifts it, and what must not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import CLOSING, LIFE, STATUS

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.coverage import (
    ClauseCoverage,
    Coverage,
    ItemCoverage,
    Rung,
    asked_rung,
    audit_period,
    cover,
)
from ims_docs.domain.runner import check
from ims_docs.model.clause import Clause
from ims_docs.model.repository import Repository
from ims_docs.model.settings import NotApplicable, Settings
from ims_docs.model.standard import Item, Keep
from ims_docs.model.waiver import Waiver
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete as complete_answers

AS_OF = date(2025, 6, 30)
DATA = "https://json-schema.org/draft/2020-12/schema"

# A house of its own: three types and a pack of eight clauses, so that every case stays small.


def schema(kind: str, name: str, prefix: str, **about: object) -> str:
    folder = (
        f"records/{name}" if kind == "record" else "registers" if kind == "register" else "house"
    )
    clauses = {"house100": about.pop("clauses", ["9"]), "house200": ["5"]}
    return json.dumps(
        {
            "$schema": DATA,
            "$id": f"https://example.org/{name}",
            "title": name.capitalize(),
            "description": "A type that exists for these tests only.",
            "$ref": f"../{kind}.schema.json",
            "properties": {"status": STATUS} if kind == "record" else {},
            **({"allOf": CLOSING} if kind == "record" else {}),
            "unevaluatedProperties": False,
            "x-ims": {
                "kind": kind,
                "prefix": prefix,
                "folder": folder,
                "clauses": clauses,
                "profiles": ["full"],
                **about,
            },
        }
    )


def clause(number: str) -> dict[str, object]:
    return {
        "number": number,
        "title": f"Clause {number}",
        "modality": "shall",
        "summary": "What an organisation must do here.",
        "basis": ["OWN"],
        "confidence": {"number": "INF", "title": "INF"},
        "questions": [],
        "evidence": [],
    }


def item(
    name: str, number: str, *types: str, any_of: bool = False, **more: object
) -> dict[str, object]:
    return {
        "id": name,
        "clause": number,
        "also": [],
        "required": name.startswith("DI"),
        "what": "Something",
        "keep": "maintain",
        "satisfied_by": {"any_of" if any_of else "all_of": list(types)},
        "confidence": "INF",
        "basis": ["OWN"],
        **more,
    }


def pack(name: str, *items: dict[str, object], may: tuple[str, ...] = ("4", "5", "6")) -> str:
    return json.dumps(
        {
            "id": name,
            "number": f"HOUSE {name[5:]}",
            "edition": "2025",
            "title": "House rules",
            "kind": "requirements",
            "modality": "shall",
            "note": "For these tests only.",
            "sources": {"OWN": "our own rules"},
            "confidence": dict.fromkeys(("C2", "C1", "HS", "INF"), "explained"),
            "clauses": [clause(one) for one in ("4", "5", "5.1", "5.2", "6", "6.1", "6.2", "9")],
            "may_be_excluded": may,
            "items": items,
        }
    )


ITEMS = (
    item("DI-01", "5.1", "note"),
    item("DI-02", "5.2", "log", keep="retain"),
    item("EX-01", "5.2", "board"),
    item("DI-03", "6", "note", "board"),
    item("EX-02", "4", "note", "board", any_of=True),
)
HOUSE = {
    "ims.yml": "organisation: House\nprofile: full\nstandards: [house100, house200]\n",
    "schemas/documents/note.schema.json": schema(
        "document", "note", "NOT", sections=["Text", "Review"], review_months=12, approver="boss"
    ),
    "schemas/records/log.schema.json": schema(
        "record", "log", "LOG", sections=["Story"], life=LIFE, retention_years=3
    ),
    "schemas/registers/board.schema.json": schema(
        "register", "board", "BRD", columns=["id"], review_months=12
    ),
    "standards/house100.yaml": pack("house100", *ITEMS),
    "standards/house200.yaml": pack("house200"),
}
NOTE_PATH, LOG_PATH, BOARD_PATH = (
    "docs/house/note.md",
    "docs/records/log/LOG-0001.md",
    "docs/registers/board.yaml",
)
NOTE = """---
id: NOT-0001
type: note
title: A note
version: "0.1"
owner: boss
classification: internal
---

## Text

Words of our own.

## Review

Every year.
"""
LOG = """---
id: LOG-0001
type: log
title: A log
date: 2025-03-01
owner: PER-0001
status: closed
closed_on: 2025-03-02
---

## Story

It happened.
"""
BOARD = """type: board
title: Board
owner: boss
classification: internal
entries:
  - id: BRD-0001
"""


def house(root: Path, files: Mapping[str, str] | None = None, **settings: Any) -> Repository:
    for path, text in {**HOUSE, **(files or {})}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    repository = load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))
    assert not repository.defects, repository.defects
    return replace(repository, settings=replace(repository.settings, **settings))


def covered(repository: Repository, standard: str = "house100") -> Coverage:
    return cover(repository, repository.standards[standard])


def at(coverage: Coverage, number: str) -> ClauseCoverage:
    return next(one for one in coverage.clauses if str(one.text.clause) == number)


def of(coverage: Coverage, name: str) -> ItemCoverage:
    return next(one for one in coverage.items if one.item.id == name)


def excluding(*numbers: str) -> tuple[NotApplicable, ...]:
    return tuple(
        NotApplicable(clause=Clause.parse(one), justification="We do not do this.", line=1)
        for one in numbers
    )


# The rungs of one file


@pytest.mark.parametrize(
    ("text", "rung", "reason"),
    [
        (None, 0, 'There is no document "Note"'),
        (
            NOTE.replace("Words", '!!! guidance "Say"\n    Words\n\n[TODO: words]\n\nWords'),
            1,
            f"{NOTE_PATH}: template text is left in 2 places, first in line 12",
        ),
        (
            NOTE.replace("title: A note", 'title: "[TODO: title]"'),
            1,
            f"{NOTE_PATH}: template text is left in 1 place, first in line 4",
        ),
        (
            NOTE.replace("classification: internal", "classification: secret\nmood: good"),
            1,
            f"{NOTE_PATH}: line 7: `classification`: 'secret' is not one of the choices",
        ),
        (NOTE.partition("## Review")[0], 1, f'{NOTE_PATH}: the section "Review" is missing'),
        (NOTE.replace("Every year.\n", ""), 1, f'{NOTE_PATH}: the section "Review" is empty'),
        (
            NOTE.replace("Every year.", "Every [year](year.md)."),
            1,
            f"{NOTE_PATH}: line 16: a link leads nowhere",
        ),
        (NOTE, 2, f"{NOTE_PATH}: complete, not approved"),
    ],
)
def test_rungs_of_a_document(tmp_path: Path, text: str | None, rung: int, reason: str) -> None:
    found = of(covered(house(tmp_path, {} if text is None else {NOTE_PATH: text})), "DI-01")
    assert (found.reach.rung, found.reach.reason) == (rung, reason)
    assert found.place == NOTE_PATH
    assert found.reach.evidence == (() if text is None else (NOTE_PATH,))
    assert found.reach.raise_by


@pytest.mark.parametrize(
    ("text", "rung", "reason"),
    [
        (None, 0, 'There is no register "Board"'),
        (
            BOARD.replace("entries:", "guidance: Say what.\nentries:"),
            1,
            f"{BOARD_PATH}: template text is left in 1 place, first in line 5",
        ),
        (BOARD.partition("entries:")[0] + "entries: []\n", 1, f"{BOARD_PATH}: it has no entries"),
        (
            BOARD.replace("owner: boss\n", ""),
            1,
            f"{BOARD_PATH}: line 1: The key `owner` is missing",
        ),
        (BOARD, 2, f"{BOARD_PATH}: complete, not approved"),
    ],
)
def test_rungs_of_a_register(tmp_path: Path, text: str | None, rung: int, reason: str) -> None:
    found = of(covered(house(tmp_path, {} if text is None else {BOARD_PATH: text})), "EX-01")
    assert (found.reach.rung, found.reach.reason) == (rung, reason)


@pytest.mark.parametrize(
    ("text", "rung", "reason"),
    [
        (None, 0, 'There is no record "Log"'),
        (
            LOG.replace("It happened.", "[TODO: what]"),
            1,
            f"{LOG_PATH}: template text is left in 1 place, first in line 13",
        ),
        (
            LOG.replace("closed_on: 2025-03-02\n", ""),
            1,
            f"{LOG_PATH}: line 2: The key `closed_on` is missing (asked for in the state `closed`)",
        ),
        (LOG.partition("## Story")[0], 1, f'{LOG_PATH}: the section "Story" is missing'),
        (
            LOG.replace("closed\nclosed_on: 2025-03-02", "open"),
            2,
            f"{LOG_PATH}: complete, still open",
        ),
        (
            LOG.replace("date: 2025", "date: 2023"),
            2,
            f"{LOG_PATH}: dated 2023-03-01, outside the audit period 2024-06-30 to 2025-06-30",
        ),
        (LOG, 5, f"{LOG_PATH}: closed, dated 2025-03-01"),
    ],
)
def test_rungs_of_a_record(tmp_path: Path, text: str | None, rung: int, reason: str) -> None:
    found = of(covered(house(tmp_path, {} if text is None else {LOG_PATH: text})), "DI-02")
    assert (found.reach.rung, found.reach.reason) == (rung, reason)
    assert found.place == (LOG_PATH if text else "docs/records/log")
    assert bool(found.reach.raise_by) == (rung < 5)


def test_the_best_file_of_a_type_decides_and_all_are_evidence(tmp_path: Path) -> None:
    better = "docs/records/log/LOG-0002.md"
    files = {
        LOG_PATH: LOG.replace("It happened.", "[TODO: what]"),
        better: LOG.replace("0001", "0002"),
    }
    found = of(covered(house(tmp_path, files)), "DI-02")
    assert found.reach.rung is Rung.EVIDENCED
    assert found.reach.evidence == (LOG_PATH, better)
    assert found.place == better


def test_an_item_whose_type_nobody_described_points_at_the_schemas(tmp_path: Path) -> None:
    files = {"standards/house100.yaml": pack("house100", item("DI-09", "4", "unheard-of"))}
    found = of(covered(house(tmp_path, files)), "DI-09")
    assert (found.reach.rung, found.place) == (Rung.MISSING, "schemas")


# Items and clauses


@pytest.mark.parametrize(
    ("files", "all_of", "any_of"),
    [
        ({}, 0, 0),
        ({NOTE_PATH: NOTE}, 0, 2),
        ({BOARD_PATH: BOARD}, 0, 2),
        ({NOTE_PATH: NOTE, BOARD_PATH: BOARD.replace("entries", "guidance: x\nentries")}, 1, 2),
        ({NOTE_PATH: NOTE, BOARD_PATH: BOARD}, 2, 2),
    ],
)
def test_all_of_takes_the_lowest_and_any_of_the_highest(
    tmp_path: Path, files: dict[str, str], all_of: int, any_of: int
) -> None:
    coverage = covered(house(tmp_path, files))
    assert of(coverage, "DI-03").reach.rung == all_of
    assert of(coverage, "EX-02").reach.rung == any_of
    assert set(of(coverage, "DI-03").reach.evidence) == set(files)


def test_required_items_decide_a_clause_and_expected_ones_do_not(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, {LOG_PATH: LOG}))
    assert of(coverage, "EX-01").reach.rung is Rung.MISSING
    assert at(coverage, "5.2").reach.rung is Rung.EVIDENCED


def test_expected_items_decide_a_clause_without_required_ones(tmp_path: Path) -> None:
    assert at(covered(house(tmp_path, {NOTE_PATH: NOTE})), "4").reach.rung is Rung.COMPLETED


def test_what_serves_a_clause_without_items_decides_it(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, {LOG_PATH: LOG}))
    assert at(coverage, "9").reach.rung is Rung.EVIDENCED
    assert at(coverage, "9").reach.evidence == (LOG_PATH,)


def test_a_clause_that_nothing_serves_says_so(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, {NOTE_PATH: NOTE}), "house200")
    assert at(coverage, "9").reach.reason == "Nothing serves this clause"


def test_a_clause_without_items_takes_those_of_the_clause_above(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, {NOTE_PATH: NOTE}))
    assert not at(coverage, "6.1").items
    assert at(coverage, "6.1").reach.reason == 'There is no register "Board"'
    coverage = covered(house(tmp_path, {NOTE_PATH: NOTE, BOARD_PATH: BOARD}))
    assert [at(coverage, one).reach.rung for one in ("6", "6.1", "6.2")] == [2, 2, 2]


def test_a_parent_is_as_high_as_its_lowest_child(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, {LOG_PATH: LOG, NOTE_PATH: NOTE}))
    assert [at(coverage, one).reach.rung for one in ("5.1", "5.2", "5")] == [2, 5, 2]
    assert at(coverage, "5").reach.reason.startswith("5.1 Clause 5.1: ")
    assert at(coverage, "5").reach.evidence == (NOTE_PATH, LOG_PATH)


def test_a_parent_is_no_higher_than_what_it_requires_itself(tmp_path: Path) -> None:
    own = [item("DI-01", "5.1", "note"), item("DI-02", "5.2", "note"), item("DI-03", "5", "board")]
    files = {"standards/house100.yaml": pack("house100", *own), NOTE_PATH: NOTE}
    coverage = covered(house(tmp_path, files))
    assert [at(coverage, one).reach.rung for one in ("5.1", "5.2", "5")] == [2, 2, 0]
    assert at(coverage, "5").reach.reason == 'There is no register "Board"'


# Not applicable


def test_a_clause_that_does_not_apply_asks_for_nothing(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, {LOG_PATH: LOG}, not_applicable=excluding("5.1")))
    assert not at(coverage, "5.1").applicable
    assert at(coverage, "5.1").reach.reason == "Not applicable: We do not do this."
    assert not of(coverage, "DI-01").applicable
    assert of(coverage, "DI-01").asked is Rung.MISSING
    assert of(coverage, "DI-02").asked is Rung.COMPLETED
    assert at(coverage, "5").reach.rung is Rung.EVIDENCED


def test_an_exclusion_takes_everything_below_with_it(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, not_applicable=excluding("5")))
    applicable = [str(one.text.clause) for one in coverage.clauses if one.applicable]
    assert applicable == ["4", "6", "6.1", "6.2", "9"]


def test_a_parent_whose_children_are_all_excluded_does_not_apply(tmp_path: Path) -> None:
    coverage = covered(house(tmp_path, not_applicable=excluding("5.1", "5.2")))
    assert not at(coverage, "5").applicable


def test_an_exclusion_counts_for_the_first_standard_only(tmp_path: Path) -> None:
    repository = house(tmp_path, not_applicable=excluding("5.1"))
    assert at(covered(repository, "house200"), "5.1").applicable


def test_an_exclusion_that_the_standard_does_not_allow_counts_for_nothing(tmp_path: Path) -> None:
    strict = {"standards/house100.yaml": pack("house100", *ITEMS, may=("5.1",))}
    for number in ("5", "5.2"):
        repository = house(tmp_path, strict, not_applicable=excluding(number))
        coverage = covered(repository)
        assert at(coverage, number).applicable
        assert of(coverage, "DI-02").asked is Rung.COMPLETED
        (said,) = coverage.exclusions
        assert said.told == f"{number}, which the standard does not allow; it counts as applicable"


def test_a_waiver_lets_it_count_and_says_who_decided_until_when(tmp_path: Path) -> None:
    strict = {"standards/house100.yaml": pack("house100", *ITEMS, may=("5.1",))}

    def excluded(until: date) -> ClauseCoverage:
        waiver = Waiver(
            code="CLS004",
            path="",
            clause="5.2",
            reason="Not yet",
            person="PER-0009",
            until=until,
            line=1,
        )
        settings = {"not_applicable": excluding("5.2"), "waivers": (waiver,)}
        return at(covered(house(tmp_path, strict, **settings)), "5.2")

    assert not excluded(AS_OF).applicable
    assert excluded(AS_OF).reach.reason == (
        "Not applicable: We do not do this. The standard does not allow it; "
        "waived by PER-0009 until 2025-06-30: Not yet."
    )
    assert excluded(AS_OF - timedelta(days=1)).applicable


def test_the_check_asks_for_nothing_that_does_not_apply(tmp_path: Path) -> None:
    def codes(*numbers: str) -> list[str]:
        repository = house(tmp_path, not_applicable=excluding(*numbers))
        return sorted(
            one.message[:5]
            for one in check(repository).findings
            if one.code in ("CLS001", "CLS002")
        )

    assert codes() == ["DI-01", "DI-02", "DI-03", "EX-01", "EX-02"]
    assert codes("5.2") == ["DI-01", "DI-03", "EX-02"]


# By date


@pytest.mark.parametrize(
    ("as_of", "months", "start"),
    [
        (date(2025, 6, 30), 12, date(2024, 6, 30)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2025, 12, 31), 24, date(2023, 12, 31)),
        (date(1, 1, 31), 12, date.min),
    ],
)
def test_audit_period(as_of: date, months: int, start: date) -> None:
    settings = Settings(organisation="House", profile="full", audit_period_months=months)
    assert audit_period(settings, as_of) == (start, as_of)


@pytest.mark.parametrize(
    ("day", "rung"), [("2024-06-29", 2), ("2024-06-30", 5), ("2025-06-30", 5), ("2025-07-01", 2)]
)
def test_both_ends_of_the_audit_period_belong_to_it(tmp_path: Path, day: str, rung: int) -> None:
    files = {LOG_PATH: LOG.replace("date: 2025-03-01", f"date: {day}")}
    assert of(covered(house(tmp_path, files)), "DI-02").reach.rung == rung


TARGET = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("keep", "as_of", "target", "wanted", "asked"),
    [
        (Keep.MAINTAIN, AS_OF, None, None, Rung.COMPLETED),
        (Keep.RETAIN, AS_OF, None, None, Rung.COMPLETED),
        (Keep.RETAIN, TARGET - timedelta(days=93), TARGET, None, Rung.COMPLETED),
        (Keep.RETAIN, TARGET - timedelta(days=92), TARGET, None, Rung.EVIDENCED),
        (Keep.RETAIN, TARGET + timedelta(days=400), TARGET, None, Rung.EVIDENCED),
        (Keep.MAINTAIN, TARGET, TARGET, None, Rung.COMPLETED),
        (Keep.BOTH, TARGET, TARGET, None, Rung.COMPLETED),
        (Keep.RETAIN, TARGET, TARGET, 0, Rung.MISSING),
        (Keep.MAINTAIN, AS_OF, None, 4, Rung.CURRENT),
    ],
)
def test_what_is_asked_of_a_required_item(
    keep: Keep, as_of: date, target: date | None, wanted: int | None, asked: Rung
) -> None:
    settings = Settings(
        organisation="House", profile="full", certification_target=target, required_rung=wanted
    )
    one = Item(
        id="DI-01",
        clause=Clause.parse("5"),
        also=(),
        required=True,
        what="x",
        keep=keep,
        types=("note",),
        needs_all=True,
        confidence="INF",
        basis=("OWN",),
        note="",
    )
    assert asked_rung(settings, as_of, one) is asked
    assert asked_rung(settings, as_of, replace(one, required=False)) is Rung.MISSING


# A whole scaffold

POLICY = "docs/leadership/innovation-policy.md"


def completed(text: str) -> str:
    """The text as somebody would leave it who answered every question."""
    without_guidance = re.sub(r"!!! guidance.*\n(?:(?: {4}.*)?\n)*", "", text)
    return re.sub(r"\[TODO:[^\]]*\]", "what we decided", without_guidance)


@pytest.fixture(scope="module")
def scaffold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    answers = complete_answers({"profile": "full"})
    return create(tmp_path_factory.mktemp("scaffold") / "house-ims", answers).root


def rungs(root: Path, standard: str) -> tuple[dict[str, int], dict[str, int]]:
    coverage = covered(load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF)), standard)
    clauses = {str(one.text.clause): int(one.reach.rung) for one in coverage.clauses}
    return clauses, {one.item.id: int(one.reach.rung) for one in coverage.items}


def test_nothing_of_a_new_repository_is_more_than_scaffolded(scaffold: Path) -> None:
    for standard in ("iso56001", "iso56002"):
        clauses, items = rungs(scaffold, standard)
        assert max(clauses.values()) == 1
        assert max(items.values()) == 1


def test_completing_the_policy_lifts_its_clause_and_nothing_else(scaffold: Path) -> None:
    path = scaffold / POLICY
    original = path.read_text(encoding="utf-8")
    clauses_before, items_before = rungs(scaffold, "iso56001")
    try:
        path.write_text(completed(original), encoding="utf-8")
        clauses_after, items_after = rungs(scaffold, "iso56001")
    finally:
        path.write_text(original, encoding="utf-8")
    assert (clauses_before["5.2"], items_before["DI-03"]) == (1, 1)
    assert clauses_after == clauses_before | {"5.2": 2}
    assert items_after == items_before | {"DI-03": 2}


def test_eleven_faults_at_once_are_eleven_findings(scaffold: Path) -> None:
    path = scaffold / POLICY
    original = path.read_text(encoding="utf-8")
    text = completed(original)
    text = text.replace("id: POL-0001", "id: POLICY-1")
    text = text.replace('version: "0.1"', "version: 0.1")
    text = text.replace("owner: top-management", "owner: top-managment\nauthors: [PER-0099]")
    text = text.replace("classification: public\n", "classification: secret\nreviewer: Ada\n")
    text = text.replace("## Review", "### Review")
    text = re.sub(r"(## Purpose\n).*?(?=\n## )", r"\1", text, flags=re.DOTALL)
    text += "\n!!! guidance\n    Say it.\n\nSee [it](../nowhere.md) and <b>this</b>.\n"
    try:
        path.write_text(text, encoding="utf-8")
        report = check(load(LoadRequest(tree=WorkingTree(scaffold), as_of=AS_OF)))
    finally:
        path.write_text(original, encoding="utf-8")
    found = [one for one in report.findings if one.where.path == POLICY and one.code != "CLS001"]
    lines = text.split("\n")
    assert [(one.code, lines[one.where.line - 1]) for one in found] == [
        ("DOC001", "id: POLICY-1"),
        ("DOC002", "type: innovation-policy"),
        ("DOC001", "version: 0.1"),
        ("LNK005", "owner: top-managment"),
        ("LNK005", "authors: [PER-0099]"),
        ("DOC001", "classification: secret"),
        ("DOC001", "reviewer: Ada"),
        ("DOC003", "## Purpose"),
        ("DOC004", "!!! guidance"),
        ("LNK001", "See [it](../nowhere.md) and <b>this</b>."),
        ("SHP008", "See [it](../nowhere.md) and <b>this</b>."),
    ]


# What holds a clause down, and what is named beside it

SAYS_HOW = {
    **HOUSE,
    "schemas/documents/note.schema.json": schema(
        "document",
        "note",
        "NOT",
        sections=["Text", "Review"],
        review_months=12,
        approver="boss",
        clauses=["5.2"],
    ),
}


def test_a_clause_is_not_above_completed_while_what_says_how_is_not_approved(
    tmp_path: Path,
) -> None:
    without = at(covered(house(tmp_path, {**SAYS_HOW, LOG_PATH: LOG})), "5.2")
    assert without.reach.rung is Rung.EVIDENCED
    one = at(covered(house(tmp_path, {**SAYS_HOW, LOG_PATH: LOG, NOTE_PATH: NOTE})), "5.2")
    assert one.reach.rung is Rung.COMPLETED
    assert one.reach.reason == f"{NOTE_PATH}: complete, not approved; it says how this is done"
    assert one.reach.raise_by == "Submit it with `ims submit NOT-0001`"
    assert LOG_PATH in one.reach.evidence


def test_template_text_in_what_says_how_holds_down_no_further_than_completed(
    tmp_path: Path,
) -> None:
    note = NOTE.replace("Words", "[TODO: words]\n\nWords")
    one = at(covered(house(tmp_path, {**SAYS_HOW, LOG_PATH: LOG, NOTE_PATH: note})), "5.2")
    assert one.reach.rung is Rung.COMPLETED
    assert "template text is left in 1 place" in one.reach.reason


def test_expected_items_that_stand_lower_are_named_beside_a_clause_and_the_wholes(
    tmp_path: Path,
) -> None:
    coverage = covered(house(tmp_path, {LOG_PATH: LOG, NOTE_PATH: NOTE}))
    part = at(coverage, "5.2")
    assert part.reach.rung is Rung.EVIDENCED
    assert [one.item.id for one in part.lower] == ["EX-01"]
    whole = at(coverage, "5")
    assert whole.reach.rung is Rung.COMPLETED
    assert [one.item.id for one in whole.lower] == ["EX-01"]
    assert not at(covered(house(tmp_path / "other", {BOARD_PATH: BOARD})), "5.2").lower
