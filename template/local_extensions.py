"""Jinja filters and functions that the template's files use.

Cookiecutter loads this module by name (`_extensions` in cookiecutter.json), so it
uses the standard library alone and works without ims_docs installed.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

SCHEMAS = Path(__file__).parent.parent / "schemas"

# JSON leaves these as they are, but YAML 1.2 either refuses them or breaks the line at them.
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MARKDOWN_ACTIVE = re.compile(r"([\\`*_\[\]<>])")


def yaml_string(value: object) -> str:
    """Write any text as a double-quoted YAML scalar that reads back as the same text."""
    quoted = json.dumps(str(value), ensure_ascii=False)
    return _YAML_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def markdown_text(value: object) -> str:
    """Escape what Markdown or HTML would act upon, so that the page shows the text itself."""
    return _MARKDOWN_ACTIVE.sub(r"\\\1", str(value))


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
    """Registers the filters `yaml` and `md` and the function `link`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters["yaml"] = yaml_string
        environment.filters["md"] = markdown_text
        environment.globals["link"] = link
