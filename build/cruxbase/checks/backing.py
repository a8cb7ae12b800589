"""Who stands behind what: sides that somebody takes, texts that somebody opened, people who say something, both sides argued."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from cruxbase.checks.disputes import is_unargued
from cruxbase.checks.signatures import Found
from cruxbase.checks.texts import brings_words, same_words, title_content
from cruxbase.checks.usage import used_people
from cruxbase.diagnostics import Diagnostic, Span, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.records import marked_retired, name_text

_TAKES_NO_SIDE = frozenset(("asks", "background"))
_OPENED = frozenset(("read", "excerpt"))
_LEAST_EXTRA_WORDS = 3
_LEAST_REASONS = 3
_FOR_TO_AGAINST = 3
_YEARS_TO_PRINT = 5
_SECOND_HAND = re.compile(
    r"second[ -]hand|\b(?:comments?|repl(?:y|ies|ied)|quot(?:es?|ed|ations?)|reported|debates?|interviews?|retold|cop(?:y|ies))\b",
    re.IGNORECASE,
)


def unasserted_sides(graph: ArgumentGraph) -> Found:
    """A crux has a side that some text asserts or some person believes."""
    for crux in graph.asked_ids("crux"):
        if marked_retired(graph.corpus.entry(crux).data):
            continue
        sides = [link.end for link in graph.links_from("side", crux)]
        if any(is_unargued(graph, side) for side in sides):
            continue  # argument/side-unargued says more
        if sides and not any(_is_taken(graph, side) for side in sides):
            yield diagnostic(
                "argument/sides-unasserted",
                "no text and no person on record takes any side of this crux",
                graph.corpus.span(crux, ("sides",), key=True),
                help="cite a text that asserts a side, or record the viewpoint of somebody who takes one; without either the "
                "disagreement is the editors' own",
            )


def _is_taken(graph: ArgumentGraph, claim: str) -> bool:
    if any(belief.stance != "suspends" for belief in graph.beliefs_in(claim)):
        return True
    data = graph.corpus.entry(claim).data
    if data.get("origin", "stated") != "stated":
        return False
    roles = [c.get("role", "asserts") if isinstance(c, dict) else "asserts" for c in data.get("sources", ())]
    return any(role not in _TAKES_NO_SIDE for role in roles)


def thin_warrants(graph: ArgumentGraph) -> Found:
    """A warrant brings words that the titles of its premises and conclusion do not have."""
    of_title = title_content(graph)
    for step in graph.parts.steps:
        is_long = len(step.because) > 120  # of so many letters three words are new
        if not step.because or is_long or not graph.corpus.asks(step.start):
            continue
        ends = (*step.premises, step.conclusion)
        if brings_words(step.because, [of_title[id] for id in ends], _LEAST_EXTRA_WORDS):
            continue
        if not any(same_words(step.because, graph.title(id)) for id in ends):  # of which style/because-repeats speaks
            where = ("because",) if step.is_argument else (*step.where, "because")
            yield diagnostic(
                "style/thin-warrant",
                "'because' says hardly more than the titles of premise and conclusion",
                graph.corpus.span(step.start, where).first_line(),
                help="say what links the two: a rule, a mechanism, a comparison; or leave it out if it goes without saying",
            )


def unopened_sources(graph: ArgumentGraph) -> Found:
    """What a text is said to assert was read in it."""
    asserted: dict[str, list[str]] = defaultdict(list)
    for citation in graph.parts.citations:
        if citation.where[0] != "sources" or len(citation.where) != 2:
            continue
        entry = graph.corpus.entry(citation.record)
        if entry.kind == "viewpoint" or entry.data.get("origin", "stated") != "stated":
            continue
        written = entry.data["sources"][int(citation.where[1])]
        if isinstance(written, str) or written.get("role", "asserts") in ("asserts", "quotes"):
            asserted[citation.source].append(citation.record)
    for source, places in asserted.items():
        checked = graph.corpus.entry(source).data["checked"]
        if checked not in _OPENED:
            count = f"{len(places)} records" if len(places) > 1 else repr(places[0])
            yield diagnostic(
                "source/asserted-unopened",
                f"this text is said to assert what {count} state{'s' if len(places) == 1 else ''}, and nobody opened it",
                graph.corpus.span(source, ("checked",)),
                help="open it and raise 'checked', or cite the text that it is known from and give this one 'role: background'",
            )


def silent_people(graph: ArgumentGraph) -> Found:
    """Whoever is a record holds a dated view, is part of a group that does, or has notes that say why not."""
    heard = {link.end for link in graph.parts.links if link.kind == "holder"}
    for link in graph.parts.links:
        if link.kind == "member" and link.start in heard:
            heard.add(link.end)
    used = used_people(graph)  # of whom nobody makes use, that is said
    for id in graph.ids("person"):
        if id in used and id not in heard and "notes" not in graph.corpus.entry(id).data:
            yield diagnostic(
                "source/person-without-view",
                "nothing is on record of what this person believes",
                graph.corpus.span(id),
                help="add a dated viewpoint with this holder, or say in 'notes' why there is none",
            )


def one_sided_topics(graph: ArgumentGraph) -> Found:
    """A topic has at least one reason against for three for."""
    topics: Mapping[str, str] = {link.start: link.end for link in graph.parts.links if link.kind == "topic"}
    reasons: Counter[tuple[str, str]] = Counter()
    for step in graph.parts.steps:
        if step.conclusion in topics:
            reasons[topics[step.conclusion], step.kind] += 1
    for undercut in graph.parts.undercuts:
        conclusion = graph.steps[undercut.step].conclusion
        if conclusion in topics:
            reasons[topics[conclusion], "attacks"] += 1
    for topic in graph.ids("topic"):
        for_it, against = reasons[topic, "supports"], reasons[topic, "attacks"]
        if is_one_sided(for_it, against):
            yield one_sided_topic(graph.corpus.span(topic), for_it, against)


def is_one_sided(for_it: int, against: int) -> bool:
    """Whether of so many reasons for and against the claims of a topic too few are against."""
    return for_it >= _LEAST_REASONS and against * _FOR_TO_AGAINST < for_it


def one_sided_topic(span: Span, for_it: int, against: int) -> Diagnostic:
    """The finding that a topic has hardly any reasons against its claims.

    Args:
        span: of the topic.
        for_it: how many reasons for claims of the topic there are.
        against: how many against.
    """
    return diagnostic(
        "argument/one-sided-topic",
        f"{for_it} reasons for claims of this topic, and {against or 'none'} against",
        span,
        help="add the strongest objections that its opponents make, in their terms",
    )


def views_before_their_texts(graph: ArgumentGraph) -> Found:
    """A view is not older than the holder's own texts that it was read from, nor many years older than texts of others.

    The answers to a questionnaire are published a few years later.
    """
    this_year = datetime.datetime.now(tz=datetime.UTC).year
    for id in graph.ids("viewpoint"):
        data = graph.corpus.entry(id).data
        cited = [entry for entry in data.get("sources", ()) if not isinstance(entry, str)]
        issued = [graph.corpus.entry(one.source).data.get("issued") for one in graph.citations_by(id)]
        retold = any(entry.get("role") in ("reports", "quotes") for entry in cited)
        if retold or not issued or not all(issued):
            continue
        first, view = min(map(str, issued)), str(data["date"])
        if any(year[:4] in data.get("notes", "") for year in (view, first)):
            continue  # they speak of the two dates
        own = all(data["holder"] in _authors(graph, one.source) for one in graph.citations_by(id))
        late = _months_between(view, first) > 1 if own else int(first[:4]) > int(view[:4]) + _YEARS_TO_PRINT
        if late and this_year >= int(first[:4]):
            yield diagnostic(
                "credence/view-before-text",
                f"the view is dated {data['date']}, and its earliest text {first}",
                graph.corpus.span(id, ("date",)),
                help="correct the one that slipped; where a later text reports an old view, say so in 'notes', with the year",
            )


def _months_between(earlier: str, later: str) -> int:
    """How many months lie between two dates, as far as both are precise.

    >>> (
    ...     _months_between("2024-11-30", "2025-01"),
    ...     _months_between("2024-12", "2025"),
    ...     _months_between("2025", "2025-07-01"),
    ... )
    (2, 12, 0)
    """
    years = int(later[:4]) - int(earlier[:4])
    precise = len(earlier) > len("2024") and len(later) > len("2024")
    return 12 * years + (int(later[5:7]) - int(earlier[5:7]) if precise else 0)


def _authors(graph: ArgumentGraph, source: str) -> frozenset[str]:
    """The authors of a source: the present ids of those with a record, the names of others."""
    aliases = graph.corpus.aliases
    names = map(name_text, graph.corpus.entry(source).data.get("authors", ()))
    return frozenset(aliases.get(name, name) for name in names)


def views_in_texts_of_others(graph: ArgumentGraph) -> Found:
    """A view is read from a text of its holder, or it is said how somebody else's text shows it."""
    written = {author for source in graph.ids("source") for author in _authors(graph, source)}
    for id in graph.ids("viewpoint"):
        data = graph.corpus.entry(id).data
        cited = [entry if isinstance(entry, dict) else {"source": entry} for entry in data.get("sources", ())]
        said = [str(data.get("method", "")), *(str(entry.get("at", "")) for entry in cited)]
        retold = any(entry.get("role") in ("reports", "quotes") for entry in cited)
        holder = graph.corpus.aliases.get(data["holder"], data["holder"])
        if not cited or retold or data.get("origin", "stated") != "stated" or holder not in written:
            continue
        is_person = holder in graph.corpus and graph.corpus.entry(holder).data.get("kind", "person") == "person"
        if not is_person or any(map(_SECOND_HAND.search, said)):
            continue  # groups and positions write nothing themselves
        authors = [_authors(graph, one.source) for one in graph.citations_by(id)]
        if all(authors) and not any(holder in names for names in authors):
            yield diagnostic(
                "credence/holder-no-author",
                f"none of the texts cited is by {graph.title(holder)}",
                graph.corpus.span(id, ("holder",)),
                help="correct 'holder' or 'sources'; where somebody else's text says what the holder believes, write "
                "'role: reports' or 'role: quotes' on the citation",
            )


def views_of_the_future(graph: ArgumentGraph) -> Found:
    """Nobody's view is dated after today."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    for id in graph.ids("viewpoint"):
        data = graph.corpus.entry(id).data
        date = str(data["date"])
        if date > today[: len(date)]:
            yield diagnostic(
                "credence/future-view",
                f"the view is dated {date}, which is still to come",
                graph.corpus.span(id, ("date",)),
                help="write the date of the text in which the holder says so; a forecast's own date goes into the claim, as 'by'",
            )
