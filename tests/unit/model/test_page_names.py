"""Every file has a page of its own, under a name that every machine can keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ims_docs.model.file_name import name_problem
from ims_docs.model.page_name import is_taken, page_of, pages_of
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading.paths import are_ordinary, unsafe

PARTS = st.one_of(
    st.sampled_from(
        (
            "con",
            "NUL",
            "README",
            "readme",
            "index",
            "Index",
            "..",
            ".git",
            "templates",
            "a b",
            "a-b",
            "findings",
            "clauses",
            "5.2",
            "-x",
            "x.",
            "x ",
            "\u202egnp",
            "\x1b[31m",
            "�",
            "é",
            "é",
        )
    ),
    st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=9),
    st.just("long" * 60),
)
PATHS = st.builds(
    lambda parts, ending: f"docs/{'/'.join(parts)}{ending}",
    st.lists(PARTS, min_size=1, max_size=3),
    st.sampled_from((".md", ".yaml", "")),
)


@given(st.lists(PATHS, max_size=12, unique=True))
def test_every_file_has_a_page_of_its_own_that_every_machine_can_keep(paths):
    made = pages_of(paths, ("iso56001",))
    assert {*made} == {*paths}
    assert len({one.lower() for one in made.values()}) == len(paths)
    for page in made.values():
        assert name_problem(page) is None
        assert page.isascii()
        assert page.endswith(".md")
        assert not is_taken(page, ("iso56001",))


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("docs/context/glossary.md", "context/glossary.md"),
        ("docs/registers/risks.yaml", "registers/risks.md"),
        ("docs/support/README.md", "support/readme.md"),
        ("docs/.notes/one.md", ".notes/one.md"),
        ("docs/Getting Started/First day.md", "getting-started-d00eca1b/first-day-c9c66a37.md"),
        ("docs/support/con.md", "support/con-fbdfe56b.md"),
        ("docs/Über uns.md", "uber-uns-337ffaaa.md"),
        ("docs/новое.md", "page-9a5ea150.md"),
        (f"docs/{'x' * 230}.md", f"other/{'x' * 40}-33945513.md"),
    ],
)
def test_a_name_stays_or_is_made_of_its_words_and_its_bytes(path, page):
    assert page_of(path) == page


@pytest.mark.parametrize(("more", "is_fine"), [(0, True), (1, False)])
def test_a_name_may_be_so_long_that_windows_can_keep_it_too(more, is_fine):
    path = f"docs/{'x' * (192 + more)}.md"
    assert len(path) == 200 + more
    assert (name_problem(path) is None) == is_fine
    assert are_ordinary([TreeEntry(path)]) == is_fine
    assert [one.path for one in unsafe([TreeEntry(path)])] == ([] if is_fine else [path])


def test_who_was_there_first_in_order_of_names_keeps_the_page():
    made = pages_of(["docs/a/Policy.md", "docs/a/policy.md", "docs/a/po licy.md"], ())
    assert made["docs/a/Policy.md"] == "a/Policy.md"
    assert made["docs/a/policy.md"].startswith("other/a-policy-")
