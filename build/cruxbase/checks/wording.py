"""How one record is worded: titles, questions, warrants, and what must not be in any text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from cruxbase.checks.places import place_of
from cruxbase.checks.signatures import Found, Spans
from cruxbase.checks.texts import content_words, repeats, same_words, texts
from cruxbase.diagnostics import Diagnostic, Edit, Fix, Span, diagnostic
from cruxbase.parsing.raw_text import is_composed, is_latin_1, unusual
from cruxbase.records.folders import FOLDERS
from cruxbase.records.placeholders import OBJECTION_ID, SENTENCES

if TYPE_CHECKING:
    from cruxbase.parsing.located import Path
    from cruxbase.records import (
        Arguable,
        Asserted,
        Claim,
        ClaimLike,
        Crux,
        Hypothesis,
        Model,
        Norm,
        Prediction,
        Question,
        Record,
        Topic,
        Viewpoint,
    )

_MEANT_FOR = frozenset(FOLDERS.values())
_FURTHER = re.compile(r"[.;]\s+(Moreover|Furthermore|Therefore|Additionally|In addition|Also),")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\betc|\bal|\bInc|\bLtd|\bJr|\bSr|\bNo|\.\.)\.$")
_ASKS = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would|should|must|may|has|have|had)\b",
    re.IGNORECASE,
)
# A verb before its subject: without a mark the title would read as a slip. "How monitors miss" is no question, so others may do.
_INVERTED = re.compile(
    r"^(?:Is|Are|Was|Were|Do|Does|Did|Can|Could|Will|Would|Should|Must|May|Might|Has|Have|Had) (?=[^,;:]+ )"
)
_PLAIN_WORD = re.compile(r"^[a-z]{2,}(?=[\s,;:])")

# C0 and C1 controls, soft hyphen, zero-width space, direction marks and overrides, invisible operators, the
# byte order mark, and the tag characters that can carry a hidden text. The zero-width joiners stay: Persian
# and emoji need them.
_HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f"
_HIDDEN_CHARACTER = re.compile(f"[{_HIDDEN}]")
# Letters of other scripts that look like Latin ones, beside a Latin one. Greek small letters that are used as symbols are
# no sign of anything: only those that nobody could tell apart.
_TWINS = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"  # Cyrillic, small
_TWINS += (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408"  # Cyrillic, capital
)
_TWINS += "\u03bf\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"  # Greek
_ANY_TWIN = re.compile(f"[{_TWINS}]")
_TWIN = re.compile(f"[A-Za-z][{_TWINS}]|[{_TWINS}][A-Za-z]")
_PLACEHOLDER = re.compile(
    "|".join(map(re.escape, SENTENCES)) + r"|\b(?:TODO|FIXME|TBD|TBC|XXX)\b|\blorem ipsum\b|(?<!\w)\?\?\?", re.MULTILINE
)
_HTML = re.compile(r"<(?!https?:|mailto:)/?[a-zA-Z][^<>\n]*>|<!--")
_UNSAFE_LINK = re.compile(
    r"\]\(\s*<?\s*((?:javascript|vbscript|data|file|blob):[^\s)>]*)|^\s*\[[^\]\n]+\]:\s*((?:javascript|vbscript|data|file|blob):\S*)",
    re.IGNORECASE | re.MULTILINE,
)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|^(?: {4}|\t).*$", re.DOTALL | re.MULTILINE)

# Parts of texts that are worth a closer look. Words in capitals are searched for as they are written: plain search passes
# over running text quickly for them.
_JOINT = re.compile(
    r"; | — |, (?:and|but|yet|while|whereas) (?!not\b|only\b)| and (?:it|they|these|those|so|we|there|he|she) "
)
_SENTENCE_END = re.compile(r"[.!?][)\"'”’]*\s+(?=[A-Z])")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])[)\"'”’]*\s+(?=[A-Z])")
_TAKES_UP = re.compile(
    r"(?:It|This|That|They|These|Those|Such|So|He|She|But|And|The|Then|There|Its|Their|If|In|As|Both|Each|Neither)\b"
)
_MOST_SENTENCES = 3
_IN_CAPITALS = ("TODO", "FIXME", "TBD", "TBC", "XXX", "???")
_FIRST_WORDS = frozenset(part.split()[0] for part in (*SENTENCES, "lorem ipsum"))
_LINKS = ("](", "]:")
_UNSAFE_SCHEMES = ("script:", "data:", "file:", "blob:")
_TAG = re.compile(r"<[!/a-zA-Z]")


def without_code(text: str) -> str:
    """A Markdown text with blanks in place of its code, so that places stay.

    >>> without_code("See `x`.")
    'See    .'
    """
    return _CODE.sub(lambda code: " " * len(code[0]), text)


def _suspicious(text: str) -> bool:
    """Whether a text needs a closer look: nearly none does, and to look at its unusual characters is far faster than a regex."""
    rare = unusual(text)
    if _HIDDEN_CHARACTER.search(rare):
        return True
    if not is_latin_1(rare) and _ANY_TWIN.search(rare) and _TWIN.search(text):
        return True
    for part in _IN_CAPITALS:  # plain loops: this runs for every record
        if part in rare and part in text:
            return True
    for word in _FIRST_WORDS:
        if word in text:
            return True
    if "]" in rare and (_LINKS[0] in text or _LINKS[1] in text):
        lower = text.lower()
        if any(scheme in lower for scheme in _UNSAFE_SCHEMES):
            return True
    return "<" in rare and _TAG.search(text) is not None


def may_be_unclean(written: str) -> bool:
    """Whether `text_hygiene` may have something to say of a record, judged by its file's text without looking at its parts.

    What stands in a record stands in its file, but for three things: escapes, letters that are put together on reading,
    and line breaks inside a folded text, which become spaces; a word of each placeholder stands in one line.

    Args:
        written: the file's whole text.
    """
    if "\\" in written or not is_composed(written):
        return True
    return _suspicious(written)


def title_form(record: ClaimLike | Model | Topic | Viewpoint, spans: Spans) -> Found:
    """A title begins with a capital and has no full stop."""
    title = record.title
    if title.endswith(".") and not _ABBREVIATION.search(title):
        stop = place_of(spans(), ("title",), ".", last=True)
        yield diagnostic(
            "style/title-full-stop",
            "the title ends in a full stop",
            stop,
            help="leave it out",
            fix=Fix("Remove the full stop", (Edit(stop, ""),)),
        )
    if title[0].islower() and (word := _PLAIN_WORD.match(title)):
        first = place_of(spans(), ("title",), word[0])
        yield diagnostic(
            "style/title-lower-case",
            "the title begins with a small letter",
            first,
            help=f"write {word[0].capitalize()!r}, or put another word first if the small letter belongs to a name",
            fix=Fix(f"Write {word[0].capitalize()!r}", (Edit(first, word[0].capitalize()),), safe=False),
        )


def joined_title(record: Claim | Hypothesis | Norm | Prediction, spans: Spans) -> Found:
    """A title is one statement."""
    joint = _JOINT.search(record.title)
    if joint is not None:
        yield diagnostic(
            "style/joined-title",
            "the title joins two statements",
            place_of(spans(), ("title",), joint[0].strip()),
            help="make them two records, or a claim and its reason: who doubts one half cannot say so of the whole",
        )


def may_have_several_thoughts(statement: str) -> bool:
    """Whether anything in a statement may end a sentence before its end: single characters are found far faster than patterns."""
    inside = statement.rstrip()[:-1]
    return "." in inside or ";" in inside or "?" in inside or "!" in inside


def several_thoughts(record: Asserted, spans: Spans) -> Found:
    """A statement is one thought."""
    if not may_have_several_thoughts(record.statement):
        return
    sentences = len(_SENTENCE_END.findall(record.statement.rstrip())) + 1
    further = _FURTHER.search(record.statement)
    if sentences == _MOST_SENTENCES and further is None and (stray := _stray_sentence(record)) is not None:
        yield diagnostic(
            "style/several-thoughts",
            "the sentences of the statement have nothing in common",
            place_of(spans(), ("statement",), stray.split()[0]).first_line(),
            help="keep the thought that the title says; the others are records of their own",
        )
    if sentences > _MOST_SENTENCES or further is not None:
        yield diagnostic(
            "style/several-thoughts",
            f"the statement has {sentences} sentences"
            if further is None
            else f"the statement goes on with {further[1]!r}",
            spans().value(("statement",)).first_line(),
            help="keep the thought that the title says; reasons for it are records of their own, remarks go into 'notes'",
        )


def _stray_sentence(record: Asserted) -> str | None:
    """The first of two or more sentences of a statement that share no word with each other, the title or the rest."""
    sentences = _BETWEEN_SENTENCES.split(record.statement)
    words = [set(content_words(sentence)) for sentence in sentences]
    title = set(content_words(record.title))
    stray = [
        sentence
        for index, sentence in enumerate(sentences)
        if index
        and _TAKES_UP.match(sentence) is None
        and not any(words[index] & (title | other) for place, other in enumerate(words) if place != index)
    ]
    return stray[0] if len(stray) > 1 else None


def template_name(record: ClaimLike, spans: Spans) -> Found:
    """A file has a name that says its thought, not that of the template."""
    if record.id.startswith(OBJECTION_ID):
        yield diagnostic(
            "style/placeholder",
            f"the file is called {record.id!r}, as the template was",
            spans().top(),
            help="rename the file to a few words of its thought, such as 'graders-can-be-swayed': the name is the record's id",
        )


def is_misfiled(kind: str, path: str) -> bool:
    """Whether a record stands in a folder that is meant for another type, or in none of those that are meant for its own."""
    return _is_misplaced(kind, path.rpartition("/")[0])


@lru_cache(maxsize=4096)
def _is_misplaced(kind: str, folder: str) -> bool:
    folders = folder.split("/")[1:]
    own, there = FOLDERS.get(kind), folders[0] if folders else ""
    return (own is None and there in _MEANT_FOR) or (own is not None and bool(there) and own not in folders)


def misfiled(kind: str, path: str, spans: Spans) -> Found:
    """A record stands in no folder that is meant for another type, and sources, people and views stand in theirs.

    Args:
        kind: the record's type.
        path: of its file, which begins with the folder of the base.
        spans: of its file.
    """
    if is_misfiled(kind, path):
        own, there = FOLDERS.get(kind), path.split("/")[1]
        where = f"claims/{own}" if own is not None else "a folder of its topic"
        yield diagnostic(
            "style/misfiled",
            f"a {kind} stands in {there!r}",
            spans().top(),
            help=f"move the file to {where}: its id, and all that refers to it, stay as they are",
        )


def question_mark(record: Question | Crux, spans: Spans) -> Found:
    """A question ends in a question mark."""
    question = record.question
    if question.rstrip(")]}\"'”’» ").endswith("?"):
        return
    last = question.split()[-1]
    span = place_of(spans(), ("question",), last, last=True)
    better = last.rstrip(".") + "?"
    clear = _ASKS.match(question) is not None and last.rstrip(".")[-1:].isalnum()
    yield diagnostic(
        "style/question-mark",
        "the question does not end in a question mark",
        span,
        help="end it with '?', and word it as a question",
        fix=Fix("End it with a question mark", (Edit(span, better),))
        if clear and spans().written(("question",))
        else None,
    )


def is_inverted(title: str) -> bool:
    """Whether the verb of a title stands before its subject."""
    return _INVERTED.match(title) is not None


def question_as_title(record: Question | Crux | Topic, spans: Spans) -> Found:
    """A title that asks ends in a question mark."""
    title = record.title
    if not is_inverted(title) or title.rstrip(")]}\"'”’» ").endswith(("?", "…", ".")):
        return
    last = title.split()[-1]
    span = place_of(spans(), ("title",), last, last=True)
    yield diagnostic(
        "style/title-question-mark",
        "the title asks and has no question mark",
        span,
        help="end it with '?': in a list, readers tell by the mark what is asked and what is claimed",
        fix=Fix("End it with a question mark", (Edit(span, last + "?"),))
        if last[-1].isalnum() and spans().written(("title",))
        else None,
    )


def warrants(record: Arguable, spans: Spans) -> Found:
    """A step's warrant says more than its premise."""
    for kind, steps in (("supports", record.supports), ("attacks", record.attacks)):
        for index, step in enumerate(steps):
            if step.because is not None and repeats_premise(step.because, record.statement, record.title):
                yield repeated_warrant(spans().value((kind, index, "because")), "premise")


def repeats_premise(because: str, statement: str, title: str) -> bool:
    """Whether a warrant says hardly more than the premise whose statement and title these are."""
    return repeats(because, statement) or same_words(because, title)


def repeated_warrant(span: Span, what: str) -> Diagnostic:
    """The finding that a warrant repeats the premise or the conclusion."""
    return diagnostic(
        "style/because-repeats",
        f"'because' only repeats the {what}",
        span.first_line(),
        help="say why the premise bears on the conclusion, or leave it out if that goes without saying",
    )


def text_hygiene(record: Record, spans: Spans) -> Found:
    """No text has hidden characters, placeholders, HTML or links that run something."""
    for path, text in texts(record):
        if found := _HIDDEN_CHARACTER.search(text):
            yield _hidden(found[0], place_of(spans(), path, found[0]))
        if found := _TWIN.search(text):
            yield _mixed(text, found, spans, path)
        if path[-1] in ("url", "id") or not _suspicious(text):
            continue
        prose = without_code(text)
        if found := _PLACEHOLDER.search(prose):
            yield diagnostic(
                "style/placeholder",
                f"the text holds the placeholder {found[0]!r}",
                place_of(spans(), path, found[0]),
                help="write the text, or leave the key out; put the word in `backticks` if it is meant literally",
            )
        if found := _HTML.search(prose):
            yield diagnostic(
                "style/raw-html",
                f"the text holds HTML: {found[0][:40]}",
                place_of(spans(), path, found[0]),
                help="write Markdown; put the text in `backticks` if it is meant literally",
            )
        if found := _UNSAFE_LINK.search(prose):
            address = found[1] or found[2]
            yield diagnostic(
                "style/unsafe-link",
                f"a link leads to {address.partition(':')[0].lower()}:, not to a web page",
                place_of(spans(), path, address),
                help="link to an http or https address",
            )


def _mixed(text: str, found: re.Match[str], spans: Spans, path: Path) -> Diagnostic:
    twin = next(character for character in found[0] if not character.isascii())
    word = next(match[0] for match in re.finditer(r"\w+", text) if match.end() > found.start())
    return diagnostic(
        "style/mixed-script",
        f"the word {word[:40]!r} mixes scripts: {unicodedata.name(twin).lower()}, U+{ord(twin):04X}",
        place_of(spans(), path, word),
        help="write the word in one script, so that it can be found by searching",
    )


def _hidden(character: str, span: Span) -> Diagnostic:
    name = unicodedata.name(character, "control character").lower()
    exact = span.line == span.end_line and span.end_column == span.column + 1
    return diagnostic(
        "style/hidden-character",
        f"the text holds an invisible character, U+{ord(character):04X} ({name})",
        span,
        label="here" if exact else "written as an escape in this text",
        help="remove it; it often comes along with copied text",
        fix=Fix("Remove the character", (Edit(span, ""),), safe=False) if exact else None,
    )


def tags(record: Record, spans: Spans) -> Found:
    """Tags are lower-case, and each stands once."""
    seen: set[str] = set()
    for index, tag in enumerate(record.tags):
        if tag != tag.lower():
            span = spans().value(("tags", index))
            yield diagnostic(
                "style/tag-case",
                f"the tag {tag!r} has capital letters",
                span,
                help=f"write {tag.lower()!r}",
                fix=Fix(f"Write {tag.lower()!r}", (Edit(place_of(spans(), ("tags", index), tag), tag.lower()),)),
            )
        if tag.lower() in seen:
            yield diagnostic(
                "style/tag-twice",
                f"the tag {tag!r} is given twice",
                spans().value(("tags", index)),
                help="remove one",
            )
        seen.add(tag.lower())
