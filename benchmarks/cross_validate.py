"""Score extraction on documents that the tagger was not trained on: `python benchmarks/cross_validate.py SHARED -o OUT`.

SHARED holds `gold/` (annotated whole) and `gold/mentions/` (for mentions), as `extract/train.py` describes them. The
documents are dealt into folds; each fold is extracted with a model trained on the others; one graph is built of all,
and its tables are written for `gold/score.py`.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from corpus.document import Document
from corpus.read import read
from extract.pipeline import extract, load
from extract.schema import load_schema
from extract.statement import Extraction
from extract.tagger import Tagger
from extract.train import Example, read_examples, train
from graph.build import build
from graph.measures import measure
from output.tables import write_tables


def extract_held_out(
    documents: list[Document], examples: list[Example], nlp: Language, folds: int
) -> dict[str, Extraction]:
    """Return the extraction of each document by a model that has not seen it."""
    found: dict[str, Extraction] = {}
    component = nlp.get_pipe("gangmu_mentions")
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            held_out = {example.name for example in examples[fold::folds]}
            model = Path(folder) / f"{fold}.crfsuite"
            train((example for example in examples if example.name not in held_out), model)
            component.finder = replace(component.finder, tagger=Tagger(component.finder.grammar, model))
            for document in documents:
                if Path(document.id).stem in held_out:
                    found[document.id] = extract(document, nlp)
            print(f"fold {fold + 1} of {folds}", file=sys.stderr)
    return found


def main() -> None:
    """Run the cross-validation and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--no-model", action="store_true", help="rules alone")
    arguments = parser.parse_args()
    gold = arguments.shared / "gold"
    nlp = load(model=False)
    documents = [d for d in read([gold / "texts"]) if isinstance(d, Document)]
    if arguments.no_model:
        found = {d.id: extract(d, nlp) for d in documents}
    else:
        examples = list(read_examples([gold, gold / "mentions"], nlp))
        found = extract_held_out(documents, examples, nlp, arguments.folds)
    known = nlp.get_pipe("gangmu_mentions").finder.lexicon.known()
    g = build(documents, list(found.values()), load_schema(), known=known)
    write_tables(arguments.out / "tables", g, measure(g))
    annotations = sorted(map(str, gold.glob("*.gold.json")))
    subprocess.run([sys.executable, gold / "score.py", arguments.out / "tables", gold / "texts", *annotations], check=True)


if __name__ == "__main__":
    main()
