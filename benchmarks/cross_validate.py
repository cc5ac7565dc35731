"""Score extraction on documents that the models have not seen: `python benchmarks/cross_validate.py SHARED -o OUT`.

SHARED holds `gold/` (annotated whole) and `gold/mentions/` (for mentions), as `extract/annotated.py` describes them.
The documents are dealt into folds; each fold is extracted with models trained on the others; one graph is built of all,
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
from extract.annotated import Annotated, read_annotated
from extract.linker import Linker
from extract.mood import MoodModel
from extract.pipeline import extract, load
from extract.schema import load_schema
from extract.statement import Extraction
from extract.tagger import Tagger
from extract.train import train_mentions, train_moods, train_relations
from graph.build import build
from graph.measures import measure
from output.tables import write_tables


def extract_held_out(
    documents: list[Document], annotated: list[Annotated], nlp: Language, folds: int
) -> dict[str, Extraction]:
    """Return the extraction of each document by models that have not seen it."""
    found: dict[str, Extraction] = {}
    mentions, statements = nlp.get_pipe("gangmu_mentions"), nlp.get_pipe("gangmu_statements")
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            held_out = {example.name for example in annotated[fold::folds]}
            others = [example for example in annotated if example.name not in held_out]
            models = [Path(folder) / f"{fold}.{name}" for name in ("mentions", "relations", "moods")]
            for train, model in zip((train_mentions, train_relations, train_moods), models, strict=True):
                train(others, nlp, model)
            mentions.finder = replace(mentions.finder, tagger=Tagger(mentions.finder.grammar, models[0]))
            statements.linker = Linker(models[1], MoodModel(models[2]))
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
        annotated = list(read_annotated([gold, gold / "mentions"], nlp))
        found = extract_held_out(documents, annotated, nlp, arguments.folds)
    known = nlp.get_pipe("gangmu_mentions").finder.lexicon.known()
    g = build(documents, list(found.values()), load_schema(), known=known)
    write_tables(arguments.out / "tables", g, measure(g))
    annotations = sorted(map(str, gold.glob("*.gold.json")))
    score = [sys.executable, gold / "score.py", arguments.out / "tables", gold / "texts", *annotations]
    subprocess.run(score, check=True)


if __name__ == "__main__":
    main()
