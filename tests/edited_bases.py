"""Small bases at random whose findings hang together, and edits of them at random."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

Record = dict[str, Any]

TITLES = (
    "Monitors catch most attempts to hide",
    "Monitors do not catch most attempts to hide",
    "The monitors catch most attempts to hide",
    "monitors catch most attempts to hide",
    "Nobody hides from the monitors",
    "Nobody hides anything from a monitor",
    "Attempts that nobody hides say little",
    "A trial flags nine in ten planted programs",
)
STATEMENTS = (
    "A second AI that reads every action notices most attempts to do harm before they take effect.",
    "A second AI which reads every action notices most attempts to do harm before they take effect.",
    "Most attempts to do harm are noticed by a second AI that reads every action, before they take effect.",
    "Nobody who was asked in the trial had tried to hide what the planted programs did to the others.",
    "Monitors catch most attempts to hide.",
)
WARRANTS = (
    "",
    "Monitors catch most attempts to hide",
    "They catch the attempts.",
    "Harm needs an attempt that is seen by nobody.",
)
TOPICS, PEOPLE, SOURCES = ("t0", "t1"), ("ada", "bo"), ("s0", "s1")
CLAIMS = tuple(f"c{number}" for number in range(9))


class RandomBase:
    """Records by path, that come from few words, so that many of them are alike, and the edits that a random source draws.

    Args:
        seed: of the source.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.records: dict[str, Record] = {}
        self.comments: dict[str, str] = {}
        self.broken: set[str] = set()
        self.settings = ""
        for topic in TOPICS:
            self.put("topics", topic, type="topic", title=f"Topic {topic}", summary="What it is about.")
        for person in PEOPLE:
            self.put("people", person, type="person", name=f"Person {person}")
        for source in SOURCES:
            self.put("sources", source, type="source", title=f"Text {source}", kind="post", checked="read",
                     authors=[self.random.choice(PEOPLE)], issued="2024-05", url=f"https://example.org/{source}")  # fmt: skip
        for claim in CLAIMS:
            self.add_claim(claim)
        self.put("cruxes", "x", type="crux", title="Whether monitors catch most", topic="t0", question="Do they catch most?",
                 sides=["c0", "c1"], decides=["c2"])  # fmt: skip
        self.records["claims/t/c0.yaml"].setdefault("supports", []).append({"claim": "c2"})
        self.put(
            "questions", "q", type="question", title="What monitors catch", topic="t0", question="What do they catch?"
        )
        for person in PEOPLE:
            self.put("viewpoints", f"v-{person}", type="viewpoint", title=f"View {person}", holder=person, date="2024-05",
                     sources=["s0"], credences={c: self.random.choice(("0.2", "0.8")) for c in self.some(CLAIMS, 4)},
                     holds=self.some(CLAIMS, 1))  # fmt: skip

    def put(self, folder: str, id: str, **data: Any) -> None:
        """Set a record."""
        self.records[f"claims/{folder}/{id}.yaml"] = data

    def some(self, all: Any, number: int) -> list[str]:
        """Some of several."""
        return self.random.sample(list(all), min(number, len(all)))

    def add_claim(self, id: str) -> None:
        """A claim with relations to others."""
        ends = [path for path in self.records if "/t/" in path]
        data: Record = {"type": self.random.choice(("claim", "claim", "claim", "hypothesis")),
                        "title": self.random.choice(TITLES), "topic": self.random.choice(TOPICS),
                        "statement": self.random.choice(STATEMENTS), "sources": [self.random.choice(SOURCES)]}  # fmt: skip
        self.records[f"claims/t/{id}.yaml"] = data
        if data["type"] == "hypothesis":
            data["answers"] = ["q"]
        for key in self.some(("supports", "supports", "attacks", "requires", "refines", "undercuts"), 1):
            if ends:
                self.relate(data, key)

    def relate(self, data: Record, key: str) -> None:
        """Give a record a relation."""
        own = next((path for path, other in self.records.items() if other is data), "")
        ends = [path.rpartition("/")[2][:-5] for path in self.records if "/t/" in path and path != own]
        end = self.random.choice((*ends, "gone", "old-c0") if self.random.random() < 0.1 else ends)
        if key == "answers":
            entry: Any = self.random.choice(("q", "x"))
        elif key == "undercuts":
            steps = [f"{path.rpartition('/')[2][:-5]} -> {step['claim']}" for path, other in self.records.items()
                     for step in other.get("supports", ()) if other is not data and isinstance(step, dict)]  # fmt: skip
            entry = {"step": self.random.choice(steps or [f"{end} -> {end}"])}
        elif key in ("supports", "attacks"):
            entry = {"claim": end}
            if because := self.random.choice(WARRANTS):
                entry["because"] = because
            if self.random.random() < 0.3 and (others := [one for one in ends if one != end]):
                entry["with"] = self.some(others, 1)
        else:
            entry = end
        if "type" in data and data["type"] != "question":
            data[key] = [*data.get(key, ()), entry]

    def texts(self) -> dict[str, str]:
        """The files by path."""
        texts = {"pyproject.toml": self.settings}
        for path, data in self.records.items():
            lines = [f"{key}: {json.dumps(value)}" for key, value in data.items()]
            texts[path] = (
                self.comments.get(path, "") + "\n".join(lines) + ("\nx: [" if path in self.broken else "") + "\n"
            )
        return texts

    def edit(self) -> str:
        """Change something, and now and then mend what is broken; its name."""
        if self.random.random() < 0.5:
            self.broken.clear()
        edit = self.random.choice(EDITS)
        edit(self, self.random.choice([path for path in self.records if "/t/" in path]))
        return edit.__name__


Edit = Callable[[RandomBase, str], None]


def retitle(base: RandomBase, path: str) -> None:
    """Another title, often one that others have."""
    base.records[path]["title"] = base.random.choice(TITLES)


def restate(base: RandomBase, path: str) -> None:
    """Another statement."""
    base.records[path]["statement"] = base.random.choice(STATEMENTS)


def rewarrant(base: RandomBase, path: str) -> None:
    """Another warrant of a step."""
    for key in ("supports", "attacks"):
        for entry in base.records[path].get(key, ()):
            entry["because"] = base.random.choice(WARRANTS[1:])


def note(base: RandomBase, path: str) -> None:
    """Notes with links to records by id, by a former id, by title, and to none."""
    links = ("[[c1]]", "[[old-c0]]", "[[nobody]]", f"[[{base.random.choice(TITLES)}]]", "[[c2]", "[words](c3)", "none")
    some = base.random.choice([path, *base.records])
    base.records[some]["notes"] = f"See {base.random.choice(links)} and {base.random.choice(links)}."


def unnote(base: RandomBase, path: str) -> None:
    """No notes any more."""
    base.records[path].pop("notes", None)


def comment(base: RandomBase, path: str) -> None:
    """All lines of some file move."""
    base.comments[base.random.choice([path, *base.records])] = "# A comment.\n" * base.random.randrange(3)


def relate(base: RandomBase, path: str) -> None:
    """One more relation."""
    base.relate(
        base.records[path], base.random.choice(("supports", "attacks", "requires", "answers", "refines", "undercuts"))
    )


def unrelate(base: RandomBase, path: str) -> None:
    """One kind of relation less."""
    base.records[path].pop(base.random.choice(("supports", "attacks", "requires", "undercuts")), None)


def add(base: RandomBase, _: str) -> None:
    """A new claim."""
    base.add_claim(f"n{base.random.randrange(9)}")


def remove(base: RandomBase, path: str) -> None:
    """A claim goes."""
    if len(base.records) > 12:
        del base.records[path]
        base.broken.discard(path)


def rename(base: RandomBase, path: str) -> None:
    """A claim gets another id and keeps the old one as an alias."""
    old = path.rpartition("/")[2][:-5]
    data = base.records.pop(path)
    base.broken.discard(path)
    if base.random.random() < 0.7:
        data["aliases"] = [*data.get("aliases", ()), old]
    base.records[f"claims/t/r{base.random.randrange(99)}.yaml"] = data


def alias(base: RandomBase, path: str) -> None:
    """A record takes a former id."""
    for data in base.records.values():
        data.pop("aliases", None)
    base.records[path]["aliases"] = ["old-c0"]


def retire(base: RandomBase, path: str) -> None:
    """A claim is retired, or is not any more."""
    data = base.records[path]
    if data.pop("status", None) is None:
        data["status"] = "retired"


def reword(base: RandomBase, path: str) -> None:
    """A claim says when it was reworded."""
    base.records[path]["reworded"] = base.random.choice(("2023-01", "2025-02"))


def believe(base: RandomBase, path: str) -> None:
    """A viewpoint says something else."""
    view = base.records[f"claims/viewpoints/v-{base.random.choice(PEOPLE)}.yaml"]
    claim = path.rpartition("/")[2][:-5]
    form = base.random.choice(
        ("0.1", "0.9", {"credence": "0.7", "for": "0123456789ab"}, {"credence": "0.9", "note": "So."})
    )
    view["credences"][claim] = form


def open_text(base: RandomBase, _: str) -> None:
    """A source is looked at more or less closely."""
    base.records[f"claims/sources/{base.random.choice(SOURCES)}.yaml"]["checked"] = base.random.choice(
        ("read", "unverified")
    )


def reorder(base: RandomBase, path: str) -> None:
    """A record's keys stand in another order."""
    items = list(base.records[path].items())
    base.random.shuffle(items)
    base.records[path] = dict(items)


def break_file(base: RandomBase, path: str) -> None:
    """A file is no YAML, or is again."""
    base.broken ^= {path}


def configure(base: RandomBase, _: str) -> None:
    """Other severities."""
    base.settings = base.random.choice(
        ("", '[tool.cruxbase.severity]\nstyle = "off"\n', '[tool.cruxbase.severity]\n"argument/orphan" = "error"\n')
    )


def retopic(base: RandomBase, _: str) -> None:
    """A text of a topic or the crux."""
    base.records["claims/topics/t0.yaml"]["summary"] = base.random.choice(("Short.", "See [[c1]].", "Another."))
    base.records["claims/cruxes/x.yaml"]["question"] = base.random.choice(("Do they?", "Do they catch most?"))


EDITS: tuple[Edit, ...] = (
    *(retitle, retitle, retitle, restate, restate, rewarrant, rewarrant, note, note, unnote, comment, comment, comment)
    * 2,
    *(relate, unrelate, add, remove, rename, alias, retire, reword, believe, open_text, reorder, configure, retopic),
    break_file,
)


def write(texts: dict[str, str], folder: Path) -> None:
    """Make a folder hold exactly some texts, and leave files alone that hold theirs already."""
    for path in folder.rglob("*.yaml"):
        if path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


class RelatedBase(RandomBase):
    """The same with records of every type that relations join, and edits that are nearly all of relations.

    Args:
        seed: of the source.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        for number, kind in enumerate(("norm", "definition", "evidence", "hypothesis", "proposal")):
            self.add_claim(f"k{number}")
            data = self.records[f"claims/t/k{number}.yaml"]
            data["type"] = kind
            if kind == "definition":
                data["term"] = "monitor"
                data.pop("supports", None), data.pop("attacks", None)
            if kind == "hypothesis":
                data["answers"] = ["q"]
        for number in range(2):
            self.put("arguments", f"g{number}", type="argument", title=f"Argument {number} from what monitors catch",
                     topic="t0", premises=self.some(CLAIMS, 2), supports=self.random.choice(CLAIMS))  # fmt: skip
        self.put("cruxes", "y", type="crux", title="Whether anybody hides", topic="t1", question="Does anybody hide?",
                 sides=["c3", "c4", "c5"], decides=["c6"])  # fmt: skip
        for person in PEOPLE:
            view = self.records[f"claims/viewpoints/v-{person}.yaml"]
            view["credences"].update({c: self.random.choice(("0.1", "0.9", "0.95")) for c in self.some(CLAIMS, 6)})

    def edit(self) -> str:
        """Change something, mostly relations; its name."""
        if self.random.random() < 0.15:
            return super().edit()
        self.broken.clear()
        edit = self.random.choice(RELATION_EDITS)
        edit(self, self.random.choice([path for path in self.records if "/t/" in path]))
        return edit.__name__


def support(base: RandomBase, path: str) -> None:
    """One more step, often a strong one."""
    if base.records[path]["type"] == "definition":
        return
    key = base.random.choice(("supports", "attacks"))
    base.relate(base.records[path], key)
    if base.random.random() < 0.5:
        base.records[path][key][-1]["strength"] = "strong"


def drop_entry(base: RandomBase, path: str) -> None:
    """One entry of a relation less."""
    data = base.records[path]
    kinds = [k for k in ("supports", "attacks", "requires", "refines", "undercuts", "answers") if data.get(k)]
    if kinds:
        key = base.random.choice(kinds)
        data[key].pop(base.random.randrange(len(data[key])))
        if not data[key]:
            del data[key]


def reargue(base: RandomBase, _: str) -> None:
    """An argument has other premises, or another conclusion, or speaks for the other side."""
    data = base.records[f"claims/arguments/g{base.random.randrange(2)}.yaml"]
    data["premises"] = base.some(CLAIMS, base.random.choice((1, 2, 2, 3)))
    if base.random.random() < 0.5:
        side = data.pop("supports", None) or data.pop("attacks")
        data[base.random.choice(("supports", "attacks"))] = base.random.choice((side, *CLAIMS))


def undercut(base: RandomBase, path: str) -> None:
    """A step of an argument, or one that there may not be, is undercut."""
    ends = base.some([p.rpartition("/")[2][:-5] for p in base.records if "/t/" in p], 2)
    step = base.random.choice(("g0", "g1", " -> ".join(ends), " -> ".join(ends)))
    base.records[path].setdefault("undercuts", []).append(step)


def reside(base: RandomBase, _: str) -> None:
    """A crux has other sides, or decides something else."""
    data = base.records[f"claims/cruxes/{base.random.choice('xy')}.yaml"]
    data[base.random.choice(("sides", "sides", "decides"))] = base.some(CLAIMS, 2)


def match(base: RandomBase, path: str) -> None:
    """A record says of another what some record says already, with the premises turned round."""
    for other in base.records.values():
        for entry in other.get("supports", ()) if isinstance(other.get("supports"), list) else ():
            if "with" in entry and base.random.random() < 0.5:
                first = f"claims/t/{entry['with'][0]}.yaml"
                own = next(p for p, data in base.records.items() if data is other).rpartition("/")[2][:-5]
                if first in base.records and own != entry["with"][0]:
                    new = {"claim": entry["claim"], "with": [own]}
                    base.records[first].setdefault("supports", []).append(new)
                    return
    support(base, path)


RELATION_EDITS: tuple[Edit, ...] = (
    *(support, support, support, support, relate, relate, drop_entry, drop_entry, drop_entry, unrelate, unrelate),
    *(reargue, undercut, undercut, reside, match, match, rewarrant, comment, reorder, believe),
)
