"""Template text to completed text, and the history of the example as data."""

from __future__ import annotations

import pytest

from ims_docs.errors import TemplateError
from ims_docs.services.scaffold.completion import Completion, Fill, completed, completion
from ims_docs.services.scaffold.demo import read_steps

DOCUMENT = """---
id: POL-0001
version: "0.1"
---

# Policy

!!! guidance "What to write"
    Write [TODO: nothing here counts].

    Still guidance.

We make [TODO: what] and [TODO: what].
"""

HISTORY = """people:
  ada:
    name: Ada
    email: ada@example.org
    id: PER-0001
steps:
  - date: 2025-05-12
    by: ada
    message: "docs: begin"
    files: first
"""


def how(*fills, version="1.0", reviewed_on=""):
    return Completion(
        source="fills/policy.yaml",
        fills=tuple(Fill(*one) for one in fills),
        version=version,
        reviewed_on=reviewed_on,
    )


def test_guidance_goes_placeholders_are_replaced_in_order_and_the_version_is_set():
    done = completed(DOCUMENT, how(("[TODO: what]", "drives"), ("[TODO: what]", "fans")))
    assert done == (
        '---\nid: POL-0001\nversion: "1.0"\n---\n\n# Policy\n\nWe make drives and fans.\n'
    )


def test_text_that_looks_like_a_pattern_is_taken_as_it_is():
    done = completed(DOCUMENT, how(("[TODO: what]", r"\1"), ("[TODO: what]", r"\g<0>")))
    assert r"We make \1 and \g<0>." in done


@pytest.mark.parametrize(
    ("fills", "said"),
    [
        ([("[TODO: what]", "drives")], r"fills/policy.yaml: no text for \[TODO: what\]"),
        ([("[TODO: who]", "we")], r"fills/policy.yaml: nothing to replace: \[TODO: who\]"),
        ([("[TODO: nothing here counts]", "x")], "nothing to replace"),
    ],
)
def test_a_fill_without_place_and_a_place_without_fill_are_named(fills, said):
    with pytest.raises(TemplateError, match=said):
        completed(DOCUMENT, how(*fills))


def test_a_register_loses_its_guidance_and_gets_a_day():
    text = "type: issues\nguidance: |\n  Read this.\n\n  And this.\nentries: []\n"
    done = completed(text, how(version="", reviewed_on="2026-01-28"))
    assert done == "type: issues\nreviewed_on: 2026-01-28\nentries: []\n"


def test_a_fills_file_is_read():
    text = 'version: "1.0"\nfills:\n  - placeholder: "[TODO: a]"\n    text: "b"\n'
    assert completion(text, "fills/x.yaml").fills == (Fill("[TODO: a]", "b"),)


@pytest.mark.parametrize(
    "text",
    [
        "version: [\n",
        "fills: []\n",
        'version: "1.0"\n',
        'version: "1.0"\nfills: text\n',
        'version: "1.0"\nfills: [text]\n',
        'version: "1.0"\nfills:\n  - placeholder: a\n',
    ],
)
def test_a_broken_fills_file_is_named(text):
    with pytest.raises(TemplateError, match=r"fills/x\.yaml"):
        completion(text, "fills/x.yaml")


def test_steps_are_read():
    (step,) = read_steps(HISTORY)
    assert (str(step.date), step.by.name, step.files) == ("2025-05-12", "Ada", "first")
    assert (step.by.id, step.signers, step.submit, step.approve) == ("PER-0001", False, (), ())


def test_a_step_says_what_its_person_signs():
    more = (
        "files: first\n    signers: true\n    submit:\n      - risks\n    approve:\n      - glossary\n"
        "    review:\n      innovation-policy: still valid\n"
    )
    (step,) = read_steps(HISTORY.replace("files: first\n", more))
    assert (step.signers, step.submit, step.approve) == (True, ("risks",), ("glossary",))
    assert step.review == {"innovation-policy": "still valid"}


@pytest.mark.parametrize(
    "text",
    [
        "people: [\n",
        "people: {}\nsteps: []\n",
        "people: []\nsteps: []\n",
        "steps: []\n",
        HISTORY.replace("by: ada", "by: eve"),
        HISTORY.replace("2025-05-12", "someday"),
        HISTORY.replace("email:", "mail:"),
        HISTORY.replace("files: first", "files: first\n    complete: glossary"),
        HISTORY + HISTORY.partition("steps:\n")[2].replace("2025", "2024"),
    ],
)
def test_a_broken_history_is_named(text):
    with pytest.raises(TemplateError, match=r"history\.yaml"):
        read_steps(text)
