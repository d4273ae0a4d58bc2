from dataclasses import replace

import pytest

from ims_docs.model.finding import Location, Outcome
from ims_docs.reporters import text
from ims_docs.reporters.summary import summary

EXPECTED = """\
docs/leadership/innovation-policy.md:12:1 DOC002 error: "Scope" has no text of
    its own
docs/leadership/innovation-policy.md:18:1 DOC002 error: "Aim" has no text of its
    own
    → Write what belongs there.
docs/leadership/innovation-policy.md:20:3 DOC003 warning: A placeholder is left
    → Put it right.

ims.yml CLS001 advice: Nothing serves clause 6
    → Put it right.

Waived:
docs/plan.md:4:1 DOC004 warning: Review is due
    waived by a-smith until 2026-05-31: The new owner starts in May

2 errors, 1 warning, 1 advice in 2 files
47 documents, 0 records, 18 registers · 6 rules ran · 1 waived
Next: complete docs/leadership/innovation-policy.md.
"""

CLEAN = """\
Judged: the files on disk as of 2026-03-01. Result: every rule conforms.
0 errors, 0 warnings, 0 advice · 1 document, 0 records, 18 registers · 1 rule ran
"""


def test_report(report):
    assert text.render(report) == EXPECTED


def test_clean_report(clean):
    assert text.render(clean, width=100) == CLEAN


def test_order_of_findings_does_not_matter(report):
    backwards = replace(report, findings=report.findings[::-1])
    assert text.render(backwards) == EXPECTED


def test_width_0_wraps_nothing(report):
    lines = text.render(report, width=0).splitlines()
    assert lines[0].endswith(':12:1 DOC002 error: "Scope" has no text of its own')
    assert lines[-2] == " · ".join(summary(report))


def test_a_message_with_too_little_room_starts_on_its_own_line(report):
    (first, *_) = report.findings
    deep = replace(first, where=Location(f"docs/{'deep/' * 8}a.md", 120, 14))
    lines = text.render(replace(report, findings=(deep,))).splitlines()
    assert lines[0] == f"docs/{'deep/' * 8}a.md:120:14 DOC002 error:"
    assert lines[1] == '    "Scope" has no text of its own'


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_page(report, clean, width):
    for one in (report, clean):
        assert max(map(len, text.render(one, width=width).splitlines())) <= width


def test_a_place_is_never_broken(report):
    lines = text.render(report, width=20).splitlines()
    assert lines[0] == "docs/leadership/innovation-policy.md:12:1 DOC002 error:"


def test_colour_adds_nothing_but_colour(report):
    coloured = text.render(report, colour=True)
    assert "\x1b[31merror:\x1b[0m" in coloured
    for code in ("\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == EXPECTED


def test_a_hint_stands_once_for_findings_that_share_it(report):
    (first, second, *_) = report.findings
    other = replace(second, hint="Another hint.")
    assert text.render(replace(report, findings=(first, second))).count("→") == 1
    assert text.render(replace(report, findings=(first, other))).count("→") == 2
    assert text.render(replace(report, findings=(replace(first, hint=""),))).count("→") == 0


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((), "no rule ran, so nothing is known"),
        ((Outcome.CONFORMING,), "every rule conforms"),
        ((Outcome.CONFORMING, Outcome.NOT_APPLICABLE), "every rule that applies conforms"),
        ((Outcome.CONFORMING, Outcome.WAIVED), "every rule conforms or is waived"),
    ],
)
def test_what_a_report_without_findings_says(clean, outcomes, said):
    rules = tuple(replace(clean.rules[0], outcome=outcome) for outcome in outcomes)
    assert f"Result: {said}." in text.render(replace(clean, rules=rules), width=0)


def test_hostile_text_acts_on_nothing(hostile):
    for width in (0, 20, 80):
        for line in text.render(hostile, width=width).splitlines():
            assert line.isprintable()
            assert not line.lstrip().startswith("::")
            assert "##[" not in line
