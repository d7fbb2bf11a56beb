"""Damaged and invisible characters: what a reader of the article was meant to see, in NFC."""

import re
import unicodedata

from groundwire.corpus.clean.tally import Tally

# C0 and C1 controls but tab and line feed; zero-width and bidirectional marks; soft hyphens;
# tags (invisible copies of ASCII, used to hide instructions).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
    # Joiners mean something in Indic and Arabic script and in emoji only.
    "|(?<![\u0600-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
# A word parted at a line end by a hyphen that shows there only.
_SOFT_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*(?=[^\\W\\d_])")
_BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")

# UTF-8 read as Thai (cp874): E2 80 xx shows as U+0E42, the euro sign and a third character.
# Before a Thai consonant U+0E42 is the Thai vowel that it should be.
_THAI_WHOLE = re.compile("\u0e42\u20ac([\x80-\xff\u2013\u2014\u2018-\u201d\u2022\u2026])")
_THAI_LEFT = re.compile("\u0e42(?![\u0e01-\u0e2e])\u20ac?")


def repair(text: str, tally: Tally | None = None) -> str:
    """Mojibake undone, entities decoded, invisible characters out, line ends ``\\n``, NFC.
    Curly quotes stay curly. Spaces in a row become one, none stands at a line's ends; all else
    that is changed is counted in ``tally``."""
    tally = tally or Tally()
    text = _LINE_ENDS.sub("\n", text)
    if "\u00ad" in text:
        text, parted = _SOFT_BREAK.subn("", text)
        tally.add("lines", "words parted at a line end", parted)
    if "\u0e42" in text:
        text = _repair_thai(text, tally)
    lines = (_repair_line(line, tally) for line in text.split("\n"))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines)


def _repair_line(line: str, tally: Tally) -> str:
    if line.isascii():
        if "&" not in line and line.isprintable():
            return line
    elif unicodedata.is_normalized("NFC", line) and not _needs_ftfy(line):
        return _visible(line, tally)
    import ftfy

    # Out before ftfy, which drops some of them: what is dropped is to be counted.
    seen = _visible(line, tally)
    fixed, steps = ftfy.fix_and_explain(seen, ftfy.TextFixerConfig(uncurl_quotes=False))
    fixed = unicodedata.normalize("NFC", _visible(fixed.replace("\n", " "), tally))
    if fixed != seen:
        for rule in sorted({_rule(step.action, step.parameter) for step in steps or ()}):
            tally.add("characters", rule)
    return fixed


def _rule(action: str, parameter: str) -> str:
    """What a step of ftfy is called where it is counted."""
    if action != "apply":
        return "mojibake"
    return {"unescape_html": "entities", "restore_byte_a0": "mojibake"}.get(
        parameter, parameter.replace("_", " ")
    )


def _visible(line: str, tally: Tally) -> str:
    """Without invisible characters."""
    kept = _INVISIBLE.sub("", line)
    if len(kept) < len(line):
        gone = "".join(_INVISIBLE.findall(line))
        bidirectional, controls = len(_BIDIRECTIONAL.findall(gone)), len(_CONTROL.findall(gone))
        tally.add("characters", "bidirectional marks", bidirectional)
        tally.add("characters", "control characters", controls)
        tally.add("characters", "invisible characters", len(gone) - bidirectional - controls)
    return kept


# What text with nothing to repair consists of; ftfy is asked about everything else.
_SOUND = re.compile("[\x20-\x25\x27-\x7e\u00a0À-Öà-öø-ÿ‘’“”–—…‑•\t]*")


def _needs_ftfy(line: str) -> bool:
    return _SOUND.fullmatch(line) is None or re.search("[À-ÿ][‘’“”–—…•\u00a0À-ÿ]", line) is not None


def _repair_thai(text: str, tally: Tally) -> str:
    text, whole = _THAI_WHOLE.subn(_decode_thai, text)
    text, left = _THAI_LEFT.subn(_quote_for, text)
    tally.add("characters", "mojibake", whole + left)
    return text


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
