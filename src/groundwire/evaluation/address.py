"""Web addresses of what an evaluation asks: a service, a judge."""

from urllib.parse import urlsplit


def is_address(written: str) -> bool:
    """Whether something can be asked at this address: http or https, a host, no space."""
    try:
        parts = urlsplit(written)
    except ValueError:  # half a bracket
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not written.split()[1:]
