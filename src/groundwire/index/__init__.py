"""Articles as a searchable, checksummed index on the disk."""
