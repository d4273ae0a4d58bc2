"""The pure parts: markup, revisions of many files, no page twice."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from site_reader import AS_OF, Html

from ims_docs.adapters.git import History
from ims_docs.errors import ConfigurationError
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site import pages as site_pages
from ims_docs.site.build import reading
from ims_docs.site.pages import markup, trail


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


def test_no_file_is_hidden_by_a_generated_page(acme, tmp_path):
    (acme / "docs/clauses").mkdir()
    shutil.copy(acme / "docs/context/glossary.md", acme / "docs/clauses/5.2.md")
    built = site_build.build(Workspace(root=acme), tmp_path / "out", as_of=AS_OF)
    taken = [(one.code, one.where.path) for one in built.blocking]
    assert ("SHP010", "docs/clauses/5.2.md") in taken
    assert not (tmp_path / "out").exists()
    content = reading.read(Workspace(root=acme), as_of=AS_OF)
    with pytest.raises(ConfigurationError, match=r"docs/clauses/5\.2\.md"):
        site_pages.pages(content)


def test_a_long_trail_has_a_page_for_each_year(site, monkeypatch):
    monkeypatch.setattr(trail, "_ON_ONE_PAGE", 2)
    content = reading.read(Workspace(root=site.root), as_of=AS_OF)
    years = {one.day[:4] for one in trail.changes(content)}
    found = dict(trail.pages(content))
    assert set(found) == {"trail.md", *(f"trail/{year}.md" for year in years)}
    assert "The newest 2 are shown." in found["trail.md"]
