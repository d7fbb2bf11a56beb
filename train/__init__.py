"""The recipe of the trained reader: data, training, measurement and export (README.md)."""
