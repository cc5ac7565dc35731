"""Score extraction on documents that the models have not seen: `python benchmarks/cross_validate.py SHARED -o OUT`.

SHARED holds `gold/` (annotated whole) and `gold/mentions/` (for mentions), as `extract/annotated.py` describes them;
`annotations/` beside this file holds more to train on. The documents of `gold/` are dealt into folds; each fold is
extracted with models trained on all others; one graph is built of all, and its tables are written for `gold/score.py`.
Our own annotations of another passage of a document that is held out are left out too.

Three readings are scored: the rules alone; the models alone, which see what the rules propose but decide everything
themselves; and both together, as Gangmu ships them. It takes an hour on two cores; models that are
in OUT are used again.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from spacy.language import Language

from corpus.document import Document
from corpus.read import read
from extract import chooser, keyconcepts, mood, tagger, termmodel
from extract.analysis import Analysis, Link, Span
from extract.annotated import read_annotated
from extract.chooser import Chooser
from extract.keyconcepts import KeyConcepts
from extract.linker import Linker
from extract.mentions import MentionFinder
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


class ModelsAlone(MentionFinder):
    """Names as the tagger reads them: the rules propose, and neither add nor settle anything."""

    def find(self, analysis: Analysis) -> list[Span]:
        """Return the tagger's best reading."""
        assert self.tagger is not None
        return sorted(self.tagger.find(analysis, self.candidates(analysis))[0])


class LinkerAlone(Linker):
    """Statements as the relation model and the reranker find them; what the form of a text states is not theirs."""

    def find(self, analysis: Analysis) -> list[Link]:
        """Return what no rule alone stands for."""
        return [link for link in super().find(analysis) if link.rule.startswith("model")]


def train_without(held_out: set[str], nlp: Language, folders: Sequence[Path], corpora: Path, models: Path) -> None:
    """Train models on all annotated documents but those held out, and passages of their sources."""
    annotated = list(read_annotated([*folders, OWN], nlp, corpora))
    texts = [path.read_text(encoding="utf-8") for path in (folders[0] / "texts").glob("*.txt") if path.stem in held_out]
    sources = {piece[0] for example in annotated for piece in example.gold.pieces}
    known = {source for source in sources if is_source((corpora / source).read_text(encoding="utf-8"), texts)}
    others = [
        example
        for example in annotated
        if example.name not in held_out and known.isdisjoint(piece[0] for piece in example.gold.pieces)
    ]
    models.mkdir(parents=True, exist_ok=True)
    train(others, nlp, models)


def use(models: Path, nlp: Language, *, alone: bool) -> None:
    """Make a pipeline read with the models of a folder, alone or together with the rules."""
    mentions, statements = nlp.get_pipe("gangmu_mentions"), nlp.get_pipe("gangmu_statements")
    lexicon, grammar, gazetteer = mentions.finder.lexicon, mentions.finder.grammar, mentions.finder.gazetteer
    finder, linker = (ModelsAlone, LinkerAlone) if alone else (MentionFinder, Linker)
    pair = Tagger(grammar, models / tagger.MODEL), Chooser(grammar, models / chooser.MODEL)
    mentions.finder = finder(lexicon, grammar, gazetteer, *pair)
    mentions.terms = TermModel(grammar, models / termmodel.MODEL)
    mentions.keys = KeyConcepts(models / keyconcepts.MODEL)
    statements.linker = linker(models, MoodModel(models / mood.MODEL))


def extract_held_out(held_out: Sequence[str], *, shared: Path, out: Path) -> dict[str, list[Extraction]]:
    """Return for both readings with models the extractions of documents that these have not seen."""
    nlp, gold = load(model=False), shared / "gold"
    models = out / "models" / held_out[0]
    if not (models / mood.MODEL).exists():  # it is the last that is written
        train_without(set(held_out), nlp, [gold, gold / "mentions"], shared / "corpora", models)
    documents = [d for d in read([gold / "texts"]) if isinstance(d, Document) and Path(d.id).stem in held_out]
    found = {}
    for reading in ("models", "both"):
        use(models, nlp, alone=reading == "models")
        found[reading] = [extract(document, nlp) for document in documents]
    print(f"read {len(documents)} documents that the models in {models} have not seen", file=sys.stderr)
    return found


def score(reading: str, documents: Sequence[Document], found: Iterable[Extraction], shared: Path, out: Path) -> None:
    """Build one graph of all that was found, write its tables, and print their scores."""
    extractions = {extraction.doc_id: extraction for extraction in found}
    known = load(model=False).get_pipe("gangmu_mentions").finder.lexicon.known()
    g = build(documents, [extractions[d.id] for d in documents], load_schema(), known=known)
    write_tables(out / "tables" / reading, g, measure(g))
    print(f"{reading}:", flush=True)
    gold = shared / "gold"
    arguments = [out / "tables" / reading, gold / "texts", *sorted(gold.glob("*.gold.json"))]
    subprocess.run([sys.executable, gold / "score.py", *arguments], check=True)


def main() -> None:
    """Run the cross-validation and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True, help="tables; models, which are kept and used again")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-model", action="store_true", help="rules alone")
    arguments = parser.parse_args()
    documents = [d for d in read([arguments.shared / "gold" / "texts"]) if isinstance(d, Document)]
    nlp = load(model=False)
    found = {"rules": [extract(d, nlp) for d in documents]}
    if not arguments.no_model:
        names = sorted(path.name.removesuffix(".gold.json") for path in (arguments.shared / "gold").glob("*.gold.json"))
        parts = [names[fold :: arguments.folds] for fold in range(arguments.folds)]
        work = partial(extract_held_out, shared=arguments.shared, out=arguments.out)
        with ProcessPoolExecutor(arguments.jobs) as pool:
            for part in pool.map(work, parts):
                for reading, extractions in part.items():
                    found.setdefault(reading, []).extend(extractions)
    for reading, extractions in found.items():
        score(reading, documents, extractions, arguments.shared, arguments.out)


if __name__ == "__main__":
    main()
