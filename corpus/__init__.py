"""From files to documents: formats, encodings, document structure, sentences."""
