"""The map's modules joined into one classic script.

The modules under `assets/map/` are ordinary ES modules, and are tested as such. But a browser loads no module from
`file://`, where a copy of the site should work too; so the site is given one file, in which each module is a function that
returns what it exports. Doc comments, most of which are types, stay behind. No tool is needed for that, as the modules keep
to two forms: imports by name from a file beside them, or in the folder of another part, on lines of their own, and `export`
in front of a declaration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cruxbase.support.errors import CruxbaseError

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\.{1,2}/(?:[a-z_]+/)?([a-z_]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) ([A-Za-z_$][\w$]*))", re.MULTILINE)
_DOCUMENTED = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class NotJoinable(CruxbaseError, ValueError):
    """A module is written in a form that cannot be joined."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}.js: {problem}")


def joined(modules: Mapping[str, str], entry: str) -> str:
    r"""The modules that an entry needs as one script.

    Args:
        modules: the text of each module by its name without `.js`.
        entry: name of the one to begin with.

    Raises:
        NotJoinable: a module is missing, imports in a circle, or uses another form of import or export.

    >>> print(joined({"a": 'import { b } from "./b.js";\nb();\n', "b": "export function b() {}\n"}, "a"))
    "use strict";
    (() => {
    const module_b = (() => {
    function b() {}
    return { b };
    })();
    const module_a = (() => {
    const { b } = module_b;
    b();
    return {  };
    })();
    })();
    <BLANKLINE>
    """
    order: list[str] = []
    _visit(modules, entry, order, ())
    bodies = "".join(f"const module_{name} = (() => {{\n{_body(name, modules[name])}}})();\n" for name in order)
    return f'"use strict";\n(() => {{\n{bodies}}})();\n'


def _visit(modules: Mapping[str, str], name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise NotJoinable(name, f"imports itself by way of {', '.join(above[above.index(name) + 1 :])}")
    if name not in modules:
        raise NotJoinable(name, "is imported and is not there")
    for _, other in _IMPORT.findall(modules[name]):
        if other not in order:
            _visit(modules, other, order, (*above, name))
    if name not in order:
        order.append(name)


def _body(name: str, text: str) -> str:
    def imported(match: re.Match[str]) -> str:
        names = ", ".join(part.strip().replace(" as ", ": ") for part in match[1].split(",") if part.strip())
        return f"const {{ {names} }} = module_{match[2]};\n"

    exported = _EXPORT.findall(text)
    made = _EXPORT.sub("", _IMPORT.sub(imported, _DOCUMENTED.sub("", text)))
    if left := _LEFT.search(made):
        raise NotJoinable(name, f"cannot join the line {left[0]!r}")
    return f"{made.rstrip()}\nreturn {{ {', '.join(exported)} }};\n"
