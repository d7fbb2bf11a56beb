"""The page as a person uses it, for the browser tests: the one file that knows the driver."""

import json
import re
import shutil
import socketserver
import threading
import time
import urllib.request
import warnings
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

T = TypeVar("T")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
WIDTH, HEIGHT = 1280, 900  # pixels of a window, where a test does not say
PATIENCE_SECONDS = 15  # for anything the page does; two busy cores take a tenth of it
# What is not this machine. The page's own requests are not held up to be looked at: that would
# cost a third of a second a load.
OTHERS = re.compile(r"^(?!https?://127\.0\.0\.1[:/]|data:|blob:|file:)")
NOBODY = "http://127.0.0.1:1/"  # a port where nobody listens
# No sandbox: tests run as root in containers. Playwright's own flags stop most of what Chromium
# does for itself: background networking, updates, sync, default apps, hints, the media router,
# field trials (one more --disable-features would replace its list). The rest is sent to nobody:
# sign-in, updates, what it asks of forms, the check-in of push messages, which comes minutes after
# the start and heeds no switch, and variations. No name but this machine's is ever looked up.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-domain-reliability",
    "--disable-client-side-phishing-detection", "--safebrowsing-disable-auto-update", "--no-pings",
    f"--gaia-url={NOBODY}", f"--autofill-server-url={NOBODY}",
    f"--component-updater=url-source={NOBODY}", f"--gcm-checkin-url={NOBODY}",
    f"--gcm-registration-url={NOBODY}", "--gcm-mcs-endpoint=127.0.0.1:1",
    f"--variations-server-url={NOBODY}", f"--variations-insecure-server-url={NOBODY}",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost, EXCLUDE 127.0.0.1",
)  # fmt: skip
# What a page makes the browser get ready for is no request that Playwright tells of.
LINKS = "return [...document.querySelectorAll('link[href]')].map(link => link.href)"


class Outside:
    """A proxy that passes nothing on: what Chromium asks of other machines ends here, counted.

    What the page asks of them never comes so far (`Page.stayed`). Which addresses a browser knows
    is its maker's affair and changes with its version: it is told, and fails nothing.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Refuse(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                asked.append(self.rfile.readline(1000).decode("latin-1").strip())

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refuse)
        self._server.daemon_threads = True
        self.address = "127.0.0.1", int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Close the proxy, and warn of all that came to it."""
        self._server.shutdown()
        self._server.server_close()
        for line, times in sorted(Counter(self.asked).items()):
            warnings.warn(f"Chromium itself asked, {times} times: {line}", stacklevel=2)


class Chromium:
    """One headless Chromium for all tests.

    It is driven from a thread of its own: the event loop of Playwright's sync API would otherwise
    be the main thread's, where other tests run theirs.
    """

    def __init__(self, executable: str) -> None:
        self._thread = ThreadPoolExecutor(1, "chromium")
        self.outside = Outside()
        self.do(lambda: self._start(executable))

    def do(self, work: Callable[[], T]) -> T:
        """The result of ``work`` in the browser's thread."""
        return self._thread.submit(work).result()

    def context(self, **options: Any) -> "BrowserContext":
        """A window that shares nothing with the others; call it in the browser's thread."""
        return self._browser.new_context(**options)

    def stop(self) -> None:
        """End the browser, its driver and the thread."""
        self.do(self._stop)
        self._thread.shutdown()
        self.outside.stop()

    def _start(self, executable: str) -> None:
        from playwright.sync_api import sync_playwright

        self._playwright = sync_playwright().start()
        self._browser: Browser = self._playwright.chromium.launch(
            executable_path=executable,
            args=[*FLAGS, f"--proxy-server=http://127.0.0.1:{self.outside.address[1]}"],
        )

    def _stop(self) -> None:
        self._browser.close()
        self._playwright.stop()


class Page:
    """The page as a person uses it, in a window of its own."""

    def __init__(self, browser: Chromium, url: str, **options: Any) -> None:
        self.browser = browser
        self.url = url
        self.requests: list[dict[str, Any]] = []
        self.refused: list[str] = []  # what the page asked of another machine
        self._complaints: list[str] = []
        settings = {
            "viewport": {"width": WIDTH, "height": HEIGHT}, "locale": "en-GB",
            "color_scheme": "light", "reduced_motion": "reduce", **options,
        }  # fmt: skip
        browser.do(lambda: self._open_window(settings))

    def renew(self, url: str) -> None:
        """Make a used window as good as new, for a third of what a new one costs."""
        self.url = url
        self.offline(False)
        self.size(WIDTH, HEIGHT)
        self.prefer("light")
        self.point_at(2, 2)
        self.browser.do(self.page.unroute_all)
        self.run("localStorage.clear(); sessionStorage.clear()")
        for heard in (self.requests, self.refused, self._complaints):
            heard.clear()

    def _open_window(self, settings: dict[str, Any]) -> None:
        self.context = self.browser.context(**settings)
        self.context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.context.route(OTHERS, self._refuse)
        self.context.on("request", self._note)
        self.page = self.context.new_page()
        self.page.on("websocket", lambda opened: self._note_socket(opened.url))
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self._complain("error", str(error)))

    def _refuse(self, route: "Route") -> None:
        self.refused.append(route.request.url)
        route.abort()

    def _note_socket(self, url: str) -> None:
        if OTHERS.match(re.sub("^ws", "http", url)):
            self.refused.append(url)

    def _note(self, request: Any) -> None:
        self.requests.append(
            {"url": request.url, "method": request.method, "body": request.post_data}
        )

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self._complaints.append(text)

    def stayed(self) -> None:
        """Fail if the page asked anything of another machine, or has the browser get ready to."""
        ready = [link for link in self.run(LINKS) if OTHERS.match(link)]
        asked = self.refused + ready
        assert not asked, f"the page asked another machine: {asked}"

    def close(self) -> None:
        """Close the window; its page never asked anything of another machine."""
        try:
            self.stayed()
        finally:
            self.browser.do(self.context.close)

    def open(self, address: str = "") -> None:
        """Load the page afresh, at an address within it, and wait for its headlines."""
        self.load(address)
        self.wait("return document.documentElement.dataset.state === 'ready'")

    def load(self, address: str = "") -> None:
        """Load what stands at an address."""
        if "#" in address:  # a new fragment alone loads nothing
            self.browser.do(lambda: self.page.goto("about:blank"))
        self.browser.do(lambda: self.page.goto(self.url + address))

    def reload(self) -> None:
        """What the reload button of the browser does."""
        self.browser.do(self.page.reload)
        self.wait("return document.documentElement.dataset.state === 'ready'")

    def run(self, script: str, *arguments: Any) -> Any:
        """The result of a script in the page, its ``arguments`` in an array; promises are
        waited for."""
        whole = f"given => (function () {{ {script} }}).apply(null, given)"
        return self.browser.do(lambda: self.page.evaluate(whole, list(arguments)))

    def wait(self, script: str, *arguments: Any, seconds: float = PATIENCE_SECONDS) -> Any:
        """What a script returns once that is true."""
        deadline = time.monotonic() + seconds
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < deadline, f"still not so: {script} {arguments}"
            time.sleep(0.02)
        return found

    def press(self, *keys: str) -> None:
        """Press keys, named as in the DOM, on whatever has the focus."""
        for key in keys:
            self.browser.do(lambda key=key: self.page.keyboard.press(key))  # type: ignore[misc]

    def write(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.browser.do(lambda: self.page.keyboard.insert_text(text))

    def focused(self, selector: str) -> bool:
        """Whether the focus is on something that a selector finds."""
        return bool(self.run("return document.activeElement.matches(arguments[0])", selector))

    def send(self, question: str) -> None:
        """Type a question and press Enter."""
        self.run("document.getElementById('question').focus()")
        self.write(question)
        self.press("Enter")

    def ask(self, question: str) -> None:
        """Type a question, press Enter, and wait for its answer."""
        turns = len(self.all(".turn"))
        self.send(question)
        self.settled(turns + 1)

    def settled(self, turns: int) -> None:
        """Wait until so many questions are on the page and the last of them is done."""
        self.wait(
            "const turns = document.querySelectorAll('.turn');"
            "return turns.length === arguments[0] &&"
            "  turns[turns.length - 1].querySelector('.answer[aria-busy=false]') !== null",
            turns,
        )

    def all(self, selector: str) -> list[str]:
        """The text of every element that a selector finds and that is shown, as it is written."""
        return list(
            self.run(
                "return [...document.querySelectorAll(arguments[0])]"
                "  .filter(node => node.checkVisibility()).map(node => node.textContent)",
                selector,
            )
        )

    def click(self, selector: str, place: int = 0) -> None:
        """Click what a person sees there."""
        self.browser.do(lambda: self.page.locator(selector).nth(place).click())

    def tap(self, selector: str, place: int = 0) -> None:
        """Touch what a person sees there."""
        self.browser.do(lambda: self.page.locator(selector).nth(place).tap())

    def hover(self, selector: str, place: int = 0) -> None:
        """Rest the pointer on what a person sees there."""
        self.browser.do(lambda: self.page.locator(selector).nth(place).hover())

    def point_at(self, x: float, y: float) -> None:
        """Move the pointer to a place in the window."""
        self.browser.do(lambda: self.page.mouse.move(x, y))

    def size(self, width: int, height: int) -> None:
        """Make the window so large, in CSS pixels."""
        self.browser.do(lambda: self.page.set_viewport_size({"width": width, "height": height}))

    def prefer(self, scheme: str) -> None:
        """Prefer the ``light`` or the ``dark`` scheme."""
        self.browser.do(lambda: self.page.emulate_media(color_scheme=scheme))  # type: ignore[arg-type]

    def offline(self, off: bool) -> None:
        """Take the network away, or give it back."""
        self.browser.do(lambda: self.context.set_offline(off))

    def stop_clock(self) -> None:
        """From the next load on, time passes only when it is told to."""
        self.browser.do(self.page.clock.install)

    def pass_time(self, seconds: float) -> None:
        """Let the page's clock run on at once."""
        self.browser.do(lambda: self.page.clock.run_for(seconds * 1000))

    def clipboard(self) -> str:
        """What was copied last."""
        return str(self.run("return navigator.clipboard.readText()"))

    def picture(self, path: str | None = None) -> bytes:
        """A PNG of the window, kept at ``path`` where one is given."""
        return self.browser.do(lambda: self.page.screenshot(path=path))

    def sent(self) -> list[dict[str, Any]]:
        """Every request of this window so far."""
        self.run("return 0")  # what the browser has told by now is heard
        return self.requests

    def chats(self) -> list[dict[str, Any]]:
        """The bodies of this test's questions, oldest first."""
        posted = [request for request in self.sent() if request["url"] == f"{self.url}chat"]
        return [json.loads(request["body"]) for request in posted]

    def complaints(self) -> list[str]:
        """What the browser's console complained of so far."""
        self.run("return 0")
        return self._complaints

    def answer(self, number: int = -1) -> dict[str, Any]:
        """What the service answers to a question that the page asked, in one piece."""
        body = json.dumps({**self.chats()[number], "stream": False}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}chat", body, headers)  # noqa: S310  loopback
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  loopback
            found: dict[str, Any] = json.load(response)
        return found

    def reply(self, path: str, body: Any, status: int = 200, times: int | None = None,
              **headers: str) -> None:  # fmt: skip
        """Answer the next requests for a path in the service's place (``Retry_After="2"``)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = "application/json" if status < 400 else "application/problem+json"
        text = json.dumps(body)

        def fulfil(route: "Route") -> None:
            route.fulfill(status=status, headers=named, content_type=kind, body=text)

        where = f"{self.url}{path}"
        self.browser.do(lambda: self.page.route(where, fulfil, times=times))

    def pretend(self, **fields: Any) -> None:
        """Let the next questions be answered with these fields, whatever the service would say."""
        answer = {
            "status": "answered", "disagreements": [], "reason": None, "confidence": 0.5,
            "question": "?", "as_of": None, "composer": "extractive", "timings_ms": {},
            "index": {"generation": "g", "articles": 1}, **fields,
        }  # fmt: skip
        self.reply("chat", answer)

    def open_mark(self, place: int = 0, shows: str = "mark") -> None:
        """Click a numbered mark of the last answer and wait for what the reader then shows."""
        self.click(".turn:last-child .claim .mark", place)
        self.wait("return document.querySelector(`#reader ${arguments[0]}`) !== null", shows)
