"""How often things are named: in what share of the sentences, how sure that is, and whether it differs.

Sources: T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19
(1993), for keyness; E. Wilson, Probable inference, J. American Statistical Association 22 (1927), and E. Korn and B.
Graubard, Confidence intervals for proportions with small expected number of positive counts estimated from survey data,
Survey Methodology 24 (1998), for shares of sentences that come in documents; Y. Benjamini and Y. Hochberg, Controlling
the false discovery rate, J. Royal Statistical Society B 57 (1995).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.stats import chi2, false_discovery_control, norm

from graph.frames import table
from graph.stability import FEWEST

Z = float(norm.ppf(0.975))
_SHARE = ("share", "share_low", "share_high")


def shares(groups: Mapping[str, nx.MultiDiGraph], *, least: int = 2) -> pd.DataFrame:
    """Return how often each entity is named in each group of texts: in what share of the sentences, with an interval.

    Args:
        groups: parts of one graph.
        least: leave out entities that fewer sentences name, all groups together.

    Returns:
        Rows sorted by entity and group, columns `entity_id`, `type`, `name`, `group`, `mentions`, `documents`,
        `sentences`, `of` (the sentences of the group), `share`, `share_low`, `share_high`, and beside the share in all
        other groups `log_ratio` and `q`.
    """
    counted = {name: named(g) for name, g in groups.items()}
    totals = {name: sum(of.values()) for name, (_, of) in counted.items()}
    everything = sum(totals.values())
    everywhere: Counter[str] = Counter()
    for per_document, _ in counted.values():
        everywhere.update({id: sum(rows.values()) for id, rows in per_document.items()})
    rows: list[dict[str, Any]] = []
    for id in sorted(id for id, n in everywhere.items() if n >= least):
        node = next(g.nodes[id] for g in groups.values() if id in g)
        about = {"entity_id": id, "type": node["type"], "name": node["label"]}
        for name, g in groups.items():
            per_document, of = counted[name]
            here = sum(per_document.get(id, {}).values())
            seen = g.nodes[id] if id in g else {"mentions": 0, "documents": 0}
            counts = {"mentions": seen["mentions"], "documents": seen["documents"], "sentences": here}
            share = dict(zip(_SHARE, share_of(per_document.get(id, {}), of), strict=True))
            sides = here, totals[name], everywhere[id] - here, everything - totals[name]
            against = {"log_ratio": log_ratio(*sides), "likelihood": likelihood(*sides)}
            rows.append({**about, "group": name, **counts, "of": totals[name], **share, **against})
    frame = table(rows)
    if len(frame):
        frame["q"] = corrected(frame.pop("likelihood"))
    return frame


def named(g: nx.MultiDiGraph) -> tuple[dict[str, Counter[str]], dict[str, int]]:
    """Return in how many sentences of each document each entity is named, and how many sentences each document has."""
    starts = {id: [s.start for s in sentences] for id, sentences in g.graph["sentences"].items()}
    found: dict[str, Counter[str]] = {}
    for id, mentions in g.graph["mentions"].items():
        standing = {(m.doc_id, bisect_right(starts.get(m.doc_id, []), m.start)) for m in mentions}
        found[id] = Counter(doc_id for doc_id, _ in standing)
    return found, {id: len(places) for id, places in starts.items()}


def share_of(named: Mapping[str, int], of: Mapping[str, int]) -> tuple[float, float, float]:
    """Return the share of the sentences that name an entity, and its 95 % interval.

    Wilson's interval; with eight documents or more, of as many sentences as would vary by chance as much as the
    documents do.
    """
    total, seen = sum(of.values()), sum(named.values())
    if total == 0:
        return 0.0, 0.0, 1.0
    share = seen / total
    size = float(total)
    documents = [id for id, n in of.items() if n]
    if len(documents) >= FEWEST and 0 < share < 1:
        spread = sum((named.get(id, 0) - share * of[id]) ** 2 for id in documents)
        variance = spread * len(documents) / (len(documents) - 1) / total**2
        size = min(size, share * (1 - share) / variance) if variance > 0 else size
    return share, *_wilson(share, size)


def _wilson(share: float, size: float) -> tuple[float, float]:
    if share in (0.0, 1.0):
        edge = Z**2 / (size + Z**2)
        return (0.0, edge) if share == 0 else (1 - edge, 1.0)
    middle = (share + Z**2 / (2 * size)) / (1 + Z**2 / size)
    half = Z / (1 + Z**2 / size) * (share * (1 - share) / size + Z**2 / (4 * size**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def log_ratio(a: int, of_a: int, b: int, of_b: int) -> float:
    """Return log2 of a share over another, half a sentence added to each so that nothing is divided by zero."""
    return float(np.log2((a + 0.5) / (of_a + 1)) - np.log2((b + 0.5) / (of_b + 1)))


def likelihood(a: int, of_a: int, b: int, of_b: int) -> float:
    """Return Dunning's G² of a share in two places."""
    total, seen = of_a + of_b, a + b
    found = 0.0
    for count, of in ((a, of_a), (b, of_b)):
        for there, part in ((count, seen), (of - count, total - seen)):
            if there > 0 and part > 0 and of > 0:
                found += there * float(np.log(there * total / (of * part)))
    return 2 * found


def corrected(likelihoods: "pd.Series[float]") -> Any:
    """Return the false discovery rate of each G², by Benjamini and Hochberg."""
    return false_discovery_control(np.clip(chi2.sf(np.asarray(likelihoods, dtype=float), df=1), 0, 1))
