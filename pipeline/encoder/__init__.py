"""The bundled language model's run time: one small encoder with a head for each task, as spaCy components."""
