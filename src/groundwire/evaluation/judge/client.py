"""The judge: any ``POST {url}/chat/completions``, asked for JSON of a given shape.

Nothing that a judge does ends a run: down, slow, an HTTP error, prose or JSON of another shape
each become a ``JudgeError`` that says so, and the metric is None with that reason.
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ValidationError

from groundwire.errors import InputError
from groundwire.evaluation.address import is_address
from groundwire.evaluation.judge.cache import JudgeCache, call_key

if TYPE_CHECKING:
    import httpx2

KEY_VARIABLE = "GROUNDWIRE_JUDGE_KEY"  # the only place that a key is taken from
PARAMETERS: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}
RETRY_AFTER_S = 0.5  # before the one retry: long enough for a server that is swapping a model in
TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504})  # HTTP statuses worth a retry
# Calls that failed in a row, whatever the reason: then the judge is not asked again in this run.
# A hundred questions are up to 2,100 calls, and each would be waited for until its deadline.
GIVE_UP_AFTER = 12
SHOWN_CHARACTERS = 120  # of a reply that cannot be used: enough to see what it is

_THOUGHT = re.compile(r"<think>.*?(</think>|\Z)", re.DOTALL)
_KEY = re.compile(r"[!-~]+")

Shape = TypeVar("Shape", bound=BaseModel)
Message = dict[str, str]


class JudgeError(Exception):
    """Why a judge's reply cannot be had or used. It never leaves this package: it becomes the note
    of the metric. ``again`` says that a second try may help, ``reply`` is what was said."""

    def __init__(self, why: str, *, again: bool = False, reply: str | None = None) -> None:
        super().__init__(why)
        self.again = again
        self.reply = reply


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """Which judge to ask. ``url`` is what stands before ``/chat/completions``; ``timeout_s`` is for
    one call with its retry, ``parallel`` the calls under way at once. ``key`` comes from the
    environment (``KEY_VARIABLE``) and is shown and kept nowhere.

    Raises:
        InputError: the address, the key or a number cannot be used.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0
    parallel: int = 4

    def __post_init__(self) -> None:
        if "@" in self.url:
            raise InputError(f"The judge's address holds a password: put a key in {KEY_VARIABLE}.")
        if not is_address(self.url):
            raise InputError(
                f"{self.url!r}: no address of a judge. Write one such as http://127.0.0.1:11434/v1."
            )
        if not self.model:
            raise InputError("The judge needs the name of a model.")
        if self.key is not None and not _KEY.fullmatch(self.key):
            raise InputError(f"{KEY_VARIABLE} is no key: it is empty or holds spaces or accents.")
        if self.timeout_s <= 0 or self.parallel < 1:
            raise InputError("A judge needs more than 0 seconds, and at least 1 call at once.")


def no_fault(_: BaseModel) -> str | None:
    """Every reply of the right shape will do."""
    return None


def read_reply(reply: str, shape: type[Shape], fault: Callable[[Shape], str | None]) -> Shape:
    """The JSON in a reply: after its thoughts, from the first brace, whatever stands around it.

    Raises:
        JudgeError: there is none, it has another shape, or ``fault`` finds one in it.
    """
    text = _THOUGHT.sub("", reply)
    if "{" not in text:
        raise JudgeError(f"prose without JSON: {_shown(text)}", again=True, reply=reply)
    try:
        found, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair cannot be sent on
        read = shape.model_validate(found)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
        why = f"JSON of another shape ({place}: {error.errors()[0]['msg']}): {_shown(text)}"
        raise JudgeError(why, again=True, reply=reply) from None
    except (ValueError, RecursionError):  # cut off, nested without end, or half a pair
        raise JudgeError(f"broken JSON: {_shown(text)}", again=True, reply=reply) from None
    if wrong := fault(read):
        raise JudgeError(wrong, again=True, reply=reply)
    return read


def _shown(text: str) -> str:
    return ascii(" ".join(text.split())[:SHOWN_CHARACTERS])


class Judge:
    """Asks a judge and keeps what it said; to be used with ``async with``, in one event loop."""

    def __init__(self, settings: JudgeSettings, cache: JudgeCache) -> None:
        import httpx2

        self._settings = settings
        self._cache = cache
        self._slots = asyncio.Semaphore(settings.parallel)
        self._failed = 0
        headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        # The deadline is of the whole call, so httpx2's own, of a single read, are off.
        self._client = httpx2.AsyncClient(headers=headers, timeout=None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(
        self,
        prompt: str,
        shape: type[Shape],
        *,
        repetition: int,
        fault: Callable[[Shape], str | None] = no_fault,
    ) -> Shape:
        """The reply to a prompt, from the cache where it was asked before.

        ``repetition`` tells askings of the same apart; it is the seed too.

        Raises:
            JudgeError: no usable reply within the deadline and one retry.
        """
        messages = [{"role": "user", "content": prompt}]
        key = call_key(self._settings.model, messages, PARAMETERS, repetition)
        kept = self._cache.get(key)
        if kept is not None:
            try:
                return read_reply(kept, shape, fault)
            except JudgeError:
                pass  # usable when it was kept, no longer: rules grew stricter, so it is asked anew
        async with self._slots:
            reply = await self._within_deadline(messages, shape, repetition=repetition, fault=fault)
        self._cache.put(key, reply)
        return read_reply(reply, shape, fault)

    async def _within_deadline(
        self,
        messages: list[Message],
        shape: type[Shape],
        *,
        repetition: int,
        fault: Callable[[Shape], str | None],
    ) -> str:
        """A reply that can be used; counts the calls in a row that brought none."""
        if self._failed >= GIVE_UP_AFTER:
            raise JudgeError(f"not asked: {GIVE_UP_AFTER} calls in a row had failed")
        seconds = self._settings.timeout_s
        try:
            async with asyncio.timeout(seconds):
                reply = await self._twice(messages, shape, repetition=repetition, fault=fault)
        except TimeoutError:
            self._failed += 1
            raise JudgeError(f"slow: no reply within {seconds:g} s") from None
        except JudgeError:
            self._failed += 1
            raise
        self._failed = 0
        return reply

    async def _twice(
        self,
        messages: list[Message],
        shape: type[Shape],
        *,
        repetition: int,
        fault: Callable[[Shape], str | None],
    ) -> str:
        try:
            reply = await self._reply(messages, repetition)
            read_reply(reply, shape, fault)
        except JudgeError as error:
            if not error.again:
                raise
            if error.reply is None:
                await asyncio.sleep(RETRY_AFTER_S)
            reply = await self._reply([*messages, *_correction(error)], repetition)
            read_reply(reply, shape, fault)
        return reply

    async def _reply(self, messages: list[Message], repetition: int) -> str:
        """What the endpoint says to the messages."""
        import httpx2

        body = {"model": self._settings.model, "messages": messages, "stream": False}
        body |= {**PARAMETERS, "seed": repetition}
        url = f"{self._settings.url.rstrip('/')}/chat/completions"
        try:
            response = await self._client.post(url, json=body)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            why = f"down: {url} does not answer ({type(error).__name__})"
            raise JudgeError(why, again=True) from None
        if not response.is_success:
            raise JudgeError(
                f"HTTP {response.status_code}: {self._hidden(_shown(response.text))}",
                again=response.status_code in TRANSIENT,
            )
        return _content(response)

    def _hidden(self, text: str) -> str:
        """A server's own words, should it repeat the key in them."""
        return text.replace(self._settings.key, "***") if self._settings.key else text


def _content(response: "httpx2.Response") -> str:
    try:
        content = response.json()["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        raise JudgeError(f"no chat completion: {_shown(response.text)}")
    return content.encode("utf-8", "replace").decode()  # as in ``read_reply``


def _correction(error: JudgeError) -> list[Message]:
    """What is added to the second try, where the first was answered."""
    if error.reply is None:
        return []
    return [
        {"role": "assistant", "content": error.reply},
        {"role": "user", "content": f"That cannot be used: {error}. Reply with the JSON alone."},
    ]
