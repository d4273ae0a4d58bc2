"""Jinja filters and functions that the template's files use.

Cookiecutter loads this module by name (`_extensions` in cookiecutter.json), so it
uses the standard library alone and works without ims_docs installed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

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


class AnswerFilters(Extension):
    """Registers the filters `yaml`, `md` and `slug`, the function `link`, and where the template lies."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["yaml"] = yaml_string
        environment.filters["md"] = markdown_text
        environment.filters["slug"] = slug_of
        environment.globals["link"] = link
        environment.globals["template_folder"] = str(TEMPLATE)
