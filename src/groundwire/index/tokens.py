"""Text into a model's tokens, without transformers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from groundwire.errors import EncoderError
from groundwire.index.weights import TOKENIZER, Model


@lru_cache(maxsize=4)
def load_tokenizer(model: Model, max_tokens: int | None = None) -> Any:
    """The model's tokeniser; cuts at ``max_tokens`` where that is given. Safe in threads.

    Raises:
        EncoderError: its file or its library is missing.
    """
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise EncoderError("tokenizers is not installed: pip install tokenizers.") from error
    path = model.folder / TOKENIZER
    if not path.is_file():
        raise EncoderError(f"{path}: missing. Name a folder that holds the model's tokeniser.")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    if max_tokens is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_tokens)
    return tokenizer


def count(model: Model, texts: Sequence[str]) -> list[int]:
    """Tokens of each text, without the marks at its ends."""
    encodings = load_tokenizer(model).encode_batch_fast(list(texts), add_special_tokens=False)
    return [len(encoding.ids) for encoding in encodings]
