"""What a page puts around a story: comment and sharing tails, copyright lines, the syndicator's
last line. All of it is looked for at the end only, so that no sentence of a story is lost."""

import re
from collections.abc import Sequence

from groundwire.language.text import fold

TAIL_LINES = 40  # a list of trending headlines is shorter
TAIL_LINE_CHARACTERS = 150
FEED_LINES = 3  # the syndicator is named in the last lines or not at all

# One pattern a line, matched against the folded line without the signs around it.
_WHOLE_LINES = r"""
(\d[\d,.]* )?comments?
(leave|post|add|write) (a|your) (comment|reply)
(view|show|see|load|read|hide)( all| more)?( \d[\d,]*)? comments
join the (conversation|discussion|debate)
comments are closed|log in to (comment|reply)
trending( now| stories| topics| news)?
(most|also) (read|popular|viewed|shared)
popular( now| stories| posts)?
(read|see|learn|show|load) more|continue reading
(read|see|watch) (next|also|now)
(more|latest) (on this (story|topic)|stories|news|headlines|videos|articles|from .{1,40})
more (on|in) .{1,40}
(related|recommended|similar|suggested)( (articles?|stories|topics|content|posts?|news))?
(related|recommended|similar|suggested) (links|coverage|reading|videos?|tags|for you)
you (may|might) (also )?(like|be interested in)
(follow us|subscribe)(\b.{0,60})?
(our )?newsletters?( sign.?up)?
advertisements?|advertising|ads?|promoted content
sponsored( content| by .{1,40})?
back to top|skip to (main )?content
(previous|next) (article|post|story)
report an? (typo|error)
terms of (use|service)|privacy policy|cookie (policy|settings)
contact us|all rights reserved|get the app
"""
# These may head a part of a story too: only where nothing but furniture follows.
_LAST_LINES = r"""
share( (this|the|on|via|to)\b.{0,40})?
tweet|email|print|save|pin|reply|copy link|up next
whatsapp|facebook|twitter|linkedin|telegram|reddit|messenger|instagram
tags?|topics?|filed under|categor(y|ies)|about the authors?|previous|next
"""
_OPENINGS = r"""
(read|see|watch|listen|learn|find out)( more| also| next)?\s*[:»>]
(related( articles?| stories| news)?|more|share( this)?)\s*[:»>]
(tags?|topics?|filed under|categor(y|ies)|keywords)\s*[:»>]
©|\(c\) ?\d|copyright\b|.{0,60}\ball rights reserved
(sign up|click here|subscribe|follow us|join us|get (the|our) latest|like us)\b.{0,100}$
(download (the|our) app|support our (work|journalism))\b.{0,100}$
"""
_WHOLE_LINE = re.compile("|".join(_WHOLE_LINES.split("\n")[1:-1]))
_LAST_LINE = re.compile("|".join(_LAST_LINES.split("\n")[1:-1]))
_OPENS_LINE = re.compile("|".join(_OPENINGS.split("\n")[1:-1]))
_COMMENTS = re.compile(
    r"\(?(?:\d[\d,.]* )?(?:readers?['’]? )?(?:comments?|replies|responses)(?: \(?\d[\d,.]*\)?)?"
    r"(?: (?:on|to) .{1,80})?|(?:leave|post|add|write) a (?:comment|reply)"
    r"|join the (?:conversation|discussion|debate)|what do you think\??"
)
_COMMENT_MARK = re.compile(
    r"^(?:reply|like|report|share|flag|upvote|downvote)(?: \(?\d+\)?)?$|\b(?:says|said|wrote):?$"
    r"|\b\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago$"
    r"|^(?:posted|written|commented) by\b|^(?:sort|order) by\b"
    r"|\b20\d\d,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m)?\.?$"
)
COMMENT_MARKS = 2  # lines that mark comments, at least, and
COMMENT_SHARE = 0.2  # of the lines after the one that heads them: one a comment of a few lines
_CUT_MARK = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]$")  # how NewsAPI ends a cut text
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")

_NAME = (
    r"(?P<name>(?:[Tt]he )?[A-Z0-9][\w.&'’!-]*(?: (?:of|the|and|de|[A-Z0-9&][\w.&'’!-]*)){0,5}?)"
)
_SYNDICATED = re.compile(
    r"syndicated|\bfeed\b|not (?:been )?edited|originally|republished|first published"
)
_SYNDICATORS = (
    re.compile(
        rf"not (?:been )?(?:created or |written or )?edited by (?:the )?{_NAME}"
        r"(?:['’]s)?(?: (?:staff|team|editors|desk|editorial)\b| and\b| or\b|[.,;)]|$)"
    ),
    re.compile(
        rf"(?:originally|first) (?:published|appeared|posted) (?:by|on|in|at) {_NAME}"
        r"(?: (?:and|under|on|in|at|as|with)\b|[.,;)]|$)"
    ),
    re.compile(
        rf"republished (?:here )?(?:from|courtesy of) {_NAME}(?: (?:and|under|with)\b|[.,;)]|$)"
    ),
)


def cut_comments(lines: Sequence[str]) -> list[str]:
    """The lines without the readers' comments: from a line that heads them, when what follows has
    the marks of comments (who says it, when, "Reply") and not only prose."""
    for number, line in enumerate(lines):
        if number and len(line) <= TAIL_LINE_CHARACTERS and _COMMENTS.fullmatch(_bare(line)):
            after = [_bare(other) for other in lines[number + 1 :] if other]
            marks = sum(_COMMENT_MARK.search(other) is not None for other in after)
            if marks >= max(COMMENT_MARKS, COMMENT_SHARE * len(after)):
                return list(lines[:number])
    return list(lines)


def cut_tail(lines: Sequence[str]) -> list[str]:
    """The lines without what follows the story: from the first of the closing lines that invites,
    advertises or links, when nothing after it is a sentence."""
    end = len(lines)
    after_story = True  # so far nothing but furniture
    for number in range(len(lines) - 1, max(0, len(lines) - TAIL_LINES), -1):
        line = lines[number]
        if _heads_furniture(line) or (after_story and _is_last_line(line)):
            end = number
        elif len(line) > TAIL_LINE_CHARACTERS or _SENTENCE_END.search(line):
            break
        elif line:
            after_story = False
    kept = list(lines[:end])
    while kept and not kept[-1]:
        kept.pop()
    if kept:
        kept[-1] = _CUT_MARK.sub("", kept[-1])
    return kept


def _heads_furniture(line: str) -> bool:
    """Whether the line opens what is no part of the story: "Trending", "Related articles"."""
    return len(line) <= TAIL_LINE_CHARACTERS and _WHOLE_LINE.fullmatch(_bare(line)) is not None


def _is_last_line(line: str) -> bool:
    """Whether the line is one that a story is followed by: "Print", "More: ...", "© ..."."""
    if not line or len(line) > TAIL_LINE_CHARACTERS:
        return False
    return bool(_LAST_LINE.fullmatch(_bare(line)) or _OPENS_LINE.match(fold(line)))


def _bare(line: str) -> str:
    """The folded line without the signs around it."""
    return fold(line).strip(" \t.:!>»-_|*#")


def take_syndicator(lines: Sequence[str]) -> tuple[str | None, list[str]]:
    """The source that a closing line names ("not been edited by X ... syndicated feed"), and the
    lines without that line; None and all of them where no line does."""
    numbers = [number for number, line in enumerate(lines) if line][-FEED_LINES:]
    for number in reversed(numbers):
        line = lines[number]
        if number == 0 or len(line) > 2 * TAIL_LINE_CHARACTERS or not _SYNDICATED.search(line):
            continue
        for pattern in _SYNDICATORS:
            if match := pattern.search(line):
                return match["name"].rstrip(".,"), [*lines[:number], *lines[number + 1 :]]
    return None, list(lines)
