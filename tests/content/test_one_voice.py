"""No two texts of a new repository state different values or deciders for the same thing.

Each topic lists the places that speak of it, as they may be worded, and what each says. Two
answers to one question fail. What a text cites is held to the registers by VAL001 to VAL004.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.domain.approval_state.states import review_months
from ims_docs.domain.runner import check
from ims_docs.model.quantity import quantities
from ims_docs.model.type import Kind
from ims_docs.model.unit import CURRENCIES
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render

TODAY = date(2026, 11, 23)
SETS = [
    ("full", "1-9"),
    ("full", "10-15"),
    ("full", "16-49"),
    ("full", "50-249"),
    ("full", "250 or more"),
    ("compact", "1-9"),
    ("compact", "10-15"),
    ("starter", "1-9"),
    ("starter", "50-249"),
    ("public-sector", "16-49"),
    ("public-sector", "250 or more"),
]
ROLES = (
    "committee of the elected body",
    "head of the receiving unit",
    "top management",
    "portfolio board",
    "innovation manager",
    "initiative lead",
    "ip coordinator",
    "intellectual property coordinator",
    "line manager",
)
ROLES_OF_LARGE_SETS = {
    "compact": [
        "portfolio board",
        "intellectual property coordinator",
        "IP coordinator",
        "knowledge coordinator",
        "document controller",
        "innovation champions?",
        "people lead",
        "finance lead",
    ],
}
GENERAL_WORDS = {
    "Glossary",
    "People",
    "Partners",
    "Tools and methods",
    "Innovation processes",
    "Continual improvement",
}
"""Titles that are also words of the language."""
SAME = {"ip coordinator": "intellectual property coordinator"}


class Claim(NamedTuple):
    """One way in which a text answers a question."""

    pattern: str
    says: str | Callable[[str], str]
    """The answer, or how it is read out of the first group."""


class Said(NamedTuple):
    answer: str
    where: str


def roles(text: str) -> str:
    named = re.findall("|".join(ROLES), text.lower())
    return " and ".join(sorted({SAME.get(one, one) for one in named}))


def amount(text: str) -> str:
    one = quantities(text, "strength")[0]
    return f"{one.family} {one.unit} {one.amount}"


def within(text: str) -> str:
    """Who decides inside the free limit, in a cell that may or may not tell it apart."""
    _, found, rest = text.partition("within the free limit")
    return roles(rest if found else text)


def above(text: str) -> str:
    return roles(re.split("within the free limit", text)[0].rpartition("above")[2] or text)


TOPICS: Mapping[str, tuple[Claim, ...]] = {
    "one late answer to an idea": (
        Claim(r"waited longer for an answer than our rules allow \| (Yes)", "is a nonconformity"),
        Claim(r"(single late answer) is put right", "is put right"),
        Claim(r"nswered in time \|[^|]*\| [^|]*\b(nine of ten|90 per cent)", "is put right"),
    ),
    "evidence for D3": (
        Claim(r"\| ([1-5]) \w+ \|[^|]*\| D3\b(?! and D4)", lambda one: amount(f"strength {one}")),
        Claim(r"At D3 the assumptions .* (strength \d)", amount),
        Claim(r"share with (?:at least )?(strength \d)", amount),
    ),
    "who takes D3 to D5 within the free limit": (
        Claim(r"\| \d Decide \(D[345]\) \| ([^|]+) \|", within),
        Claim(r"On the fast track,? (?:the )?(.*?) takes D3 to D5", roles),
    ),
    "who takes D3 above the free limit": (
        Claim(r"\| D3 Develop the solution \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"\| 8 Decide \(D3\) \| ([^|]+) \|", above),
        Claim(r"(Top management) takes D3", roles),
        Claim(r"Release development only when .*\n +who: (\S+)", lambda one: roles(one.replace("-", " "))),
    ),
    "who decides on deployment to users": (
        Claim(r"\| D4 Deploy \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"\| Deployment to real users[^|]*\|[^|]*\| ([^|]+) \|", roles),
    ),
    "who starts and stops within the free limit": (
        Claim(r"\| 4 Start, together with D1 or D2 \| ([^|]+?) within the free limit", roles),
        Claim(r"\| Stop of an initiative \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"\| Start, next step and stop within the free limit \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"- (Start, continuation, change of direction, pause and end of initiatives)\.", "portfolio board"),
    ),
    "who checks the rights of others": (
        Claim(r"again before we deploy, the (initiative lead) has checked", roles),
        Claim(r"\| 3 Settle rights and law \| (.*?) with", roles),
        Claim(r"(Checks freedom to operate)", "intellectual property coordinator"),
        Claim(r"The (\S+ \S+ \S+) \(\S+\) decides whether the use is free", roles),
    ),
    "who decides on our own rights": (
        Claim(r"\| Intellectual property \| IP coordinator \| ([^|]+) \|", roles),
        Claim(r"\| Protection, licence or release of rights \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"\| 5 decide \| ([^|]+) \| protect, keep secret", roles),
    ),
    "how soon a withdrawal of people is decided": (
        Claim(r"finally top management (?:\(\S+\) )?decides (within .*?days)", amount),
        Claim(r"asks top management, not the person\. .* decides (within .*?days)", amount),
        Claim(r"may withdraw them\. It decides (within .*?days)", amount),
        Claim(r"\| Moving innovation time to daily business \|.*(within .*?days)", amount),
    ),
    "how often the balance of the portfolio is looked at": (
        Claim(r"\| ([^|]+) \| looks at the balance of the portfolio", amount),
        Claim(r"\| ([^|]+) \| balance of the portfolio", amount),
        Claim(r"\| portfolio review \| ([^|]+) \|", amount),
        Claim(r"ompares plan and reality (at least .*?) (?:and|\.)", amount),
        Claim(r"compares the actual with the intended balance (each quarter|every \d+ months)", amount),
    ),
    "which work needs no record of an initiative": (
        Claim(r"Small improvements that .*(20 working days) are only counted", "up to 20 working days"),
        Claim(r"Small improvements within the (free limit)", "up to the free limit"),
        Claim(r"idea that one team can try in its own area within the (free limit)", "up to the free limit"),
    ),
    "how assumptions are ranked": (
        Claim(r"(For an uncertainty the likelihood is the chance that our assumption is wrong)", "likelihood × impact"),
        Claim(r"\*\*damage\*\* to the concept .* (\*\*ignorance\*\*)", "ignorance × damage"),
        Claim(r"orders assumptions by (damage if false and by how little we know)", "ignorance × damage"),
        Claim(r"orders assumptions by (likelihood × impact)", "likelihood × impact"),
        Claim(r"(\*\*likelihood\*\* that the assumption is wrong, times \*\*impact\*\*)", "likelihood × impact"),
    ),
    "what is reached by the certification target": (
        Claim(r"(passed stage 2) by", "stage 2 passed"),
        Claim(r"(aim at certification) to ISO 56001 by", "certified"),
        Claim(r"ready for (an?|the) (?:independent )?(?:certification )?audit by", "ready for an audit"),
        Claim(r"ready for the (?:independent )?(audit of stage 2)", "ready for stage 2"),
        Claim(r"(Before the audit planned for)", "an audit"),
        Claim(r"(Before the audit of stage 2) planned for", "ready for stage 2"),
    ),
    "how many objectives there are at a time": (
        Claim(r"We set (three or four|three to six)(?: objectives)? (?:at a time|per period)", str),
        Claim(r"Choose (three to six) objectives", str),
    ),
    "a missed objective": (
        Claim(r"(A missed objective is not a nonconformity)\.", "never a nonconformity"),
        Claim(r"missed objective (?:is )?not (?:one )?(by itself)", "a nonconformity where a rule was broken too"),
        Claim(r"(A failed test and a missed objective are not nonconformities)", "never a nonconformity"),
        Claim(r"A target was missed \| (Not by itself)", "a nonconformity where a rule was broken too"),
    ),
    "what top management does at impact 4": (
        Claim(r"(?:affected[,;]|impact 4[^.]*|Impact 4[^.]*) (top management must act)", "acts"),
        Claim(r"affected; (top management is told)", "is told"),
        Claim(r"(Damage at which impact 4 begins and top management must act)", "acts"),
    ),
    "who agrees on an indicator of the portfolio": (
        Claim(r"the (\S+ \S+) agrees those of the portfolio", roles),
        Claim(r"\| major \|[^|]*(indicators that feed the management review)", "top management"),
    ),
    "which level an auditor has in auditing": (
        Claim(r"Auditors have level (\d) in auditing", str),
        Claim(r"Auditing an innovation management system\n(?: {4}.*\n)*? {4}required_level: (\d)", str),
    ),
    "who decides on D5": (
        Claim(r"\| D5 Scale, hold or end \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"whether to scale, hold or end the solution\.\n +who: (\S+)", lambda one: roles(one.replace("-", " "))),
    ),
    "when D5 is taken": (
        Claim(r"\| after (\d+ months) [^|]*\|[^|]*\| [^|]*Scale, hold, change or end", amount),
        Claim(r"Decide (six months) after deployment whether to scale", amount),
    ),
    "who lets something out that could be protected": (
        Claim(r"tells outsiders of an idea that could be protected before (.*?) has (?:agreed|decided)", roles),
        Claim(r"we choose: protect it, keep it secret, share it or publish it\. (.*?) decides", roles),
    ),
    "how a record is disposed of": (
        Claim(r"proposes disposal, the owner agrees, (the commit gives the reason)", "deleted in a commit"),
        Claim(r"(`ims remove ID --reason \S+` takes)", "with ims remove"),
    ),
    "who decides on a test with sensitive data of citizens": (
        Claim(r"\| Test with the public at level 3 \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"\| 3 high \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"title: \"Test with the public at level 3.*\n +decides: (\S+)", lambda one: roles(one.replace("elected-committee", "committee of the elected body"))),
        Claim(r"the (officers) countersign", "the officers countersign"),
        Claim(r"(Clearance for tests with people is given by \[TODO)", "somebody not named"),
        Claim(r"public statements and tests with citizens' data need a decision of the (portfolio board)", roles),
    ),
    "who decides on a test with consent": (
        Claim(r"\| Test with the public at level 2 \|[^|]*\| ([^|]+) \|", roles),
        Claim(r"\| 2 medium \|[^|]*\| ([^|]+) \|", roles),
    ),
}  # fmt: skip


def statements(root: Path) -> Iterator[tuple[str, Said]]:
    """What the texts below a folder say to each topic."""
    texts = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted((root / "docs").rglob("*"))
        if path.suffix in (".md", ".yaml")
    }
    for topic, claims in TOPICS.items():
        for claim in claims:
            for path, text in texts.items():
                for found in re.finditer(claim.pattern, text):
                    says = claim.says if isinstance(claim.says, str) else claim.says(found[1])
                    line = text.count("\n", 0, found.start()) + 1
                    yield topic, Said(says, f"{path}:{line}")


def contradictions(root: Path) -> dict[str, dict[str, list[str]]]:
    """Topics to which the texts give more than one answer: the answers, and where they stand."""
    found: dict[str, dict[str, list[str]]] = {}
    for topic, said in statements(root):
        found.setdefault(topic, {}).setdefault(said.answer, []).append(said.where)
    return {topic: answers for topic, answers in found.items() if len(answers) > 1}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """`made(profile, size)`: the files of a new repository, without git."""
    known: dict[tuple[str, ...], Path] = {}

    def one(profile: str, size: str, **more: str) -> Path:
        key = (profile, size, *more.values())
        if key not in known:
            sector = "public administration" if profile == "public-sector" else "services"
            answers = complete({"profile": profile, "size": size, "sector": sector, **more})
            known[key] = render(answers, tmp_path_factory.mktemp("set"))
            prune(known[key], answers)
        return known[key]

    return one


def judged(root: Path):
    repository = load(LoadRequest(tree=WorkingTree(root), as_of=TODAY))
    return repository, check(repository)


@pytest.mark.parametrize(("profile", "size"), SETS)
def test_no_two_texts_answer_a_question_in_two_ways(profile, size, made):
    root = made(profile, size, certification_target="2029-09-30")
    assert contradictions(root) == {}


def test_each_topic_is_spoken_of(made):
    spoken = {
        topic
        for profile, size in (
            ("full", "50-249"),
            ("public-sector", "250 or more"),
            ("compact", "1-9"),
        )
        for topic, _ in statements(made(profile, size, certification_target="2029-09-30"))
    }
    assert spoken == set(TOPICS)


@pytest.mark.parametrize(("profile", "size"), SETS)
def test_what_is_cited_is_what_the_registers_say(profile, size, made):
    _, report = judged(made(profile, size, certification_target="2029-09-30"))
    assert [str(one) for one in report.findings if one.code.startswith("VAL")] == []


def cells(line: str) -> list[str]:
    return [one.strip() for one in line.strip().strip("|").split("|")]


def rows_of_decisions(text: str) -> Iterator[tuple[list[str], str]]:
    """The decisions that a row of a table cites, and what it says under "Record"."""
    at = None
    for line in text.splitlines():
        if not line.startswith("|"):
            at = None
        elif at is None:
            at = cells(line).index("Record") if "Record" in cells(line) else -1
        elif at >= 0 and (found := re.findall(r"DEC-\d{4}", line)):
            yield found, cells(line)[at]


@pytest.mark.parametrize(("profile", "size"), SETS)
def test_a_decision_is_kept_where_the_register_says(profile, size, made):
    root = made(profile, size)
    repository, _ = judged(root)
    (register,) = [one for one in repository.registers if one.type == "decisions"]
    kept = {
        one.id: re.split(r", | or | and ", str(one.values["record"])) for one in register.entries
    }
    wrong = [
        f"{document.path}: {number}: {cell}"
        for document in repository.documents
        for numbers, cell in rows_of_decisions((root / document.path).read_text("utf-8"))
        for number in numbers
        if "same record" not in cell and not any(one in cell for one in kept[number])
    ]
    assert wrong == []


@pytest.mark.parametrize(("profile", "size"), [one for one in SETS if one[0] != "starter"])
def test_no_text_names_a_document_or_a_role_that_is_not_there(profile, size, made):
    """A limit that was "decided in" a document of a larger set is decided nowhere."""
    root = made(profile, size)
    repository, _ = judged(root)
    there = {one.type for one in (*repository.documents, *repository.registers)}
    titles = {one.title for one in repository.types.values() if one.name in there}
    absent = {
        one.title
        for one in repository.types.values()
        if one.name not in there
        and one.kind in (Kind.DOCUMENT, Kind.REGISTER)
        and not one.combines
        and not any(one.title in title for title in titles)
    }
    words = [*absent - GENERAL_WORDS, *ROLES_OF_LARGE_SETS.get(profile, ())]
    named = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in words), re.IGNORECASE)
    found = [
        f"{path.relative_to(root)}:{text.count(chr(10), 0, one.start()) + 1}: {one[0]}"
        for path in sorted((root / "docs").rglob("*"))
        if path.suffix in (".md", ".yaml") and path.name != "external-documents.yaml"
        for text in [path.read_text("utf-8")]
        for one in named.finditer(text)
    ]
    assert found == []


INTERVALS = {
    "risks": r"goes through the register with the owners at least every ([\w ]+?)[,.]",
    "intellectual-property": r"IP coordinator goes through the register every ([\w ]+?)\.",
    "knowledge": r"(?:The register is reviewed|goes through the register) (every [\w ]+|once a year)\. The innovation manager reviews",
    "competences": r"the (?:people lead the )?matrix (twice a year|once a year)",
    "objectives": r"reviews this document[^.]*and all objectives at least every ([\w ]+?)(?:[,.]| \(LIM)",
    "barriers": r"counter-measures that do not work yet, see [^|]*\| ([^|]+) \|",
    "certification-roadmap": r"to top management at least every ([\w ]+?),",
    "portfolio": r"\| portfolio review \| ([^|]+?) \(LIM",
}
"""What the texts say of how often one goes through a register. The tool reminds at its own."""


@pytest.mark.parametrize("profile", ["full", "public-sector"])
def test_a_register_is_reviewed_as_often_as_the_tool_reminds(profile, made):
    root = made(profile, "250 or more", certification_target="2029-09-30")
    repository, _ = judged(root)
    texts = "\n".join((root / one.path).read_text("utf-8") for one in repository.documents)
    said = {}
    for name, pattern in INTERVALS.items():
        for found in re.findall(pattern, texts):
            (time,) = [
                one.amount
                for one in quantities(found.replace("at least", ""))
                if one.family == "time"
            ]
            said.setdefault(name, {repository.types[name].review_months}).add(int(time))
    assert {*said} == {*INTERVALS} - ({"barriers"} if profile == "full" else set())
    assert {name: both for name, both in said.items() if len(both) > 1} == {}


CURRENCY = {
    "UK": "pounds",
    "US": "dollars",
    "Japan": "yen",
    "UAE": "dirhams",
    "Saudi Arabia": "riyals",
}


@pytest.mark.parametrize(("country", "unit"), [*CURRENCY.items(), ("Germany", "euros")])
def test_limits_are_in_the_money_of_the_country(country, unit, made):
    repository, report = judged(made("compact", "1-9", country=country))
    (register,) = [one for one in repository.registers if one.type == "limits"]
    money = [one for one in register.entries if one.values["unit"] in {*CURRENCY.values(), "euros"}]
    assert {one.values["unit"] for one in money} == {unit}
    assert len(money) == 4
    (project,) = [one for one in repository.registers if one.type == "project-plan"]
    codes = {one.values["currency"] for one in project.entries if "currency" in one.values}
    assert codes == {CURRENCIES[unit.removesuffix("s")].upper()}
    assert [str(one) for one in report.findings if one.code.startswith("VAL")] == []


@pytest.mark.parametrize("months", ["6", "12", "24"])
def test_a_text_is_reviewed_as_often_as_it_says(months, made):
    root = made("public-sector", "250 or more", review_months=months)
    repository, _ = judged(root)
    said = {}
    for document in repository.documents:
        text = (root / document.path).read_text("utf-8")
        for number in re.findall(r"at least every (\d+) months \(LIM-0001\)", text):
            said[document.path] = (int(number), review_months(repository, document))
    assert len(said) > 30
    assert {path: both for path, both in said.items() if len(set(both)) > 1} == {}
