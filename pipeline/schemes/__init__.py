"""Other people's language models: their labels, read in the schemes that the finders are written for."""
