#!/usr/bin/env python3
"""Makes the tables of word forms, `LANGUAGE.rules` beside this file. README.md tells from what and how.

With --held-out it makes no file, but learns from 85 % of the lemmas and tells how the others fare. With --sets FOLDER it
measures on the set `FOLDER/LANGUAGE-lemma`, too. Belarusian has a script of its own: make_belarusian.py.
"""

import argparse
import pathlib

import classes
import learn
import measure
import table_file
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
FREQUENCIES = {'hbs': 'sh', 'no': 'nb'}


def pairs_of(lang):
    """Folded forms and the lemmas each may belong to."""
    rows = [pair for code in {'no': ('nb', 'nn')}.get(lang, (lang,)) for pair in words.simplemma_pairs(code)]
    pairs = {}
    for form, lemma in rows:
        # Names, where the dictionary marks them; German nouns have capitals too.
        if lang != 'de' and lemma[:1].isupper():
            continue
        form, lemma = (words.fold(words.clean(word, lang), lang) for word in (form, lemma))
        if words.is_word(form) and words.is_word(lemma):
            pairs.setdefault(form, set()).add(lemma)
    return pairs


def round_of(groups, stems, price):
    rows = [(form, stems[lemma], weight) for lemma, forms in groups.items() for form, weight in forms.items()]
    table = learn.Table(learn.learn(rows, price))
    return table, classes.again(groups, stems, table.stem)


def second_round(groups, first, stems, price):
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
    table = learn.Table(learn.learn(rows, price))
    known = {form: table.stem(form) for form in given}
    return table, classes.again(groups, stems, lambda form: known[first[form]])


def train(groups, stacked=False):
    """The tables, and their file."""
    stems = classes.targets(groups)
    for price in PRICES:
        table, stems = round_of(groups, stems, price)
    before, worth = [], WORTH
    if stacked:
        first = {form: table.stem(form) for forms in groups.values() for form in forms}
        before, worth, price = [table], SECOND_WORTH, SECOND_PRICE / FALL
    kept, kept_stems = None if stacked else ([table], encode([table])), stems
    while kept is None or len(kept[1]) < LARGE:
        price *= FALL
        if stacked:
            table, stems = second_round(groups, first, stems, price)
        else:
            table, stems = round_of(groups, stems, price)
        data = encode(before + [table])
        if kept and len(data) > (LARGE if price >= worth else SMALL):
            if stacked or len(kept[1]) >= FULL:
                break
            price /= FALL ** 0.5
            table, _ = round_of(groups, kept_stems, price)
            data = encode([table])
            return ([table], data) if len(data) <= SMALL else kept
        kept, kept_stems = (before + [table], data), stems
    return kept


def stem_with(tables):
    def stem(word):
        for table in tables:
            word = table.stem(word)
        return word
    return stem


def encode(tables):
    return table_file.encode([(table.trie, 0) for table in tables], learn.LEAST_LEFT)


def groups_of(lang):
    frequency = words.frequencies(FREQUENCIES.get(lang, lang), lang)
    return classes.group(pairs_of(lang), frequency, words.weigh)


def told(name, figures):
    return f'{name} %.3f/%.3f' % figures


def held_out(groups, stacked):
    """Figures for lemmas that were learned from, and for others."""
    others = {lemma for lemma in groups if classes.chance('held out ' + lemma) < 0.15}
    tables, _ = train({lemma: forms for lemma, forms in groups.items() if lemma not in others}, stacked)
    stem = stem_with(tables)
    known = measure.over_dictionary(groups, stem, groups.keys() - others)
    return stem, [told('known', known), told('held out', measure.over_dictionary(groups, stem, others))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('languages', nargs='+')
    arguments.add_argument('--held-out', action='store_true')
    arguments.add_argument('--sets')
    arguments = arguments.parse_args()
    for lang in arguments.languages:
        groups = groups_of(lang)
        if arguments.held_out:
            stem, figures = held_out(groups, lang in STACKED)
        else:
            tables, data = train(groups, lang in STACKED)
            stem = stem_with(tables)
            (HERE / f'{lang}.rules').write_bytes(data)
            figures = [f'{len(data)} bytes', told('dictionary', measure.over_dictionary(groups, stem))]
        if arguments.sets:
            sentences = measure.Sentences(pathlib.Path(arguments.sets) / f'{lang}-lemma', lang)
            figures.append(told('set', sentences.score(lambda word: stem(words.fold(word, lang)))))
        print(lang, sum(map(len, groups.values())), 'forms', *figures, sep=', ', flush=True)


if __name__ == '__main__':
    main()
