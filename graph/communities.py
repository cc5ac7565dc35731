"""Communities: groups of entities with more among themselves than by chance, found by Louvain's method.

Source: V. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, Fast unfolding of communities in large networks,
J. Stat. Mech. (2008), as implemented in networkx, with a fixed seed.
"""

import numpy as np
from networkx.algorithms.community import louvain_communities

from graph.projection import Ints, Projection

_SEED = 20_171_018


def communities(p: Projection) -> Ints:
    """Return each node's community: 1 is the largest, ties go to the smallest id; 0 is a node without neighbours.

    They maximise modularity on the undirected projection with added weights. Nodes are handed over as numbers, because
    networkx walks over sets, and the order of strings in a set changes from run to run.
    """
    g = p.simple_graph()
    g.remove_nodes_from([node for node, degree in list(g.degree) if degree == 0])
    result = np.zeros(len(p.ids), dtype=np.int64)
    if len(g) == 0:
        return result
    groups = [sorted(group) for group in louvain_communities(g, weight="weight", seed=_SEED)]
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), group[0])), start=1):
        result[group] = number
    return result
