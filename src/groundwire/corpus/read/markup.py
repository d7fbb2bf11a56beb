"""HTML fragments and Markdown into plain text, one paragraph a line."""

import html
import re

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|blockquote|figure|figcaption|hr)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(<?[^()\s]*>?(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE)
_RULE = re.compile(
    r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", re.MULTILINE
)
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")


def plain_html(fragment: str) -> str:
    """A fragment's text: scripts, styles and comments out, each block on a line of its own."""
    text = _UNSEEN.sub(" ", fragment)
    text = _BLOCK.sub("\n", re.sub(r"\s*\n\s*", " ", text) if _BLOCK.search(text) else text)
    return html.unescape(_TAG.sub("", text))


def plain_markdown(text: str) -> str:
    """Markdown's text: headings, quotes, emphasis and links keep their words and lose their
    marks, images and rules go. Lists stay lists, and line ends stay where they are."""
    if "<" in text and re.search(r"<(?:script|style|!--)", text, re.IGNORECASE):
        text = _UNSEEN.sub(" ", text)
    text = _RULE.sub("", _FENCE.sub("", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    # A heading is a paragraph of its own, also where no blank line stands below it.
    text = _QUOTE.sub("", _HEADING.sub(r"\n\1\n", text))
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)))
