"""Web pages: from the source of a page to the text of its article, each character traced to the source."""
