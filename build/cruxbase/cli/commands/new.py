"""`cruxbase new`: write a new record."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cruxbase.cli import prompts, terminal
from cruxbase.cli.arguments import add_base, base, id_in
from cruxbase.cli.bases import Place
from cruxbase.cli.problems import WrongUsage, unknown_name
from cruxbase.cli.writing import Draft, write_drafts
from cruxbase.support.plain_data import list_or_empty

if TYPE_CHECKING:
    from cruxbase.editing.creating import Field
    from cruxbase.knowledge_base import KnowledgeBase

DESCRIPTION = """
Writes a new record into the folder where it belongs, laid out as 'cruxbase fmt' does, and checks it. On a terminal it
asks for what a record of the type must have and was not given, offers the topics and sources there are, shows records
that are like a title while one types it, and those that nearly say the same before it writes. Without a terminal
everything is given by options. No file is ever overwritten.

With --from, sources are made of the entries of a BibTeX or BibLaTeX file (.bib), a CSL-JSON file (.json) or a RIS file
(.ris), as reference managers export them; those that the base has already are passed over, and those that an earlier
import wrote are brought up to date where no editor changed them. What was changed or dropped is listed.
"""
EXAMPLES = (
    ("cruxbase new", "asks for everything"),
    ("cruxbase new claim", "asks for the rest"),
    (
        "cruxbase new claim --title '…' --topic legibility --text '…' --source mallen-comments@P35",
        "asks nothing",
    ),
    ("cruxbase new person --title 'Ada Lovelace'", "a person"),
    ("cruxbase new definition --set term=legibility", "any key, with --set"),
    ("cruxbase new source --from library.bib --key dai2025", "one entry of a bibliography"),
)
_TITLES = {"person": "name"}
_TEXTS = {
    "question": "question",
    "crux": "question",
    "topic": "summary",
    "model": "summary",
    "source": "summary",
    "person": "notes",
}
_RELATIONS = ("supports", "attacks", "undercuts", "answers", "requires", "refines")
_LEAST_TYPED = 3  # letters; what is like fewer is anything
_LISTS = frozenset((*_RELATIONS, "authors", "aliases", "tags", "also", "sides", "decides", "premises", "would_settle"))
_SINGLE_IN_ARGUMENTS = frozenset(("supports", "attacks"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `new`."""
    parser.add_argument(
        "type", metavar="TYPE", nargs="?", help="claim, evidence, definition, question, crux, source, person, topic …"
    )
    parser.add_argument("--title", help="the title; for a person the name")
    parser.add_argument("--text", help="what it says: the statement, question or summary, as the type has it")
    parser.add_argument("--topic", metavar="ID", help="the topic that it is filed under")
    parser.add_argument("--id", metavar="ID", help="the id (default: made from the title)")
    parser.add_argument(
        "--source", action="append", metavar="ID[@PLACE]", help="a source that says so, and where in it"
    )
    for name in _RELATIONS:
        parser.add_argument(f"--{name}", action="append", metavar="ID", help=f"what it {name}; may be repeated")
    parser.add_argument(
        "--set", action="append", metavar="KEY=VALUE", default=[], help="any other key; may be repeated"
    )
    parser.add_argument(
        "--from", dest="bibliography", metavar="FILE", help="make sources of a .bib, CSL .json or .ris file"
    )
    parser.add_argument("--key", help="with --from: only the entry with this key")
    parser.add_argument("--dry-run", action="store_true", help="print the record, and write nothing")
    parser.add_argument("--no-input", action="store_true", help="ask nothing, even on a terminal")
    add_base(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the record, or the sources of a bibliography; 1 where the check finds an error in what was written."""
    from cruxbase.loading.loading import load
    from cruxbase.records import RECORD_TYPES

    asking = terminal.is_interactive() and not arguments.no_input
    kind = arguments.type
    if kind is None and asking:
        kind = prompts.choice("type of the record", [(name, "") for name in RECORD_TYPES])
    if kind is None:
        raise WrongUsage(f"say what it is to be: 'cruxbase new TYPE', with one of {', '.join(RECORD_TYPES)}")
    if kind not in RECORD_TYPES:
        raise unknown_name("type", kind, list(RECORD_TYPES))
    place = base(arguments)
    kb = load(place.root).knowledge_base
    if arguments.bibliography is not None:
        if kind != "source":
            raise WrongUsage("--from makes sources: 'cruxbase new source --from FILE'")
        return _from_bibliography(kb, place, arguments)
    data = _given(kind, arguments)
    topic = data.get("topic")
    if topic is not None and topic not in set(kb.graph.ids("topic")):
        raise unknown_name("topic", str(topic), list(kb.graph.ids("topic")))
    if asking:
        _ask(kb, kind, data)
    missing = [field.name for field in _missing(kind, data)]
    if missing:
        raise WrongUsage(f"a {kind} needs {', '.join(missing)}; give them with options, or --set KEY=VALUE")
    title = data.get(_TITLES.get(kind, "title"), "")
    if not _is_new(kb, kind, str(title), asking, arguments.id is not None):
        return 0
    draft = Draft(kind, data, _id(kb, kind, data, arguments.id, asking))
    return write_drafts(place, [draft], arguments.dry_run)


# what the options say


def _given(kind: str, arguments: argparse.Namespace) -> dict[str, object]:
    from cruxbase.records import KEY_ORDER, RECORD_TYPES

    data: dict[str, object] = {"type": kind}
    fields = RECORD_TYPES[kind].model_fields
    simple: dict[str, object] = {
        _TITLES.get(kind, "title"): arguments.title,
        _TEXTS.get(kind, "statement"): arguments.text,
        "topic": id_in(arguments.topic) if arguments.topic else None,
    }
    simple |= {name: _ends(kind, name, values) for name in _RELATIONS if (values := getattr(arguments, name))}
    if arguments.source:
        simple["sources"] = [_citation(written) for written in arguments.source]
    for written in arguments.set:
        name, value = _setting(written)
        if name in _LISTS and not (kind == "argument" and name in _SINGLE_IN_ARGUMENTS):
            simple[name] = [
                *list_or_empty(simple.get(name)),
                *(part.strip() for part in value.split(";") if part.strip()),
            ]
        else:
            simple[name] = value
    given = {name: _stripped(value) for name, value in simple.items() if value is not None}
    for name in given.keys() - fields.keys():
        raise _unknown_key(kind, name, [key for key in KEY_ORDER if key in fields and key not in ("type", "id")])
    return data | given


def _ends(kind: str, name: str, values: list[str]) -> str | list[str]:
    """What a relation leads to; an argument has some relations to one record only."""
    if kind == "argument" and name in _SINGLE_IN_ARGUMENTS:
        return values[0]
    return [value if "->" in value else id_in(value) for value in values]


def _setting(written: str) -> tuple[str, str]:
    """The key and the value of `--set KEY=VALUE`."""
    name, sign, value = written.partition("=")
    if not sign or not value.strip():
        raise WrongUsage(f"--set wants KEY=VALUE, and {written!r} is not that")
    return name.strip(), value


def _unknown_key(kind: str, name: str, known: list[str]) -> WrongUsage:
    from cruxbase.parsing.suggestions import meant_key

    near = meant_key(name, known)
    hint = f"did you mean {near!r}? " if near is not None else ""
    return WrongUsage(f"a {kind} has no {name!r}; {hint}its keys are: {', '.join(known)}")


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _citation(written: str) -> str | dict[str, str]:
    """A citation as it is given: a source, and after @ the place in it."""
    source, _, place = written.partition("@")
    return {"source": id_in(source), "at": place.strip()} if place.strip() else id_in(source)


def _missing(kind: str, data: dict[str, object]) -> list[Field]:
    from cruxbase.editing.creating import needed

    return [field for field in needed(kind) if field.name not in data]


# what is asked


def _ask(kb: KnowledgeBase, kind: str, data: dict[str, object]) -> None:
    """Ask for what is missing, in the order in which it is written."""
    from cruxbase.records import ARGUABLE, CLAIM_LIKE

    for field in _missing(kind, data):
        prompts.say(f"\n{field.description}")
        if field.choices:
            data[field.name] = prompts.choice(field.name, [(value, "") for value in field.choices])
        elif field.name == "sources":
            data["sources"] = [_asked_citation(kb, needed=True)]
        elif field.leads_to and not field.many:
            data[field.name] = _asked_record(kb, field.name, field.leads_to)
        elif field.many:
            data[field.name] = _asked_several(kb, field)
        else:
            titled = field.name == _TITLES.get(kind, "title")
            like = partial(_like, kb, CLAIM_LIKE if kind in CLAIM_LIKE else frozenset((kind,))) if titled else None
            data[field.name] = prompts.answer(field.name, check=partial(_problem_with, kind, field.name), like=like)
    if "sources" not in data and kind not in ("source", "person", "topic", "crux", "question"):
        prompts.say("\nA source that says so; leave it empty where there is none.")
        cited = _asked_citation(kb, needed=False)
        if cited:
            data["sources"] = [cited]
    if kind in ARGUABLE and not any(name in data for name in _RELATIONS):
        _ask_what_it_bears_on(kb, data)
    if kind == "viewpoint" and "credences" not in data:
        data |= _asked_beliefs(kb)


def _ask_what_it_bears_on(kb: KnowledgeBase, data: dict[str, object]) -> None:
    """Ask for a record that this one bears on, how and why, so that it is no orphan."""
    from cruxbase.records import ARGUABLE

    prompts.say("\nWhat it bears on; leave it empty where that is to come.")
    target = _asked_record(kb, "bears on", ARGUABLE | {"question", "crux"}, needed=False)
    if not target:
        return
    if kb.record(target).type in ("question", "crux"):
        data["answers"] = [target]
        return
    relation = prompts.choice(
        "how",
        [
            ("supports", "it speaks for it"),
            ("attacks", "it speaks against it"),
            ("requires", "it cannot hold without it"),
        ],
    )
    because = prompts.answer("because: why it does, in a sentence that others could argue with", needed=False)
    data[relation] = [{"claim": target, "because": because}] if because else [target]


def _asked_beliefs(kb: KnowledgeBase) -> dict[str, object]:
    """What the holder of a viewpoint believes, claim by claim."""
    from cruxbase.records import ARGUABLE

    prompts.say("\nWhat the holder believes: a claim, then how far (0.7, 40-55%, likely); an empty claim ends it.")
    beliefs: dict[str, object] = {}
    while True:
        claim = _asked_record(kb, "claim", ARGUABLE, needed=not beliefs)
        if not claim:
            return {"credences": beliefs}
        credence = prompts.answer("how far", check=_problem_with_credence)
        basis = prompts.choice(
            "basis", [("stated", "the text says so"), ("inferred", "read off its wording"), ("editorial", "ours")]
        )
        place = prompts.answer("where in the text", needed=False)
        beliefs[claim] = {"credence": credence, "basis": basis, **({"at": place} if place else {})}


def _problem_with(kind: str, name: str, given: str) -> str | None:
    """What the schema has against an answer; None where it will do."""
    from cruxbase.records import RECORD_TYPES
    from cruxbase.records.single_values import problem_with

    return problem_with(RECORD_TYPES[kind], name, given)


def _problem_with_credence(given: str) -> str | None:
    from pydantic import ValidationError

    from cruxbase.records.credences import CredenceEntry

    try:
        CredenceEntry.model_validate({"credence": given, "basis": "editorial"})
    except ValidationError as problem:
        return str(problem.errors()[0]["msg"])
    return None


def _asked_citation(kb: KnowledgeBase, *, needed: bool) -> str | dict[str, str]:
    source = _asked_record(kb, "source", frozenset(("source",)), needed=needed)
    place = prompts.answer("where in it, such as §3.2 or p. 12", needed=False) if source else ""
    return {"source": source, "at": place} if place else source


def _asked_several(kb: KnowledgeBase, field: Field) -> list[str]:
    found: list[str] = []
    while True:
        more = "one more, or nothing" if found else field.name
        given = (
            _asked_record(kb, more, field.leads_to, needed=not found)
            if field.leads_to
            else prompts.answer(more, needed=not found)
        )
        if not given:
            return found
        found.append(given)


def _asked_record(kb: KnowledgeBase, question: str, kinds: frozenset[str], *, needed: bool = True) -> str:
    """An id of one of these types: chosen from a short list, or by words from a long one."""
    known = [(id, kb.graph.title(id)) for id in kb.graph.ids(*kinds)]
    if len(known) <= 30:
        return prompts.choice(question, known, needed=needed)
    while True:
        like = partial(_like, kb, kinds)
        given = prompts.answer(f"{question}: its id, or words to search for", needed=needed, like=like)
        if not given or (given in kb and kb.record(given).type in kinds):
            return given
        hits = [hit.record for hit in kb.search(given, limit=60) if hit.record.type in kinds][:9]
        if not hits:
            prompts.say("  nothing found")
            continue
        options = [(view.id, view.title) for view in hits]
        chosen = prompts.choice("which, or nothing to search again", options, needed=False)
        if chosen:
            return chosen


def _like(kb: KnowledgeBase, kinds: frozenset[str], typed: str) -> tuple[str, ...]:
    """Records of these types that are like what is being typed, the nearest first."""
    if len(typed.strip()) < _LEAST_TYPED:
        return ()
    hits = [hit.record for hit in kb.search(typed, limit=60) if hit.record.type in kinds]
    return tuple(f"{view.title}  ({view.id})" for view in hits[:5])


def _is_new(kb: KnowledgeBase, kind: str, title: str, asking: bool, named: bool) -> bool:
    """Whether to go on, with records that nearly say the same before one's eyes."""
    from cruxbase.editing.creating import near_duplicates

    near = near_duplicates(kb, kind, title) if title else ()
    if not near:
        return True
    prompts.say("\nThese say nearly the same:")
    for view in near:
        prompts.say(f"  {view.title}  ({view.id})")
    if not asking and not named and near[0].title.casefold() == title.casefold():
        raise WrongUsage(f"{near[0].id!r} has this very title; give the new record an --id if it is another")
    return not asking or prompts.confirmed("Write a new record all the same?")


def _id(kb: KnowledgeBase, kind: str, data: dict[str, object], given: str | None, asking: bool) -> str:
    from cruxbase.editing.creating import suggested_id
    from cruxbase.records import is_id

    taken = _taken(kb)

    def problem(id: str) -> str | None:
        if not is_id(id):
            return f"{id!r} is not an id: lower-case words joined by hyphens"
        return f"the id {id!r} is taken" if id in taken else None

    if given is None:
        suggested = suggested_id(kind, data, taken)
        return prompts.answer("\nid", default=suggested, check=problem) if asking else suggested
    said = problem(given)
    if said is not None:
        raise WrongUsage(said)
    return given


def _taken(kb: KnowledgeBase) -> frozenset[str]:
    return frozenset((*kb.corpus, *kb.corpus.failed, *kb.corpus.aliases))


# bibliographies


def _from_bibliography(kb: KnowledgeBase, place: Place, arguments: argparse.Namespace) -> int:
    from cruxbase.cli.bibliographies import bibliography, carried_out, planned

    read = bibliography(Path(arguments.bibliography))
    entries = read.entries
    if not entries:
        for line in read.report.lines():
            terminal.warn(line)
        raise WrongUsage(f"{arguments.bibliography!r} holds no entry of a bibliography")
    if arguments.key is not None:
        entries = tuple(entry for entry in entries if arguments.key in (entry.key, str(entry.item.get("id"))))
        if not entries:
            raise WrongUsage(f"no entry of {arguments.bibliography!r} has the key {arguments.key!r}")
    if arguments.id is not None and len(entries) != 1:
        raise WrongUsage("--id is for one entry; name it with --key")
    return carried_out(planned(kb, place, entries, read.report, arguments.id), place, arguments.dry_run)
