"""A question that follows another, made to stand alone."""
