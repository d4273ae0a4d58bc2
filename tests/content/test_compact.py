"""The profile for small organisations serves every clause with twelve documents."""

from __future__ import annotations

import re
from datetime import date

import pytest
from afternoon import fill_in, story

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.coverage import Rung, cover, reaches
from ims_docs.domain.runner import check
from ims_docs.model.type import Kind
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render

TODAY = date(2026, 11, 30)
FORM = ("DOC001", "DOC002", "REG001", "LNK", "SHP", "VAL", "WHO", "REC")


def small(root):
    answers = complete(
        {
            "size": "1-9",
            "sector": "software",
            "country": "UK",
            "organisation": "Tidewater Software",
            "activity": "builds scheduling software for dental practices",
            **{f"{who}_name": "Nora Beck" for who in ("top_management", "manager")},
            **{f"{who}_email": "nora@tidewater.example" for who in ("top_management", "manager")},
            "certification_target": "2028-11-30",
            "started_on": "2026-11-30",
        }
    )
    assert answers["profile"] == "compact"
    made = render(answers, root)
    prune(made, answers)
    return made


def loaded(root):
    return load(LoadRequest(tree=WorkingTree(root), as_of=TODAY))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    return loaded(small(tmp_path_factory.mktemp("fresh")))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    root = small(tmp_path_factory.mktemp("filled"))
    fill_in(root, story("small-firm"), whole=True)
    return loaded(root)


def leaves(repository, standard="iso56001"):
    coverage = cover(repository, repository.standards[standard])
    whole = {one.text.clause.parent for one in coverage.clauses}
    return [one for one in coverage.clauses if one.text.clause not in whole]


@pytest.mark.parametrize("standard", ["iso56001", "iso56002"])
def test_a_document_or_register_serves_every_clause(standard, fresh):
    assert len(fresh.documents) == 12
    bare = [str(one.text.clause) for one in leaves(fresh, standard) if not one.reach.evidence]
    assert bare == []


def test_a_new_one_has_no_error_of_form(fresh):
    found = [str(one) for one in check(fresh).findings if one.code.startswith(FORM)]
    assert [one for one in found if "template" not in one] == []


def test_an_afternoon_takes_every_text_to_completed(filled):
    reached = reaches(filled)
    low = {
        one.path: reached.single(one).reason
        for one in (*filled.documents, *filled.registers)
        if reached.single(one).rung is not Rung.COMPLETED and one.type != "changes"
    }
    assert low == {}


def test_after_the_afternoon_only_records_are_asked_for(filled):
    """No place is open, no citation was broken by an answer; what is left comes with the work."""
    found = check(filled).findings
    assert [
        str(one) for one in found if one.code not in ("CLS001", "CLS002", "REG004", "LNK008")
    ] == []
    asked = [one for one in found if one.code.startswith("CLS")]
    assert all("There is no record" in str(one) for one in asked)


def test_then_only_records_are_missing(filled):
    """Every item that documents and registers satisfy is completed; the rest waits for work done."""
    for standard in ("iso56001", "iso56002"):
        for item in cover(filled, filled.standards[standard]).items:
            kinds = {filled.types[name].kind for name in item.item.types}
            if Kind.RECORD not in kinds and not {"changes", "adoption-roadmap"} & {
                *item.item.types
            }:
                assert item.reach.rung is Rung.COMPLETED, (item.item.id, item.reach.reason)


def test_a_combining_document_stands_for_no_record(filled):
    assert reaches(filled).of("ims-manual").rung is Rung.COMPLETED
    assert reaches(filled).of("competence-evidence").rung is Rung.MISSING


def test_what_is_combined_is_known_and_has_one_place(filled):
    combined = [name for one in filled.types.values() for name in one.combines]
    assert len(combined) == len(set(combined)) > 30
    assert {*combined} <= {*filled.types}
    assert {filled.types[name].kind for name in combined} <= {Kind.DOCUMENT, Kind.REGISTER}


def test_the_page_on_control_goes_the_way_of_the_tool(documents):
    (page,) = [one for one in documents("compact") if one.name == "document-control"]
    told = re.findall(r"`ims (\w+) ID", page.section("From draft to approval"))
    assert list(dict.fromkeys(told)) == ["check", "submit", "approve", "review", "withdraw"]
