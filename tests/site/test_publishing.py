"""The pure parts: markup, revisions of many files, no page twice."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from site_reader import AS_OF, Html

from ims_docs.adapters.git import History
from ims_docs.model.reason import words
from ims_docs.services.workspace import Workspace
from ims_docs.site import pages as site_pages
from ims_docs.site.build import reading
from ims_docs.site.pages import markup, saved_changes, trail


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)
)
def test_any_text_is_shown_as_it_is(text):
    for before, after in (("x", "x"), ("", "x"), ("x ", "")):
        shown = f"{before}{text.strip()}{after}"
        rendered = markdown(
            f"{before}{markup.inline(text)}{after}", extensions=["tables", "admonition"]
        )
        assert "".join(Html(rendered).words).strip() == shown.strip()
        assert {tag for tag, _ in Html(rendered).tags} == {"p"}


@given(st.text(max_size=60))
def test_any_title_needs_no_escaping(text):
    import html

    title = markup.page_title(text)
    for shown in (title, html.unescape(title)):
        assert not set(shown) & set('<>"\n')


def test_one_pass_agrees_with_following_each_file(site):
    content = reading.read(Workspace(root=site.root), as_of=AS_OF)
    history = History(site.root)
    for path in ("docs/leadership/strategy.md", "docs/registers/risks.yaml"):
        alone = [one.commit for one in history.revisions(path)]
        assert [one.commit for one in content.revisions[path]] == alone


def test_no_file_is_hidden_by_a_generated_page(acme):
    (acme / "docs/clauses").mkdir()
    shutil.copy(acme / "docs/context/glossary.md", acme / "docs/clauses/5.2.md")
    content = reading.read(Workspace(root=acme), as_of=AS_OF)
    made = site_pages.pages(content)
    place = content.place("docs/clauses/5.2.md")
    assert place.startswith("other/clauses-5-2-")
    assert "The site makes a page clauses/5.2 itself" in made[place]
    assert "Until then this page stands under another name" in made[place]
    assert "This file should have another name" not in made["clauses/5.2.md"]


@pytest.mark.parametrize(("most", "heavy", "pages"), [(240, 1_500, 1), (240, 3, 4), (0, 3, 4)])
def test_a_long_trail_comes_in_pages_of_bounded_length(site, monkeypatch, most, heavy, pages):
    monkeypatch.setattr(saved_changes, "_HEAVY", heavy)
    monkeypatch.setattr(saved_changes, "_MOST_PAGES", most)
    content = reading.read(Workspace(root=site.root), as_of=AS_OF)
    found = dict(trail.pages(content))
    months = [one for one in found if one != "trail.md"]
    assert len(months) == pages
    anchors = [one.anchor for one in content.saved.all]
    told = "\n".join(found[one] for one in months)
    assert [told.count(f'id="{one}"') for one in anchors] == [1] * len(anchors)
    for one in content.saved.all:
        page, _, anchor = content.saved.place(one.commit).partition("#")
        assert f'id="{anchor}"' in found[page]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("feat: close NCR-0001", "Close NCR-0001"),
        ("fix(docs)!: a scope", "A scope"),
        ("featured: no prefix", "featured: no prefix"),
        ("Note: what was said", "Note: what was said"),
        ("docs: ", "docs: "),
        ("Plain words", "Plain words"),
    ],
)
def test_a_reason_is_told_without_what_is_for_programs(said, shown):
    assert words(said) == shown
