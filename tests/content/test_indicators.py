"""Twelve indicators with unit, direction and goal; documents cite them and define none themselves."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ims_docs.domain.measures import MEASURES
from ims_docs.formats import frontmatter
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import render_one

PROFILES = ("compact", "full", "public-sector")
FAMILIES = {"input": 3, "throughput": 3, "output": 3, "result": 3}
CITED = re.compile(r"([A-Z][\w ]+?) \((IND-\d{4})\)")
OWN_TABLE = re.compile(r"\| Indicator \| Way to count")


def catalogue(profile: str) -> dict[str, dict]:
    answers = complete({"profile": profile, "size": "16-49" if profile != "compact" else "1-9"})
    found = frontmatter.parse(render_one("docs/registers/indicators.yaml", answers))
    return {one["id"]: one for one in found.values["entries"]}


@pytest.mark.parametrize("profile", PROFILES)
def test_three_of_each_family_with_unit_direction_and_goal(profile):
    found = catalogue(profile)
    assert Counter(one["family"] for one in found.values()) == FAMILIES
    for one in found.values():
        assert isinstance(one["goal"], int | float), one["id"]
        assert one["direction"] in ("more is better", "less is better")
        assert " and " not in one["unit"]
        assert (one["method"] == "automatic") == (one.get("measure") in MEASURES), one["id"]


@pytest.mark.parametrize("profile", PROFILES)
def test_documents_cite_the_catalogue_and_define_none(profile, documents):
    titles = {number: one["title"] for number, one in catalogue(profile).items()}
    count = 0
    for document in documents(profile):
        assert OWN_TABLE.search(document.body) is None, document.name
        for title, number in CITED.findall(document.body):
            count += 1
            assert title.casefold().endswith(titles[number].casefold()), (
                f"{document.name}: {number}"
            )
    assert count > 20 or profile == "compact"
