"""The best tree among scored arcs, after Chu and Liu (1965) and Edmonds (1967), with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NEVER = -1e9


def best_heads(scores: Floats) -> list[int]:
    """The head of each word of the best tree, the first place being no word but what the root hangs on.

    ``scores`` is [words, words], dependents first. The first of what is returned says nothing. The root is the word
    that is best alone; with it the rest is the best tree.
    """
    heads = _greedy(scores)
    roots = [at for at in range(1, len(heads)) if heads[at] == 0]
    if len(roots) == 1 and not _cycle(heads):
        return heads
    alone = scores[1:, 0] - np.where(np.eye(len(scores), dtype=bool), _NEVER, scores)[1:, 1:].max(1, initial=_NEVER)
    rooted = scores.copy()
    rooted[1:, 0] = _NEVER
    root = 1 + int(alone.argmax())
    rooted[root] = _NEVER
    rooted[root, 0] = 0.0
    return _tree(rooted.astype(np.float64))


def _greedy(scores: NDArray[np.floating]) -> list[int]:
    apart = scores.copy()
    np.fill_diagonal(apart, 2 * _NEVER)
    return [0, *(int(at) for at in apart[1:].argmax(1))]


def _cycle(heads: list[int]) -> list[int]:
    """The words of a ring among the heads, empty where there is none."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        at = start
        while at and not seen[at]:
            seen[at] = start
            at = heads[at]
        if at and seen[at] == start:
            ring = [at]
            while heads[ring[-1]] != at:
                ring.append(heads[ring[-1]])
            return ring
    return []


def _tree(scores: NDArray[np.float64]) -> list[int]:
    """Breaks rings, one after another: a ring becomes one word, whose best tree says where it is entered."""
    heads = _greedy(scores)
    ring = _cycle(heads)
    if not ring:
        return heads
    rest = [at for at in range(len(heads)) if at not in ring]
    inner = np.array([scores[at, heads[at]] for at in ring])
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    entering = scores[np.ix_(ring, rest)] - inner[:, None]
    leaving = scores[np.ix_(rest, ring)]
    small[-1, :-1], small[:-1, -1] = entering.max(0), leaving.max(1)
    found = _tree(small)
    for at, head in enumerate(found[:-1]):
        if at:
            heads[rest[at]] = rest[head] if head < len(rest) else ring[int(leaving[at].argmax())]
    entered = rest[found[-1]]
    heads[ring[int(entering[:, found[-1]].argmax())]] = entered
    return heads
