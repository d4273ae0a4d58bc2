"""Rules at the day, the line and the scheme on which they turn."""

from __future__ import annotations

from datetime import date

import pytest
from samples import SHIPPED

from ims_docs.domain.rules.documents import final_versions_are_complete
from ims_docs.domain.rules.history import closed_records_stay
from ims_docs.domain.rules.links.targets import links_stay_inside
from ims_docs.model.change import Change, Version
from ims_docs.model.content import Content
from ims_docs.model.document import Document
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.model.text import Leftover, Link, TemplateText, Text

IDEA = "docs/records/idea/IDE-0001.md"
PAGE = "docs/leadership/policy.md"


def repository(as_of=date(2026, 11, 23), **more):
    settings = Settings(organisation="Acme", profile="full")
    kept = {"types": SHIPPED.types, "standards": {}, **more}
    return Repository(judged="a test", as_of=as_of, settings=settings, **kept)


# HIS002


def gone(closed_on, as_of, *, years, is_closed=True, paths=frozenset()):
    values = {"id": "IDE-0001", "type": "idea", "closed_on": closed_on}
    record = Record(path=IDEA, content=Content(values=values), body=Text(), is_closed=is_closed)
    types = {"idea": SHIPPED.types["idea"]._replace(retention_years=years)}
    changes = (Change(Version(record, "", "sha256:0"), None),)
    found = repository(date.fromisoformat(as_of), types=types, changes=changes, paths=paths)
    return [one.message for one in closed_records_stay.check(found)]


@pytest.mark.parametrize(
    ("closed_on", "as_of", "years", "may_go"),
    [
        ("2020-06-15", "2023-06-14", 3, False),
        ("2020-06-15", "2023-06-15", 3, False),
        ("2020-06-15", "2023-06-16", 3, True),
        ("2020-02-29", "2023-02-28", 3, False),
        ("2020-02-29", "2023-03-01", 3, True),
        ("2020-02-29", "2024-02-29", 4, False),
        ("2020-02-29", "2024-03-01", 4, True),
        ("9999-01-01", "9999-12-31", 3, False),
        ("", "2099-01-01", 3, False),
        ("soon", "2099-01-01", 3, False),
    ],
)
def test_a_closed_record_goes_on_the_day_after_its_time(closed_on, as_of, years, may_go):
    told = [f"IDE-0001 was closed and is gone; it is kept for {years} years"]
    assert gone(closed_on, as_of, years=years) == ([] if may_go else told)


def test_an_open_record_may_go_and_one_that_is_there_is_not_gone():
    assert gone("2020-06-15", "2020-06-16", years=3, is_closed=False) == []
    assert gone("2020-06-15", "2020-06-16", years=3, paths=frozenset({IDEA})) == []


# DOC006


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((9,), "(line 9)"),
        ((9, 11), "(lines 9, 11)"),
        ((1, 2, 3, 4, 5), "(lines 1, 2, 3, 4, 5)"),
        ((1, 2, 3, 4, 5, 6), "(lines 1, 2, 3, 4, 5 …)"),
    ],
)
@pytest.mark.parametrize(("version", "is_final"), [("0.9", False), ("1.0", True), ("10.0", True)])
def test_five_lines_of_template_text_are_named_and_more_are_hinted_at(
    lines, told, version, is_final
):
    left = tuple(TemplateText(Leftover.PLACEHOLDER, one, 1, "[TODO: say]") for one in lines)
    content = Content(values={"id": "POL-0001", "version": version})
    document = Document(path=PAGE, content=content, body=Text(template_text=left))
    found = final_versions_are_complete.check(repository(documents=(document,)))
    expected = [f"Version {version} is final, but template text is left {told}"]
    assert [one.message for one in found] == (expected if is_final else [])


# LNK003


@pytest.mark.parametrize(
    ("target", "leaves"),
    [
        ("other.md", False),
        ("../notes/a.md#part", False),
        ("#part", False),
        ("https://example.org", False),
        ("HTTP://example.org", False),
        ("mailto:a@example.org", False),
        ("javascript:alert(1)", True),
        ("data:text/html,x", True),
        ("ftp://example.org", True),
        ("../../ims.yml", True),
        ("/docs/notes/a.md", True),
        ("//example.org/a", True),
        ("../../docs-of-others/a.md", True),
    ],
)
def test_a_link_stays_inside_or_goes_to_the_web(target, leaves):
    body = Text(links=(Link(target=target, line=7, column=3),))
    document = Document(path=PAGE, content=Content(values={"id": "POL-0001"}), body=body)
    found = [
        (str(one.where), one.message)
        for one in links_stay_inside.check(repository(documents=(document,)))
    ]
    assert found == (
        [(f"{PAGE}:7:3", f"The link leaves the documents: {target}")] if leaves else []
    )
