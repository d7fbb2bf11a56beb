"""Who may use the service: the token, and what is refused without it.

Decided on the path alone, before a byte of the body is read and whatever the Host header says.
"""

import hmac

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from groundwire.errors import ForbiddenError, UnauthorizedError
from groundwire.service.edge import problems

# A supervisor asks the first two, and the page must load before anyone can type a token into it.
OPEN_PATHS = frozenset({"/health", "/ready", "/"})
OPEN_FOLDER = "/web/"
_WRITING_IS_OFF = (
    "Writing over HTTP is off: the service has no token. Whoever runs it sets GROUNDWIRE_TOKEN or "
    "GROUNDWIRE_TOKEN_FILE."
)


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
