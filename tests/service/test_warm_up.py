"""The encoder is loaded beside the first requests."""

from threading import Event

from serving import Serve, Served

from groundwire.errors import EncoderError
from patience import PATIENCE_S, until


def _wait_for(served: Served, event: str) -> None:
    until(lambda: any(line["event"] == event for line in served.log()))


def test_starting_sends_one_search_through_the_encoder(served: Served) -> None:
    """The first question does not wait for weights: starting has loaded them."""
    with served.client:
        assert served.answerer.searching.wait(PATIENCE_S)
    assert [question.text for question in served.answerer.asked] == ["ready"]


def test_what_is_loaded_is_told_once(served: Served) -> None:
    """After the first question, when nothing more will be loaded."""
    loaded, told = Event(), []
    served.app.state.service.when_loaded = lambda: (
        told.append(len(served.answerer.asked)),
        loaded.set(),
    )
    with served.client as client:
        assert loaded.wait(PATIENCE_S)
        client.post("/chat", json={"question": "Who came?"})
    assert told == [1]


def test_a_service_whose_encoder_fails_starts_and_says_so(serve: Serve) -> None:
    """Without weights the service is up, not ready, and the log says why."""
    served = serve(fail=EncoderError("The weights are missing."))
    loaded = Event()
    served.app.state.service.when_loaded = loaded.set
    with served.client as client:
        _wait_for(served, "not ready")
        assert client.get("/health").status_code == 200
        assert client.get("/ready").status_code == 503
    reasons = [line["reason"] for line in served.log() if line["event"] == "not ready"]
    assert reasons == ["The weights are missing."]
    assert not loaded.is_set()
