#!/usr/bin/env python3
"""Makes the tables of word forms. See README.md.

usage: make_rules.py [LANGUAGE...]
"""

import pathlib
import sys

import classes
import learn
import table_file
import words

HERE = pathlib.Path(__file__).parent
PRICES = (10, 10, 3, 3, 1, 1, 0.4, 0.4, 0.15)
FREQUENCIES = {'hbs': 'sh', 'no': 'nb'}


def pairs_of(lang):
    """Folded forms and the lemmas each may belong to."""
    if lang == 'be':
        rows = words.grammardb_pairs('/work/shared/morphology/be-grammardb/forms.form-lemma-pos.tsv.gz')
    else:
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


def train(groups):
    stems = classes.targets(groups)
    for price in PRICES:
        rows = [(form, stems[lemma], weight) for lemma, forms in groups.items() for form, weight in forms.items()]
        table = learn.Table(learn.learn(rows, price))
        stems = classes.again(groups, stems, table.stem)
    return [table]


def make(lang):
    frequency = words.frequencies(FREQUENCIES.get(lang, lang), lang)
    groups = classes.group(pairs_of(lang), frequency, words.weigh)
    tables = train(groups)
    return tables, table_file.encode([(table.trie, 0) for table in tables], learn.LEAST_LEFT)


def main():
    for lang in sys.argv[1:]:
        _, data = make(lang)
        (HERE / f'{lang}.rules').write_bytes(data)
        print(lang, len(data), 'bytes', flush=True)


if __name__ == '__main__':
    main()
