"""Builds the site: runs the generator, composes the pages of all records, and writes what changed.

base ──┬─ generator (only if docs/ or mkdocs.yml changed) ── shell, hand-written pages
└─ templates ── fragments (only of pages whose records changed)
shell + fragments ── site/
"""

from __future__ import annotations

import functools
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from cruxbase.analysis.records_json import base_json, json_text, record_json, schema_text, with_records
from cruxbase.records import CLAIM_LIKE
from cruxbase.site.blocks.blocks import SLOT, UnknownBlock, filled, shows_whole
from cruxbase.site.blocks.your_view import (
    VIEW_SCRIPTS,
    VIEW_STYLES,
    view_data_files,
    view_files_edited,
    view_program,
)
from cruxbase.site.build.freshness import BuildCache, PageTrace
from cruxbase.site.build.generators import GeneratorFailed, Project, files_in
from cruxbase.site.build.link_check import broken_links
from cruxbase.site.build.options import Built, CannotBuild, Making, Options, Progress, unheard
from cruxbase.site.build.retitling import with_other_titles
from cruxbase.site.build.site_parts import KeptParts, SiteParts, record_key
from cruxbase.site.build.structure_results import supply_results, take_results
from cruxbase.site.build.writing import Files, Left, NotOurFolder, Stamps, Writer, Written
from cruxbase.site.context import Kept, PageContext, SiteContext
from cruxbase.site.data import api_files
from cruxbase.site.data.linked_data import base_data, data_of
from cruxbase.site.data.search_edits import KeptIndex, SearchFiles
from cruxbase.site.data.search_index import (
    BOX_SCRIPT,
    BOX_STYLE,
    SEARCH_SCRIPTS,
    SEARCH_STYLES,
    pages_of_pairs,
    search_program,
    written_page,
)
from cruxbase.site.frontend.assets import Asset, assets
from cruxbase.site.history import Change, History, history_of, of_latest_days, with_effects
from cruxbase.site.map import MAP_SCRIPTS, MAP_STYLES
from cruxbase.site.map.data import named_at_first, texts_of_topic
from cruxbase.site.map.files import (
    MAP_DATA,
    MAP_TITLES,
    map_data_file,
    map_program,
    map_titles_edited,
    map_titles_file,
    piece_address,
    relation_files,
    topic_file,
)
from cruxbase.site.map.site_image import IMAGE_ADDRESS, site_image
from cruxbase.site.map.static_map import map_list_edited
from cruxbase.site.map.strata import strata, topics_in
from cruxbase.site.pairs import pair_address
from cruxbase.site.records.pair_pages import pair_page
from cruxbase.site.records.record_pages import record_page
from cruxbase.site.settings import site_of
from cruxbase.site.sharing.booklets import BOOKLET_ROOT, booklet, booklet_address, booklet_basis
from cruxbase.site.sharing.embeds import discovery, embed_files, map_embed
from cruxbase.site.sharing.social_pictures import (
    Pictures,
    chosen_pictures,
    drawn,
    picture_address,
    social_picture,
)
from cruxbase.site.template.navigation import without_way_to_shell
from cruxbase.site.template.page_template import (
    BadPageTemplate,
    Frame,
    Page,
    PageTemplate,
    card_of,
    linked_data_element,
    styles_in,
)
from cruxbase.site.template.shell import SHELL_ADDRESS
from cruxbase.support.fingerprint import PAGES, fingerprint
from cruxbase.support.kept_data import digest
from cruxbase.support.processes import Beside, map_in_processes

if TYPE_CHECKING:
    from cruxbase.knowledge_base import KnowledgeBase

_Before: TypeAlias = Callable[[str], bytes | None]
"""Reads a file of the site, if it is what the last build made."""

PAGES_A_PROCESS = 150
"""Another process is worth it for so many pages."""

# Files that the generators do not know: MkDocs leaves a link to one as it is written, and Zensical takes it for a page's.
_OURS = re.compile(r'href="(?:\.{1,2}/)*(api/graph\.json|feed\.xml|llms\.txt|sitemap\.xml)"')
_NOT_FOUND = re.compile(r"<h1[^>]*>\s*404[^<]*</h1>")
_SCRIPTS = "assets/javascripts/bundle.*.js"
_SEARCH = ("search/search_index.json", "search.json")


def rebuilt(top: Path, options: Options, kept: Path, say: Progress, making: Making) -> Built:
    """Build the site, as far as it is not what it should be; see `building.build`, which has begun.

    Raises:
        CannotBuild: the generator failed, or what it made cannot be used.
    """
    try:
        return _rebuilt(top, options, kept, say, making)
    except (GeneratorFailed, BadPageTemplate, UnknownBlock, NotOurFolder) as problem:
        raise CannotBuild(str(problem)) from None


def _rebuilt(top: Path, options: Options, kept: Path, say: Progress, making: Making) -> Built:
    from cruxbase.loading.loading import loaded as loaded_of
    from cruxbase.parsing.cache import cache_of

    assert options.config is not None
    assert options.site is not None
    site, root, run, session = options.site, options.config.parent, making.run, making.around.session
    say("reading the base", 0, 1)
    loaded = loaded_of(top, *making.circumstances.seen, cache_of(top, enabled=options.cache), session.graph)
    session.graph = loaded.knowledge_base.graph
    memory = session.taken(kept / "pages", BuildCache) if options.cache else None
    memory = memory or BuildCache.read(kept / "pages", enabled=options.cache)
    settings = site_of(making.project.settings)
    history = history_of(top, root, kept=memory.differences) if options.changes else History()
    history = with_effects(history, top, root, memory.effects, newest=options.effects)
    context = SiteContext(loaded.knowledge_base, settings, memory.citations, memory.compared, history, memory.computed)
    stamps = Stamps(kept, site, enabled=options.cache)
    with SiteBuild(context, memory, say, options.pictures) as building:
        building.fragments(run.is_running)
        say("rendering the written pages", 0, 1)
        run.wait()
        before = session.held(stamps.path, Left) if options.cache else None
        before = before or stamps.read()
        writer = Writer(site, left=before, project=root, looked=making.around.look)
        try:
            building.compose(run.site, writer, of_latest_days(history))
            written = writer.finish()
        finally:
            writer.close()
    if written.written or written.deleted:
        session.ready()
    if written.left != before:
        stamps.write(written.left)
    session.hold(stamps.path, written.left)
    if (index := _index_beside(memory)) is not None:
        KeptIndex.accept(index)
    if written.in_the_way:
        memory.others = []
    memory.write()
    session.hold(kept / "pages", memory)
    if not written.in_the_way:
        pages = len(loaded.knowledge_base)
        making.last.write(making.circumstances, written.left, pages, history_is_cut=history.is_shallow)
    return Built(
        site=site,
        pages=len(loaded.knowledge_base),
        rendered=building.rendered,
        written=written.written,
        deleted=written.deleted,
        in_the_way=written.in_the_way,
        generator_ran=run.needed,
        seconds=0.0,
        history_is_cut=history.is_shallow,
        broken=tuple(broken_links(site, settings.base_path)) if options.links else (),
        left_out=making.project.left_out,
        diagnostics=loaded.diagnostics,
    )


def render_over(kb: KnowledgeBase, config: Path, site: Path) -> Written:
    """Finish a site that the generator has just made in a folder: for the hook of plain `mkdocs build`."""
    project = Project.at(config)
    memory = BuildCache.read(None, enabled=False)
    history = history_of(config.parent / kb.root, config.parent)
    history = with_effects(history, config.parent / kb.root, config.parent, newest=Options().effects)
    context = SiteContext(kb, site_of(project.settings), memory.citations, memory.compared, history)
    with SiteBuild(context, memory, unheard) as making:
        making.fragments(lambda: False)
        writer = Writer(site, owned=[*files_in(site), "sitemap.xml"])
        try:
            making.compose(site, writer, of_latest_days(history))
            for path in (*(path.relative_to(site).as_posix() for path in site.glob("base/shell/*")), "sitemap.xml.gz"):
                writer.drop(path)
            return writer.finish()
        finally:
            writer.close()


def _index_beside(memory: BuildCache) -> Path | None:
    return memory.path.with_name("search") if memory.path is not None else None


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the generator made, ready for what we put in and around it.

    Attributes:
        folder: where its files are.
        files: their paths.
        frame: what every page gets around its content.
        shell: what the pages of records are set into.
    """

    folder: Path
    files: tuple[str, ...]
    frame: Frame
    shell: PageTemplate


BASE, STRUCTURE, CODE = "base", "structure", "code"
"""What parts of a site read; see `SiteParts`."""


class PartsOfBase(NamedTuple):
    """The parts of a site that are made of the base alone, from a process beside; see `SiteBuild._of_base`.

    Attributes:
        kept: what is to be kept of them; see `SiteParts.plain`.
        files: what they hold, by path.
        image: fingerprint of what the site's picture shows.
        computed: what was computed for them.
    """

    kept: KeptParts
    files: dict[str, bytes]
    image: str
    computed: Kept


class SiteBuild:
    """The site of one base in the making; used in a `with` block, after which nothing is at work beside it any more.

    Args:
        context: what pages are made from.
        memory: what earlier builds found out.
        say: told what is being done.
        pictures: of which pages to draw a picture.
    """

    def __init__(self, context: SiteContext, memory: BuildCache, say: Progress, pictures: Pictures = "auto") -> None:
        self.context = context
        self.memory = memory
        self.say = say
        self.pictures = chosen_pictures(pictures, len(context.kb.corpus))
        self.rendered = 0
        self._pages: dict[str, tuple[Page, PageContext, frozenset[str]]] = {}
        self._stale: frozenset[str] = frozenset()
        self._left_alone: set[str] | None = None
        self._process = os.getpid()
        self._assets: tuple[Asset, ...] = assets()
        self._meanwhile: Beside[PartsOfBase] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._meanwhile is not None:
            self._meanwhile.__exit__(*problem)

    def fragments(self, waiting: Callable[[], bool]) -> None:
        """Find the pages that are not as they were, and render fragments for as long as the generator is waited for.

        The others are rendered as they are composed, shared among processes.
        """
        self._stale = self.memory.stale(self.context, self._begin)
        keys = [key for key in self._keys() if key in self._stale]
        if keys:
            self.say("writing pages", 0, len(keys))
        self.context.compare_all(pair for key, pair in self.context.pairs.items() if key in self._stale)
        for done, key in enumerate(keys, 1):
            if not waiting():
                break
            self._pages[key] = self._fragment(key)
            if done % 64 == 0:
                self.say("writing pages", done, len(keys))

    def _begin(self) -> None:
        """Where everything is to be made of many records, begin in another process with what needs nobody's view solved."""
        if self.memory.parts or len(self.context.kb.corpus) <= PAGES_A_PROCESS:
            return

        def make() -> PartsOfBase:
            files: dict[str, bytes] = {}
            parts = SiteParts({}, files.__setitem__, lambda _: False, self.memory.records)
            self._of_base(parts, files.__setitem__, lambda _: False, lambda _: None)
            return PartsOfBase(parts.plain(), files, self.memory.image, self._computed())

        self._meanwhile = Beside(make)

    def _keys(self) -> Iterator[str]:
        """What stands for each page that is composed: the ids of records, the keys of pairs."""
        return itertools.chain(self.context.kb.corpus, self.context.pairs)

    def _fragment(self, key: str) -> tuple[Page, PageContext, frozenset[str]]:
        """A page, what it noted, and the records of which it shows a link and nothing else."""
        self.context.text_reads.ids.clear()
        if key in self.context.pairs:
            page, page_context = pair_page(self.context, self.context.pairs[key])
        else:
            page, page_context = record_page(self.context, key)
        picture = social_picture(self.context, key, page.title, page.description, self.pictures)
        by_link = frozenset(page_context.only_linked)
        if key in self.context.pairs:
            return replace(page, picture=picture), page_context, by_link
        data = page.data or data_of(self.context, key)
        page = replace(page, data=data, machine=api_files.record_address(key), picture=picture)
        return page, page_context, by_link

    def compose(self, rendered: Path, writer: Writer, changes: tuple[Change, ...]) -> None:
        """Put everything into the site's folder.

        Args:
            rendered: the folder with what the generator made.
            writer: puts files into the site's folder.
            changes: the commits of the last days.
        """
        files = tuple(files_in(rendered))  # before ours are put among them, where both have one folder
        frame = Frame(
            [*(asset.address for asset in self._assets if asset.role == "style"), BOX_STYLE],
            [*(asset.address for asset in self._assets if asset.role == "script"), BOX_SCRIPT],
            [style for path in sorted(rendered.glob(_SCRIPTS)) for style in styles_in(path.read_text("utf-8"))],
        )
        document = (rendered / SHELL_ADDRESS / "index.html").read_text(encoding="utf-8")
        made = Rendering(rendered, files, frame, PageTemplate(document, frame, self.context.site.name))
        for asset in self._assets:
            writer.put(asset.address, asset.content)
        for address, content in made.shell.files.items():
            writer.put(address, content)
        kept = {} if self.memory.parts else self._beside_pages(made, writer, changes)
        if not kept:
            self._record_pages(made.shell, writer)
        parts = SiteParts(
            kept or self.memory.parts, writer.put, functools.partial(self._kept, writer), self.memory.records
        )
        if not kept:
            self._of_base(parts, writer.put, functools.partial(self._kept, writer), self._reader(writer))
            self._search(made, writer, parts)
            self._booklets(parts, self._reader(writer))
        addresses = list(self._generated_pages(made, writer, parts, changes))
        self._for_machines(writer, parts, addresses, changes)
        self.context.join(self._computed())
        self.memory.parts = {**kept, **parts.plain()}
        if self._left_alone is None:
            of_pages = {path for key in self._keys() for path in self._files(key)}
        else:
            of_pages = self._left_alone.union(*(self._files(key) for key in self._stale))
        self.memory.others = [path for path in writer.digests if path not in of_pages]
        self.memory.made = dict(writer.digests)

    def _beside_pages(self, made: Rendering, writer: Writer, changes: tuple[Change, ...]) -> KeptParts:
        """Where everything is to be made, the pages, and all parts in processes beside theirs; what they kept of the parts."""
        if self._meanwhile is None:
            return {}
        self.context.prepare(self._stale)
        of_base = self._meanwhile.result()
        self.memory.image = of_base.image
        self.context.join(of_base.computed)
        supply_results(self.context.kb, self.context.computed, self.memory.structure)

        def make() -> tuple[KeptParts, Files, Kept, dict[str, list[str]]]:
            own = writer.part()
            parts = SiteParts({}, own.put, lambda _: False, self.memory.records)
            self._search(made, own, parts)
            self._booklets(parts, self._reader(own))
            for path in made.files:
                if path.endswith(".html"):
                    self._page(
                        (made.folder / path).read_text(encoding="utf-8"), path, made, parts, changes, self._reader(own)
                    )
            return parts.plain(), own.files, self._computed(), self.memory.linked

        with Beside(make) as beside:
            for path, content in of_base.files.items():
                writer.put(path, content)
            self._record_pages(made.shell, writer)
            kept, files, computed, self.memory.linked = beside.result()
        writer.join(files)
        self.context.join(computed)
        return {**of_base.kept, **kept}

    def _of_base(
        self,
        parts: SiteParts,
        put: Callable[[str, bytes], object],
        leave: Callable[[str], bool],
        before: _Before,
    ) -> None:
        """The parts that are made of the base alone: neither of the generator's pages nor of citations.

        Args:
            parts: puts them there.
            put: puts the site's picture there.
            leave: leaves a file as it is, and says whether it is there and ours.
            before: reads a file of the site, if it is what the last build made.
        """
        self._map(parts, before)
        self._image(put, leave)
        self._graph(parts, before)

    def _record_pages(self, shell: PageTemplate, writer: Writer) -> None:
        frame = f"{shell.fingerprint} {self.pictures}"
        all_again = self.memory.shell != frame
        due = self._kept_but_stale(writer) if self.memory.is_as_made(writer) and not all_again else None
        if due is None:
            due = [key for key in self._keys() if all_again or key in self._stale or not self._is_there(key, writer)]
        self.rendered = len(due)
        if self.memory.edited and not all_again:
            due = [key for key in due if not self._has_other_titles_only(key, writer)]
        if len(due) > PAGES_A_PROCESS:
            self.context.prepare(due)
        for seen, files, computed in map_in_processes(
            due, lambda keys: self._composed(keys, shell, writer), above=PAGES_A_PROCESS
        ):
            for key, seen_page in seen:
                self.memory.remember(key, seen_page)
            writer.join(files)
            self.context.join(computed)
        self._pages.clear()
        self.memory.shell = frame
        for alias, id in self.context.kb.corpus.aliases.items():
            if alias not in self.context.kb.corpus:
                folder = self.context.address(id).split("/")[0]
                writer.put(f"{folder}/{alias}/index.html", stub(self.context, id))

    def _has_other_titles_only(self, key: str, writer: Writer) -> bool:
        """Put other titles into the files of a page that shows nothing else of what has changed; whether that could be done."""
        records = self.memory.only_retitled(key)
        if records is None:
            return False
        read, contents = self._reader(writer), {}
        for path in self._files(key):
            if path.endswith(".png"):  # what it shows is read as a text, not as a link
                if not self._kept(writer, path):
                    return False
                continue
            content = read(path)
            contents[path] = with_other_titles(content, path, records) if content is not None else None
            if contents[path] is None:
                return False
        for path, content in contents.items():
            if content is not None:
                writer.put(path, content)
        return True

    def _kept_but_stale(self, writer: Writer) -> list[str]:
        """Leave the files of all pages that are as they were, without going through them; the keys of the others."""
        due = [key for key in self._keys() if key in self._stale]
        others = {*self.memory.others}.union(*(self._files(key) for key in due))
        writer.keep_all_but(others)
        self._left_alone = self.memory.made.keys() - others
        return due

    def _files(self, key: str) -> tuple[str, ...]:
        """The files of a page, and those that are made with it."""
        return (*self._paths(key), *self.memory.beside.get(key, ()))

    def _composed(
        self, keys: Sequence[str], shell: PageTemplate, writer: Writer
    ) -> tuple[list[tuple[str, PageTrace]], Files, Kept]:
        """Puts some pages there: what is to be remembered of each, the files, and what was computed for them."""
        part, seen = writer.part(), []
        for done, key in enumerate(keys):
            if done % 64 == 0 and os.getpid() == self._process:  # one of several tells how far it is
                self.say("composing pages", done, len(keys))
            page, page_context, by_link = self._pages.get(key) or self._fragment(key)
            path, *data = self._paths(key)
            part.put(path, shell.composed(page))
            for address in data:
                part.put(address, self._machine(key))
            beside = embed_files(page.embeds, self.context.site)
            for address, content in beside.items():
                part.put(address, content)
            shown = self._picture(key, page, part)
            files = [*beside, *([picture_address(page.path)] if shown else [])]
            facts = self.memory.new_facts(self.context, key)
            named, linked = sorted(page_context.asked_for - by_link), sorted(page_context.linked)
            seen.append((key, PageTrace(named, linked, sorted(by_link), files, shown, facts)))
        return seen, part.files, self._computed()

    def _computed(self) -> Kept:
        """What this process has computed of the base without the texts that are only shown."""
        context = self.context
        context.added.update(take_results(context.kb, context.computed, self.memory.structure))
        return {name: context.computed[name] for name in context.added}

    def _picture(self, key: str, page: Page, writer: Writer) -> str:
        """Puts a page's picture there, drawn only if it shows something else now; its fingerprint, or empty."""
        if page.picture is None:
            return ""
        address, shown = picture_address(page.path), page.picture.fingerprint
        if self.memory.pictures.get(key) != shown or not self._kept(writer, address):
            writer.put(address, drawn(page.picture))
        return shown

    def _machine(self, key: str) -> bytes:
        """What the file for machines says that is beside a page."""
        if key in self.context.pairs:
            return api_files.as_json(api_files.pair_json(self.context, self.context.pairs[key]))
        words = self.context.status_words(key) if self.context.kind(key) in CLAIM_LIKE else None
        return json_text(record_json(self.context.kb.record(key), words)).encode()

    def _paths(self, key: str) -> tuple[str, ...]:
        """The files of a page: itself, and that for machines."""
        if key in self.context.pairs:
            pair = self.context.pairs[key]
            return f"{pair_address(pair)}index.html", api_files.pair_file(pair)
        return f"{self.context.address(key)}index.html", api_files.record_address(key)

    def _is_there(self, key: str, writer: Writer) -> bool:
        return all(self._kept(writer, path) for path in self._files(key))

    def _generated_pages(
        self, made: Rendering, writer: Writer, parts: SiteParts, changes: tuple[Change, ...]
    ) -> Iterator[str]:
        """Finish the pages and copy the files that the generator made; the addresses of the pages."""
        for path in made.files:
            source = made.folder / path
            if path in _SEARCH:
                continue
            if path.endswith(".html"):
                address = path.removesuffix("index.html")
                self._page(source.read_text(encoding="utf-8"), path, made, parts, changes, self._reader(writer))
                if path != "404.html":
                    yield address
            else:
                writer.put(path, source.read_bytes())

    def _page(
        self, text: str, path: str, made: Rendering, parts: SiteParts, changes: tuple[Change, ...], before: _Before
    ) -> None:
        address = path.removesuffix("index.html")
        root = "../" * address.count("/") if address != "404.html" else self.context.site.base_path
        page_context = PageContext(self.context, root)

        def finished() -> dict[str, bytes]:
            self.context.text_reads.ids.clear()
            content = self._finished(text, address, page_context, made, changes).encode()
            self._note(path, page_context, parts)
            return {path: content}

        def edited() -> dict[str, bytes] | None:
            changed = parts.changed(path)
            if changed is not None and BASE in changed and SLOT.findall(text) == ["map"]:
                return self._map_page_edited(path, root, before) if f"written {path}" not in changed else None
            return self._with_other_titles(path, path, parts, before)

        shell = digest(repr((text, made.shell.fingerprint, changes, fingerprint(PAGES), self.context.site)).encode())
        reads = {f"written {path}": shell}
        if SLOT.search(text):
            reads |= {BASE: self.memory.base} if shows_whole(text) else {STRUCTURE: self.memory.structure}
        parts.make(path, reads, finished, edited)

    def _note(self, name: str, page_context: PageContext, parts: SiteParts) -> None:
        """Note what the page of a part shows, which has just been made."""
        parts.note_records(page_context.asked_for)
        self.memory.linked[name] = sorted(page_context.only_linked)

    def _with_other_titles(self, name: str, path: str, parts: SiteParts, before: _Before) -> dict[str, bytes] | None:
        """The page of a part with other titles in its links; None where something else of it has changed."""
        changed, linked = parts.changed(name), self.memory.linked.get(name, ())
        records = [one for one in self.memory.retitled if one.id in linked]
        if not changed or changed != {record_key(one.id) for one in records}:
            return None
        content = before(path)
        content = with_other_titles(content, path, records) if content is not None else None
        if content is None:
            return None
        parts.note_as_before(name)
        return {path: content}

    def _map_page_edited(self, path: str, root: str, before: _Before) -> dict[str, bytes] | None:
        content, edited = self._of_last_build(path, before)
        kb = self.context.kb
        if content is None or not strata(kb.graph).places.keys() >= edited:
            return None
        links = {root + self.context.address(id): kb.graph.title(id) for id in edited}
        page = map_list_edited(content, links)
        return {path: page} if page is not None else None

    def _of_last_build(self, path: str, before: _Before) -> tuple[bytes | None, frozenset[str]]:
        """A file of the last build, and the records of which only texts have changed since; no file where more has changed."""
        edited = self.memory.edited
        return (before(path), edited) if edited is not None else (None, frozenset())

    def _map(self, parts: SiteParts, before: _Before) -> None:
        """The files of the map, and those of your view."""
        kb, structure = self.context.kb, {STRUCTURE: self.memory.structure}
        parts.make("programs", {CODE: fingerprint(PAGES)}, _programs)
        parts.make("map", structure, lambda: self._map_data(parts))
        parts.make("relations of the map", structure, lambda: relation_files(kb))
        topic_of, topics = topics_in(kb.graph)
        members: dict[str, list[str]] = {topic: [] for topic in topics}
        for id, topic in topic_of.items():
            members[topic].append(id)
        for number, topic in enumerate(topics):
            work = functools.partial(self._map_piece, number, topic, members[topic], parts)
            parts.make(f"map of {topic}", structure, work)
        parts.make("frame of the map", structure, lambda: self._map_frame(parts))
        base = {BASE: self.memory.base}
        parts.make(MAP_TITLES, base, lambda: {MAP_TITLES: map_titles_file(kb)}, lambda: self._titles_edited(before))
        parts.make("your view", base, lambda: view_data_files(kb), lambda: self._view_edited(before))

    def _image(self, put: Callable[[str, bytes], object], leave: Callable[[str], bool]) -> None:
        """The picture of the map that links to the site bring along."""
        if self.memory.edited is not None and leave(IMAGE_ADDRESS):
            return
        layout = strata(self.context.kb.graph)
        known = digest(repr((layout, [self.context.kind(id) for id in layout.places])).encode())
        if self.memory.image != known or not leave(IMAGE_ADDRESS):
            put(IMAGE_ADDRESS, site_image(layout, self.context.kb.graph))
        self.memory.image = known

    def _map_frame(self, parts: SiteParts) -> dict[str, bytes]:
        parts.note_records(self.context.kb.graph.ids("topic"))
        return embed_files([map_embed(self.context)], self.context.site)

    def _titles_edited(self, before: _Before) -> dict[str, bytes] | None:
        script, edited = self._of_last_build(MAP_TITLES, before)
        titles = map_titles_edited(self.context.kb, script, edited) if script is not None else None
        return {MAP_TITLES: titles} if titles is not None else None

    def _view_edited(self, before: _Before) -> dict[str, bytes] | None:
        if self.memory.edited is None:
            return None
        return view_files_edited(self.context.kb, before, self.memory.edited)

    def _map_data(self, parts: SiteParts) -> dict[str, bytes]:
        parts.note_records(named_at_first(self.context.kb))
        return {MAP_DATA: map_data_file(self.context.kb)}

    def _map_piece(self, number: int, topic: str, ids: Sequence[str], parts: SiteParts) -> dict[str, bytes]:
        parts.note_records(ids)
        return {piece_address(number): topic_file(number, texts_of_topic(self.context.kb, topic))}

    def _graph(self, parts: SiteParts, before: _Before) -> None:
        """The whole base as one file for machines."""
        whole = "api/graph.json"
        parts.make(
            whole,
            {BASE: self.memory.base},
            lambda: {whole: json_text(base_json(self.context.kb)).encode()},
            lambda: self._graph_edited(whole, before),
        )

    def _booklets(self, parts: SiteParts, before: _Before) -> None:
        """A booklet for each topic, made again only if something in it may have changed."""
        for topic in self.context.kb.graph.ids("topic"):
            name, path = f"booklet {topic}", f"{booklet_address(topic)}index.html"
            reads = {STRUCTURE: self.memory.structure, "history": self.memory.history}
            work = functools.partial(booklet_basis, self.context, topic, self.memory.bearing)
            basis = parts.digest(f"basis of {name}", reads, work)
            edited = functools.partial(self._with_other_titles, name, path, parts, before)
            parts.make(name, {name: basis}, functools.partial(self._booklet, topic, name, path, parts), edited)

    def _booklet(self, topic: str, name: str, path: str, parts: SiteParts) -> dict[str, bytes]:
        self.context.text_reads.ids.clear()
        page_context = PageContext(self.context, BOOKLET_ROOT)
        content = booklet(page_context, topic)
        self._note(name, page_context, parts)
        return {path: content}

    def _search(self, made: Rendering, writer: Writer, parts: SiteParts) -> None:
        """The files of the search over records and written pages."""
        texts = ((path, (made.folder / path).read_text("utf-8")) for path in made.files if path.endswith("index.html"))
        pages = [written_page(path.removesuffix("index.html"), text) for path, text in texts]
        found = [*(page for page in pages if page is not None), *pages_of_pairs(self.context)]
        reads = {BASE: self.memory.base, "searched pages": digest(repr(found).encode())}
        path = _index_beside(self.memory)
        if path is not None:
            KeptIndex.discard(path)
        search = SearchFiles(self.context, found, self.memory.structure, self.memory.records, path)
        parts.make("search", reads, search.all, lambda: search.edited(self._reader(writer)))

    def _reader(self, writer: Writer) -> _Before:
        """Reads a file of the site, if it is what the last build made."""
        return lambda path: writer.content(path) if writer.known.get(path) == self.memory.made.get(path) else None

    def _kept(self, writer: Writer, path: str) -> bool:
        """Leave a file as it is, if it is what the last build made and not of another generator or of an older base.

        So is one that this build has put there.
        """
        return path in writer.digests or (writer.known.get(path) == self.memory.made.get(path) and writer.keep(path))

    def _finished(
        self, document: str, address: str, page_context: PageContext, made: Rendering, changes: tuple[Change, ...]
    ) -> str:
        root = page_context.root
        document = _OURS.sub(rf'href="{root}\1"', without_way_to_shell(document))
        if address == "404.html":
            shown = PageContext(self.context, root).written("blocks/not-found.html")
            document = _NOT_FOUND.sub(lambda _: shown, document, count=1)
        extra = ""
        if 'data-cruxbase="map' in document:
            extra = _links(root, MAP_STYLES)
        if 'data-cruxbase="map"' in document:
            extra += _links(root, (), MAP_SCRIPTS) + discovery(self.context.site, address, self.context.site.name)
        if 'data-cruxbase="search"' in document:
            extra += _links(root, SEARCH_STYLES, SEARCH_SCRIPTS)
        if 'data-cruxbase="your-view"' in document:
            extra += _links(root, VIEW_STYLES, VIEW_SCRIPTS)
        # Policy and head come first: what the parts show is contributors' writing, and no script in it may be allowed.
        document = made.frame.around(document, root, extra + self._card(document, address))
        if SLOT.search(document):
            document = filled(document, address, page_context, changes)
            document = made.shell.with_toc(document)
        return document

    def _card(self, document: str, address: str) -> str:
        site = self.context.site
        lines = card_of(document, site.name, site.url)
        if not address:
            lines.append(linked_data_element(base_data(self.context)))
        return "".join(f"  {line}\n" for line in lines)

    def _for_machines(
        self, writer: Writer, parts: SiteParts, addresses: list[str], changes: tuple[Change, ...]
    ) -> None:
        sitemap = "sitemap.xml"
        reads = {STRUCTURE: self.memory.structure, "addresses": digest("\n".join(addresses).encode())}
        parts.make(sitemap, reads, lambda: {sitemap: self._sitemap(addresses)})
        self._graph(parts, self._reader(writer))
        schema = api_files.SCHEMA_ADDRESS
        parts.make(schema, {CODE: fingerprint(PAGES)}, lambda: {schema: schema_text().encode()})
        writer.put("robots.txt", api_files.robots_txt(self.context))
        writer.put("llms.txt", api_files.llms_txt(self.context))
        writer.put("feed.xml", api_files.feed(self.context, changes))
        for address, content in api_files.topic_feeds(self.context):
            writer.put(address, content)

    def _sitemap(self, addresses: Iterable[str]) -> bytes:
        """The addresses of written pages and of those of all records."""
        of_records = (self.context.address(id) for id in self.context.kb.corpus)
        return api_files.sitemap(self.context, sorted([*addresses, *of_records]))

    def _graph_edited(self, path: str, before: _Before) -> dict[str, bytes] | None:
        """The file of the whole graph with other lines for the records of which only texts have changed."""
        content, edited = self._of_last_build(path, before)
        if content is None:
            return None
        if not edited:
            return {path: content}
        kb = self.context.kb
        return {path: with_records(content, [kb.record(id) for id in edited], list(kb.corpus))}


def _programs() -> dict[str, bytes]:
    """The scripts of the map, of the search, of your view and of models' pages."""
    from cruxbase.site.data.model_data import model_files  # here: it brings along what runs models

    return {**map_program(), **search_program(), **view_program(), **model_files()}


def _links(root: str, styles: Sequence[str] = (), scripts: Sequence[str] = ()) -> str:
    """Elements of a head for style sheets and scripts below the site's root."""
    links = [f'  <link rel="stylesheet" href="{root}{style}">\n' for style in styles]
    return "".join([*links, *(f'  <script defer src="{root}{script}"></script>\n' for script in scripts)])


def stub(context: SiteContext, id: str) -> bytes:
    """A page at a former address that leads to the present one."""
    target = f"../../{context.address(id)}"
    canonical = f'<link rel="canonical" href="{context.site.address(context.address(id))}">' if context.site.url else ""
    return (
        f'<!doctype html><html lang="{context.site.language}"><head><meta charset="utf-8"><title>Moved</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        f'<meta name="robots" content="noindex">{canonical}<meta http-equiv="refresh" content="0; url={target}"></head>'
        f'<body><p>This record has another name now: <a href="{target}">{id}</a>.</p></body></html>\n'
    ).encode()
