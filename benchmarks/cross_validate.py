"""Score extraction on documents that the models have not seen: `python benchmarks/cross_validate.py SHARED -o OUT`.

SHARED holds `gold/` (annotated whole) and `gold/mentions/` (for mentions), as `extract/annotated.py` describes them;
`annotations/` beside this file holds more to train on. The documents of `gold/` are dealt into folds; each fold is
extracted with models trained on all others; one graph is built of all, and its tables are written for `gold/score.py`.
Our own annotations of another passage of a document that is held out are left out too.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.document import Document
from corpus.read import read
from extract import chooser, keyconcepts, mood, tagger, termmodel
from extract.annotated import read_annotated
from extract.chooser import Chooser
from extract.keyconcepts import KeyConcepts
from extract.linker import Linker
from extract.mood import MoodModel
from extract.pipeline import extract, load
from extract.schema import load_schema
from extract.statement import Extraction
from extract.tagger import Tagger
from extract.termmodel import TermModel
from extract.train import train
from graph.build import build
from graph.measures import measure
from output.tables import write_tables

OWN = Path(__file__).parent / "annotations"
"""Our own annotations, which are trained on and never tested on."""


def is_source(whole: str, texts: Iterable[str]) -> bool:
    """Tell whether a text holds most of some passages of another."""
    whole = "".join(whole.split())
    for text in texts:
        tight = "".join(text.split())
        samples = [tight[i : i + 20] for i in range(0, len(tight), len(tight) // 16 + 1)]
        if 2 * sum(sample in whole for sample in samples) > len(samples):
            return True
    return False


def extract_held_out(fold: int, *, folds: int, folders: list[Path], corpora: Path) -> dict[str, Extraction]:
    """Return the extraction of the documents of a fold by models that have not seen them."""
    nlp = load(model=False)
    annotated = list(read_annotated([*folders, OWN], nlp, corpora))
    tested = [a.name for a in annotated if (folders[0] / f"{a.name}.gold.json").exists()]
    held_out = set(tested[fold::folds])
    texts = [path.read_text(encoding="utf-8") for path in (folders[0] / "texts").glob("*.txt") if path.stem in held_out]
    sources = {piece[0] for example in annotated for piece in example.gold.pieces}
    known = {source for source in sources if is_source((corpora / source).read_text(encoding="utf-8"), texts)}
    others = [
        example
        for example in annotated
        if example.name not in held_out and known.isdisjoint(piece[0] for piece in example.gold.pieces)
    ]
    mentions, statements = nlp.get_pipe("gangmu_mentions"), nlp.get_pipe("gangmu_statements")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        train(others, nlp, folder)
        grammar = mentions.finder.grammar
        models = Tagger(grammar, folder / tagger.MODEL), Chooser(grammar, folder / chooser.MODEL)
        mentions.finder = replace(mentions.finder, tagger=models[0], chooser=models[1])
        mentions.terms = TermModel(grammar, folder / termmodel.MODEL)
        mentions.keys = KeyConcepts(folder / keyconcepts.MODEL)
        statements.linker = Linker(folder, MoodModel(folder / mood.MODEL))
        documents = (d for d in read([folders[0] / "texts"]) if isinstance(d, Document) and Path(d.id).stem in held_out)
        found = {document.id: extract(document, nlp) for document in documents}
    print(f"fold {fold + 1} of {folds}", file=sys.stderr)
    return found


def main() -> None:
    """Run the cross-validation and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-model", action="store_true", help="rules alone")
    arguments = parser.parse_args()
    gold = arguments.shared / "gold"
    nlp = load(model=False)
    documents = [d for d in read([gold / "texts"]) if isinstance(d, Document)]
    if arguments.no_model:
        found = {d.id: extract(d, nlp) for d in documents}
    else:
        work = partial(
            extract_held_out,
            folds=arguments.folds,
            folders=[gold, gold / "mentions"],
            corpora=arguments.shared / "corpora",
        )
        with ProcessPoolExecutor(arguments.jobs) as pool:
            found = {name: x for part in pool.map(work, range(arguments.folds)) for name, x in part.items()}
    known = nlp.get_pipe("gangmu_mentions").finder.lexicon.known()
    g = build(documents, [found[d.id] for d in documents], load_schema(), known=known)
    write_tables(arguments.out / "tables", g, measure(g))
    annotations = sorted(map(str, gold.glob("*.gold.json")))
    score = [sys.executable, gold / "score.py", arguments.out / "tables", gold / "texts", *annotations]
    subprocess.run(score, check=True)


if __name__ == "__main__":
    main()
