"""Which pages an edit makes stale, so that a build renders those and no others.

A page shows the titles and texts of some records and the relations of some. Both sets are noted while it is rendered. When
records have changed, a page is rendered again if

- one of the records whose title or text it shows has changed, come or gone, or names a record that came or went: a belief
  goes by the name of its holder once there is one; or
- a relation has been added to or taken from a record whose relations it shows: that record is then an end, now or before,
  of a relation of a record of which more than a text has changed; or
- something computed over the whole base and shown on it differs: its neighbours in the topic, what depends on it, where it
  stands for each view and why.

Nothing of the second and third kind can come of a new title, statement or note: such fields are apart (`TEXTS`), and an edit
of them costs no look at the relations of the whole base.

Changes of the templates, the code, the terms of the glossary or the site's names make every page stale. A test builds random
edits both ways and compares every byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgpack

from cruxbase.analysis.best_case import by_strength, strongest_step
from cruxbase.loading.commit_effects import KeptEffect
from cruxbase.records import CLAIM_LIKE
from cruxbase.site.build.retitling import Retitled
from cruxbase.site.build.site_parts import KeptParts
from cruxbase.site.build.structure_results import supply_results
from cruxbase.site.context import Kept, PageContext, SiteContext
from cruxbase.site.prose import harmless
from cruxbase.site.records.best_cases import case_facts
from cruxbase.site.records.lessons import learning
from cruxbase.site.records.people_pages import stands_on_cruxes
from cruxbase.site.records.sides import accounts, crux_pairs, unaccounted
from cruxbase.support.atomic_files import write_whole
from cruxbase.support.fingerprint import PAGES, fingerprint
from cruxbase.support.incremental import changed_inputs
from cruxbase.support.kept_data import digest, kept_bytes, read_kept

if TYPE_CHECKING:
    from cruxbase.analysis.record_versions import Difference
    from cruxbase.site.build.writing import Writer
    from cruxbase.site.pairs import KeptBetween, Pair

TEXTS = frozenset({"title", "statement", "question", "summary", "story", "notes"})
"""Fields of a record that are shown and that nothing is computed from."""

_FORMAT = 15
_FIELDS = (
    "common",
    "shell",
    "records",
    "bearing",
    "titles",
    "ends",
    "aliases",
    "facts",
    "pages",
    "citations",
    "compared",
    "computed",
    "image",
    "made",
    "parts",
    "linked",
    "beside",
    "pictures",
    "history",
    "differences",
    "effects",
    "ranked",
    "leading",
    "others",
)


class PageTrace(NamedTuple):
    """What is remembered of a page once it is rendered.

    Attributes:
        named: the records whose title or text it shows.
        linked: the records whose relations it shows.
        by_link: records that it shows too, but by a link with their title and nothing else; none of `named`.
        files: those that were made with it and stand elsewhere.
        picture: what tells its picture from others; empty where it has none.
        facts: a digest of what is computed over the whole base for it; empty where that is known.
    """

    named: list[str]
    linked: list[str]
    by_link: list[str]
    files: list[str]
    picture: str
    facts: str = ""


@dataclass
class BuildCache:
    """What one build leaves for the next.

    Attributes:
        path: where it is kept; None where it is not.
        common: a fingerprint of what all pages share.
        shell: fingerprint of the shell that pages were set into.
        records: digest of each record.
        bearing: digest of each record without the fields that are only shown.
        titles: for each record its title, and a digest of the other texts that are only shown.
        ends: for each record the records at the other ends of the relations that its file writes.
        aliases: for each former id the present one.
        facts: for each page a digest of what is computed over the whole base for it.
        pages: for each page the records it names, those whose relations it shows, and those that it shows by a link alone.
        citations: lines of the bibliography, by what they were made of.
        compared: what was computed of each pair of people, with what it was computed from.
        computed: what was computed of the base without the texts that are only shown; see `SiteContext.of_structure`.
        image: fingerprint of what the site's picture shows.
        made: digests of the files that were made of all this; a folder may hold others, of an older build.
        others: the files that belong to no page; nothing where some file could not be written.
        linked: for each part that is a page the records that it shows by a link alone.
        beside: for each page the files that are made with it and stand elsewhere, such as its embeds.
        pictures: for each page what tells its picture from others; empty where it has none.
        history: fingerprint of what git told of all records.
        differences: what versions of records differ in, by their contents.
        effects: what commits moved, by the contents of the base before and after.
        parts: the parts of the site that are no page of a record; see `SiteParts`.
        ranked: the pairs of people who have a page, the most instructive first.
        leading: those of a short list.
        edited: the records of which only texts have changed since then, if nothing else has; else None.
        retitled: those of them of which only the title has changed.
        base: a digest of all that pages are made from besides the generator's shell; known once `stale` was asked.
        structure: a digest of the base without the texts that are only shown; known once `stale` was asked.
    """

    path: Path | None = None
    common: str = ""
    shell: str = ""
    records: dict[str, str] = field(default_factory=dict)
    bearing: dict[str, str] = field(default_factory=dict)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    pages: dict[str, tuple[list[str], list[str], list[str]]] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)
    compared: dict[str, KeptBetween] = field(default_factory=dict)
    computed: Kept = field(default_factory=dict)
    image: str = ""
    made: dict[str, str] = field(default_factory=dict)
    parts: KeptParts = field(default_factory=dict)
    linked: dict[str, list[str]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    history: str = ""
    differences: dict[str, Difference] = field(default_factory=dict)
    effects: dict[str, KeptEffect] = field(default_factory=dict)
    ranked: list[Pair] = field(default_factory=list)
    leading: list[Pair] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    edited: frozenset[str] | None = None
    retitled: tuple[Retitled, ...] = ()
    base: str = ""
    structure: str = ""

    @classmethod
    def read(cls, path: Path | None, *, enabled: bool = True) -> BuildCache:
        """What is kept in a file; nothing where it is missing or damaged."""
        if path is None or not enabled:
            return cls(path if enabled else None)
        try:
            data = read_kept(path)[1]
            if data["format"] != _FORMAT:
                return cls(path)
            if data["code"] != fingerprint(PAGES):
                # The keys of these say nothing of the code that made them.
                data.update(citations={}, differences={}, pictures={}, image="")
            return cls(path, **{name: data[name] for name in _FIELDS})
        except (KeyError, TypeError):
            return cls(path)

    def write(self) -> None:
        """Keep it for the next build."""
        if self.path is None:
            return
        data: dict[str, object] = {name: getattr(self, name) for name in _FIELDS}
        data["computed"] = {name: kept for name, kept in self.computed.items() if kept[0] == self.structure}
        data |= {"format": _FORMAT, "code": fingerprint(PAGES)}
        with suppress(OSError):  # a full disk costs time, not the site
            write_whole(self.path, kept_bytes(data), sync=False)

    def is_as_made(self, writer: Writer) -> bool:
        """Whether all pages are those of the last build, and each of their files is for certain what that build made."""
        is_same = self.edited is not None and bool(self.others) and writer.is_as_left
        return is_same and writer.known == self.made

    def remember(self, page: str, trace: PageTrace) -> None:
        """Note what a page that was just rendered depends on, and what was made with it."""
        self.pages[page] = (trace.named, trace.linked, trace.by_link)
        self.beside[page] = trace.files
        self.pictures[page] = trace.picture
        if trace.facts:
            self.facts[page] = trace.facts

    def new_facts(self, context: SiteContext, page: str) -> str:
        """A digest of what is computed over the whole base for a page; empty where it is known, or nothing is kept."""
        return "" if page in self.facts or self.path is None else _digest_of_facts(context, page)

    def stale(self, context: SiteContext, digested: Callable[[], object] = lambda: None) -> frozenset[str]:
        """The keys of the pages that must be rendered; the memory is brought up to date with the base.

        A record's page has the record's id as its key, and a pair's page the key of the pair.

        Args:
            context: what pages are made from.
            digested: called where something has changed, once `base` and `structure` are known and before views are solved.
        """
        records = _digests(context)
        shared = (fingerprint(PAGES), context.site, context.glossary.fingerprint, context.kb.vocabulary)
        common = digest(repr(shared).encode())
        git = context.history
        told = (git.is_shallow, git.changes, sorted(git.versions.items()), sorted(git.effects.items()))
        history = digest(repr(told).encode())
        self.edited, self.retitled = None, ()
        if self.common == common and self.records == records and self.history == history:
            self.edited = frozenset()
            self._digest_all(context)
            context.know_pairs(self.ranked, self.leading)
            return frozenset(key for key in (*records, *context.pairs) if key not in self.pages)
        same_code, same_history = self.common == common, self.history == history
        changed = changed_inputs(self.records, records)
        moved = self._moved(context, changed)
        is_same = same_code and not moved and list(self.records) == list(records)
        self.records, self.common, self.history = records, common, history
        self._digest_all(context)
        digested()
        if is_same:
            self.edited, retitled = changed, tuple(self._retitled(context, changed))
            self.retitled = retitled if same_history else ()
            context.know_pairs(self.ranked, self.leading)
        else:
            self.ranked, self.leading = list(context.pairs.values()), list(context.leading_pairs)
            self.titles = {id: _texts_of(context, id) for id in records}
        if not same_code:
            # Each page is rendered, and whoever renders it notes its facts too, in as many processes.
            self.facts, self.ends, self.aliases = {}, ends_of(context), dict(context.kb.corpus.aliases)
            pages = frozenset((*records, *context.pairs))
            self._forget_all_but(pages)
            return pages
        before, aliases = self.facts, dict(context.kb.corpus.aliases)
        if moved or not same_history:
            self.facts = _all_facts(context)
        self._forget_all_but(self.facts)
        touched, relinked = self._touched(context, moved) if moved else (set(), frozenset())
        # A link by a former id leads somewhere as soon as a record says that it had it.
        former = changed_inputs(self.aliases, aliases)
        self.aliases = aliases
        again = changed | touched
        stale = {
            key for key, now in self.facts.items() if key not in self.pages or key in again or now != before.get(key)
        }
        return frozenset(stale | self._naming(changed | relinked | former, touched))

    def _digest_all(self, context: SiteContext) -> None:
        """Work out the digests over all records, which every part asks for, once they are known."""
        self.base = digest(repr((self.common, self.history, sorted(self.records.items()))).encode())
        self.structure = digest(repr((self.common, list(self.records), sorted(self.bearing.items()))).encode())
        context.structure = self.structure
        supply_results(context.kb, self.computed, self.structure)

    def _touched(self, context: SiteContext, moved: set[str]) -> tuple[set[str], frozenset[str]]:
        """Some changed records with those on which their change bears, and all whose relations have other ends now.

        What is remembered of relations is renewed.
        """
        ends = ends_of(context)
        # A record that came, went or was renamed is an end of relations that other, unchanged records write.
        relinked = changed_inputs(self.ends, ends)
        bearing = moved | relinked
        touched = bearing.union(*(ends.get(id, ()) for id in bearing), *(self.ends.get(id, ()) for id in bearing))
        self.ends = ends
        return touched, relinked

    def _moved(self, context: SiteContext, changed: frozenset[str]) -> set[str]:
        """Those of some changed records of which more than a text has changed; what is remembered of each is renewed."""
        corpus = context.kb.corpus
        moved = set()
        for id in changed:
            now = _digest(context, id, without=TEXTS) if id in corpus else ""
            if self.bearing.get(id) != now:
                moved.add(id)
            if now:
                self.bearing[id] = now
            else:
                self.bearing.pop(id, None)
        return moved

    def _retitled(self, context: SiteContext, edited: Iterable[str]) -> Iterator[Retitled]:
        """Those of some records of which only texts have changed that have another title and no other text.

        What is remembered of their titles is renewed.
        """
        for id in sorted(edited):
            (before, others), (title, texts) = self.titles[id], _texts_of(context, id)
            self.titles[id] = (title, texts)
            if others == texts and context.kind(id) in CLAIM_LIKE:
                data = context.data(id)
                status, language = data.get("status", "draft"), str(data.get("lang") or "")
                yield Retitled(id, context.kind(id), context.address(id), before, title, status, language)

    def _forget_all_but(self, keys: Container[str]) -> None:
        """Remember nothing of pages that are gone."""
        for key in [key for key in self.compared if key not in keys]:
            del self.compared[key]  # in place: the site's context adds to the same one
        self.pages = {key: found for key, found in self.pages.items() if key in keys}
        self.beside = {key: files for key, files in self.beside.items() if key in keys}
        self.pictures = {key: shown for key, shown in self.pictures.items() if key in keys}

    def _naming(self, changed: frozenset[str], touched: set[str]) -> set[str]:
        """The pages that name a changed record, or link to one that a change bears on."""
        return {
            id
            for id, (named, linked, by_link) in self.pages.items()
            if changed
            and not (changed.isdisjoint(named) and changed.isdisjoint(by_link) and touched.isdisjoint(linked))
        }

    def only_retitled(self, page: str) -> list[Retitled] | None:
        """What a page shows of what has changed, where that is other titles in links; None where it must be made."""
        if not self.edited or page in self.edited or page not in self.pages:
            return None
        named, _, by_link = self.pages[page]
        shown = self.edited.intersection(by_link)
        known = [one for one in self.retitled if one.id in shown]
        return known if shown and self.edited.isdisjoint(named) and len(known) == len(shown) else None


def _digests(context: SiteContext) -> dict[str, str]:
    """A digest of each record, with where it stands."""
    return {id: _digest(context, id) for id in context.kb.corpus}


def _digest(context: SiteContext, id: str, without: frozenset[str] = frozenset()) -> str:
    """A digest of a record, with where it stands, leaving out some fields."""
    data: Mapping[str, object] = context.data(id)
    if without:
        data = {key: value for key, value in data.items() if key not in without}
    return digest(msgpack.packb((data, context.kb.corpus.origin_of(id)), default=str))


def _texts_of(context: SiteContext, id: str) -> tuple[str, str]:
    """The title of a record as pages show it, and a digest of its other texts that are only shown."""
    data: Mapping[str, object] = context.data(id)
    others = [(key, data[key]) for key in sorted(TEXTS - {"title"}) if key in data]
    return harmless(context.kb.graph.title(id)), digest(repr(others).encode(errors="replace"))


def _all_facts(context: SiteContext) -> dict[str, str]:
    """For each page a digest of what is computed over the whole base for it."""
    context.compare_all(context.pairs.values())  # the lists on people's pages show a part of it
    return {key: _digest_of_facts(context, key) for key in (*context.kb.corpus, *context.pairs)}


def _digest_of_facts(context: SiteContext, key: str) -> str:
    if key in context.pairs:
        return context.pair_fingerprint(context.pairs[key])
    known = (_facts(context, key), context.versions(key), context.effects_of(key), context.history.is_shallow)
    return digest(msgpack.packb(known, default=repr, unicode_errors="surrogatepass"))


def ends_of(context: SiteContext) -> dict[str, list[str]]:
    """For each record the records at the other ends of the relations that its file writes."""
    graph = context.kb.graph
    found: dict[str, set[str]] = defaultdict(set)
    for step in graph.steps.values():
        found[step.start].update(step.premises, (step.conclusion,))
    for undercut in graph.parts.undercuts:
        step = graph.steps[undercut.step]
        found[undercut.start].update(step.premises, (step.conclusion, step.start))
    for link in graph.parts.links:
        found[link.start].add(link.end)
    for citation in graph.parts.citations:
        found[citation.record].add(citation.source)
    for belief in graph.parts.beliefs:
        found[belief.viewpoint].add(belief.claim)
    # These are no links of the graph, and yet one's page shows the other: who wrote a source, and definitions of one term.
    for source in graph.ids("source"):
        authors = (one for one in context.data(source).get("authors", ()) if isinstance(one, str))
        found[source].update(known for one in authors if (known := context.kb.known(one)) is not None)
    for alike in context.definitions.values():
        for one in alike:
            found[one].update(alike)
    return {id: sorted(ends - {id}) for id, ends in found.items()}


def _facts(context: SiteContext, id: str) -> object:
    """What is computed over the whole base for one page."""
    kind = context.kind(id)
    if kind in CLAIM_LIKE:
        page = PageContext(context, "")
        claim = context.kb.claim(id)
        crux = crux_pairs(page, claim) if kind == "crux" else ()
        statuses = list(context.status_words(id).items())
        shared = (context.dependents_of_each[id], context.neighbours.get(id), context.verdicts(id), statuses)
        order = [step.name for step in by_strength(context.kb, context.kb.graph.steps_into(id))]
        return *shared, order, accounts(page, claim), unaccounted(page, claim), case_facts(context.kb, claim), crux
    if kind == "topic":
        ids = context.reading_order.get(id, ())
        strongest = [[strongest_step(context.kb, claim, kind) for kind in ("supports", "attacks")] for claim in ids]
        names = [[step and step.name for step in several] for several in strongest]
        dependents = [(claim, context.dependents_of_each[claim].total) for claim in ids]
        return dependents, names, learning(PageContext(context, ""), ids)
    if kind == "viewpoint":
        return _pairs_shown(context, id)
    if kind == "person":
        near = [
            (row.who, row.distance, row.agreed, row.shared[0].claim.id, len(row.shared))
            for row in context.neighbours_of(id)
        ]
        person = context.kb.person(id)
        changes = [(change.beliefs, change.moved) for change in person.changes] if person.viewpoints else []
        stands = [(row.crux.id, row.side.id) for row in stands_on_cruxes(PageContext(context, ""), person.viewpoints)]
        return _pairs_shown(context, id), near, repr(changes), repr(person.scores), stands
    return None


def _pairs_shown(context: SiteContext, id: str) -> object:
    """What the lists of pairs on somebody's page say."""
    rows = [(pair, context.between(pair)) for pair in context.pairs_with(id)]
    return [(pair, row.shared, row.agreed, row.double_cruxes) for pair, row in rows]
