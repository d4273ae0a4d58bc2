"""Drawings in SVG: whether a browser that opens one does no more than show it."""

from __future__ import annotations

import re
from xml.parsers import expat

MAX_BYTES = 5_242_880

_SVG = "http://www.w3.org/2000/svg"
_OTHERS = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ACTIVE = frozenset(
    [
        "script",
        "foreignobject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "handler",
        "listener",
        "animate",
        "animatemotion",
        "animatetransform",
        "set",
        "discard",
    ]
)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp);base64,)", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:https?:|mailto:)", re.IGNORECASE)
_LOADS = re.compile(
    r"@import|expression\s*\(|javascript:|behavior\s*:|url\(\s*[\"']?(?!\s*[#\"'])", re.IGNORECASE
)


class _HarmError(Exception):
    """What a drawing holds besides shapes and words."""


def harm(data: bytes) -> str:
    """Why a drawing is not safe to open, empty when it is. Content never makes it raise."""
    if len(data) > MAX_BYTES:
        return f"it has more than {MAX_BYTES // 1_048_576} MB"
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _declaration
    parser.ProcessingInstructionHandler = _instruction
    parser.StartElementHandler = _element
    parser.CharacterDataHandler = _words
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the end of the text
    except _HarmError as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError):
        return "it is not a drawing in SVG that can be read"
    return ""


def _declaration(_name: str, _system: str | None, _public: str | None, has_own: int) -> None:
    if has_own:
        raise _HarmError("it declares entities")


def _instruction(target: str, _data: str) -> None:
    if target.lower() != "xml":
        raise _HarmError(f"it holds an instruction ({target})")


def _element(name: str, attributes: dict[str, str]) -> None:
    space, _, local = name.rpartition(" ")
    if space in _OTHERS or (space in ("", _SVG) and local.lower() in _ACTIVE):
        raise _HarmError(f"it holds <{local}>, which can act")
    for key, value in attributes.items():
        plain = key.rpartition(" ")[2].lower()
        if plain.startswith("on"):
            raise _HarmError(f"it holds `{plain}`, which can act")
        is_link = local.lower() == "a" and _ADDRESS.match(value)
        if plain in ("href", "src") and not (_INSIDE.match(value) or is_link):
            raise _HarmError(f"it loads something from elsewhere ({value[:40]})")
        _words(value)


def _words(text: str) -> None:
    if _LOADS.search(text):
        raise _HarmError("its style loads something from elsewhere")
