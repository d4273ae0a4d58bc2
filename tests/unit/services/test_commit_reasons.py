"""The first line of a message gives a reason, as git will show it."""

from __future__ import annotations

import pytest

from ims_docs.services.commit_gate.reasons import Writing, first_line, is_reason, needs_reason

IN_EDITOR = Writing(edited=True)
WITHOUT_EDITOR = Writing(edited=False)
SCISSORS = "# ------------------------ >8 ------------------------"


@pytest.mark.parametrize(
    "line",
    [
        "Correct the review date of the policy",
        "docs: name the deputy of each role",
        "Überprüfung der Ziele für 2027 nachgetragen",
        "Add idea IDE-0004 of the night shift",
        "Merge branch 'side'",
        "Merge branch 'side' of https://example.org/x into main",
        "Merge remote-tracking branch 'origin/main'",
        "Merge pull request #12 from acme/side",
        "Merge 1234567890abcdef1234567890abcdef12345678 into abcdef1234567890abcdef1234567890abcdef12",
        "更正创新政策的评审日期",
        "docs: 指定每个角色的代理人",
        "方針の見直し日を訂正する",
        "แก้วันที่ทบทวนนโยบาย",
        "ABC-123: name the deputy of each role",
        "[skip ci] Correct the review date",
        "#12 Say who decides about money",
        "Rename the policy to innovation-policy.md, as auditors asked",
        "Add LES-0001 about the glue",
        "Say more in goals.md about money",
        "Create a register of suppliers",
        "Close the lesson about glue",
        "fix(policy)!: [POL] name the owner of the budget (#12)",
        'Revert "update"',
        'Reapply "update"',
    ],
)
def test_a_reason(line):
    assert is_reason(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "update",
        "Update files",
        "WIP",
        "fix",
        "fixes and changes",
        "docs: update",
        "chore(policy)!: update the files",
        "misc minor changes",
        "some more small edits",
        "2026-11-23 12:00",
        "......................",
        "reorganisation",
        "new seal",
        "Merge",
        "Revert it",
        "Update innovation-policy.md",
        "Create innovation-policy.md",
        "Delete docs/records/lesson/LES-0001.md",
        "Rename a.md to b.md",
        "Updated `innovation-policy.md`",
        "Add files via upload",
        "Upload New File",
        "Add new directory",
        "Initial commit",
        "innovation-policy.md edited online with Bitbucket",
        "Apply suggestions from code review",
        "Apply 1 suggestion(s) to 1 file(s)",
        "Co-authored-by: A B <a@example.org>",
        "Signed-off-by: Ada Author <ada@example.org>",
        "Change-Id: I8473b95934b5732ac55d26311a706c9c2bde9940",
        "[skip ci] update",
        "update [skip ci]",
        "[ABC] [no ci] fix",
        "ABC-123: fix",
        "ABC-123 fixes",
        "fixes #123",
        "Closes #12",
        "!12: update",
        "docs: ABC-1: update files",
        "fix: update docs/a.md and docs/b.md (#12)",
        "更新",
        "修改文件",
    ],
)
def test_no_reason(line):
    assert not is_reason(line)


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("docs/index.md", True),
        ("ims.yml", True),
        ("schemas/records/x.schema.json", True),
        ("standards/own.yaml", True),
        ("approvals/POL-0001/1.0.txt", True),
        ("trust/allowed_signers", True),
        ("baselines/0001.txt", True),
        ("README.md", False),
        (".github/workflows/check.yml", False),
        ("docs-of-others/x.md", False),
    ],
)
def test_controlled_content_needs_a_reason(path, needed):
    assert needs_reason([path]) is needed


@pytest.mark.parametrize(
    ("text", "writing", "expected"),
    [
        ("\n\n  Name the deputies\n\nlater\n", IN_EDITOR, "Name the deputies"),
        ("# a comment\nName the deputies\n", IN_EDITOR, "Name the deputies"),
        ("#12 is answered now\n", WITHOUT_EDITOR, "#12 is answered now"),
        ("#12 is answered now\n", Writing(edited=False, cleanup="strip"), ""),
        (
            "#12 is answered now\n",
            Writing(edited=True, cleanup="whitespace"),
            "#12 is answered now",
        ),
        (f"{SCISSORS}\n# ignored\ndiff --git a/x b/x\n+Name the deputies\n", IN_EDITOR, ""),
        (f"\n{SCISSORS}\nName the deputies\n", Writing(edited=True, cleanup="scissors"), ""),
        ("; a comment\nName the deputies\n", Writing(comment=";"), "Name the deputies"),
        ("#1 matters\n\n; Please enter\n; x\n", Writing(comment="auto"), "#1 matters"),
        ("Name the deputies\r\n", IN_EDITOR, "Name the deputies"),
        ("", IN_EDITOR, ""),
        ("# only\n# comments\n", IN_EDITOR, ""),
    ],
)
def test_the_line_is_the_one_that_git_shows(text, writing, expected):
    assert first_line(text, writing) == expected
