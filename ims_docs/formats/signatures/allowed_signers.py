"""The list of who may sign, in the form of ssh-keygen (ALLOWED SIGNERS in ssh-keygen(1)).

ssh-keygen reads it as it stands. This reader asks for more: one person a line, by
exact id; a namespace; one key for one person; keys that are strong; moments in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from ims_docs.formats.signatures.keys import PublicKey
from ims_docs.formats.signatures.kinds import KeyFormError
from ims_docs.formats.signatures.namespaces import BASELINES, STATEMENTS
from ims_docs.formats.signatures.passkeys import listed_passkey, with_passkey
from ims_docs.model.trust import Key, KeyListError, Passkey

_LINE = re.compile(
    r'(?P<person>[^\s"]+)[ \t]+(?:(?P<options>[a-z-]+(?:="[^"]*")?(?:,[a-z-]+(?:="[^"]*")?)*)[ \t]+)?'
    r"(?P<key>(?:ssh|ecdsa|sk)-[a-z0-9@.-]+[ \t]+[A-Za-z0-9+/=]+(?:[ \t].*)?)"
)
_OPTION = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_PERSON = re.compile(r"PER-[0-9]{4}")
_MOMENTS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""ssh-keygen knows no moment before."""
_LONGEST = 500
"""Characters of all namespaces of a line."""
_LARGEST, _LONGEST_LINE = 1_048_576, 8_192
_SHORTER = "Take out what is no line for a signer; the history keeps it."
_KNOWN = ("namespaces", "valid-after", "valid-before")
_FORM = f'PERSON namespaces="{STATEMENTS}" KEY'
_AGAIN = "Delete the line and add the key again with `ims trust add`."


def read_list(
    data: bytes, use: str = STATEMENTS
) -> tuple[tuple[Key, ...], tuple[KeyListError, ...]]:
    """The keys that count for a use, and the lines that do not, in the order of the list."""
    if len(data) > _LARGEST:
        return (), (KeyListError(1, f"The list has more than {_LARGEST} bytes", _SHORTER),)
    keys: list[Key] = []
    errors: list[KeyListError] = []
    for number, raw in enumerate(data.replace(b"\r\n", b"\n").split(b"\n"), 1):
        try:
            line = raw.decode("ascii").strip(" \t")
        except UnicodeDecodeError:
            errors.append(KeyListError(number, "The line holds characters beyond ASCII", _AGAIN))
            continue
        if not line or line.startswith("#"):
            continue
        try:
            found = _read(line, number, use)
        except _KeyLineError as error:
            errors.append(KeyListError(number, str(error), error.hint))
        except KeyFormError as error:
            hint = error.hint or "Make a key with `ims key new`, then run `ims trust add`."
            errors.append(KeyListError(number, str(error), hint))
        else:
            keys += [found] if found else []
    shared = {one.line: one for one in _shared(keys)}
    return (
        tuple(key for key in keys if key.line not in shared),
        tuple(sorted((*errors, *shared.values()))),
    )


def line_for(
    person: str, key: PublicKey, since: datetime, name: str, passkey: Passkey | None = None
) -> str:
    """The line that lets this person sign with this key from this moment on."""
    plain = "".join(one for one in name if one.isascii() and one.isprintable())
    remark = with_passkey(passkey, plain)
    after = since.astimezone(UTC).strftime(_MOMENTS[14])
    return (
        f'{person} namespaces="{STATEMENTS},{BASELINES}",valid-after="{after}Z" {key.text} {remark}'.rstrip()
        + "\n"
    )


def closed(line: str, until: datetime) -> str:
    """A line of the list whose key ends at this moment."""
    match = _LINE.fullmatch(line)
    if match is None or not match["options"]:
        return line
    end = f'valid-before="{until.astimezone(UTC).strftime(_MOMENTS[14])}Z"'
    options = [one for one in match["options"].split(",") if not one.startswith("valid-before")]
    return f"{match['person']} {','.join((*options, end))} {match['key']}"


class _KeyLineError(ValueError):
    """Why a line gives nobody a key, and what to do about it."""

    def __init__(self, message: str, hint: str = f"Write it as {_FORM}.") -> None:
        super().__init__(message)
        self.hint = hint


def _read(line: str, number: int, use: str) -> Key | None:
    """The key of one line, None where it speaks of another use. Raises _FlawError, KeyFormError."""
    match = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if match is None:
        raise _KeyLineError("The line cannot be read")
    person = match["person"]
    if any(one in person for one in "*?!,"):
        raise _KeyLineError(f"{person} stands for more than one person")
    if not _PERSON.fullmatch(person):
        raise _KeyLineError(f"{person} is not the id of a person", "Write an id like PER-0001.")
    named = _OPTION.findall(match["options"] or "")
    options = dict(named)
    if len(options) < len(named):
        raise _KeyLineError("An option is there twice")
    if not _is_for(use, options):
        return None
    key, remark = PublicKey.parse(match["key"])
    after, before = _moment(options, "valid-after"), _moment(options, "valid-before")
    if after and before and after >= before:
        raise _KeyLineError("The key ends before it begins", "Put the two moments right.")
    passkey, name = listed_passkey(key, remark)
    return Key(person, key.kind, key.fingerprint, number, after, before, name, passkey, key.blob)


def _is_for(use: str, options: dict[str, str]) -> bool:
    """Whether the line speaks of this use. Raises _FlawError where it does not say clearly."""
    unknown = [name for name in options if name not in _KNOWN]
    if "cert-authority" in unknown:
        raise _KeyLineError("It lets an authority name the signers; each signer needs a line")
    if unknown:
        raise _KeyLineError(f"The option `{unknown[0]}` is not known")
    namespaces = options.get("namespaces", "")
    if not namespaces:
        raise _KeyLineError("It has no namespaces, so a signature made for anything would count")
    if len(namespaces) > _LONGEST:
        raise _KeyLineError("Its namespaces are longer than ssh-keygen reads")
    if any(one in namespaces for one in "*?!"):
        raise _KeyLineError(f'namespaces="{namespaces}" stands for more than one use')
    return use in namespaces.split(",")


def _moment(options: dict[str, str], name: str) -> datetime | None:
    text = options.get(name)
    if text is None:
        return None
    digits, zone = text[:-1], text[-1:]
    if zone == "Z" and digits.isdecimal() and len(digits) in _MOMENTS:
        try:
            found = datetime.strptime(digits, _MOMENTS[len(digits)]).replace(tzinfo=UTC)
        except ValueError:
            found = _NEVER
        if found > _NEVER:
            return found
    raise _KeyLineError(f'{name}="{text}" is not a moment in UTC such as 20261123Z')


def _shared(keys: list[Key]) -> Iterator[KeyListError]:
    """Keys that stand for several persons count for none."""
    same: dict[str, list[Key]] = {}
    for key in keys:
        same.setdefault(key.fingerprint, []).append(key)
    for key in keys:
        other = next((one for one in same[key.fingerprint] if one.person != key.person), None)
        if other:
            yield KeyListError(
                key.line,
                f"The key of {key.person} is also that of {other.person} (line {other.line})",
                "One key stands for one person. Delete the wrong line.",
            )
