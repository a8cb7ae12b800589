"""YAML of other programs as plain values, for importing: any dialect, nothing but data."""

from __future__ import annotations

import re

import yaml

from cruxbase.support.errors import CruxbaseError

_MAX_ALIASES = 200
_ALIAS = re.compile(r"(?:^|[\s,\[:-])\*\w", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|[\s,\[:-])&\w", re.MULTILINE)
_TextLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Tagged:
    """Stands where a value had a tag, which may name a function or read the environment."""


class BadYaml(CruxbaseError, ValueError):
    """A text is not YAML, or is made to overwhelm whoever reads it; the message says where."""


def plain_yaml(text: str, *, strict: bool = False) -> object:
    """The value of a YAML text; None where it is none.

    Args:
        text: one document.
        strict: whether to raise where it is no YAML.

    Raises:
        BadYaml: with `strict`, it cannot be read.
    """
    return _loaded(text, _Loader, strict=strict)


def untagged_yaml(text: str) -> object:
    """The value of a YAML text as any YAML 1.1 reader has it, with `Tagged` in the place of what has a tag of its own.

    Raises:
        BadYaml: it cannot be read.
    """
    return _loaded(text, _MarkingLoader, strict=True)


def yaml_text(value: object) -> str:
    """A value of mappings, lists, texts, numbers and truth values as YAML, in the order in which it stands."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def _loaded(text: str, loader: type[yaml.SafeLoader], *, strict: bool) -> object:
    try:
        if (
            text.count("*") > _MAX_ALIASES
            and sum(isinstance(t, yaml.AliasToken) for t in yaml.scan(text)) > _MAX_ALIASES
        ):
            raise BadYaml("it has more aliases than a document of its kind needs")
        return yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader that makes no objects
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        if not strict:
            return None
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark is not None else ""
        raise BadYaml(f"it is no YAML{where}: {getattr(error, 'problem', None) or error}") from None


def yaml_texts(text: str) -> object:
    """The value of a YAML text with every scalar as it is written, quickly; None where it is none or has aliases.

    >>> yaml_texts("a: [1, yes]")
    {'a': ['1', 'yes']}
    """
    if _ALIAS.search(text) and _ANCHOR.search(text):
        return None  # no record may have them, and a few lines of them can stand for a great deal
    try:
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - makes lists, mappings and texts only
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        return None


class _Loader(yaml.SafeLoader):
    """A safe loader for which words and dates are texts, as YAML 1.2 has it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _MarkingLoader(yaml.SafeLoader):
    """A safe loader that marks what it would refuse."""


def _mark(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> Tagged:
    return Tagged()


_MarkingLoader.add_multi_constructor("!", _mark)
_MarkingLoader.add_multi_constructor("tag:yaml.org,2002:python", _mark)
