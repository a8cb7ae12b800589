"""Writes the files of a new base. The templates lie in `files/`; a name that begins with `dot-` begins with a dot there."""

from __future__ import annotations

import colorsys
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cruxbase import __version__
from cruxbase.support.errors import CruxbaseError

TEMPLATES = Path(__file__).with_name("files")
_MARK = re.compile(r"\{\{(\w+)\}\}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PAPER = 1.0  # relative luminance of white
_NIGHT = 0.0086  # of the dark scheme's paper, #15181d
_CONTRAST = 4.5  # what WCAG 2.2 asks of text, success criterion 1.4.3


class CannotStart(CruxbaseError):
    """No base can be started there; the message is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a new base is called and where it will live.

    Attributes:
        title: the site's name.
        description: one sentence on what the base is about.
        repo_url: address of the repository on its forge, or empty.
        site_url: address of the site, or empty; worked out for GitHub and GitLab.
        colour: of links, as `#rrggbb`; made darker or lighter where it would be hard to read.
        content_licence: what the texts may be used under.
        examples: whether to write the example records, which are on transport policy.
    """

    title: str
    description: str = "What is claimed, by whom, for what reasons, against which objections, and what it turns on."
    repo_url: str = ""
    site_url: str = ""
    colour: str = "#0b5a94"
    content_licence: str = "CC BY 4.0"
    examples: bool = True


def new_base(folder: Path, wanted: Description, further: Mapping[str, str]) -> tuple[str, ...]:
    """Write the files of a new base into a folder that is empty or not there; their paths.

    Args:
        folder: where the base is to be.
        wanted: what it is called.
        further: other files by path, such as the JSON Schemas of the format.

    Raises:
        CannotStart: the folder holds something already, or the description cannot be used.
        OSError: something cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise CannotStart(f"{os.fspath(folder)!r} is a file; name a new folder")
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise CannotStart(
            f"the folder {os.fspath(folder)!r} is not empty; name a new one, and copy into it what you have"
        )
    values = _values(wanted)
    written = []
    for path, text in _templates(wanted.examples):
        _write(folder, path, _filled(text, values))
        written.append(path)
    for path, content in further.items():
        _write(folder, path, content)
        written.append(path)
    if not wanted.examples:
        _write(folder, _FIRST[0], _FIRST[1])
        written.append(_FIRST[0])
    return tuple(sorted(written))


def lacking_pages(docs: Path) -> tuple[str, ...]:
    """The pages that records' pages lead to and that a folder of written pages lacks."""
    return tuple(path for path, _ in _pages() if not (docs / path).exists() and path not in _OPTIONAL)


def write_pages(docs: Path) -> tuple[str, ...]:
    """Write the pages that a folder of written pages lacks, and leave those it has; the paths of those written."""
    lacking = lacking_pages(docs)
    texts = dict(_pages())
    for path in lacking:
        _write(docs, path, texts[path])
    return lacking


_FIRST = (
    "claims/topics/first-topic.yaml",
    "type: topic\ntitle: The first topic\nsummary: What is at issue, in two or three sentences that a stranger understands.\n",
)
_OPTIONAL = frozenset(("index.md", "about.md", "assets/colours.css"))


def _pages() -> Iterator[tuple[str, str]]:
    for path, text in _templates(examples=False):
        if path.startswith("docs/"):
            yield path.removeprefix("docs/"), text


def _templates(examples: bool) -> Iterator[tuple[str, str]]:
    for folder, names, files in os.walk(TEMPLATES):
        names.sort()
        for name in sorted(files):
            location = Path(folder, name)
            parts = location.relative_to(TEMPLATES).parts
            if (parts[0] == "claims" and not examples) or "__pycache__" in parts:
                continue
            path = "/".join(re.sub("^dot-", ".", part) for part in parts)
            yield path, location.read_text(encoding="utf-8")


def _write(folder: Path, path: str, text: str) -> None:
    location = folder / path
    location.parent.mkdir(parents=True, exist_ok=True)
    location.write_text(text, encoding="utf-8", newline="\n")


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: values.get(mark[1], mark[0]), text)


def _values(wanted: Description) -> dict[str, str]:
    if not wanted.title.strip() or "\n" in wanted.title + wanted.description:
        raise CannotStart("a base needs a title, on one line")
    if not _COLOUR.fullmatch(wanted.colour):
        raise CannotStart(f"{wanted.colour!r} is no colour: write it as '#0b5a94'")
    repo = wanted.repo_url.rstrip("/")
    if repo and urlsplit(repo).scheme not in ("http", "https"):
        raise CannotStart(f"{repo!r} is no address of a repository: it begins with https://")
    site = wanted.site_url or _site_of(repo)
    addresses = ""
    if site:
        addresses += f"site_url: {_yaml(site if site.endswith('/') else site + '/')}\n"
    if repo:
        addresses += f"repo_url: {_yaml(repo)}\nrepo_name: Source\nedit_uri: edit/main/docs/\n"
    note = "The records in `claims/` are examples, on transport policy: delete them when you have your own.\n\n"
    light, dark = _readable(wanted.colour, _PAPER), _readable(wanted.colour, _NIGHT)
    return {
        "title": wanted.title.strip(),
        "description": wanted.description.strip(),
        "title_yaml": _yaml(wanted.title.strip()),
        "description_yaml": _yaml(wanted.description.strip()),
        "copyright_yaml": _yaml(f"Text under {wanted.content_licence}"),
        "content_licence": wanted.content_licence,
        "addresses": addresses,
        "example_note": note if wanted.examples else "",
        "version": __version__,
        "colour": light,
        "colour_strong": _shifted(light, -0.12),
        "colour_dark": dark,
        "colour_dark_strong": _shifted(dark, 0.12),
    }


def _yaml(text: str) -> str:
    """A text as a quoted YAML scalar on one line: JSON's quoting is YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _site_of(repo: str) -> str:
    """Where a forge publishes the pages of a repository."""
    parts = urlsplit(repo)
    owner, _, name = parts.path.strip("/").partition("/")
    host = {"github.com": "github.io", "gitlab.com": "gitlab.io"}.get(parts.hostname or "")
    return f"https://{owner.lower()}.{host}/{name}/" if host and owner and name else ""


def _readable(colour: str, paper: float) -> str:
    """The colour, made darker on a light paper or lighter on a dark one until its contrast is enough."""
    step = -0.02 if paper > 0.5 else 0.02
    while _contrast(_luminance(colour), paper) < _CONTRAST:
        colour = _shifted(colour, step)
    return colour


def _contrast(one: float, other: float) -> float:
    """The contrast ratio of two relative luminances, 1 to 21, as WCAG 2.2 defines it."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shifted(colour: str, by: float) -> str:
    """The colour with its lightness changed, between black and white."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    parts = colorsys.hls_to_rgb(hue, min(max(lightness + by, 0.0), 1.0), saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
