"""Who stands between others: Burt's constraint and effective size, participation across communities.

Sources: R. Burt, Structural Holes: The Social Structure of Competition (1992), ch. 2; R. Guimerà and L. Amaral,
Functional cartography of complex metabolic networks, Nature 433 (2005).
"""

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.projection import Floats, Ints, Projection

CONNECTOR = 0.62
"""Above this participation a node stands between communities (Guimerà and Amaral's role R3)."""
_EDGES = 50_000
"""Edges worked on at a time, which bounds the memory."""


def structural_holes(p: Projection) -> tuple[Floats, Floats]:
    """Return Burt's constraint and effective size of each node, on the undirected projection with added weights.

    Constraint of i: the sum over its neighbours j of (p_ij + sum over q of p_iq p_qj)², where p_ij is the share of i's
    ties that goes to j. Low: its contacts do not know one another. Effective size of i: the sum over j of 1 minus the
    sum over q of p_iq m_jq, where m_jq is j's tie with q relative to j's strongest; the number of contacts less what is
    redundant among them. Without a neighbour constraint is not defined (NaN), effective size 0.
    """
    n = len(p.ids)
    if len(p.weights) == 0:
        return np.full(n, np.nan), np.zeros(n)
    ties = p.undirected()
    shares, relative = _scaled(ties, np.asarray(ties.sum(axis=1)).ravel()), _scaled(ties, ties.max(axis=1).toarray())
    back = csr_array(shares.T)
    rows, columns = ties.tocoo().coords
    constraint, size = np.zeros(n), np.zeros(n)
    for at in range(0, len(rows), _EDGES):
        i, j = rows[at : at + _EDGES], columns[at : at + _EDGES]
        direct = np.asarray(shares[i, j]).ravel()
        indirect = np.asarray(shares[i].multiply(back[j]).sum(axis=1)).ravel()
        redundant = np.asarray(shares[i].multiply(relative[j]).sum(axis=1)).ravel()
        constraint += np.bincount(i, (direct + indirect) ** 2, minlength=n)
        size += np.bincount(i, 1 - redundant, minlength=n)
    alone = np.bincount(rows, minlength=n) == 0
    return np.where(alone, np.nan, constraint), size


def participation(p: Projection, community: Ints) -> Floats:
    """Return how evenly each node's ties are spread over the communities.

    1 minus the sum over communities of the squared share of its ties that goes there: 0 all in one, near 1 spread over
    many. Without a neighbour 0.
    """
    ties = p.undirected()
    rows, columns = ties.tocoo().coords
    groups = int(community.max(initial=0)) + 1
    to = csr_array((ties.tocoo().data, (rows, community[columns])), shape=(len(p.ids), groups))
    total = np.asarray(to.sum(axis=1)).ravel()
    squares = np.asarray(to.multiply(to).sum(axis=1)).ravel()
    return np.where(total > 0, 1 - squares / np.where(total > 0, total, 1) ** 2, 0.0)


def _scaled(ties: csr_array, by: np.ndarray) -> csr_array:
    by = np.asarray(by, dtype=np.float64).ravel()
    return csr_array(diags_array(1 / np.where(by > 0, by, 1)) @ ties)
