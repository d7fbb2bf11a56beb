"""Text of articles made fit for a page: no character of it can act on what stands around it."""

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
_CONTROLS[0x7F] = "␡"
_C1 = dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}")
# Embeddings, overrides and isolates turn the reading order of what follows; the marks U+200E and
# U+200F turn nothing but themselves and belong to honest Arabic and Hebrew.
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
# Surrogates cannot be written as UTF-8, and U+FFFE and U+FFFF may not stand in XML.
_UNWRITABLE = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_TABLE: dict[int, str] = {
    **_CONTROLS,
    **_C1,
    **{code: f"‹U+{code:04X}›" for code in _TURNING},
    **dict.fromkeys(_UNWRITABLE, "\N{REPLACEMENT CHARACTER}"),
}


def printable(text: str) -> str:
    """The text with every control character replaced by a visible sign of it."""
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)
