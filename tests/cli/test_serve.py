"""`cruxbase build` and `cruxbase serve`, from the command line to the browser's connection."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import IO
from urllib.error import HTTPError

import pytest

from cruxbase.site.build.serving import Generation, server_at
from running import Run

PATIENCE = 60.0  # seconds; what is waited for takes one or two
SETTINGS = """\
site_name: A base
site_url: https://example.org/base/
theme:
  name: material
  font: false
plugins: [search]
nav: [index.md]
validation:
  omitted_files: ignore
"""


LACKING = "docs/ lacks 18 pages that the pages of records lead to"
"""What a build says of the site below, which has a home page only."""


@pytest.fixture
def site(base: Path) -> Path:
    """The example base with all that a site needs."""
    (base / "mkdocs.yml").write_text(SETTINGS)
    (base / "docs").mkdir()
    (base / "docs" / "index.md").write_text("# A base\n\nWritten by hand.\n")
    return base


# build


def test_build_makes_the_site_and_then_only_what_changed(site: Path, run: Run):
    """The first build writes every page; an unchanged base writes nothing; one edit writes little."""
    first = run("build")
    assert (0, [LACKING]) == (
        first.status,
        re.findall(r"docs/ lacks \d+ pages that the pages of records lead to", first.err),
    )
    assert re.search(r"/site: 21 pages of records, 21 rendered, \d+ files written, 0 deleted, \d+\.\d s\n$", first.out)
    assert "Written by hand." in (site / "site" / "index.html").read_text()
    assert "Monitors catch most attempts" in (site / "site/claims/monitors-catch-most-attempts/index.html").read_text()
    assert "21 pages of records, 0 rendered, 0 files written, 0 deleted" in run("build").out
    claim = site / "claims" / "monitoring" / "monitors-catch-most-attempts.yaml"
    claim.write_text(claim.read_text().replace("notices most", "perceives most"))
    second = run("build")
    rendered = re.search(r"21 pages of records, (\d+) rendered", second.out)
    assert rendered is not None
    assert 1 <= int(rendered[1]) < 21
    assert "perceives most" in (site / "site/claims/monitors-catch-most-attempts/index.html").read_text()


def test_build_says_what_is_wrong_and_fails_only_if_strict(site: Path, run: Run):
    """A broken record has no page; --strict makes that the status."""
    (site / "claims" / "monitoring" / "broken.yaml").write_text("type: [\n")
    ran = run("build")
    wrong, lacking = ran.err.splitlines()
    assert (0, "cruxbase: 1 error in 1 file; broken records have no page; see 'cruxbase check'") == (ran.status, wrong)
    assert LACKING in lacking
    assert 1 == run("build", "--strict").status


def test_build_never_overwrites_what_it_did_not_make(site: Path, run: Run):
    """A stranger's file in the way stays, is named, and fails a strict build."""
    stranger = site / "site" / "claims" / "monitor-defined" / "index.html"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("mine")
    (site / "site" / ".cruxbase-manifest").touch()
    ran = run("build", "--strict")
    assert (1, "mine") == (ran.status, stranger.read_text())
    assert "claims/monitor-defined/index.html was not made by cruxbase and is left as it is" in ran.err


def test_build_elsewhere(site: Path, run: Run, tmp_path_factory: pytest.TempPathFactory):
    """--site names another folder, which gets the same bytes."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "public"
    run("build")
    assert 0 == run("build", "--site", str(elsewhere), "--no-cache").status
    made = {path.relative_to(site / "site"): path.read_bytes() for path in (site / "site").rglob("*.*")}
    assert made == {path.relative_to(elsewhere): path.read_bytes() for path in elsewhere.rglob("*.*")}


def test_a_generator_that_fails_is_said_in_a_sentence(site: Path, run: Run):
    """What the generator complains about comes out, without a traceback of ours."""
    (site / "mkdocs.yml").write_text(SETTINGS.replace("material", "no-such-theme"))
    said = run("build")
    assert 2 == said.status
    assert "no-such-theme" in said.err
    assert "Traceback" not in said.err


# serve


class Served:
    """A `cruxbase serve` that runs, what it has said so far, and the address it told."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cruxbase", "serve", *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A shell starts what runs in the background with interrupts ignored, and we may run so.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads yet
        )
        self.said: list[str] = []
        self.waiting: Queue[str | None] = Queue()
        assert self.process.stdout is not None
        self.reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self.reader.start()

    def _read(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self.waiting.put(line)
        self.waiting.put(None)

    def until(self, pattern: str) -> re.Match[str]:
        """The next line that a pattern fits."""
        while True:
            try:
                line = self.waiting.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"nothing like {pattern!r} was said: {self.said}") from None
            assert line is not None, f"it ended: {self.said}"
            self.said.append(line)
            if found := re.search(pattern, line):
                return found

    def ended(self) -> tuple[int, str]:
        """The exit status after Ctrl-C, and what was said from then on."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        rest = []
        while (line := self.waiting.get(timeout=PATIENCE)) is not None:
            rest.append(line)
        return status, "".join(rest)

    def stop(self) -> None:
        """End it, however it is."""
        self.process.kill()
        self.process.wait()
        self.reader.join()


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    """The example base served at any free port."""
    served = Served(site, "--port", "0")
    yield served
    served.stop()


def page(address: str) -> str:
    """What a browser gets at an address."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - on this machine
        return str(answer.read().decode())


def next_event(address: str) -> Queue[str]:
    """Gets the next event that is told to a browser which shows a page of the site."""
    events: Queue[str] = Queue()
    connection = urllib.request.urlopen(f"{address}-/changes", timeout=PATIENCE)  # noqa: S310 - on this machine

    def read() -> None:
        with connection:
            for line in connection:
                if line.startswith(b"event:"):
                    events.put(line.decode().strip())
                    return

    threading.Thread(target=read, daemon=True).start()
    return events


def test_serve_shows_what_is_written_while_it_is_written(site: Path, served: Served):
    """Pages carry the script that reloads; an edit is built, and browsers are told; an error is said and mended."""
    address = served.until(r"The site is at (http://127\.0\.0\.1:\d+/base/) \(Ctrl-C ends this\)")[1]
    claim_page = f"{address}claims/monitors-catch-most-attempts/"
    before = page(claim_page)
    assert '<script type="module" src="/base/-/live.js"></script></body>' in before
    assert "EventSource" in page(f"{address}-/live.js")
    assert "live.js" not in (site / "site/claims/monitors-catch-most-attempts/index.html").read_text()
    with pytest.raises(HTTPError, match="404") as missing:
        page(f"{address}nowhere/")
    missing.value.close()

    events = next_event(address)
    claim = site / "claims" / "monitoring" / "monitors-catch-most-attempts.yaml"
    written = claim.read_text()
    claim.write_text(written.replace("notices most", "perceives most"))
    served.until(r"^claims/monitoring/monitors-catch-most-attempts\.yaml$")
    served.until(r"built in \d+\.\d s: \d+ files? of the site changed")
    assert "event: changed" == events.get(timeout=PATIENCE)
    assert "perceives most" in page(claim_page)

    claim.write_text(written + "nonsense: 1\n")
    served.until(r"^error\[schema/unknown-key\]: there is no key 'nonsense' here")
    served.until(r"--> claims/monitoring/monitors-catch-most-attempts\.yaml:")
    claim.write_text(written)
    served.until(r"no errors any more")
    assert "notices most" in page(claim_page)

    (site / "docs" / "index.md").write_text("# A base\n\nWritten anew.\n")
    served.until(r"^docs/index\.md$")
    served.until(r"built in")
    assert "Written anew." in page(address)
    assert (0, "") == served.ended()


def test_serve_survives_a_site_that_cannot_be_built(site: Path, served: Served):
    """A generator that fails leaves the site as it was, and the next change is tried again."""
    address = served.until(r"The site is at (\S+)")[1]
    (site / "mkdocs.yml").write_text(SETTINGS.replace("material", "no-such-theme"))
    served.until(r"The site stays as it was")
    assert "Written by hand." in page(address)
    (site / "mkdocs.yml").write_text(SETTINGS.replace("site_name: A base", "site_name: Another base"))
    served.until(r"built in")
    assert "Another base" in page(address)


def test_serve_takes_the_next_port_where_one_is_taken(site: Path):
    """It says so, and serves there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        served = Served(site, "--port", str(port))
        try:
            other = int(served.until(rf"cruxbase: port {port} is taken or not allowed; port (\d+) serves instead")[1])
            assert f"http://127.0.0.1:{other}/base/" == served.until(r"The site is at (\S+)")[1]
            assert "Written by hand." in page(f"http://127.0.0.1:{other}/")
        finally:
            served.stop()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/../secret.txt", 404),
        ("/%2e%2e/secret.txt", 404),
        ("/base/..%2f..%2fsecret.txt", 404),
        ("/.hidden", 404),
        ("/a%00b", 404),
        ("/base/page.txt", 200),
        ("/page.txt", 200),
    ],
)
def test_nothing_outside_the_site_is_served(tmp_path: Path, path: str, status: int):
    """No path leads out of the site's folder, or to a hidden file."""
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.txt").write_text("page")
    (site / ".hidden").write_text("hidden")
    server = server_at("127.0.0.1", 0, site, "/base/", Generation())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with socket.create_connection(server.server_address[:2]) as connection:
            connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert f"HTTP/1.0 {status} ".encode() in answer
    assert b"secret" not in answer
    assert b"hidden" not in answer
