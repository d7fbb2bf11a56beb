"""Word and PDF documents into raw articles, through libraries of the extra ``documents``.

Neither says when its text was published: the date in a file's properties is that of the export.
"""

import io
from collections.abc import Iterator
from typing import Any

from groundwire.corpus.read.archives import check_zip
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

MAX_DOCUMENT_BYTES = 50_000_000
MAX_PAGES = 2_000
MAX_CHARACTERS = 5_000_000  # as many as an article may have; pages after it are not read
_MISSING = (
    "{what} are read with {library}, which is not installed. Install the extra: "
    "pip install 'groundwire[documents]'."
)


def read_docx(data: bytes) -> RawArticle:
    """The paragraphs and tables of a Word document, in order.

    Raises:
        ArticleError: it cannot be read, holds no text, or the extra is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise ArticleError(_MISSING.format(what="Word files", library="python-docx")) from error

    check_zip(data)
    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(filter(None, _blocks(document)))
        properties = document.core_properties
    except (KeyError, ValueError, OSError, AttributeError, SyntaxError) as error:
        raise ArticleError(
            f"not a Word document that can be read ({type(error).__name__}); save it anew."
        ) from error
    if not text.strip():
        raise ArticleError("the document holds no text, only pictures perhaps.")
    return RawArticle(
        path="",
        text=text,
        title=properties.title or None,
        author=properties.author or None,
        language=properties.language or None,
    )


def _blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield block.text.strip()


def read_pdf(data: bytes) -> RawArticle:
    """The text of a PDF, page after page.

    Raises:
        ArticleError: it cannot be read, holds no text, or the extra is not installed.
    """
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise ArticleError(_MISSING.format(what="PDF files", library="pypdf")) from error

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError("the PDF is locked with a password; save it without one.")
        text = "\n\n".join(_pages(reader))
        about = reader.metadata
    except (PyPdfError, ImportError, KeyError, ValueError, TypeError, OSError) as error:
        raise ArticleError(
            f"not a PDF that can be read ({type(error).__name__}); save it anew."
        ) from error
    if not any(map(str.isalnum, text)):
        raise ArticleError("the PDF holds no text, only pictures of pages; run OCR over it first.")
    return RawArticle(
        path="",
        text=text,
        title=about.title if about and about.title else None,
        author=about.author if about and about.author else None,
    )


def _pages(reader: Any) -> Iterator[str]:
    if len(reader.pages) > MAX_PAGES:
        raise ArticleError(f"the PDF has more than {MAX_PAGES:,} pages; split it.")
    characters = 0
    for page in reader.pages:
        text = page.extract_text().strip()
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise ArticleError(f"the PDF has more than {MAX_CHARACTERS:,} characters; split it.")
        yield text
