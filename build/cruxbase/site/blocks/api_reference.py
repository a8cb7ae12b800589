"""The reference of the Python interface, from docstrings and signatures: every public name of the three public modules."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import import_module
from typing import NamedTuple

from markupsafe import Markup

PUBLIC_MODULES = ("cruxbase", "cruxbase.reasoning", "cruxbase.records")
"""The modules whose `__all__` is promised to users."""

_CODE = re.compile(r"`([^`]+)`")
_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields):$")
_ITEM = re.compile(r"^    (\*{0,2}\w+): (.*)$")
_MODULE_PREFIX = re.compile(r"\b(?:cruxbase|collections|typing|datetime|pathlib)\.(?:\w+\.)*(?=\w)")


class Described(NamedTuple):
    """A public name, or a member of one: its anchor, its name, how it is written, and its docstring as HTML."""

    anchor: str
    name: str
    signature: str
    text: Markup
    members: tuple[Described, ...] = ()


class PublicModule(NamedTuple):
    """A public module, what it is for, and its names."""

    name: str
    text: Markup
    entries: tuple[Described, ...]


@cache
def api_reference() -> tuple[PublicModule, ...]:
    """The public modules with all that they offer, in alphabetical order."""
    return tuple(_module(name) for name in PUBLIC_MODULES)


def _module(name: str) -> PublicModule:
    module = import_module(name)
    entries = [_described(f"{name}.{public}", public, getattr(module, public)) for public in module.__all__]
    first = (inspect.getdoc(module) or "").partition("\n")[0]
    entries.sort(key=lambda entry: entry.name.casefold())
    return PublicModule(name, docstring_html(first), tuple(entries))


def _described(anchor: str, name: str, thing: object) -> Described:
    described = inspect.isclass(thing) or inspect.isroutine(thing)
    text = docstring_html(inspect.getdoc(thing) or "") if described else Markup("<p>A constant.</p>")
    members = tuple(_members(anchor, thing)) if inspect.isclass(thing) else ()
    return Described(anchor, name, _signature(thing), text, members)


def _members(anchor: str, owner: type) -> Iterator[Described]:
    # What is inherited from an abstract class is shown with the class that one uses.
    bases = [base for base in reversed(owner.__mro__) if base is owner or inspect.isabstract(base)]
    for name, member in {name: member for base in bases for name, member in vars(base).items()}.items():
        function = getattr(member, "fget", None) or getattr(member, "func", None) or getattr(member, "__func__", member)
        if name.startswith("_") or not inspect.isfunction(function) or not function.__doc__:
            continue
        is_value = function is not member and not hasattr(member, "__func__")
        signature = "" if is_value else _signature(function)
        yield Described(f"{anchor}.{name}", name, signature, docstring_html(inspect.getdoc(function) or ""))


def _signature(thing: object) -> str:
    if not inspect.isroutine(thing):
        return ""
    return _MODULE_PREFIX.sub("", str(inspect.signature(thing)).replace("'", ""))


def docstring_html(text: str) -> Markup:
    r"""A docstring in Google's style as HTML: paragraphs, lists of arguments and the like, and examples.

    >>> print(docstring_html("Adds `a`.\n\nArgs:\n    a: a number\n        above 0.\n\n>>> 1 + 1\n2"))
    <p>Adds <code>a</code>.</p><p>Args</p><dl><dt><code>a</code></dt><dd>a number above 0.</dd></dl><pre><code>&gt;&gt;&gt; 1 + 1
    2</code></pre>
    """
    parts = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.split("\n")
        section = _SECTION.match(lines[0])
        if section:
            parts.append(f"<p>{section[1]}</p>{_items(lines[1:])}")
        elif lines[0].lstrip().startswith(">>>") or all(line.startswith("    ") for line in lines):
            parts.append(f"<pre><code>{escape(block)}</code></pre>")
        elif lines[0].startswith("* "):
            items = re.split(r"\n\* ", block[2:])
            parts.append(f"<ul>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</ul>")
        else:
            parts.append(f"<p>{_inline(block)}</p>")
    return Markup("".join(parts))  # noqa: S704 - our own docstrings, and escaped


def _items(lines: list[str]) -> str:
    items: list[list[str]] = []
    for line in lines:
        if match := _ITEM.match(line):
            items.append([match[1], match[2]])
        elif items:
            items[-1][1] += f" {line.strip()}"
    if not items:
        return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"
    rows = "".join(f"<dt><code>{escape(name)}</code></dt><dd>{_inline(about)}</dd>" for name, about in items)
    return f"<dl>{rows}</dl>"


def _inline(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(" ".join(text.split()), quote=False))
