"""The engine: which rules run, what is shown, what is waived, what comes next."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.rules import ALL_RULES
from ims_docs.domain.runner import Selection, check, next_step
from ims_docs.errors import ConfigurationError
from ims_docs.model.clause import Clause
from ims_docs.model.finding import Finding, Location, Outcome, Severity
from ims_docs.model.repository import Repository
from ims_docs.model.waiver import Waiver
from ims_docs.services.loading.repository import LoadRequest, load

EXAMPLES = Path(__file__).parents[2] / "rules"
POLICY = "docs/leadership/innovation-policy.md"
AS_OF = date(2025, 6, 30)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """One policy with placeholders in lines 4, 14 (two) and 34."""
    root = tmp_path_factory.mktemp("checking") / "repository"
    shutil.copytree(EXAMPLES / "_base", root)
    shutil.copytree(EXAMPLES / "DOC005/nonconforming/left", root, dirs_exist_ok=True)
    return load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))


def codes(repository: Repository, **selection: object) -> set[str]:
    return {one.code for one in check(repository, Selection(**selection)).findings}


def waiver(code: str = "DOC005", path: str = "", until: date = AS_OF, line: int = 5) -> Waiver:
    return Waiver(
        code=code, path=path, reason="Because.", person="PER-0001", until=until, line=line
    )


def with_waivers(repository: Repository, *waivers: Waiver) -> Repository:
    return replace(repository, settings=replace(repository.settings, waivers=waivers))


def outcome(repository: Repository, code: str, selection: Selection | None = None) -> Outcome:
    report = check(repository, selection)
    return next(one.outcome for one in report.rules if one.code == code)


# Selection


def test_everything_runs_and_says_so(repository: Repository) -> None:
    report = check(repository)
    assert [one.code for one in report.rules] == [rule.code for rule in ALL_RULES]
    assert codes(repository) == {"CLS001", "CLS002", "DOC003", "DOC005"}
    assert report.counts == {"documents": 1, "records": 0, "registers": 2}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"select": ("DOC",)}, {"DOC003", "DOC005"}),
        ({"select": ("DOC005", "CLS001")}, {"DOC005", "CLS001"}),
        ({"select": ("DOC",), "ignore": ("DOC003",)}, {"DOC005"}),
        ({"ignore": ("CLS",)}, {"DOC003", "DOC005"}),
        ({"clause": Clause.parse("7.5.2")}, {"DOC003", "DOC005"}),
        ({"clause": Clause.parse("5.2")}, {"CLS001"}),
        ({"clause": Clause.parse("10")}, {"CLS001", "CLS002"}),
        ({"paths": (POLICY,)}, {"CLS001", "DOC003", "DOC005"}),
        ({"paths": ("docs/lead",)}, set()),
        ({"paths": ("docs/leadership",), "select": ("DOC",)}, {"DOC003", "DOC005"}),
    ],
)
def test_selection(
    repository: Repository, selection: dict[str, object], expected: set[str]
) -> None:
    assert codes(repository, **selection) == expected


@pytest.mark.parametrize("chosen", [{"select": ("ABC",)}, {"ignore": ("DOC999",)}])
def test_an_unknown_code_is_refused(repository: Repository, chosen: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError, match="No rule has the code") as caught:
        check(repository, Selection(**chosen))
    families = "APR, AUD, CLS, DOC, HIS, LNK, NUM, REC, REG, SHP, VAL, WHO, WVR"
    assert caught.value.hint == f"Use a code or a family: {families}."


def test_a_few_files_are_judged_without_the_rules_that_need_all(repository: Repository) -> None:
    report = check(replace(repository, focus=frozenset({POLICY})))
    ran = {one.code for one in report.rules}
    assert ran == {rule.code for rule in ALL_RULES if not rule.whole}
    assert {one.where.path for one in report.findings} == {POLICY}
    assert not check(replace(repository, focus=frozenset({"docs/other.md"}))).findings


def test_findings_stand_in_the_order_of_the_files(repository: Repository) -> None:
    findings = check(repository).findings
    assert [one.where for one in findings] == sorted(one.where for one in findings)
    places = [(one.where.line, one.where.column) for one in findings if one.code == "DOC005"]
    assert places == [(4, 11), (14, 17), (14, 34), (34, 3)]


# Waivers


def test_a_waived_finding_stays_visible(repository: Repository) -> None:
    report = check(with_waivers(repository, waiver()))
    assert "DOC005" not in {one.code for one in report.findings}
    assert [one.finding.where.line for one in report.waived] == [4, 14, 14, 34]
    assert outcome(with_waivers(repository, waiver()), "DOC005") is Outcome.WAIVED


@pytest.mark.parametrize(
    ("one", "waived"),
    [
        (waiver(), 4),
        (waiver(path=POLICY), 4),
        (waiver(path="docs/leadership/"), 4),
        (waiver(path="docs/leadership"), 0),
        (waiver(path="docs/planning/"), 0),
        (waiver(code="DOC004"), 0),
        (waiver(until=date(2025, 6, 29)), 0),
    ],
)
def test_what_a_waiver_covers(repository: Repository, one: Waiver, waived: int) -> None:
    assert len(check(with_waivers(repository, one)).waived) == waived


def test_two_waivers_in_one_line_are_two(repository: Repository) -> None:
    both = with_waivers(repository, waiver(), waiver(code="DOC004"))
    unused = [one.message for one in check(both).findings if one.code == "WVR003"]
    assert unused == ["The waiver of DOC004 covers no finding"]


def test_whether_waivers_are_used_is_not_said_when_not_everything_ran(
    repository: Repository,
) -> None:
    unused = with_waivers(repository, waiver(code="DOC004"))
    assert outcome(unused, "WVR003") is Outcome.FINDINGS
    assert outcome(unused, "WVR003", Selection(select=("WVR",))) is Outcome.NOT_APPLICABLE
    assert outcome(unused, "WVR003", Selection(paths=(POLICY,))) is Outcome.NOT_APPLICABLE
    assert outcome(with_waivers(repository, waiver()), "WVR003") is Outcome.CONFORMING


# What to do next


def finding(code: str, path: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(
        code=code, severity=severity, where=Location(path), message="", hint="Do it.", clause="5.2"
    )


WARNING = Severity.WARNING


@pytest.mark.parametrize(
    ("findings", "step"),
    [
        ([], "nothing is open. `ims coverage` shows how far each clause has come."),
        ([finding("CLS001", "a"), finding("DOC001", "b")], "put b right: Do it."),
        ([finding("CLS001", "a")], "Do it; it serves clause 5.2."),
        (
            [
                *(finding("CLS001", path) for path in "ab"),
                *(finding("DOC005", path, WARNING) for path in "aab"),
            ],
            "complete b (1 place); it serves clause 5.2.",
        ),
        ([finding("DOC005", path, WARNING) for path in "abba"] * 2, "look at a (4 warnings)."),
        ([finding("DOC005", "a", WARNING)], "look at a (1 warning)."),
        ([finding("CLS002", "a", Severity.ADVICE)], "a: Do it."),
    ],
)
def test_next_step(findings: list[Finding], step: str) -> None:
    assert next_step(findings) == step
