"""What holds for any files at all: nothing crashes, nothing changes, nothing depends on order."""

from __future__ import annotations

import json
import random
import string
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support import AS_OF, DEFAULTS, IDEA, POLICY, Files, policy, write

from ims_docs import reporters
from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.resources import resource, standards
from ims_docs.domain.rules import ALL_RULES
from ims_docs.domain.runner import Selection, check
from ims_docs.errors import RepositoryNotFoundError
from ims_docs.formats import frontmatter
from ims_docs.formats.frontmatter import MalformedError
from ims_docs.model.clause import Clause
from ims_docs.model.finding import Report
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading import paths as paths_module
from ims_docs.services.loading.repository import LoadRequest, load

settings.register_profile(
    "shared-machine",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("shared-machine")

PACK = "standards/acme.yaml"
SCHEMA = "schemas/records/visit.schema.json"
PLACES = (
    POLICY,
    IDEA,
    "docs/index.md",
    "docs/x.md",
    "docs/registers/people.yaml",
    "docs/registers/roles.yaml",
    "docs/registers/x.yml",
    "ims.yml",
    SCHEMA,
    PACK,
    "standards/crosswalk.yaml",
    ".gitattributes",
    "mkdocs.yml",
)


@dataclass(frozen=True)
class InMemory(WorkingTree):
    """Files in memory, in the order given."""

    files: Files
    described: str = "files in memory"

    def entries(self) -> Iterator[TreeEntry]:
        yield from map(TreeEntry, self.files)

    def read(self, entries: Iterable[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes | str]]:
        for entry in entries:
            content = self.files[entry.path]
            yield entry, content if isinstance(content, bytes) else content.encode()


def loaded(files: Files) -> Repository:
    return load(LoadRequest(tree=InMemory(files), as_of=AS_OF))


def checked(files: Files) -> Report:
    return check(loaded(files))


@cache
def seeds() -> tuple[bytes, ...]:
    """Files that mean something, as a start for damage."""
    idea = (
        "---\nid: IDE-0001\ntype: idea\ntitle: An idea\ndate: 2026-01-05\nowner: PER-0001\n"
        "status: closed\nauthor: PER-0001\nidea_type: product\nrelated: [POL-0001]\n---\n\n"
        "## The idea\n\n!!! guidance\n    Write.\n\n```yaml\na: [TODO: x]\n```\n\n[a](x.md#y)\n"
    )
    config = (
        'organisation: "Acme"\nprofile: full\nstandards: [iso56001, iso56002]\nreview_months: 12\n'
        "certification:\n  target: 2026-12-31\ncoverage:\n  required_rung: 3\n  audit_period_months: 6\n"
        'not_applicable:\n  - clause: "8.3"\n    justification: We do not do this and never will.\n'
        "waivers:\n  - {rule: DOC004, reason: not yet needed, person: PER-0001, until: 2027-01-01}\n"
    )
    crosswalk = (
        "from: iso56002\nto: iso56001\nnote: Our own way.\nmaps:\n"
        '  - {from: "4.1", to: ["4.1"], change: the same, add: "", confidence: C1}\nnew: []\n'
    )
    schema = (resource("schemas") / "records/idea.schema.json").read_text("utf-8")
    attributes = "docs/** merge=union -diff\n* text=auto eol=lf filter=x\n"
    pack = (standards() / "iso56002-2019.yaml").read_text("utf-8")[:4_000]
    texts = (
        policy(),
        idea,
        config,
        crosswalk,
        schema,
        attributes,
        pack,
        *map(str, DEFAULTS.values()),
    )
    return tuple(text.encode() for text in texts)


FRAGMENTS = (
    b"---\n", b"\n---\n", b"...\n", b"[TODO: x]", b"&a ", b"*a", b"<<: ", b"!!set ", b"9" * 5_000,
    b"\xef\xbb\xbf", b"\r", b"\0", b"\xff", b"\xe2\x80\xae", b"{", b"}", b"[" * 50, b"(", b")", b"]",
    b"```\n", b"#", b"|", b">", b"- ", b"? ", b": ", b"\t", b"\n\n", b"''", b'"', b"\\", b"null",
    b"true", b"1e999", b"0001-01-01", b"9999-12-31", b"-999999999999999999", b"type: people\n",
    b'"$ref": "#"', b"entries:\n", b"\\ud800", b"{: .x}", b"<b>", b"](", b"](javascript:x)", b"====\n",
    b"id: " + b"A" * 300, b"PER-0001", b"standards: [[]]\n", b"version: ", b"'99999.0'", b"10.99",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file that means something, after an accident."""
    data = draw(st.sampled_from(seeds()))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.sampled_from((0, 0, 1, 5, 40, 400))))
        data = data[:at] + draw(st.sampled_from(FRAGMENTS)) + data[to:]
    return data


CONTENTS = st.one_of(
    damaged(),
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@given(st.dictionaries(st.sampled_from(PLACES), CONTENTS, min_size=1, max_size=4))
@settings(max_examples=250)
@example({SCHEMA: b'{"x-ims": []}'})
@example({SCHEMA: b"[" * 100_000})
@example({"ims.yml": b"coverage: {required_rung: 99, audit_period_months: 999999999}\n"})
@example({"ims.yml": b"coverage: {audit_period_months: -999999999999999999}\nreview_months: 0\n"})
@example({"ims.yml": b"certification: {target: 0001-01-01}\nstandards: []\nwaivers: [1, {}]\n"})
@example({POLICY: policy().replace('"0.1"', '"' + "9" * 5_000 + '.0"').encode()})
@example({POLICY: policy().replace("POL-0001", "POL-" + "9" * 5_000).encode()})
@example({IDEA: b"---\nid: X\ntype: " + b"idea" * 10_000 + b"\n---\n"})
def test_no_bytes_whatever_stop_a_check(files: dict[str, bytes]) -> None:
    report = checked({**DEFAULTS, **files})
    for render in reporters.REPORTERS.values():
        assert isinstance(render(report), str)


@pytest.mark.parametrize("name", ["iso56001-2024.yaml", "iso56002-2019.yaml", "crosswalk.yaml"])
def test_any_value_of_a_pack_may_be_a_placeholder(name: str) -> None:
    """A pack that still holds template text is refused, never half understood."""
    lines = (standards() / name).read_text("utf-8").splitlines()
    chooser = random.Random(56001)  # noqa: S311
    places = [at for at, line in enumerate(lines) if ": " in line and not line.endswith((">", "|"))]
    for at in chooser.sample(places, 12):
        head = lines[at].partition(": ")[0]
        text = "\n".join([*lines[:at], f'{head}: "[TODO: x]"', *lines[at + 1 :]])
        assert checked({**DEFAULTS, PACK: text}).findings


@pytest.mark.parametrize("name", ["iso56001-2024.yaml", "crosswalk.yaml"])
def test_a_pack_of_the_organisation_is_read_as_ours_are(name: str) -> None:
    text = (standards() / name).read_text("utf-8").replace("iso56001", "acme56001")
    found = loaded({**DEFAULTS, PACK: text})
    assert found.defects == ()
    assert "acme56001" in found.standards or len(found.crosswalks) == 2


def test_without_settings_there_is_no_repository() -> None:
    with pytest.raises(RepositoryNotFoundError):
        loaded({POLICY: policy()})


@given(
    st.dictionaries(st.sampled_from(PLACES), CONTENTS, max_size=5),
    st.randoms(use_true_random=False),
)
def test_findings_do_not_depend_on_the_order_of_files(
    files: dict[str, bytes], chance: random.Random
) -> None:
    everything = {**DEFAULTS, **files}
    paths = list(everything)
    chance.shuffle(paths)
    one, other = checked(everything), checked({path: everything[path] for path in paths})
    assert one.findings == other.findings
    assert one == other


@given(st.dictionaries(st.sampled_from(PLACES), CONTENTS, max_size=5))
@settings(max_examples=30)
def test_checking_changes_nothing_and_says_the_same_again(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {**DEFAULTS, **files})
        before = _state(root)
        found = load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))
        one = check(found)
        assert check(found) == one
        assert check(load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF))) == one
        assert _state(root) == before


def _state(root: Path) -> list[tuple[str, int, str]]:
    return [
        (
            path.relative_to(root).as_posix(),
            path.stat().st_mtime_ns,
            sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(root.rglob("*"))
    ]


# Front matter


def _is_clean(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not frontmatter.forbidden_character(text)


LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), include_characters="\t\n")
TEXTS = st.one_of(
    st.text(LETTERS, max_size=30),
    st.text(string.printable.translate({11: None, 12: None, 13: None}), max_size=30),
    st.sampled_from(
        ["y", "No", "null", "~", "1.10", "12:30", "08", "=", "<<", "2026-02-30", "2026-02-28", "", " ",
         "- x", "a: b", "a #b", "---", "...", "<<<<<<< HEAD\n", "x\n>>>>>>> b\n", "a\n\n", "\n", " \n",
         "x\n  y\n \n", "[TODO: x]", "{a}", "%a", "@a", "`a`", "|", ">", "!a", "&a", "*a", "? a"],
    ),
).filter(_is_clean)  # fmt: skip
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers(-(10**18) + 1, 10**18 - 1)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(TEXTS.filter(lambda t: t != "<<"), inner, max_size=4),
    ),
    max_leaves=20,
)
KEYS = st.dictionaries(TEXTS.filter(lambda text: text != "<<"), VALUES, min_size=1, max_size=5)


@given(KEYS)
@settings(max_examples=400)
def test_what_is_written_reads_back(values: dict) -> None:
    text = frontmatter.dump(values)
    front, body, _ = frontmatter.split(frontmatter.decode(f"---\n{text}---\nbody\n".encode()))
    assert frontmatter.parse(front, 2).values == values
    assert body == "body\n"


@given(KEYS)
def test_what_is_written_means_the_same_to_other_readers(values: dict) -> None:
    assert _plain(yaml.safe_load(frontmatter.dump(values))) == values


WORDS = st.one_of(
    TEXTS,
    st.from_regex(r"[-+]?[0-9._:exoTZ+ -]{1,12}", fullmatch=True),
    st.from_regex(r"[yYnNtTfFoO][a-zA-Z]{0,4}", fullmatch=True),
)


@given(WORDS)
@settings(max_examples=600)
def test_what_is_accepted_means_the_same_to_other_readers(word: str) -> None:
    """MkDocs and editors use PyYAML's own loader: no unquoted word may differ."""
    assume("\n" not in word)
    text = f"a: {word}\n"
    try:
        ours = frontmatter.parse(text).values
    except MalformedError:
        return
    assert _plain(yaml.safe_load(text)) == ours


def _plain(value: object) -> object:
    """Dates as the texts they were: the one difference that is wanted."""
    if isinstance(value, dict):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@given(
    st.binary(max_size=120) | st.text(max_size=120).map(lambda text: text.encode("utf-8", "ignore"))
)
@settings(max_examples=300)
def test_any_bytes_are_keys_or_a_sentence_with_a_place(data: bytes) -> None:
    try:
        text = frontmatter.decode(data)
        found = frontmatter.parse(text)
    except MalformedError as error:
        refused = error
    else:
        lines = text.split("\n")
        assert all(1 <= line <= len(lines) for line, _ in found.positions.values())
        return
    assert refused.message
    assert refused.hint
    assert 1 <= refused.line <= data.count(b"\n") + 2
    assert refused.column >= 1


# Clauses

CLAUSES = st.lists(st.integers(0, 99), min_size=1, max_size=4).map(
    lambda parts: Clause.parse(".".join(map(str, parts)))
)


@given(CLAUSES, CLAUSES, CLAUSES)
def test_clauses_are_in_total_order(one: Clause, two: Clause, three: Clause) -> None:
    assert (one < two) + (two < one) + (one == two) == 1
    ordered = sorted([one, two, three])
    assert all(before <= after for before, after in pairwise(ordered))
    assert ordered == sorted([three, two, one])
    assert Clause.parse(str(one)) == one


@given(CLAUSES, st.lists(st.integers(0, 99), max_size=2), st.lists(st.integers(0, 99), max_size=2))
def test_containing_is_transitive(top: Clause, one: list[int], two: list[int]) -> None:
    middle = Clause((*top.parts, *one))
    bottom = Clause((*middle.parts, *two))
    assert top.contains(middle)
    assert middle.contains(bottom)
    assert top.contains(bottom)
    assert bottom.contains(top) == (bottom == top)
    assert top == bottom or top < bottom


# Selecting

CODES = [rule.code for rule in ALL_RULES]


@cache
def untidy() -> Repository:
    """A repository with findings of many rules."""
    idea = seeds()[1]
    bare = '---\ntype: innovation-policy\nstatus: x\nversion: "1.0"\n---\n[TODO: x] <b>\n[a](none.md)\n'
    waived = (
        'organisation: "Acme"\nprofile: starter\nstandards: [iso56001, none]\nwaivers:\n'
        "  - {rule: DOC007, reason: not yet needed, person: PER-0001, until: 2027-01-01}\n"
        "  - {rule: DOC008, reason: not yet needed, person: PER-0009, until: 2025-01-01}\n"
    )
    return loaded(
        {**DEFAULTS, POLICY: bare, IDEA: idea, "docs/x.md": "x", "docs/y.md": "", "ims.yml": waived}
    )


@given(
    st.lists(
        st.sampled_from(CODES) | st.sampled_from(["DOC", "REC", "LNK", "SHP", "C"]), max_size=4
    ),
    st.lists(
        st.sampled_from(CODES) | st.sampled_from(["DOC", "REC", "LNK", "SHP", "C"]), max_size=4
    ),
)
def test_selecting_and_ignoring_takes_exactly_those_codes(
    select: list[str], ignore: list[str]
) -> None:
    whole = check(untidy())
    assert len({one.code for one in whole.findings}) > 8
    some = check(untidy(), Selection(select=tuple(select), ignore=tuple(ignore)))

    def wanted(code: str) -> bool:
        return (not select or code.startswith(tuple(select))) and not code.startswith(
            tuple(ignore) or "!"
        )

    assert [rule.code for rule in some.rules] == [code for code in CODES if wanted(code)]
    unused = {"WVR003"} if select or ignore else set()
    assert some.findings == tuple(
        one for one in whole.findings if wanted(one.code) and one.code not in unused
    )


@given(st.dictionaries(st.sampled_from(PLACES), CONTENTS, max_size=3))
@settings(max_examples=40)
def test_the_report_for_programs_says_all_and_fits_its_schema(files: dict[str, bytes]) -> None:
    report = checked({**DEFAULTS, **files})
    text = reporters.REPORTERS["json"](report)
    found = json.loads(text)
    schema = json.loads((resource("schemas") / "report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert [
        (one["code"], one["path"], one["line"], one["column"], one["message"], one["hint"])
        for one in found["findings"]
    ] == [
        (one.code, one.where.path, one.where.line, one.where.column, one.message, one.hint)
        for one in report.findings
    ]
    assert json.loads(json.dumps(found)) == found


PARTS = st.sampled_from(
    ["a", "B", "b", "con", "CON.md", "nul", "com1.x", ".git", ".gitkeep", ".gitattributes", "-x", "x.",
     "HEAD", "objects", "refs", "é", "a b", "", "..", "IDE-0001.md", "ide-0001.md", "_x", "a\nb", "console.md"]
)  # fmt: skip


@given(st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), max_size=6))
def test_names_that_are_ordinary_at_a_glance_are_safe_one_by_one(paths):
    entries = [TreeEntry(path) for path in paths]
    if paths_module.are_ordinary(entries):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paths_module, "are_ordinary", lambda _: False)
            assert list(paths_module.unsafe(entries)) == []


def test_a_usual_system_is_ordinary_at_a_glance():
    paths = ["docs/.gitkeep", "docs/a-b_c.1/IDE-0001.md", "docs/console/aux-pump.md", "ims.yml"]
    assert paths_module.are_ordinary([TreeEntry(path) for path in paths])
    assert not paths_module.are_ordinary([TreeEntry("docs/a.md"), TreeEntry("docs/A.md")])
