"""Which forms belong together, and what stem they should get."""

import collections
import hashlib

CORPUS = 100_000
# What a form that the list of frequencies lacks weighs: a little, and more where the list is short.
FLOOR, FLOOR_OF_LEAST = 0.0005, 0.03
MOST_FORMS = 80_000
# Lists without frequencies get this weight over all their forms.
WEIGHT_WITHOUT_FREQUENCIES = 15_000
COVERED = 0.9
MERGING = 1.0


def chance(text):
    """A number from 0 to 1 that follows from the text, to choose among words without an order."""
    return int.from_bytes(hashlib.md5(text.encode()).digest()[:4], 'big') / 2**32


def lemmas_of(pairs, frequency):
    """One lemma for each form: the most frequent one."""
    lemma_frequency = collections.Counter()
    for form, lemmas in pairs.items():
        for lemma in lemmas:
            lemma_frequency[lemma] += frequency.get(form, 0.0) / len(lemmas)
    chosen = {}
    for form, lemmas in pairs.items():
        chosen[form] = max(lemmas, key=lambda lemma: (lemma_frequency[lemma], lemma == form, lemma))
    return chosen, lemma_frequency


def group(pairs, frequency, weigh):
    """`{lemma: {form: weight}}` of the commonest forms; where frequencies aren't known, of lemmas drawn by lot."""
    lemma, lemma_frequency = lemmas_of(pairs, frequency)
    if frequency:
        order = sorted(lemma, key=lambda form: (-frequency.get(form, 0.0), lemma_frequency[lemma[form]] == 0, chance(form)))
    else:
        order = sorted(lemma, key=lambda form: (chance(lemma[form]), form))
    order = sorted(order[:MOST_FORMS])
    floor = FLOOR + FLOOR_OF_LEAST * weigh(min(frequency.values(), default=0.0), CORPUS, 0.0)
    groups = {}
    for form in order:
        weight = weigh(frequency.get(form, 0.0), CORPUS, floor) if frequency else WEIGHT_WITHOUT_FREQUENCIES / len(order)
        groups.setdefault(lemma[form], {})[form] = weight
    return groups


def common_beginning(forms):
    """The longest beginning that nearly all of the weight of the forms shares; else the commonest form."""
    total = sum(forms.values())
    cover = collections.Counter()
    for form, weight in forms.items():
        for length in range(2, len(form) + 1):
            cover[form[:length]] += weight
    longest = max(map(len, forms))
    found = [start for start, weight in cover.items() if weight >= COVERED * total - 1e-9]
    found = [start for start in found if 3 * len(start) >= longest]
    return max(found or forms, key=lambda start: (len(start) if found else 0, cover[start], start))


def targets(groups):
    return {lemma: common_beginning(forms) for lemma, forms in groups.items()}


def again(groups, before, stem):
    """What the rules give to most forms of a lemma becomes its stem, less what other lemmas lose by having it too."""
    given, mass = {}, collections.Counter()
    for lemma, forms in groups.items():
        given[lemma] = stems = collections.Counter()
        for form, weight in forms.items():
            stems[stem(form)] += weight
        mass.update(stems)
    chosen = {}
    for lemma, stems in given.items():
        def worth(key):
            return stems[key] - MERGING * min(stems[key], mass[key] - stems[key])
        best = max(stems, key=lambda key: (worth(key), key == before[lemma], key))
        chosen[lemma] = best if worth(best) >= worth(before[lemma]) - 1e-9 else before[lemma]
    return chosen
