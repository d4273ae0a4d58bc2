"""`ims verify` judges what was saved, and says what lies on disk otherwise."""

from __future__ import annotations

import json

POLICY = "docs/leadership/innovation-policy.md"
RISKS = "docs/registers/risks.yaml"


def test_what_is_not_saved_is_named_and_changes_no_verdict(example, ims):
    whole = ims("-C", example, "verify")
    assert (whole.code, "Not saved" in whole.out) == (0, False)
    assert whole.out.endswith("\n\nIntact.\n")

    policy = example / POLICY
    policy.write_bytes(policy.read_bytes().replace(b"\n", b"\r\n"))
    assert "Not saved" not in ims("-C", example, "verify").out, "other line ends are the same text"

    policy.write_bytes(policy.read_bytes() + b"Another sentence.\r\n")
    (example / RISKS).unlink()
    (example / "docs/new.md").write_text("# New\n", "utf-8")
    report = ims("-C", example, "verify")
    assert report.code == 0
    told = " ".join(report.out.split())
    assert f"Not saved: 2 files on disk are not as the head holds them, and nothing here speaks of that: {POLICY}, {RISKS}. `ims check`" in told  # fmt: skip
    assert told.endswith("Intact. That speaks of what was saved: 2 files on disk read otherwise.")
    as_data = json.loads(ims("-C", example, "verify", "--format", "json").out)
    assert as_data["not_saved"] == [POLICY, RISKS]
