"""A real service over a few small articles, and a real browser to ask it with."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_driver import CHROMIUM, Chromium, Page

START_SECONDS = 60  # two busy cores take 5 to 10

BRIDGE = """\U0001f309\U0001f6a2 The harbour bridge in Northport reopened to traffic on Tuesday.

Engineers replaced 412 cables and the whole eastern deck. “It is a better bridge than the one we \
closed,” said chief engineer Tomas Vell \U0001f469‍\U0001f527 on the quay.

The repairs of the harbour bridge cost 38 million euros, the city council said.

The repairs took nine months, and two ferries carried commuters all the while.
"""
AUDIT = """Auditors put what the repairs of the harbour bridge cost at 41 million euros.

The city had planned for 35 million.
"""
SCHOOLS = """Six schools along the river will open a week late because the boilers are broken.

The council promised buses, and parents are not amused.
"""
LIGHTHOUSE = """The lighthouse on Varn Point was switched off for the last time on 3 February 2025.

Keeper Oda Reyn left the island on 17 February 2025 with two goats and a piano.

The harbour authority will open the tower to visitors on 1 June 2025, after painters have given \
the iron stairs a coat of grey that nobody on the council is said to like.

It had burned since 1871, first with oil and then with gas, and ships set their clocks by it.
"""
LIGHTHOUSE_LATER = """\
Visitors can climb the lighthouse on Varn Point from 12 July 2025, six weeks late.

The harbour authority said in May 2025 that rust in the iron stairs was to blame.
"""
FISH = "Cod prices at the fish market of Northport rose by 12 percent in a cold week.\n"
ARTICLES: dict[str, dict[str, str]] = {
    "bridge": {
        "title": "Harbour bridge reopens after repairs",
        "source": "The Northport Gazette",
        "author": "Ines Calder",
        "url": "https://gazette.example/harbour-bridge",
        "published": "2025-03-11",
        "text": BRIDGE,
    },
    "audit": {
        "title": "Bridge bill above plan, auditors say",
        "source": "Coast Wire",
        "text": AUDIT,
    },
    "lighthouse": {
        "title": "Varn Point goes dark",
        "source": "The Northport Gazette",
        "published": "2025-02-18",
        "text": LIGHTHOUSE,
    },
    "lighthouse-copy": {
        "title": "Lighthouse goes dark",
        "source": "Coast Wire",
        "published": "2025-02-19",
        "text": LIGHTHOUSE,
    },
    "lighthouse-later": {
        "title": "Tower opens late",
        "source": "The Northport Gazette",
        "published": "2025-05-20",
        "text": LIGHTHOUSE_LATER,
    },
    "schools": {"title": "Schools open late", "published": "2025-03-09", "text": SCHOOLS},
    "fish": {
        "title": "Cod dearer",
        "source": "Coast Wire",
        "published": "2025-02-01",
        "text": FISH,
    },
}


class Service:
    """``groundwire serve`` in its own process."""

    def __init__(self, index: Path, environment: dict[str, str], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self._log = log
        command = ["serve", "--index", str(index), "--port", str(port)]
        with log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "groundwire", *command],
                env=environment, stdout=output, stderr=output,
            )  # fmt: skip
        self._wait_until_ready()

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(timeout=10)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}ready", timeout=5):  # noqa: S310  loopback
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self._process.kill()
        pytest.fail(f"the service did not become ready:\n{self._log.read_text()}")


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """What the service's processes run with: the hashing encoder needs no weights."""
    return {**os.environ, "GROUNDWIRE_ENCODER": "hashing"}


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """An index of the articles above."""
    folder = tmp_path_factory.mktemp("e2e")
    articles = folder / "articles.jsonl"
    lines = [json.dumps({"id": name, **fields}) for name, fields in ARTICLES.items()]
    articles.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "groundwire", "build", str(articles), "--index"]
    built = subprocess.run(
        [*command, str(folder / "index")],
        env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    return folder / "index"


@pytest.fixture(scope="session")
def start_service(
    index: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Service]]:
    """Starts one more service over the index, with settings; all of them end with the tests."""
    started: list[Service] = []

    def start(**settings: str) -> Service:
        log = tmp_path_factory.mktemp("service") / "log"
        started.append(Service(index, environment | settings, log))
        return started[-1]

    yield start
    for service in started:
        service.stop()


@pytest.fixture(scope="session")
def service(start_service: Callable[..., Service]) -> Service:
    """The service that every test but one asks."""
    return start_service()


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """One headless Chromium for all tests; skips where there is none."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    if not CHROMIUM:
        pytest.skip("chromium is not on this machine (Debian: apt-get install chromium)")
    started = Chromium(CHROMIUM)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def window(browser: Chromium, service: Service) -> Iterator[Page]:
    """The window of every test that needs no other."""
    opened = Page(browser, service.url)
    opened.load()
    yield opened
    opened.close()


@pytest.fixture
def page(window: Page, service: Service) -> Iterator[Page]:
    """The page as it is on the first visit; no request of it left this machine."""
    window.renew(service.url)
    window.open()
    yield window
    window.stayed()
