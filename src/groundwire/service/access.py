"""Who may use the service: the token, and what is refused without it.

Decided on the path alone, before a byte of the body is read and whatever the Host header says.
"""

import hmac
import re

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from groundwire.errors import ForbiddenError, InputError, UnauthorizedError
from groundwire.service import problems
from groundwire.settings import Settings

# A supervisor asks the first two, and the page must load before anyone can type a token into it.
OPEN_PATHS = frozenset({"/health", "/ready", "/"})
OPEN_FOLDER = "/web/"
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # what RFC 6750 lets follow the word Bearer
_WRITING_IS_OFF = (
    "Writing over HTTP is off: the service has no token. Whoever runs it sets GROUNDWIRE_TOKEN or "
    "GROUNDWIRE_TOKEN_FILE."
)


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


def is_open(path: str) -> bool:
    """Whether a path answers without the token."""
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDER)


def require_token(request: Request) -> None:
    """The dependency of routes that write: they need a token, even where reading needs none.

    Raises:
        ForbiddenError: the service has no token, so nobody can prove that writing is allowed.
    """
    if not request.scope["state"].get("authorized", False):
        raise ForbiddenError(_WRITING_IS_OFF)


class Access:
    """Lets a request through to the app if it carries the token, or needs none.

    ``scope["state"]["authorized"]`` is True where the token was checked.
    """

    def __init__(self, app: ASGIApp, *, token: str | None) -> None:
        self._app = app
        self._token = None if token is None else token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] == "http" and self._token is not None and not is_open(scope["path"]):
            if not hmac.compare_digest(_given(scope), self._token):
                request = Request(scope)
                await problems.refusal(request, _why(scope))(scope, receive, send)
                return
            scope["state"]["authorized"] = True
        await self._app(scope, receive, send)


def _given(scope: Scope) -> bytes:
    """The token that a request carries; nothing where it carries none."""
    scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
    return token.strip().encode() if scheme.lower() == "bearer" else b""


def _why(scope: Scope) -> UnauthorizedError:
    if "authorization" in Headers(scope=scope):
        return UnauthorizedError("The token is not the one of this service.")
    return UnauthorizedError("Send the service's token: `Authorization: Bearer TOKEN`.")
