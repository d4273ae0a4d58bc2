"""What a good answer is: each judge returns it as it is kept, or raises AnswerError."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ims_docs.formats.frontmatter import forbidden_character
from ims_docs.model.day import UnclearDayError, read_day


class AnswerError(ValueError):
    """An answer that cannot be taken, with the reason in words."""


SIZES = ("1-9", "10-15", "16-49", "50-249", "250 or more")
_MOST = (9, 15, 49, 249, 10**8)
FORMER_SIZES = {"10-49": "16-49"}
"""Classes that answers files of earlier versions may name."""
SMALL_SIZES = SIZES[:2]

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,40}")


def judge_line(limit: int) -> Callable[[str], str]:
    """Text on one line, of so many characters at most."""

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


def judge_name(text: str) -> str:
    """The name of a person, or of a job."""
    text = judge_line(120)(text)
    if "<" in text or ">" in text:
        raise AnswerError("a name cannot hold < or >")
    if not any(character.isalpha() for character in text):
        raise AnswerError("a name needs a letter")
    return text


def judge_email(text: str) -> str:
    """An e-mail address."""
    text = text.strip(" ")
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise AnswerError("this is not an e-mail address; write it as name@example.org")
    return text


def judge_target(text: str) -> str:
    """The day of a certification audit, or none."""
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


def judge_day(text: str) -> str:
    """A day."""
    try:
        return read_day(text.strip()).isoformat()
    except UnclearDayError as error:
        raise AnswerError(f"{error.message}; {error.hint.rstrip('.')}") from None


def judge_size(text: str) -> str:
    """A class of sizes; a number of people is as good an answer."""
    text = FORMER_SIZES.get(text, text)
    if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) > 0:
        return next(name for most, name in zip(_MOST, SIZES, strict=True) if int(text) <= most)
    return judge_choice(*SIZES)(text)


def judge_short_name(text: str) -> str:
    """A short name that is fit for a folder."""
    if not _SLUG.fullmatch(text):
        raise AnswerError(
            "use lower-case letters, digits and hyphens, at most 41, starting with a letter"
        )
    return text


def judge_choice(*choices: str) -> Callable[[str], str]:
    """One of these, or the beginning of one."""

    def judge(text: str) -> str:
        if text in choices:
            return text
        starting = [one for one in choices if text and one.startswith(text.lower())]
        if len(starting) == 1:
            return starting[0]
        raise AnswerError(f"choose one of: {', '.join(choices)}")

    return judge
