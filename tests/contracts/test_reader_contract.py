"""The contract of readers, held by each of ours."""

import pytest
from reader_contract import ReaderContract

from groundwire.reading.heuristic import HeuristicReader
from groundwire.reading.network import NetworkReader
from groundwire.reading.reader import Reader
from groundwire.reading.trained import TrainedReader


class TestHeuristicReader(ReaderContract):
    """By words and values alone."""

    @pytest.fixture
    def reader(self) -> Reader:
        return HeuristicReader()


@pytest.mark.model
class TestTrainedReader(ReaderContract):
    """With the network that is shipped."""

    @pytest.fixture
    def reader(self) -> Reader:
        pytest.importorskip("openvino", reason="OpenVINO is not installed")
        return TrainedReader(NetworkReader())
