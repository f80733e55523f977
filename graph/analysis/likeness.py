"""Which initiatives may be alike at all, and how much each pair shares: sparse matrices only.

Candidates come from one matrix of words and of combinations (theme × area, group × area, venue,
carrier). A column that very many share tells little and costs the square of its length, so columns
above a limit are left out: time then grows with the number of initiatives, not its square.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array, csr_matrix, diags_array, hstack
from sparse_dot_topn import sp_matmul_topn

from graph.analysis.profiles import Profiles
from graph.analysis.ties import Floats, Ints
from graph.analysis.words import normalised

COMMON: Final = 150
"""Columns that more initiatives share are not used to find candidates."""
NEAREST: Final = 24
"""At most so many candidates for each initiative."""
_LEAST: Final = 0.12
_CORES: Final = -1
_TEXT: Final = 1.0
_STRUCTURE: Final = 0.8


class Shared(NamedTuple):
    """What the two initiatives of each pair (`a[i]`, `b[i]`) have in common.

    Counts, but for `words` (cosine, 0 to 1) and `telling`: 1 when they are the only two with a
    theme in an area, less when more are, as when all of a district have one broad theme.
    `same_area` is the same area, `near_area` that or one within the other; `near_theme` counts
    themes that are the same or one under the other; `union` is the themes of both together.
    """

    a: Ints
    b: Ints
    theme: Floats
    near_theme: Floats
    union: Floats
    group: Floats
    groups_differ: Floats
    same_area: Floats
    near_area: Floats
    venue: Floats
    party: Floats
    words: Floats
    telling: Floats


def candidates(profiles: Profiles) -> tuple[Ints, Ints]:
    """Return pairs (a < b) of initiatives that may be alike."""
    words, _ = profiles.words
    traits = {kind: trait.matrix for kind, trait in profiles.traits.items()}
    around = profiles.around["area"]
    structure = csr_array(hstack([
        _combined(traits["theme"], around), _combined(traits["group"], around),
        _rare(traits["venue"]), _rare(traits["party"]),
    ]))
    features = csr_array(hstack([
        _rare(words) * _TEXT, normalised(_weighed(_rare(structure))) * _STRUCTURE,
    ]), dtype=np.float32)
    best = sp_matmul_topn(
        csr_matrix(features), csr_matrix(features.T), top_n=NEAREST + 1, threshold=_LEAST,
        n_threads=_CORES,
    ).tocoo()
    low, high = np.minimum(best.row, best.col), np.maximum(best.row, best.col)
    keys = np.sort(low[low < high].astype(np.int64) * len(profiles) + high[low < high])
    keys = keys[np.diff(keys, prepend=-1) > 0]
    return keys // len(profiles), keys % len(profiles)


def _rare(matrix: csr_array) -> csr_array:
    """Return only the columns that at least two and not very many rows share."""
    counts = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return csr_array(matrix[:, np.flatnonzero((counts > 1) & (counts <= COMMON))])


def _weighed(matrix: csr_array) -> csr_array:
    counts = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return csr_array(matrix @ diags_array(np.log((1 + matrix.shape[0]) / (1 + counts)) + 1))


def _combined(left: csr_array, right: csr_array) -> csr_array:
    """Return rows × combinations of what they have left and right."""
    rows_left = np.repeat(np.arange(left.shape[0]), np.diff(left.indptr))
    per = np.diff(right.indptr)[rows_left]
    row = np.repeat(rows_left, per)
    at = np.repeat(right.indptr[rows_left] - (np.cumsum(per) - per), per) + np.arange(len(row))
    key = np.repeat(left.indices, per).astype(np.int64) * right.shape[1] + right.indices[at]
    kinds, column = np.unique(key, return_inverse=True)
    return csr_array((np.ones(len(row), np.float32), (row, column)),
                     shape=(left.shape[0], max(1, len(kinds))))


def shared(profiles: Profiles, a: Ints, b: Ints) -> Shared:
    """Return what the pairs have in common that are in the same area, or one within the other."""
    traits = {kind: trait.matrix for kind, trait in profiles.traits.items()}
    area, theme, group = traits["area"], traits["theme"], traits["group"]
    around, broader = profiles.around["area"], profiles.around["theme"]
    near = np.maximum(dot(area, around, a, b), dot(around, area, a, b))
    a, b, near = a[near > 0], b[near > 0], near[near > 0]
    count = {kind: np.diff(matrix.indptr).astype(np.float64) for kind, matrix in traits.items()}
    both = dot(theme, theme, a, b)
    groups = dot(group, group, a, b)
    return Shared(
        a, b, both, np.maximum(dot(theme, broader, a, b), dot(broader, theme, a, b)),
        count["theme"][a] + count["theme"][b] - both, groups,
        (groups == 0) & (count["group"][a] > 0) & (count["group"][b] > 0),
        dot(area, area, a, b),
        near,
        dot(traits["venue"], traits["venue"], a, b), dot(traits["party"], traits["party"], a, b),
        dot(profiles.words[0], profiles.words[0], a, b), _telling(theme, around, a, b),
    )


def _telling(theme: csr_array, around: csr_array, a: Ints, b: Ints) -> Floats:
    """Return for each pair how telling the rarest theme in an area is that both have."""
    if not len(a):
        return np.zeros(0)
    both = _combined(theme, around)
    crowd = np.maximum(2, np.bincount(both.indices, minlength=both.shape[1]))
    weighed = csr_array(both @ diags_array(1 / (1 + np.log2(crowd / 2) / 2)))
    return np.asarray(both[a].multiply(weighed[b]).max(axis=1).toarray(), dtype=np.float64).ravel()


def dot(left: csr_array, right: csr_array, a: Ints, b: Ints) -> Floats:
    """Return for each pair the product of row `a` of `left` and row `b` of `right`."""
    if not len(a):
        return np.zeros(0)
    product = left[a].multiply(right[b])
    return np.asarray(product.sum(axis=1), dtype=np.float64).ravel()
