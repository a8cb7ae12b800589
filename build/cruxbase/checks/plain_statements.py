"""Whether a claim is stated flat, by itself, and as what it is: no hedge, no speaker, no question, nothing that points elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cruxbase.checks.signatures import Found, Spans, type_of
from cruxbase.checks.texts import Phrases, holds_any, title_content
from cruxbase.diagnostics import diagnostic
from cruxbase.graph import ArgumentGraph, StepNode
from cruxbase.records import ARGUABLE

if TYPE_CHECKING:
    from cruxbase.records import Asserted, Claim

_HEDGE = Phrases(
    r"\b(?:probably|perhaps|maybe|presumably|arguably|possibly|might perhaps|it (?:seems|is likely|is possible) that)\b",
    *("bly", "perhaps", "maybe", "it seems", "it is "),
)
_SPEAKER = re.compile(
    r"^(?:I|We|(?:The )?[Aa]uthors?|(?!The |To |It )[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2}) "
    r"(?:thinks?|believes?|argues?|claims?|says?|holds?|feels?|suspects?|expects?) that\b"
)
_POINTS = Phrases(
    r"\b(?:(?:see|cited|mentioned|described|as) above|(?:see|cited|mentioned|described) below|this is what|"
    r"the (?:above|previous) (?:claim|point|argument)|this (?:paper|report|article|post))\b",
    *("above", "below", "the previous", "this "),
)
_ANSWERS = re.compile(
    r"^(?:This|That|It) (?:is|was|seems) (?:wrong|false|right|true|mistaken|nonsense|correct|incorrect|untrue)\b(?! that\b)"
)
_QUOTED = re.compile("^[“„«‘].*[”“»’]$")
_TWO_THINGS = re.compile(r"^[A-Z][\w-]*(?: [\w-]+)? (?:and|versus|vs\.?|or) [\w-]+$")
_NOWHERE = re.compile(
    r"^(?:see )?(?:above|below|passim|throughout|ibid\.?|various|somewhere\b.*|everywhere|the text|n/?a|-|"
    r"(?:in |near |at )?the (?:start|beginning|middle|end))$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[0-9]+(?:\s*[-–]\s*[0-9]+)?")
_MARKUP = re.compile(
    r"(?P<address>https?://\S|\bwww\.\w)|^\s*(?:#{1,6} \S|[-*+] \S|1[.)] \S)|\n\s*(?:[-*+]|[0-9]+[.)]) \S"
)
_MARKS = frozenset("#-*+1")
"""With which a heading or a list begins."""
_NORM = Phrases(
    r"^(?!(?:if|were|should)\b)(?:(?!\b(?:that|if|whether|what|who|how|which|when|why)\b)[\w' -]){3,60}\b(should|ought to)\b",
    *("should", "ought to"),
)
_PHRASE_WORDS = tuple(dict.fromkeys((*_HEDGE.words, *_POINTS.words, *_NORM.words)))
_QUOTING = frozenset("“„«‘")
_NEGATION = frozenset(
    ("not", "no", "never", "cannot", "nobody", "nothing", "none", "without", "don't", "doesn't", "isn't")
)
_FEW = 2  # words that hold no statement
_MOST_SPACES = 3  # in a title that names two things, each in two words at most


def may_have_phrases(title: str, statement: str) -> bool:
    """Whether a title or statement may hedge, point elsewhere or say what ought to be."""
    return holds_any(f"{title}\n{statement}", _PHRASE_WORDS)


def flat(record: Asserted, spans: Spans) -> Found:
    """A claim's words hedge: how sure somebody is belongs to the somebody."""
    if type_of(record) == "definition":  # 'perhaps' may be a part of a sense
        return
    for key, text in (("title", record.title), ("statement", record.statement)):
        match = _HEDGE.search(text)
        if match is not None:
            yield diagnostic(
                "style/hedged",
                f"the {key} says {match[0]!r}",
                spans().value((key,)),
                help="state it flat; how sure somebody is goes into a viewpoint, or as 'wording' beside the citation",
            )
            return


def names_speaker(statement: str) -> bool:
    """Whether a statement may begin with who says it."""
    return " that" in statement and _SPEAKER.match(statement) is not None


def without_speaker(record: Asserted, spans: Spans) -> Found:
    """A statement that says who says it is true whatever becomes of the claim."""
    match = _SPEAKER.match(record.statement) if names_speaker(record.statement) else None
    if match is not None:
        yield diagnostic(
            "style/speaker-in-statement",
            f"the statement begins with {match[0]!r}",
            spans().value(("statement",)),
            help="state the thought itself; who says it goes into 'sources', and who believes it into a viewpoint",
        )


def answers(statement: str) -> bool:
    """Whether a statement begins as an answer to what stands before it."""
    return _ANSWERS.match(statement) is not None


def is_no_place(at: str) -> bool:
    """Whether a locator says nothing of where in a source something stands."""
    return _NOWHERE.match(at.strip()) is not None or _BARE_NUMBER.fullmatch(at.strip()) is not None


def stands_alone(record: Asserted, spans: Spans) -> Found:
    """A statement is read without what stands around it, and a locator says where."""
    match = _ANSWERS.match(record.statement) or _POINTS.search(record.statement)
    if match is not None:
        yield diagnostic(
            "style/points-elsewhere",
            f"the statement says {match[0]!r}, and stands alone",
            spans().value(("statement",)),
            help="say it in full: it is read on the map, in lists and under other claims",
        )
    for index, citation in enumerate(record.sources):
        if citation.at is not None and _NOWHERE.match(citation.at.strip()):
            yield diagnostic(
                "source/empty-locator",
                f"{citation.at!r} is no place in the source",
                spans().value(("sources", index, "at")),
                help="write a section, page, paragraph, figure or table: §3.2, p. 12, P35, Fig. 6, Table 2",
            )
        elif citation.at is not None and _BARE_NUMBER.fullmatch(citation.at.strip()):
            yield diagnostic(
                "source/empty-locator",
                f"{citation.at!r} does not say what it counts",
                spans().value(("sources", index, "at")),
                help=f"write what it is: 'p. {citation.at}', '§{citation.at}', '¶{citation.at}'",
            )


def may_have_markup(statement: str) -> bool:
    """Whether a statement has anything by which a heading, a list or an address is told."""
    return "\n" in statement or statement.lstrip()[:1] in _MARKS or "://" in statement or "www." in statement


def one_paragraph(record: Asserted, spans: Spans) -> Found:
    """A statement is plain sentences: it is shown in lists, on the map and in tables."""
    match = _MARKUP.search(record.statement) if may_have_markup(record.statement) else None
    if match is not None:
        what = "an address" if match["address"] else "a heading or a list"
        yield diagnostic(
            "style/markup-in-statement",
            f"the statement has {what} in it",
            spans().value(("statement",)).first_line(),
            help="a text that says so is a record of type source, cited under 'sources'"
            if match["address"]
            else "write plain sentences; a list of thoughts is several claims, and what else is to be known goes into 'notes'",
        )


def may_be_no_sentence(title: str) -> bool:
    """Whether a title is so short, or marked so, that it may be no sentence."""
    return title.count(" ") <= _MOST_SPACES or title.rstrip()[-1:] == "?" or title[0] in _QUOTING or title.isupper()


def sentence_as_title(record: Asserted, spans: Spans) -> Found:
    """A claim's title is a sentence that is true or false, in ordinary letters."""
    title = record.title
    shouted = title.isupper() and len(title.split()) > _FEW
    if title.rstrip().endswith("?"):
        said, what = (
            "asks",
            "state one answer; a question is a record of its own, of 'type: question', which claims answer",
        )
    elif shouted:
        said, what = "is in capitals", "write it as a sentence, with a capital first"
    elif _QUOTED.match(title):
        said, what = (
            "stands in quotation marks",
            "leave them out: they would be shown; YAML needs quotes of the plain kind only",
        )
    elif _TWO_THINGS.match(title):
        said, what = "names two things and says nothing of them", "say what is the case"
    elif len(title.split()) < _FEW:
        said, what = (
            "is a word and no sentence",
            "say what is the case; the word alone may be a topic, or the 'term' of a definition",
        )
    else:
        return
    yield diagnostic("style/title-not-a-sentence", f"the title {said}", spans().value(("title",)), help=what)


def norm_as_claim(record: Claim, spans: Spans) -> Found:
    """What ought to be is a norm or a proposal, which other rules hold for."""
    match = _NORM.match(record.title) or _NORM.match(record.statement)
    if match is not None:
        yield diagnostic(
            "style/norm-as-claim",
            f"a claim says what {match[1].lower()} be",
            spans().value(("statement",)),
            help="if this says what ought to be done, write 'type: norm' or 'type: proposal'",
        )


def negated_twins(graph: ArgumentGraph) -> Found:
    """Two titles that differ by a negation only, of records that nothing relates, or of which one supports the other."""
    seen: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
    titles = {id: words for id, words in title_content(graph).items() if graph.kind(id) in ARGUABLE}
    if all(map(_NEGATION.isdisjoint, titles.values())):
        return
    for id, words in titles.items():
        plain = _without_negations(words)
        if len(plain) > _FEW:
            seen.setdefault(plain, []).append((id, len(plain) != len(words)))
    for same in seen.values():
        denying = [id for id, denies in same if denies]
        for id in denying:
            others = [other for other, denies in same if not denies]
            for step in [step for other in others for step in _supports_between(graph, id, other)]:
                yield diagnostic(
                    "argument/supports-its-denial",
                    f"{step.start!r} supports {step.conclusion!r}, and the titles deny each other",
                    graph.corpus.span(step.start, step.where).first_line(),
                    help=f"write 'attacks: [{step.conclusion}]' if it speaks against it; otherwise correct the title that slipped",
                )
            other = next((other for other in others if not are_related(graph, id, other)), None)
            if other is not None:
                yield diagnostic(
                    "style/negated-twin",
                    f"the title denies that of {other!r}, and nothing relates the two",
                    graph.corpus.span(id, ("title",)),
                    help=f"write 'attacks: [{other}]', or a crux with the two as its sides; "
                    "or merge them, where only the words differ",
                )


def _without_negations(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word not in _NEGATION))


def denial_keys(kind: str, words: Sequence[str]) -> Iterator[str]:
    """What records share whose titles `negated_twins` holds against each other; `words` are what carries their meaning."""
    if kind in ARGUABLE:
        plain = _without_negations(words)
        if len(plain) > _FEW:
            yield f"but for denials {' '.join(plain)}"


def _supports_between(graph: ArgumentGraph, one: str, other: str) -> list[StepNode]:
    """The steps by which either of two claims alone supports the other."""
    steps = [*graph.steps_into(one), *graph.steps_into(other)]
    return [
        step
        for step in steps
        if step.kind == "supports" and not step.is_argument and {step.start, step.conclusion} == {one, other}
    ]


def are_related(graph: ArgumentGraph, one: str, other: str) -> bool:
    """Whether a step, a refinement, a requirement or a question joins two claims."""
    steps = {step.conclusion for step in graph.steps_from(one)} | {step.start for step in graph.steps_into(one)}
    sides = {link.start for link in graph.links_to("side", one)} & {
        link.start for link in graph.links_to("side", other)
    }
    answers = {link.end for link in graph.links_from("answers", one)} & {
        link.end for link in graph.links_from("answers", other)
    }
    joined = {link.end for kind in ("refines", "requires") for link in graph.links_from(kind, one)}
    joined |= {link.start for kind in ("refines", "requires") for link in graph.links_to(kind, one)}
    return other in steps | joined or bool(sides) or bool(answers)
