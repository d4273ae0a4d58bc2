"""What DIC-0001 of a new repository prescribes, done step by step as it stands there."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.services.scaffold.completion import completed, completion
from ims_docs.services.workspace import Clock

PLACE = "docs/support/documented-information-control.md"
DOCUMENT = "DIC-0001"
AUTHOR, APPROVER = "PER-0002", "PER-0001"
ADDRESSES = {
    AUTHOR: ("Sam Sample", "sam@example.org"),
    APPROVER: ("Alex Example", "alex@example.org"),
}


@pytest.fixture(params=["full", "starter", "public-sector"])
def new(request, ims, tmp_path, made_keys, monkeypatch):
    root = tmp_path / "acme"
    assert ims("new", root, "--no-input", "--set", f"profile={request.param}").code == 0
    monkeypatch.setattr(Clock, "now", lambda _: datetime.now(UTC))
    return root


def procedure(text: str) -> str:
    return text.split("## Creating, changing and approving", 1)[1].split("\n## ", 1)[0]


def save(root, person, why):
    name, email = ADDRESSES[person]
    who = ["-c", f"user.name={name}", "-c", f"user.email={email}"]
    subprocess.run(["git", "-C", root, *who, "add", "--all"], check=True)
    done = ["git", "-C", root, *who, "commit", "--quiet", "--no-verify", "-m", why]
    subprocess.run(done, check=True)


def test_the_steps_of_the_procedure_are_those_of_the_tool(new, ims, made_keys):
    text = (new / PLACE).read_text("utf-8")
    told = re.findall(r"`ims (\w+) ID", procedure(text))
    assert list(dict.fromkeys(told)) == ["check", "submit", "approve", "review", "withdraw"]
    states = re.findall(
        r"^\| ([a-z ]+) \| ", text.split("| State | When |", 1)[1].split("\n\n")[0], re.MULTILINE
    )
    assert states == ["draft", "submitted", "in force", "review due", "superseded", "withdrawn"]

    def run(command, person, *more):
        return ims("-C", new, command, DOCUMENT, "--key", made_keys[person], *more)

    def state():
        return ims("-C", new, "show", DOCUMENT).out

    # "each signer makes a key, and … puts it on the list of signers"
    for person in (AUTHOR, APPROVER):
        key = made_keys[person]
        assert ims("-C", new, "trust", "add", person, "--key", key).code == 0
    save(new, AUTHOR, "name who may sign")
    # 1 Write: placeholders, guidance, and the version it shall have
    fills = resource("template") / "demo/fills/documented-information-control.yaml"
    done = completed(text, completion(fills.read_text("utf-8"), "fills"))
    (new / PLACE).write_text(done, "utf-8")
    assert 'version: "1.0"' in done
    # 2 Check
    checked = ims("-C", new, "check", PLACE)
    assert " error: " not in checked.out
    # 3 Save, 4 Submit
    save(new, AUTHOR, "describe how we control documents")
    assert "draft" in state()
    submitted = run("submit", AUTHOR)
    assert submitted.code == 0, submitted.err
    assert "submitted" in state()
    save(new, AUTHOR, "submitted")
    # 5 Approve: not the author
    assert run("approve", AUTHOR, "--yes").code == 1
    approved = run("approve", APPROVER, "--yes")
    assert approved.code == 0, approved.err
    save(new, APPROVER, "approved")
    assert "in force" in state()
    assert [one.split("-PER")[0] for one in sorted(kept(new))] == ["approved", "prepared"]
    assert ims("-C", new, "show", DOCUMENT, "--in-force").code == 0
    # "the owner or the approver looks at the text again"
    reviewed = run("review", AUTHOR, "--still-valid", "because nothing changed")
    assert reviewed.code == 0, reviewed.err
    save(new, AUTHOR, "looked at it again")
    # "A text that is no longer needed is taken out of force"
    gone = run("withdraw", APPROVER, "--reason", "Another procedure replaces it")
    assert gone.code == 0, gone.err
    save(new, APPROVER, "withdrawn")
    assert "withdrawn" in state()
    assert (new / PLACE).is_file()
    assert ims("-C", new, "check", "--select", "APR001", "--select", "APR002").code == 0


def kept(root):
    return [path.name for path in (root / f"approvals/{DOCUMENT}").rglob("*.txt")]


def test_the_readme_names_the_same_steps_in_the_same_order(new):
    text = (new / "README.md").read_text("utf-8")
    told = re.findall(r"`ims (submit|approve|review|withdraw|remove) ID", text)
    table = told[:5]
    assert table == ["submit", "approve", "review", "withdraw", "remove"]
    assert "minutes" not in text
    (rule,) = [one for one in text.splitlines() if one.startswith("5. Never delete")]
    assert "`ims remove ID --reason" in rule
    home = (new / "docs/index.md").read_text("utf-8")
    assert "signed statements" in home
    assert "minutes" not in home
