"""From mentions and statements to entities, a graph, and its measures."""
