"""The service's token, as the settings hold it."""

import re

from groundwire.errors import InputError
from groundwire.settings import Settings

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # what RFC 6750 lets follow the word Bearer


def read_token(settings: Settings) -> str | None:
    """The token that the settings hold or name the file of; None where there is none.

    Raises:
        InputError: both are set, the file cannot be read, or what is in it is no token.
    """
    if settings.token is not None and settings.token_file is not None:
        raise InputError("GROUNDWIRE_TOKEN and GROUNDWIRE_TOKEN_FILE are both set. Set one.")
    if settings.token is not None:
        return _checked(settings.token.get_secret_value(), "GROUNDWIRE_TOKEN")
    if settings.token_file is None:
        return None
    try:
        written = settings.token_file.read_text("utf-8")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(
            f"The token cannot be read from {settings.token_file}: {reason}."
        ) from error
    return _checked(written, f"The file {settings.token_file}")


def _checked(written: str, where: str) -> str:
    token = written.strip()
    if not _TOKEN.fullmatch(token):
        # Never show what stands there: it may be a real secret with one wrong character.
        raise InputError(
            f"{where} holds no token. A token is letters, digits and -._~+/ without spaces; "
            "`openssl rand -hex 32` makes one."
        )
    return token
