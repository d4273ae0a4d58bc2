"""The register of legal requirements proposes titles of acts of one country, each with its source."""

from __future__ import annotations

import json

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.questions import COUNTRIES
from ims_docs.services.scaffold.render import render_one

REGISTER = "docs/registers/legal-requirements.yaml"
LAW = json.loads((resource("template") / "law.json").read_text("utf-8"))
FEWEST = 11


def entries(country: str, sector: str = "software", profile: str = "full"):
    answers = complete({"country": country, "sector": sector, "profile": profile})
    found = frontmatter.parse(render_one(REGISTER, answers)).values["entries"]
    return [one for one in found if one["kind"] == "law"]


def pages(seen: str | list[str]) -> list[str]:
    """The pages seen for a field: one for all its titles, or one for each in their order."""
    return [seen] if isinstance(seen, str) else seen


def test_each_country_but_other_has_its_titles():
    assert sorted([*LAW["countries"], "other"]) == sorted(COUNTRIES)


@pytest.mark.parametrize("country", sorted(LAW["countries"]))
def test_a_title_comes_with_its_source_and_is_still_to_be_assessed(country):
    found = entries(country)
    titled = [one for one in found if not one["reference"].startswith("[TODO:")]
    assert len(titled) >= FEWEST
    for one in titled:
        assert one["url"].startswith("https://")
        assert len(one["reference"]) <= 300
    assert {one["status"] for one in found} == {"to be assessed"}
    assert "url" not in next(iter([one for one in found if one not in titled] or [{}]))


@pytest.mark.parametrize("country", sorted(LAW["countries"]))
def test_a_day_is_there_exactly_where_title_and_number_were_compared_with_a_source(country):
    known = LAW["countries"][country]
    seen = known.get("looked_up", {})
    assert {*seen} <= {*known["titles"]}
    public = {"sector": "public administration", "profile": "public-sector"}
    found = [*entries(country), *entries(country, **public)]
    for one in found:
        titles = [name for name, title in known["titles"].items() if title == one["reference"]]
        if "checked_on" in one:
            assert str(one["checked_on"]) == LAW["looked_up_on"]
            assert one["url"] in [pages(seen[name])[0] for name in titles if name in seen]
        else:
            assert not {*titles} & {*seen}
            assert one.get("url", known["source"]) == known["source"]
    dated = {one["reference"] for one in found if "checked_on" in one}
    shown = {one["reference"] for one in found}
    assert dated == {known["titles"][name] for name in seen} & shown


@pytest.mark.parametrize("country", sorted(LAW["countries"]))
def test_each_title_of_a_compared_entry_has_its_page(country):
    known = LAW["countries"][country]
    for name, seen in known.get("looked_up", {}).items():
        titles = known["titles"][name].split("; ")
        assert len(pages(seen)) in ({1} if isinstance(seen, str) else {len(titles)}), name
        assert all(page.startswith("https://") for page in pages(seen)), name


def test_a_public_body_gets_its_own_fields_too():
    public = entries("Germany", "public administration", "public-sector")
    assert len(public) > len(entries("Germany"))
    assert any("Vergabe" in one["reference"] for one in public)


def test_without_a_known_country_the_law_is_asked_for():
    assert all(one["jurisdiction"].startswith("[TODO:") for one in entries("other"))
