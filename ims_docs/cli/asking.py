"""Asking a person, one question after the other; each answer is judged as `ims check` judges it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ims_docs.cli.answering import Answers
from ims_docs.cli.offering import listed, offered, tell_about, tell_understood
from ims_docs.cli.prompting import again, again_please, asked, how_many
from ims_docs.cli.writing import tell
from ims_docs.errors import ConfigurationError
from ims_docs.model.content import Value
from ims_docs.model.finding import Finding
from ims_docs.model.type import Property
from ims_docs.reporters.printable import printable
from ims_docs.services.records.answers import Reader
from ims_docs.services.records.trial import Trial, objections

_SHOWN = 3
"""So many things that are wrong with an answer are told at once."""


@dataclass
class Asking:
    """One conversation: who is asked, what may be chosen, and what was said the last time."""

    people: Mapping[str, str]
    """Names by id; none when there are too many to choose from."""
    roles: Mapping[str, str]
    """Titles by id; none when there are too many."""
    person: str
    """Id of the person who is asked, empty when unknown."""
    today: date
    reader: Reader
    trial: Trial
    kept: Answers
    """What was said the last time and lost then."""
    answers: Answers
    state: str = ""
    """The state that the record is to go to."""
    _found: tuple[Finding, ...] | None = field(default=None, init=False)
    _sources: dict[str, str] = field(default_factory=dict, init=False)

    def keys(self, keys: Iterable[Property]) -> None:
        """Ask for each key that was not given yet; an empty answer leaves it out.

        What an answer makes necessary is asked next.
        """
        waiting, asked = list(keys), set(self.answers.keys)
        while waiting:
            key = waiting.pop(0)
            if key.name not in asked:
                asked.add(key.name)
                self._ask_key(key)
                waiting += [one for one in self._due() if one.name not in asked]

    def sections(self, titles: Iterable[str]) -> None:
        """Ask for the text of each section that was not given yet."""
        for title in titles:
            if title not in self.answers.sections:
                self._ask_section(title)

    def inside(self, key: Property, parts: Iterable[Property], values: Value) -> None:
        """Ask for keys that are missing in the groups of a list that stands there."""
        old: list[Value] = list(values) if isinstance(values, list) else []
        groups = [
            self._completed(key, parts, group, at) if isinstance(group, dict) else group
            for at, group in enumerate(old, 1)
        ]
        if groups != old:
            self._accept(key.name, groups)

    def _completed(
        self, key: Property, parts: Iterable[Property], group: dict[str, Value], number: int
    ) -> Value:
        name = printable(next((str(one) for one in group.values()), ""))
        said = {
            part.name: self._prompt(part, f"{key.title}, {number} ({name}): ")
            for part in parts
            if part.name not in group
        }
        return {**group, **{part: value for part, value in said.items() if value != ""}}

    @property
    def _deadlines(self) -> set[str]:
        return {one.keys[-1] for one in self.trial.type.deadlines}

    def _due(self) -> tuple[Property, ...]:
        return self.trial.missing(self._errors()) if self._found is not None else ()

    def _ask_key(self, key: Property) -> None:
        kept = self.kept.keys.pop(key.name, "") or self._offer(key)
        while True:
            said = self._groups(key, kept) if key.parts else self._prompt(key, kept=kept)
            if said == "" or self._accept(key.name, said):
                return
            kept = ""

    def _offer(self, key: Property) -> Value:
        """What the plan or another record that this one names says of it."""
        found = offered(self.reader.repository, self.trial, self.answers.keys, key)
        self._sources[key.name] = found.source
        return found.value

    def _ask_section(self, title: str) -> None:
        kept = self.kept.sections.pop(title, "")
        while True:
            note = again(kept) or f"one or two sentences; {self._later}"
            text = asked(f"{title} ({note})")
            words = text.strip() or kept
            if not words:
                return
            trial = self.answers.copy()
            trial.sections[title] = words
            if self._judged(trial):
                self.answers.sections[title] = words
                return
            kept = ""

    def _accept(self, name: str, value: Value) -> bool:
        """Take an answer, unless the rules have something against it."""
        if fits := self._fits(name, value):
            self.answers.keys[name] = value
            self.answers.unfinished.pop(name, None)
        return fits

    def _fits(self, name: str, value: Value, *, goes_on: bool = False) -> bool:
        trial = self.answers.copy()
        trial.keys[name] = value
        return self._judged(trial, goes_on=goes_on)

    def _judged(self, trial: Answers, *, goes_on: bool = False) -> bool:
        before, after = self._errors(), self.trial.errors(trial.keys, trial.sections)
        wrong = objections(before, after, goes_on=goes_on)
        for one in wrong[:_SHOWN]:
            again_please(one.message, one.hint)
        if not wrong and not goes_on:
            self._found = after
        return not wrong

    def _errors(self) -> tuple[Finding, ...]:
        if self._found is None:
            self._found = self.trial.errors(self.answers.keys, self.answers.sections)
        return self._found

    def _groups(self, key: Property, kept: Value) -> Value:
        """A list of groups, one after the other; or one group."""
        if key.description:
            tell(f"  {key.title}: {key.description}")
        former = [one for one in listed(kept) if isinstance(one, dict)]
        groups: list[Value] = []
        while True:
            before = former.pop(0) if former else {}
            group = self._group(key, groups, before)
            if not group or key.form != "list":
                return groups or group or ""
            groups.append(group)

    def _group(
        self, key: Property, groups: list[Value], former: Mapping[str, Value]
    ) -> dict[str, Value]:
        """One group, each of its keys judged at once."""
        is_list = key.form == "list"
        lead = f"{key.title}, {len(groups) + 1}: " if is_list else f"{key.title}: "
        group: dict[str, Value] = {}
        for part in key.parts:
            kept = former.get(part.name, "")
            while True:
                needed = bool(group) and self._is_needed(part)
                empty = "leave out" if group else "no more"
                said = self._prompt(part, lead, kept=kept, needed=needed, empty=empty)
                if said == "":
                    break
                more: dict[str, Value] = {**group, part.name: said}
                whole: Value = [*groups, more] if is_list else more
                if self._fits(key.name, whole, goes_on=True):
                    group, self.answers.unfinished[key.name] = more, whole
                    break
                kept = ""
            if not group:
                break
        return group

    @property
    def _later(self) -> str:
        """What an empty answer does: a new thing may wait, a step cannot be made without it."""
        return "the step needs it" if self.state else "empty: later"

    def _is_needed(self, key: Property) -> bool:
        return key.required or self.state in key.required_in

    def _prompt(
        self,
        key: Property,
        lead: str = "",
        *,
        kept: Value = "",
        needed: bool = False,
        empty: str = "",
    ) -> Value:
        """One value, as a person types it; "" when it stays open."""
        tell_about(key, self.people, self.roles)
        default = self._default(key, in_group=bool(lead))
        left = default or empty
        note = again(kept, "" if lead else self._sources.get(key.name, "")) or (
            f"empty: {left}" if left else self._later
        )
        if needed and not kept and not default:
            note = f"needed, such as {self.today}" if key.form == "date" else "needed"
        if key.form == "list":
            note = f"{how_many(key)}, {note}"
        choices = key.choices or (key.each[0].choices if key.each else ())
        label = f"{lead}{key.title}" + (f" ({', '.join(choices)})" if choices else "")
        while True:
            text = asked(f"{label} ({note})")
            if not text.strip() and (kept or not default):
                if not (needed and not kept):
                    return kept
                tell("  An answer is needed here. Ctrl-C stops, and keeps your answers.")
                continue
            try:
                said = self.reader.read(key, text if text.strip() else default)
            except ConfigurationError as error:
                again_please(error.message.removeprefix(f"{key.name}: "), error.hint)
            else:
                tell_understood(key, text, said, self.people)
                return said

    def _default(self, key: Property, *, in_group: bool) -> str:
        """What an empty answer stands for; nothing where it is a deadline, or may stay open."""
        if key.name in self._deadlines or (in_group and not self._is_needed(key)):
            return ""
        found = {"date": self.today.isoformat(), "person": self.person}.get(key.form, "")
        if not found or key.form != "person" or in_group:
            return found
        refused = self.trial.type.asks_an_auditor(key.name) or self._is_refused(key.name, found)
        return "" if refused else found

    def _is_refused(self, name: str, value: Value) -> bool:
        """Whether the rules have something against it; then nobody is offered it."""
        trial = self.answers.copy()
        trial.keys[name] = value
        found = self.trial.errors(trial.keys, trial.sections)
        return bool(objections(self._errors(), found, goes_on=True))
