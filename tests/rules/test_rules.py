"""Every rule against the example repositories beside this file.

`<CODE>/conforming/<case>/` must give no finding of that code; `<CODE>/nonconforming/<case>/`
must give exactly the lines of its `expected.txt`. What lies in a case's `before/` was saved
to git before the case's own files took its place. A new folder is a new test and, on the
rule's page, a new example. What files cannot express is built in Python below.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.git import History
from ims_docs.domain.rules import ALL_RULES
from ims_docs.domain.runner import check
from ims_docs.model.finding import Report
from ims_docs.services.loading.repository import LoadRequest, load

HERE = Path(__file__).parent
AS_OF = date(2025, 6, 30)
CODES = [rule.code for rule in ALL_RULES]


def cases(kind: str) -> list[Path]:
    return sorted(path for path in HERE.glob(f"*/{kind}/*") if path.is_dir())


def named(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.fixture
def example(tmp_path: Path) -> Callable[[Path | None], Path]:
    """Lay a case over the shared base."""

    def lay(case: Path | None) -> Path:
        root = tmp_path / "repository"
        shutil.copytree(HERE / "_base", root)
        if case is not None:
            if (case / "before").is_dir():
                save(case / "before", root)
            left_out = shutil.ignore_patterns("expected.txt", "before")
            shutil.copytree(case, root, dirs_exist_ok=True, ignore=left_out)
        return root

    return lay


def save(before: Path, root: Path) -> None:
    """Save files to git, then take them away again."""
    shutil.copytree(before, root, dirs_exist_ok=True)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "before")
    for path in (*before.rglob("*.md"), *before.rglob("removed.txt")):
        (root / path.relative_to(before)).unlink()


def judged(root: Path) -> Report:
    if (root / ".git").is_dir():
        return judged_with_git(root)
    return check(load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF)))


def lines(report: Report, code: str) -> list[str]:
    return [f"{one.where} {code} {one.message}" for one in report.findings if one.code == code]


@pytest.mark.parametrize("case", cases("conforming"), ids=named)
def test_what_conforms_has_no_finding(case: Path, example: Callable[[Path], Path]) -> None:
    assert lines(judged(example(case)), case.parts[-3]) == []


@pytest.mark.parametrize("case", cases("nonconforming"), ids=named)
def test_what_does_not_conform_has_exactly_the_expected_findings(
    case: Path, example: Callable[[Path], Path]
) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected
    assert lines(judged(example(case)), case.parts[-3]) == expected


def test_the_base_has_no_finding_but_what_is_missing(example: Callable[[None], Path]) -> None:
    assert {one.code for one in judged(example(None)).findings} == {"CLS001", "CLS002"}


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_both_kinds_of_example(code: str) -> None:
    folder = HERE / code
    in_files = any(folder.glob("conforming/*")) and any(folder.glob("nonconforming/*"))
    in_words = (folder / "right.md").is_file() and (folder / "wrong.md").is_file()
    assert in_files or in_words


def test_every_folder_of_examples_belongs_to_a_rule() -> None:
    folders = {one.name for one in HERE.iterdir() if one.is_dir() and one.name != "__pycache__"}
    assert folders == {"_base", *CODES}


# SHP002: names and kinds of file that a checkout of this project could not hold.


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("aux.md", "'aux.md' is a reserved name on Windows"),
        ("com1", "'com1' is a reserved name on Windows"),
        ("notes.", "The name ends with a full stop, which Windows cuts off"),
        ("-rf.md", "The name has characters that some machines cannot keep"),
        ("café.md", "The name has characters that some machines cannot keep"),
        ("a\nb.md", "The name has characters that some machines cannot keep"),
    ],
)
def test_shp002_refuses_a_name(name: str, reason: str, example: Callable[[None], Path]) -> None:
    root = example(None)
    (root / "docs" / name).write_text("---\n")
    assert lines(judged(root), "SHP002") == [f"docs/{name} SHP002 {reason}"]


def test_shp002_does_not_follow_a_symbolic_link(example: Callable[[None], Path]) -> None:
    root = example(None)
    (root / "docs/outside.md").symlink_to("/etc/hostname")
    assert lines(judged(root), "SHP002") == [
        "docs/outside.md SHP002 This is a symbolic link; it is not followed"
    ]


def test_shp002_sees_names_that_differ_only_in_capitals(example: Callable[[None], Path]) -> None:
    root = example(None)
    (root / "docs/Index.md").write_text("# One\n")
    (root / "docs/index.md").write_text("# Two\n")
    if len(list((root / "docs").glob("*.md"))) == 1:
        pytest.skip("this file system takes the two names for one")
    assert lines(judged(root), "SHP002") == [
        (
            "docs/index.md SHP002 The name differs from docs/Index.md "
            "only in a way that some machines do not see"
        )
    ]


def test_shp002_does_not_enter_a_repository_inside(example: Callable[[None], Path]) -> None:
    root = example(None)
    (root / "docs/context/.git").mkdir(parents=True)
    (root / "docs/context/secret.md").write_text("not read\n")
    report = judged(root)
    assert lines(report, "SHP002") == [
        (
            "docs/context SHP002 This is a git repository inside the repository; "
            "its content is not kept here"
        )
    ]
    assert not lines(report, "SHP001")


def test_shp002_refuses_a_special_file(example: Callable[[None], Path]) -> None:
    root = example(None)
    os.mkfifo(root / "docs/pipe.md")
    assert lines(judged(root), "SHP002") == ["docs/pipe.md SHP002 This is not an ordinary file"]


# SHP001: bytes that an editor or git would change on their way through this project.


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbf---\n", "docs/x.md:1:1 SHP001 The file starts with a byte order mark"),
        (b"---\ntitle: \xff\n", "docs/x.md:2:8 SHP001 The file is not UTF-8 (byte 0xff)"),
        (b"---\rid: 1\n", "docs/x.md:1:4 SHP001 A carriage return stands alone"),
        ("---\nt: a\u200bb\n".encode(), "docs/x.md:2:5 SHP001 Forbidden character U+200B"),
        (b"a\n<<<<<<< ours\n", "docs/x.md:2:1 SHP001 A merge conflict marker is left in the file"),
    ],
)
def test_shp001_refuses_bytes(data: bytes, expected: str, example: Callable[[None], Path]) -> None:
    root = example(None)
    (root / "docs/x.md").write_bytes(data)
    assert lines(judged(root), "SHP001") == [expected]


# SHP004: what git ignores or is told not to see.


@pytest.fixture
def in_git(example: Callable[[None], Path]) -> Path:
    root = example(None)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "start")
    return root


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    environment = {name: value for name, value in os.environ.items() if "GIT_" not in name}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, env=environment)


def judged_with_git(root: Path) -> Report:
    tree = WorkingTree(root)
    return check(load(LoadRequest(tree=tree, as_of=AS_OF, history=History(root), root=root)))


PEOPLE = "docs/registers/people.yaml"


def test_shp004_is_content_with_what_git_keeps(in_git: Path) -> None:
    assert lines(judged_with_git(in_git), "SHP004") == []


def test_shp004_is_content_with_a_change_that_git_sees(in_git: Path) -> None:
    with (in_git / PEOPLE).open("a") as file:
        file.write("# changed\n")
    (in_git / "docs/registers/new.yaml").write_text("type: risks\n")
    assert lines(judged_with_git(in_git), "SHP004") == []


def test_shp004_sees_a_file_that_git_ignores(in_git: Path) -> None:
    (in_git / ".gitignore").write_text("docs/leadership/\n")
    (in_git / "docs/leadership").mkdir()
    (in_git / "docs/leadership/innovation-policy.md").write_text("---\n")
    assert lines(judged_with_git(in_git), "SHP004") == [
        (
            "docs/leadership/innovation-policy.md SHP004 Git ignores this file "
            "(.gitignore:1 docs/leadership/), so it is in no revision"
        )
    ]


@pytest.mark.parametrize("flag", ["assume-unchanged", "skip-worktree"])
def test_shp004_sees_a_change_that_git_is_told_to_overlook(in_git: Path, flag: str) -> None:
    git(in_git, "update-index", f"--{flag}", PEOPLE)
    assert lines(judged_with_git(in_git), "SHP004") == []
    with (in_git / PEOPLE).open("a") as file:
        file.write("# changed\n")
    assert lines(judged_with_git(in_git), "SHP004") == [
        f"{PEOPLE} SHP004 The file was changed, and git is told not to look ({flag})"
    ]


def test_shp004_sees_a_change_of_same_size_and_time(in_git: Path) -> None:
    path = in_git / PEOPLE
    old = 1_600_000_000_000_000_000
    os.utime(path, ns=(old, old))
    git(in_git, "update-index", "--refresh")
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eva"))
    assert lines(judged_with_git(in_git), "SHP004") == []
    os.utime(path, ns=(old, old))
    assert lines(judged_with_git(in_git), "SHP004") == [
        f"{PEOPLE} SHP004 The file was changed without a trace: same size, same time, other content"
    ]


# SHP007: attributes that would act on this project itself when they stood in a case.


@pytest.mark.parametrize(
    ("attribute", "harm"),
    [
        ("filter=lfs", "makes files differ from what git keeps"),
        ("ident", "makes files differ from what git keeps"),
        ("working-tree-encoding=UTF-16", "makes files differ from what git keeps"),
        ("export-ignore", "leaves files out of exports or changes them"),
        ("export-subst", "leaves files out of exports or changes them"),
        ("merge=ours", "joins two edits without asking"),
        ("binary", "hides what changed"),
        ("diff=secret", "hides what changed"),
    ],
)
@pytest.mark.parametrize("pattern", ["docs/**", "*", "*.md", "*.yaml"])
def test_shp007_names_the_harm(
    pattern: str, attribute: str, harm: str, example: Callable[[None], Path]
) -> None:
    root = example(None)
    (root / ".gitattributes").write_text(f"# why\n{pattern} {attribute}\n")
    assert lines(judged(root), "SHP007") == [
        f".gitattributes:2:1 SHP007 `{attribute}` {harm} ({pattern})"
    ]
