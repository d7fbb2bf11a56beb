"""Files of every kind into raw articles, within limits, one bad file never taking another along."""
