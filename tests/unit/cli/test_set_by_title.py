"""`--set "Title=…"`: a section by its title, also where a key of the type has the same word."""

from __future__ import annotations

from datetime import date

import pytest
from samples import RECORDS

from ims_docs.cli.answering import given
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.services.records.answers import Reader


@pytest.mark.parametrize("type_", RECORDS, ids=lambda one: one.name)
def test_each_section_is_reached_as_the_refusal_names_it(type_, repository_of_nothing):
    said = given(
        type_,
        tuple(f"{title}=Told." for title in type_.sections),
        None,
        Reader(repository_of_nothing),
    )
    assert (said.keys, said.sections) == ({}, dict.fromkeys(type_.sections, "Told."))


def test_a_key_is_reached_by_its_name_beside_a_section_of_the_same_word(repository_of_nothing):
    report = next(one for one in RECORDS if one.name == "internal-audit-report")
    said = given(report, ("findings=[]", "Findings=None."), None, Reader(repository_of_nothing))
    assert (said.keys, said.sections) == ({"findings": []}, {"Findings": "None."})


@pytest.fixture
def repository_of_nothing() -> Repository:
    """Nothing is in it: no text of a section asks for anything."""
    return Repository(
        judged="a test",
        as_of=date(2026, 1, 1),
        settings=Settings(organisation="Acme", profile="full"),
        types={},
        standards={},
    )


def test_a_list_under_the_title_of_a_section_is_still_the_key(repository_of_nothing, tmp_path):
    report = next(one for one in RECORDS if one.name == "internal-audit-report")
    file = tmp_path / "answers.yaml"
    file.write_text("Findings: [AUF-0001]\nStrengths: Short ways.\n", "utf-8")
    said = given(report, (), file, Reader(repository_of_nothing))
    assert (said.keys, said.sections) == ({"findings": ["AUF-0001"]}, {"Strengths": "Short ways."})
