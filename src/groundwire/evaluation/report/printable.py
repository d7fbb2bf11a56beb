"""Text of articles made fit for a page: no character of it can act on what stands around it."""

_CONTROLS = (*(code for code in range(0x20) if chr(code) not in "\t\n\r"), *range(0x7F, 0xA0))
# Embeddings, overrides and isolates turn the reading order of what follows; the marks U+200E and
# U+200F turn nothing but themselves and belong to honest Arabic and Hebrew.
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
# Surrogates cannot be written as UTF-8, and U+FFFE and U+FFFF may not stand in XML.
_UNWRITABLE = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_NAMES = {code: f"‹U+{code:04X}›" for code in (*_CONTROLS, *_TURNING, *_UNWRITABLE)}


def printable(text: str) -> str:
    """The text with every character that can do such a thing replaced by its name, ‹U+202E› say."""
    return text if text.isascii() and text.isprintable() else text.translate(_NAMES)
