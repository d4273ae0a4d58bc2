"""Every rule is listed once, explained and exemplified."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from itertools import groupby
from pathlib import Path

import pytest

import ims_docs
from ims_docs.domain import rules
from ims_docs.domain.rules import ALL_RULES, Rule
from ims_docs.model.clause import Clause
from ims_docs.services.loading.standards import shipped

PACKAGE = Path(ims_docs.__file__).parent
PROJECT = PACKAGE.parent
CODES = [rule.code for rule in ALL_RULES]

RULE_LINES = 25


def by_code(rule: Rule) -> str:
    return rule.code


def test_codes_are_unique() -> None:
    assert len(set(CODES)) == len(CODES)


def test_codes_are_sorted_within_their_family_and_families_stand_together() -> None:
    families = [family for family, _ in groupby(ALL_RULES, key=lambda rule: rule.family)]
    assert families == sorted(set(families))
    assert sorted(CODES) == CODES


def test_every_rule_in_the_package_is_listed() -> None:
    defined = [
        value
        for module in pkgutil.walk_packages(rules.__path__, "ims_docs.domain.rules.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Rule)
    ]
    assert sorted(one.code for one in defined) == CODES


def test_a_family_lives_in_one_room() -> None:
    modules: dict[str, set[str]] = {}
    for rule in ALL_RULES:
        room = rule.check.__module__.removeprefix("ims_docs.domain.rules.").partition(".")[0]
        modules.setdefault(rule.family, set()).add(room)
    assert all(len(names) == 1 for names in modules.values())
    assert len(modules) == len({next(iter(names)) for names in modules.values()})


@pytest.mark.parametrize("rule", ALL_RULES, ids=by_code)
def test_a_rule_says_what_it_asks_for_why_and_what_to_do(rule: Rule) -> None:
    assert rule.code[:3].isalpha()
    assert rule.code[:3].isupper()
    assert rule.code[3:].isdigit()
    assert len(rule.code) == 6
    assert not rule.title.endswith(".")
    assert rule.hint.endswith((".", "`"))
    assert len(rule.rationale.split()) >= 6
    assert rule.rationale.splitlines()[0].endswith(".")


@pytest.mark.parametrize("rule", ALL_RULES, ids=by_code)
def test_a_rule_names_a_clause_that_exists_or_none(rule: Rule) -> None:
    standards, _ = shipped()
    assert not rule.clause or standards["iso56001"].find(Clause.parse(rule.clause))


@pytest.mark.parametrize("rule", ALL_RULES, ids=by_code)
def test_a_rule_has_a_page(rule: Rule) -> None:
    assert (PROJECT / "docs" / "reference" / "rules" / f"{rule.code}.md").is_file()


@pytest.mark.parametrize("rule", ALL_RULES, ids=by_code)
def test_a_rule_is_short(rule: Rule) -> None:
    source = inspect.getsource(rule.check).splitlines()
    start = next(number for number, line in enumerate(source) if line.startswith("def "))
    assert len(source) - start <= RULE_LINES
