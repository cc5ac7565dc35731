"""Precision of statements by readers' verdicts: `python benchmarks/judged.py CORPORA`.

`judgements.json` holds verdicts on statements that were extracted from passages that no model was trained on, each read
in its passage: 1 for right; H, T, D, N, B, R:TYPE for a wrong head, tail, direction, no relation, a name cut short or
none, another relation. It holds offsets; the texts are in CORPORA. Statements that are no longer found, or that
are new, have no verdict: the share of those with one is printed.

Printed are the precision above each confidence, and the two numbers of the curve from the reranker's probability to the
confidence (J. Platt, Probabilistic outputs for support vector machines, 1999), fitted on all verdicts.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.document import Document
from extract import linker, reranker
from extract.pipeline import extract, load
from extract.statement import Statement

VERDICTS = Path(__file__).with_name("judgements.json")
LEVELS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


def judged(corpora: Path) -> Iterator[tuple[Statement, str]]:
    """Yield the statements of each passage that have a verdict, even improbable ones, with it; without, with “”."""
    nlp = load()
    for passage in json.loads(VERDICTS.read_text(encoding="utf-8")):
        path, start, end = passage["piece"]
        with (corpora / path).open(encoding="utf-8", newline="") as file:
            text = file.read()[start:end]
        verdicts = {tuple(row[:5]): row[5] for row in passage["statements"]}
        for s in extract(Document(path, text), nlp).statements:
            yield s, verdicts.get((s.head.start, s.head.end, s.relation, s.tail.start, s.tail.end), "")


def fit_curve(found: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """Return constant and slope from the logit of the reranker's probability to that of being right.

    Args:
        found: the confidences, by the curve that is in force. right: whether each was judged right.
    """
    kept = np.clip(found, 0.01, 0.99)
    logits = (np.log(kept / (1 - kept)) - reranker.CURVE[0]) / reranker.CURVE[1]

    def loss(curve: NDArray[np.float64]) -> float:
        scores = curve[0] + curve[1] * logits
        return float(np.logaddexp(0, np.where(right, -scores, scores)).sum())

    constant, slope = minimize(loss, np.array([0.0, 1.0])).x
    return float(constant), float(slope)


def main() -> None:
    """Extract with the shipped models, and print."""
    usual, linker.THRESHOLD = linker.THRESHOLD, linker.POSSIBLE
    rows = [(s, verdict) for s, verdict in judged(Path(sys.argv[1])) if s.rule.startswith("model")]
    found = np.array([s.confidence for s, _ in rows])
    known = np.array([bool(verdict) for _, verdict in rows])
    right = np.array([verdict == "1" for _, verdict in rows])
    print(f"{'confidence':>10s} {'statements':>10s} {'judged':>7s} {'right %':>8s} {'of those right %':>17s}")
    for level in (0.0, reranker.confidence(usual), *LEVELS):
        above = found >= level
        share, kept = right[above & known].mean(), right[above].sum() / right.sum()
        print(f"{level:10.2f} {above.sum():10d} {(above & known).sum():7d} {100 * share:8.1f} {100 * kept:17.1f}")
    print("CURVE = ({:.2f}, {:.2f})".format(*fit_curve(found[known], right[known])))


if __name__ == "__main__":
    main()
