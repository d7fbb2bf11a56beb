"""What is counted, by the numbers that Prometheus reads; and that their number is bounded."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fake_answerer import abstained
from prometheus_client.parser import text_string_to_metric_families
from serving import Served, make

from groundwire import __version__
from groundwire.errors import DeadlineError, IndexMissingError
from groundwire.service.telemetry.metrics import REASONS
from groundwire.service.telemetry.scrape import FOLDER_VARIABLE, forget
from groundwire.settings import Settings
from patience import until

ASKED = {"question": "x"}


def values(served: Served) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every number, by its name and its labels."""
    text = served.client.get("/metrics").text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(served: Served, name: str, **labels: str) -> float | None:
    """One number; None where there is none."""
    return values(served).get((f"groundwire_{name}", tuple(sorted(labels.items()))))


def test_the_index_is_described(served: Served) -> None:
    """Articles, passages, and when its generation was committed, for an age."""
    assert value(served, "index_articles", generation="g-test", encoder="fake") == 3
    assert value(served, "index_passages") == 7
    written = value(served, "index_written_timestamp_seconds")
    assert written == served.answerer.library.index.written.timestamp()


def test_the_process_and_its_version_are_described(served: Served) -> None:
    """Memory, processor, files and start of the process, and which version runs."""
    found = values(served)
    for name in ("resident_memory_bytes", "cpu_seconds_total", "open_fds", "start_time_seconds"):
        assert found[f"process_{name}", ()] > 0
    (build,) = [labels for name, labels in found if name == "groundwire_build_info"]
    assert ("version", __version__) in build


def test_a_stage_counts_answers_and_searches() -> None:
    """A search counts as one, its total does not mix with that of answers; so does streaming."""
    served = make(answer=abstained())
    served.client.get("/search?q=x")
    served.client.post("/chat", json=ASKED)
    served.client.post("/chat", json={**ASKED, "stream": True})
    assert value(served, "stage_seconds_count", stage="search") == 1
    assert value(served, "stage_seconds_count", stage="total") == 2
    assert value(served, "answers_total", status="abstained") == 2


WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fake_answerer import FakeIndex
from groundwire.service.telemetry.metrics import Metrics
metrics = Metrics(shared=Path(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    metrics.start()
    metrics.waited(0.1)
metrics.rejected("deadline")
metrics.queued(1)
print("counted", flush=True)
for line in sys.stdin:
    print(metrics.text(FakeIndex()).decode(), end="\\0", flush=True)
"""


def test_workers_count_together(tmp_path: Path) -> None:
    """Whichever of several processes is asked tells of all of them; of one that is dead, what it
    counted, but not what it had in progress."""
    command = [sys.executable, "-c", WORKER, str(Path(__file__).parents[1]), str(tmp_path)]
    workers = [
        subprocess.Popen(
            [*command, times], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, FOLDER_VARIABLE: str(tmp_path)},
        )
        for times in ("2", "3")
    ]  # fmt: skip
    with workers[0] as first, workers[1] as second:
        try:
            alone = numbers(ask_for_metrics(first))
            both = numbers(ask_for_metrics(second))
            first.kill()
            first.wait()
            forget(tmp_path, first.pid)
            after = numbers(ask_for_metrics(second))
        finally:
            second.kill()
    for name in ("queue_wait_seconds_count", "requests_in_progress"):
        assert both[f"groundwire_{name}"] == 5
    assert both['groundwire_rejections_total{reason="deadline"}'] == 2
    assert both["groundwire_queue_depth"] == 2
    assert both["process_resident_memory_bytes"] > 1.5 * after["process_resident_memory_bytes"]
    assert both["groundwire_index_passages"] == 7
    assert set(alone) == set(both) == set(after)
    assert after["groundwire_queue_wait_seconds_count"] == 5
    assert after["groundwire_requests_in_progress"] == 3


def ask_for_metrics(worker: "subprocess.Popen[str]") -> str:
    """What a worker tells Prometheus; it has counted before."""
    assert worker.stdin
    assert worker.stdout
    read = ""
    worker.stdin.write("\n")
    worker.stdin.flush()
    while not read.endswith("\0"):
        read += worker.stdout.read(1)
    return read.removeprefix("counted\n").removesuffix("\0")


def numbers(text: str) -> dict[str, float]:
    """Every number by its name and labels, as they are written."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, _, number in lines}


def test_waiting_is_counted() -> None:
    """How many wait for a worker now, and how long those that were served had waited."""
    hold = threading.Event()
    served = make(settings=Settings(concurrency=1, queue=2), hold=hold)
    ask = lambda: served.client.post("/chat", json=ASKED).status_code  # noqa: E731
    with served.client, ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(ask), pool.submit(ask)]
        until(lambda: value(served, "queue_depth"))
        assert value(served, "queue_depth") == 1
        time.sleep(0.05)
        hold.set()
        assert [one.result() for one in asked] == [200, 200]
    assert value(served, "queue_depth") == 0
    assert value(served, "queue_wait_seconds_count") == 2
    assert (value(served, "queue_wait_seconds_sum") or 0) > 0.05


def test_refusals_are_counted_by_their_kind() -> None:
    """Each kind is there from the start, as 0; what is wrong with a question is no refusal."""
    served = make(settings=Settings(token="sesame"), fail=DeadlineError("Too slow."))  # type: ignore[arg-type]  # noqa: S106
    assert {reason: value_of(served, reason) for reason in REASONS} == dict.fromkeys(REASONS, 0)
    served.client.post("/chat", json=ASKED)
    served.client.post("/chat", json=ASKED, headers=TOKEN)
    served.client.post("/chat", json={**ASKED, "stream": True}, headers=TOKEN)
    served.client.post("/chat", json={}, headers=TOKEN)
    assert (value_of(served, "unauthorized"), value_of(served, "deadline")) == (1, 2)
    assert sum(value_of(served, reason) for reason in REASONS) == 3


TOKEN = {"Authorization": "Bearer sesame"}


def value_of(served: Served, reason: str) -> float:
    text = served.client.get("/metrics", headers=TOKEN).text
    name = f'groundwire_rejections_total{{reason="{reason}"}} '
    return float(text.partition(name)[2].partition("\n")[0])


def test_a_fault_is_no_refusal() -> None:
    """An index that is missing is a fault: it is counted as a status, not as a refusal."""
    served = make(fail=IndexMissingError("None here."))
    served.client.post("/chat", json=ASKED)
    assert value(served, "requests_total", method="POST", route="/chat", status="503") == 1
    assert sum(value(served, "rejections_total", reason=reason) or 0 for reason in REASONS) == 0


def test_clients_cannot_make_series(served: Served) -> None:
    """Whatever is asked for, and with whatever method, the number of series stays the same."""
    served.client.get("/metrics")
    for path in ("/nope/0", "/articles/0"):
        served.client.get(path)
    served.client.request("BREW", "/nope/0")
    before = set(values(served))
    for number in range(1, 50):
        served.client.get(f"/nope/{number}")
        served.client.get(f"/articles/{number}", headers={"X-Request-ID": str(number)})
        served.client.request(f"BREW{number}", f"/nope/{number}")
    assert set(values(served)) == before


def test_an_unknown_reason_makes_no_series() -> None:
    """Only the kinds that are listed are counted."""
    served = make()
    served.app.state.service.metrics.rejected("whatever-a-client-sent")
    assert value(served, "rejections_total", reason="whatever-a-client-sent") is None


@pytest.mark.parametrize("taken_up", [True, False])
def test_new_generations_are_counted(taken_up: bool) -> None:
    """By whether they were taken up."""
    served = make()
    served.app.state.service.metrics.swapped(taken_up=taken_up)
    result = "taken_up" if taken_up else "failed"
    assert value(served, "index_swaps_total", result=result) == 1
