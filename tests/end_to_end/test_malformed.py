"""A file that cannot be read ends no command with a fault of ims, and each says where it is broken."""

from __future__ import annotations

import subprocess

import pytest

IDEA, POLICY = "docs/records/idea/IDE-0001.md", "docs/leadership/innovation-policy.md"
RISKS, PEOPLE = "docs/registers/risks.yaml", "docs/registers/people.yaml"
KEY, ANSWERS = "KEY", ".ims/answers.json"
LIST, ROOT_KEYS = "trust/allowed_signers", "trust/root_keys.pub"

WRITING = [
    ("add", "idea", "--set", "owner=PER-0001"),
    ("add", "risks", "--set", "owner=PER-0001"),
    ("add", "people", "--set", "name=Eve"),
    ("add", "innovation-policy"),
    ("move", "IDE-0001", "stopped", "--no-input"),
    ("close", "IDE-0001", "--no-input"),
    ("correct", "IDE-0001", "--reason", "It was not so at all.", "--text", "Otherwise."),
    ("renumber", IDEA),
    ("renumber", POLICY),
    ("renumber", RISKS, "--entry", "RSK-0001"),
    ("submit", "POL-0001", "--key", KEY),
    ("approve", "POL-0001", "--key", KEY),
    ("review", "POL-0001", "--key", KEY),
    ("withdraw", "POL-0001", "--reason", "It is not needed any more.", "--key", KEY),
    ("baseline", "create", "first", "--key", KEY),
    ("trust", "add", "PER-0001", "--key", KEY),
    ("trust", "close", "PER-0001"),
    ("trust", "sign", "--key", KEY),
]
"""Every command that writes into a repository."""

PLACES = (IDEA, POLICY, RISKS, PEOPLE, "ims.yml", ANSWERS, LIST, ROOT_KEYS)
"""A file of each kind that a command reads."""

YAML = b"---\ntype: [\n---\n"
BYTES = b"type: \xff\xfe\n"
NO_LIST = b"type: risks\ntitle: Risks\n"
WORD = b"type: risks\ntitle: Risks\nentries: none\n"
WORDS = b"type: risks\ntitle: Risks\nentries: [one, two]\n"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    place = tmp_path_factory.mktemp("keys") / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place], check=True)
    return place


@pytest.fixture
def broken(acme, ims):
    """Put bytes in the place of a file, beside a record."""
    assert ims("-C", acme, "add", "idea", "--set", "owner=PER-0001").code == 0

    def put(place: str, content: bytes) -> None:
        (acme / place).parent.mkdir(exist_ok=True)
        (acme / place).write_bytes(content)

    return put


@pytest.mark.parametrize("place", PLACES)
def test_no_writing_command_meets_a_fault_of_its_own(acme, ims, broken, key, place):
    assert ims("-C", acme, "trust", "add", "PER-0001", "--key", key).code == 0
    for command in WRITING:
        broken(place, YAML)
        done = ims("-C", acme, *(key if part == KEY else part for part in command), cwd=acme)
        assert done.code in (0, 1, 2, 3), (command, done.err)


@pytest.mark.parametrize(
    "wrong",
    [
        (RISKS, YAML, ("add", "risks"), f"{RISKS}:2:7: The YAML cannot be read"),
        (RISKS, BYTES, ("add", "risks"), f"{RISKS}:1:7: The file is not UTF-8"),
        (RISKS, b"", ("add", "risks"), f"{RISKS}:1:1: "),
        (RISKS, NO_LIST, ("add", "risks"), f"{RISKS}:1:1: The register has no list `entries`"),
        (RISKS, WORD, ("add", "risks"), f"{RISKS}:3:1: The list `entries`"),
        (RISKS, WORDS, ("add", "risks"), f"{RISKS}:3:1: The list `entries`"),
        (RISKS, BYTES, ("renumber", RISKS, "--entry", "RSK-0001"), f"{RISKS}:1:7: The file is"),
        (IDEA, YAML, ("renumber", IDEA), f"{IDEA}:2:7: The YAML cannot be read"),
        (ANSWERS, b'{"answers": {}}', ("add", "innovation-policy"), ANSWERS),
    ],
)
def test_the_place_and_the_remedy_are_named(broken, ims, acme, wrong):
    place, content, command, words = wrong
    broken(place, content)
    done = ims("-C", acme, *command, cwd=acme)
    assert done.code == 3
    assert words in done.err
    assert "\nhint: " in done.err
    assert (acme / place).read_bytes() == content


@pytest.mark.parametrize("content", [b"{", b"[3]", b'{"answers": [1]}', b'{"answers": 3}'])
def test_a_document_needs_no_answers(acme, ims, broken, content):
    broken(ANSWERS, content)
    done = ims("-C", acme, "add", "innovation-policy")
    assert done.code == 0, done.err


def test_a_number_that_is_too_long_for_a_reader_is_refused(acme, ims):
    done = ims("-C", acme, "add", "culture-survey", "--set", f"invited={10**18}")
    assert done.code == 2
    assert "is not a whole number of at most 18 digits" in done.err
    assert not (acme / "docs/records/culture-survey").exists()


def test_a_broken_file_of_answers_is_wrong_usage(acme, ims, tmp_path):
    given = tmp_path / "given.yaml"
    given.write_bytes(YAML)
    done = ims("-C", acme, "add", "idea", "--from", given)
    assert done.code == 2
    assert f"error: {given}:" in done.err


def test_keys_that_cannot_be_changed_line_by_line_name_the_record(acme, ims):
    assert ims("-C", acme, "add", "idea", "--set", "owner=PER-0001").code == 0
    text = (acme / IDEA).read_text("utf-8")
    keys = text.split("---\n")[1].splitlines()
    flow = "{" + ", ".join(f'"{k}": {v}' for k, v in (one.split(": ", 1) for one in keys[:6])) + "}"
    (acme / IDEA).write_text(f"---\n{flow}\n---\n{text.split('---' + chr(10), 2)[2]}", "utf-8")
    said = ("evaluated_by=PER-0001", "The idea=One box.", "Who it helps and how=Fitters.")
    given = [part for one in said for part in ("--set", one)]
    done = ims("-C", acme, "move", "IDE-0001", "under evaluation", *given, "--no-input")
    assert done.code == 3, done.err
    assert f"error: {IDEA}:2:1: The keys at the top" in done.err
