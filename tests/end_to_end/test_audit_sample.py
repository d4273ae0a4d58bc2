"""A sample for an audit: drawn again in a shell, unmoved by what happens later, and never redrawn in silence."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

DRAW = ("audit", "sample", "APL-0002", "--type", "idea")
IDEAS = "docs/records/idea"


def sample(root: Path, number: int = 1) -> str:
    return (root / f"docs/records/audit-sample/SMP-{number:04}.md").read_text("utf-8")


def under(text: str, key: str) -> list[str]:
    found = re.search(rf"(?m)^{key}:\n((?:  - .*\n)+)", text)
    return re.findall(r"  - (\S+)", found[1]) if found else []


def typed(root: Path, recipe: str) -> list[str]:
    """What somebody sees who types the recipe."""
    done = subprocess.run(
        ["bash", "-c", recipe], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def drawn_by_hand(ims, root: Path, seed: str, size: int) -> list[str]:
    """The ideas that a seed draws from the newest baseline, counted without the program."""
    found = json.loads(ims("-C", root, "baseline", "list", "--format", "json").out)["baselines"]
    code = max(found, key=lambda one: one["commits"])["code"]
    population = [f"IDE-{number:04}" for number in range(1, 16)]
    tickets = {
        one: hashlib.sha256(f"{code}|{seed}|{one}".encode()).hexdigest() for one in population
    }
    return sorted(population, key=lambda one: tickets[one])[:size]


def seed_that_draws(ims, root: Path, identifier: str, size: int) -> str:
    """A seed for which an id is drawn, whatever the code of the baseline is today."""
    seeds = (str(number) for number in range(1, 500))
    return next(one for one in seeds if identifier in drawn_by_hand(ims, root, one, size))


def test_the_recipe_typed_in_a_shell_draws_the_same(example, ims):
    seed = seed_that_draws(ims, example, "IDE-0010", 8)
    drawn = ims("-C", example, *DRAW, "--size", "8", "--seed", seed)
    assert drawn.code == 0, drawn.err
    assert "IDE-0010 was drawn and cannot be shown" in drawn.err
    text = sample(example)
    recipe = re.search(r"(?s)```sh\n(.*?)```", text)[1]
    assert recipe in drawn.out
    code, *tickets = typed(example, recipe)
    assert code == re.search(r'baseline_code: "(.*)"', text)[1].replace("-", "")
    ids = [line.split()[1] for line in tickets]
    assert [one for one in ids if one != "IDE-0010"] == under(text, "samples")
    assert under(text, "cannot_be_shown") == ["IDE-0010"]
    assert "IDE-0010" in under(text, "population")
    assert ims("-C", example, "check", "docs/records/audit-sample").code == 0


def test_what_happens_after_the_baseline_changes_nothing_but_what_can_be_shown(example, ims):
    (example / IDEAS / "IDE-0006.md").unlink()
    (example / IDEAS / "IDE-0016.md").write_text("# Not read\n")
    seed = seed_that_draws(ims, example, "IDE-0006", 4)
    expected = drawn_by_hand(ims, example, seed, 4)
    drawn = ims("-C", example, *DRAW, "--size", "4", "--seed", seed)
    assert drawn.code == 0, drawn.err
    assert "IDE-0006 was drawn and cannot be shown: nothing says why" in drawn.err
    text = sample(example)
    gone = {"IDE-0006", "IDE-0010"}
    assert under(text, "samples") == [one for one in expected if one not in gone]
    assert "IDE-0016" not in under(text, "population")


def test_a_second_draw_needs_a_reason_and_the_first_one_stays(example, ims):
    assert ims("-C", example, *DRAW, "--size", "2", "--seed", "1 1").code == 0
    again = ims("-C", example, *DRAW, "--size", "2", "--seed", "1 2")
    assert (again.code, again.out) == (1, "")
    assert "was drawn for APL-0002 before, in SMP-0001" in again.err
    assert ims("-C", example, *DRAW, "--size", "4", "--seed", "1 1", "--reason", "More").code == 0
    assert under(sample(example, 2), "samples")[:2] == under(sample(example), "samples")


def test_of_a_period_the_ids_are_written_out(example, ims):
    drawn = ims("-C", example, *DRAW, "--size", "2", "--seed", "1", "--from", "2026-06-01")
    assert drawn.code == 0, drawn.err
    population = under(sample(example), "population")
    assert "IDE-0001" not in population
    assert "IDE-0010" in population  # nobody can show that it does not belong to it
    assert f"printf '%s\\n' {' '.join(population)} |" in drawn.out


def test_own_work_is_named_and_a_judgement_says_that_it_is_one(example, ims):
    own = ims("-C", example, *DRAW, "--size", "15", "--seed", "9", "--auditor", "PER-0002")
    assert own.code == 0, own.err
    assert "all of them are looked at" in own.err
    assert "WHO001 Jonas Petersen audited IDE-0003 and owns it" in own.err
    chosen = ims("-C", example, "audit", "sample", "apl-0002", "--judgement", "ide-0001")
    assert (chosen.code, "needs a reason" in chosen.err) == (2, True)
    ids = ("IDE-0001", "POL-0001")
    chosen = ims(
        "-C", example, "audit", "sample", "APL-0002", "--judgement", *ids, "--reason", "Stopped"
    )
    assert chosen.code == 0, chosen.err
    assert under(sample(example, 2), "samples") == list(ids)
    assert "seed:" not in sample(example, 2)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--size", "2", "--seed", "it's"), "no seed that everybody can type again"),
        (("--size", "2", "--seed", "1", "--baseline", "2026"), "no baseline '2026'"),
        (("--seed", "1"), "How many?"),
        (("--size", "2"), "To draw"),
        (("--size", "2", "--seed", "1", "IDE-0001"), "with --judgement only"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(nordwind, ims, more, said):
    done = ims("-C", nordwind, *DRAW, *more)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_working_paper_asks_in_scope_and_closes_only_when_each_result_says_something(
    example, ims
):
    seed = seed_that_draws(ims, example, "IDE-0006", 2)
    assert ims("-C", example, *DRAW, "--size", "2", "--seed", seed).code == 0
    opened = ims("-C", example, "audit", "open", "APL-0002", "--auditor", "Nobody")
    assert (opened.code, "There are: PER-0001" in opened.err) == (2, True)
    opened = ims("-C", example, "audit", "open", "APL-0002")
    assert opened.out == "ACL-0002 docs/records/audit-checklist/ACL-0002.md\n", opened.err
    paper = example / "docs/records/audit-checklist/ACL-0002.md"
    text = paper.read_text("utf-8")
    asked = re.findall(r"(?m)^### (\S+)", text)
    assert asked == ["7.5.1", "7.5.2", "7.5.3"]
    digest = hashlib.sha256((example / IDEAS / "IDE-0006.md").read_bytes()).hexdigest()
    assert f"| IDE-0006 | {digest}, " in text
    said = [
        "--set", "Preparation=Read both reports.",
        "--set", "Findings and open questions=None.",
        "--set", "7 Support=It conforms.",
    ]  # fmt: skip
    close = ("-C", example, "close", "ACL-0002", "--no-input", *said)
    refused = ims(*close)
    assert (refused.code, paper.read_text("utf-8")) == (1, text)
    assert "a blank cell is left: IDE-0006" in " ".join(refused.err.split())
    paper.write_text(text.replace(" | | |\n", " | Seen. | conforms |\n"), "utf-8")
    closed = ims(*close)
    assert closed.code == 0, closed.err
    assert "Conclusion on clause 7: It conforms.\n" in paper.read_text("utf-8")
    again = ims("-C", example, "check", "ACL-0002")
    assert again.code == 0, again.out


def test_sizes_are_a_sentence_or_a_table(ims):
    assert "Look at 24 of 86" in ims("audit", "size", "--population", "86").out
    assert "1,000" in ims("audit", "size").out
