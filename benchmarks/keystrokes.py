"""Times what an editor waits for after a keystroke, on a generated base, over the real protocol.

    python benchmarks/keystrokes.py 10000 --keys 60

A client types a title letter by letter: at once after each answer, and then every `--pause` milliseconds, so that the whole
base is looked at between keystrokes, and during some. After each the time is taken until the findings of the file are there,
and until completion has answered.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

sys.path.insert(0, str(Path(__file__).parent))
from generated import Writer

TYPED = "Whoever watches every action of a model for long enough sees most of what goes wrong"


class Typist:
    """A client that types into one file and takes the time of answers."""

    def __init__(self, folder: Path) -> None:
        self.client = LanguageClient("benchmark", "1")
        self.folder = folder
        self.answered: dict[str, asyncio.Event] = {}
        self.version = 0
        (self.path,) = (folder / "claims").glob("*/claim-10.yaml")
        self.text = self.path.read_text(encoding="utf-8").splitlines()
        self.line = next(number for number, line in enumerate(self.text) if line.startswith("title: "))

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.answered.setdefault(params.uri, asyncio.Event()).set()

    async def type(self, words: str) -> tuple[float, float]:
        """Seconds until the findings of the file are there, and until completion has answered."""
        self.text[self.line] = f"title: {words}"
        self.version += 1
        uri = self.path.as_uri()
        heard = self.answered[uri] = asyncio.Event()
        begun = time.perf_counter()
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, uri),
                [types.TextDocumentContentChangeWholeDocument("\n".join(self.text) + "\n")],
            )
        )
        await asyncio.wait_for(heard.wait(), 120)
        found = time.perf_counter() - begun
        place = types.Position(self.line, len(self.text[self.line]))
        await self.client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), place)
        )
        return found, time.perf_counter() - begun

    async def settled(self) -> None:
        """Until nothing has been published for two seconds."""
        while True:
            for event in self.answered.values():
                event.clear()
            await asyncio.sleep(2)
            if not any(event.is_set() for event in self.answered.values()):
                return


async def measured(folder: Path, keys: int, pause: float) -> None:
    typist = Typist(folder)
    begun = time.perf_counter()
    await typist.client.start_io(sys.executable, "-m", "cruxbase", "lsp", "--stdio")
    await typist.client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri()))
    typist.client.initialized(types.InitializedParams())
    document = types.TextDocumentItem(typist.path.as_uri(), "yaml", 0, "\n".join(typist.text) + "\n")
    typist.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    print(f"ready after {time.perf_counter() - begun:.2f} s")
    await asyncio.sleep(1)
    await typist.settled()
    for name, between in (("at once after each answer", 0.0), (f"every {pause * 1000:.0f} ms", pause)):
        times = []
        for number in range(keys):
            times.append(await typist.type(TYPED[: 10 + number % (len(TYPED) - 10)]))
            await asyncio.sleep(between)
        for what, several in zip(("findings", "completion"), zip(*times, strict=True), strict=True):
            milliseconds = sorted(1000 * seconds for seconds in several)
            print(
                f"{name}, {what}: median {statistics.median(milliseconds):.1f} ms, "
                f"90 % within {milliseconds[int(0.9 * len(milliseconds))]:.1f} ms, longest {milliseconds[-1]:.0f} ms"
            )
        await typist.settled()
    await typist.client.shutdown_async(None)
    typist.client.exit(None)
    await typist.client.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--pause", type=float, default=400, help="milliseconds between keystrokes in the second part")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Writer(arguments.size, Path(folder)).all()
        print(f"{arguments.size:,} claims, load {os.getloadavg()[0]:.2f}")
        asyncio.run(measured(Path(folder), arguments.keys, arguments.pause / 1000))
        print(f"load {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
