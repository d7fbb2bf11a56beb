"""What a running service tells of itself: log, metrics, traces."""
