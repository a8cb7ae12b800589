"""A base that means harm: the valid example base with an attack in every field that takes one.

A field takes an attack if its record is still valid with it; so a new field of the format is attacked as soon as the example
base uses it. Long texts take all attacks at once, short ones take them in turn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence
from functools import lru_cache
from itertools import cycle
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from cruxbase.records import RECORD_TYPES
from support import valid_texts

MARK = "__pwned"
"""The property of `window` that every attack sets if it runs."""
ELSEWHERE = "evil.invalid"
"""The host that every attack asks for something."""

SHORT = (
    "<script>__pwned=1</script>",
    '"><img src=x onerror=__pwned=1>',
    "'><svg/onload=__pwned=1>",
    "</title><script>__pwned=1</script>",
    "</script><script>__pwned=1</script>",
    "[x](javascript:__pwned=1)",
    "[y](data:text/html,<script>__pwned=1</script>)",
    "<javascript:__pwned=1>",
    "![z](https://evil.invalid/a.png)",
    "<!--",
    "--><b>",
    "]]>&lt;script&gt;",
    "{{ 7*7 }}{% raw %}{# #}",
    "${__pwned=1}`${__pwned=1}`",
    "\\');__pwned=1;//",
    "a\u202egnp.exe\u2066b\u200f\u061c",
    "line\u2028sep\u2029arated\ufffe",
    '<div data-cruxbase="map"></div>',
    "cruxbase-shell-title cruxbase-shell-two",
    "</style><style>*{background:url(//evil.invalid/a)}",
    "|x|\n|-|\n|<b onclick=__pwned=1>|",
    "<a href=//evil.invalid style=position:fixed>",
    "\u05d0\u05d1\u05d2 (\u05d3) 1\u20132",
    "\U000e0041\U000e0042\u2067\u2069",
)
LONG = "\n\n".join(
    (
        *SHORT,
        "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
        "<svg><use href=data:image/svg+xml,x#y /><script>__pwned=1</script></svg>",
        '<form action="https://evil.invalid"><button formaction=javascript:__pwned=1>go</button></form>',
        "<math><mtext></form><form><mglyph><style></math><img src onerror=__pwned=1>",
        "<link rel=stylesheet href=https://evil.invalid/a.css><meta http-equiv=refresh content=0;url=//evil.invalid>",
        "<base href=https://evil.invalid/><object data=//evil.invalid></object><embed src=//evil.invalid>",
        '[a]: javascript:__pwned=1 "\'><script>__pwned=1</script>"\n[a]',
        "[tab](java\tscript:__pwned=1) [entity](&#106;avascript:__pwned=1) [backslashes](/\\\\evil.invalid)",
        "[vb](vbscript:x) [file](file:///etc/passwd) [blob](blob:x) [mixed](JaVaScRiPt:__pwned=1)",
        '[quoted](https://e.example/"onmouseover="__pwned=1) <https://e.example/"onmouseover="__pwned=1>',
        '[[monitoring|<img src=x onerror=__pwned=1>]] [[monitoring|" onmouseover="__pwned=1]] [[no-such-record]]',
        "`<script>__pwned=1</script>` `monitoring` ``` <b>",
        "<details open ontoggle=__pwned=1>",
        "word " * 100 + "x" * 1000,
    )
)
NARROW = (
    "https://e.example/'onmouseover='__pwned=1",
    "http://e.example/{{7*7}}/\u202e/)(*&%$;",
    "https://e.example/\\\\x",
    '10.1234/"><script>__pwned=1</script>',
)
"""For fields that take only addresses, and identifiers of publications."""
# Records that a naive script or file system would trip over, as far as ids allow.
IDS = ("constructor", "graph", "index", "con", "0", "-".join(["long"] * 40))

# Valid as a record, and wrong in every way that a model can be wrong.
BROKEN_MODEL = {
    "type": "model",
    "title": "A model of nothing",
    "topic": "monitoring",
    "summary": "S.",
    "inputs": [
        {"name": "a", "default": "0.5", "low": "1", "high": "0"},
        {"name": "a", "default": "1e308"},
        {"name": "c", "default": "-7", "unit": "probability", "claim": "deploy-with-monitors"},
    ],
    "variables": [
        {"name": "later", "expression": "after + 1"},
        {"name": "after", "expression": "later / (a - a)"},
        {"name": "self", "expression": "self * 2"},
        {"name": "huge", "expression": "exp(a) * exp(a) * 1e300"},
        {"name": "deep", "expression": "(" * 400 + "a" + ")" * 400},
        {"name": "nothing", "product": ["nowhere", "nothing"]},
        {"name": "tabled", "table": {"given": ["a", "nowhere"], "rows": {"t": "0.5", "ttt": "0.2"}}},
        {"name": "short", "table": {"given": ["a", "c"], "rows": {"t": "0.5"}}},
        {"name": "noisy", "noisy_or": {"leak": "0.9", "causes": {"nowhere": "0.9", "noisy": "0.9"}}},
    ],
    "outputs": [
        {"variable": "tabled"},
        {"variable": "short"},
        {"variable": "no_such", "claim": "deploy-with-monitors"},
        {"variable": "deep"},
    ],
    "expectations": [{"that": "tabled > no_such"}, {"that": "huge >"}, {"that": "deep == 1", "given": {"zz": "1"}}],
    "cruxes": ["do-monitors-catch-enough"],
}

BROKEN_NETWORK = {
    **BROKEN_MODEL,
    "title": "A network of nothing",
    "inputs": [{"name": "a", "default": "0.5"}],
    "variables": [
        {"name": "b", "table": {"given": ["a"], "rows": {"t": "0.5"}}},
        {"name": "c", "noisy_or": {"leak": "0", "causes": {"b": "1", "d": "1"}}},
        {"name": "d", "product": ["c", "d"]},
    ],
    "outputs": [{"variable": "d"}],
    "expectations": [{"that": "d == 1"}],
}


class Attacked(NamedTuple):
    """A hostile base.

    Attributes:
        texts: its files by path.
        fields: the fields that took an attack, as `type/key/key`.
    """

    texts: Mapping[str, str]
    fields: frozenset[str]


@lru_cache(maxsize=1)
def hostile_base() -> Attacked:
    """The example base with an attack in every field that takes one."""
    turns = cycle(SHORT)
    texts, fields = {}, set()
    for path, text in valid_texts().items():
        data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - strings only
        absent = [(key,) for key in RECORD_TYPES[data["type"]].model_fields if key not in data and key != "id"]
        for place in (*_leaves(data), *absent):
            if _attacked(data, place, PurePosixPath(path).stem, turns):
                fields.add("/".join([data["type"], *(key for key in place if isinstance(key, str))]))
        texts[path] = _written(data)
    for id in IDS:
        claim = {"type": "claim", "title": f"{id[:20]} {next(turns)}", "topic": "monitoring", "statement": LONG}
        claim |= {"origin": "implied", "attacks": [{"claim": "deploy-with-monitors", "because": LONG}]}
        texts[f"claims/monitoring/{id}.yaml"] = _written(claim)
    long = {"type": "claim", "title": "Long", "topic": "monitoring", "statement": "S.", "origin": "implied"}
    texts["claims/monitoring/long-notes.yaml"] = _written({**long, "notes": "<b" * 100_000})
    huge = {"type": "claim", "title": "x" * 1_000_000, "topic": "monitoring", "statement": "S.", "origin": "implied"}
    texts["claims/monitoring/megabyte-title.yaml"] = _written(huge)
    texts["claims/models/broken.yaml"] = _written(BROKEN_MODEL)
    texts["claims/models/broken-network.yaml"] = _written(BROKEN_NETWORK)
    texts["claims/monitoring/looks-like-a-comment.yaml"] = "<!-- <script>__pwned=1</script> -->\n"
    return Attacked(texts, frozenset(fields))


def _leaves(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of all scalars in plain data."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _leaves(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(value, (*place, index))
    else:
        yield place


def _attacked(data: MutableMapping[str, Any], place: tuple[str | int, ...], id: str, turns: Iterator[str]) -> bool:
    """Put the largest attack that leaves the record valid into a place; whether one did."""
    holder: MutableMapping[Any, Any] | MutableSequence[Any] = data
    for key in place[:-1]:
        holder = holder[key]  # type: ignore[index]
    is_there = isinstance(holder, list) or place[-1] in holder
    original = holder[place[-1]] if is_there else ""
    if place == ("type",) or _names_a_record(original):
        return False
    short = [next(turns) for _ in SHORT]
    next(turns)  # the next field begins with another one
    for attack in (LONG, *short, *NARROW):
        for value in (attack, [attack]) if not is_there else (attack,):
            holder[place[-1]] = value
            if _is_valid(data, id):
                return True
    if is_there:
        holder[place[-1]] = original
    else:
        del holder[place[-1]]
    return False


def _names_a_record(value: str) -> bool:
    return any(path.endswith(f"/{value}.yaml") for path in valid_texts())


def _is_valid(data: Mapping[str, Any], id: str) -> bool:
    try:
        RECORD_TYPES[data["type"]].model_validate({"id": id, **data})
    except ValidationError:
        return False
    return True


def _written(data: Mapping[str, Any]) -> str:
    """Plain data as YAML. JSON's quoted strings are YAML's, but for characters beyond 16 bits, which YAML wants as they are."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())
    return re.sub("[\u007f-\u009f\u2028\u2029\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", "".join(lines))
