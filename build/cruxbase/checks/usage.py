"""Whether sources, people and topics are used, and how far the used ones can be trusted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from cruxbase.checks.signatures import Found
from cruxbase.diagnostics import Related, diagnostic
from cruxbase.graph import ArgumentGraph
from cruxbase.records import name_text
from cruxbase.support.letters import id_of

_NOT_READ = frozenset(("unverified", "identifier-only"))


def uncited_sources(graph: ArgumentGraph) -> Found:
    """Every source is cited, or holds one that is."""
    for id in graph.ids("source"):
        if not (graph.citations_of(id) or graph.links_to("part_of", id) or graph.links_to("refines", id)):
            yield diagnostic(
                "source/never-cited",
                "nothing cites this source",
                graph.corpus.span(id),
                help=f"cite it where it bears on a claim: 'sources: [{{source: {id}, at: …}}]'",
            )


def authors_on_record(graph: ArgumentGraph) -> Found:
    """An author who has a record is named by its id."""
    people = {_words_of_name(graph.corpus.entry(id).data["name"]): id for id in graph.ids("person")}
    for id in graph.ids("source"):
        for index, author in enumerate(graph.corpus.entry(id).data.get("authors", ())):
            name = name_text(author)
            person = people.get(_words_of_name(name))
            if person is not None and name not in graph.corpus:
                yield diagnostic(
                    "source/author-on-record",
                    f"{name!r} has a record",
                    graph.corpus.span(id, ("authors", index)),
                    related=(Related(graph.corpus.span(person), "of this name"),),
                    help=f"if they are the same person, write the id, {person!r}, so that the source stands on their page",
                )


def _words_of_name(name: str) -> frozenset[str]:
    """The words of a name without their order and the marks on their letters; of other scripts the name itself."""
    plain = id_of(name)
    return frozenset(plain.split("-")) if plain else frozenset((name,))


def people_twice(graph: ArgumentGraph) -> Found:
    """One person has one record, in whatever order their names and with whatever marks their letters are written."""
    first: dict[frozenset[str], str] = {}
    for id in graph.ids("person"):
        data = graph.corpus.entry(id).data
        for name in dict.fromkeys(_words_of_name(name) for name in (data["name"], *data.get("also", ()))):
            other = first.setdefault(name, id)
            if other != id and len(name) > 1:
                yield diagnostic(
                    "source/person-twice",
                    f"{id!r} has the name of {other!r}",
                    graph.corpus.span(id, ("name",)),
                    related=(Related(graph.corpus.span(other, ("name",)), "of the same name"),),
                    help=f"if they are one person, write {other!r} wherever {id!r} stands and remove this record; if they are "
                    "two, write their names so that readers can tell them apart",
                )
                break


def texts_of_the_future(graph: ArgumentGraph) -> Found:
    """No text is of a day to come."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    for id in graph.ids("source"):
        issued = str(graph.corpus.entry(id).data.get("issued", ""))
        if issued > today[: len(issued)]:
            yield diagnostic(
                "source/future-text",
                f"the text is dated {issued}, which is still to come",
                graph.corpus.span(id, ("issued",)),
                help="correct the date; leave 'issued' out for a text that is not out yet, and say so in 'notes'",
            )


def unused_people(graph: ArgumentGraph) -> Found:
    """Every person holds a view, wrote a source, or is what others belong to."""
    used = used_people(graph)
    for id in graph.ids("person"):
        if id not in used:
            yield diagnostic(
                "source/person-unused",
                "nothing refers to this person",
                graph.corpus.span(id),
                help="add a viewpoint with this holder or name the person as an author, or remove the record",
            )


def used_people(graph: ArgumentGraph) -> frozenset[str]:
    """The people who hold a view, wrote a source, belong to a group or have members, or are what others belong to."""
    aliases = graph.corpus.aliases
    named: set[str] = set()
    for id in graph.ids("source", "person"):
        data = graph.corpus.entry(id).data
        named.update(aliases.get(name, name) for name in map(name_text, data.get("authors", ())))
        named.add(data.get("affiliation", ""))
    for link in graph.parts.links:
        if link.kind == "holder":
            named.add(link.end)
        elif link.kind == "member":
            named.update((link.start, link.end))
    people = {id: graph.corpus.entry(id).data["name"] for id in graph.ids("person")}
    return frozenset(id for id, name in people.items() if id in named or name in named)


def empty_topics(graph: ArgumentGraph) -> Found:
    """Every topic has claims, or topics below it."""
    for id in graph.ids("topic"):
        if not graph.links_to("topic", id) and not graph.links_from("backbone", id):
            yield diagnostic(
                "source/empty-topic",
                "no claim is filed under this topic",
                graph.corpus.span(id),
                help=f"write 'topic: {id}' on the claims that belong here, or remove the record",
            )


def unread_numbers(graph: ArgumentGraph) -> Found:
    """Numbers rest on some source that an editor has looked at."""
    grades = {id: graph.corpus.entry(id).data["checked"] for id in graph.ids("source")}
    for id in graph.ids("evidence"):
        data = graph.corpus.entry(id).data
        if "measurements" not in data:
            continue
        cited = {entry if isinstance(entry, str) else entry["source"] for entry in data["sources"]}
        cited.update(entry["source"] for entry in data["measurements"] if "source" in entry)
        meant = {graph.corpus.aliases.get(source, source) for source in cited}
        known = {source for source in meant if source in grades}
        if known and all(grades[source] in _NOT_READ for source in known):
            yield diagnostic(
                "source/unverified-numbers",
                "these numbers rest only on sources that nobody has read",
                graph.corpus.span(id, ("measurements",), key=True),
                help=f"read {_some(known)} and raise its 'checked', or take the numbers out",
            )


def predictions_of_the_past(graph: ArgumentGraph) -> Found:
    """A prediction comes before what it predicts."""
    for id in graph.ids("prediction"):
        data = graph.corpus.entry(id).data
        issued = [
            graph.corpus.entry(link.source).data.get("issued")
            for link in graph.citations_by(id)
            if link.where[0] == "sources"
        ]
        dates = [date for date in issued if date is not None]
        if not dates or len(dates) < len(issued):
            continue
        for path, date in (
            (("by",), data.get("by")),
            (("resolution", "date"), data.get("resolution", {}).get("date")),
        ):
            if date is not None and all(_before(date, other) for other in dates):
                yield diagnostic(
                    "source/predicts-the-past",
                    f"{date} is before {min(dates)}, when the earliest cited text came out",
                    graph.corpus.span(id, path),
                    help="check the dates; what was known when it was written is no prediction",
                )


def _before(date: str, other: str) -> bool:
    """Whether one date is earlier than another as far as both are known."""
    known = min(len(date), len(other))
    return date[:known] < other[:known]


def _some(ids: Iterable[str]) -> str:
    return " or ".join(repr(id) for id in sorted(ids)[:3])
