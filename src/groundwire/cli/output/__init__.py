"""What commands print: results on the standard output, progress on the standard error."""
