"""DOC: maintained documents are identified, complete and free of template text."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.rules._remedy import for_text, violations
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.rules.shape.markup import misreadings
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.repository import Repository
from ims_docs.model.text import Leftover, MisreadingKind, TemplateText


def _at(path: str, left: TemplateText) -> Location:
    return Location(path, left.line, left.column)


@rule(
    "DOC001",
    title="The front matter of a document fits its type",
    severity=Severity.ERROR,
    hint="`ims explain TYPE` shows the keys.",
    clause="7.5.2",
)
def front_matter_fits(repository: Repository) -> Iterator[Problem]:
    """Identification, owner and version are what turns a text into a controlled document."""
    for document in repository.judged_documents:
        for one, hint in violations(repository, document):
            yield Problem(
                where=Location(document.path, one.line, one.column),
                message=one.message,
                hint=hint,
            )


@rule(
    "DOC002",
    title="A document has every section that its type asks for",
    severity=Severity.ERROR,
    hint="Add the heading and write the section.",
    clause="7.5.2",
)
def sections_are_there(repository: Repository) -> Iterator[Problem]:
    """The sections of a type are what an auditor looks for in it."""
    for document in repository.judged_documents:
        for title in repository.types[document.type].sections:
            if document.body.section(title) is None:
                yield Problem(
                    where=Location(document.path, *document.content.position("type")),
                    message=f'The section "{title}" is missing',
                    hint=for_text(
                        repository,
                        document,
                        f"Add a line `## {title}` and write what belongs there.",
                    ),
                )


@rule(
    "DOC003",
    title="No section of a document is empty",
    severity=Severity.WARNING,
    hint="Write what belongs here. Guidance and placeholders do not count.",
    clause="7.5.2",
)
def sections_have_text(repository: Repository) -> Iterator[Problem]:
    """A heading without text looks like an answer and is none."""
    for document in repository.judged_documents:
        for title in repository.types[document.type].sections:
            section = document.body.section(title)
            if section is not None and not section.has_content:
                yield Problem(
                    where=Location(document.path, section.line, 1),
                    message=f'The section "{title}" has no text of its own',
                )


@rule(
    "DOC004",
    title="No guidance is left in a document",
    severity=Severity.WARNING,
    hint="Write your own text, then delete the guidance block.",
    clause="7.5.2",
)
def guidance_is_removed(repository: Repository) -> Iterator[Problem]:
    """Guidance tells the writer what to write. Readers and auditors must not find it."""
    for document in repository.judged_documents:
        for left in document.template_text:
            if left.kind is Leftover.GUIDANCE:
                yield Problem(
                    where=_at(document.path, left), message=f"Guidance is left: {left.text}"
                )


@rule(
    "DOC005",
    title="No placeholder is left in a document",
    severity=Severity.WARNING,
    hint="Replace the placeholder with your own words.",
    clause="7.5.2",
)
def placeholders_are_filled(repository: Repository) -> Iterator[Problem]:
    """A placeholder is a question that only the organisation can answer."""
    for document in repository.judged_documents:
        for left in document.template_text:
            if left.kind is Leftover.PLACEHOLDER:
                yield Problem(
                    where=_at(document.path, left), message=f"A placeholder is left: {left.text}"
                )


@rule(
    "DOC006",
    title="A final version holds no template text",
    severity=Severity.ERROR,
    hint="Complete the document, or go back to a draft version (0.x).",
    clause="7.5.2",
)
def final_versions_are_complete(repository: Repository) -> Iterator[Problem]:
    """Version 1.0 says: this is in force. A text with open questions cannot be."""
    for document in repository.judged_documents:
        left = document.template_text
        if document.is_final and left:
            places = ", ".join(str(one.line) for one in left[:5])
            places = f"line {places}" if len(left) == 1 else f"lines {places}"
            places += " …" if len(left) > 5 else ""
            yield Problem(
                where=Location(document.path, *document.content.position("version")),
                message=f"Version {document.version} is final, "
                f"but template text is left ({places})",
                hint=for_text(
                    repository,
                    document,
                    "Complete the document, or go back to a draft version (0.x).",
                ),
            )


@rule(
    "DOC007",
    title="A document's state is derived, not typed",
    severity=Severity.ERROR,
    hint="Delete the key. Keep the decision in the minutes or a management review; the version says draft (0.x) or final (1.0).",
    clause="7.5.2",
)
def state_is_not_typed(repository: Repository) -> Iterator[Problem]:
    """Anybody can type "approved". Only an approval of exactly these bytes makes it true."""
    for document in repository.judged_documents:
        for key in ("status", "approved_by", "approved_on", "approved"):
            if key in document.content.values:
                yield Problem(
                    where=Location(document.path, *document.content.position(key)),
                    message=f"`{key}` claims a state without an approval behind it",
                )


@rule(
    "DOC008",
    title="A document lies in the folder of its type",
    severity=Severity.WARNING,
    hint="Move it to the folder of its type.",
)
def documents_lie_in_their_folder(repository: Repository) -> Iterator[Problem]:
    """People find a document where the others of its kind are."""
    for document in repository.judged_documents:
        folder = repository.types[document.type].folder
        if not document.path.startswith(f"docs/{folder}/"):
            yield Problem(
                where=Location(document.path),
                message=f"A document of this type lies in docs/{folder}/",
                hint=f"Move it to {_free(repository, folder, document.path)}; LNK001 then names the "
                "links that have to follow.",
            )


@rule(
    "DOC009",
    title="No text bears the marks of a word processor",
    severity=Severity.WARNING,
    hint="Write it as Markdown.",
    clause="7.5.2",
)
def pastes_are_mended(repository: Repository) -> Iterator[Problem]:
    """What is pasted from a word processor looks right in the file and wrong on the page.

    Bullets that are letters make one long paragraph, and indented sentences are shown as
    program code. Nobody would approve a page that looks so, so it cannot be submitted.
    """
    for text in repository.judged_texts:
        yield from misreadings(text.path, text.body, MisreadingKind.PASTE)


def _free(repository: Repository, folder: str, path: str) -> str:
    """A path in the folder of the type that nothing has yet."""
    name = path.rpartition("/")[2]
    place = f"docs/{folder}/{name}"
    number = 2
    while place in repository.paths:
        place = f"docs/{folder}/{name.removesuffix('.md')}-{number}.md"
        number += 1
    return place


RULES = (
    front_matter_fits,
    sections_are_there,
    sections_have_text,
    guidance_is_removed,
    placeholders_are_filled,
    final_versions_are_complete,
    state_is_not_typed,
    documents_lie_in_their_folder,
    pastes_are_mended,
)
