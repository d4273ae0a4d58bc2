"""The questions that `ims new` asks, and what a good answer is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ims_docs.formats.frontmatter import forbidden_character
from ims_docs.model.day import UnclearDayError, read_day


class AnswerError(ValueError):
    """An answer that cannot be taken, with the reason in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question."""

    name: str
    label: str
    default: str
    help: str = ""
    choices: tuple[str, ...] = ()
    judge: Callable[[str], str]
    """Returns the answer as it is kept, or raises AnswerError."""


_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,40}")


def _line(limit: int) -> Callable[[str], str]:
    def judge(text: str) -> str:
        text = unicodedata.normalize("NFC", text).strip(" ")
        if "\n" in text or "\r" in text:
            raise AnswerError("the answer has a line break; write it on one line")
        bad = forbidden_character(text.replace("\t", "\x00"))
        if bad:
            raise AnswerError(
                f"the answer has a character that is not shown ({bad}); type it again"
            )
        if not text.strip():
            raise AnswerError("the answer is empty")
        if len(text) > limit:
            raise AnswerError(f"the answer has {len(text)} characters; {limit} are allowed")
        return text

    return judge


def _name(text: str) -> str:
    text = _line(120)(text)
    if "<" in text or ">" in text:
        raise AnswerError("a name cannot hold < or >")
    if not any(character.isalpha() for character in text):
        raise AnswerError("a name needs a letter")
    return text


def _email(text: str) -> str:
    text = text.strip(" ")
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise AnswerError("this is not an e-mail address; write it as name@example.org")
    return text


def _target(text: str) -> str:
    text = text.strip() or "none"
    if text == "none":
        return text
    form = "write the day as YYYY-MM-DD, or none"
    if text.isdigit():
        raise AnswerError(form)
    try:
        return read_day(text).isoformat()
    except UnclearDayError as error:
        said = f"{error.message}; {error.hint.rstrip('.')}" if "two days" in error.message else form
        raise AnswerError(said) from None


def _day(text: str) -> str:
    try:
        return read_day(text.strip()).isoformat()
    except UnclearDayError as error:
        raise AnswerError(f"{error.message}; {error.hint.rstrip('.')}") from None


def _size(text: str) -> str:
    """A class of sizes; a number of people is as good an answer."""
    text = FORMER_SIZES.get(text, text)
    if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) > 0:
        return next(name for most, name in zip(_MOST, SIZES, strict=True) if int(text) <= most)
    return _choice(*SIZES)(text)


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise AnswerError(
            "use lower-case letters, digits and hyphens, at most 41, starting with a letter"
        )
    return text


def _choice(*choices: str) -> Callable[[str], str]:
    def judge(text: str) -> str:
        if text in choices:
            return text
        starting = [one for one in choices if text and one.startswith(text.lower())]
        if len(starting) == 1:
            return starting[0]
        raise AnswerError(f"choose one of: {', '.join(choices)}")

    return judge


def _of_choice(
    name: str, label: str, choices: tuple[str, ...], default: str, help_text: str = ""
) -> Question:
    return Question(
        name=name,
        label=label,
        choices=choices,
        default=default,
        help=help_text,
        judge=_choice(*choices),
    )


SECTORS = (
    "manufacturing",
    "services",
    "software",
    "public administration",
    "education and research",
    "health",
    "energy",
    "construction",
    "trade",
    "other",
)
SIZES = ("1-9", "10-15", "16-49", "50-249", "250 or more")
_MOST = (9, 15, 49, 249, 10**8)
FORMER_SIZES = {"10-49": "16-49"}
"""Classes that answers files of earlier versions may name."""
SMALL_SIZES = SIZES[:2]
PROFILES = ("compact", "full", "public-sector", "starter")
COUNTRIES = ("EU", "Germany", "UK", "US", "Saudi Arabia", "UAE", "Japan", "other")
FORGES = ("github", "gitlab", "none")

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="organisation",
        label="Name of the organisation",
        default="Example Organisation",
        judge=_line(120),
    ),
    Question(
        name="activity",
        label="What it does",
        default="develops and makes products for its customers",
        help="Finish the sentence: The organisation …",
        judge=_line(300),
    ),
    _of_choice("sector", "Sector", SECTORS, "manufacturing"),
    Question(
        name="size",
        label="How many people work there",
        choices=SIZES,
        default="16-49",
        judge=_size,
    ),
    _of_choice(
        "profile",
        "Profile",
        PROFILES,
        "full",
        "compact: all clauses in twelve short documents, for up to 15 people; full: a document for each "
        "subject; public-sector: full, with citizens and public value; starter: first steps, some clauses "
        "stay open, no certificate",
    ),
    Question(
        name="sites",
        label="Sites",
        default="Head office",
        help="Where the innovation management system applies.",
        judge=_line(300),
    ),
    _of_choice(
        "country",
        "Country",
        COUNTRIES,
        "other",
        "Whose law applies most; the register of legal requirements proposes titles of acts.",
    ),
    Question(
        name="in_scope",
        label="What is in scope",
        default="all innovation activities of the organisation",
        judge=_line(300),
    ),
    Question(
        name="top_management_name",
        label="Top management: name",
        default="Alex Example",
        judge=_name,
    ),
    Question(
        name="top_management_title",
        label="Top management: job title",
        default="Chief executive",
        judge=_name,
    ),
    Question(
        name="top_management_email",
        label="Top management: e-mail",
        default="alex@example.org",
        judge=_email,
    ),
    Question(
        name="manager_name",
        label="Innovation manager: name",
        default="Sam Sample",
        help="The person who keeps the system running.",
        judge=_name,
    ),
    Question(
        name="manager_title",
        label="Innovation manager: job title",
        default="Innovation manager",
        judge=_name,
    ),
    Question(
        name="manager_email",
        label="Innovation manager: e-mail",
        default="sam@example.org",
        judge=_email,
    ),
    Question(
        name="certification_target",
        label="Certification target (YYYY-MM-DD or none)",
        default="none",
        judge=_target,
    ),
    _of_choice("review_months", "Months between reviews of a document", ("6", "12", "24"), "12"),
    _of_choice("forge", "Where the repository will be hosted", FORGES, "none"),
)

SLUG = Question(name="slug", label="Short name of the folder", default="", judge=_slug)
STARTED = Question(
    name="started_on", label="Day from which dates are counted", default="", judge=_day
)


def default_profile(answers: Mapping[str, str]) -> str:
    """The set of documents that fits an organisation, unless it wants another."""
    if answers.get("sector") == "public administration":
        return "public-sector"
    return "compact" if answers.get("size") in SMALL_SIZES else "full"
