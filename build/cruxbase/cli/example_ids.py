"""Ids for the examples in help: those of the base at hand, as far as names of files tell, else of the base that `init` writes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cruxbase.cli.bases import nearest_base
from cruxbase.cli.problems import WrongUsage

Role = Literal["claim", "person", "viewpoint", "source", "topic", "model", "quantity", "word"]

ROLES: Mapping[str, Role] = {
    **dict.fromkeys(
        (
            "brass-is-good",
            "better-claim",
            "buy-brass",
            "chinchila-optimal",
            "dangerous-capability-is-preceded-by-legibility",
            "existential-catastrophe-from-power-seeking-by-2070",
            "legibility-versus-tractability",
            "legible-problems-gate-deployment",
            "legible-work-has-low-value",
            "locks-fail",
            "old-claim",
            "rust",
            "salt",
            "tractability-rises-with-legibility",
            "work-on-problems-once-legible",
        ),
        "claim",
    ),
    **dict.fromkeys(("alex-mallen", "wei-dai"), "person"),
    **dict.fromkeys(("carlsmith-2022", "dai-2025", "superforecasters-2023"), "viewpoint"),
    "mallen-comments": "source",
    "legibility": "topic",
    **dict.fromkeys(("carlsmith-power-seeking-model", "legibility-model"), "model"),
    **dict.fromkeys(("advantage_of_legible", "catastrophe", "disempowerment", "gate", "spec_quality"), "quantity"),
    **dict.fromkeys(("corrigibility", "deceptive", "inoculation", "prompting"), "word"),
}
"""The ids and words in the examples that name something of a base, and what they name."""

_EXAMPLE = Path(__file__).parents[1] / "scaffold" / "files" / "claims"
_FOLDERS: Mapping[str, Role] = {
    "people": "person",
    "viewpoints": "viewpoint",
    "sources": "source",
    "topics": "topic",
    "models": "model",
}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_CLAIM = re.compile(r"(?:q|can|do|does|how|is|should|what|whether|which|who|why|will)-.*|.*-(?:defined|definition)")
_KNOWN = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, ROLES), key=len, reverse=True))})(?![\w-])")
_LEAST_LETTERS = 6
_SHORT = 22
_MOST_FILES = 50_000


@dataclass(frozen=True, slots=True)
class ExampleIds:
    """Ids of one base by what they name, the ones to show first.

    Attributes:
        by_role: ids, or words that occur in ids of claims.
    """

    by_role: Mapping[Role, tuple[str, ...]]

    def put_into(self, line: str) -> str:
        """A command line whose ids are those of the base; as it is where the base has all that it names.

        What the base has none of is named by its kind, in capitals.

        >>> ids = ExampleIds({"claim": ("rents-rise", "rents-fall")})
        >>> ids.put_into("cruxbase paths legible-work-has-low-value rust --view wei-dai")
        'cruxbase paths rents-rise rents-fall --view PERSON'
        """
        named = dict.fromkeys(_KNOWN.findall(line))
        if all(ROLES[name] in ("word", "quantity") or name in self.by_role.get(ROLES[name], ()) for name in named) and (
            not named or any(ROLES[name] != "word" for name in named)
        ):
            return line
        waiting = {role: iter(ids) for role, ids in self.by_role.items()}
        chosen = {name: next(waiting.get(ROLES[name], iter(())), ROLES[name].upper()) for name in named}
        return _KNOWN.sub(lambda match: chosen[match[0]], line)


def example_ids(start: Path) -> ExampleIds:
    """Ids of the nearest base at or above a folder; where there is none, of the example base. Only names of files are read."""
    try:
        root = nearest_base(start)
    except (WrongUsage, OSError):
        root = _EXAMPLE
    return ids_by_role(_names(root))


def ids_by_role(names: Iterable[tuple[str, str]]) -> ExampleIds:
    """Ids sorted by what their folders say they are.

    Args:
        names: (folder directly below that of the base, id) pairs.
    """
    by_folder: dict[str, list[str]] = {}
    for folder, id in sorted(names):
        by_folder.setdefault(folder, []).append(id)
    by_role: dict[Role, tuple[str, ...]] = {
        role: tuple(by_folder.pop(folder)) for folder, role in _FOLDERS.items() if folder in by_folder
    }
    of_topics = sorted(by_folder, key=lambda folder: (-len(by_folder[folder]), folder))
    topics = by_role.get("topic", ())
    by_role["topic"] = (
        *(folder for folder in of_topics if folder in topics),
        *(t for t in topics if t not in of_topics),
    )
    claims = [id for folder in of_topics for id in by_folder[folder] if not _NO_CLAIM.fullmatch(id)]
    claims.sort(key=lambda id: len(id) > _SHORT)  # lines of help are to fit
    by_role["claim"] = tuple(claims)
    words = (word for id in claims for word in id.split("-") if len(word) >= _LEAST_LETTERS and word.isalpha())
    by_role["word"] = tuple(dict.fromkeys(words))
    return ExampleIds(by_role)


def _names(root: Path) -> Iterator[tuple[str, str]]:
    number = 0
    for folder, _, files in os.walk(root):
        first = os.path.relpath(folder, root).partition(os.sep)[0]
        for name in files:
            id, suffix = os.path.splitext(name)
            number += 1
            if number > _MOST_FILES:
                return
            if suffix == ".yaml" and _ID.fullmatch(id):
                yield first, id
