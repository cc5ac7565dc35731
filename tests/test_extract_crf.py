"""The conditional random field against all its readings, one by one, and against python-crfsuite's."""

from itertools import product

import numpy as np
import pytest

from extract import crf
from extract.crf import Crf, read_crf, train_crf, write_crf

LABELS = ("A", "B", "O")


def model(seed: int, features: int = 20) -> Crf:
    random = np.random.default_rng(seed)
    weights = random.normal(size=(features + 1, 3)).astype(np.float32)
    weights[0] = 0
    index = np.arange(1, features + 1, dtype=np.int32)
    index[3] = 0  # a feature that was not learned
    return Crf(LABELS, index, weights, random.normal(size=(3, 3)).astype(np.float32))


def all_readings(m: Crf, scores: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Return the best reading and the probabilities of each label, by trying every reading."""
    readings = list(product(range(3), repeat=len(scores)))
    values = np.array([
        sum(float(scores[i, label]) for i, label in enumerate(r))
        + sum(float(m.transitions[a, b]) for a, b in zip(r, r[1:], strict=False))
        for r in readings
    ])
    odds = np.exp(values - values.max())
    odds /= odds.sum()
    marginals = np.zeros((len(scores), 3))
    for r, p in zip(readings, odds, strict=True):
        for i, label in enumerate(r):
            marginals[i, label] += p
    return list(readings[int(values.argmax())]), marginals


@pytest.mark.parametrize("seed", range(6))
def test_reads_as_if_all_readings_were_tried(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crf, "TOGETHER", 3)  # so that there are several batches
    m, random = model(seed), np.random.default_rng(seed + 100)
    sizes = [1, 6, 3, 1, 4, 2, 5]
    ends = np.cumsum(sizes).tolist()
    bounds = list(zip([0, *ends], ends, strict=False))
    scores = m.scores(random.integers(0, 20, size=(ends[-1], 4)).astype(np.int32))
    best, probabilities = m.read(scores, bounds)
    for first, last in bounds:
        labels, marginals = all_readings(m, scores[first:last])
        assert best[first:last].tolist() == labels
        np.testing.assert_allclose(probabilities[first:last], marginals, atol=1e-5)


def test_scores_are_sums_of_weights_and_unknown_features_weigh_nothing() -> None:
    m = model(1)
    table = np.array([[0, 3, 3], [5, 5, 7]], dtype=np.int32)
    scores = m.scores(table)
    np.testing.assert_allclose(scores[0], m.weights[1], rtol=1e-6)
    np.testing.assert_allclose(scores[1], 2 * m.weights[6] + m.weights[8], rtol=1e-6)
    m.add(scores, np.array([0, 0, 0]), np.array([1, 2, 1], dtype=np.int32))
    np.testing.assert_allclose(scores[0], m.weights[1] + 2 * m.weights[2] + m.weights[3], rtol=1e-5)


def test_nothing_to_add() -> None:
    m = model(2)
    scores = m.scores(np.array([[1]], dtype=np.int32))
    before = scores.copy()
    m.add(scores, np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32))
    assert (scores == before).all()


def sequences() -> list[tuple[list[list[int]], list[str]]]:
    random = np.random.default_rng(7)
    found = []
    for _ in range(60):
        features = random.integers(0, 30, size=(8, 3))
        labels = ["A" if row[0] < 10 else "B" if row[1] % 2 else "O" for row in features.tolist()]
        found.append((features.tolist(), labels))
    return found


def test_reads_as_python_crfsuite_does(tmp_path) -> None:
    import pycrfsuite

    parameters = {"c1": 0.1, "c2": 0.1, "max_iterations": 50, "feature.possible_transitions": True}
    trained = train_crf(sequences(), parameters, 32)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(parameters)
    for rows, labels in sequences():
        trainer.append([list(map(str, row)) for row in rows], labels)
    trainer.train(str(tmp_path / "theirs"))
    theirs = pycrfsuite.Tagger()
    theirs.open(str(tmp_path / "theirs"))
    for rows, _ in sequences()[:10]:
        labels = theirs.tag([list(map(str, row)) for row in rows])
        scores = trained.scores(np.array(rows, dtype=np.int32))
        best, probabilities = trained.read(scores, [(0, len(rows))])
        assert [trained.labels[i] for i in best] == labels
        expected = [[theirs.marginal(label, i) for label in trained.labels] for i in range(len(rows))]
        np.testing.assert_allclose(probabilities, expected, atol=1e-4)


def test_the_same_model_gives_the_same_bytes_and_comes_back(tmp_path) -> None:
    m = train_crf(sequences(), {"c1": 0.1, "c2": 0.1, "max_iterations": 20}, 32)
    write_crf(m, tmp_path / "a.npz")
    write_crf(read_crf(tmp_path / "a.npz"), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    back = read_crf(tmp_path / "a.npz")
    assert back.labels == m.labels
    np.testing.assert_allclose(back.weights[back.index], m.weights[m.index], atol=2e-3)
