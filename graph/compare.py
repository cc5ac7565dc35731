"""Two sets of texts compared: what is said here and not there, how often, how strongly, and how sure that is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from extract.statement import MODALITIES, Modality
from graph.frames import table
from graph.measures import SINGLE
from graph.projection import is_symmetric, project
from graph.shares import corrected, likelihood, log_ratio, named, share_of
from graph.stability import ranks, resample

STRENGTH = {"may": 1, "encouraged": 2, "": 3, "must": 4}
"""How strongly something is called for: 可以 < 鼓励 < without a modal < 应当."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two graphs, `a` and `b`; `names` are what they are called.

    `entities`: a row for each entity of either, by id: `type`, `name`, `status` (`both`, `a`, `b`), for each side
    `mentions`, `sentences`, `share` (of the sentences) with `share_low` and `share_high` (95 %), `rank` with `rank_low`
    and `rank_high`; `log_ratio` (log2 of the shares, half a sentence added to each), `q` (false discovery rate of the
    difference of the shares), `moved` (whether the rank intervals do not overlap: -1 fell, 1 rose, 0 not sure).

    `relations`: a row for each relation of either: `head_id`, `relation`, `tail_id`, `layer`, `head`, `tail`, `status`,
    `statements_a`, `statements_b`, `modality_a`, `modality_b`, `force_a`, `force_b` (the strongest with which it is
    called for), `change`: `gained`, `lost`, `strengthened`, `weakened`, `realised` (called for or absent, then stated),
    `lapsed` (stated or called for, then absent only), or empty.

    `own`: for each side, the id there of each entity that is compared under another.
    """

    names: tuple[str, str]
    by: str
    entities: pd.DataFrame
    relations: pd.DataFrame
    own: Mapping[str, Mapping[str, str]]


def compare(
    a: nx.MultiDiGraph, b: nx.MultiDiGraph, *, names: tuple[str, str] = ("A", "B"), by: str = "pagerank"
) -> Comparison:
    """Compare two graphs, or two parts of one (`graph.subset.restrict`).

    Entities are the same by id; else where the name of one is an alias of the other's, type for type.

    Args:
        a: the first, or earlier.
        b: the second, or later.
        names: what to call them.
        by: the measure whose ranks are compared, one of those that `graph.stability.resample` takes.
    """
    same = matched(a, b)
    own = {"a": {}, "b": {under: id for id, under in same.items() if under != id}}
    return Comparison(names, by, _entities(a, b, same, by), _relations(a, b, same), own)


def matched(a: nx.MultiDiGraph, b: nx.MultiDiGraph) -> dict[str, str]:
    """Return for each entity of `b` the id that it is compared under: its own, or that of the same entity in `a`.

    No two are compared under one id.
    """
    labels: dict[tuple[str, str], str] = {}
    aliases: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, node in a.nodes(data=True):
        labels[node["type"], node["label"]] = id
        for alias in node.get("aliases", ()):
            aliases[node["type"], alias].append(id)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for id, node in b.nodes(data=True):
        if id in a:
            found[id] = id
            continue
        others = aliases.get((node["type"], node["label"]), [])
        others = others or [
            labels[node["type"], alias] for alias in node.get("aliases", ()) if (node["type"], alias) in labels
        ]
        free = {other for other in others if other not in b} - taken
        found[id] = next(iter(free)) if len(free) == 1 else id
        taken.add(found[id])
    return found


def _entities(a: nx.MultiDiGraph, b: nx.MultiDiGraph, same: Mapping[str, str], by: str) -> pd.DataFrame:
    back = {under: id for id, under in same.items()}
    sides = {"a": (a, {id: id for id in a}), "b": (b, back)}
    columns: dict[str, dict[str, dict[str, Any]]] = {}
    totals = {}
    for side, (g, own) in sides.items():
        counted, of = named(g)
        totals[side] = sum(of.values())
        ranked = _ranked(g, by)
        columns[side] = {under: _side(g, id, counted, of, ranked.loc[id].to_dict()) for under, id in own.items()}
    rows = []
    for id in sorted({*columns["a"], *columns["b"]}):
        here, there = columns["a"].get(id), columns["b"].get(id)
        node = a.nodes[id] if id in a else b.nodes[back[id]]
        counts = (here or _ABSENT)["sentences"], totals["a"], (there or _ABSENT)["sentences"], totals["b"]
        rows.append(
            {
                "entity_id": id,
                "type": node["type"],
                "name": node["label"],
                "status": "both" if here and there else "a" if here else "b",
                **{f"{key}_a": value for key, value in (here or _ABSENT).items()},
                **{f"{key}_b": value for key, value in (there or _ABSENT).items()},
                "log_ratio": log_ratio(counts[2], counts[3], counts[0], counts[1]),
                "likelihood": likelihood(*counts),
                "moved": _moved(here, there),
            }
        )
    frame = table(rows).set_index("entity_id") if rows else pd.DataFrame()
    if len(frame):
        frame["q"] = corrected(frame.pop("likelihood"))
    return frame


_ABSENT: dict[str, Any] = {
    **dict.fromkeys(("mentions", "documents", "sentences"), 0),
    **dict.fromkeys(("share", "share_low", "share_high"), 0.0),
    **dict.fromkeys(("rank", "rank_low", "rank_high")),
}


def _side(
    g: nx.MultiDiGraph, id: str, counted: Mapping[str, Counter[str]], of: Mapping[str, int], ranked: dict[Any, Any]
) -> dict[str, Any]:
    share, low, high = share_of(counted.get(id, {}), of)
    return {
        "mentions": g.nodes[id]["mentions"],
        "documents": g.nodes[id]["documents"],
        "sentences": sum(counted.get(id, {}).values()),
        "share": share,
        "share_low": low,
        "share_high": high,
        **{name: int(value) for name, value in ranked.items()},
    }


def _ranked(g: nx.MultiDiGraph, by: str) -> pd.DataFrame:
    bars = resample(g, (by,))
    best, _ = ranks(np.asarray(SINGLE[by](project(g)), dtype=np.float64))
    return pd.DataFrame(
        {"rank": best, "rank_low": bars[f"{by}_low"], "rank_high": bars[f"{by}_high"]}, index=bars.index
    )


def _moved(here: dict[str, Any] | None, there: dict[str, Any] | None) -> int:
    """Tell whether an entity surely rose (1) or fell (-1) in rank from one side to the other."""
    if not here or not there:
        return 0
    return int(there["rank_high"] < here["rank_low"]) - int(there["rank_low"] > here["rank_high"])


Edge = tuple[str, str, str]


def _relations(a: nx.MultiDiGraph, b: nx.MultiDiGraph, same: Mapping[str, str]) -> pd.DataFrame:
    first = {(h, r, t): d for h, t, r, d in a.edges(keys=True, data=True) if d.get("evidence")}
    second: dict[Edge, dict[str, Any]] = {}
    for h, t, r, d in b.edges(keys=True, data=True):
        if d.get("evidence"):
            edge, back = (same[h], r, same[t]), (same[t], r, same[h])
            second[back if back in first and is_symmetric(b, r) else edge] = d
    label = {same[id]: node["label"] for id, node in b.nodes(data=True)}
    label |= {id: node["label"] for id, node in a.nodes(data=True)}
    rows = []
    for head, relation, tail in sorted({*first, *second}):
        here, there = _said(first.get((head, relation, tail))), _said(second.get((head, relation, tail)))
        rows.append(
            {
                "head_id": head,
                "relation": relation,
                "tail_id": tail,
                "layer": (first.get((head, relation, tail)) or second[head, relation, tail])["layer"],
                "head": label[head],
                "tail": label[tail],
                "status": "both" if here["statements"] and there["statements"] else "a" if here["statements"] else "b",
                **{f"{key}_a": value for key, value in here.items()},
                **{f"{key}_b": value for key, value in there.items()},
                "change": _change(here, there),
            }
        )
    return table(rows)


def _said(edge: dict[str, Any] | None) -> dict[str, Any]:
    if edge is None:
        return {"statements": 0, "documents": 0, "modality": "", "force": ""}
    evidence = edge["evidence"]
    forces = [s.force for s in evidence if s.modality == "proposed"]
    strongest = max(forces, key=lambda force: STRENGTH.get(force, 0), default=None)
    return {
        "statements": len(evidence),
        "documents": edge["documents"],
        "modality": _main(s.modality for s in evidence),
        "force": "" if strongest is None else strongest or "proposed",
    }


def _main(modalities: Iterable[Modality]) -> Modality:
    counts = Counter(modalities)
    return min(counts, key=lambda m: (-counts[m], MODALITIES.index(m)))


def _change(here: dict[str, Any], there: dict[str, Any]) -> str:
    if not here["statements"]:
        return "gained"
    if not there["statements"]:
        return "lost"
    if here["modality"] != there["modality"]:
        if there["modality"] == "negated":
            return "lapsed"
        if there["modality"] == "asserted":
            return "realised"
    before, after = (STRENGTH.get(side["force"].replace("proposed", ""), 3) for side in (here, there))
    if here["force"] and there["force"] and before != after:
        return "strengthened" if after > before else "weakened"
    return ""
