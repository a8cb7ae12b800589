"""Fuzzing for as long as one likes: led by coverage, or drawn; what fails is kept for the tests.

    python benchmarks/fuzzing.py drawn --seconds 600                 every target, cases drawn as in the tests
    python benchmarks/fuzzing.py guided record --seconds 600         one target, led by coverage (needs `atheris`)

An input that fails is written to `tests/security/fuzzed/TARGET/`, where `tests/security/test_fuzzing.py` tries it in every run.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "tests/security/fuzzed"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/security")]


def keep(name: str, content: bytes) -> Path:
    """Write an input that failed where the tests find it."""
    path = FOUND / name / hashlib.blake2b(content, digest_size=6).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def drawn(names: list[str], seconds: float, seed: int) -> int:
    """Draw cases for each target in turn; how many failed."""
    from test_fuzzing import held, mutated

    from fuzz_targets import SEEDS

    failed = 0
    for name in names:
        source, tried = random.Random(f"{name} {seed}"), 0
        end = time.monotonic() + seconds / len(names)
        while time.monotonic() < end:
            content = mutated(source, SEEDS[name])
            tried += 1
            try:
                held(name, content)
            except AssertionError as problem:
                failed += 1
                print(f"{name}: {keep(name, content)}: {problem.__cause__ or problem}"[:400])
        print(f"{name}: {tried:,} cases", flush=True)
    return failed


def guided(name: str, seconds: float) -> None:
    """Let coverage lead; ends the process at the first failure."""
    import atheris

    with atheris.instrument_imports(include=["cruxbase"]):
        from fuzz_targets import SEEDS, TARGETS
    target = TARGETS[name]

    def one(content: bytes) -> None:
        try:
            target(content)
        except Exception:
            print(keep(name, content))
            raise

    corpus = FOUND.parent / f".corpus-{name}"
    corpus.mkdir(exist_ok=True)
    for number, content in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(content)
    options = [f"-max_total_time={int(seconds)}", "-timeout=5", "-max_len=4096", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("how", choices=("drawn", "guided"))
    parser.add_argument("targets", nargs="*", help="of tests/fuzz_targets.py; all where none is named")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.how == "guided":
        guided(arguments.targets[0], arguments.seconds)
        return 0
    from fuzz_targets import TARGETS

    return 1 if drawn(arguments.targets or list(TARGETS), arguments.seconds, arguments.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
