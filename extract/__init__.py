"""From a document to its mentions and statements."""
