"""Which files that are gone have pages: those below docs/ that had a text, the last ones first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from samples import SHIPPED
from support import AS_OF

from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.model.settings import Settings
from ims_docs.site.build import removed
from ims_docs.site.build.removed import removed_files

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
TEXT = b"---\nid: POL-0001\ntype: innovation-policy\ntitle: A title\n---\n"


class Git:
    """Every name leads to a document, but for two."""

    def blobs(self, names):
        return iter([{"lost": None, "list": b"type: people\n"}.get(one, TEXT) for one in names])


def revision(path, blob, days=0):
    moment = NOON + timedelta(days=days)
    return Revision(
        commit=f"{days}", author="Ada", email="", authored=moment, committed=moment,
        subject="Change", change="changed" if blob else "removed", path=path, blob=blob,
    )  # fmt: skip


def gone(*paths, there=(), days=lambda _: 5, blob="1"):
    """The pages of files that were made and removed."""
    repository = Repository(
        judged="a test", as_of=AS_OF, settings=Settings(organisation="Acme", profile="full"),
        types=SHIPPED.types, standards={}, paths=frozenset(there),
    )  # fmt: skip
    revisions = {one: (revision(one, "", days(one)), revision(one, blob)) for one in paths}
    return removed_files(Git(), repository, revisions)


@pytest.mark.parametrize(
    ("path", "has_page"),
    [
        ("docs/notes/a.md", True),
        ("docs/registers/a.yaml", True),
        ("docs/registers/a.yml", True),
        ("docs/notes/a.txt", False),
        ("notes/docs/a.md", False),
        ("docs-of-others/a.md", False),
        ("docs/notes/index.md", False),
        ("docs/notes/my-index.md", True),
    ],
)
def test_documents_records_and_registers_have_pages(path, has_page):
    blob = "1" if path.endswith(".md") else "list"
    assert list(gone(path, blob=blob)) == [path] * has_page


def test_what_is_there_again_or_had_no_text_or_is_lost_has_none():
    assert gone("docs/a.md", there=["docs/a.md"]) == {}
    assert gone("docs/a.md", blob="") == {}
    assert gone("docs/a.md", blob="lost") == {}


def test_a_page_names_the_last_text_and_what_ended_it():
    (one,) = gone("docs/a.md").values()
    assert (one.last.commit, one.ended.commit, one.item.id) == ("0", "5", "POL-0001")


def test_the_last_that_went_come_first_and_so_many_only(monkeypatch):
    monkeypatch.setattr(removed, "_MOST", 2)
    paths = [f"docs/{number}.md" for number in range(3)]
    assert list(gone(*paths, days=lambda one: int(one[5]))) == ["docs/2.md", "docs/1.md"]
