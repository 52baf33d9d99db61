#!/usr/bin/env python3
"""Makes the tables of word forms, `LANGUAGE.rules` beside this file. README.md tells from what and how.

With --held-out it makes no file, but learns from 85 % of the lemmas and tells how the others fare. With --sets FOLDER it
measures on the set `FOLDER/LANGUAGE-lemma`, too. With --texts FOLDER it finds there what `counted.py` reads. Belarusian has a
script of its own: make_belarusian.py.
"""

import argparse
import pathlib

import classes
import counted
import front
import learn
import measure
import table_file
import turkish
import words

HERE = pathlib.Path(__file__).parent
# What a node costs, from one round to the next: first only general rules pay, and decide which stems lemmas get.
PRICES = (10, 3, 1, 0.4)
# Then prices fall until the file has its size: `SMALL` bytes, or `LARGE` while rules are still worth `WORTH`.
FALL, SMALL, LARGE, WORTH = 0.6, 6000, 8900, 0.15
# A file that the next step would have made too large, but that has less than this, gets half a step.
FULL = 4500
# Languages that string endings together, or change stems before them: a second table puts the stems right that the first
# one leaves, and may take `LARGE` bytes while rules are worth `SECOND_WORTH`. It sees fewer strings, so each is worth more.
STACKED = {'et', 'fi', 'hu', 'ka', 'tr'}
SECOND_PRICE, SECOND_WORTH = 0.3, 0.1
# What a form that is its own stem weighs more, where endings look like the ends of many words: taking a letter too many off
# makes one of two words. Turkish wins 0.02 precision by it, for lemmas that it knows at no cost.
GUARD = {'tr': 2.0}
# Languages of short words, of which a rule leaves fewer letters than of others.
LEAST_LEFT = {'ga': 2}
FREQUENCIES = {'hbs': 'sh', 'no': 'nb'}


def pairs_of(lang):
    """Folded forms and the lemmas each may belong to."""
    if lang == 'tr':
        return turkish.pairs()
    rows = [pair for code in {'no': ('nb', 'nn')}.get(lang, (lang,)) for pair in words.simplemma_pairs(code)]
    before = front_of(lang)
    pairs = {}
    for form, lemma in rows:
        # Names, where the dictionary marks them; German nouns have capitals too.
        if lang != 'de' and lemma[:1].isupper():
            continue
        form, lemma = (words.fold(words.clean(word, lang), lang) for word in (form, lemma))
        if words.is_word(form) and words.is_word(lemma):
            pairs.setdefault(stem_with(before)(form), set()).add(lemma)
    for lemma, forms in counted.ADDED.get(lang, {}).items():
        pairs.update((words.fold(form, lang), {lemma}) for form in forms.split())
    return pairs


def front_of(lang):
    """The tables before those that are learned."""
    return [front.FrontTable(front.CHANGES[lang], learn.LEAST_LEFT)] if lang in front.CHANGES else []


def guarded(rows, guard):
    return [(form, stem, weight * guard if form == stem else weight) for form, stem, weight in rows]


def round_of(groups, stems, price, guard):
    rows = [(form, stems[lemma], weight) for lemma, forms in groups.items() for form, weight in forms.items()]
    table = learn.Table(learn.learn(guarded(rows, guard), price))
    return table, classes.again(groups, stems, table.stem)


def second_round(groups, first, stems, price, guard):
    """The second table, for what the first one makes of the forms; of forms it makes alike, the heaviest decide."""
    given = {}
    for lemma, forms in groups.items():
        for form, weight in forms.items():
            wanted = given.setdefault(first[form], {})
            wanted[stems[lemma]] = wanted.get(stems[lemma], 0.0) + weight
    rows = []
    for form in sorted(given):
        best = max(given[form], key=lambda stem: (given[form][stem], stem))
        rows.append((form, best, max(1e-4, 2 * given[form][best] - sum(given[form].values()))))
    table = learn.Table(learn.learn(guarded(rows, guard), price))
    known = {form: table.stem(form) for form in given}
    return table, classes.again(groups, stems, lambda form: known[first[form]])


def train(groups, stacked=False, guard=1.0, start=()):
    """The tables, those at the `start` included, and their file."""
    stems = classes.targets(groups)
    for price in PRICES:
        table, stems = round_of(groups, stems, price, guard)
    before, worth = [], WORTH
    if stacked:
        first = {form: table.stem(form) for forms in groups.values() for form in forms}
        before, worth, price = [table], SECOND_WORTH, SECOND_PRICE / FALL
    before = [*start, *before]
    kept, kept_stems = None if stacked else (before + [table], encode(before + [table])), stems
    while kept is None or len(kept[1]) < LARGE:
        price *= FALL
        if stacked:
            table, stems = second_round(groups, first, stems, price, guard)
        else:
            table, stems = round_of(groups, stems, price, guard)
        data = encode(before + [table])
        if kept and data == kept[1]:
            # Nothing is left to learn.
            break
        if kept and len(data) > (LARGE if price >= worth else SMALL):
            if stacked or len(kept[1]) >= FULL:
                break
            price /= FALL ** 0.5
            table, _ = round_of(groups, kept_stems, price, guard)
            data = encode(before + [table])
            return (before + [table], data) if len(data) <= SMALL else kept
        kept, kept_stems = (before + [table], data), stems
    return kept


def stem_with(tables):
    def stem(word):
        for table in tables:
            word = table.stem(word)
        return word
    return stem


def encode(tables):
    return table_file.encode([(table.trie, getattr(table, 'flags', 0)) for table in tables], learn.LEAST_LEFT)


def groups_of(lang, texts):
    if lang in counted.SOURCES:
        frequency = counted.frequencies(lang, texts)
    else:
        frequency = words.frequencies(FREQUENCIES.get(lang, lang), lang)
    groups = classes.group(pairs_of(lang), frequency, words.weigh)
    for lemma in counted.ADDED.get(lang, {}):
        groups[lemma] = {form: weight * counted.HEAVY for form, weight in groups[lemma].items()}
    return groups


def told(name, figures):
    return f'{name} %.3f/%.3f' % figures


def held_out(groups, stacked, guard):
    """Figures for lemmas that were learned from, and for others."""
    others = {lemma for lemma in groups if classes.chance('held out ' + lemma) < 0.15}
    tables, _ = train({lemma: forms for lemma, forms in groups.items() if lemma not in others}, stacked, guard)
    stem = stem_with(tables)
    known = measure.over_dictionary(groups, stem, groups.keys() - others)
    return stem, [told('known', known), told('held out', measure.over_dictionary(groups, stem, others))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('languages', nargs='+')
    arguments.add_argument('--held-out', action='store_true')
    arguments.add_argument('--sets')
    arguments.add_argument('--texts', default='.')
    arguments = arguments.parse_args()
    usual = learn.LEAST_LEFT
    for lang in arguments.languages:
        learn.LEAST_LEFT = LEAST_LEFT.get(lang, usual)
        groups = groups_of(lang, arguments.texts)
        if arguments.held_out:
            stem, figures = held_out(groups, lang in STACKED, GUARD.get(lang, 1.0))
        else:
            tables, data = train(groups, lang in STACKED, GUARD.get(lang, 1.0), front_of(lang))
            stem = stem_with(tables)
            (HERE / f'{lang}.rules').write_bytes(data)
            figures = [f'{len(data)} bytes', told('dictionary', measure.over_dictionary(groups, stem))]
        if arguments.sets:
            sentences = measure.Sentences(pathlib.Path(arguments.sets) / f'{lang}-lemma', lang)
            figures.append(told('set', sentences.score(lambda word: stem(words.fold(word, lang)))))
        print(lang, sum(map(len, groups.values())), 'forms', *figures, sep=', ', flush=True)


if __name__ == '__main__':
    main()
