"""Every code that may be emitted, declared once.

An entry makes `cruxbase explain CODE` and a page of the documentation, and obliges `schema/examples/invalid/<code>/` to
hold a broken example.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cruxbase.diagnostics.diagnostic import Diagnostic, Fix, Related, Severity
from cruxbase.diagnostics.span import Span


class DiagnosticKind(NamedTuple):
    """A kind of finding.

    Attributes:
        code: `family/slug`.
        title: what it is, in a few words.
        severity: how grave, unless policy says otherwise.
        why: why it matters, for someone who has just met it.
    """

    code: str
    title: str
    severity: Severity
    why: str


def _kinds(entries: Iterable[tuple[str, Severity, str, str]]) -> dict[str, DiagnosticKind]:
    return {code: DiagnosticKind(code, title, severity, why) for code, severity, title, why in entries}


CATALOGUE: dict[str, DiagnosticKind] = _kinds(
    (
        # yaml: what the text of one file must be
        ("yaml/syntax", "error", "The file is not valid YAML", "Until the text parses, nothing in the file can be read; the rest of the base is not affected."),
        ("yaml/tab", "error", "A tab is used for indentation", "YAML forbids tabs in indentation, because their width depends on the editor."),
        ("yaml/too-large", "error", "The file is larger than 256 KiB", "One record is a page of text at most. A larger file is nearly always several records, or pasted data, and slows every check."),
        ("yaml/too-deep", "error", "Values are nested more than 32 levels deep", "No record needs more than five levels, and parsers crash on very deep nesting."),
        ("yaml/not-utf8", "error", "The file is not UTF-8", "One encoding for all files means that names and quotations look the same to everyone."),
        ("yaml/byte-order-mark", "error", "The file begins with a byte order mark", "The mark is invisible and becomes part of the first key for many tools."),
        ("yaml/duplicate-key", "error", "A key is given twice", "Most YAML readers silently keep the last one, so that what stands above is lost without a word."),
        ("yaml/anchor", "error", "Anchors and aliases are not allowed", "A record must be readable alone, and aliases can be made to expand without end."),
        ("yaml/merge-key", "error", "Merge keys are not allowed", "What a record says must stand in it, where a reader sees it."),
        ("yaml/tag", "error", "Tags are not allowed", "The schema decides what a value is; a tag would let a file decide for itself."),
        ("yaml/complex-key", "error", "A key is not plain text", "Keys name the parts of a record. A bracket or brace at the start of a value begins a structure unless it is quoted."),
        ("yaml/several-documents", "error", "The file holds more than one document", "One file is one record, so that two people seldom change the same file and an id can be found by its name."),
        ("yaml/no-record", "error", "The file holds no record", "Every .yaml file under claims/ is a record; a file without one is a mistake or a leftover."),
        ("yaml/empty-value", "error", "A key has no value", "An empty value can mean unknown, none, or not yet written. Leave the key out: what nobody said stays unknown."),
        ("yaml/comment-after-text", "warning", "Text after ' #' is read as a comment", "A number sign after a space ends a plain value, so that the rest of a sentence can vanish unnoticed."),
        ("yaml/wrong-suffix", "error", "The file does not end in .yaml", "Only .yaml files are read, so this one would be overlooked in silence."),
        ("yaml/outside-link", "error", "A symbolic link leads out of the base", "Links out of the folder make a base that differs from machine to machine and can expose other files."),
        ("yaml/unreadable", "error", "The file cannot be read", "A record that cannot be opened is missing for everyone who runs the check."),
        # schema: what a record must be
        ("schema/missing-type", "error", "The record does not say its type", "The type decides which keys a record has and what may be said about it."),
        ("schema/unknown-type", "error", "The type is not known", "The type decides which keys a record has and what may be said about it."),
        ("schema/missing-key", "error", "A required key is missing", "Without it a reader could not tell what is claimed, or where it comes from."),
        ("schema/unknown-key", "error", "A key is not known here", "A misspelt key would otherwise be ignored, and what it says would be lost."),
        ("schema/unknown-value", "error", "A value is not one of those allowed", "These words have a fixed meaning that the site and the computations rely on."),
        ("schema/wrong-shape", "error", "Text, a list or a mapping stands where another is needed", "The shape tells one entry from several and a name from what it names."),
        ("schema/too-long", "error", "A text is longer than its limit", "Titles stand on the map and in lists; a long one hides its thought and is cut off."),
        ("schema/blank", "error", "A text is blank", "Blank text looks written to a program and says nothing to a reader."),
        ("schema/too-few", "error", "A list has too few entries", "A crux with one side or an argument without premises is not one."),
        ("schema/too-many", "error", "A list has too many entries", "Past this length a reader loses the thread."),
        ("schema/bad-form", "error", "A value does not have its proper form", "Identifiers are followed by machines and readers; a malformed one leads nowhere."),
        ("schema/bad-id", "error", "An id is not well formed", "Ids are file names and addresses of pages: lower-case words joined by hyphens work everywhere."),
        ("schema/bad-file-name", "error", "The file's name is not an id", "The file's name is the record's id and the address of its page."),
        ("schema/id-differs", "error", "The id differs from the file's name", "A record must be findable by its id without a search."),
        ("schema/duplicate-id", "error", "Two records have the same id", "Every reference to the id would be ambiguous, also on file systems that ignore case."),
        ("schema/bad-date", "error", "A date is not well formed", "Dates are compared: a view of 2022 and one of 2023 may differ."),
        ("schema/bad-step-name", "error", "A step is not named as 'from -> to'", "An undercut must say which step it hits, or nobody can tell what it speaks against."),
        ("schema/not-a-number", "error", "A number is needed", "Measurements are compared and plotted."),
        ("schema/out-of-range", "error", "A number is out of its range", "Probabilities lie between 0 and 1, counts are at least 1."),
        ("schema/invalid", "error", "A value is not valid", "The value cannot be read as what the schema says it is."),
        # credence
        ("credence/not-a-credence", "error", "A credence cannot be read", "Credences are computed with; a number, a range or a word of the published scale says how much is believed."),
        ("credence/out-of-range", "error", "A credence is not between 0 and 1", "A bare 80 could mean 80 % or a slip; 80% or 0.8 cannot be misread."),
        ("credence/range-reversed", "error", "A range runs downwards", "The lower end comes first, so that a slip of the pen shows."),
        ("link/wrong-start", "error", "This type of record cannot start this relation", "A question or a definition is neither true nor false, so it cannot be a reason for or against anything."),
        ("credence/no-truth-value", "error", "A credence for something that has no truth value", "Questions, definitions and cruxes are neither true nor false; what is believed is one of the answers."),
        # link: where references lead
        ("link/unknown-claim", "error", "A reference leads to no record", "A reason that hangs in the air looks like part of the argument and is not."),
        ("link/unknown-source", "error", "A citation names no source", "Without the source a reader cannot check what a text says."),
        ("link/unknown-topic", "error", "A topic is not known", "Every claim stands in a column of the map; an unknown topic would hide it."),
        ("link/unknown-person", "error", "A person is not known", "Views and texts are attributed by id; a slip would attribute them to nobody."),
        ("link/unknown-step", "error", "An undercut names no step", "An undercut that hits nothing is lost, and its author would not notice."),
        ("link/wrong-end", "error", "This type of record cannot be the end of this relation", "Each relation has a meaning that the computations rely on; between other types it has none."),
        ("link/former-id", "warning", "A reference uses a former id", "The alias works, but a reader who searches the base for the present id does not find this place."),
        # argument: what steps say together
        ("argument/step-twice", "error", "A step is given twice", "The same reason would count twice, and an undercut could not say which of the two it hits."),
        ("argument/supports-and-attacks", "error", "A record supports and attacks the same claim", "A premise that speaks for and against the same thing cancels out; usually two thoughts stand in one record."),
    )
)


def diagnostic(
    code: str,
    message: str,
    span: Span,
    *,
    label: str = "",
    related: tuple[Related, ...] = (),
    help: str = "",  # noqa: A002 - the field's name in the published format
    fix: Fix | None = None,
) -> Diagnostic:
    """A finding of a declared kind, with the severity that the catalogue gives it.

    Raises:
        KeyError: the code is not declared.
    """
    return Diagnostic(code, message, span, label, related, help, fix, CATALOGUE[code].severity)
