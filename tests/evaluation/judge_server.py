"""A judge that decides by rule, served over real HTTP: it answers every schema of the three ragas
metrics, and can be told to go wrong.

A statement is a sentence, and it is true if all its words occur in the context.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from groundwire.language.sentences import sentence_spans
from groundwire.language.text import words
from patience import PATIENCE_S

INPUT = "Now perform the same with the following input\ninput: "
# Where a fault is to happen: a word of the prompt's input -> one of these, "" for every prompt.
WRAPPED = {
    "prose": "I should say that the answer looks fine.",
    "cut": '{"statements": ["The bridge',
    "another shape": '{"verdicts": [1, 0]}',
    "empty": '{"statements": [], "claims": [], "classifications": []}',
    "fenced": "Here it is:\n```json\n%s\n```\nI hope that helps.",
    "thinking": "<think>Is {this} a claim? Yes.</think>\n%s",
}


class JudgeServer(ThreadingHTTPServer):
    """``requests`` are the bodies that came, ``headers`` what came with them. ``once`` is a status
    to answer the next request with, ``fickle`` a seed with which every verdict is no. What is slow
    is not answered before ``released`` is set, as the end of the test does."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.faults: dict[str, str] = {}
        self.once: int | None = None
        self.fickle: int | None = None
        self.released = threading.Event()
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that stopped waiting is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: JudgeServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.headers.append(dict(self.headers))
        if self.path != "/v1/chat/completions" or body["stream"]:
            return self._send(404, "no such path")
        if status := self.server.once:
            self.server.once = None
            return self._send(status, "busy")
        asked = body["messages"][0]["content"].rpartition(INPUT)[2]
        return self._answer(asked, no=body["seed"] == self.server.fickle)

    def _answer(self, asked: str, *, no: bool) -> None:
        fault = next((how for word, how in self.server.faults.items() if word in asked), "none")
        if fault == "slow":
            self.server.released.wait(PATIENCE_S)
        if fault.isdigit():
            return self._send(int(fault), self.headers.get("Authorization", "no key"))
        if fault == "no completion":
            return self._send(200, "[]")
        reply = json.dumps(judge(json.JSONDecoder().raw_decode(asked)[0]))
        if no:
            reply = re.sub('"(verdict|attributed)": 1', r'"\1": 0', reply)
        content = WRAPPED.get(fault, "%s").replace("%s", reply)
        if fault == "one short":
            content = json.dumps({name: items[1:] for name, items in json.loads(reply).items()})
        if fault == "graded":
            content = reply.replace('"verdict": 1', '"verdict": 5')
        return self._send(200, json.dumps({"choices": [{"message": {"content": content}}]}))

    def _send(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def judge(asked: dict[str, Any]) -> dict[str, Any]:
    """The reply to the input of a prompt, by what the input holds."""
    if "statements" in asked:
        return {"statements": [_verdict(s, asked, "verdict") for s in asked["statements"]]}
    if "context" in asked:
        found = [_verdict(s, asked, "attributed") for s in sentences(asked["answer"])]
        return {"classifications": found}
    if "answer" in asked:
        return {"statements": sentences(asked["answer"])}
    return {"claims": sentences(asked["response"])}


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[span.start : span.end] for span in sentence_spans(text)]


def _verdict(statement: str, asked: dict[str, Any], name: str) -> dict[str, Any]:
    true = set(words(statement)) <= set(words(asked["context"]))
    return {"statement": statement, "reason": "its words", name: int(true)}


@contextmanager
def serving() -> Iterator[JudgeServer]:
    """A judge on a free port of this machine."""
    with JudgeServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
