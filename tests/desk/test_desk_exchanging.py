"""Two people at two desks: what both numbered alike goes on under two numbers, and is said."""

from __future__ import annotations

import subprocess

from visiting import Visitor, said


def test_who_sends_later_gets_the_next_number_and_is_told(desk: Visitor, tmp_path):
    place, other = tmp_path / "shared.git", tmp_path / "other"
    desk.git("init", "--quiet", "--bare", str(place))
    desk.git("remote", "add", "origin", str(place))
    desk.git("push", "--quiet", "--no-verify", "--set-upstream", "origin", "HEAD")
    branch = desk.git("branch", "--show-current").strip()
    desk.git("clone", "--quiet", "--branch", branch, str(place), str(other))
    register = "docs/registers/partners.yaml"
    added = (
        "  - id: PTN-0099\n    title: {}\n    kind: supplier\n    gap: Coils.\n    contribution: Winds them.\n"
        "    agreement: none needed\n    owner: innovation-manager\n    status: active\n"
    )
    for root, name in ((other, "Theirs"), (desk.root, "Mine")):
        path = root / register
        path.write_text(path.read_text("utf-8") + added.format(name), "utf-8")
        for command in (("add", "-A"), ("commit", "--quiet", "--no-verify", "-m", f"Add {name}")):
            subprocess.run(["git", *command], cwd=root, check=True)
    subprocess.run(["git", "push", "--quiet", "--no-verify"], cwd=other, check=True)
    answer = desk.post("/exchange", act="get")
    assert answer.status_code == 303, said(answer)
    told = said(desk.get(answer.headers["location"]))
    assert "Somebody else gave the number PTN-0099 first; yours is PTN-0100 now." in told
    text = (desk.root / register).read_text("utf-8")
    assert text.index("PTN-0099") < text.index("Theirs") < text.index("PTN-0100") < text.index("Mine")  # fmt: skip
