"""Count how phrases stand in policy prose: `python extract/data/make_standing.py TEXTS... --without ANNOTATED...`.

Writes `standing.npz` beside this file (see `extract/standing.py`). TEXTS are folders of plain texts; a sentence
that shares fourteen characters with a text below ANNOTATED is left out, so that figures on annotated documents
stay honest.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import spacy

from extract.grammar import Grammar, load_grammar
from extract.standing import TABLE, make_table
from extract.terms import INNER
from extract.tokenizer import TOKENS
from extract.wordlists import read_words

MOST_WORDS, MIN_CHARS, MAX_CHARS = 6, 2, 14
LEAST = 2
"""Times that a phrase must stand by itself."""
SHARED = 14
BATCH = 5_000
"""Sentences."""
PUNCTUATION = frozenset("，。；：！？、“”《》（）()—\n,.;:!?…‘’")
SENTENCE = re.compile("(?<=[。；！？\n])")


def tight(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the plain texts below some folders, in order."""
    for root in paths:
        for path in sorted(root.rglob("*")):
            if path.suffix in (".txt", ".md", ".tsv"):
                yield path.read_text(encoding="utf-8", errors="ignore")


def sentences(paths: Iterable[Path], without: Iterable[Path]) -> Iterator[str]:
    """Yield each different sentence once, but for those of annotated texts."""
    known: set[str] = set()
    for text in map(tight, texts(without)):
        known.update(text[i : i + SHARED] for i in range(len(text) - SHARED))
    seen: set[str] = set()
    for text in texts(paths):
        for sentence in map(tight, SENTENCE.split(text)):
            if len(sentence) < 6 or sentence in seen:
                continue
            seen.add(sentence)
            pieces = (sentence[i : i + SHARED] for i in range(0, max(1, len(sentence) - SHARED), 4))
            if not any(piece in known for piece in pieces):
                yield sentence


def batches(lines: Iterable[str]) -> Iterator[str]:
    """Yield sentences joined to larger texts."""
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield "\n".join(batch)
            batch = []
    yield "\n".join(batch)


def count(words: list[str], tags: list[str], grammar: Grammar, alone: Counter[str], total: Counter[str]) -> None:
    """Count the phrases of a text: all runs of words that may be one, and those that something bounds on either
    side."""
    closed = grammar.determiners | read_words("modality.csv") | grammar.governors
    inner = [
        (tag in INNER or tag in ("v", "vn")) and word not in closed and (word[0] > "\u4e00" or word.isalnum())
        for word, tag in zip(words, tags, strict=True)
    ]
    pairs = zip(words, tags, strict=True)
    edge = [word[0] in PUNCTUATION or word in closed or tag in "uj p c d u f".split() for word, tag in pairs]
    left = [e or tag in ("r", "m", "q", "v") for e, tag in zip(edge, tags, strict=True)]
    for i in range(len(words)):
        phrase = ""
        for j in range(i, min(len(words), i + MOST_WORDS)):
            phrase += words[j]
            if not inner[j] or len(phrase) > MAX_CHARS:
                break
            if len(phrase) >= MIN_CHARS:
                total[phrase] += 1
                if (i == 0 or left[i - 1]) and (j + 1 == len(words) or edge[j + 1]):
                    alone[phrase] += 1


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gangmu.rjieba.v1"}}})
    grammar = load_grammar(frozenset())
    alone: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in batches(sentences(arguments.texts, arguments.without)):
        words, tags, _ = nlp.make_doc(text).user_data[TOKENS]
        count(words, tags, grammar, alone, total)
    kept = ((phrase, alone[phrase], total[phrase]) for phrase in sorted(alone) if alone[phrase] >= LEAST)
    with (Path(__file__).parent / TABLE).open("wb") as file:
        np.savez_compressed(file, **make_table(kept))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
