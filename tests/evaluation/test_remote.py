"""A service over real HTTP is asked as this process is, and gives the same."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import uvicorn
from pydantic import SecretStr

from groundwire.answer.answer import Answerer
from groundwire.errors import GroundwireError, InputError, UnauthorizedError
from groundwire.evaluation.asker import InProcess
from groundwire.evaluation.dataset import Dataset
from groundwire.evaluation.remote import Service
from groundwire.service.app import create_app
from groundwire.settings import Settings


@pytest.fixture(scope="module")
def url(answerer: Answerer) -> Iterator[str]:
    """A service over the two articles, on loopback."""
    with serving(answerer, Settings()) as url:
        yield url


@contextmanager
def serving(answerer: Answerer, settings: Settings) -> Iterator[str]:
    """The address of a service while the block runs."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()  # who asks before the server runs waits for it
        config = uvicorn.Config(
            create_app(answerer, settings), lifespan="off", log_config=None, access_log=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def test_the_same_answers_as_in_this_process(
    url: str, answerer: Answerer, dataset: Dataset
) -> None:
    """Hits, answer, and articles, for every question with its filters."""
    here = InProcess(answerer)
    with Service(url) as there:
        assert_alike(here, there, dataset)


def assert_alike(here: InProcess, there: Service, dataset: Dataset) -> None:
    for question in dataset.questions:
        expected, got = (asker.ask(question.to_question()) for asker in (here, there))
        assert replace(expected[0], timings_ms={}) == replace(got[0], timings_ms={})
        assert replace(expected[1], timings_ms={}) == replace(got[1], timings_ms={})
    assert sorted(here.articles(), key=lambda article: article.id) == sorted(
        there.articles(), key=lambda article: article.id
    )
    assert here.about()["generation"] == there.about()["generation"]


def test_a_service_that_is_not_there() -> None:
    """Its address is named, and what to do."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(GroundwireError, match=rf"127\.0\.0\.1:{port}: the service does not answer"):
        about(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("written", ["", "nowhere", "ftp://x", "http://[", "http://a b"])
def test_an_address_that_is_none(written: str) -> None:
    """It is told before anything is asked, with how to write one."""
    with pytest.raises(InputError, match=r"such as http://127\.0\.0\.1:8080"):
        Service(written)


def test_something_else_at_the_address(url: str) -> None:
    """A page that is not groundwire's is told with its status."""
    with pytest.raises(GroundwireError, match="404"):
        about(f"{url}/elsewhere")


def test_a_service_with_a_token(answerer: Answerer) -> None:
    """The token of the settings opens it."""
    with serving(answerer, Settings(token=SecretStr("t0ken"))) as url:
        with pytest.raises(UnauthorizedError), Service(url) as service:
            next(service.articles())
        with Service(url, token="t0ken") as service:  # noqa: S106
            assert next(service.articles())


def about(url: str) -> dict[str, str]:
    """What the service at an address says of itself."""
    with Service(url) as service:
        return service.about()
