"""What all pages of one build share, and the single page in the making."""

from __future__ import annotations

import html
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

import msgpack
from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from cruxbase.analysis.records_json import status_words
from cruxbase.citation import short_citation
from cruxbase.graph.dependents import Dependents, dependents_in
from cruxbase.records import CLAIM_LIKE, marked_retired
from cruxbase.records.folders import FOLDERS
from cruxbase.site import formatting
from cruxbase.site.citations import bibliography, line_key, shown_item
from cruxbase.site.claim_status import Verdict, verdicts, verdicts_from
from cruxbase.site.glossary import Glossary
from cruxbase.site.history import History
from cruxbase.site.pairs import Between, KeptBetween, Pair, between, pair_basis, pair_key
from cruxbase.site.pictures.marks import STATUSES
from cruxbase.site.prose import Prose, harmless
from cruxbase.site.settings import Site
from cruxbase.support import figures
from cruxbase.support.fingerprint import REASONING, fingerprint
from cruxbase.support.kept_data import digest
from cruxbase.support.processes import map_in_processes

if TYPE_CHECKING:
    from cruxbase.analysis.people import Neighbour
    from cruxbase.analysis.record_versions import VersionOfRecord
    from cruxbase.knowledge_base import KnowledgeBase
    from cruxbase.loading.commit_effects import CommitEffect
    from cruxbase.reasoning.perspective import Perspective
    from cruxbase.records.written import WrittenRecord

Plain = TypeVar("Plain", bound=object)
"""What a file of what is kept gives back as it was, but for tuples, which come back as lists."""

Kept = MutableMapping[str, tuple[str, object]]
"""What was computed, by its name, after a digest of what it was computed from."""

Values = dict[str, object]
"""What a template is filled with, by the names that it knows."""

PAIRS_A_PROCESS = 1
"""Another process is worth it for so many pairs of views, each of which may take a second."""

TEMPLATES = Path(__file__).parent / "templates"
# Where a reader who is on such a page would look for its siblings: the tab that is marked.
SECTIONS = {
    "source": "sources/",
    "person": "people/",
    "viewpoint": "people/",
    "crux": "cruxes/",
    "definition": "definitions/",
    "question": "questions/",
    "evidence": "evidence/",
    "model": "models/",
}


def page_address(kind: str, id: str) -> str:
    """The address of a record's page below the site's.

    >>> page_address("crux", "a"), page_address("person", "b")
    ('claims/a/', 'people/b/')
    """
    return f"{FOLDERS.get(kind, 'claims')}/{id}/"


class TextReads:
    """The records of which a page that is being made has looked at the title or text itself, and not only shown the link.

    Attributes:
        ids: of those records.
    """

    __slots__ = ("ids",)

    def __init__(self) -> None:
        self.ids: set[str] = set()


class Ref(NamedTuple):
    """A record as other pages name it.

    Attributes:
        id: of the record.
        kind: its type.
        href: what leads to its page.
        status: editorial state of a claim-like record, or empty.
        lang: the language that the record names; empty for that of the base.
        link: its title as a link, which in another script than ours runs in its own direction.
        texts: its title and text, for the two properties below.
        reads: where they note that they were asked.
        named: that link after a word that says what it is, with which an ordinary claim does without.
    """

    id: str
    kind: str
    href: str
    status: str
    lang: str
    link: Markup
    named: Markup
    texts: tuple[str, str]
    reads: TextReads

    @property
    def title(self) -> str:
        """Its title."""
        self.reads.ids.add(self.id)
        return self.texts[0]

    @property
    def text(self) -> str:
        """What it says: its statement or question, or empty."""
        self.reads.ids.add(self.id)
        return self.texts[1]

    def __html__(self) -> Markup:
        return self.named


def _badge(kind: str, status: str) -> str:
    """A word before a record's title that says what it is; nothing before an ordinary claim."""
    words = [] if kind == "claim" else [formatting.KINDS[kind][0]]
    words += [status] if status in ("retired", "disputed") else []
    return "".join(f'<span class="cb-kind cb-kind--{word}">{word}</span> ' for word in words)


def title_link(title: str, href: str, status: str, language: str) -> Markup:
    """A record's title as a link: `Ref.link`.

    Args:
        title: of the record, without harmful characters.
        href: what leads to its page.
        status: editorial state of a claim-like record, or empty.
        language: that the record names; empty for that of the base.
    """
    gone = ' class="cb-retired"' if status == "retired" else ""
    lang = formatting.language_attribute(title, language)
    own = f'{gone}{lang} dir="auto"' if lang else gone
    return Markup(f'<a href="{html.escape(href)}"{own}>{html.escape(title, quote=False)}</a>')  # noqa: S704 - escaped


class SiteContext:
    """Everything that the pages of one build are made from.

    Args:
        kb: the base.
        site: names and addresses.
        lines: lines of the bibliography from earlier builds; new ones are added.
        compared: what earlier builds computed of pairs of people, with what it was computed from; new results are added.
        history: what git tells of the base.
        computed: what earlier builds computed of the relations alone; new results are added.

    Attributes:
        structure: a digest of the base without the texts that are only shown; empty where nothing is kept that needs it.
        added: names of what this process has computed under that digest, in whole or in part.
        text_reads: the records of which the page that is being made has read a title or text by a `Ref`.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        site: Site,
        lines: MutableMapping[str, str] | None = None,
        compared: MutableMapping[str, KeptBetween] | None = None,
        history: History | None = None,
        computed: Kept | None = None,
    ) -> None:
        self.structure = ""
        self.text_reads = TextReads()
        self.added: set[str] = set()
        self.computed: Kept = {} if computed is None else computed
        self.kb = kb
        self.history = history or History()
        self.site = site
        self._lines = {} if lines is None else lines
        self._compared = {} if compared is None else compared
        self._between: dict[str, Between] = {}
        self._neighbours: dict[str, tuple[Neighbour, ...]] = {}
        self.embed_frames: dict[tuple[str, str], tuple[str, ...]] = {}  # kept for `embeds`, which knows what they are
        self._refs: dict[str, dict[str, Ref]] = {}
        self._shorts: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}
        self._verdicts: dict[str, tuple[Verdict, ...]] = {}
        self.templates = _environment()

    def prepare(self, keys: Iterable[str]) -> None:
        """Have at hand what some pages share, before processes are forked that would each work it out."""
        for name in self.templates.list_templates(filter_func=_is_of_records):
            self.templates.get_template(name)
        if not all(self._knows_status(key) for key in keys if key in self.kb.corpus and self.kind(key) in CLAIM_LIKE):
            statuses = self.kb.statuses()
            for who in statuses:
                statuses[who]
        for shared in ("citations", "dependents_of_each", "glossary", "neighbours", "pairs"):
            getattr(self, shared)

    def _knows_status(self, id: str) -> bool:
        """Whether an earlier build left what a claim's page says of its status."""
        return id in self.of_structure("verdicts", dict[str, bytes]) and id in self.of_structure("status words", dict)

    def of_structure(self, name: str, work: Callable[[], Plain]) -> Plain:
        """Something that is computed of the base without the texts that are only shown, now or in an earlier build.

        Args:
            name: of what is computed.
            work: computes it, as plain data.
        """
        kept = self.computed.get(name)
        if kept is None or kept[0] != self.structure:
            kept = self.computed[name] = (self.structure, work())
            self.added.add(name)
        return cast("Plain", kept[1])

    def join(self, computed: Kept) -> None:
        """Take what another process computed of the same base; of what it computed for single records, all of both."""
        for name, (structure, value) in computed.items():
            own = self.computed.get(name, ("", None))
            if own[0] == structure and isinstance(own[1], dict) and isinstance(value, dict):
                own[1].update(value)
            elif structure == self.structure:
                self.computed[name] = (structure, value)

    def data(self, id: str) -> WrittenRecord:
        """The plain data of a record."""
        return self.kb.corpus.entry(id).data

    def versions(self, id: str) -> tuple[VersionOfRecord, ...]:
        """The commits that changed a record, newest first, those under former ids last; none where git was not asked."""
        versions = self.history.versions
        return tuple(one for name in (id, *self._former.get(id, ())) for one in versions.get(name, ()))

    def effects_of(self, id: str) -> dict[str, CommitEffect]:
        """What the commits moved that changed a record in substance, by their names, as far as that is known."""
        known = self.history.effects
        commits = (one.commit for one in self.versions(id) if one.sort == "substance")
        return {commit: known[commit] for commit in commits if commit in known}

    @cached_property
    def _former(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for alias, id in self.kb.corpus.aliases.items():
            found[id] = (*found.get(id, ()), alias)
        return found

    def kind(self, id: str) -> str:
        """The type of a record."""
        return self.kb.corpus.entry(id).kind

    def address(self, id: str) -> str:
        """The address of a record's page below the site's."""
        return page_address(self.kind(id), id)

    def refs_from(self, root: str) -> Mapping[str, Ref]:
        """The records that were named so far by pages from which `root` leads to the site's root."""
        return self._refs.setdefault(root, {})

    def ref(self, id: str, root: str) -> Ref:
        """A record as a page names it from which `root` leads to the site's root."""
        known = self._refs.setdefault(root, {})
        if id not in known:
            data, kind = self.data(id), self.kind(id)
            title, href = harmless(self.kb.graph.title(id)), root + page_address(kind, id)
            status = data.get("status", "draft") if kind in CLAIM_LIKE else ""
            text, lang = str(data.get("statement") or data.get("question") or ""), str(data.get("lang") or "")
            link = title_link(title, href, status, lang)
            named = Markup(f"{_badge(kind, status)}{link}")  # noqa: S704 - our own words and a link
            known[id] = Ref(id, kind, href, status, lang, link, named, (title, text), self.text_reads)
        return known[id]

    def person(self, author: str) -> WrittenRecord | None:
        """The data of the person with an id, which may be a former one; None for a literal name."""
        id = self.kb.known(author, "person")
        return None if id is None else self.data(id)

    def short(self, source: str) -> str:
        """A source by family names and year."""
        return self.short_with_authors(source)[0]

    def short_with_authors(self, source: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The same, with the ids of those authors who have a record, and the others: many pages cite a source."""
        if source not in self._shorts:
            written = [author for author in self.data(source).get("authors", ()) if isinstance(author, str)]
            known = {author: self.kb.known(author) for author in written}
            ids = tuple(id for id in known.values() if id is not None)
            unknown = tuple(author for author, id in known.items() if id is None)
            self._shorts[source] = (harmless(short_citation(self.data(source), self.person)), ids, unknown)
        return self._shorts[source]

    @cached_property
    def citations(self) -> dict[str, Markup]:
        """Each source's line of a bibliography."""
        return bibliography(
            [shown_item(id, self.data(id), self.person) for id in self.kb.graph.ids("source")], self._lines
        )

    def citation(self, source: str) -> Markup:
        """A source's line of a bibliography: by itself where it is known, and so few are asked for after an edit."""
        if "citations" not in self.__dict__:
            item = shown_item(source, self.data(source), self.person)
            known = self._lines.get(line_key(item))
            if known is not None:
                return Markup(known)  # noqa: S704 - cleaned when it was made
        return self.citations[source]

    @cached_property
    def glossary(self) -> Glossary:
        """The terms of all definitions that stand."""
        return Glossary(
            (term, id)
            for id in self.kb.graph.ids("definition")
            if not marked_retired(self.data(id))
            for term in (self.data(id)["term"], *self.data(id).get("also", ()))
        )

    @property
    def dependents_of_each(self) -> dict[str, Dependents]:
        """What depends on each claim."""
        return dependents_in(self.kb.graph)

    def verdicts(self, id: str) -> tuple[Verdict, ...]:
        """Where a claim stands on record and for each view, and why."""
        if id not in self._verdicts:
            kept = self.of_structure("verdicts", dict[str, bytes])
            if id in kept:
                self._verdicts[id] = verdicts_from(msgpack.unpackb(kept[id]))
            else:
                self._verdicts[id] = verdicts(self.kb, id)
                kept[id] = msgpack.packb(self._verdicts[id])
                self.added.add("verdicts")
        return self._verdicts[id]

    def status_words(self, id: str) -> Mapping[str, str]:
        """The word that is shown for where a claim stands, on record and for each view."""
        kept = self.of_structure("status words", dict[str, dict[str, str]])
        if id not in kept:
            kept[id] = status_words(self.kb.claim(id))
            self.added.add("status words")
        return kept[id]

    @cached_property
    def pairs(self) -> dict[str, Pair]:
        """The pairs of people who have a page, by the keys of those pages, the most instructive first."""
        from cruxbase.analysis.people import ranked_pairs

        ranked = ((pair.a, pair.b) for pair in ranked_pairs(self.kb))
        return {pair_key(pair): pair for pair in ranked}

    def know_pairs(self, ranked: Iterable[Sequence[str]], leading: Iterable[Sequence[str]]) -> None:
        """Take the pairs with a page, and the leading ones, for those that an earlier build found on the same relations."""
        self.pairs = {pair_key((a, b)): (a, b) for a, b in ranked}
        self.leading_pairs = tuple((a, b) for a, b in leading)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """How instructive each pair with a page is, by its key: from 0, the most."""
        return {key: rank for rank, key in enumerate(self.pairs)}

    @cached_property
    def leading_pairs(self) -> tuple[Pair, ...]:
        """The same for a short list: of one study only the first."""
        from cruxbase.analysis.people import of_each_study, ranked_pairs

        return tuple((pair.a, pair.b) for pair in of_each_study(ranked_pairs(self.kb), 1))

    def pairs_with(self, id: str) -> tuple[Pair, ...]:
        """The pairs with a page of which a person is one, or the holder of a viewpoint."""
        holders = self.kb.graph.links_from("holder", id)
        who = holders[0].end if holders else id
        return tuple(pair for pair in self.pairs.values() if who in pair)

    def pair_fingerprint(self, pair: Pair) -> str:
        """What tells apart whatever the numbers on the page of a pair are computed from."""
        said = [self.perspective(who) for who in pair]
        return digest(repr((fingerprint(REASONING), self._pair_basis, said)).encode())

    @cached_property
    def _pair_basis(self) -> str:
        return pair_basis(self.kb)

    def between(self, pair: Pair) -> Between:
        """What two people share, where they differ, and what that turns on; computed anew only if it may have changed."""
        key = pair_key(pair)
        if key not in self._between:
            self._between[key] = Between.of(self.compared([pair])[key][1])
        return self._between[key]

    def compared(self, pairs: Sequence[Pair]) -> dict[str, KeptBetween]:
        """What was computed of some pairs, now or in an earlier build, with what it was computed from, by their keys."""
        for pair in pairs:
            key, fingerprint = pair_key(pair), self.pair_fingerprint(pair)
            kept = self._compared.get(key)
            if kept is None or kept[0] != fingerprint:
                self._compared[key] = (fingerprint, between(self.kb, pair).plain())
        return {pair_key(pair): self._compared[pair_key(pair)] for pair in pairs}

    def compare_all(self, pairs: Iterable[Pair]) -> None:
        """Have at hand what is computed of some pairs; what is not known yet is shared among processes."""
        known = self._compared
        due = [
            pair
            for pair in pairs
            if (key := pair_key(pair)) not in known or known[key][0] != self.pair_fingerprint(pair)
        ]
        for several in map_in_processes(due, self.compared, above=PAIRS_A_PROCESS):
            known.update(several)

    def neighbours_of(self, person: str) -> tuple[Neighbour, ...]:
        """The people nearest to one; see `KnowledgeBase.neighbours`."""
        if person not in self._neighbours:
            self._neighbours[person] = self.kb.neighbours(person)
        return self._neighbours[person]

    def perspective(self, who: str) -> Perspective:
        """What a viewpoint or person believes, claim by claim."""
        return self.kb.view(who).perspective

    @cached_property
    def reading_order(self) -> dict[str, tuple[str, ...]]:
        """The claims of each topic in the order in which to read them: its backbone, then the others by file."""
        found: dict[str, list[str]] = {}
        for id in self.kb.graph.ids("topic"):
            found[id] = [link.end for link in self.kb.graph.links_from("backbone", id) if self._is_in(link.end, id)]
        for id in self.kb.graph.claim_ids():
            for link in self.kb.graph.links_from("topic", id):
                if id not in found[link.end]:
                    found[link.end].append(id)
        return {topic: tuple(dict.fromkeys(ids)) for topic, ids in found.items()}

    def _is_in(self, id: str, topic: str) -> bool:
        return self.kind(id) in CLAIM_LIKE and any(link.end == topic for link in self.kb.graph.links_from("topic", id))

    @cached_property
    def definitions(self) -> dict[str, tuple[str, ...]]:
        """The definitions of each term, whatever its case."""
        found: dict[str, list[str]] = {}
        for id in self.kb.graph.ids("definition"):
            found.setdefault(str(self.data(id)["term"]).casefold(), []).append(id)
        return {term: tuple(ids) for term, ids in found.items()}

    @cached_property
    def neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """For each claim the one before and the one after it in its topic."""
        found: dict[str, tuple[str | None, str | None]] = {}
        for ids in self.reading_order.values():
            for index, id in enumerate(ids):
                found[id] = (ids[index - 1] if index else None, ids[index + 1] if index + 1 < len(ids) else None)
        return found


class PageContext:
    """One page in the making: it names records, renders texts, and remembers what it depends on.

    Args:
        book: what all pages share.
        root: what leads from the page to the site's root, such as `../../`.
        own: id of the record whose page it is, or empty.

    Attributes:
        shown: ids of the records whose title or text it shows otherwise than by what `ref` gives of them.
        sought: ids that no record has and that it looked for: it is another page once one has them.
        linked: ids of the records whose relations it shows.
    """

    def __init__(self, context: SiteContext, root: str, own: str = "") -> None:
        self.context = context
        self.root = root
        self.own = own
        self.shown: set[str] = {own} if own else set()
        self._by_ref: set[str] = set()
        self.sought: set[str] = set()
        self.linked: set[str] = {own} if own else set()
        self._refs = context.refs_from(root)
        self._prose = Prose(self._titled, context.glossary, own)
        self.blocks = self._prose.blocks
        self.inline = self._prose.inline
        self.plain = self._prose.plain

    @property
    def asked_for(self) -> frozenset[str]:
        """All ids on which its texts depend."""
        return self.named | self.sought

    @property
    def named(self) -> frozenset[str]:
        """Ids of the records whose title or text it shows."""
        return frozenset(self.shown | self._by_ref)

    @property
    def only_linked(self) -> set[str]:
        """Ids of the records of which it shows nothing but `Ref.link`, once it is made.

        That holds if `SiteContext.text_reads` was empty when it was begun, and no other page was made meanwhile.
        """
        return self._by_ref - self.shown - self.sought - self.context.text_reads.ids

    def ref(self, id: str) -> Ref:
        """A record to be named on this page."""
        self._by_ref.add(id)
        return self._refs.get(id) or self.context.ref(id, self.root)

    def refs(self, ids: Iterable[str]) -> list[Ref]:
        """Records to be named on this page."""
        return list(map(self.ref, ids))

    def short(self, source: str) -> str:
        """A source by family names and year; the page shows the names of its authors."""
        short, authors, unknown = self.context.short_with_authors(source)
        self.shown.add(source)
        self.shown.update(authors)
        self.sought.update(unknown)
        return short

    def href(self, id: str) -> str:
        """What leads from this page to a record's, for pictures, which show its relations too."""
        self.linked.add(id)
        self.shown.add(id)
        return self.ref(id).href

    def _titled(self, id: str) -> tuple[str, str] | None:
        now = id if id in self.context.kb.corpus else self.context.kb.corpus.aliases.get(id, "")
        if now not in self.context.kb.corpus:
            self.sought.add(id)
            return None
        found = self.ref(now)
        return found.href, found.title

    @property
    def terms(self) -> list[Ref]:
        """The defined terms that its texts use, once they are rendered."""
        return sorted(
            (self.context.ref(id, self.root) for id in self._prose.linked if id != self.own),
            key=lambda ref: str(self.context.data(ref.id)["term"]).casefold(),
        )

    def written(self, template: str, **values: object) -> str:
        """A template filled with values."""
        found = self.context.templates.get_template(template)
        return harmless(found.render(page_context=self, root=self.root, site=self.context.site, **values))


_NEEDS_ESCAPING = re.compile("[&<>\"']").search


def _escaped(value: object) -> str:
    """What `markupsafe.escape` gives, without its wrapping what needs none: a page asks for this 170 times."""
    if type(value) is Markup:
        return value
    if type(value) is Ref:
        return value.named
    if type(value) is str:
        return value if _NEEDS_ESCAPING(value) is None else escape(value)
    return str(value) if type(value) is int else escape(value)


def _macro(
    environment: Environment, function: Callable[..., str], name: str, takes: Sequence[str], *catches: bool
) -> Callable[..., str]:
    """A macro as the function that it is compiled to, where just the arguments that it takes are given by their places.

    Half of the time that a macro takes goes into sorting its arguments.
    """
    whole = Macro(environment, function, name, list(takes), *catches)
    *any_more, _ = catches  # whether it takes further arguments, or a caller, and whether to escape
    if any(any_more):
        return whole
    number = len(takes)

    def called(*arguments: object, **named: object) -> str:
        if named or len(arguments) != number:
            return whole(*arguments, **named)
        return str.__new__(Markup, function(*arguments))

    return called


class _DirectCode(CodeGenerator):
    """Compiles what templates ask for as plain Python: our values have their attributes, and our functions ask for nothing.

    Jinja would look for items in the place of attributes, and ask of each function whether it wants the context.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """`value.name`."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - likewise
        """`function(arguments)`."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Template(Template):
    """A template that uses the functions above."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, object],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__.update(escape=_escaped, Macro=_macro)
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The macros of a template, which are the same for whoever imports them: ours see nothing of the importer."""
        return self._module or super()._get_default_module(ctx)


def _is_of_records(name: str) -> bool:
    """Whether a template is for pages of records, not for blocks of written ones."""
    return name.endswith(".html") and not name.startswith("blocks/")


def _compiled_templates() -> BytecodeCache | None:
    """Where compiled templates are kept: beside the templates, as Python keeps compiled modules, and nowhere else.

    They are code, so they may lie only where the program itself lies: whoever can write there can change the program.
    """
    folder = TEMPLATES / "__pycache__"
    if sys.dont_write_bytecode or not os.access(TEMPLATES, os.W_OK):
        return None
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(os.fspath(folder))


@cache
def _environment() -> Environment:
    """The templates: once for a process, which may build many times, as `cruxbase serve` does."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=_compiled_templates(),
        auto_reload=False,
        cache_size=-1,
    )
    made.template_class = _Template
    made.code_generator_class = _DirectCode
    made.filters.update(_FILTERS)
    made.globals.update(formatting=formatting, figures=figures, statuses_of_marks=STATUSES)
    return made


_FILTERS: dict[str, Callable[..., object]] = {
    "date": formatting.date,
    "percent": figures.percent,
    "credence": formatting.credence,
    "several": formatting.several,
    "lang": formatting.language_attribute,
}
