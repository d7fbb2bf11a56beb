"""ragas behind our own judge: the one module that knows ragas (0.4.3), and imports it when used.

Its Faithfulness, FactualCorrectness and ContextRecall (docs.ragas.io; Es et al. 2024) stand in one
list with our lexical faithfulness, which is a ragas metric too. Four things are held that ragas
lets pass: a judge must give as many verdicts as it was shown statements, each 0 or 1; an empty
list is no score (ragas makes it 0); and nothing is reported to ragas' makers.
"""

import asyncio
import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, TypeVar

from pydantic import BaseModel

from groundwire.errors import InputError
from groundwire.evaluation.judge.client import Judge, JudgeError
from groundwire.language.sentences import sentence_spans
from groundwire.verify.checker import SupportChecker

INSTALL = "make setup-eval (or: pip install 'groundwire[eval]')"
FAITHFULNESS = "ragas_faithfulness"
FACTUAL_CORRECTNESS = "ragas_factual_correctness"
CONTEXT_RECALL = "ragas_context_recall"
LEXICAL = "ragas_faithfulness_lexical"
JUDGED = (FAITHFULNESS, FACTUAL_CORRECTNESS, CONTEXT_RECALL, LEXICAL)
# What each metric reads of a sample, by ragas' names.
FIELDS = {
    FAITHFULNESS: ("user_input", "response", "retrieved_contexts"),
    FACTUAL_CORRECTNESS: ("response", "reference"),
    CONTEXT_RECALL: ("user_input", "retrieved_contexts", "reference"),
    LEXICAL: ("user_input", "response", "retrieved_contexts"),
}

_INPUT = "Now perform the same with the following input\ninput: "  # where a prompt's examples end
Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a metric reads, by ragas' names; ``reference`` is None where nobody wrote one."""

    user_input: str
    response: str
    retrieved_contexts: tuple[str, ...]
    reference: str | None

    def fields(self, metric: str) -> dict[str, Any]:
        """The arguments of a metric's ``ascore``."""
        values = {name: getattr(self, name) for name in FIELDS[metric]}
        if "retrieved_contexts" in values:
            values["retrieved_contexts"] = list(self.retrieved_contexts)
        return values


def require_ragas() -> None:
    """Say now that ragas is missing, before a run is paid for.

    Raises:
        InputError: it is not installed.
    """
    if find_spec("ragas") is None:
        raise InputError(f"A judge needs ragas, which is not installed. Run: {INSTALL}")


def _import_ragas() -> None:
    """Import ragas, which reports its use over the network unless it was told not to before."""
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    require_ragas()
    try:
        import ragas.metrics.collections  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"ragas cannot be imported ({error}): it needs older versions of its own "
            f"dependencies. Run: {INSTALL}"
        ) from error


def make_metrics(judge: Judge, checker: SupportChecker, *, repetition: int) -> dict[str, Any]:
    """The metrics of ``JUDGED``, each a ``ragas.metrics.collections.BaseMetric``.

    Raises:
        InputError: ragas is not installed, or not in a version that works.
    """
    _import_ragas()
    from ragas.metrics.collections import ContextRecall, FactualCorrectness, Faithfulness

    llm = judge_llm(judge, repetition)
    return {
        FAITHFULNESS: Faithfulness(llm=llm, name=FAITHFULNESS),
        FACTUAL_CORRECTNESS: FactualCorrectness(llm=llm, name=FACTUAL_CORRECTNESS),
        CONTEXT_RECALL: ContextRecall(llm=llm, name=CONTEXT_RECALL),
        LEXICAL: lexical_metric(checker),
    }


async def measure(metric: Any, sample: Sample) -> float:
    """The value of a metric for a sample, between 0 and 1; no ``MetricResult`` goes further: it can
    be neither copied nor written.

    Raises:
        JudgeError: the judge gave nothing that can be scored.
    """
    result = await metric.ascore(**sample.fields(metric.name))
    value = float(result.value)
    if math.isnan(value):
        raise JudgeError("no statement to score")
    return value


def judge_llm(judge: Judge, repetition: int) -> Any:
    """Our judge as ragas' ``InstructorBaseRagasLLM``."""
    from ragas.llms.base import InstructorBaseRagasLLM

    class JudgeLLM(InstructorBaseRagasLLM):  # type: ignore[misc]  # see pyproject: it is Any
        """Answers ragas' prompts through ``Judge``."""

        def generate(self, prompt: str, response_model: type[Shape]) -> Shape:
            return asyncio.run(self.agenerate(prompt, response_model))

        async def agenerate(self, prompt: str, response_model: type[Shape]) -> Shape:
            shown = _statements_of(prompt)
            return await judge.ask(
                prompt,
                response_model,
                repetition=repetition,
                fault=lambda reply: _fault(reply, shown),
            )

    return JudgeLLM()


def lexical_metric(checker: SupportChecker) -> Any:
    """``faithfulness_lexical`` as a ragas metric: the share of a response's sentences that the
    wording of the contexts holds or supports. It asks no judge."""
    from ragas.metrics.collections.base import BaseMetric
    from ragas.metrics.result import MetricResult

    class LexicalFaithfulness(BaseMetric):  # type: ignore[misc]
        """By rule, so three runs give one value."""

        async def ascore(
            self, user_input: str, response: str, retrieved_contexts: Sequence[str]
        ) -> MetricResult:
            spans = sentence_spans(response)
            verdicts = [
                checker.check(response[span.start : span.end], retrieved_contexts).verdict
                for span in spans
            ]
            if not verdicts:
                return MetricResult(value=math.nan, reason="no sentence")
            supported = [verdict != "unverified" for verdict in verdicts]
            return MetricResult(value=sum(supported) / len(supported), reason=", ".join(verdicts))

    return LexicalFaithfulness(name=LEXICAL, allowed_values=(0.0, 1.0))


def _statements_of(prompt: str) -> int | None:
    """How many statements a prompt of ragas shows for judgement, None where it shows none."""
    _, found, rest = prompt.rpartition(_INPUT)
    if not found:
        raise ValueError("a prompt of ragas that is not of version 0.4.3")
    asked, _ = json.JSONDecoder().raw_decode(rest)
    statements = asked.get("statements")
    return None if statements is None else len(statements)


def _fault(reply: BaseModel, shown: int | None) -> str | None:
    """What is wrong with a reply of the right shape: each shape of ragas is a single list."""
    (items,) = (getattr(reply, name) for name in type(reply).model_fields)
    if not items:
        return "an empty list: nothing was judged"
    if shown is not None and len(items) != shown:
        return f"{len(items)} verdicts on {shown} statements"
    verdicts = [getattr(i, "verdict", getattr(i, "attributed", 0)) for i in items]
    return None if set(verdicts) <= {0, 1} else "a verdict that is neither 0 nor 1"
