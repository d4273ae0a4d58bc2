"""Forms of records have examples from the world of those who fill them in."""

from __future__ import annotations

import re

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.services.records.record_text import with_examples
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import render_one

FORMS = resource("template") / "forms"
WORKSHOP = re.compile(
    r"\b(?:seals?|drives?|kits?|technicians?|spare.parts|torque|coatings?|engineers?|repair\w*|clip|"
    r"mould|leaks?|tight\w*|packaging|warranty|standstill|fitters?|dealers?|wear test)\b",
    re.IGNORECASE,
)
ELSEWHERE = {
    "public": {
        "profile": "public-sector",
        "sector": "public administration",
        "size": "250 or more",
    },
    "serving": {"profile": "compact", "sector": "software", "size": "1-9"},
    "learning": {"profile": "full", "sector": "education and research", "size": "50-249"},
}


def examples(answers: dict[str, str]):
    told = dict(frontmatter.parse(render_one("examples.yaml", complete(answers))).values)
    del told["world"]
    return told


@pytest.mark.parametrize("world", ELSEWHERE)
def test_no_form_shows_a_workshop_to_others(world):
    told = examples(ELSEWHERE[world])
    found = [
        f"{path.stem}: {one[0]}: {line.strip()}"
        for path in sorted(FORMS.glob("*.md"))
        for line in with_examples(path.read_text("utf-8"), told.get(path.stem)).splitlines()
        for one in WORKSHOP.finditer(line)
    ]
    assert found == []


@pytest.mark.parametrize("world", ELSEWHERE)
def test_each_example_takes_the_place_of_one(world):
    """A section that is named differently would silently keep the example of a workshop."""
    for form, sections in examples(ELSEWHERE[world]).items():
        text = (FORMS / f"{form}.md").read_text("utf-8")
        changed = with_examples(text, sections)
        assert [one for one in sections.values() if f'Example: "{one}"' not in changed] == []
        assert len(changed.splitlines()) == len(text.splitlines())


def test_a_maker_keeps_the_forms_as_they_are():
    told = examples({"profile": "full", "sector": "manufacturing", "size": "50-249"})
    assert told == {}
