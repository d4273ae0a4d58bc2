"""`ims import --apply`, stopped: what is saved stays, nothing is half done, a second run goes on."""

from __future__ import annotations

from ims_docs.services.workspace.transaction import Transaction


def _imports(git, root):
    said = git(root, "log", "--format=%s", "--reverse").stdout.splitlines()
    return [one for one in said if one.startswith("Import ")]


def test_ctrl_c_between_writing_and_saving_leaves_nothing_half_done(
    acme, ims, git, tmp_path, monkeypatch
):
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.md").write_text(f"# Letter {name}\n\nWhat {name} says.\n")
    plan = tmp_path / "plan.yaml"
    ims("-C", acme, "import", folder, "--plan", plan, "--type", "innovation-policy")
    before = git(acme, "status", "--porcelain").stdout
    real, asked = Transaction.save, []

    def stopped(transaction, *words):
        asked.append(transaction)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return real(transaction, *words)

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "save", stopped)
        done = ims("-C", acme, "import", "--apply", plan)
    assert done.code == 130
    assert "1 of 3 files are saved, the others are as they were" in done.err
    assert _imports(git, acme) == ["Import a.md: 1 new"]
    assert git(acme, "status", "--porcelain").stdout == before
    again = ims("-C", acme, "import", "--apply", plan)
    assert again.code == 0, again.out + again.err
    assert _imports(git, acme) == [f"Import {one}.md: 1 new" for one in "abc"]
    assert git(acme, "status", "--porcelain").stdout == before
