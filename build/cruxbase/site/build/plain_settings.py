"""What is left of a generator's settings when nothing in them may run: for building a stranger's clone.

Hooks, plugins, theme folders, inherited settings, scripts and YAML tags are code, or lead to some. Here a list says what may
stay, and everything else is left out by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cruxbase.parsing.plain_yaml import BadYaml, Tagged, untagged_yaml, yaml_text
from cruxbase.support.plain_data import mapping_or_empty

_KEYS = frozenset(
    (
        "site_name",
        "site_description",
        "site_author",
        "site_url",
        "repo_url",
        "repo_name",
        "edit_uri",
        "copyright",
        "use_directory_urls",
        "docs_dir",
        "theme",
        "nav",
        "not_in_nav",
        "exclude_docs",
        "draft_docs",
        "validation",
        "strict",
        "extra",
        "markdown_extensions",
    )
)
_THEME = frozenset(("name", "language", "direction", "font", "icon", "features", "palette", "logo", "favicon"))
_EXTENSIONS = frozenset(
    (
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "meta",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "pymdownx.betterem",
        "pymdownx.caret",
        "pymdownx.details",
        "pymdownx.keys",
        "pymdownx.mark",
        "pymdownx.smartsymbols",
        "pymdownx.superfences",
        "pymdownx.tasklist",
        "pymdownx.tilde",
    )
)
"""Extensions that read no file, run nothing and fetch nothing, whatever their options are as plain values."""

_FOREIGN = frozenset(("analytics", "consent", "alternate"))


class PlainSettings(NamedTuple):
    """Settings in which nothing is code.

    Attributes:
        text: of a `mkdocs.yml`.
        left_out: what the other settings had besides, by name: `hooks`, `theme.custom_dir`, `plugins: tags`.
    """

    text: str
    left_out: tuple[str, ...]


def plain_settings(text: str) -> PlainSettings:
    """The settings without anything that is code or leads to some.

    Args:
        text: of a `mkdocs.yml`.

    Raises:
        BadYaml: it cannot be read, or holds no settings; the message is a sentence without its subject's name.
    """
    settings = untagged_yaml(text)
    if not isinstance(settings, Mapping):
        raise BadYaml("it holds no settings")
    left_out: list[str] = []
    kept: dict[str, object] = {}
    for key, value in settings.items():
        if key in _KEYS:
            kept[key] = value
        elif key == "plugins":
            left_out += [f"plugins: {name}" for name in _names(value) if name != "search"]
        elif key != "site_dir":
            left_out.append(str(key))
    theme, extra = kept.get("theme"), kept.get("extra")
    if isinstance(theme, Mapping):
        kept["theme"] = _part(theme, _THEME, "theme", left_out)
    if isinstance(extra, Mapping):
        kept["extra"] = _part(extra, frozenset(map(str, extra)) - _FOREIGN, "extra", left_out)
    kept["markdown_extensions"] = _extensions(kept.get("markdown_extensions"), left_out)
    kept["plugins"] = []
    plain = _untagged(kept, "", left_out)
    return PlainSettings(yaml_text(plain), tuple(sorted(set(left_out))))


def _names(value: object) -> list[str]:
    """Names in a list or mapping of plugins or extensions."""
    entries = value if isinstance(value, list | tuple | Mapping) else [] if value is None else [value]
    return [str(next(iter(entry), "")) if isinstance(entry, Mapping) else str(entry) for entry in entries]


def _part(
    values: Mapping[object, object], allowed: frozenset[str], name: str, left_out: list[str]
) -> dict[object, object]:
    left_out += [f"{name}.{key}" for key in values if key not in allowed]
    return {key: value for key, value in values.items() if key in allowed}


def _extensions(value: object, left_out: list[str]) -> list[object]:
    """Known extensions, with options that are words, numbers and truth values."""
    options: dict[str, object] = {}
    if isinstance(value, Mapping):
        options = {str(name): inner for name, inner in value.items()}
    elif isinstance(value, list):
        for entry in value:
            options.update(entry if isinstance(entry, Mapping) else {str(entry): None})
    kept: list[object] = []
    for name, inner in options.items():
        short = str(name).removeprefix("markdown.extensions.")
        if short not in _EXTENSIONS:
            left_out.append(f"markdown_extensions: {name}")
            continue
        given = inner if isinstance(inner, Mapping) else {}
        plain = {key: one for key, one in given.items() if isinstance(one, str | int | float | bool)}
        left_out += [f"markdown_extensions: {name}.{key}" for key in given if key not in plain]
        kept.append({short: plain} if plain else short)
    return kept


def _untagged(value: object, name: str, left_out: list[str]) -> object:
    """A value without the marks of tags."""
    if isinstance(value, Mapping):
        items = {str(key): (one, f"{name}.{key}".lstrip(".")) for key, one in value.items()}
        left_out += [label for one, label in items.values() if isinstance(one, Tagged)]
        return {
            key: _untagged(one, label, left_out) for key, (one, label) in items.items() if not isinstance(one, Tagged)
        }
    if isinstance(value, list | tuple):
        left_out += [name for one in value if isinstance(one, Tagged)]
        return [_untagged(one, name, left_out) for one in value if not isinstance(one, Tagged)]
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)


def with_pages_in(text: str, folder: str) -> str:
    """Plain settings for pages that stand in another folder."""
    return yaml_text({**mapping_or_empty(untagged_yaml(text)), "docs_dir": folder})
