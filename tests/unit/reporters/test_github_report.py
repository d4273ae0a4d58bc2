import re
from dataclasses import replace

import pytest

from ims_docs.model.finding import Location
from ims_docs.reporters import REPORTERS, github
from ims_docs.reporters.printable import printable

EXPECTED = """\
::error file=docs/leadership/innovation-policy.md,line=12,col=1,title=DOC002::\
"Scope" has no text of its own%0A→ Write what belongs there.
::error file=docs/leadership/innovation-policy.md,line=18,col=1,title=DOC002::\
"Aim" has no text of its own%0A→ Write what belongs there.
::warning file=docs/leadership/innovation-policy.md,line=20,col=3,title=DOC003::\
A placeholder is left%0A→ Put it right.
::notice file=ims.yml,title=CLS001::Nothing serves clause 6%0A→ Put it right.
2 errors, 1 warning, 1 advice in 2 files · 47 documents, 0 records, 18 registers\
 · 6 rules ran · 1 waived
"""

CLEAN = """\
Judged: the files on disk as of 2026-03-01. Result: every rule conforms.
0 errors, 0 warnings, 0 advice · 1 document, 0 records, 18 registers · 1 rule ran
"""


def obeyed(line):
    """What GitHub's runner makes of a line: command, properties, message; None for plain text."""
    match = re.match(r"\s*::(\w[\w-]*)(?: (.*?))?::(.*)", line, re.DOTALL)
    if not match:
        return None
    decoded = {}
    for pair in filter(None, (match[2] or "").split(",")):
        name, _, value = pair.partition("=")
        decoded[name] = value.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    return match[1], decoded, match[3].replace("%0A", "\n").replace("%25", "%")


def test_report(report):
    assert REPORTERS["github"](report) == EXPECTED


def test_clean_report(clean):
    assert github.render(clean) == CLEAN


@pytest.mark.parametrize(
    "where", [Location("a,b:c%3A.md", 1, 2), Location("a.md", 3), Location("")]
)
def test_what_is_encoded_is_read_back(report, where):
    finding = replace(report.findings[0], where=where, message="100%0A: a, b", hint="")
    (line, _) = github.render(replace(report, findings=(finding,))).splitlines()
    command, properties, message = obeyed(line)
    assert (command, message) == ("error", "100%0A: a, b")
    assert properties.pop("title") == "DOC002"
    given = {"file": where.path, "line": str(where.line), "col": str(where.column)}
    assert properties == {name: value for name, value in given.items() if value not in ("", "0")}


def test_hostile_text_gives_no_orders(hostile):
    *commands, last = github.render(hostile).split("\n")[:-1]
    assert len(commands) == len(hostile.findings)
    for line, finding in zip(commands, hostile.findings, strict=True):
        _, properties, message = obeyed(line)
        assert properties["file"] == printable(finding.where.path)
        assert message == f"{printable(finding.message)}\n→ {printable(finding.hint)}"
    assert obeyed(last) is None
    assert "##[" not in last
