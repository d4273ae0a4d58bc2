"""Every remedy that a rule prints is followed, and the repository is better for it."""

from __future__ import annotations

import atexit
import re
import shlex
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from recipes import FOR_KEYS_OF_PEOPLE, TABLE, Place
from test_rules import HERE, cases, git, judged, named, save

from ims_docs.domain.approval_state import standings
from ims_docs.model.finding import Finding, Report, Severity
from ims_docs.model.removal import is_statement_path
from ims_docs.model.repository import Repository
from ims_docs.services.workspace import Workspace

HIDING = ("SHP001", "SHP002", "SHP003", "SHP005", "SHP009")
"""Rules about what is not read: once it is, its own content is judged."""


def lay(case: Path, root: Path) -> Path:
    """An example as it comes about: the base is saved, and what does not conform is new."""
    if (case / "before").is_dir():
        shutil.copytree(HERE / "_base", root)
        save(case / "before", root)
    else:
        shutil.copytree(_saved_base(), root)
    left_out = shutil.ignore_patterns("expected.txt", "before")
    shutil.copytree(case, root, dirs_exist_ok=True, ignore=left_out)
    return root


@cache
def _saved_base() -> Path:
    """The base in git, saved once in a process; copy it."""
    root = Path(tempfile.mkdtemp()) / "base"
    atexit.register(shutil.rmtree, root.parent, ignore_errors=True)
    shutil.copytree(HERE / "_base", root)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "before")
    return root


def findings(report: Report, code: str) -> list[Finding]:
    return [one for one in report.findings if one.code == code]


def guarded(root: Path) -> Iterator[tuple[Path, bytes]]:
    """What nobody may touch: statements that count, baselines, texts in force, closed records that are saved."""
    for folder in ("approvals", "baselines"):
        for one in (root / folder).rglob("*"):
            if one.is_file() and not is_nobodys_word(root, one):
                yield one, one.read_bytes()
    repository: Repository = Workspace.find(root).open().repository
    for document in repository.documents:
        if standings(repository).of(document).is_in_force:
            yield root / document.path, (root / document.path).read_bytes()
    for record in repository.records:
        if record.is_closed and repository.saved.get(record.path):
            yield root / record.path, (root / record.path).read_bytes()


def is_nobodys_word(root: Path, path: Path) -> bool:
    """Whether it is a removal statement that is not as it was saved: nobody signs these."""
    name = path.relative_to(root).as_posix()
    told = ["git", "-C", str(root), "diff", "--quiet", "HEAD", "--", name]
    if not (root / ".git").is_dir() or name not in kept_files(root):
        return is_statement_path(name)
    return is_statement_path(name) and subprocess.run(told, check=False).returncode != 0


def kept_files(root: Path) -> list[str]:
    told = ["git", "-C", str(root), "ls-tree", "-r", "-z", "--name-only", "HEAD"]
    return subprocess.run(told, check=True, capture_output=True, text=True).stdout.split("\0")


def errors_elsewhere(report: Report, path: str, *, hides: bool) -> Counter[str]:
    """Errors by rule. What coverage asks for grows with what can be read, so it is not counted."""
    return Counter(
        one.code
        for one in report.findings
        if one.severity is Severity.ERROR
        and not one.code.startswith("CLS")
        and not (hides and one.where.path.startswith(path))
    )


CASES = [(case, case.parts[-3]) for case in cases("nonconforming")]


@pytest.mark.parametrize(("case", "code"), CASES, ids=[named(case) for case, _ in CASES])
def test_every_remedy_works_when_it_is_followed(case, code, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ada@example.org")
    root = lay(case, tmp_path / "r0")
    before = judged(root)
    _KNOWN[case] = known = findings(before, code)
    for at in range(len(known)):
        if at:  # each remedy is followed in a repository of its own
            root = lay(case, tmp_path / f"r{at}")
            before = judged(root)
        finding = findings(before, code)[at]
        if any(re.match(form, finding.hint) for form in FOR_KEYS_OF_PEOPLE):
            assert "elete the" not in finding.hint
            continue
        recipe = next(
            ((way, found) for form, way in TABLE if (found := re.match(form, finding.hint))), None
        )
        assert recipe, f"{finding.code}: nobody has followed this remedy yet: {finding.hint}"
        kept = list(guarded(root))
        way, found = recipe
        way(Place(root, finding), found)
        after = judged(root)
        same = [
            one
            for one in findings(after, code)
            if (one.where.path, one.message) == (finding.where.path, finding.message)
        ]
        assert len(same) < sum(
            one.message == finding.message and one.where.path == finding.where.path
            for one in before.findings
        ), finding.hint
        stem = finding.where.path.rpartition("/")[0] or finding.where.path
        hides = code in HIDING
        worse = errors_elsewhere(after, stem, hides=hides) - errors_elsewhere(
            before, stem, hides=hides
        )
        assert not worse, (
            finding.hint,
            worse,
            [one for one in after.findings if one.code in worse],
        )
        assert [path for path, data in kept if not path.exists() or path.read_bytes() != data] == []


def test_every_recipe_is_needed():
    hints = [one.hint for case, code in CASES for one in _hints_of(case, code)]
    unused = [form for form, _ in TABLE if not any(re.match(form, hint) for hint in hints)]
    assert unused == [], "no rule prints these any more, or no example shows them"


_KNOWN: dict[Path, list[Finding]] = {}
"""What the examples are told, as far as a test of this process has laid them already."""


def _hints_of(case: Path, code: str) -> list[Finding]:
    if case not in _KNOWN:
        with tempfile.TemporaryDirectory() as folder:
            _KNOWN[case] = findings(judged(lay(case, Path(folder) / "r")), code)
    return _KNOWN[case]


# Situations that the examples do not hold: paths with blanks, copies, what is saved and closed.

LESSON = (
    HERE / "HIS002/nonconforming/closed-and-gone/before/docs/records/lesson/LES-0001.md"
).read_text("utf-8")
PLACE = "docs/records/lesson/LES-0001.md"


@pytest.fixture
def kept(tmp_path) -> Path:
    """A repository whose last commit holds a closed lesson."""
    root = tmp_path / "repository"
    shutil.copytree(HERE / "_base", root)
    (root / PLACE).parent.mkdir(parents=True)
    (root / PLACE).write_text(LESSON, "utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "before")
    return root


@pytest.mark.parametrize(
    "name",
    ["it's LES-0001.md", "LES-0001;rm.md", "LES-0001 $HOME.md", "LES-0001&.md", "LES 0001.md"],
)  # fmt: skip
def test_a_remedy_for_a_copy_is_a_command_that_can_be_typed_and_spares_the_record(kept, name):
    copy = kept / PLACE.replace("LES-0001.md", name)
    shutil.copyfile(kept / PLACE, copy)
    hints = [one.hint for one in judged(kept).findings if one.where.path.endswith(name)]
    commands = [found for hint in hints for found in re.findall(r"`((?:ims|git) [^`]+)`", hint)]
    assert any("renumber" in one for one in commands)
    assert not [hint for hint in hints if "git mv" in hint]
    for one in commands:
        if name in one.replace("'\"'\"'", "'"):
            Place(kept, judged(kept).findings[0]).do(one)
            break
    assert (kept / PLACE).read_text("utf-8") == LESSON


@pytest.mark.parametrize(
    "name",
    ["LES-0001 - Copy.md", "LES-0001 (2).md", "Copy of LES-0001.md", "LES-0001 - Kopie.md",
     "LES-0001-DESKTOP-1.md"],
)  # fmt: skip
def test_a_remedy_for_a_copy_of_a_file_manager_deletes_the_copy_and_spares_the_record(kept, name):
    copy = kept / PLACE.replace("LES-0001.md", name)
    shutil.copyfile(kept / PLACE, copy)
    (finding,) = [one for one in judged(kept).findings if one.where.path.endswith(name)]
    assert finding.code == "SHP002"
    assert f"take over into {PLACE} what is missing there, and delete the copy" in finding.hint
    copy.unlink()
    assert not [one for one in judged(kept).findings if one.code in ("SHP002", "HIS001")]
    assert (kept / PLACE).read_text("utf-8") == LESSON


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: PER-0001", "owner: PER-0009"),
        ("owner: PER-0001", "owner: Ben Example"),
        ("date: ", "date: 2099-"),
        ("status: ", "status: x"),
        ("title: ", "titel: "),
    ],
)
def test_a_closed_record_that_was_changed_is_brought_back(kept, old, new):
    text = LESSON.replace(old, new, 1)
    assert text != LESSON
    (kept / PLACE).write_text(text, "utf-8")
    (finding, *_) = [one for one in judged(kept).findings if one.code == "HIS001"] or [None]
    if finding is not None:
        Place(kept, finding).do(re.search(r"`(git checkout[^`]+)`", finding.hint)[1])
        assert (kept / PLACE).read_text("utf-8") == LESSON


def test_a_remedy_never_asks_to_open_a_record_that_is_saved_as_closed(kept):
    text = LESSON.replace("closed_on:", "shut_on:")
    (kept / PLACE).write_text(text, "utf-8")
    git(kept, "commit", "--quiet", "--all", "--message", "damaged")
    hints = [one.hint for one in judged(kept).findings if one.where.path == PLACE]
    assert hints
    assert not [hint for hint in hints if re.search(r"(?<!closed and saved: )set `status", hint)]
    assert any("ims correct LES-0001" in hint for hint in hints)


def test_no_rule_of_its_own_advises_to_delete_a_statement_or_a_record():
    from ims_docs.domain.rules import ALL_RULES

    for rule in ALL_RULES:
        if rule.family in ("APR", "HIS", "REC"):
            assert "elete the file" not in rule.hint, rule.code


def test_a_statement_with_other_line_ends_is_brought_back(tmp_path):
    case = HERE / "APR002/conforming"
    source = next(one for one in sorted(case.iterdir()) if any(one.rglob("approved-*.txt")))
    root = tmp_path / "repository"
    shutil.copytree(HERE / "_base", root)
    shutil.copytree(source, root, dirs_exist_ok=True)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "approved")
    statement = next(root.rglob("approved-*.txt"))
    data = statement.read_bytes()
    for change in (data.replace(b"\n", b"\r\n"), data + b"\n", b"", data[:-1]):
        statement.write_bytes(change)
        (finding,) = [one for one in judged(root).findings if one.code == "APR001"]
        command = re.search(r"`(git checkout[^`]+)`", finding.hint)
        assert command, finding.hint
        assert "elete" not in finding.hint
        subprocess.run(shlex.split(command[1]), cwd=root, check=True, capture_output=True)
        assert statement.read_bytes() == data
        assert not [one for one in judged(root).findings if one.code == "APR001"]


def test_a_date_in_a_closed_record_that_is_saved_is_corrected(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ada@example.org")
    root = tmp_path / "repository"
    shutil.copytree(HERE / "_base", root)
    case = HERE / "REC010/nonconforming/checked-and-done-later/docs"
    shutil.copytree(case, root / "docs", dirs_exist_ok=True)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "before")
    first, second = findings(judged(root), "REC010")
    command = re.search(r"`(ims correct[^`]+)`", first.hint)
    assert command, first.hint
    typed = command[1].replace('"…"', '"A slip of the pen"').replace("=…", "=2025-05-01")
    Place(root, first).do(typed)
    after = judged(root)
    assert [one.message for one in findings(after, "REC010")] == [second.message]
    assert not findings(after, "HIS001")
