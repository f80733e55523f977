"""What texts are about: words that tell something, weighed by how rare they are (TF-IDF)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.naming import plain as fold

STOP_WORDS: Final = frozenset(
    """
    aan achter af al alle alleen allemaal alles als altijd ander andere anderen bent bij bijna bijv
    binnen blijft blijven boven buiten daar daarmee daarna daarom dag dagen dan dat de deze die dit
    doe doen doet door doordat dus een eens eerst eerste eigen elk elkaar elke en er ergens even
    extra gaan gaat geen geeft gewoon ging goed goede graag haar had halen hebben hebt heeft heel
    hele hem hen het hier hij hoe hoeft houden huis hun iedere iedereen iemand iets ik in is ja je
    jij jou jouw jullie kan keer kleine kom komen komt krijg krijgen krijgt kun kunnen laten leuk
    lid liever maakt maak maakten maand maar maken mag man me mee meedoen meer mens mensen met mij
    mijn minder moet moeten na naar naast nam net niet niets niks nodig nog nu ochtend of om omdat
    ons onze ook op open over paar per plek project projecten samen sinds sommige soms staan staat
    stad steeds te tegen ten ter terug terwijl thuis tijdens toch toe tot tussen twee uit uur van
    vaak vanaf vast veel verder via vier volgende voor vooral vorig vrij waar waarbij waarin waarom
    want waren was wat we week weer weg wel welk welke werd wie wij wil willen woensdag wonen woont
    word worden wordt zaterdag zelf zich zie zij zijn zo zoals zodat zonder zou zijn zondag ze
    maandag dinsdag donderdag vrijdag middag avond jaar jaren buurt buurten wijk wijken bewoner
    bewoners buurtbewoners wijkbewoners initiatief initiatieven bewonersinitiatief
    bewonersinitiatieven buurtinitiatief buurtinitiatieven activiteit activiteiten stichting
    vereniging
    """.split()
)
"""Words that tell nothing of what an initiative does, folded."""

_ENDINGS: Final = ("tjes", "pjes", "jes", "tje", "pje", "je", "en", "s", "e")
_SHORTEST: Final = 4


def stem(word: str) -> str:
    """Return a folded Dutch word without a common ending: 'tuinen' and 'tuintje' become 'tuin'."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    if word[-1:] == word[-2:-1] and len(word) > _SHORTEST and word[-1] not in "aeo":
        return word[:-1]
    return word


class _Remembered(dict[str, list[str]]):
    """What is made of each word, made once."""

    def __init__(self, make: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> list[str]:
        found = self[word] = self._make(word)
        return found


class Vocabulary:
    """Turns text into what it is about: stems, and concepts that words are other names of.

    `names` gives words or phrases of at most three words and the concepts they stand for.
    """

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self._single: dict[str, set[str]] = {}
        self._phrases: dict[str, set[str]] = {}
        self._starts: set[str] = set()
        self._known = _Remembered(self._told)
        self._used: Counter[str] = Counter()
        for name, concept in names:
            words = fold(name).split()
            if len(words) == 1:
                self._single.setdefault(stem(words[0]), set()).add(concept)
            elif 1 < len(words) <= 3:
                self._phrases.setdefault(" ".join(words), set()).add(concept)
                self._starts.add(words[0])

    def tokens(self, text: str, without: frozenset[str] = frozenset()) -> list[str]:
        """Return the stems and concepts of `text`; stems in `without` tell nothing."""
        words = fold(text).split()
        self._used.update(words)
        found = list(chain.from_iterable(map(self._known.__getitem__, words)))
        if not without.isdisjoint(found):
            told = (self._known[word] for word in words)
            found = [token for some in told if some and some[0] not in without for token in some]
        if self._starts.isdisjoint(words):
            return found
        for place, word in enumerate(words):
            if word in self._starts:
                for length in (2, 3):
                    found += self._phrases.get(" ".join(words[place:place + length]), ())
        return found

    def written(self, tokens: Iterable[str]) -> list[str]:
        """Return tokens as they were mostly written in all texts so far: 'tuin' as 'tuinen'."""
        best: dict[str, tuple[int, str]] = {}
        for word, count in self._used.items():
            for root in self._known[word][:1]:
                best[root] = max(best.get(root, (0, "")), (count, word))
        return [best[token][1] if token in best else token for token in tokens]

    def _told(self, word: str) -> list[str]:
        if len(word) <= 2 or word in STOP_WORDS or word.isdigit():
            return []
        root = stem(word)
        return [root, *sorted(self._single.get(root, ()))]


def tf_idf(documents: Sequence[Sequence[str]]) -> tuple[csr_array, list[str]]:
    """Return documents × tokens, rows of length 1, and the tokens; rare tokens weigh most."""
    columns: dict[str, int] = {}
    counts: list[int] = []
    rows: list[int] = []
    lengths: list[int] = []
    for document in documents:
        bag: Mapping[str, int] = Counter(document)
        lengths.append(len(bag))
        rows += [columns.setdefault(token, len(columns)) for token in bag]
        counts += bag.values()
    first = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    matrix = csr_array(
        (1 + np.log(np.array(counts, dtype=np.float64)), np.array(rows, dtype=np.int32), first),
        shape=(len(documents), len(columns)),
    )
    common = np.bincount(matrix.indices, minlength=len(columns))
    matrix = csr_array(matrix @ diags_array(np.log((1 + len(documents)) / (1 + common)) + 1))
    return normalised(matrix), list(columns)


def normalised(matrix: csr_array) -> csr_array:
    """Return `matrix` with rows of length 1 (empty rows stay empty)."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    return csr_array(diags_array(1 / np.where(length > 0, length, 1)) @ matrix)
