"""How each remedy is followed: the edit that its words ask for, or the command that it names.

One recipe for each form of words. `TABLE` finds the recipe by the hint; a hint that no
recipe fits fails the test, so that no remedy is printed that nobody has followed.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from ims_docs.cli import run
from ims_docs.formats import frontmatter
from ims_docs.model.finding import Finding

Recipe = Callable[["Place", "re.Match[str]"], None]


class Place:
    """The place of a finding in a repository, with what somebody does there in an editor."""

    def __init__(self, root: Path, finding: Finding) -> None:
        self.root = root
        self.finding = finding
        self.path = root / finding.where.path

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    def write(self, text: str) -> None:
        self.path.write_text(text, "utf-8")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def put(self, lines: list[str]) -> None:
        self.write("\n".join(lines) + "\n")

    def edit_line(self, change: Callable[[str], str | None]) -> None:
        """Change the line of the finding; None deletes it."""
        lines = self.lines
        at = self.finding.where.line - 1
        new = change(lines[at])
        lines[at : at + 1] = [] if new is None else [new]
        self.put(lines)

    def replace(self, old: str, new: str) -> None:
        """Change words in the line of the finding, or where they stand first below it."""
        lines = self.lines
        at = max(self.finding.where.line - 1, 0)
        for number in (*range(at, len(lines)), *range(at)):
            if old in lines[number]:
                lines[number] = lines[number].replace(old, new, 1)
                break
        else:
            raise AssertionError(f"{old!r} does not stand in {self.path}")
        self.put(lines)

    def set(self, value: str) -> None:
        """Give the key in the line of the finding another value."""
        self.edit_line(lambda line: re.sub(r"^(\s*(?:- )?[a-z_]+:).*", rf"\1 {value}", line))

    def set_key(self, key: str, value: str) -> None:
        self.write(re.sub(rf"(?m)^{key}:.*", f"{key}: {value}", self.text, count=1))

    def insert(self, line: str) -> None:
        """Write a line below that of the finding."""
        lines = self.lines
        lines.insert(self.finding.where.line, line)
        self.put(lines)

    def delete_block(self) -> None:
        """Delete the item of a list in YAML that begins in the line of the finding."""
        lines = self.lines
        at = self.finding.where.line - 1
        indent = len(lines[at]) - len(lines[at].lstrip())
        end = at + 1
        while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
            end += 1
        del lines[at:end]
        if (
            at
            and lines[at - 1].endswith(":")
            and not "".join(lines[at : at + 1]).startswith("  - ")
        ):
            del lines[at - 1]
        self.put(lines)

    def fill(self) -> None:
        """Own words for every placeholder, and no guidance."""
        text = re.sub(r"(?m)^!!! guidance.*\n(?:(?:    .*)?\n)*", "", self.text)
        self.write(re.sub(r"\[TODO:[^\]]*\]", "our own words", text))

    def do(self, command: str) -> str:
        """Type a command; it has to be one, and to work."""
        words = shlex.split(command)
        if words[0] == "git":
            subprocess.run(words, cwd=self.root, check=True, capture_output=True)
            return ""
        assert words[0] == "ims"
        code = run(["-C", str(self.root), *words[1:]])
        assert code in (0, 1), f"{command}: exit {code}"
        return command


def words(text: str) -> Recipe:
    return lambda place, _: place.insert(text)


def value(text: str) -> Recipe:
    return lambda place, found: place.set(found.expand(text))


def deletion(place: Place, _: re.Match[str]) -> None:
    place.edit_line(lambda _line: None)


def placeholder(place: Place, _: re.Match[str]) -> None:
    left = re.search(r"\[TODO:[^\]]*\]", place.finding.message)
    assert left
    place.replace(left[0], "our own words")


def instead(place: Place, found: re.Match[str]) -> None:
    """The value that is wrong by the one that the hint names."""
    wrong = re.search(
        r"(?:no (?:role|person|clause|type) (?=[^ ]+ in )|no (?:clause|type|artefact) |has the id |key `|nowhere: |: (?='.*does not))'?([^\s'`]+)",
        place.finding.message,
    )
    assert wrong
    place.replace(wrong[1], found[1])


def past(place: Place, found: re.Match[str]) -> None:
    """The day when it was; nothing was closed before it was."""
    for key in ("date", "closed_on"):
        place.write(re.sub(rf"(?m)^{key}: (?:2025-07|2026).*", f"{key}: {found[1]}", place.text))


def another_standard(place: Place, _: re.Match[str]) -> None:
    wrong = re.search(r"'(.*)'", place.finding.message)
    assert wrong
    place.write(place.text.replace(wrong[1], "iso56002"))


def heading(place: Place, found: re.Match[str]) -> None:
    wrong = re.search(r"no heading (#\S+)", place.finding.message)
    assert wrong
    place.replace(wrong[1], found[1])


def elsewhere(place: Place, _: re.Match[str]) -> None:
    place.replace(place.finding.message.rpartition(": ")[2], "https://example.org")


def without_link(place: Place, _: re.Match[str]) -> None:
    target = place.finding.message.rpartition(": ")[2]
    place.write(re.sub(rf"\[([^\]]*)\]\({re.escape(target)}\)", r"\1", place.text, count=1))


def moved(place: Place, found: re.Match[str]) -> None:
    target = place.root / found[1]
    assert not target.exists(), "a remedy must not put a file onto another"
    target.parent.mkdir(parents=True, exist_ok=True)
    place.path.rename(target)


def saved_as(place: Place, found: re.Match[str]) -> None:
    (place.root / found[1]).write_text(frontmatter.split(place.text)[0], "utf-8")
    place.path.unlink()


def section(place: Place, found: re.Match[str]) -> None:
    place.write(f"{place.text.rstrip()}\n\n{found[1]}\n\nWe wrote it down.\n")


def missing_key(place: Place, found: re.Match[str]) -> None:
    values = {"owner": "innovation-manager", "type": "innovation-policy"}
    inside = "entries[" in place.finding.message
    place.insert(f"{'    ' if inside else ''}{found[1]}: {values[found[1]]}")


def status(place: Place, found: re.Match[str]) -> None:
    place.set_key("status", found[1])


def command(place: Place, found: re.Match[str]) -> None:
    place.do(found[1])


def both(place: Place, found: re.Match[str]) -> None:
    place.do(found[1])
    place.do(found[2])


def corrected(place: Place, found: re.Match[str]) -> None:
    place.do(found[1])
    filled = found[2].replace('"…"', '"We know more about it now"')
    assert place.do(filled)


def added(place: Place, found: re.Match[str]) -> None:
    """Add what is to be named, then name it."""
    before = set((place.root / "docs").rglob("*.md"))
    place.do(f"{found[1]} --no-input --set date=2025-06-01")
    (new,) = set((place.root / "docs").rglob("*.md")) - before
    place.set(new.stem)


def joined(place: Place, found: re.Match[str]) -> None:
    first, second = place.root / found[1], place.root / found[2]
    entries = second.read_text("utf-8").partition("entries:\n")[2]
    first.write_text(first.read_text("utf-8").rstrip("\n") + "\n" + entries, "utf-8")
    second.unlink()


def signer(place: Place, _: re.Match[str]) -> None:
    line = place.lines[place.finding.where.line - 1]
    key = re.search(r"ssh-\S+ \S+", line)
    assert key
    fresh = f'PER-0002 namespaces="doc-approval@ims-docs" {key[0]}'
    place.edit_line(lambda _line: fresh)


def name_of_its_own(place: Place, _: re.Match[str]) -> None:
    name = re.search(r"“([^”]+)”", place.finding.message)
    assert name
    place.replace(name[1], "Berta Beispiel")


def without_markup(place: Place, _: re.Match[str]) -> None:
    place.edit_line(lambda line: re.sub(r"<[^>]*>|\{:?[^}]*\}", "", line).rstrip() or "Our words.")


def renamed(place: Place, _: re.Match[str]) -> None:
    place.path.rename(place.path.with_name(place.path.name.replace(" ", "-")))


def guidance(place: Place, _: re.Match[str]) -> None:
    lines = place.lines
    at = place.finding.where.line - 1
    end = at + 1
    while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
        end += 1
    place.put([*lines[:at], "Our own words.", "", *lines[end:]])


def register_guidance(place: Place, _: re.Match[str]) -> None:
    place.write(re.sub(r"(?m)^guidance:.*\n(?:[ \t]+.*\n)*", "", place.text))


def other_file(place: Place, found: re.Match[str]) -> None:
    Place(place.root, place.finding).path = place.root / found[1]
    target = Place(place.root, place.finding)
    target.path = place.root / found[1]
    target.fill()


def a_clause(place: Place, _: re.Match[str]) -> None:
    place.do("ims coverage")
    number = re.search(r"no clause (\S+)", place.finding.message)
    assert number
    place.replace(number[1], "8.3")


def closed_front_matter(place: Place, _: re.Match[str]) -> None:
    lines = place.lines
    last = max(at for at, line in enumerate(lines) if re.match(r"[a-z_]+:", line))
    place.put([*lines[: last + 1], "---", *lines[last + 1 :]])


def front_matter(place: Place, _: re.Match[str]) -> None:
    place.write(f"---\ntype: innovation-policy\nid: POL-0077\n---\n{place.text}")


def quoted_value(place: Place, found: re.Match[str]) -> None:
    line = place.lines[place.finding.where.line - 1]
    if "[" in line:
        place.replace(found[1].strip('"'), found[1])
    else:
        place.set(found[1].replace("\\", r"\\"))


def with_reason(place: Place, found: re.Match[str]) -> None:
    place.do(found[1].replace('"…"', '"It names a customer, and may not"'))


def brought_back(place: Place, found: re.Match[str]) -> None:
    place.do(found[1])
    if found[2]:
        (place.root / found[2]).unlink()


def true_statement(place: Place, found: re.Match[str]) -> None:
    """What was saved comes back; otherwise the statement goes, and what is gone gets a true one."""
    told = ["git", "-C", str(place.root)]
    if subprocess.run([*told, "cat-file", "-e", f"HEAD:{found[2]}"], check=False).returncode == 0:
        place.do(found[1])
        return
    place.path.unlink()
    once = subprocess.run(
        [*told, "log", "--format=%H", "-S", f"id: {found[3]}"], capture_output=True, check=True
    )
    if once.stdout:
        place.do(found[4].replace('"…"', '"It names a customer, and may not"'))


def scope_added(place: Place, found: re.Match[str]) -> None:
    before = set((place.root / "docs").rglob("*.md"))
    place.do(f"{found[1]} --no-input")
    (new,) = set((place.root / "docs").rglob("*.md")) - before
    scope_says(place, found[2], new)


def scope_says(place: Place, key: str, path: Path) -> None:
    text = path.read_text("utf-8").replace("\n---\n", f"\n{key}\n---\n", 1)
    path.write_text(f"{text.rstrip()}\n\nOur owner audits us.\n", "utf-8")


def not_left_out(place: Place, _: re.Match[str]) -> None:
    """The clause goes from the list; where it stood alone, the key goes too."""
    if place.path.suffix == ".yml":
        place.delete_block()
    else:
        deletion(place, _)


def as_markdown(place: Place, _: re.Match[str]) -> None:
    """The words of a block of HTML, without its tags and comments."""
    lines = place.lines
    at = end = place.finding.where.line - 1
    while end < len(lines) and lines[end].strip():
        end += 1
    bare = [re.sub(r"<[^>]*>", "", line).rstrip() for line in lines[at:end]]
    place.put([*lines[:at], *filter(None, bare), *lines[end:]])


def line_above(place: Place, _: re.Match[str]) -> None:
    lines = place.lines
    lines.insert(place.finding.where.line - 1, "")
    place.put(lines)


def bullet(place: Place, _: re.Match[str]) -> None:
    place.edit_line(lambda line: f"- {line[1:].strip()}")
    if place.lines[place.finding.where.line - 2].strip():
        line_above(place, _)


def four_spaces(place: Place, _: re.Match[str]) -> None:
    lines = place.lines
    for at in range(place.finding.where.line - 1, len(lines)):
        if not lines[at].startswith("  "):
            break
        lines[at] = f"    {lines[at].lstrip()}"
    place.put(lines)


def another_format(place: Place, _: re.Match[str]) -> None:
    """Another program saved it as PDF beside it."""
    left_out = re.search(r"leaves (\S+) out", place.finding.message)
    assert left_out
    source = place.root / left_out[1]
    source.with_suffix(".pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    place.replace(f"({source.name})", f"({source.stem}.pdf)")


def measured(place: Place, found: re.Match[str]) -> None:
    ended = place.finding.message.rpartition(" ")[2]
    year, month, _ = ended.split("-")
    quarter = f"{year}-Q{(int(month) + 2) // 3}"
    place.do(f"{found[1]} --no-input --set date=2025-06-01 --set period={quarter}")


def out_of_git(place: Place, found: re.Match[str]) -> None:
    place.do(found[1])
    (place.root / ".gitignore").write_text(f"/{place.finding.where.path}\n", "utf-8")


def audited_again(place: Place, found: re.Match[str]) -> None:
    name = found[1]
    another = "PER-0002" if "Ada" in place.finding.message else "PER-0001"
    place.do(
        f"{found[2]} --no-input --set date=2025-06-11 --set lead_auditor={another} "
        f"--set samples={name}"
    )
    place.edit_line(
        lambda line: None if line == f"{found[3]}: [{name}]" else line.replace(name, "")
    )


def closed_then(place: Place, found: re.Match[str]) -> None:
    """Today lies after the day on which the examples are judged, so that day is named."""
    place.do(f"{found[1]} --from 2025-06-30")


def not_indented(place: Place, _: re.Match[str]) -> None:
    lines = place.lines
    at = place.finding.where.line - 1
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(("\t", "    "))):
        lines[at] = lines[at].strip()
        at += 1
    place.put(lines)


def succeeded(place: Place, _: re.Match[str]) -> None:
    """The holder of the role goes to `former`, and somebody else takes over."""
    gone = re.search(r"\((PER-\d+)\)", place.finding.message)
    assert gone
    lines = place.lines
    at = next(
        at
        for at in range(place.finding.where.line - 1, len(lines))
        if lines[at].lstrip().startswith("holders:")
    )
    lines[at : at + 1] = [
        lines[at].replace(gone[1], "PER-0001"),
        "    former:",
        f"      - person: {gone[1]}",
        "        until: 2025-05-31",
    ]
    place.put(lines)


def no_deputy(place: Place, _: re.Match[str]) -> None:
    place.write(re.sub(r"(?m)^ +deputy:.*\n", "", place.text))


def any_id(place: Place, _: re.Match[str]) -> None:
    place.replace(place.finding.message.rpartition(" ")[2], "AWE-0001")


def judged_anew(place: Place, _: re.Match[str]) -> None:
    """The judgement that the figures ask for."""
    pairs = (("target met", "target missed"), ("supported", "refuted"))
    other = {one: two for pair in pairs for one, two in (pair, pair[::-1])}
    wrong = re.search(r"says ([a-z ]+), but", place.finding.message)
    assert wrong
    place.set(other[wrong[1]])


def last_decision(place: Place, found: re.Match[str]) -> None:
    if "last_decision:" in place.text:
        place.write(re.sub(r"last_decision: \S+", found[1], place.text))
    else:
        place.insert(f"    {found[1]}")


CARD = """\
  - judge: {judge}
    strategic_fit: 4
    value: 4
    demand: 3
    feasibility: 5
    return_against_risk: 4
    novelty: 3
    society: 4
"""


def second_card(place: Place, _: re.Match[str]) -> None:
    """The scores of the other person, below those that are there."""
    text, end = place.text, place.text.index("\n---\n", 4) + 1
    place.write(text[:end] + CARD.format(judge="PER-0002") + text[end:])


def another_judge(place: Place, _: re.Match[str]) -> None:
    """Somebody else scores: who led, or who scored before, no longer stands there."""
    who = re.search(r"PER-\d+", place.finding.message)
    assert who
    place.replace(
        f"judge: {who[0]}", f"judge: {'PER-0001' if who[0] == 'PER-0002' else 'PER-0002'}"
    )


def all_weights(place: Place, _: re.Match[str]) -> None:
    """One more weight that makes the sum what it has to be."""
    given = re.search(r"add up to (\d+)", place.finding.message)
    assert given
    lines = [line for line in place.lines if re.fullmatch(r"  [a-z_]+: \d+", line)]
    assert lines
    name, number = lines[0].strip().split(": ")
    place.replace(lines[0], f"  {name}: {int(number) - (int(given[1]) - 100)}")


def closes_it(place: Place, _: re.Match[str]) -> None:
    """An owner and a day for the gap."""
    place.insert("    due: 2025-12-31")


def under_rows(line: str) -> Recipe:
    return lambda place, _: place.insert(f"    {line}")


def of_the_concept(place: Place, found: re.Match[str]) -> None:
    text = (place.root / "docs/records/concept" / f"{found[1]}.md").read_text("utf-8")
    said = re.search(r"- assumption: (.*)", text)
    assert said
    place.set_key("assumption", said[1])


def accredited(place: Place, _: re.Match[str]) -> None:
    """Another body that nothing speaks against; asked for its offer where nobody else made one."""
    bodies = re.findall(r"body: (.*)\n((?:    .*\n)*)", place.text)
    fit = [name for name, rest in bodies if "for ISO 56001" in rest and 'advised_us: "no"' in rest]
    if not fit:
        offer = '  - body: North Cert\n    accreditation: for ISO 56001\n    advised_us: "no"\n'
        place.write(place.text.replace("offers:\n", f"offers:\n{offer}"))
    place.set_key("chosen", next(iter(fit), "North Cert"))


def an_offer(place: Place, _: re.Match[str]) -> None:
    named = re.search(r"- body: (.*)", place.text)
    assert named
    place.set_key("chosen", named[1])


def waits_no_more(place: Place, _: re.Match[str]) -> None:
    """The first of the tasks no longer waits."""
    lines = place.lines
    at = next(
        number
        for number in range(place.finding.where.line - 1, len(lines))
        if "depends_on:" in lines[number]
    )
    del lines[at]
    place.put(lines)


def later_due(place: Place, _: re.Match[str]) -> None:
    place.replace("due: 2025-09-30", "due: 2025-12-31")


def number_of_the_text(place: Place, _: re.Match[str]) -> None:
    """The number becomes what the text beside it says."""
    said = re.search(r"“\D*([\d.]+)", place.finding.message)
    assert said
    place.set(said[1])


def counted_again(place: Place, found: re.Match[str]) -> None:
    """The figure becomes what counting again gives."""
    place.do(found[1])
    said = re.search(r"it is ([\d.-]+)$", place.finding.message)
    assert said
    place.set_key("number", said[1])
    place.set_key("value", f'"{said[1]}"')


def exchanged(place: Place, _: re.Match[str]) -> None:
    names = {"goal_from": "goal_to", "goal_to": "goal_from"}
    swapped = re.sub(r"goal_(?:from|to)", lambda one: names[one[0]], place.text)
    place.write(swapped)


def band(place: Place, _: re.Match[str]) -> None:
    place.edit_line(lambda _line: "    goal_from: 10")
    place.insert("    goal_to: 12")


def handed_over(place: Place, found: re.Match[str]) -> None:
    place.insert(f"handed_over:\n  - sample: {found[1]}\n    to: PER-0002")


def drawn_anew(place: Place, found: re.Match[str]) -> None:
    """A baseline is made and saved, a seed is thrown, and the draw is repeated with a reason."""
    save = ("git add --all", "git commit --quiet --message saved")
    for words in (*save, "ims baseline create later --as PER-0001", *save):
        place.do(words)
    before = set(place.path.parent.iterdir())
    place.do(f'{found[1]} --seed "6 6 1" --reason "The first seed was known too early"')
    (new,) = set(place.path.parent.iterdir()) - before
    days = r"(?m)^(date|closed_on): .*"
    new.write_text(re.sub(days, r"\1: 2025-06-30", new.read_text("utf-8")), "utf-8")


TABLE: tuple[tuple[str, Recipe], ...] = (
    (r"Let somebody else look at (\S+), and say who under `handed_over`", handed_over),
    (r"Write `(sha256:[0-9a-f]{64})`", value(r"\1")),
    (r"Name a version that was approved", lambda place, _: place.replace('"2.0"', '"1.0"')),
    (r"Make a baseline and save it, then throw a seed, and draw again .*: `([^`]+)`", drawn_anew),
    (r"Write under `samples` what they draw, .*: ([A-Z0-9, -]+)\.",
     lambda place, found: place.set_key("samples", f"[{found[1]}]")),
    (r"Add (\S+) to `population`", lambda place, found: place.replace("population: [", f"population: [{found[1]}, ")),
    (r"Say under `reason` why it was drawn again", words("reason: More after the first finding")),
    (r"Add the card of a second judge", second_card),
    (r"Let somebody (?:else score it|score it who has no part in it)", another_judge),
    (r"Take `total` out", lambda place, _: place.edit_line(lambda _line: None)),
    (r"Write [\d.]+, or take `total` out", lambda place, _: place.edit_line(lambda _line: None)),
    (r"Change them so that they make 100", all_weights),
    (r"Name `owner` and `due`", closes_it),
    (r"Judge it from 0 to 5, or delete the row", lambda place, _: place.delete_block()),
    (r"Write under `evidence` what was seen", under_rows("evidence: Minutes of three workshops")),
    (r"Take the state out, or correct one of the two", lambda place, _: place.replace("    state: missing", "    gap: none")),
    (r"Write it as it is there, or add it to (\S+)\.", of_the_concept),
    (r"Write (\d+), or take it out", value(r"\1")),
    (r"Correct the counts, or `answered`", lambda place, _: place.replace("disagree: 5", "disagree: 4")),
    (r"Choose another, or say since when", accredited),
    (r"Write the name as it is among the offers", an_offer),
    (r"Take one of them out of `depends_on`", waits_no_more),
    (r"Correct `start` or `due`|Correct one of the dates, or take", later_due),
    (r"`ims explain` lists the types. Name one, or a page that is there", lambda place, _: place.set("experiment")),
    (r"Bring it back as it was: `([^`]+)`. Then `([^`]+)`", corrected),
    (r"Write what belongs here", words("\nWe mean it.\n")),
    (r"Replace the placeholder", placeholder),
    (r"(?:Complete it|Add a line `[a-z_]+: …`), or set `status: ([^`]+)`", status),
    (r"Set `status: ([^`]+)` again; from there: `ims move", status),
    (r"`ims explain` with the name of a type", lambda place, _: place.path.unlink()),
    (r"Write it as PERSON namespaces", signer),
    (r"Write an id like PER-0001", signer),
    (r"Link to a file under docs/, or to a web address", elsewhere),
    (r"Did you mean `([^`]+)`", instead),
    (r"`ims coverage` lists the clauses", a_clause),
    (r"Write “([^”]+)” in place of “([^”]+)”", lambda place, found: place.replace(found[2], found[1])),
    (r"Write “([^”]+)” right before (\([A-Z]+-\d+\))",
     lambda place, found: place.replace(found[2], f"{found[1]} {found[2]}")),
    (r"Write (\d+) here, or `[a-z_]+: (\d+)` in ims.yml", lambda place, found: place.replace(found[2], found[1])),
    (r"Write the name in one alphabet", name_of_its_own),
    (r"Ask both how they write their names", name_of_its_own),
    (r"Write the day on which it was, up to (\S+)\.", past),
    (r"One key stands for one person. Delete the wrong line", deletion),
    (r"Fill it in and close it", lambda place, _: place.fill()),
    (r"Delete the waiver", lambda place, _: place.delete_block()),
    (r"Delete (?:the key|the attribute|it, check its spelling)", deletion),
    (r"Keep one of the two", deletion),
    (r"Choose one of: ([^,]+),", value(r"\1")),
    (r"Add one(?: with|:) `([^`]+)`", lambda place, found: place.do(f"{found[1]} --no-input") and None),
    (r"Add a line `(## [^`]+)`", section),
    (r"Add a line `([a-z_]+): …`", missing_key),
    (r"`ims show \S+ --in-force` prints the approved text. .* version (\"[\d.]+\") and submit it: `ims submit",
     lambda place, found: place.set_key("version", found[1])),
    (r"Write the value out where it is needed",
     lambda place, _: place.edit_line(lambda line: re.sub(r"[&*]\w+ ?", "", line))),
    (r"Write the text here", lambda place, _: place.edit_line(lambda _line: "Our own words.")),
    (r"Write it as Markdown|Delete it, or write it as text", as_markdown),
    (r"Delete it, and write what it shows as Markdown|Delete it\. ", without_markup),
    (r"Put an empty line above the (?:list|table)", line_above),
    (r"Start the line with a hyphen and a blank", bullet),
    (r"Indent it by four spaces", four_spaces),
    (r"For a heading put a blank after #. Otherwise write \\#",
     lambda place, _: place.edit_line(lambda line: f"\\{line}")),
    (r"Take the tab or the spaces at the start of each of its lines away", not_indented),
    (r"Take it out of `not_applicable`", not_left_out),
    (r"Write `(not_applicable: \S+)` into the front matter of (\S+), and the reason into its text",
     lambda place, found: scope_says(place, found[1], place.root / found[2])),
    (r"Add one: `(ims add \S+)`. Write `(not_applicable: \S+)` into its front matter", scope_added),
    (r"Say why: `([^`]+)`. Or bring it back", with_reason),
    (r"Bring it back: `([^`]+)`. Nothing was removed then, so take (\S+) out", brought_back),
    (r"Bring it back: `([^`]+)`. Give this one the next free id: `([^`]+)`", both),
    (r"Bring it back(?: as it was saved)?: `([^`]+)`", command),
    ((r"If it was saved as something else, bring that back: `(git checkout HEAD -- ([^`]+))`. "
     r"One that was never saved is taken out; if (\S+) is gone, `([^`]+)` writes it"), true_statement),
    (r"Save it as PDF or as a picture", another_format),
    (r"Record it: `([^`]+)`", measured),
    (r"Take it out of git: `([^`]+)`. Then name it in .gitignore", out_of_git),
    (r"Let somebody else audit (\S+) and report on it: `([^`]+)`. Then take it out of `([a-z_]+)` here",
     audited_again),
    (r"Run `(ims trust close [^`]+)`", closed_then),
    (r"Move the person from `holders` to `former`", succeeded),
    (r"Name another deputy, or delete the key `deputy`", no_deputy),
    (r"Write at (?:most|least) (\d+)", value(r"\1")),
    (r"Write one that is there: `(#[^`]+)`|Write `(#[^`]+)`",
     lambda place, found: heading(place, re.match(r"(.*)", found[1] or found[2]))),
    (r"Write a whole number", lambda place, _: place.edit_line(lambda line: re.sub(r"[\"']", "", line))),
    (r"Write `([^`]+)`, the id of", instead),
    (r"Write `([^`]+)`, if that is meant", instead),
    (r"Write YYYY-MM-DD, such as", value("2025-02-01")),
    (r"Write (\"[\d.]+\"), in quotes", value(r"\1")),
    (r"Use letters a to z, digits", renamed),
    (r"Start the file with a line ---", front_matter),
    (r"Put a line with three hyphens", closed_front_matter),
    (r"Save it as (\S+)\.$", saved_as),
    (r"Put (?:the whole value|the value|it) in quotes.*: (\".*\")\.$", quoted_value),
    (r"Put the finding right, or decide again with a new date",
     lambda place, _: place.replace("until: 2025-06-29", "until: 2025-12-31")),
    (r"Write it like ([A-Z]+-\d+):", value(r"\1")),
    (r"Name one that is there, or add it first: `([^`]+)`", added),
    (r"Name another person under `verified_by`", value("PER-0002")),
    (r"Name an id that is there, or delete the line", any_id),
    (r"Name one of PER-\d+ \([^)]*\), (PER-\d+) \(", instead),
    (r"Name a person of the people register under `holders`",
     lambda place, _: place.replace("holders: []", "holders: [PER-0001]")),
    (r"Name a person of docs/registers/people.yaml", lambda place, _: place.replace("PER-0009", "PER-0001")),
    (r"Move its entries into (\S+), then delete (\S+)\.$", joined),
    (r"(?:Move|Rename) it to (\S+\.[a-z]+)(?:\.$|; LNK001 then names)", moved),
    (r"Known: ", another_standard),
    (r"Write your own text, then delete the guidance", guidance),
    (r"Go through the entries, keep what applies, then delete the `guidance` key", register_guidance),
    (r"Give this one the next free id: `([^`]+)`", command),
    (r"Correct the path, or delete the link", without_link),
    (r"Write under `closed_on` the day .* not before (\d+-\d+-\d+)",
     lambda place, found: place.set_key("closed_on", found[1])),
    (r"Correct `[a-z]+`, `[a-z]+` or `[a-z]+`", judged_anew),
    (r"Write `(last_decision: [A-Z]+-\d+)`", last_decision),
    (r"Correct one of the two dates",
     lambda place, _: place.set(re.search(r"(?:date|after) (\d+-\d+-\d+)", place.finding.message)[1])),
    (r"Complete the document, or go back to a draft", value('"0.9"')),
    (r"Complete (docs/\S+)\.$", other_file),
    (r"Correct `(?:value|target|baseline|warning)` or `", number_of_the_text),
    (r"`(ims measure [^`]+ --show)` names what counts", counted_again),
    (r"Name one under `measure`, or choose another `method`", value("counting")),
    (r"Set `method: automatic`, or take `measure` out", deletion),
    (r"Name an entry of the register of limits", words("    limit: LIM-0001")),
    (r"Exchange `goal_from` and `goal_to`", exchanged),
    (r"Take `goal` out, or", deletion),
    (r"Add `(goal_to|goal_from)`, or write a `goal`", lambda place, found: place.insert(f"    {found[1]}: 90")),
    (r"Set `direction: within the band`", lambda place, _: place.replace("more is better", "within the band")),
    (r"Write `goal_from` and `goal_to` in place of `goal`", band),
    (r"Add what is missing", value("[where to find support]")),
)  # fmt: skip
"""Words of a remedy, and how somebody follows them who takes them literally."""

FOR_KEYS_OF_PEOPLE = (
    r"Bring it back as it was signed, if git has that. If it never was right, let the person sign anew",
    r"Let a holder sign",
    r"Let the person sign it again",
    r"Let somebody else approve it",
    r"Find it in the history and bring it back",
    r"Make a key with `ims key new`, then run `ims trust add`",
    r"Look at it again, then run `ims review \S+ --still-valid",
    r"See what changed with `ims (?:diff|history) [^`]+`. If the text is still right: `ims review",
    r"When there is a second person, let that person approve it too",
    r"Submit it with `ims submit \S+`",
    r"Bring the (?:file|baseline) (?:\.sig )?back",
    r"If something was deleted, say why: `ims remove [A-Z]+-[0-9]+ --reason \"…\"`",
)
"""What only people can do who hold a key or remember what happened; the examples hold no keys.
Tests of signing follow these."""
