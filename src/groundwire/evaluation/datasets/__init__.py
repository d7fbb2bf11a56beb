"""Public data sets in the formats they are published in, a module a format."""
