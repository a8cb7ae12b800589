"""Small bases at random, with all that a graph may hold."""

from __future__ import annotations

import random


def random_base(seed: int) -> dict[str, str]:
    """A small base with cycles, groups, undercuts, needs and linked premises, and two viewpoints."""
    choose = random.Random(seed)
    names = [f"c{letter}" for letter in "abcdefghij"]
    files = {
        "topics/t.yaml": "type: topic\ntitle: T\nsummary: S\n",
        "people/p.yaml": "type: person\nname: P\n",
        "sources/s.yaml": "type: source\ntitle: S\nkind: post\nurl: https://example.org/\nchecked: read\n",
    }
    pairs: list[tuple[str, str]] = []
    for at, name in enumerate(names):
        lines = ["type: claim", f"title: Claim {name} says something", f"statement: Claim {name} says something.",
                 "topic: t", "sources: [s]"]  # fmt: skip
        for kind in ("supports", "attacks"):
            ends = choose.sample([other for other in names if other != name], choose.choice((0, 1, 1, 2)))
            rows = []
            for end in ends:
                if (name, end) in pairs:
                    continue
                pairs.append((name, end))
                parts = [f"claim: {end}", f"strength: {choose.choice(('weak', 'moderate', 'strong'))}", "because: so"]
                if choose.random() < 0.3:
                    parts.append(f"group: g{choose.randrange(2)}")
                if choose.random() < 0.3:
                    parts.append(f"with: [{choose.choice([o for o in names if o not in (name, end)])}]")
                rows.append("{" + ", ".join(parts) + "}")
            if rows:
                lines.append(f"{kind}: [{', '.join(rows)}]")
        if pairs and choose.random() < 0.4:
            start, end = choose.choice(pairs)
            if name not in (start, end):
                lines.append(f"undercuts: [{{step: {start} -> {end}, because: so}}]")
        if at and choose.random() < 0.3:
            lines.append(f"requires: [{choose.choice(names[:at])}]")
        files[f"t/{name}.yaml"] = "\n".join(lines) + "\n"
    for view in ("va", "vb"):
        credences = [f"  {n}: {choose.choice(('0.1', '0.75', '1', '0', '[0.2, 0.6]', 'likely'))}"
                     for n in choose.sample(names, 5)]  # fmt: skip
        files[f"viewpoints/{view}.yaml"] = (
            f"type: viewpoint\ntitle: V\nholder: p\ndate: 2025\nsources: [s]\nholds: [{choose.choice(names)}]\n"
            "credences:\n" + "\n".join(credences) + "\n"
        )
    return files


def chain_base(length: int) -> dict[str, str]:
    """A base in which so many claims stand in a line, each the only reason for the next."""
    files = {
        "topics/t.yaml": "type: topic\ntitle: T\nsummary: A line.\n",
        "sources/s.yaml": "type: source\ntitle: S\nkind: post\nurl: https://example.org/\nchecked: read\n",
    }
    for number in range(length):
        title = f"Claim number {number} is so"
        reason = (
            f"supports:\n  - {{claim: claim-{number + 1}, because: So it goes on.}}\n" if number < length - 1 else ""
        )
        files[f"t/claim-{number}.yaml"] = (
            f"type: claim\ntitle: {title}\nstatement: {title}.\ntopic: t\nsources: [s]\n{reason}"
        )
    return files
