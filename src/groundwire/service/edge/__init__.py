"""The outermost layer: who may ask, how often, how long, and what is refused how."""
