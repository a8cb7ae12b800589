"""Requests to `serve` that want what is not the site's, or come from where they should not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from cruxbase.site.build.serving import Generation, SiteServer, server_at


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    """A server of a site of two pages, with a link to a secret."""
    site = tmp_path / "site"
    (site / "about").mkdir(parents=True)
    (site / "index.html").write_text("home</body>")
    (site / "about/index.html").write_text("about</body>")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/index.html").write_text("secret")
    (site / "file").symlink_to("/etc/passwd")
    (site / "folder").symlink_to(tmp_path / "secret")
    (site / "about/up").symlink_to("../..")
    server = server_at("127.0.0.1", 0, site, "/base/", Generation())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.generation.end()
    server.shutdown()
    server.server_close()


def asked(server: SiteServer, path: str, **headers: str) -> tuple[int, bytes]:
    """The status and the body of an answer."""
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_the_site_is_served(server: SiteServer) -> None:
    """Pages come at `/` and below the site's own path, with and without a host's name."""
    assert [asked(server, path)[0] for path in ("/", "/base/", "/about/", "/base/about/", "/about")] == [
        *([200] * 4),
        301,
    ]
    for host in ("localhost:8000", "127.0.0.1", "[::1]:1"):
        assert asked(server, "/", Host=host)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/file",
        "/folder/",
        "/folder/index.html",
        "/about/up/secret/index.html",
        "/../secret/index.html",
        "/%2e%2e/secret/index.html",
        "/about/..%2f..%2fsecret/index.html",
        "//etc/passwd",
        "/base//etc/passwd",
        "/%00",
        "/about%00.html",
        "/about\\..\\..\\secret",
    ],
)
def test_no_path_leaves_the_site(server: SiteServer, path: str) -> None:
    """Neither links nor dots, encoded or not, lead out."""
    status, body = asked(server, path)
    assert status == 404
    assert b"secret" not in body
    assert b"root:" not in body


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8000"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"},
    ],
    ids=str,
)
def test_pages_of_others_are_answered_nothing(server: SiteServer, headers: dict[str, str]) -> None:
    """A name that somebody's domain gives to this machine, and scripts of other sites, get no page."""
    for path in ("/", "/-/changes", "/-/live.js"):
        status, body = asked(server, path, **headers)
        assert (status, b"home" in body) == (403, False)


def test_a_link_on_another_site_may_be_followed(server: SiteServer) -> None:
    """Going to the site from elsewhere, as a reader who clicks does, is no attack."""
    assert asked(server, "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200


def test_connections_that_say_nothing_give_way(server: SiteServer) -> None:
    """300 half-open connections hold few threads, and a page is served all the same."""
    before = threading.active_count()
    open_ones = [socket.create_connection(server.server_address[:2], timeout=10) for _ in range(300)]
    try:
        assert asked(server, "/")[0] == 200
        while threading.active_count() - before > 40:  # those that gave way are ending
            threading.Event().wait(0.01)
        assert asked(server, "/about/")[0] == 200
    finally:
        for connection in open_ones:
            connection.close()


def test_streams_are_bounded(server: SiteServer) -> None:
    """Once as many streams are open as there may be, others are told so and hold nothing."""
    streams = []
    statuses = []
    for _ in range(70):
        connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        connection.request("GET", "/-/changes")
        statuses.append(connection.getresponse().status)
        streams.append(connection)
    for connection in streams:
        connection.close()
    assert (statuses[:64], set(statuses[64:])) == ([200] * 64, {503})
