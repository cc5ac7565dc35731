"""From a graph to files: the network page, GraphML and other formats, tables, the report."""
