"""A scored run as one HTML file that needs nothing else: ``report.py`` writes it."""
