"""How answers, hits and errors look on the wire."""
