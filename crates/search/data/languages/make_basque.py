#!/usr/bin/env python3
"""Makes `eu.rules`: tables of Basque endings by its grammar (Euskaltzaindia's declension and verb forms), without a dictionary.

Basque strings case endings to a noun: with the article or without, and in the plural (`kontu`, `kontua`, `kontuaren`,
`kontuetara`), and to the nominal and the participle of a verb (`ordaintzeko`, `ordainduko`). The first table takes one ending
off, the second what may stand before it (`etxekoaren`), the third the vowel in which article and stem have become one (`etxe`,
`etxea`).
"""

import pathlib

import learn
import table_file

HERE = pathlib.Path(__file__).parent
CASES = """
a ak ek ik rik ari ei ri aren en ren arekin ekin rekin arentzat entzat rentzat az ez an ean etan tik dik etik etatik
ra era etara rantz erantz raino eraino etaraino ko go eko etako rako etarako arengan arengana arengandik engana
engandik arengatik engatik rengatik tzat
""".split()
VERBS = 'tzen tze tzea tzeko tzera tzetik tu du tuko duko tuta duta'.split()
# Nouns that end like a case or a participle.
KEPT = 'kari ntu ktu ptu stu'.split()
VOWELS = ['a', 'e']


def trie(endings, kept=()):
    """The trie of endings that go, less those that stay."""
    rules = {ending: (len(ending), '') for ending in endings} | {ending: (0, '') for ending in kept}

    def node(letter, tail):
        longer = sorted({known[-len(tail) - 1] for known in rules if known.endswith(tail) and len(known) > len(tail)})
        return letter, rules.get(tail), [node(c, c + tail) for c in longer]
    return node('', '')


def main():
    tables = [trie(CASES + VERBS, KEPT), trie(CASES + VERBS, KEPT), trie(VOWELS)]
    data = table_file.encode([(table, 0) for table in tables], learn.LEAST_LEFT)
    (HERE / 'eu.rules').write_bytes(data)
    stems = {}
    for form in 'kontu kontua kontuaren kontuetara kontutik etxe etxea etxeko etxeetan ordaindu ordaintzen ordaintzeko ' \
                'ordainduko pasahitza pasahitzaren pasahitzik helbide helbidea helbideak eskari eskaria eskariak'.split():
        stem = form
        for table in tables:
            stem = learn.Table(table).stem(stem)
        stems.setdefault(stem, []).append(form)
    print(len(data), 'bytes', *(f'{stem}: {", ".join(forms)}' for stem, forms in stems.items()), sep='\n')


if __name__ == '__main__':
    main()
