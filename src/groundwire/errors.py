"""Every error groundwire raises on purpose, with the exit code and the HTTP status it becomes.

Raised where the cause is known, translated once at each door (``cli/app.py``, ``service/app.py``).
A message says what is wrong, where, and what to do next. A question that the articles do not
answer is no error: it is an ``Answer`` whose status is ``abstained``.

    GroundwireError            exit 1, 500
    ├── InputError             exit 2, 422   a question, date, option or filter that cannot be used
    ├── ArticleError           exit 3, 422   a file or record that is not a usable article
    ├── IndexMissingError      exit 4, 503   no index there yet
    ├── IndexCorruptError      exit 5, 503   a byte of the index is not what was written
    ├── IndexIncompatibleError exit 6, 503   built by another encoder, dimension or format
    ├── IndexLockedError       exit 7, 503   another process is writing this index
    ├── EncoderError           exit 8, 503   the model's files or library are missing or wrong
    ├── NotFoundError          exit 9, 404   no article has this id
    ├── ServeError             exit 10, 500  the address cannot be bound
    ├── UnauthorizedError      exit 1, 401   the service has a token, and the request not this one
    ├── ForbiddenError         exit 1, 403   writing over HTTP where the service has no token
    ├── SlowRequestError       exit 1, 408   the request did not arrive in time
    ├── RateLimitError         exit 1, 429   one client asks more often than it may
    ├── OverloadedError        exit 1, 503   as many requests wait as may, or the service stops
    ├── DeadlineError          exit 1, 504   the answer took longer than it may
    ├── FloorError             exit 11, 500  the evaluation fell below a pinned floor
    └── ServiceError           exit 12, 502  a service cannot be reached, or it failed
"""

import re
from typing import ClassVar


class GroundwireError(Exception):
    """Something groundwire can explain: print the message, no traceback.

    ``request_id`` is that of the request to a service that it came from, where it did: the
    service's log has the request under this id.
    """

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"
    request_id: str | None = None

    @classmethod
    def kind(cls) -> str:
        """What names it in a problem document, such as ``index-missing``."""
        name = cls.__name__.removesuffix("Error")
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


class InputError(GroundwireError):
    """A question, date, option or filter that cannot be used as it is."""

    exit_code = 2
    http_status = 422
    title = "The request cannot be used"


class ArticleError(GroundwireError):
    """A file, record or address that gives no usable article.

    ``wait`` is in how many seconds the host of an address may answer after all; None where trying
    again would not help.
    """

    exit_code = 3
    http_status = 422
    title = "Not a usable article"

    def __init__(self, reason: str, *, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class IndexMissingError(GroundwireError):
    """There is no index at the place that was named."""

    exit_code = 4
    http_status = 503
    title = "No index yet"


class IndexCorruptError(GroundwireError):
    """A file of the index is missing, cut or changed."""

    exit_code = 5
    http_status = 503
    title = "The index is damaged"


class IndexIncompatibleError(GroundwireError):
    """The index was made by another encoder, dimension or format version."""

    exit_code = 6
    http_status = 503
    title = "The index does not fit this encoder"


class IndexLockedError(GroundwireError):
    """Another process is writing this index."""

    exit_code = 7
    http_status = 503
    title = "The index is being written"


class EncoderError(GroundwireError):
    """The encoder's weights or library are missing or not what was expected."""

    exit_code = 8
    http_status = 503
    title = "The encoder cannot be loaded"


class NotFoundError(GroundwireError):
    """No article has the id that was asked for."""

    exit_code = 9
    http_status = 404
    title = "Not found"


class ServeError(GroundwireError):
    """The service cannot listen on the address it was given."""

    exit_code = 10
    title = "The service cannot start"


class UnauthorizedError(GroundwireError):
    """The service has a token, and the request does not carry it."""

    http_status = 401
    title = "A token is needed"


class ForbiddenError(GroundwireError):
    """What was asked for is off."""

    http_status = 403
    title = "Not allowed"


class SlowRequestError(GroundwireError):
    """The request did not arrive in the time that it had."""

    http_status = 408
    title = "The request did not arrive"


class OverloadedError(GroundwireError):
    """As many requests wait as may, or the service is stopping; ``wait`` seconds, then again."""

    http_status = 503
    title = "Too busy"

    def __init__(self, reason: str, *, wait: int) -> None:
        super().__init__(reason)
        self.wait = wait


class RateLimitError(GroundwireError):
    """One client asks more often than it may; ``wait`` seconds, then again."""

    http_status = 429
    title = "Too many requests"

    def __init__(self, reason: str, *, wait: int) -> None:
        super().__init__(reason)
        self.wait = wait


class DeadlineError(GroundwireError):
    """The answer took longer than it may."""

    http_status = 504
    title = "Too slow"


class FloorError(GroundwireError):
    """A figure of the evaluation is worse than what was pinned."""

    exit_code = 11
    title = "The evaluation is below a floor"


class ServiceError(GroundwireError):
    """A service that was asked cannot be reached, or answered with an error of its own.

    ``status`` is the HTTP status that it answered with, None where it did not answer.
    """

    exit_code = 12
    http_status = 502
    title = "The service failed"

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
