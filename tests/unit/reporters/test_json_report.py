import json

from ims_docs import __version__
from ims_docs.reporters import REPORTERS

POLICY = "docs/leadership/innovation-policy.md"


def test_report(report):
    written = json.loads(REPORTERS["json"](report))
    assert list(written) == ["schema_version", "findings", "waived", "rules", "summary", "tool"]
    assert written["findings"][0] == {
        "code": "DOC002",
        "severity": "error",
        "path": POLICY,
        "line": 12,
        "column": 1,
        "message": '"Scope" has no text of its own',
        "hint": "Write what belongs there.",
        "clause": "7.5.3",
    }
    assert written["waived"] == [
        {
            "code": "DOC004",
            "severity": "warning",
            "path": "docs/plan.md",
            "line": 4,
            "column": 1,
            "message": "Review is due",
            "hint": "Put it right.",
            "clause": "7.5.3",
            "reason": "The new owner starts in May",
            "person": "a-smith",
            "until": "2026-05-31",
        }
    ]
    assert [rule["code"] for rule in written["rules"]] == [rule.code for rule in report.rules]
    assert written["rules"][-1] == {
        "code": "HIS001",
        "title": "History is not rewritten",
        "severity": "error",
        "outcome": "not applicable",
        "findings": 0,
    }
    assert written["summary"] == {
        "errors": 2,
        "warnings": 1,
        "advice": 1,
        "files": 2,
        "documents": 47,
        "records": 0,
        "registers": 18,
        "judged": "the files on disk",
        "as_of": "2026-03-01",
        "next_step": f"complete {POLICY}.",
    }
    assert written["tool"] == {"name": "ims-docs", "version": __version__}


def test_reports_fit_the_schema(report, clean, report_schema):
    for one in (report, clean):
        assert list(report_schema.iter_errors(json.loads(REPORTERS["json"](one)))) == []


def test_the_schema_takes_nothing_else(report, report_schema):
    for spoil in (
        lambda written: written.update(extra=1),
        lambda written: written["findings"][0].update(extra=1),
        lambda written: written["findings"][0].pop("hint"),
        lambda written: written["findings"][0].update(line=-1),
        lambda written: written["waived"][0].pop("until"),
        lambda written: written["waived"][0].update(extra=1),
        lambda written: written["rules"][0].update(outcome="passed"),
        lambda written: written["summary"].update(extra=1),
        lambda written: written["summary"].update(as_of="yesterday"),
    ):
        written = json.loads(REPORTERS["json"](report))
        spoil(written)
        assert not report_schema.is_valid(written)


def test_hostile_text_stays_text(hostile, report_schema):
    written = REPORTERS["json"](hostile)
    assert written.isascii()
    assert "##" not in written
    read = json.loads(written)
    report_schema.validate(read)
    message = hostile.findings[0].message
    assert read["findings"][0]["message"] == message.replace("\udcff", r"\xff").replace(
        "\ud800", r"\ud800"
    )
