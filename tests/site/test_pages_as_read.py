"""What a check says of a text is true of its page, on a site that is built for real."""

from __future__ import annotations

import re

from site_reader import AS_OF, commit

from ims_docs.domain.runner import check
from ims_docs.model.page_name import is_taken
from ims_docs.services.workspace import Disk, Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import reading
from ims_docs.site.pages import pages

POLICY = "docs/leadership/innovation-policy.md"
MORE = """

## Политика рисков

> ### Recusal

!!! note
    ### Notice

Everyone must:
- lock the screen

Our tracker has it as
#73, and more.

H<sub>2</sub>O, <span style="color: red">not hidden</span> and {{ braces }}.

    <b>code</b> and [text](no-such-page.md)

[a](#политика-рисков) [b](#recusal) [c](#notice) [flow.svg](flow.svg) [people.yaml](../registers/people.yaml)
[readme](../README.md) ![f](flow.svg)
"""


def test_a_page_has_what_the_check_says_of_its_text(acme, tmp_path):
    policy = acme / POLICY
    policy.write_text(policy.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    (acme / "docs/README.md").write_text("# About\n\n[it](leadership/innovation-policy.md)\n")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9"/></svg>'
    (policy.parent / "flow.svg").write_text(drawing)
    (policy.parent / "bad.svg").write_text('<svg onload="x"/>')
    (policy.parent / "data.json").write_text("{}")
    commit(acme, "docs: a page with everything")
    workspace = Workspace(root=acme)
    report = check(workspace.open(Disk(AS_OF)).repository)
    codes = {one.code for one in report.findings if one.where.path == POLICY}
    assert codes >= {"SHP006", "SHP008"}
    assert not codes & {"LNK001", "LNK002", "LNK009", "SHP010"}
    built = site_build.build(workspace, tmp_path / "out", as_of=AS_OF)
    assert built.left_out == ("docs/leadership/bad.svg",)
    page = (tmp_path / "out/leadership/innovation-policy.html").read_text(encoding="utf-8")
    for anchor in ("политика-рисков", "recusal", "notice", "73-and-more"):
        assert re.search(rf'<h[1-6] id="{anchor}"', page)
    assert "<li>lock the screen" not in page, "run-on, as the check says"
    assert "color: red" not in page
    assert "not hidden" in page
    assert "&lt;b&gt;code&lt;/b&gt;" in page
    assert ">people.yaml</a>" in page
    assert 'href="../registers/people.html"' in page
    assert 'href="../readme.html"' in page
    assert (tmp_path / "out/leadership/flow.svg").read_text() == drawing
    assert (tmp_path / "out/leadership/data.json").is_file()
    home = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert "<title>About" not in home
    assert (tmp_path / "out/readme.html").is_file()


def test_every_page_that_the_site_makes_itself_is_known_as_taken(acme):
    edition = reading.read(Workspace(root=acme), as_of=AS_OF)
    own = {edition.place(path) for path in edition.titles}
    replaced = {"index.md", "registers/index.md", "records/index.md"}
    made = set(pages(edition)) - own - replaced
    used = edition.repository.settings.standards
    assert [page for page in sorted(made) if not is_taken(page, used)] == []
