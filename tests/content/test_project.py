"""The project that a new repository proposes: it can be done in its order, and by its dates."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.domain.worksheets.tasks import circles, is_too_early, tasks
from ims_docs.formats import frontmatter
from ims_docs.services.scaffold.render import render_one

BASE = {"profile": "full", "size": "50-249", "started_on": "2026-11-30", "review_months": "12"}
SIZES = json.loads((resource("template") / "project.json").read_text("utf-8"))["sizes"]
DATED = ("stage1", "stage2", "offers", "concerns")


def plan(**answers: str):
    text = render_one("docs/registers/project-plan.yaml", {**BASE, **answers})
    return list(tasks(frontmatter.parse(text).values))


@pytest.mark.parametrize("profile", ["compact", "full", "public-sector"])
@pytest.mark.parametrize("target", ["none", "2027-11-30", "2028-02-29", "2030-01-31"])
def test_it_can_be_done_in_its_order_and_by_its_dates(profile, target):
    every = plan(profile=profile, certification_target=target)
    by_id = {one.id: one for one in every}
    assert list(circles(every)) == []
    for one in every:
        assert date(2026, 11, 30) <= one.start <= one.due
        assert not [name for name in one.after if is_too_early(one, by_id[name])]
    last = max(one.due for one in every)
    if target != "none":
        end = date.fromisoformat(target)
        assert (last.year, last.month) == (end.year, end.month)


def test_it_grows_with_the_organisation():
    some = [plan(size=size, certification_target="2028-02-29") for size in SIZES]
    days = [sum(one.days for one in every) for every in some]
    money = [sum(one.money for one in every) for every in some]
    assert days == sorted(set(days))
    assert money == sorted(set(money))
    assert all(len(every) == len(some[0]) for every in some)


def test_without_a_target_nobody_is_asked_for_an_audit_of_the_certification_body():
    titles = " ".join(one.title for one in plan(certification_target="none"))
    assert "stage" not in titles
    assert "certification bod" not in titles
