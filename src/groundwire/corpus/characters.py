"""Damaged and invisible characters: what a reader of the article was meant to see, in NFC."""

import re
import unicodedata

# C0 and C1 controls but tab and line feed; zero-width and bidirectional marks; soft hyphens;
# tags (invisible copies of ASCII, used to hide instructions).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
    # Joiners mean something in Indic and Arabic script and in emoji only.
    "|(?<![\u0600-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")

# UTF-8 read as Thai (cp874): E2 80 xx shows as U+0E42, the euro sign and a third character.
# Before a Thai consonant U+0E42 is the Thai vowel that it should be.
_THAI_WHOLE = re.compile("\u0e42\u20ac([\x80-\xff\u2013\u2014\u2018-\u201d\u2022\u2026])")
_THAI_LEFT = re.compile("\u0e42(?![\u0e01-\u0e2e])\u20ac?")


def repair(text: str) -> str:
    """Mojibake undone, entities decoded, invisible characters out, line ends ``\\n``, NFC.
    Curly quotes stay curly. Spaces in a row become one, none stands at a line's ends."""
    text = _LINE_ENDS.sub("\n", text)
    if "\u0e42" in text:
        text = _repair_thai(text)
    lines = (_repair_line(line) for line in text.split("\n"))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines)


def _repair_line(line: str) -> str:
    if line.isascii():
        if "&" not in line and line.isprintable():
            return line
    elif unicodedata.is_normalized("NFC", line) and not _needs_ftfy(line):
        return _INVISIBLE.sub("", line)
    import ftfy

    settings = ftfy.TextFixerConfig(uncurl_quotes=False, explain=False)
    fixed = ftfy.fix_text(line, settings).replace("\n", " ")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", fixed))


# What text with nothing to repair consists of; ftfy is asked about everything else.
_SOUND = re.compile("[\x20-\x25\x27-\x7e\u00a0À-Öà-öø-ÿ‘’“”–—…‑•\t]*")


def _needs_ftfy(line: str) -> bool:
    return _SOUND.fullmatch(line) is None or re.search("[À-ÿ][‘’“”–—…•\u00a0À-ÿ]", line) is not None


def _repair_thai(text: str) -> str:
    text = _THAI_WHOLE.sub(_decode_thai, text)
    return _THAI_LEFT.sub(_quote_for, text)


def _decode_thai(match: re.Match[str]) -> str:
    third = match[1]
    byte = third.encode("cp874", "ignore") or third.encode("latin-1", "ignore")
    return (b"\xe2\x80" + byte).decode("utf-8", "ignore") or match[0]


def _quote_for(match: re.Match[str]) -> str:
    """The bytes that told the quotes apart are lost; what stands beside them tells."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if before.isalnum() and after.isalnum():
        return "’"
    return "“" if after and not after.isspace() and not before.isalnum() else "”"
