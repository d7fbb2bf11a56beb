"""The page as a person uses it, for the browser tests."""

import json
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


class Page:
    """The page as a person uses it."""

    def __init__(self, browser: "Chrome", url: str) -> None:
        self.browser = browser
        self.url = url
        self.requests: list[dict[str, Any]] = []

    def open(self) -> None:
        """Load the page afresh and wait for its headlines."""
        self.browser.get(self.url)
        self.wait("return !document.getElementById('front').hidden")

    def run(self, script: str, *arguments: Any) -> Any:
        """The result of a script in the page; a promise is waited for."""
        return self.browser.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: Any, seconds: float = 15) -> Any:
        """What a script returns once that is true."""
        from selenium.webdriver.support.ui import WebDriverWait

        waiting = WebDriverWait(self.browser, seconds, poll_frequency=0.05)
        return waiting.until(lambda browser: browser.execute_script(script, *arguments), script)

    def keys(self, *keys: str) -> None:
        """Type into whatever has the focus."""
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    def ask(self, question: str) -> None:
        """Type a question, press Enter, and wait for its answer."""
        turns = len(self.all(".turn"))
        self.run("document.getElementById('question').focus()")
        self.keys(question, "\ue007")
        self.wait(
            "const turns = document.querySelectorAll('.turn');"
            "return turns.length > arguments[0] &&"
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
        from selenium.webdriver.common.by import By

        target = self.browser.find_elements(By.CSS_SELECTOR, selector)[place]
        self.run("arguments[0].scrollIntoView({block: 'center'})", target)
        target.click()

    def size(self, width: int, height: int) -> None:
        """Make the window so large, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def prefer(self, **features: str) -> None:
        """Emulate media features, such as ``prefers_color_scheme="dark"``."""
        wanted = [
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()
        ]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})

    def sent(self) -> list[dict[str, Any]]:
        """Every request of this test so far."""
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"])
        return self.requests

    def chats(self) -> list[dict[str, Any]]:
        """The bodies of this test's questions, oldest first."""
        posted = [request for request in self.sent() if request["url"] == f"{self.url}chat"]
        return [json.loads(request["postData"]) for request in posted]

    def complaints(self) -> list[str]:
        """What the browser's console says since it was last asked."""
        return [entry["message"] for entry in self.browser.get_log("browser")]

    def answer(self, number: int = -1) -> dict[str, Any]:
        """What the service answers to a question that the page asked, in one piece."""
        body = json.dumps({**self.chats()[number], "stream": False}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}chat", body, headers)  # noqa: S310  loopback
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  loopback
            found: dict[str, Any] = json.load(response)
        return found

    def pretend(self, **fields: Any) -> None:
        """Let the next questions be answered with these fields, whatever the service would say."""
        answer = {
            "status": "answered", "disagreements": [], "reason": None, "confidence": 0.5,
            "question": "?", "as_of": None, "composer": "extractive", "timings_ms": {},
            "index": {"generation": "g", "articles": 1}, **fields,
        }  # fmt: skip
        self.run(
            """const [real, answer] = [window.fetch, JSON.stringify(arguments[0])];
            const headers = { "Content-Type": "application/json" };
            window.fetch = (address, options) =>
              address === "chat" ? Promise.resolve(new Response(answer, { headers }))
                                 : real(address, options);""",
            answer,
        )

    def open_mark(self, place: int = 0, shows: str = "mark") -> None:
        """Click a numbered mark of the last answer and wait for what the reader then shows."""
        self.click(".turn:last-child .claim .mark", place)
        self.wait("return document.querySelector(`#reader ${arguments[0]}`) !== null", shows)
