"""A manufacturer, a city and a university complete the core of their set in an afternoon each."""

from __future__ import annotations

from datetime import date

import pytest
from afternoon import fill_in, story

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.coverage import Rung, cover, reaches
from ims_docs.domain.runner import check
from ims_docs.model.finding import Severity
from ims_docs.model.type import Kind
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render

ABOUT_RECORDS = "There is no record"
OURS = ("docs/registers/people.yaml", "docs/registers/roles.yaml")


@pytest.mark.parametrize("name", ["manufacturer", "city", "university"])
def test_the_core_is_completed_and_nothing_is_wrong_with_it(name, tmp_path):
    told = story(name)
    answers = complete(
        {**told["answers"], "certification_target": "2028-11-30", "started_on": "2026-11-30"}
    )
    root = render(answers, tmp_path)
    prune(root, answers)
    fill_in(root, told, whole=False)
    repository = load(LoadRequest(tree=WorkingTree(root), as_of=date(2026, 11, 30)))
    written = {*told["texts"], *OURS}

    reached = reaches(repository)
    texts = [one for one in (*repository.documents, *repository.registers) if one.path in written]
    assert len({one.path for one in repository.documents} & written) >= 12
    low = {one.path: reached.single(one).reason for one in texts
           if reached.single(one).rung is not Rung.COMPLETED}  # fmt: skip
    assert low == {}

    found = check(repository).findings
    assert [str(one) for one in found if one.where.path in written] == []
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert {one.code for one in errors} == {"CLS001"}
    assert all(ABOUT_RECORDS in one.message or one.where.path not in written for one in errors)

    leading = cover(repository, repository.standards["iso56001"])
    for one in leading.items:
        kinds = {repository.types[type_].kind for type_ in one.item.types}
        if one.item.required and Kind.RECORD not in kinds:
            assert one.reach.rung is Rung.COMPLETED, (one.item.id, one.reach.reason)
