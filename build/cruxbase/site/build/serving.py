"""Shows the site while one writes: builds, serves on this machine, builds again when a file changes, reloads the browser.

It is a development server: for one reader, on the machine that it runs on. Other sites that the reader's browser visits can
ask it nothing (names of hosts, origins and what browsers say of a request are looked at), no link leads out of the site's
folder, and connections that say nothing give way to new ones. To publish a site, put its files on a server for files.

The script that reloads is put in by the server; the files of the site are what `build` made, byte for byte.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import mimetypes
import os
import posixpath
import socket
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from cruxbase.site.build.building import build
from cruxbase.site.build.generators import GeneratorFailed, Project
from cruxbase.site.build.options import CONFIG, Built, CannotBuild, Options, Progress
from cruxbase.site.build.session import Session
from cruxbase.site.settings import site_of
from cruxbase.support.safe_folder import read_below

HOST = "127.0.0.1"
PORT = 8000
_OTHER_PORTS = 20
_MOST_WAITING = 32  # connections that have not asked for anything yet; the oldest gives way
_MOST_ANSWERED = 64  # requests at once, streams of changes among them
_PATIENCE = 10.0  # seconds that a connection may take to ask, or to accept what it gets
_LARGEST = 512 * 1024 * 1024  # bytes of a file
_LIVE = "-/live.js"
_CHANGES = "-/changes"
_HEARTBEAT = 15.0  # seconds after which a quiet connection is written to, so that a closed page is noticed
_TICK = 100  # milliseconds between two looks at what nothing tells about
_SCRIPT = b"""const here = new URL(import.meta.url);
const changes = new EventSource(new URL("changes", here));
changes.addEventListener("changed", () => location.reload());
addEventListener("pagehide", () => changes.close());
"""


class Happening(NamedTuple):
    """Something to tell whoever runs the server.

    Attributes:
        address: where the site can be seen, once, when it begins.
        built: a build that was made.
        problem: why the site could not be built.
        changed: the files whose change was noticed.
    """

    address: str = ""
    built: Built | None = None
    problem: str = ""
    changed: tuple[str, ...] = ()


@dataclass
class Generation:
    """How often the site has changed, for those who wait for the next time."""

    number: int = 0
    ended: bool = False
    condition: threading.Condition = field(default_factory=threading.Condition)

    def next(self) -> None:
        """Wake everyone who waits."""
        with self.condition:
            self.number += 1
            self.condition.notify_all()

    def end(self) -> None:
        """Let everyone who waits go."""
        with self.condition:
            self.ended = True
            self.condition.notify_all()

    def after(self, number: int, timeout: float) -> int:
        """The number once it is greater than `number`, or after a time."""
        with self.condition:
            self.condition.wait_for(lambda: self.number > number or self.ended, timeout)
            return self.number


Connection = socket.socket | tuple[bytes, socket.socket]
"""What `socketserver` calls a request; of this server always a socket."""


class SiteServer(ThreadingHTTPServer):
    """Serves a site's folder at `/` and at the path of its own address.

    Args:
        where: host and port.
        site: the folder.
        base_path: the path of the site's address, such as `/cruxbase/`.
        generation: tells when it changes.
    """

    request_queue_size = 128
    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, where: tuple[str, int], site: Path, base_path: str, generation: Generation) -> None:
        self.site = site
        self.base_path = base_path
        self.generation = generation
        self._waiting: OrderedDict[socket.socket, None] = OrderedDict()
        self._lock = threading.Lock()
        self.free = threading.BoundedSemaphore(_MOST_ANSWERED)
        super().__init__(where, _Handler)

    def process_request(self, request: Connection, client_address: object) -> None:
        """Give a connection a thread; where many wait without asking, the oldest of them is ended."""
        if isinstance(request, socket.socket):
            self._make_room_for(request)
        super().process_request(request, client_address)

    def _make_room_for(self, connection: socket.socket) -> None:
        """Count a connection among those that wait, and end the oldest where there are too many."""
        with self._lock:
            self._waiting[connection] = None
            oldest = self._waiting.popitem(last=False)[0] if len(self._waiting) > _MOST_WAITING else None
        if oldest is not None:
            with contextlib.suppress(OSError):
                oldest.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Connection) -> None:
        """End a connection."""
        if isinstance(request, socket.socket):
            self.has_asked(request)
        super().shutdown_request(request)

    def has_asked(self, request: socket.socket) -> None:
        """Count a connection no longer among those that wait."""
        with self._lock:
            self._waiting.pop(request, None)

    def knows(self, host: str) -> bool:
        """Whether a host, as a browser names it, is this machine: a name of somebody's own domain is not.

        Such a name may lead here all the same, and then pages of that domain could read the site (DNS rebinding).
        """
        name = urlsplit(f"//{host}").hostname or ""
        own = str(self.server_address[0])
        if name in ("localhost", own):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or ipaddress.ip_address(own).is_unspecified

    @property
    def address(self) -> str:
        """Where the site can be seen."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{self.base_path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    server_version = "cruxbase"
    sys_version = ""
    protocol_version = "HTTP/1.0"
    timeout = _PATIENCE

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not worth a line each."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        self.server.has_asked(self.connection)
        if not self.server.free.acquire(blocking=False):
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "too many requests at once")
            return
        try:
            if self._comes_from_elsewhere():
                self._refuse(HTTPStatus.FORBIDDEN, "this server answers pages of its own only")
            else:
                self._answered(body=body)
        finally:
            self.server.free.release()

    def _comes_from_elsewhere(self) -> bool:
        """Whether a page of another site asks, or a name that is not this machine's is used."""
        host, origin = self.headers.get("Host"), self.headers.get("Origin")
        if host is not None and not self.server.knows(host):
            return True
        if origin is not None and not self.server.knows(urlsplit(origin).netloc):
            return True
        asks = self.headers.get("Sec-Fetch-Site", "none"), self.headers.get("Sec-Fetch-Mode", "navigate")
        return asks[0] in ("cross-site", "same-site") and asks[1] != "navigate"

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._send(status, "text/plain", f"{why}\n".encode(), body=True)

    def _answered(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        inside = path.removeprefix(self.server.base_path) if path.startswith(self.server.base_path) else path
        inside = inside.lstrip("/")
        if inside == _LIVE:
            self._send(HTTPStatus.OK, "text/javascript", _SCRIPT, body=body)
        elif inside == _CHANGES:
            self._changes()
        else:
            self._file(path, inside, body=body)

    def _file(self, path: str, inside: str, *, body: bool) -> None:
        clean = posixpath.normpath(f"/{inside}").lstrip("/")
        hidden = "\0" in clean or any(part.startswith(".") for part in clean.split("/"))
        target = "404.html" if hidden else clean or "index.html"
        if path.endswith("/") and clean and not hidden:
            target += "/index.html"
        status = HTTPStatus.OK
        try:
            content = read_below(self.server.site, target, _LARGEST)
            status = HTTPStatus.NOT_FOUND if target == "404.html" else HTTPStatus.OK
        except IsADirectoryError:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{self.server.base_path}{quote(target)}/")
            self.end_headers()
            return
        except (OSError, ValueError):  # it is not there, or behind a link
            status, target = HTTPStatus.NOT_FOUND, "404.html"
            try:
                content = read_below(self.server.site, target, _LARGEST)
            except OSError:
                content = b"<!doctype html><title>Not built yet</title><body><p>This page is not built yet.</body>"
        kind = "text/html" if target.endswith(".html") else mimetypes.guess_type(target)[0]
        if kind == "text/html":
            script = f'<script type="module" src="{self.server.base_path}{_LIVE}"></script></body>'
            content = content.replace(b"</body>", script.encode(), 1)
        self._send(status, kind or "application/octet-stream", content, body=body)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, *, body: bool) -> None:
        textual = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if textual else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if body:
            self.wfile.write(content)

    def _changes(self) -> None:
        """A stream of events, one whenever the site has changed."""
        generation = self.server.generation
        seen = generation.number  # before the answer begins: what changes after it has begun is told
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        while not generation.ended:
            now = generation.after(seen, _HEARTBEAT)
            self.wfile.write(f"event: changed\ndata: {now}\n\n".encode() if now > seen else b": still here\n\n")
            self.wfile.flush()
            seen = now


def server_at(host: str, port: int, site: Path, base_path: str, generation: Generation) -> SiteServer:
    """A server at a port, or at the next one that is free.

    Raises:
        OSError: none of the next ports is free, or the host is not this machine's.
    """
    for candidate in (*range(port, min(port + _OTHER_PORTS, 65536)), 0):
        try:
            return SiteServer((host, candidate), site, base_path, generation)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES) or candidate == 0:
                raise
    raise AssertionError  # port 0 either serves or raises


def serve(
    base: str | os.PathLike[str] = "claims",
    options: Options | None = None,
    *,
    where: tuple[str, int] = (HOST, PORT),
    tell: Callable[[Happening], None],
    progress: Callable[[], AbstractContextManager[Progress | None]] = contextlib.nullcontext,
    stop: threading.Event | None = None,
) -> None:
    """Build and show the site until Ctrl-C, building again whenever the base or the written pages change.

    A build that fails is told and leaves the site as it was.

    Args:
        base: the folder with the records.
        options: how to build.
        where: the address and the port to serve at. Another address than the default lets other machines see the site;
            where the port is not free, the next one that is.
        tell: told what happens.
        progress: opened for each build, and told how far it has come.
        stop: ends the serving when set, for tests and for programs.

    Raises:
        NotADirectoryError: `base` is not a folder.
    """
    options = options or Options()
    stop = stop or threading.Event()
    top = Path(os.path.abspath(base))
    config = options.config or top.parent / CONFIG
    generation = Generation()
    session = Session(generation.next)
    changes = _changes(top, config, stop)
    next(changes, None)  # what is written during the first build is noticed, too
    built = _built(top, options, tell, progress, session)
    site = built.site if built is not None else options.site or config.parent / "site"
    base_path = site_of(config.read_text(encoding="utf-8")).base_path if config.is_file() else "/"
    server = server_at(*where, site, base_path, generation)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    tell(Happening(address=server.address))
    try:
        for changed in changes:
            if not changed:
                continue
            tell(Happening(changed=changed))
            _built(top, options, tell, progress, session)
    except KeyboardInterrupt:
        pass
    finally:
        generation.end()
        server.shutdown()
        server.server_close()


def _built(
    top: Path,
    options: Options,
    tell: Callable[[Happening], None],
    progress: Callable[[], AbstractContextManager[Progress | None]],
    session: Session,
) -> Built | None:
    try:
        with progress() as shown:
            built = build(top, options, progress=shown, session=session)
    except CannotBuild as problem:
        tell(Happening(problem=str(problem)))
        return None
    tell(Happening(built=built))
    return built


def _changes(top: Path, config: Path, stop: threading.Event) -> Iterator[tuple[str, ...]]:
    """The files that changed, again and again; nothing where none did, and at first, when the watch has begun.

    The settings are looked at by their times: a watch on a file ends when an editor puts a new one in its place.
    """
    from watchfiles import watch

    folders = [top]
    with contextlib.suppress(GeneratorFailed):  # it has been told by the build
        folders.append(Project.at(config).docs)
    generated = os.path.join(folders[-1], "base")
    settings = _stamp(config)
    watching = watch(
        *folders,
        stop_event=stop,
        debounce=200,
        step=50,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for changes in watching:
        paths = {path for _, path in changes if _matters(path, generated)}
        if (now := _stamp(config)) != settings:
            settings = now
            paths.add(os.fspath(config))
        yield tuple(sorted(os.path.relpath(path, top.parent) for path in paths))


def _stamp(file: Path) -> tuple[int, int]:
    """What changes when a file is written anew."""
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_ino)


def _matters(path: str, generated: str) -> bool:
    name = os.path.basename(path)
    is_generated = path == generated or path.startswith(generated + os.sep)
    return not (is_generated or name.startswith(".") or name.endswith(("~", ".swp", ".tmp")))
