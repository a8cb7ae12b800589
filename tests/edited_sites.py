"""Projects at random with records of every type, pages and settings, and edits of them at random."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from cruxbase.site.blocks.blocks import SLOTS
from edited_bases import RandomBase
from support import valid_texts

BLOCKS = tuple(sorted(SLOTS))
STARTS = 24
"""With how many sets of written pages a site may begin, so that what a generator makes of one serves many sequences."""

PHRASES = (
    "What nobody had written before.",
    "A monitor sees attempts; see [[c1]] and [[monitors-miss-what-matters|the other side]].",
    'Half of it, $p = \\frac{1}{2}$, <b>and</b> a *stress* & "quotes".',
    "Text s0 says so, and nobody else — not even Ada Quill.",
    "Monitors catch most attempts to hide.",
    "See [[gone]].",
)
WORDS = ("Planted attempts", "A deployed monitor", "Harm", "Those who answered", "A trial of 2024")

RECORDS = ("claims/", "pyproject.toml")
"""How the paths begin of what a site's generator does not read."""

Settings = dict[str, Any]

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

PERSON = {
    "claims/people/position.yaml": {"type": "person", "name": "Those who doubt", "kind": "position"},
    "claims/viewpoints/doubt-2025.yaml": {
        "type": "viewpoint", "title": "Doubt, 2025", "holder": "position", "date": "2025-03",
        "sources": [{"source": "quill-monitors-2024", "at": "§6"}],
        "credences": {"monitors-catch-most-attempts": "0.2", "monitors-miss-what-matters": "0.9", "c0": "0.3"},
        "rejects": ["deploy-with-monitors"],
    },
}  # fmt: skip


class RandomSite:
    """A project: records of all types, hand-written pages, settings; and the edits that a random source draws.

    Args:
        seed: of the source.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(f"site {seed}")
        self.base = RandomBase(seed)
        self.records = self.base.records
        examples = {path: yaml.load(text, yaml.BaseLoader) for path, text in valid_texts().items()}  # noqa: S506 - plain strings
        examples |= copy.deepcopy(PERSON)
        few = self.random.random() < 0.6  # a smaller base is built sooner, and names what it lacks
        self.records |= dict(self.random.sample(list(examples.items()), len(examples) // 2)) if few else examples
        self.records["claims/viewpoints/v-ada.yaml"]["credences"]["monitors-catch-most-attempts"] = "0.7"
        parts = random.Random(f"parts {seed % STARTS}").sample(BLOCKS, 8)
        self.pages = {
            "index.md": "# Home\n\nThe whole of it.\n",
            "search.md": "# Search\n\n" + block("search"),
            "parts.md": "# Parts\n\n" + "".join(map(block, parts)),
        }
        self.settings: Settings = {
            "site_name": "Monitors",
            "site_url": "https://example.org/m/",
            "theme": {"name": "material", "font": False},
            "plugins": [],
            "markdown_extensions": ["attr_list", "md_in_html", "tables"],
        }
        self.overrides: dict[str, str] = {}
        self.generator = self.random.choice(("mkdocs", "mkdocs", "zensical"))
        self.pictures = "auto"
        self.hooks = True
        self.effects = 1
        self.start = copy.deepcopy(self.records)
        self._start_of_project = copy.deepcopy((self.pages, self.settings))

    def texts(self) -> dict[str, str]:
        """The files by path."""
        settings = copy.deepcopy(self.settings)
        texts = {f"docs/{name}": text for name, text in self.pages.items()} | self.base.texts()
        if self.overrides:
            settings["theme"]["custom_dir"] = "overrides"
            texts |= {f"overrides/{name}": text for name, text in self.overrides.items()}
        texts["mkdocs.yml"] = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
        return texts

    def edit(self) -> str:
        """Change something; its name."""
        draw = self.random.random()
        if draw < 0.06:
            self.records.clear()
            self.records.update(copy.deepcopy(self.start))
            self.base.broken.clear()
            return "start_again"
        try:
            if draw < 0.4:
                return self.base.edit()
            edit = self.random.choice(RECORD_EDITS if draw < 0.88 else PROJECT_EDITS)
            edit(self)
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            return f"({error!r})"  # what it would edit is gone, or is of another form by now
        return edit.__name__

    def mend_project(self) -> None:
        """Give the site its first pages and settings again, and none of its own templates: those that it has do not fit."""
        self.pages, self.settings = copy.deepcopy(self._start_of_project)
        self.overrides = {}

    def some_path(self, *types: str) -> str:
        """The path of some record, of one of these types if any are given."""
        return self.random.choice(
            [path for path, data in self.records.items() if not types or data.get("type") in types]
        )

    def other_text(self, text: str) -> str:
        """Another text of the kind that one is: a date, a number, an id or words."""
        if _DATE.fullmatch(text):
            return self.random.choice(("2021", "2023-11", "2024-05-06", "2025-02"))
        if _NUMBER.fullmatch(text):
            return self.random.choice(("0", "0.05", "0.5", "0.93", "1", "12"))
        if _ID.fullmatch(text):
            names = sorted({id_of(path) for path in self.records})
            return self.random.choice((*names, "strong", "weak", "gone"))
        if self.random.random() < 0.3:
            return self.random.choice(PHRASES)
        return self.random.choice((f"{self.random.choice(WORDS)}: {text}", f"{text} {self.random.choice(PHRASES)}"))


def block(name: str) -> str:
    """A generated part of a page."""
    return f'<div data-cruxbase="{name}"></div>\n\n'


def id_of(path: str) -> str:
    """The id of the record in a file."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def leaves(data: Any) -> Iterator[tuple[Any, Any]]:
    """Each text in a record: what holds it, and its key or place there."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        if isinstance(value, str):
            if key != "type":
                yield data, key
        elif isinstance(value, (dict, list)):
            yield from leaves(value)


def other_leaf(site: RandomSite) -> None:
    """One text anywhere in a record is another."""
    data, key = site.random.choice(list(leaves(site.records[site.some_path()])))
    data[key] = site.other_text(data[key])


def other_words(site: RandomSite) -> None:
    """A text that is only shown is another."""
    data = site.records[site.some_path()]
    key = site.random.choice([key for key in ("title", "name", "statement", "question", "summary") if key in data])
    data[key] = f"{site.random.choice(WORDS)}: {data[key]}"[:120]


def noted(site: RandomSite) -> None:
    """A record has notes, or has none any more."""
    data = site.records[site.some_path()]
    if data.pop("notes", None) is None:
        data["notes"] = " ".join(site.random.sample(PHRASES, 2))


def transplanted(site: RandomSite) -> None:
    """A record takes a field as another of its type has it."""
    path = site.some_path()
    other = site.records[site.some_path(site.records[path]["type"])]
    key = site.random.choice([key for key in other if key != "type"])
    site.records[path][key] = copy.deepcopy(other[key])


def field_dropped(site: RandomSite) -> None:
    """A record lacks a field."""
    data = site.records[site.some_path()]
    del data[site.random.choice([key for key in data if key != "type"])]


def shortened(site: RandomSite) -> None:
    """A list in a record has one entry less, or another order; a table one row less."""
    data = site.records[site.some_path()]
    value = data[site.random.choice([key for key, value in data.items() if isinstance(value, (dict, list))])]
    if isinstance(value, dict):
        del value[site.random.choice(list(value))]
    elif site.random.random() < 0.5:
        value.pop(site.random.randrange(len(value)))
    else:
        site.random.shuffle(value)


def record_gone(site: RandomSite) -> None:
    """A record of any type goes."""
    del site.records[site.some_path()]


def record_copied(site: RandomSite) -> None:
    """A record of any type comes that is much like another."""
    path = site.some_path()
    data = copy.deepcopy(site.records[path])
    for key in ("title", "name"):
        if key in data:
            data[key] = f"{data[key]} {site.random.randrange(99)}"
    site.records[f"{path.rpartition('/')[0]}/new-{site.random.randrange(30)}.yaml"] = data


def record_renamed(site: RandomSite) -> None:
    """A record of any type gets another id, mostly everywhere, and mostly keeps the old one as an alias."""
    path = site.some_path()
    old, new = id_of(path), f"named-{site.random.randrange(30)}"
    site.records[f"{path.rpartition('/')[0]}/{new}.yaml"] = site.records.pop(path)
    if site.random.random() < 0.7:
        word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
        for name, data in list(site.records.items()):
            site.records[name] = json.loads(word.sub(new, json.dumps(data)))
    if site.random.random() < 0.7:
        site.records[f"{path.rpartition('/')[0]}/{new}.yaml"]["aliases"] = [old]


def file_moved(site: RandomSite) -> None:
    """A record's file stands in another folder."""
    path = site.some_path()
    site.records[f"claims/{site.random.choice(('elsewhere', 'm/n'))}/{id_of(path)}.yaml"] = site.records.pop(path)


def status_changed(site: RandomSite) -> None:
    """A record is retired, reviewed, disputed or a draft."""
    data = site.records[site.some_path("claim", "evidence", "hypothesis", "definition", "crux", "question")]
    data["status"] = site.random.choice(("retired", "retired", "reviewed", "disputed", "draft"))


def term_changed(site: RandomSite) -> None:
    """A definition has other terms, which all texts may hold."""
    data = site.records[site.some_path("definition")]
    data["also"] = site.random.sample(("attempts", "nobody", "trial", "harm", "monitor"), 2)


def file_broken(site: RandomSite) -> None:
    """A file of any type is no YAML, or is again."""
    site.base.broken ^= {site.some_path()}


def page_edited(site: RandomSite) -> None:
    """A page has another text or other parts."""
    name = site.random.choice([name for name in site.pages if name.endswith(".md")])
    site.pages[name] += f"\n## {site.random.choice(WORDS)}\n\n{block(site.random.choice(BLOCKS))}"


def page_added(site: RandomSite) -> None:
    """A page comes."""
    name = f"{site.random.choice(('', 'more/'))}page-{site.random.randrange(4)}.md"
    parts = "".join(map(block, site.random.sample(BLOCKS, 3)))
    site.pages[name] = f"# {site.random.choice(WORDS)}\n\n{site.random.choice(PHRASES)}\n\n{parts}"


def page_gone(site: RandomSite) -> None:
    """A page goes."""
    del site.pages[site.random.choice([name for name in site.pages if name != "index.md"])]


def setting_changed(site: RandomSite) -> None:
    """A setting of the site is another, or is left out."""
    key, values = site.random.choice(SETTINGS)
    value = site.random.choice(values)
    if value is None:
        site.settings.pop(key, None)
    else:
        site.settings[key] = value


SETTINGS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("site_name", ("Monitors", "Watchers & co")),
    ("site_url", ("https://example.org/m/", "https://other.example/", None)),
    ("site_description", ("What monitors see.", None)),
    ("repo_url", ("https://github.com/a/b", "https://gitlab.com/a/b", None)),
    ("edit_uri", ("edit/trunk/docs/", None)),
    ("extra", ({"cruxbase_tour": "ada--bo"}, None)),
    ("copyright", ("CC BY", None)),
    ("nav", ([{"Start": "index.md"}, {"All": "parts.md"}], None)),
)


def theme_changed(site: RandomSite) -> None:
    """The theme has another language, and a template, a part of one or a file of the project's own in its place, or none."""
    site.settings["theme"]["language"] = site.random.choice(("en", "de", "he"))
    words = site.random.choice(WORDS)
    site.overrides = site.random.choice(
        (
            {},
            {"main.html": f'{{% extends "base.html" %}}\n{{% block announce %}}News {words}{{% endblock %}}\n'},
            {"main.html": f'{{% extends "base.html" %}}\n{{% block extrahead %}}<!-- {words} -->{{% endblock %}}\n'},
            {"partials/copyright.html": f"<div class=md-copyright>{words}</div>\n"},
            {"assets/images/own.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><title>{words}</title></svg>\n'},
        )
    )


def file_beside_pages(site: RandomSite) -> None:
    """Among the pages comes, goes or changes a style sheet or a file that is only copied."""
    if site.random.random() < 0.5:
        site.settings["extra_css"] = ["own.css"]
        site.pages["own.css"] = f"p {{ margin: {site.random.randrange(9)}px }}\n"
    elif "own.css" in site.pages:
        del site.pages["own.css"]
        site.settings.pop("extra_css", None)
    else:
        site.pages[f"more/data-{site.random.randrange(3)}.txt"] = site.random.choice(PHRASES)


def pictures_changed(site: RandomSite) -> None:
    """Other pages have pictures."""
    site.pictures = site.random.choice(("auto", "none", "few", "all"))


def code_forbidden(site: RandomSite) -> None:
    """Whether the project's templates, hooks and plugins may run."""
    site.hooks = not site.hooks


def effects_changed(site: RandomSite) -> None:
    """Of another number of commits is shown what they moved."""
    site.effects = site.random.choice((0, 1, 2, -1))


def words_changed(site: RandomSite) -> None:
    """The base has schemes and identifiers of its own, or none."""
    site.base.settings = site.random.choice(
        (
            "",
            '[tool.cruxbase.schemes.argument-from-dose]\ntitle = "From dose"\ncritical_questions = ["Does it rise?"]\n',
            '[tool.cruxbase.identifiers.pmid]\ntitle = "PMID"\nurl = "https://example.org/{}/"\n',
        )
    )
    data = site.records[site.some_path("argument", "source")]
    if data["type"] == "source":
        data["identifiers"] = {"pmid": "31452104"}
    else:
        data["scheme"] = "argument-from-dose"


def generator_changed(site: RandomSite) -> None:
    """The other generator takes its turn."""
    site.generator = "zensical" if site.generator == "mkdocs" else "mkdocs"


SiteEdit = Callable[[RandomSite], None]
RECORD_EDITS: tuple[SiteEdit, ...] = (
    *(other_leaf, other_leaf, other_leaf, other_words, other_words, noted, transplanted, field_dropped, shortened),
    *(record_gone, record_copied, record_renamed, file_moved, status_changed, term_changed, file_broken),
)
PROJECT_EDITS: tuple[SiteEdit, ...] = (
    *(page_edited, page_added, page_gone, setting_changed, setting_changed, theme_changed, file_beside_pages),
    *(theme_changed, pictures_changed, generator_changed, code_forbidden, effects_changed, words_changed),
)


def write(texts: dict[str, str], folder: Path) -> bool:
    """Make a project hold exactly some texts; whether one changed that the site's generator reads.

    Files that hold theirs already are left alone, and so is the page that builds put below `docs/base/`.
    """
    other = False
    for top in ("claims", "docs", "overrides"):
        for path in (folder / top).rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in texts and not name.startswith("docs/base/"):
                path.unlink()
                other |= top != "claims"
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            other |= not name.startswith(RECORDS)
    return other
