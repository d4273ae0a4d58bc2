"""Jinja filters and functions that the template's files use.

Cookiecutter loads this module by name (`_extensions` in cookiecutter.json), so it
uses the standard library alone and works without ims_docs installed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

_T = TypeVar("_T")

# Absolute, because cookiecutter changes the working folder while it renders.
TEMPLATE = Path(__file__).resolve().parent
SCHEMAS = TEMPLATE.parent / "schemas"

# JSON leaves these as they are, but YAML 1.2 either refuses them or breaks the line at them.
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MARKDOWN_ACTIVE = re.compile(r"([\\`*_\[\]])")
# No backslash works everywhere for these: what opens HTML, a character reference, an
# attribute list, a table cell or struck-out text; what makes a block at the start of a
# line; what ends a heading.
_MARKDOWN_REFERENCED = re.compile(
    r"[<>|~]|&(?=#?\w+;)|\{(?=:)|^[-+#=:!]|^[0-9](?=[0-9]*[.)])|#(?=#*$)"
)


def yaml_string(value: object) -> str:
    """Write any text as a double-quoted YAML scalar that reads back as the same text."""
    quoted = json.dumps(str(value), ensure_ascii=False)
    return _YAML_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def markdown_text(value: object) -> str:
    """Escape what Markdown or HTML would act upon, so that the page shows the text itself."""
    escaped = _MARKDOWN_ACTIVE.sub(r"\\\1", str(value))
    return _MARKDOWN_REFERENCED.sub(lambda match: f"&#{ord(match[0])};", escaped)


def slug_of(organisation: str) -> str:
    """A folder name from a name in any script; "ims" when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    slug = slug if slug[:1].isalpha() else f"ims-{slug}"
    return slug[:41].rstrip("-")


NONE = "LIM-0000"
"""No register holds it, so that the check finds a text that cites what its profile leaves out."""


@cache
def _types() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(SCHEMAS.glob("*s/*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        found[path.name.removesuffix(".schema.json")] = schema
    return found


@pass_context
def link(context: Context, type_name: str, text: str = "") -> str:
    """A Markdown link to a document or register, or its name alone where the profile leaves it out."""
    schema = _types()[type_name]
    about = schema["x-ims"]
    words = text or schema["title"]
    if context["cookiecutter"]["profile"] not in about["profiles"]:
        return words
    ending = "yaml" if about["kind"] == "register" else "md"
    return f"[{words}](../{about['folder']}/{type_name}.{ending})"


@cache
def _toolkit() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((TEMPLATE / "toolkit.json").read_text("utf-8"))
    return found


@pass_context
def toolkit(context: Context) -> list[dict[str, Any]]:
    """The working pages of the profile, in groups: each with what it is for, when, and who."""
    profile = context["cookiecutter"]["profile"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in _toolkit():
        if profile in one["profiles"]:
            said = {key: _for(profile, one[key]) for key in ("for", "when", "who", "kept")}
            groups.setdefault(one["group"], []).append({**one, **said})
    return [{"title": title, "pages": pages} for title, pages in groups.items()]


@pass_context
def kit(context: Context, name: str, text: str = "") -> str:
    """A Markdown link to a working page, or its title alone where the profile leaves it out."""
    (one,) = [page for page in _toolkit() if page["name"] == name]
    words: str = text or one["title"]
    is_there = context["cookiecutter"]["profile"] in one["profiles"]
    return f"[{words}](../toolkit/{name}.md)" if is_there else words


@cache
def _values() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TEMPLATE / "values.json").read_text(encoding="utf-8"))
    return found


def _size(answers: dict[str, str]) -> str:
    """The size; repositories made earlier know another class of it."""
    return _FORMER_SIZES.get(answers["size"], answers["size"])


_FORMER_SIZES = {"10-49": "16-49"}


def _of(kind: str, answers: dict[str, str]) -> list[dict[str, Any]]:
    """The limits or decisions that a new repository holds, each with its id and its value."""
    found = []
    size = _size(answers)
    for one in _values()[kind]:
        value = one.get("value")
        sizes = list(value) if isinstance(value, dict) else one.get("sizes", [size])
        profiles = one.get("profiles", [answers["profile"]])
        if answers["profile"] in profiles and size in sizes:
            title = one.get("titles", {}).get(answers["profile"], one["title"])
            number = f"{kind[:3].upper()}-{len(found) + 1:04}"
            found.append({**one, "title": title, "id": number})
    return found


def _one(kind: str, key: str, answers: dict[str, str]) -> dict[str, Any]:
    """Where the profile or the size has no such limit or decision, its id is NONE.

    Plain cookiecutter renders every file and the hook deletes what the profile leaves out.
    """
    found = {one["key"]: one for one in _of(kind, answers)}
    everything = {one["key"]: {**one, "id": NONE} for one in _values()[kind]}
    return found.get(key) or everything[key]


def _value(one: dict[str, Any], answers: dict[str, str]) -> float:
    """A number; in place of one, the answer that holds it."""
    value = one["value"]
    if isinstance(value, str):
        return int(answers[value])
    return value.get(_size(answers), 0) if isinstance(value, dict) else value


def _in_currency(one: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    """The limit with its number, money in the currency of the country and at its size."""
    value = _value(one, answers)
    currency = _values()["currencies"].get(answers.get("country"))
    if one["unit"] != "euros" or currency is None:
        return {**one, "value": value}
    return {**one, "value": value * currency["times"], "unit": currency["unit"]}


def _role(one: dict[str, Any], answers: dict[str, str]) -> str:
    """The role that decides; small organisations have no board, a first start no coordinators."""
    role: str = one["decides"]
    for kind in (answers["profile"], answers["size"]):
        role = _values()["instead"].get(kind, {}).get(role, role)
    return role


def statements() -> list[dict[str, str]]:
    """The statements of every culture survey, as a new record of one holds them."""
    results = _types()["culture-survey"]["properties"]["results"]
    found: list[dict[str, str]] = results["x-ims-start"]
    return found


@cache
def _law() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TEMPLATE / "law.json").read_text(encoding="utf-8"))
    return found


@pass_context
def has_law(context: Context) -> bool:
    """Whether the titles of acts of the country are known."""
    return context["cookiecutter"].get("country") in _law()["countries"]


@pass_context
def law(context: Context, field: str) -> str:
    """The lines of an entry that say where a field of law applies, with the titles of its acts."""
    one = _law()["countries"].get(context["cookiecutter"].get("country"))
    if one is None:
        return '    jurisdiction: "[TODO: country or union, and the law or laws concerned]"'
    titles = one["titles"].get(field)
    reference = (
        titles or f"[TODO: no title is proposed for {one['jurisdiction']}; name the law or laws]"
    )
    lines = [
        f"    jurisdiction: {yaml_string(one['jurisdiction'])}",
        f"    reference: {yaml_string(reference)}",
    ]
    seen = one.get("looked_up", {}).get(field)
    if isinstance(seen, list):  # one page for each title: the register has room for the first
        seen = seen[0]
    if titles:
        lines.append(f"    url: {yaml_string(seen or one['source'])}")
    if seen:
        lines.append(f"    checked_on: {_law()['looked_up_on']}")
    return "\n".join(lines)


@pass_context
def limits(context: Context) -> list[dict[str, Any]]:
    """Every entry of the register of limits."""
    answers = context["cookiecutter"]
    return [_in_currency(one, answers) for one in _of("limits", answers)]


@pass_context
def decisions(context: Context) -> list[dict[str, Any]]:
    """Every entry of the register of decisions."""
    answers = context["cookiecutter"]
    known = {one["key"]: one["id"] for one in _of("limits", answers)}
    return [
        {
            **one,
            "decides": _role(one, answers),
            "heard": _for(answers["profile"], one["heard"]),
            "limit": known.get(one.get("limit", ""), ""),
        }
        for one in _of("decisions", answers)
    ]


@pass_context
def limit(context: Context, *keys: str) -> str:
    """What a text says of one or more limits: 3,000 euros and 10 working days (LIM-0003, LIM-0004)."""
    answers = context["cookiecutter"]
    found = [_in_currency(_one("limits", key, answers), answers) for key in keys]
    said = " and ".join(_in_words(one["value"], one["unit"]) for one in found)
    return f"{said} ({', '.join(one['id'] for one in found)})"


def _in_words(value: float, unit: str) -> str:
    noun, _, rest = unit.partition(" per ")
    per = f" per {rest}" if rest else ""
    if unit == "strength":
        return f"strength {value}"
    if value == 0.5:
        return f"half a {noun.removesuffix('s')}{per}"
    if unit == "per cent" or value != 1:
        return f"{value:,} {unit}"
    return f"1 {noun.removesuffix('s')}{per}"


@pass_context
def value_of(context: Context, key: str) -> float:
    """The bare number of a limit."""
    answers = context["cookiecutter"]
    return _value(_one("limits", key, answers), answers)


@pass_context
def indicators(context: Context, *keys: str) -> str:
    """A list of indicators of the catalogue, by their titles and ids."""
    profile = context["cookiecutter"]["profile"]
    lines = []
    for key in keys:
        number = _for(profile, _values()["indicators"][key])
        lines.append(f"- {_for(profile, _values()['titles'][number])} ({number})")
    return "\n".join(lines)


def _for(profile: str, value: _T | dict[str, _T]) -> _T:
    """A value, or that of the profile where it differs by profile."""
    return value.get(profile, value["else"]) if isinstance(value, dict) else value


@pass_context
def decides(context: Context, key: str, article: str = "") -> str:
    """Who takes a decision: portfolio board (DEC-0004). With "the" or "The" it begins a phrase."""
    answers = context["cookiecutter"]
    one = _one("decisions", key, answers)
    role = _values()["roles"][_role(one, answers)]
    if article and role != "top management":
        role = f"{article} {role}"
    elif article == "The":
        role = role.capitalize()
    return f"{role} ({one['id']})"


@pass_context
def decider(context: Context, key: str) -> str:
    """The role that takes a decision, as the register of roles names it."""
    answers = context["cookiecutter"]
    return _role(_one("decisions", key, answers), answers)


@pass_context
def heard(context: Context, key: str) -> str:
    """Who is heard before a decision, in the words of the register of decisions."""
    answers = context["cookiecutter"]
    return _for(answers["profile"], _one("decisions", key, answers)["heard"])


@pass_context
def kept_in(context: Context, key: str) -> str:
    """Where a decision is kept: the types of records as code, other places in words."""
    record: str = _one("decisions", key, context["cookiecutter"])["record"]
    types = "|".join(sorted(_types(), key=len, reverse=True))
    return re.sub(rf"(?<![\w-])({types})(?![\w-])", r"`\1`", record)


@pass_context
def home(context: Context, name: str) -> str:
    """The title of the document in which this profile says what a document of a larger set says."""
    profile = context["cookiecutter"]["profile"]
    for type_name, schema in _types().items():
        about = schema["x-ims"]
        if profile in about["profiles"] and name in (type_name, *about.get("combines", ())):
            return str(schema["title"])
    return type_title(name)


def today() -> str:
    """The day, as YYYY-MM-DD."""
    return datetime.now(UTC).date().isoformat()


@pass_context
def month(context: Context, later: int) -> str:
    """The month so many months after the repository was made, as YYYY-MM."""
    return _month(_started(context["cookiecutter"]), later)


@pass_context
def roadmap(context: Context) -> dict[str, str]:
    """When each stage on the way to a certificate is due.

    The first stages are counted forwards from the day on which the repository was made, the
    others backwards from the target. Audit and review have a month without a target too.
    """
    answers = context["cookiecutter"]
    start, target = _started(answers), answers["certification_target"]
    way = _values()["roadmap"][answers["profile"]]
    way = _values()["roadmap"][way] if isinstance(way, str) else way
    if target == "none":
        step = way["usual"]
        found = {name: f"T minus {step[name]} months" for name in ("close", "contract", "check")}
        found["gap"] = f"T minus {step['months']} months"
        found["run"] = f"T minus {step['close']} to T minus {step['check']} months"
        found |= {"stage1": f"T minus {step['stage1']} months", "stage2": "T"}
        undated = {key: _month(start, way["undated"][at]) for key, at in _REGULAR.items()}
        return {**found, **undated, "decision": "T plus 2 months"}
    end = date.fromisoformat(target)
    step = way["usual" if _between(start, end) >= way["usual"]["months"] else "least"]
    backwards = ("close", "contract", "check", "stage1")
    found = {name: _month(end, -step[name]) for name in backwards}
    found |= {key: _month(end, -step[at]) for key, at in _REGULAR.items()}
    found["gap"] = min(_month(start, step["gap"]), found["close"])
    found["run"] = f"{found['close']} to {found['check']}"
    return {**found, "stage2": _month(end, 0), "decision": _month(end, 2)}


@pass_context
def audit_day(context: Context, years: int) -> str:
    """The middle of the month of the first audit, so many years later."""
    first = date.fromisoformat(f"{roadmap(context)['audit']}-15")
    return f"{_month(first, 12 * years)}-15"


@cache
def _project() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TEMPLATE / "project.json").read_text(encoding="utf-8"))
    return found


@pass_context
def project(context: Context) -> list[dict[str, Any]]:
    """Every task on the way to a certificate: whose, from when, until when, with what.

    The days come from the stages of the roadmap. Without a target they are counted from the day on
    which the repository was made, and what a certification body does is left out.
    """
    answers = context["cookiecutter"]
    is_dated = answers["certification_target"] != "none"
    tasks = [one for one in _project()["tasks"] if is_dated or not one.get("dated")]
    ids = {one["key"]: f"TSK-{at:04}" for at, one in enumerate(tasks, start=1)}
    at = _project()["sizes"].index(_size(answers))
    stages = _stages(answers)
    found: list[dict[str, Any]] = []
    for one in tasks:
        due = _month_end(stages[one["due"]])
        found.append(
            {
                **one,
                "id": ids[one["key"]],
                "owner": role(context, one["owner"]),
                "start": max(stages["start"], min(stages[one["begin"]], due)),
                "due": max(stages["start"], due),
                "days": one["days"][at],
                "money": one.get("money", [0] * len(one["days"]))[at] * money(context)["times"],
                "after": [ids[key] for key in one.get("after", ()) if key in ids],
            }
        )
    return found


def _stages(answers: dict[str, str]) -> dict[str, date]:
    """The first day of the month of each stage of the roadmap."""
    start, target = _started(answers), answers["certification_target"]
    way = _values()["roadmap"][answers["profile"]]
    way = _values()["roadmap"][way] if isinstance(way, str) else way
    usual = way["usual"]
    end = _first(start, usual["months"]) if target == "none" else date.fromisoformat(target)
    step = way["usual" if _between(start, end) >= usual["months"] else "least"]
    found = {name: _first(end, -step[name]) for name in ("close", "contract", "audit", "check")}
    found |= {"stage1": _first(end, -step["stage1"]), "stage2": _first(end, 0), "start": start}
    gap = min(_first(start, step["gap"]), found["close"])
    middle = _first(gap, max(_between(gap, found["close"]) // 2, 0))
    return {**found, "gap": gap, "middle": middle}


def _first(day: date, later: int) -> date:
    return date.fromisoformat(f"{_month(day, later)}-01")


def _month_end(day: date) -> date:
    return _first(day, 1) - timedelta(days=1)


_REGULAR = {"audit": "audit", "review": "check"}
"""What takes place every year, and the step of the roadmap at which it does so first."""


def _started(answers: dict[str, str]) -> date:
    """The day on which the repository was made; older ones do not tell it."""
    return date.fromisoformat(answers.get("started_on") or today())


def _between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _month(day: date, later: int) -> str:
    year, index = divmod(day.year * 12 + day.month - 1 + later, 12)
    return f"{year:04}-{index + 1:02}"


@pass_context
def role(context: Context, name: str) -> str:
    """The role that does in this profile what another role does in a larger organisation."""
    instead: dict[str, str] = _values()["instead"].get(context["cookiecutter"]["profile"], {})
    return instead.get(name, name)


@pass_context
def same_person(context: Context) -> bool:
    """Whether top management looks after the system itself."""
    answers = context["cookiecutter"]
    both = ("name", "email")
    return all(
        answers[f"top_management_{one}"].strip().lower()
        == answers[f"manager_{one}"].strip().lower()
        for one in both
    )


@pass_context
def world(context: Context) -> str:
    """From where examples are taken: public, making or serving."""
    answers = context["cookiecutter"]
    if answers["profile"] == "public-sector" or answers["sector"] == "public administration":
        return "public"
    makes = answers["sector"] in ("manufacturing", "energy", "construction")
    return "making" if makes else "serving"


_SERVED = {
    "public": ("citizens and other users", "citizens", "citizen"),
    "education and research": ("students and other users", "students", "student"),
    "health": ("patients and other users", "patients", "patient"),
}


@pass_context
def served(context: Context, form: str = "long") -> str:
    """Whom the organisation works for, in the word of its world: long, short, or one of them."""
    key = "public" if world(context) == "public" else context["cookiecutter"]["sector"]
    words = _SERVED.get(key, ("users and customers", "customers", "customer"))
    return words[("long", "short", "one").index(form)]


@pass_context
def small(context: Context) -> bool:
    """Whether nobody stands between top management and everybody else."""
    answers = context["cookiecutter"]
    return answers["size"] == "1-9" or answers["profile"] == "compact"


_EURO = {"unit": "euros", "times": 1, "code": "EUR"}


@pass_context
def money(context: Context) -> dict[str, Any]:
    """The unit of money of the country, its code, and how many of it stand for one euro in a proposal."""
    country = context["cookiecutter"].get("country")
    found: dict[str, Any] = _values()["currencies"].get(country, _EURO)
    return found


@pass_context
def has_limit(context: Context, key: str) -> bool:
    """Whether the profile and the size have such a limit."""
    return any(one["key"] == key for one in _of("limits", context["cookiecutter"]))


def type_title(name: str) -> str:
    """The title of a type; any other name as it is."""
    schema = _types().get(name)
    return schema["title"] if schema else name


_FUNCTIONS = (
    audit_day,
    decider,
    decides,
    decisions,
    has_law,
    has_limit,
    heard,
    home,
    indicators,
    kit,
    kept_in,
    law,
    limit,
    limits,
    link,
    money,
    month,
    project,
    roadmap,
    role,
    same_person,
    small,
    statements,
    today,
    toolkit,
    type_title,
    value_of,
    world,
    served,
)


class AnswerFilters(Extension):
    """Registers the filters `yaml`, `md` and `slug`, and the functions that fill the texts."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["yaml"] = yaml_string
        environment.filters["md"] = markdown_text
        environment.filters["slug"] = slug_of
        for function in _FUNCTIONS:
            environment.globals[function.__name__] = function
        environment.globals["template_folder"] = str(TEMPLATE)
