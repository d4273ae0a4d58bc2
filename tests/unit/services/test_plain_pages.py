"""Which files may do without keys: an index, a README, and the pages of the toolkit."""

from __future__ import annotations

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.formats.schemas import Schemas
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.document import Document
from ims_docs.model.page import Page
from ims_docs.services.loading.content import load_file

SCHEMAS = Schemas(resource("schemas"))
PLAIN = b"# Quiz\n\nOne answer is right.\n"
KEYS = b"---\ntype: innovation-policy\nid: POL-0001\n---\n\n# Policy\n"


@pytest.mark.parametrize(
    "path", ["docs/toolkit/quiz.md", "docs/toolkit/audits/opening.md", "docs/README.md"]
)
def test_it_is_a_page_without_keys(path):
    assert isinstance(load_file(path, PLAIN, SCHEMAS), Page)


@pytest.mark.parametrize(
    "path", ["docs/leadership/quiz.md", "docs/toolkits/quiz.md", "docs/leadership/toolkit/quiz.md"]
)
def test_elsewhere_it_has_to_say_what_it_is(path):
    found = load_file(path, PLAIN, SCHEMAS)
    assert isinstance(found, Defect)


def test_what_says_what_it_is_is_that_there_too():
    assert isinstance(load_file("docs/toolkit/policy.md", KEYS, SCHEMAS), Document)


@pytest.mark.parametrize("head", [b"---\ntitle: Quiz\n---\n\n", b"type: innovation-policy\n\n"])
def test_keys_that_say_nothing_of_a_type_are_not_passed_over(head):
    found = load_file("docs/toolkit/quiz.md", head + PLAIN, SCHEMAS)
    assert isinstance(found, Defect)
    assert found.kind in (DefectKind.UNTYPED, DefectKind.UNREADABLE)
