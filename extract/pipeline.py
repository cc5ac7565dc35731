"""The spaCy pipeline: tokenizer, mentions, statements; and `extract`, which runs it on a document.

The two components can be added to any Chinese pipeline whose tokenizer is `gangmu.rjieba.v1`. They leave their
findings in `Doc._.gangmu` (an `Analysis`) and, for spaCy's own tools, in `Doc.spans["gangmu"]`.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus.aligned import AlignedText
from corpus.document import Document
from corpus.flow import flow
from corpus.sentences import split_sentences
from extract.analysis import Analysis, Link
from extract.clauses import merge_args
from extract.concepts import find_concepts
from extract.keyconcepts import KeyConcepts
from extract.lexicon import load_lexicon
from extract.linker import Linker
from extract.mentions import MentionFinder, load_finder
from extract.relations import allowed_links, find_links
from extract.schema import Schema, load_schema
from extract.script import readable, simplified
from extract.statement import Extraction, Mention, Sentence, Statement
from extract.termmodel import TermModel
from extract.terms import find_terms
from extract.tokenizer import TOKENS, RjiebaTokenizer, Tokens

if not Doc.has_extension("gangmu"):
    Doc.set_extension("gangmu", default=None)


@dataclass(slots=True)
class Mentions:
    """The component that finds mentions: fills `Analysis.spans` and `Analysis.terms`."""

    finder: MentionFinder
    terms: TermModel | None = None
    keys: KeyConcepts | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one text."""
        tokens: Tokens = doc.user_data[TOKENS]
        analysis = doc._.gangmu or Analysis(doc.text, *tokens, split_sentences(doc.text))
        self.find(analysis)
        doc._.gangmu = analysis
        return doc

    def find(self, analysis: Analysis) -> None:
        """Do the component's work on what is known of a text."""
        analysis.spans = self.finder.find(analysis)
        if self.terms is None or self.keys is None:
            analysis.terms = find_terms(analysis)
        else:
            analysis.term_scores = self.terms.find(analysis)
            analysis.terms = list(analysis.term_scores)
            analysis.key_scores = self.keys.score(analysis)


@dataclass(slots=True)
class Statements:
    """The component that finds relations: fills `Analysis.links`, and accepts the concepts that they need."""

    schema: Schema
    linker: Linker | None = None
    least: float = 0.0
    """The least confidence of a relation, where models judge."""

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one text whose mentions are known."""
        analysis: Analysis = doc._.gangmu
        self.find(analysis)
        doc.spans["gangmu"] = [
            span
            for s in analysis.spans
            if (span := doc.char_span(s.start, s.end, label=s.type, alignment_mode="expand")) is not None
        ]
        return doc

    def find(self, analysis: Analysis) -> None:
        """Do the component's work on a text whose mentions are known."""
        if self.linker is None:
            links = find_links(analysis, merge_args(analysis.spans, analysis.terms))
        else:
            links = [link for link in self.linker.find(analysis) if (link.confidence or 0.0) >= self.least]
        analysis.links = allowed_links(links, self.schema)
        analysis.spans = find_concepts(analysis)


@Language.factory("gangmu_mentions", default_config={"lexicons": [], "schema": None, "model": True})
def make_mentions(nlp: Language, name: str, lexicons: list[str], schema: str | None, model: bool) -> Mentions:
    """Make the mention component; `lexicons` and `schema` are paths, `model` says whether to use the tagger."""
    types = load_schema(Path(schema) if schema else None).entities
    finder = load_finder(load_lexicon(map(Path, lexicons), types=types), model=model)
    return Mentions(finder, TermModel(finder.grammar), KeyConcepts()) if model else Mentions(finder)


@Language.factory("gangmu_statements", default_config={"schema": None, "model": True, "confidence": 0.0})
def make_statements(nlp: Language, name: str, schema: str | None, model: bool, confidence: float) -> Statements:
    """Make the statement component; `schema` is a path, `model` says whether to use the relation model, whose
    statements have at least some `confidence`."""
    return Statements(load_schema(Path(schema) if schema else None), Linker() if model else None, confidence)


def load(
    *, schema: Path | None = None, lexicons: Iterable[Path] = (), model: bool = True, confidence: float = 0.0
) -> Language:
    """Build the pipeline: a blank Chinese one with rjieba's tokenizer and the two components.

    Args:
        schema: a TOML file; left out, the one that comes with Gangmu.
        lexicons: CSV files of names to load on top of Gangmu's own.
        model: whether the learned models help the rules; without them the rules work alone, and faster.
        confidence: the least of a statement, from 0 to 1, where models judge (`Statement.confidence`).

    Raises:
        SchemaError, WordListError: a file of the user's is not of the form that it should have.
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "gangmu.rjieba.v1"}}})
    path = None if schema is None else str(schema)
    nlp.add_pipe("gangmu_mentions", config={"lexicons": [str(p) for p in lexicons], "schema": path, "model": model})
    nlp.add_pipe("gangmu_statements", config={"schema": path, "model": model, "confidence": confidence})
    nlp.max_length = 1 << 31
    return nlp


def extract(document: Document, nlp: Language) -> Extraction:
    """Extract the mentions and statements of one document.

    No spaCy `Doc` is made where the pipeline holds Gangmu's own components alone: they do not need one.

    Args:
        document: the document.
        nlp: a pipeline made by `load`.

    Returns:
        Mentions and statements with offsets into `document.text`.
    """
    analysis, aligned = analyse(document, nlp)
    if not aligned.text:
        return Extraction(document.id, (), (), ())
    own = [component for _, component in nlp.pipeline if isinstance(component, Mentions | Statements)]
    if len(own) == len(nlp.pipeline):
        for component in own:
            component.find(analysis)
    else:
        doc = nlp.make_doc(analysis.text)
        doc._.gangmu = analysis
        for _, each in nlp.pipeline:
            doc = each(doc)
        analysis = doc._.gangmu
    return _extraction(document.id, analysis, aligned)


def analyse(document: Document, nlp: Language) -> tuple[Analysis, AlignedText]:
    """Return the running text of a document with its words and sentences, before anything is found in it."""
    aligned = flow(document)
    text = readable(aligned.text)
    sentences = split_sentences(text)
    heads = {section.start for section in document.sections}
    analysis = Analysis(
        text,
        *_tokens(text, nlp),
        sentences,
        headings=frozenset(i for i, (start, _) in enumerate(sentences) if aligned.offsets[start] in heads),
        title=simplified(document.title),
        authors=tuple(map(simplified, document.authors)),
    )
    return analysis, aligned


def _tokens(text: str, nlp: Language) -> Tokens:
    if isinstance(nlp.tokenizer, RjiebaTokenizer):
        return nlp.tokenizer.tokens(text)
    tokens: Tokens = nlp.make_doc(text).user_data[TOKENS]
    return tokens


def _extraction(doc_id: str, analysis: Analysis, aligned: AlignedText) -> Extraction:
    text, offsets = aligned.text, aligned.offsets
    spans = sorted(analysis.spans)
    made = [Mention(doc_id, offsets[a], offsets[b - 1] + 1, text[a:b], type_, rule) for a, b, type_, rule in spans]
    mentions = dict(zip(spans, made, strict=True))
    evidence = {(a, b): Sentence(*aligned.span(a, b), text[a:b]) for a, b in {link[3:5] for link in analysis.links}}
    # Offsets into the text and into the document rise together: the order in one is that in the other.
    statements = [
        Statement(mentions[head], relation, mentions[tail], *evidence[first, last], modality, force, rule, confidence)
        for head, relation, tail, first, last, modality, force, rule, confidence in sorted(analysis.links, key=_order)
    ]
    starts = [start for start, _, _, _ in spans]
    before = [*(bisect_left(starts, start) for start, _ in analysis.sentences), len(spans)]
    sentences = [
        Sentence(offsets[a], offsets[b - 1] + 1, text[a:b])
        for (a, b), first, last in zip(analysis.sentences, before, before[1:], strict=False)
        if first < last
    ]
    return Extraction(doc_id, tuple(mentions.values()), tuple(statements), tuple(sentences))


def _order(link: Link) -> tuple[Any, ...]:
    (start, end, _, _), relation, (tail_start, tail_end, _, _), first, last, modality, force, rule, _ = link
    return first, last, start, end, tail_start, tail_end, relation, rule, modality, force
