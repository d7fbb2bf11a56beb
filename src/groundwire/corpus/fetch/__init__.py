"""Pages, feeds and sitemaps from a network, through one fetcher, as files of a corpus."""
