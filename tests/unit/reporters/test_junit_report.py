from dataclasses import replace

import pytest
from junitparser import Failure, JUnitXml, Skipped

from ims_docs.model.finding import Outcome
from ims_docs.reporters import REPORTERS, junit

EXPECTED = """\
<?xml version='1.0' encoding='us-ascii'?>
<testsuites name="ims check" tests="6" failures="1" errors="0" skipped="2">
  <testsuite name="ims check" tests="6" failures="1" errors="0" skipped="2">
    <properties>
      <property name="judged" value="the files on disk" />
      <property name="as_of" value="2026-03-01" />
    </properties>
    <testcase classname="CLS" name="CLS001 Every clause has evidence">
      <system-out>ims.yml advice: Nothing serves clause 6
    &#8594; Put it right.</system-out>
    </testcase>
    <testcase classname="DOC" name="DOC001 The front matter fits its schema" />
    <testcase classname="DOC" name="DOC002 Every section has text">
      <failure message="2 findings" type="error">\
docs/leadership/innovation-policy.md:12:1 "Scope" has no text of its own
docs/leadership/innovation-policy.md:18:1 "Aim" has no text of its own
    &#8594; Write what belongs there.</failure>
    </testcase>
    <testcase classname="DOC" name="DOC003 No placeholder is left">
      <system-out>docs/leadership/innovation-policy.md:20:3 warning: A placeholder is left
    &#8594; Put it right.</system-out>
    </testcase>
    <testcase classname="DOC" name="DOC004 A document is reviewed in time">
      <skipped message="waived">docs/plan.md:4:1 Review is due
    waived by a-smith until 2026-05-31: The new owner starts in May</skipped>
    </testcase>
    <testcase classname="HIS" name="HIS001 History is not rewritten">
      <skipped message="not applicable" />
    </testcase>
  </testsuite>
</testsuites>
"""


def suite_of(report):
    (suite,) = JUnitXml.fromstring(REPORTERS["junit"](report).encode())
    return suite


def case_of(report, code):
    (case,) = [case for case in suite_of(report) if case.name.startswith(code)]
    return case


def test_report(report):
    assert junit.render(report) == EXPECTED


def test_junitparser_reads_it(report):
    suite = suite_of(report)
    assert (suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) == (
        "ims check",
        6,
        1,
        0,
        2,
    )
    cases = list(suite)
    assert [case.classname for case in cases] == ["CLS", "DOC", "DOC", "DOC", "DOC", "HIS"]
    (failure,) = cases[2].result
    assert isinstance(failure, Failure)
    assert failure.text.count("innovation-policy.md:") == 2
    assert "A placeholder is left" in cases[3].system_out
    assert all(isinstance(case.result[0], Skipped) for case in cases[4:])


def test_clean_report_lists_what_it_looked_at(clean):
    (case,) = suite_of(clean)
    assert case.is_passed
    assert case.name == "DOC001 The front matter fits its schema"


def test_a_rule_with_findings_and_waived_ones_shows_both(report):
    (waived,) = report.waived
    both = replace(waived, finding=replace(waived.finding, code="DOC002"))
    case = case_of(replace(report, waived=(both,)), "DOC002")
    assert isinstance(case.result[0], Failure)
    assert "waived by a-smith" in case.system_out
    both = replace(waived, finding=replace(waived.finding, code="DOC003"))
    case = case_of(replace(report, waived=(both,)), "DOC003")
    assert case.is_passed
    assert "A placeholder is left" in case.system_out
    assert "waived by a-smith" in case.system_out


def test_a_finding_of_no_rule_that_ran_is_not_lost(report):
    alone = replace(report, rules=())
    assert [case.name for case in suite_of(alone)] == ["CLS001", "DOC002", "DOC003"]
    assert suite_of(alone).failures == 1


@pytest.mark.parametrize("outcome", [Outcome.CONFORMING, Outcome.NOT_APPLICABLE])
def test_an_outcome_without_findings(clean, outcome):
    rule = replace(clean.rules[0], outcome=outcome)
    (case,) = suite_of(replace(clean, rules=(rule,)))
    assert case.is_skipped is (outcome is Outcome.NOT_APPLICABLE)


def test_hostile_text_stays_text(hostile):
    written = junit.render(hostile)
    assert written.isascii()
    assert len(list(suite_of(hostile))) == len(hostile.rules)
    (failure,) = case_of(hostile, "DOC002").result
    assert len(failure.text.splitlines()) == 2
