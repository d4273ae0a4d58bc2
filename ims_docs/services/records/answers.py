"""What a person typed for a key, as a value."""

from __future__ import annotations

from datetime import date

from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.model.content import Value
from ims_docs.model.type import Property


def read_answer(key: Property, text: str) -> Value:
    """What a person typed for a key, as the kind of value that the key holds."""
    if key.form == "number":
        try:
            number = int(text)
            frontmatter.scalar(number)
        except ValueError:
            raise ConfigurationError(
                f"{key.name}: {text!r} is not a whole number of at most 18 digits",
                hint="Write digits only.",
            ) from None
        return number
    if key.form == "date":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise ConfigurationError(
                f"{key.name}: {text!r} is not a calendar date", hint="Write YYYY-MM-DD."
            ) from None
    if key.form in ("list", "group"):
        if text[:1] in "[{":
            try:
                parsed = frontmatter.parse(f"value: {text}").values["value"]
            except frontmatter.MalformedError as error:
                raise ConfigurationError(
                    f"{key.name}: {error.message}", hint="Write a list as [a, b]."
                ) from error
            return parsed
        return [part.strip() for part in text.split(";") if part.strip()]
    if key.choices and text not in key.choices:
        raise ConfigurationError(
            f"{key.name}: {text!r} is not one of the choices",
            hint=f"Choose one of: {', '.join(key.choices)}.",
        )
    return text
