"""Speed of the extraction beside jieba's tagger, in one run: `python benchmarks/bench_build.py [FOLDER]`.

Prints characters per second of one process, with and without the models, and each as a ratio to `jieba.posseg` tagging
the same text. Without FOLDER it reads ../shared/corpora/policy where that is, else the sample corpus.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba.posseg

from corpus.document import Document
from corpus.flow import flow
from corpus.read import read
from extract.pipeline import extract, load
from gangmu.run import collecting_rarely

ROOT = Path(__file__).parent.parent
POLICY = ROOT.parent / "shared" / "corpora" / "policy"
MOST = 300_000
"""Characters to measure on: enough for a stable figure."""


def texts(folder: Path) -> list[Document]:
    """Return documents of a folder, up to MOST characters in all, taken from the whole of it."""
    found = [d for d in read([folder]) if isinstance(d, Document)]
    step = max(1, sum(len(d.text) for d in found) // MOST)
    return found[::step]


def rate(work: Callable[[], object], characters: int) -> float:
    """Return characters per second, the better of two runs."""
    best = 0.0
    for _ in range(2):
        start = time.perf_counter()
        work()
        best = max(best, characters / (time.perf_counter() - start))
    return best


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else POLICY if POLICY.is_dir() else ROOT / "corpus" / "sample"
    documents = texts(folder)
    characters = sum(len(d.text) for d in documents)
    plain = [flow(d).text for d in documents]
    list(jieba.posseg.cut("预热"))
    yardstick = rate(lambda: [list(jieba.posseg.cut(text)) for text in plain], characters)
    print(f"{len(documents)} documents, {characters:,} characters")
    print(f"{'jieba.posseg':28s} {yardstick:12,.0f} characters/s")
    for name, model in (("gangmu, rules alone", False), ("gangmu, with the models", True)):
        nlp = load(model=model)
        with collecting_rarely():
            found = rate(lambda nlp=nlp: [extract(d, nlp) for d in documents], characters)  # type: ignore[misc]
        print(f"{name:28s} {found:12,.0f} characters/s {found / yardstick:6.2f} ×")


if __name__ == "__main__":
    main()
