"""The questions that `ims new` asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ims_docs.services.scaffold.judging import (
    SIZES,
    SMALL_SIZES,
    judge_choice,
    judge_day,
    judge_email,
    judge_line,
    judge_name,
    judge_short_name,
    judge_size,
    judge_target,
)


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


def _of_choice(
    name: str, label: str, choices: tuple[str, ...], default: str, help_text: str = ""
) -> Question:
    return Question(
        name=name,
        label=label,
        choices=choices,
        default=default,
        help=help_text,
        judge=judge_choice(*choices),
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
PROFILES = ("compact", "full", "public-sector", "starter")
COUNTRIES = ("EU", "Germany", "UK", "US", "Saudi Arabia", "UAE", "Japan", "other")
FORGES = ("github", "gitlab", "none")

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="organisation",
        label="Name of the organisation",
        default="Example Organisation",
        judge=judge_line(120),
    ),
    Question(
        name="activity",
        label="What it does",
        default="develops and makes products for its customers",
        help="Finish the sentence: The organisation …",
        judge=judge_line(300),
    ),
    _of_choice("sector", "Sector", SECTORS, "manufacturing"),
    Question(
        name="size",
        label="How many people work there",
        choices=SIZES,
        default="16-49",
        judge=judge_size,
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
        judge=judge_line(300),
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
        judge=judge_line(300),
    ),
    Question(
        name="top_management_name",
        label="Top management: name",
        default="Alex Example",
        judge=judge_name,
    ),
    Question(
        name="top_management_title",
        label="Top management: job title",
        default="Chief executive",
        judge=judge_name,
    ),
    Question(
        name="top_management_email",
        label="Top management: e-mail",
        default="alex@example.org",
        judge=judge_email,
    ),
    Question(
        name="manager_name",
        label="Innovation manager: name",
        default="Sam Sample",
        help="The person who keeps the system running.",
        judge=judge_name,
    ),
    Question(
        name="manager_title",
        label="Innovation manager: job title",
        default="Innovation manager",
        judge=judge_name,
    ),
    Question(
        name="manager_email",
        label="Innovation manager: e-mail",
        default="sam@example.org",
        judge=judge_email,
    ),
    Question(
        name="certification_target",
        label="Certification target (YYYY-MM-DD or none)",
        default="none",
        judge=judge_target,
    ),
    _of_choice("review_months", "Months between reviews of a document", ("6", "12", "24"), "12"),
    _of_choice("forge", "Where the repository will be hosted", FORGES, "none"),
)

SLUG = Question(name="slug", label="Short name of the folder", default="", judge=judge_short_name)
STARTED = Question(
    name="started_on", label="Day from which dates are counted", default="", judge=judge_day
)


def default_profile(answers: Mapping[str, str]) -> str:
    """The set of documents that fits an organisation, unless it wants another."""
    if answers.get("sector") == "public administration":
        return "public-sector"
    return "compact" if answers.get("size") in SMALL_SIZES else "full"
