"""Evidence into drafts: the port of composers, ours that quotes, and its notes beside a quote."""
