"""A news site on loopback for tests of the fetcher: pages by path, and what was asked of it."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

STORY = (
    "The council of Marlow voted on Tuesday to rebuild the old bridge. "
    "The work will cost 4.2 million pounds and take two years, the mayor said. "
    "Shopkeepers on the north bank fear for their trade while the road is closed. "
)


def page(
    title: str = "Marlow rebuilds its bridge",
    story: str = STORY,
    *,
    head: str = "",
    body: str = "",
    attributes: str = 'lang="en"',
) -> str:
    """An HTML page of a story in three paragraphs."""
    paragraphs = "".join(f"<p>{story} ({number})</p>" for number in ("one", "two", "three"))
    return (
        f"<!doctype html><html {attributes}><head><title>{title}</title>{head}</head><body>"
        f'<nav><a href="/">Home</a></nav><article><h1>{title}</h1>{paragraphs}{body}</article>'
        "</body></html>"
    )


def rss(*items: str, head: str = "<title>The Marlow Post</title>") -> str:
    """An RSS feed of these items."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    )


@dataclass(frozen=True)
class Answer:
    """What a path answers with."""

    body: str | bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Site:
    """A running site: ``pages`` by path, and ``asked``, the requests in order."""

    url: str
    port: int
    pages: dict[str, Answer | Callable[[Any], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Answer a path with this; underscores in header names stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html")
        self.pages[path] = Answer(body, status, named)
        return self.url + path

    @property
    def asked_pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving(*, certificate: Path | None = None, key: Path | None = None) -> Iterator[Site]:
    """A site on a free port of loopback; over TLS where it has a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers))
            found = site.pages.get(self.path, Answer(b"no such page", 404))
            answer = found(self) if callable(found) else found
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(b"", 304, answer.headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.data)))
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(answer.data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(f"http://127.0.0.1:{server.server_port}", server.server_port)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
