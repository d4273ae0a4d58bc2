"""A long list, such as a gap analysis, goes through a form without losing a row."""

from __future__ import annotations

from urllib.parse import urlencode

from ims_docs.adapters.resources import resource
from ims_docs.desk.asking import Form
from ims_docs.desk.fields import answers
from ims_docs.formats.schemas import Schemas
from ims_docs.services.records.answers import Reader

ROWS = 320


def test_every_row_that_was_typed_is_kept(repository):
    results = Schemas(resource("schemas")).types["gap-analysis"].property("results")
    typed = {
        f"key.results.{at}.{name}": value
        for at in range(ROWS)
        for name, value in (("clause", "4.1"), ("level", str(at % 6)))
    }
    form = Form.of(urlencode(typed).encode())
    said = answers([results], form, Reader(repository({})))
    assert said.errors == {}
    assert [row["level"] for row in said.keys["results"]] == [at % 6 for at in range(ROWS)]
