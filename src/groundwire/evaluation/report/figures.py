"""How a figure is written in the report. A figure that was not measured is a dash, never 0."""

import math

MISSING = "–"
MINUS = "−"
_SECOND_MS = 1000.0
_SMALL_P = 0.001  # below it only the order of magnitude counts


def percent(share: float | None) -> str:
    """A share as a percentage; only a whole one is written 100.0%, only none at all 0.0%."""
    if share is None:
        return MISSING
    written = f"{share:.1%}"
    if written == "100.0%" and share < 1:
        return ">99.9%"
    if written in ("0.0%", "-0.0%") and share != 0:
        return "<0.1%" if share > 0 else f">{MINUS}0.1%"
    return written.replace("-", MINUS)


def percent_range(low: float | None, high: float | None) -> str:
    """An interval of shares in whole percent, empty where there is none."""
    if low is None or high is None:
        return ""
    return f"{math.floor(low * 100 + 0.5)}–{math.floor(high * 100 + 0.5)}"


def signed(value: float | None, *, scale: float = 100, digits: int = 1) -> str:
    """A difference with its sign, in percentage points unless another scale is asked for."""
    if value is None:
        return MISSING
    written = f"{value * scale:+.{digits}f}"
    if not float(written):
        return "0." + "0" * digits
    return written.replace("-", MINUS)


def number(value: float | None) -> str:
    """A figure that is no share, with three decimals."""
    return MISSING if value is None else f"{value:.3f}".replace("-", MINUS)


def p_value(p: float | None) -> str:
    """A p value with three decimals."""
    if p is None:
        return MISSING
    return f"<{_SMALL_P}" if p < _SMALL_P else f"{p:.3f}"


def milliseconds(value: float | None) -> str:
    """A time with about three digits, in seconds from one second on."""
    if value is None:
        return MISSING
    if value >= _SECOND_MS:
        return f"{value / _SECOND_MS:.2f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"
