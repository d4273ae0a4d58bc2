"""Threats in what people and programs write: table A of docs/explanation/threats.md, every row a case.

Each recipe is refused with one exact sentence at one exact place, within two seconds of
the processor, without a crash and without a byte written. The dangerous ones run in a process of their
own, so that a hang or a crash of the C library fails the test and not the run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import jsonschema_rs
import pytest
from support import (
    CLOSING,
    DEFAULTS,
    HANGS,
    IDEA,
    LIFE,
    POLICY,
    STATUS,
    Files,
    checked,
    of_form,
    policy,
    processor_seconds,
    write,
)

from ims_docs.adapters.resources import resource
from ims_docs.formats.schemas import Schemas
from ims_docs.formats.schemas.explaining import Explainer
from ims_docs.model.finding import Report

LIMIT = 2.0
LIST = "docs/registers/list.yaml"
SCHEMA = "schemas/records/visit.schema.json"

SignResult = list[str]


def unreadable(place: str, message: str, path: str = LIST) -> SignResult:
    return [f"{path}{place} SHP001 {message}"]


def state(root: Path) -> dict[str, tuple[str, int]]:
    """The bytes and the time of every file."""
    return {
        path.relative_to(root).as_posix(): (
            sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def judged(root: Path, files: Files) -> Report:
    """Check files, in time, with nothing written."""
    write(root, {**DEFAULTS, **files})
    before = state(root)
    start = processor_seconds()
    report = checked(root)
    assert processor_seconds() - start < LIMIT
    assert state(root) == before
    return report


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a process loads once is no time of a file."""
    checked(write(tmp_path_factory.mktemp("plain"), DEFAULTS))


_ALONE = """\
import json, sys
sys.path[:0] = [sys.argv[2]]
from pathlib import Path
from support import checked, of_form, processor_seconds
checked(Path(sys.argv[3]))
start = processor_seconds()
said = of_form(checked(Path(sys.argv[1])))
print(json.dumps([processor_seconds() - start, said]))
"""


def judged_alone(root: Path, files: Files) -> SignResult:
    """The same in a process of its own, which may hang or crash."""
    write(root, {**DEFAULTS, **files})
    before = state(root)
    support, plain = Path(__file__).parents[1], write(root.with_name("plain"), DEFAULTS)
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, str(root), str(support), str(plain)],
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    assert done.returncode == 0, f"{done.returncode} {done.stderr}"
    seconds, said = json.loads(done.stdout)
    assert seconds < LIMIT
    assert state(root) == before
    return said


def ambiguous(word: str) -> SignResult:
    return unreadable(":1:4", f"'{word}' means different things to different programs")


NO_ANCHOR = unreadable(":1:4", "A YAML anchor (&) is not allowed")
TOO_DEEP = "Values are nested deeper than 32"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
DANGEROUS: dict[str, tuple[str | bytes, SignResult]] = {
    "A1": (BOMB, NO_ANCHOR),
    "A1-alias": ("a: x\nb: *a\n", unreadable(":2:4", "A YAML alias (*) is not allowed")),
    "A2": (
        "a: &a {x: 1}\n" + "".join(f"k{one}: {{<<: [*a, *a]}}\n" for one in range(24)),
        NO_ANCHOR,
    ),
    "A2-merge": ("a:\n  <<: {x: 1}\n", unreadable(":2:3", "A merge key (<<) is not allowed")),
    "A3": ("a: &a\n  b: *a\n", NO_ANCHOR),
    "A4": ("x: " + "[" * 200_000 + "]" * 200_000 + "\n", unreadable(":1:35", TOO_DEEP)),
    "A4-open": ("x: " + "[" * 200_000 + "\n", unreadable(":1:35", TOO_DEEP)),
    "A4-mappings": ("x: " + "{a: " * 50_000, unreadable(":1:128", TOO_DEEP)),
    "A4-block": (
        "\n".join("  " * one + "a:" for one in range(400)) + " x\n",
        unreadable(":33:65", TOO_DEEP),
    ),
    "A4-lists": ("a:\n" + "- " * 100_000 + "x\n", unreadable(":2:63", TOO_DEEP)),
    "A4-keys": ("? " * 100_000 + "\n", unreadable(":1:3", "A key must be plain text")),
    "A5": (
        b"\0" * 2_097_152,
        unreadable("", "The file has 2097152 bytes; the limit is 1048576"),
    ),
    "A5-values": (
        "a:\n" + "- x\n" * 250_000,
        unreadable(":100000:3", "The file has more than 100000 values"),
    ),
    "A5-keys": (
        "".join(f"k{one:x}: x\n" for one in range(101_000)),
        unreadable(":100000:9", "The file has more than 100000 values"),
    ),
    "A5-unknown-keys": (
        "type: people\n" + "".join(f"k{one}: x\n" for one in range(19_000)),
        [],
    ),
    "A5-wrong-entries": ("type: people\nentries:\n" + "- {id: x}\n" * 9_000, []),
    "A5-doubles": ("type: people\nentries: []\nguidance:\n" + "- {a: [b]}\n" * 6_000, []),
    "A23": (
        "a: " + "9" * 5_000 + "\n",
        unreadable(":1:4", "The number has 5000 digits; 18 is the limit"),
    ),
    "A23-negative": (
        "a: -" + "9" * 5_000 + "\n",
        unreadable(":1:4", "The number has 5000 digits; 18 is the limit"),
    ),
    "A23-decimal": ("a: " + "9" * 5_000 + ".5\n", ambiguous("9" * 37 + "…")),
    "A23-nineteen": ("a: " + "9" * 19 + "\n", ambiguous("9" * 19)),
    "A23-underscores": ("a: " + "1_" * 5_000 + "1\n", ambiguous("1_" * 18 + "1…")),
}


@pytest.mark.parametrize("row", DANGEROUS)
def test_dangerous_yaml(row: str, root: Path) -> None:
    content, expected = DANGEROUS[row]
    said = judged_alone(root, {LIST: content})
    if expected:
        assert said == expected
    else:
        assert any(one.startswith(LIST) and "REG001" in one for one in said)


FORBIDDEN = "Forbidden character U+"
NOT_NFC = "The text is not in Unicode NFC form"
CONFLICT = "A merge conflict marker is left in the file"
AFTER_HASH = "Text after # is not read"
KEY = "is not plain text"

REFUSED: dict[str, tuple[str | bytes, SignResult]] = {
    "A6": (
        "id: R\nstatus: open\nstatus: closed\n",
        unreadable(":3:1", "Duplicate key 'status' (first at line 2)"),
    ),
    "A6-nested": (
        "a:\n  - b: 1\n    c: 2\n    b: 2\n",
        unreadable(":4:5", "Duplicate key 'b' (first at line 2)"),
    ),
    "A6-quoted": ('a: x\n"a": y\n', unreadable(":2:1", "Duplicate key 'a' (first at line 1)")),
    "A6-escaped": (
        'a: x\n"\\x61": y\n',
        unreadable(":2:1", "Duplicate key 'a' (first at line 1)"),
    ),
    "A7": ("1: a\ntrue: b\n", unreadable(":1:1", f"The key '1' {KEY}")),
    "A7-true": ("x: 1\ntrue: b\n", unreadable(":2:1", f"The key 'true' {KEY}")),
    "A7-decimal": ("1.5: c\n", unreadable(":1:1", f"The key '1.5' {KEY}")),
    "A7-null": ("~: c\n", unreadable(":1:1", f"The key '~' {KEY}")),
    "A7-list": ("[a]: c\n", unreadable(":1:1", "A key must be plain text")),
    "A7-mapping": ("? {a: 1}\n: c\n", unreadable(":1:3", "A key must be plain text")),
    "A7-no": ("no: c\n", unreadable(":1:1", "'no' means different things to different programs")),
    "A11": ("due: 2024-02-30\n", unreadable(":1:6", "2024-02-30 is not a calendar date")),
    "A11-month": ("due: 2024-13-01\n", unreadable(":1:6", "2024-13-01 is not a calendar date")),
    "A11-zero": ("due: 0000-01-01\n", unreadable(":1:6", "0000-01-01 is not a calendar date")),
    "A11-short": ("a: 2024-2-3\n", ambiguous("2024-2-3")),
    "A11-time": ("a: 2024-02-03T10:00:00Z\n", ambiguous("2024-02-03T10:00:00Z")),
    "A13": ("title: Acme #1 policy\n", unreadable(":1:8", AFTER_HASH)),
    "A13-tab": (
        "title: Acme\t#1 policy\n",
        unreadable(":1:8", "There is a tab beside the value"),
    ),
    "A13-tab-inside": ("a: b\tc\n", unreadable(":1:4", "There is a tab beside the value")),
    "A13-empty": ("title: #1 policy\n", unreadable(":1:7", AFTER_HASH)),
    "A13-list": ("a:\n  - Acme #1\n", unreadable(":2:5", AFTER_HASH)),
    "A13-unicode": ("é: 日本 #1\n", unreadable(":1:4", AFTER_HASH)),
    "A13-tab-before": ("a:\tb\n", unreadable(":1:4", "There is a tab beside the value")),
    "A13-tab-alone": ("a: \t\n", unreadable(":1:3", "There is a tab beside the value")),
    "A13-tab-later": ("a:\n  - b:  \t c\n", unreadable(":2:11", "There is a tab beside the value")),
    "A13-tab-after": ("a: b\t\n", unreadable(":1:4", "There is a tab beside the value")),
    "A14": (
        "a: !!set {x, y}\n",
        unreadable(":1:4", "A YAML tag ('tag:yaml.org,2002:set') is not allowed"),
    ),
    "A14-python": (
        'a: !!python/object/apply:os.system ["id"]\n',
        unreadable(":1:4", "A YAML tag ('tag:yaml.org,2002:python/object/apply…') is not allowed"),
    ),
    "A14-binary": (
        "a: !!binary aGk=\n",
        unreadable(":1:4", "A YAML tag ('tag:yaml.org,2002:binary') is not allowed"),
    ),
    "A14-local": ("a: !x y\n", unreadable(":1:4", "A YAML tag ('!x') is not allowed")),
    "A14-bare": ("a: ! y\n", unreadable(":1:4", "A YAML tag ('!') is not allowed")),
    "A14-root": ("!x\na: 1\n", unreadable(":1:1", "A YAML tag ('!x') is not allowed")),
    "A15": (b"a: 1\nb: Jos\xe9\n", unreadable(":2:7", "The file is not UTF-8 (byte 0xe9)")),
    "A15-after-wide": (
        "a: 1\nb: é".encode() + b"\xff\n",
        unreadable(":2:5", "The file is not UTF-8 (byte 0xff)"),
    ),
    "A15-surrogate": (
        b"a: \xed\xa0\x80\n",
        unreadable(":1:4", "The file is not UTF-8 (byte 0xed)"),
    ),
    "A15-cut": (b"a: \xe2\x82", unreadable(":1:4", "The file is not UTF-8 (byte 0xe2)")),
    "A16": (
        b"\xef\xbb\xbfa: 1\n",
        unreadable(":1:1", "The file starts with a byte order mark"),
    ),
    "A16-utf16-le": (
        b"\xff\xfe" + "a: 1\n".encode("utf-16-le"),
        unreadable(":1:1", "The file starts with a byte order mark"),
    ),
    "A16-utf16-be": (
        b"\xfe\xff" + "a: 1\n".encode("utf-16-be"),
        unreadable(":1:1", "The file starts with a byte order mark"),
    ),
    "A16-utf16-bare": ("a: 1\n".encode("utf-16-le"), unreadable(":1:2", f"{FORBIDDEN}0000")),
    "A17": ("a: 1\rb: 2\r", unreadable(":1:5", "A carriage return stands alone")),
    "A17-mixed": ("a: 1\r\nb: 2\rc: 3\n", unreadable(":2:5", "A carriage return stands alone")),
    "A17-escaped": ('a: "x\\ry"\n', unreadable(":1:4", f"{FORBIDDEN}000D")),
    "A18": ('t: "a\\u202eb"\n', unreadable(":1:4", f"{FORBIDDEN}202E")),
    "A18-bidi": ("x: 1\nt: a\u202eb\n", unreadable(":2:5", f"{FORBIDDEN}202E")),
    "A18-nul": ("t: a\0b\n", unreadable(":1:5", f"{FORBIDDEN}0000")),
    "A18-escape": ("t: a\x1b[31m\n", unreadable(":1:5", f"{FORBIDDEN}001B")),
    "A18-escaped-escape": ('t: "\\e[31m"\n', unreadable(":1:4", f"{FORBIDDEN}001B")),
    "A18-c1": ("t: a\x85b\n", unreadable(":1:5", f"{FORBIDDEN}0085")),
    "A18-escaped-c1": ('t: "a\\Nb"\n', unreadable(":1:4", f"{FORBIDDEN}0085")),
    "A18-zero-width": ("t: a\u200bb\n", unreadable(":1:5", f"{FORBIDDEN}200B")),
    "A18-soft-hyphen": ("t: a\u00adb\n", unreadable(":1:5", f"{FORBIDDEN}00AD")),
    "A18-line-separator": ("t: a\u2028b\n", unreadable(":1:5", f"{FORBIDDEN}2028")),
    "A18-bom-inside": ("t: a\ufeffb\n", unreadable(":1:5", f"{FORBIDDEN}FEFF")),
    "A18-private": ("t: \ue000\n", unreadable(":1:4", f"{FORBIDDEN}E000")),
    "A18-noncharacter": ("t: \ufdd0\n", unreadable(":1:4", f"{FORBIDDEN}FDD0")),
    "A18-key": ('"a\\u200b": 1\n', unreadable(":1:1", f"{FORBIDDEN}200B")),
    "A18-surrogate": (
        't: "\\ud800"\n',
        unreadable(
            ":1:5",
            "The YAML cannot be read: A backslash in double quotation marks means something else",
        ),
    ),
    "A19": ("cafe\u0301: 1\n", unreadable(":1:4", NOT_NFC)),
    "A19-value": ("x: 1\na: cafe\u0301\n", unreadable(":2:7", NOT_NFC)),
    "A19-escaped": ('"cafe\\u0301": 1\n', unreadable(":1:1", NOT_NFC)),
    "A20": (
        "a: |\n  <<<<<<< HEAD\n  x\n  =======\n  y\n  >>>>>>> b\n",
        unreadable(":2:1", CONFLICT),
    ),
    "A20-column": (
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> b\n",
        unreadable(":2:1", CONFLICT),
    ),
    "A20-base": ("a: |\n  x\n  ||||||| base\n", unreadable(":3:1", CONFLICT)),
    "A20-end": ("a: |\n  x\n  >>>>>>>\n", unreadable(":3:1", CONFLICT)),
    "A22": ("", unreadable(":1:1", "There are no keys here")),
    "A22-comment": ("# only\n", unreadable(":1:1", "There are no keys here")),
    "A22-null": ("null\n", unreadable(":1:1", "There are no keys here")),
    "A22-list": ("- a\n", unreadable(":1:1", "This is a list, not keys with values")),
    "A22-scalar": ("hello\n", unreadable(":1:1", "This is a single value, not keys with values")),
    "A22-two": (
        "a: 1\n---\nb: 2\n",
        unreadable(":2:1", "There is more than one YAML document in the file"),
    ),
    "A22-ended": (
        "a: 1\n...\nb: 2\n",
        unreadable(":2:1", "A line ... ends the YAML before the file ends"),
    ),
    "A22-directive": (
        "%YAML 1.1\n---\na: 1\n",
        unreadable(":1:1", "A YAML directive (%) is not allowed"),
    ),
    **{
        f"A8-{word}": (
            f"country: {word}\n",
            [one.replace(":1:4", ":1:10") for one in ambiguous(word)],
        )
        for word in ["NO", "yes", "on", "Off", "y", "N", "True", "FALSE", "Null", "=", "<<"]
    },
    **{
        f"A9-{word}": (f"a: {word}\n", ambiguous(word))
        for word in [
            "12:30",
            "1:2:3.5",
            "190:20:30",
            "1_000",
            "014",
            "08",
            "0x1F",
            "-0x1f",
            "0o17",
            "0b11",
            "1e3",
            "1.5e-3",
            "+1",
            "-0",
            ".5",
            ".5e3",
            "1.",
            ".inf",
            "-.INF",
            ".NaN",
        ]
    },
    **{f"A10-{word}": (f"a: {word}\n", ambiguous(word)) for word in ["1.10", "1.0", "0.0", "2.50"]},
}


@pytest.mark.parametrize("row", REFUSED)
def test_yaml_is_refused(row: str, root: Path) -> None:
    content, expected = REFUSED[row]
    assert of_form(judged(root, {LIST: content})) == expected


HINTS = {
    "A8": ("country: NO\n", 'Put it in quotes: "NO".'),
    "A13": (
        'title: Acme "x" #1 policy\n',
        (
            "Put the whole value in quotes, or write the comment on a line of its own"
            r': "Acme \"x\" #1 policy".'
        ),
    ),
    "A13-empty": (
        "title: #1 policy\n",
        'Put the whole value in quotes, or write the comment on a line of its own: "#1 policy".',
    ),
    "A16": ("\ufeffa: 1\n", 'Save it as "UTF-8" without BOM.'),
    "A20": (
        "<<<<<<< HEAD\n",
        "Decide which of the two texts stays and delete the marker lines.",
    ),
}


@pytest.mark.parametrize("row", HINTS)
def test_hint_says_how_to_put_it_right(row: str, root: Path) -> None:
    content, hint = HINTS[row]
    findings = [one for one in judged(root, {LIST: content}).findings if one.code == "SHP001"]
    assert [one.hint for one in findings] == [hint]


KEPT = {
    "A13-quoted-tab": ('title: "a\tb"\n', "a\tb"),
    "A13-block-tab": ("title: |\n  a\tb\n", "a\tb\n"),
    "A8": ('title: "NO"\n', "NO"),
    "A9": ('title: "12:30"\n', "12:30"),
    "A10": ('title: "1.10"\n', "1.10"),
    "A11": ("title: 2024-02-29\n", "2024-02-29"),
    "A13-quoted": ('title: "Acme #1"  # a comment\n', "Acme #1"),
    "A13-joined": ("title: Acme#1\n", "Acme#1"),
    "A13-own-line": ("# a comment\ntitle: Acme\n", "Acme"),
    "A17-crlf": ("title: Acme\r\n", "Acme"),
    "A18-joiner": ("title: \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n", "می\u200cخواهم"),
    "A19-composed": ("title: caf\u00e9\n", "café"),
    "A20-underline": ("title: |\n  Risk\n  =======\n", "Risk\n=======\n"),
}


@pytest.mark.parametrize("row", KEPT)
def test_what_is_clear_is_kept(row: str, repository: Callable) -> None:
    content, value = KEPT[row]
    loaded = repository({LIST: f"type: issues\n{content}"})
    assert [one.content.values["title"] for one in loaded.registers if one.path == LIST] == [value]


def test_a12_format_date_alone_is_enough(root: Path) -> None:
    """Both passes judge it: the fast one, which alone sees most files, and the explaining one."""
    idea = (
        '---\nid: IDE-0001\ntype: idea\ntitle: An idea\ndate: "2024-02-30"\nowner: PER-0001\n'
        "status: open\nauthor: PER-0001\nidea_type: product\n---\n"
    )
    assert of_form(judged(root, {IDEA: idea})) == [
        f"{IDEA}:5:1 REC001 `date`: '2024-02-30' is not a calendar date"
    ]
    assert of_form(judged(root, {IDEA: idea.replace("02-30", "02-29")})) == []


def test_a21_two_branches_join_into_a_duplicate_key(git_repository: Callable) -> None:
    idea = (
        "---\nid: IDE-0001\ntype: idea\ntitle: An idea\ndate: 2026-01-05\nowner: PER-0001\n{}---\n"
    )
    attributes = {".gitattributes": "docs/records/** merge=union\n"}
    made = git_repository([{IDEA: idea.format(""), **attributes}])
    made.git("checkout", "-q", "-b", "other")
    made.commit({IDEA: idea.format("status: open\n")})
    made.git("checkout", "-q", "main")
    made.commit({IDEA: idea.format("status: closed\n")})
    made.git("merge", "-q", "--no-edit", "other")
    said = of_form(made.report())
    assert f"{IDEA}:8:1 SHP001 Duplicate key 'status' (first at line 7)" in said
    assert (
        ".gitattributes:1:1 SHP007 `merge=union` joins two edits without asking (docs/records/**)"
        in said
    )


ONE_FORM = "The front matter does not have the one form that every reader understands"
NOT_CLOSED = "The front matter is not closed"
WHOLE = policy()

FRONT_MATTER: dict[str, tuple[str, SignResult]] = {
    "A24-blank-line": ("\n" + WHOLE, unreadable(":1:1", ONE_FORM, POLICY)),
    "A24-space": (" " + WHOLE, unreadable(":1:1", ONE_FORM, POLICY)),
    "A24-four-hyphens": (WHOLE.replace("---\n", "----\n"), unreadable(":1:1", ONE_FORM, POLICY)),
    "A24-trailing-space": (
        WHOLE.replace("---\n", "--- \n"),
        unreadable(":1:1", ONE_FORM, POLICY),
    ),
    "A24-dots": (WHOLE.replace("\n---\n", "\n...\n"), unreadable(":1:1", NOT_CLOSED, POLICY)),
    "A24-plus": (WHOLE.replace("---\n", "+++\n"), unreadable(":1:1", ONE_FORM, POLICY)),
    "A24-json": ('{"id": "POL-0001"}\n\nbody\n', unreadable(":1:1", ONE_FORM, POLICY)),
    "A24-header": ("status: x\n\nbody\n", unreadable(":1:1", ONE_FORM, POLICY)),
    "A24-bom": (
        "\ufeff" + WHOLE,
        unreadable(":1:1", "The file starts with a byte order mark", POLICY),
    ),
    "A24-never-closed": ("---\nid: x\n", unreadable(":1:1", NOT_CLOSED, POLICY)),
    "A24-closed-at-the-very-end": ("---\nid: x\n---", unreadable(":1:1", NOT_CLOSED, POLICY)),
    "A24-closed-with-space": (
        "---\nid: x\n--- \n# x\n",
        unreadable(":1:1", NOT_CLOSED, POLICY),
    ),
    "A24-dots-inside": (
        WHOLE.replace("\n---\n", "\n...\n---\n"),
        unreadable(":8:1", "A line ... ends the YAML before the file ends", POLICY),
    ),
    "A24-hyphens-inside": (
        WHOLE.replace("\ntitle", "\n--- \ntitle"),
        unreadable(":4:1", "There is more than one YAML document in the file", POLICY),
    ),
    "A24-hyphens-first": (
        WHOLE.replace("---\n", "---\n--- \n", 1),
        unreadable(":2:1", "There is more than one YAML document in the file", POLICY),
    ),
    "A24-empty": ("", unreadable(":1:1", "The file is empty", POLICY)),
    "A24-no-keys": ("---\n---\n", unreadable(":2:1", "There are no keys here", POLICY)),
    "A24-none": (
        "# Title\n",
        unreadable(":1:1", "There is no front matter, so nobody knows what this file is", POLICY),
    ),
    "A24-too-long": (
        "---\na: " + "x" * 270_000 + "\n---\n",
        unreadable(":1:1", "The front matter has 270004 characters; the limit is 262144", POLICY),
    ),
    "A25": (
        "---\ntitle: a: b\n---\n# x",
        unreadable(
            ":2:9",
            "The YAML cannot be read: The value holds a colon, which looks like another key",
            POLICY,
        ),
    ),
    "A25-list": (
        "---\n- a\n---\n# x",
        unreadable(":2:1", "This is a list, not keys with values", POLICY),
    ),
}


@pytest.mark.parametrize("row", FRONT_MATTER)
def test_front_matter_has_one_form(row: str, root: Path) -> None:
    content, expected = FRONT_MATTER[row]
    assert of_form(judged(root, {POLICY: content})) == expected


def test_a24_the_one_form_is_accepted_with_either_line_end(root: Path) -> None:
    assert of_form(judged(root, {POLICY: WHOLE})) == []
    assert of_form(judged(root, {POLICY: WHOLE.replace("\n", "\r\n")})) == []


@pytest.mark.parametrize("row", ["blank-line", "four-hyphens", "plus", "json", "header", "dots"])
def test_a24_an_index_page_is_refused_alike(row: str, root: Path) -> None:
    content, expected = FRONT_MATTER[f"A24-{row}"]
    said = of_form(judged(root, {"docs/index.md": content}))
    assert said == [one.replace(POLICY, "docs/index.md") for one in expected]


def test_a24_an_index_page_needs_no_front_matter(root: Path) -> None:
    pages = {"docs/index.md": "# Home\n", "docs/records/index.md": "---\ntitle: x\n---\n# Home\n"}
    assert of_form(judged(root, pages)) == []


def test_a20_an_underlined_heading_is_no_conflict(root: Path) -> None:
    assert of_form(judged(root, {POLICY: policy(more="Risk\n=======\n\nWe take some.\n")})) == []


# A26 and A27: patterns


def patterns() -> list[tuple[str, str]]:
    found = []

    def walk(value: object, name: str) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str):
                found.append((name, value["pattern"]))
            for inner in value.values():
                walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, name)

    for path in sorted(resource("schemas").rglob("*.json")):
        walk(json.loads(path.read_text("utf-8")), path.name)
    return found


PATTERNS = {pattern: name for name, pattern in patterns()}


def adversarial(pattern: str) -> list[str]:
    """10 kB of what the pattern likes to repeat, with an end that it does not take."""
    pieces = [
        "a",
        "A",
        "0",
        "-",
        ".",
        "a-",
        "a.",
        "1.",
        "A1",
        " ",
        "a@",
        "@a.",
        "https://a",
        "PER-",
    ]
    pieces += re.findall(r"[A-Za-z]+", pattern)[:3]
    return [(piece * 10_000)[:10_000] + end for piece in pieces for end in ("!", "\n", "<", "")]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: f"A26-{PATTERNS[one]}-{one}")
def test_a26_our_patterns_take_linear_time(pattern: str) -> None:
    """In our own engine, and in Python's, which editors and other checkers may use."""
    fast = jsonschema_rs.Draft202012Validator(
        {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()
    )
    strict = re.compile(
        pattern.removesuffix("$") + (r"\Z" if pattern.endswith("$") else ""), re.ASCII
    )
    for text in adversarial(pattern):
        start = processor_seconds()
        ours = fast.is_valid(text)
        explained = Explainer({}).explain({"pattern": pattern}, text, {})  # type: ignore[arg-type]
        pythons = strict.search(text) is not None
        assert processor_seconds() - start < 0.5
        assert ours == pythons == (not explained.violations)


def visit(**changes: object) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.org/visit.schema.json",
        "title": "Visit",
        "description": "A visit to a partner, and what was learnt there.",
        "$ref": "../record.schema.json",
        "properties": {
            "id": {"pattern": "^VIS-[0-9]{4}$"},
            "type": {"const": "visit"},
            "status": STATUS,
            "code": {"title": "Code", "type": "string", **changes},
        },
        "allOf": CLOSING,
        "unevaluatedProperties": False,
        "x-ims": {
            "kind": "record",
            "prefix": "VIS",
            "folder": "records/visit",
            "clauses": {"iso56001": ["4.2"]},
            "profiles": [],
            "sections": [],
            "life": LIFE,
            "retention_years": 3,
        },
    }
    return json.dumps(schema)


def test_a26_the_recipe_of_the_organisation_is_fine(root: Path) -> None:
    assert of_form(judged(root, {SCHEMA: visit(pattern="^[a-z]+(,[a-z])?$")})) == []


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^((a)+)+$", "^(a*)*$", "^(?:[a-z]+,?){2,}$", "^((a|b+)c){9}$", "(a{2,})+"],
)
def test_a26_a_nested_quantifier_of_the_organisation_is_refused(pattern: str, root: Path) -> None:
    said = judged_alone(root, {SCHEMA: visit(pattern=pattern)})
    assert said == [
        f"{SCHEMA} SHP005 The pattern {pattern!r} repeats a repetition and could take for ever"
    ]


@pytest.mark.parametrize("pattern", ["^[(+)]+$", r"^(\+a)+$", "^(ab?)+$", "^(a){3}$"])
def test_a26_what_only_looks_nested_is_accepted(pattern: str, root: Path) -> None:
    assert of_form(judged(root, {SCHEMA: visit(pattern=pattern)})) == []


@pytest.mark.parametrize("pattern", ["^(a|a)*$", "^(a|aa)+$", "^.*.*.*.*.*x$"])
def test_a26_a_slow_pattern_that_is_not_nested_takes_no_time(pattern: str, root: Path) -> None:
    visit_record = (
        "---\nid: VIS-0001\ntype: visit\ntitle: A visit\ndate: 2026-01-05\nowner: PER-0001\n"
        f"status: open\ncode: {'a' * 10_000}!\n---\n"
    )
    path = "docs/records/visit/VIS-0001.md"
    said = judged_alone(root, {SCHEMA: visit(pattern=pattern), path: visit_record})
    assert said == [f"{path}:8:1 REC001 `code`: '{'a' * 57}…' does not have the form of a code"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [('"POL-0001\\n"', "POL-0001\n"), ("POL-000\u0661", "POL-000\u0661")],
    ids=["A27-newline", "A27-arabic-digit"],
)
def test_a27_a_pattern_ends_where_the_text_ends_and_digits_are_ascii(
    written: str, shown: str, root: Path
) -> None:
    said = of_form(judged(root, {POLICY: WHOLE.replace("POL-0001", written)}))
    assert f"{POLICY}:2:1 DOC001 `id`: '{shown}' does not have the form of an identifier" in said


def test_a27_the_second_pass_reads_digits_as_the_first() -> None:
    schemas = Schemas(resource("schemas"))
    assert schemas.add(SCHEMA, visit(pattern=r"^\d+$")) == ""
    record = {
        "id": "VIS-0001", "type": "visit", "title": "x", "date": "2026-01-05", "owner": "PER-0001",
        "status": "open",
    }  # fmt: skip
    assert schemas.judge("visit", {**record, "code": "12"}, {}) == ()
    for code in ("\u0661\u0662", "12\n"):
        said = [one.message for one in schemas.judge("visit", {**record, "code": code}, {})]
        assert said == [f"`code`: '{code}' does not have the form of a code"]


# A28: what makes a renderer hang

CHOKES = "SHP006 The line is too long or nested too deep to be shown as a page"
HANGING = {
    "A28": "[" * 20_000 + "\n",
    "A28-images": "![a](" * 4_000 + "\n",
    "A28-lines": ("[" * 150 + "\n") * 200,
    "A28-pairs": ("]" * 150 + "[" * 150 + "\n") * 200,
    "A28-list": "\n".join("    " * one + "- x" for one in range(300)) + "\n",
    "A28-markers": "- " * 400 + "x\n",
    "A28-numbers": "1. " * 400 + "x\n",
    "A28-quotations": ">" * 400 + " x\n",
    "A28-one-line": "x" * 900_000 + "\n",
}


@pytest.mark.parametrize("row", HANGING)
def test_a28_what_makes_a_renderer_hang_is_a_finding(row: str, root: Path) -> None:
    said = judged_alone(root, {POLICY: policy(more=HANGING[row])})
    assert any(one.startswith(POLICY) and one.endswith(CHOKES) for one in said)


SLOW = {
    "links": "[x](" * 190,
    "addresses": "[x](" + "a" * 4_900,
    "labels": "[" + "a\\" * 2_400,
    "backticks": " ".join("`" * (one % 60 + 1) for one in range(150)),
    "attributes": "{:" * 2_400,
    "braces": "{ " * 2_400,
    "dashes": "8<" + "-" * 4_900,
    "tags": "<a " * 1_600,
    "definition": "[a]: " + "x" * 4_900,
    "heading": "## a" + " " * 4_900 + "b",
    "title": "## " + "_a" * 2_400,
    "same-heading": "# a",
    "guidance": "!!! guidance" + " a" * 2_400,
    "fence": "```a",
    "long-fences": "`" * 4_000,
    "setext": "a\n-" + " " * 4_900 + "x",
}


TOLD = {
    "links": {"LNK001", "SHP006"},
    "addresses": {"LNK001"},
    "tags": {"SHP006"},
    "definition": {"LNK001"},
    "heading": {"SHP006"},
    "title": {"SHP006"},
    "same-heading": {"SHP006"},
    "guidance": {"DOC004"},
    "fence": {"SHP006"},
    "long-fences": {"SHP006"},
}
"""What is said of them; of the others, nothing."""


@pytest.mark.parametrize("row", SLOW)
def test_a28_a_mebibyte_of_anything_is_scanned_in_time(row: str, root: Path) -> None:
    line = SLOW[row] + "\n"
    said = judged_alone(root, {POLICY: policy(more=line * (1_040_000 // len(line.encode())))})
    assert {one.split()[1] for one in said} == TOLD.get(row, set())
    assert all(one.startswith(f"{POLICY}:") for one in said)


@pytest.mark.parametrize("row", ["[", "- ", "`"])
def test_a28_a_page_without_front_matter_is_refused_as_such(row: str, root: Path) -> None:
    said = judged_alone(root, {"docs/x.md": row * 20_000})
    assert said == [
        "docs/x.md:1:1 SHP001 There is no front matter, so nobody knows what this file is"
    ]
