"""What annotated documents teach each model: features of what is found in them, with labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extract import chooser, keyconcepts, linker, reranker, termmodel
from extract.analysis import Analysis, Span
from extract.annotated import Annotated
from extract.chooser import by_range, describe
from extract.clauses import load_triggers
from extract.features import hint_features, word_features
from extract.loglinear import Features, LogLinear, fit_choice, fit_labels
from extract.mentions import MentionFinder
from extract.mood import Pair, mood_features
from extract.pairs import Pairs, arguments, candidate_pairs
from extract.proposals import Proposals
from extract.relations import find_links
from extract.tagger import word_ranges
from extract.termmodel import OVER_NAMES, Candidates

CHOOSER_L2, TERMS_L2, KEYS_L2, HEADS_L2, RELATIONS_L2, STATEMENTS_L2 = 2.0, 6.0, 10.0, 10.0, 1.0, 150.0
"""L2 regularisation, chosen by cross-validation over documents (CONTRIBUTING.md)."""

Sequence_ = tuple[list[list[int]], list[str]]
"""Features and labels of what a CRF reads at a time."""


@dataclass(slots=True)
class Example:
    """An annotated document with what models find in it that have not seen it."""

    document: Annotated
    candidates: list[Span] = field(default_factory=list)
    """Of the rules, and of the tagger's best reading."""
    proposals: Proposals = field(default_factory=Proposals)
    spans: list[Span] = field(default_factory=list)
    term_scores: dict[Span, float] = field(default_factory=dict)
    key_scores: dict[str, float] = field(default_factory=dict)
    statements: tuple[Features, list[str]] | None = None
    """What the reranker sees of the statements that are possible, and whether they are stated."""

    def analysis(self) -> Analysis:
        """Return the analysis of the text with these findings."""
        return replace(
            self.document.analysis,
            spans=self.spans,
            terms=list(self.term_scores),
            term_scores=self.term_scores,
            key_scores=self.key_scores,
        )


def mention_examples(document: Annotated, finder: MentionFinder) -> Iterator[Sequence_]:
    """Yield features and labels, a pair for each sentence."""
    analysis = document.analysis
    labels, bounds = _labels(document), list(word_ranges(analysis))
    rows = word_features(analysis, bounds, finder.grammar).tolist()
    for word, feature in zip(*hint_features(analysis, finder.candidates(analysis)), strict=True):
        rows[word].append(int(feature))
    for first, last in bounds:
        if document.is_scored(analysis.starts[first]):
            yield rows[first:last], labels[first:last]


def _labels(document: Annotated) -> list[str]:
    """Return B-, I- and O labels by word; nested mentions and those that cut a word in two are left out."""
    analysis = document.analysis
    begins = {start: i for i, start in enumerate(analysis.starts)}
    ends = {start + len(word): i for i, (start, word) in enumerate(zip(analysis.starts, analysis.words, strict=True))}
    labels = ["O"] * len(analysis.words)
    for mention in document.outer_spans():
        first, last = begins.get(mention.start), ends.get(mention.end)
        if first is not None and last is not None:
            labels[first : last + 1] = [f"B-{mention.type}"] + [f"I-{mention.type}"] * (last - first)
    return labels


def fit_chooser(examples: Sequence[Example], finder: MentionFinder) -> LogLinear:
    """Return the chooser."""
    tables, labels = [], []
    for example in examples:
        document = example.document
        truth = {(s.start, s.end): s.type for s in document.spans()}
        rules = by_range(document.analysis, example.candidates)
        ranges, features = describe(document.analysis, rules, example.proposals, finder.grammar)
        scored = [document.is_scored(start) for start, _ in ranges]
        tables.append(features[np.array(scored, dtype=bool)])
        labels += [truth.get(r, chooser.NONE) for r, use in zip(ranges, scored, strict=True) if use]
    return fit_labels(np.concatenate(tables), labels, l2=CHOOSER_L2)


def fit_terms(examples: Sequence[Example], finder: MentionFinder) -> LogLinear:
    """Return the model of terms."""
    tables, labels = [], []
    for example in examples:
        truth = {(s.start, s.end) for s in example.document.terms()}
        candidates = Candidates(example.analysis(), finder.grammar)
        ranges = list(candidates.ranges())
        scored = [example.document.is_scored(start) for start, _ in ranges]
        tables.append(candidates.features()[np.array(scored, dtype=bool)])
        rows = zip(ranges, scored, strict=True)
        labels += [termmodel.TERM if r in truth else termmodel.NO_TERM for r, use in rows if use]
    return fit_labels(np.concatenate(tables), labels, l2=TERMS_L2)


def fit_keys(examples: Sequence[Example]) -> LogLinear:
    """Return the model of key concepts."""
    tables, labels = [], []
    for example in examples:
        names, features = keyconcepts.describe(example.analysis())
        tables.append(features)
        labels += [keyconcepts.KEY if n in example.document.gold.keys else keyconcepts.NO_KEY for n in names]
    return fit_labels(np.concatenate(tables), labels, l2=KEYS_L2)


def fit_relations(examples: Sequence[Example]) -> tuple[LogLinear, LogLinear]:
    """Return the model that chooses heads, and the one that names relations."""
    links, groups, chosen, kinds, labels = [], [], [], [], []
    size = 0
    for example in examples:
        analysis = example.analysis()
        pairs = _pairs(analysis, arguments(analysis.spans, analysis.term_scores, OVER_NAMES))
        if pairs is None:
            continue
        relations = _relations_of(example.document, analysis, pairs)
        related = np.array([r is not None for r in relations])
        headless = np.ones(len(pairs.phrases), dtype=bool)
        headless[pairs.tail[related]] = False
        links.append(pairs.link_features())
        groups.append(np.concatenate([pairs.tail, np.arange(len(pairs.phrases))]) + size)
        chosen.append(np.concatenate([related, headless]))
        kinds.append(pairs.type_features(np.flatnonzero(related)))
        labels += [r for r in relations if r is not None]
        size += len(pairs.phrases)
    group, order = np.concatenate(groups), np.argsort(np.concatenate(groups), kind="stable")
    heads = fit_choice(np.concatenate(links)[order], group[order], np.concatenate(chosen)[order], l2=HEADS_L2)
    return heads, fit_labels(np.concatenate(kinds), labels, l2=RELATIONS_L2)


def propose(example: Example, heads: LogLinear, relations: LogLinear) -> None:
    """Fill in what the two models, which have not seen the document, think possible in it."""
    analysis = example.analysis()
    pairs = _pairs(analysis, arguments(analysis.spans, analysis.term_scores, OVER_NAMES))
    if pairs is None:
        return
    proposed = linker.propose(heads, relations, pairs)
    candidates = reranker.statements(proposed, linker.fillers(analysis), linker.FORMAL)
    document = example.document
    candidates = [c for c in candidates if document.is_scored(c.head.start) and document.is_scored(c.tail.start)]
    if candidates:
        stated = document.relations_by_arguments()
        kinds = [
            {r.type for r in stated.get((document.entity(c.head), document.entity(c.tail)), ())} for c in candidates
        ]
        labels = [
            reranker.STATED if c.relation in found else reranker.NOT_STATED
            for c, found in zip(candidates, kinds, strict=True)
        ]
        example.statements = reranker.describe(analysis, proposed, candidates), labels


def fit_statements(examples: Sequence[Example]) -> LogLinear:
    """Return the reranker."""
    rows = [example.statements for example in examples if example.statements is not None]
    labels = [label for _, found in rows for label in found]
    return fit_labels(np.concatenate([features for features, _ in rows]), labels, l2=STATEMENTS_L2, iterations=60)


def _pairs(analysis: Analysis, args: list[Span]) -> Pairs | None:
    return candidate_pairs(analysis, args, find_links(analysis, args), load_triggers().relations)


def _relations_of(document: Annotated, analysis: Analysis, pairs: Pairs) -> list[str | None]:
    """Return for each pair of phrases the relation that the annotation states between two of their arguments."""
    stated = document.relations_by_arguments()
    found: list[str | None] = []
    entities = [[document.entity(arg) for arg in args] for args in pairs.phrases.args]
    for head, tail in zip(pairs.head.tolist(), pairs.tail.tolist(), strict=True):
        sentence = analysis.sentences[pairs.phrases.sentence[tail]]
        kinds = [
            relation.type
            for a in entities[head]
            for b in entities[tail]
            for relation in stated.get((a, b), ())
            if document.is_evidence(relation, sentence)
        ]
        found.append(max(sorted(set(kinds)), key=kinds.count) if kinds else None)
    return found


def mood_examples(document: Annotated) -> Iterator[Sequence_]:
    """Yield features and modality, a pair for each annotated relation between arguments of one sentence."""
    args = sorted({*document.outer_spans(), *document.terms_apart()})
    analysis = replace(document.analysis, spans=[a for a in args if a.type != "CONCEPT"], terms=[], term_scores={})
    pairs = _pairs(analysis, args)
    if pairs is None:
        return
    stated, found = document.relations_by_arguments(), []
    links = linker.by_arguments(find_links(analysis, args))
    for row in range(len(pairs.head)):
        head, tail = int(pairs.head[row]), int(pairs.tail[row])
        sentence, verb = analysis.sentences[pairs.phrases.sentence[tail]], pairs.phrases.verb[tail]
        governor = analysis.words[verb] if verb >= 0 else ""
        for a in pairs.phrases.args[head]:
            for b in pairs.phrases.args[tail]:
                for relation in stated.get((document.entity(a), document.entity(b)), ()):
                    if document.is_evidence(relation, sentence):
                        pair = Pair(a, b, sentence, links.get((a, b), ()), governor)
                        found.append((pair, relation))
    if found:
        seen = mood_features(analysis, [pair for pair, _ in found], [relation.type for _, relation in found])
        for row, (_, relation) in enumerate(found):
            yield [seen.features[seen.rows == row].tolist()], [relation.modality]
