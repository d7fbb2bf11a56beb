"""Mail (RFC 5322) into raw articles: newsletters, alerts and press releases as they were sent."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from groundwire.corpus.read.markup import plain_html
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_MAIL_BYTES = 30_000_000  # most of it attachments, which are not read
MAX_PARTS = 200


def read_mail(data: bytes) -> RawArticle:
    """The text of a mail, with its subject as title, who sent it, and when.

    The plain text is taken before the HTML. ``published`` is the Date header: when the sender
    says that it was sent.

    Raises:
        ArticleError: no mail, or one without text.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not (message["from"] or message["subject"]):
        raise ArticleError("not a mail: it has neither From nor Subject.")
    if sum(1 for _, _ in zip(message.walk(), range(MAX_PARTS + 1), strict=False)) > MAX_PARTS:
        raise ArticleError(f"the mail has more than {MAX_PARTS} parts; save its text alone.")
    text = _text(message)
    if not text.strip():
        raise ArticleError("the mail has no text; save the text of its attachment.")
    name, address = parseaddr(_header(message, "from") or "")
    return RawArticle(
        path="",
        text=text,
        title=_header(message, "subject"),
        source=name or address.rpartition("@")[2] or None,
        url=(_header(message, "archived-at") or "").strip("<> ") or None,
        published=_header(message, "date"),
        language=_header(message, "content-language"),
    )


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):  # a character set that nobody knows
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if not isinstance(content, str):
        return ""
    return plain_html(content) if part.get_content_subtype() == "html" else content


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError):  # a header that the parser trips over
        return None
    return " ".join(str(value).split()) or None if value else None
