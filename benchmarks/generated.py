"""Writes bases of any size, like real ones in length of text and number of links.

    python benchmarks/generated.py 10000 /tmp/bench-10000

Words are drawn from a fixed list with a fixed seed: the same size gives the same bytes on every machine.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

WORDS = [
    "training",
    "model",
    "goal",
    "reward",
    "behaviour",
    "oversight",
    "evidence",
    "signal",
    "reader",
    "capability",
    "deployment",
    "scheme",
    "motive",
    "pattern",
    "cause",
    "effect",
    "prompt",
    "sample",
    "measure",
    "claim",
    "reason",
    "doubt",
    "support",
    "limit",
    "change",
    "value",
    "choice",
    "plan",
    "risk",
    "test",
    "control",
    "early",
    "late",
    "strong",
    "weak",
    "common",
    "rare",
    "hidden",
    "open",
    "broad",
    "narrow",
    "stable",
    "fragile",
    "shared",
    "private",
    "costly",
    "cheap",
    "usual",
    "new",
    "raises",
    "lowers",
    "hides",
    "shows",
    "blocks",
    "allows",
    "predicts",
    "explains",
    "follows",
    "precedes",
    "outweighs",
    "depends",
    "rests",
    "turns",
    "holds",
    "fails",
]


class Writer:
    """Writes the records of one generated base."""

    def __init__(self, size: int, folder: Path) -> None:
        self.size = size
        self.root = folder / "claims"
        self.random = random.Random(size)
        self.topics = max(size // 60, 3)
        self.sources = max(size // 8, 3)

    def sentence(self, low: int, high: int) -> str:
        words = self.random.choices(WORDS, k=self.random.randint(low, high))
        return " ".join(words).capitalize()

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def all(self) -> None:
        for n in range(self.topics):
            self.write(f"topics/topic-{n}.yaml", f"type: topic\ntitle: Topic {n}\nsummary: {self.sentence(12, 30)}.\n")
        for n in range(self.sources):
            arxiv = f"{20 + n // 12000 % 6}{1 + n // 1000 % 12:02}.{n % 100000:05}"
            self.write(
                f"sources/source-{n}.yaml",
                f"type: source\ntitle: {self.sentence(5, 10)}\nauthors: [Ann Author, Ben Writer]\nissued: 2025-0{n % 9 + 1}\n"
                f"kind: article\nurl: https://example.org/{n}\narxiv: '{arxiv}'\nchecked: read\n",
            )
        for n in range(5):
            self.write(
                f"people/person-{n}.yaml", f"type: person\nname: Person Number {n}\nnotes: {self.sentence(6, 9)}.\n"
            )
            self.write(f"viewpoints/view-{n}.yaml", self.viewpoint(n))
        for n in range(self.size):
            self.write(f"topic-{n % self.topics}/claim-{n}.yaml", self.claim(n))

    def viewpoint(self, n: int) -> str:
        claims = sorted(self.random.sample(range(self.size), min(60, self.size // 2)))
        credences = "".join(f"  claim-{c}: {self.random.randint(1, 99) / 100}\n" for c in claims if c % 10 != 9)
        return (
            f"type: viewpoint\ntitle: Person {n}, 2025\nholder: person-{n}\ndate: 2025-0{n + 1}\n"
            f"sources: [{{source: source-{n % self.sources}, at: p. {n + 1}}}]\ncredences:\n{credences}"
        )

    def claim(self, n: int) -> str:
        """A record of some 1.5 KB with four relations on average, towards claims with lower numbers."""
        evidence = n % 10 == 9
        lines = [
            f"type: {'evidence' if evidence else 'claim'}",
            f"title: {self.sentence(5, 9)} {n}",
            f"topic: topic-{n % self.topics}",
            "statement: >-",
            *(f"  {self.sentence(12, 15)}" for _ in range(5)),
            f"  {self.sentence(5, 9)} {n}.",
            "sources:",
            f"  - source: source-{self.random.randrange(self.sources)}",
            f"    at: §{n % 7 + 1}",
        ]
        targets = [t for t in self.random.sample(range(max(n, 1)), min(n, 4)) if t % 10 != 9]
        lines += self.steps("supports", targets[:2])
        lines += self.steps("attacks", targets[2:3])
        if targets[3:]:
            lines += ["requires:", f"  - claim: claim-{targets[3]}", f"    because: {self.sentence(6, 12)}."]
        if evidence:
            lines += [
                "measurements:",
                (
                    f"  - {{name: rate, value: {n % 100}, unit: percent, n: 200, n_of: trials, "
                    f"conditions: {self.sentence(5, 8)}, at: Fig. 2}}"
                ),
            ]
        lines += ["notes: >-", *(f"  {self.sentence(12, 15)}" for _ in range(4)), ""]
        return "\n".join(lines)

    def steps(self, kind: str, targets: list[int]) -> list[str]:
        lines = [f"{kind}:"] if targets else []
        for target in targets:
            lines += [
                f"  - claim: claim-{target}",
                f"    strength: {self.random.choice(('weak', 'moderate', 'strong'))}",
                f"    because: {self.sentence(8, 14)}.",
            ]
        return lines


def main() -> None:
    size, folder = int(sys.argv[1]), Path(sys.argv[2])
    Writer(size, folder).all()


if __name__ == "__main__":
    main()
