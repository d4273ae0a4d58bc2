"""Why keys do not fit a schema, place by place."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

import jsonschema_rs

from ims_docs.formats.schemas.lives import life_of
from ims_docs.formats.schemas.sentences import EXAMPLE, cut, name_of, sentence
from ims_docs.model.content import Pointer, Position, Value, Violation
from ims_docs.model.life import Life, State

_MOST = 200
"""How many places of one file are explained."""

_MORE = Violation(
    *(0, 0),
    f"{_MOST} places of the file do not fit, and perhaps more that are not shown",
    "Put these right first.",
)

_GUESSES = 50
"""How many unknown keys of one mapping are compared with the known ones."""


@dataclass(frozen=True, slots=True)
class _Why:
    """The state of a record that asks for something; None when every state does."""

    life: Life
    state: State | None

    @property
    def name(self) -> str:
        return self.state.name if self.state else ""

    @property
    def because(self) -> str:
        return f" (asked for in the state `{self.name}`)" if self.state else ""

    @property
    def otherwise(self) -> str:
        if not self.state:
            return ""
        return f", or set `status: {self.life.before(self.name)}` until it is there"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why keys do not fit a schema."""

    violations: tuple[Violation, ...]
    placeholders: bool
    """Whether something was passed over because it is template text."""


@dataclass(frozen=True, eq=False)
class Explainer:
    """Says why keys do not fit. What that takes is made once: a thousand files may ask."""

    shared: Mapping[str, Mapping[str, Any]]
    """The schemas that others take over, by their address."""

    def explain(
        self,
        schema: Mapping[str, Any],
        values: Mapping[str, Value],
        positions: Mapping[Pointer, Position],
        *,
        excuse: bool = True,
    ) -> Explanation:
        """One violation for each place that does not fit.

        With `excuse` a placeholder is not a violation.
        """
        known = frozenset(schema.get("properties", ())).union(*_inherited(schema, self.shared))
        life = life_of(schema) if "x-ims" in schema else Life()
        state = life.state(values.get("status")) if life.states else None
        found: dict[tuple[int, int, str], Violation] = {}
        placeholders = False
        errors = self._judge(_without_dialect(schema)).iter_errors(values)
        for error in _leaves(errors):
            if excuse and _is_placeholder(error):
                placeholders = True
                continue
            why = _Why(life, state if "then" in error.absolute_schema_path else None)
            for one in _violations(error, positions, known, why):
                _tell(found, one)
            if len(found) >= _MOST:
                return Explanation((*list(found.values())[:_MOST], _MORE), placeholders)
        return Explanation(tuple(found.values()), placeholders)

    @cached_property
    def _judge(self) -> Any:  # noqa: ANN401 - the library has no public type
        import jsonschema
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        registry: Registry[Any] = Registry().with_resources(
            (uri, DRAFT202012.create_resource(_without_dialect(content)))
            for uri, content in self.shared.items()
        )
        validators: Any = jsonschema.validators
        judge = validators.extend(jsonschema.Draft202012Validator, _BY_RUST)
        return partial(judge, registry=registry.crawl())


def _tell(found: dict[tuple[int, int, str], Violation], one: Violation) -> None:
    """Keep what is said first of a place, with the hint that says most."""
    where = (one.line, one.column, one.message.partition(":")[0])
    told = found.setdefault(where, one)
    if one.hint.startswith(EXAMPLE):  # the form of this type, not that of all
        found[where] = told._replace(hint=one.hint)


def _without_dialect(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema that says `$schema` would be judged by the library's own keywords, not by ours."""
    return {key: value for key, value in schema.items() if key != "$schema"}


def _inherited(
    schema: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]
) -> Iterator[Iterable[str]]:
    """The keys that a type takes over from `document`, `record` or `register`."""
    base = schema.get("$ref", "").removeprefix("..")
    yield from (
        one.get("properties", ()) for uri, one in shared.items() if base and uri.endswith(base)
    )


@cache
def _judge_of(keyword: str, wanted: str) -> Any:  # noqa: ANN401 - the library has no public type
    return jsonschema_rs.Draft202012Validator(
        {keyword: json.loads(wanted)},
        validate_formats=True,
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def _by_rust(
    keyword: str,
    _validator: object,
    wanted: object,
    instance: object,
    _schema: object,
) -> Iterator[Any]:
    """Patterns, formats and doubles as the first pass judged them: in linear time.

    In a pattern $ is the very end of the text, and digits and letters are ASCII.
    """
    import jsonschema

    if not _judge_of(keyword, json.dumps(wanted)).is_valid(instance):
        yield jsonschema.ValidationError("")


_BY_RUST = {name: partial(_by_rust, name) for name in ("pattern", "format", "uniqueItems")}


def _is_placeholder(error: Any) -> bool:  # noqa: ANN401
    """Whether the value is a question of the template, or a list that asks one twice."""
    if isinstance(error.instance, str):
        return "[TODO:" in error.instance
    return error.validator == "uniqueItems" and any("[TODO:" in str(one) for one in error.instance)


def _leaves(errors: Iterator[Any]) -> Iterator[Any]:
    for error in errors:
        if error.context and error.validator in ("anyOf", "oneOf", "allOf"):
            yield from _leaves(iter(error.context))
        else:
            yield error


def _violations(
    error: Any,  # noqa: ANN401
    positions: Mapping[Pointer, Position],
    known: frozenset[str],
    why: _Why,
) -> Iterator[Violation]:
    pointer = tuple(error.absolute_path)
    if error.validator in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown(error, positions, known if not pointer else frozenset())
    elif error.validator in ("required", "dependentRequired"):
        for key, reason in _missing(error):
            yield Violation(
                *place(positions, pointer),
                f"The key `{key}` is missing{_inside(pointer)}{reason}{why.because}",
                f"Add a line `{key}: …`{why.otherwise}.",
                why.name,
            )
    else:
        message, hint = sentence(error)
        name = f"`{name_of(pointer)}`: " if pointer else ""
        text = f"{name}{message}"
        yield Violation(*place(positions, pointer), f"{text}{why.because}", hint, why.name)


def _unknown(
    error: Any,  # noqa: ANN401
    positions: Mapping[Pointer, Position],
    known: frozenset[str],
) -> Iterator[Violation]:
    """Every property is listed when `unevaluated` fails; only unknown ones are meant."""
    allowed = known.union(error.schema.get("properties", ()))
    unknown = [key for key in error.instance if key not in allowed]
    for number, key in enumerate(unknown):
        close = difflib.get_close_matches(key, sorted(allowed), 1) if number < _GUESSES else []
        yield Violation(
            *place(positions, (*error.absolute_path, key)),
            f"The key `{cut(key)}` is not known here",
            f"Did you mean `{close[0]}`? Otherwise delete it."
            if close
            else "Delete it, check its spelling, or declare it in schemas/keys.yaml.",
        )


def _missing(error: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Each key that is missing, and why it is asked for."""
    if not isinstance(error.instance, dict):
        return
    if error.validator == "required":
        yield from ((key, "") for key in error.validator_value if key not in error.instance)
        return
    for there, needed in error.validator_value.items():
        if there in error.instance:
            yield from (
                (key, f", because `{there}` is there")
                for key in needed
                if key not in error.instance
            )


def _inside(pointer: Pointer) -> str:
    return f" in `{name_of(pointer)}`" if pointer else ""


def place(positions: Mapping[Pointer, Position], pointer: Pointer) -> Position:
    """Where a value stands, or the nearest thing around it that has a place."""
    while pointer:
        if pointer in positions:
            return positions[pointer]
        pointer = pointer[:-1]
    return positions.get((), (1, 1))
