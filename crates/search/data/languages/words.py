"""What the tables are learned from: pairs of a folded form and its lemma, with a weight."""

import gzip
import math
import pathlib
import re
import unicodedata

# Kept although Unicode takes them apart: letters of their own, as in `fold.rs`.
WHOLE = {'й': 'й', 'ї': 'ї'}
# What Unicode doesn't take apart, the spelling variants of Arabic, and the last letters of Hebrew, as in `fold.rs`.
OTHER = {
    'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'ŋ': 'n',
    'ŧ': 't', 'ĳ': 'ij', 'ŀ': 'l', 'ə': 'e', 'ґ': 'г', 'ς': 'σ', 'ة': 'ه', 'ى': 'ي', 'ٱ': 'ا', 'ک': 'ك', 'ی': 'ي',
    'ӗ': 'е', 'ѓ': 'г', 'ќ': 'к', 'ך': 'כ', 'ם': 'מ', 'ן': 'נ', 'ף': 'פ', 'ץ': 'צ',
}
DROPPED = re.compile(
    '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670'
    '\u06d6-\u06dc\u0640\u00ad\u200b-\u200f\u093c\u09bc\u0a3c]')
# Serbian written in Cyrillic is searched as in Latin letters; without their accents here.
SERBIAN = dict(zip('абвгдђежзијклмнопрстћуфхцчш', 'abvgddezzijklmnoprstcufhccs')) | {'љ': 'lj', 'њ': 'nj', 'џ': 'dz'}
LETTERS = re.compile(r'[^\W\d_]+(?:[\u0900-\u0d7f]+)*')


def fold_letter(c):
    c = unicodedata.normalize('NFC', c)
    if c in WHOLE:
        return c
    taken_apart = DROPPED.sub('', unicodedata.normalize('NFD', c))
    return ''.join(OTHER.get(letter, letter) for letter in taken_apart)


class Folder(dict):
    """A letter's folded form, worked out once."""

    def __missing__(self, c):
        self[c] = folded = fold_letter(c)
        return folded


FOLDER = Folder()


VOWELS = 'аеіоуыю'
LEVELED = {'о': 'а', 'э': 'е', 'я': 'е', 'ц': 'т'}


def level(text):
    """One letter for those that change within a Belarusian word from form to form, as `fold.rs` has it."""
    out = []
    for c in text:
        last = out[-1] if out else ''
        if c == 'ь' or c == 'з' and last == 'д':
            continue
        out.append('в' if c == 'у' and last and last in VOWELS else LEVELED.get(c, c))
    return ''.join(out)


def fold(text, lang=''):
    """The engine's fold of a word, and what it does for one language besides."""
    folded = fold_plainly(text, lang)
    return level(folded) if lang == 'be' else folded


def fold_plainly(text, lang=''):
    """The same without the levelling of Belarusian."""
    folded = ''.join(map(FOLDER.__getitem__, unicodedata.normalize('NFC', text).lower()))
    folded = unicodedata.normalize('NFC', folded) if any('\u0900' <= c <= '\u0d7f' for c in folded) else folded
    if lang == 'hbs':
        return ''.join(SERBIAN.get(c, c) for c in folded)
    if lang == 'be':
        return folded.replace('и', 'і').replace('ї', 'і').replace('щ', 'шч').replace('ъ', '')
    return folded


def is_word(text):
    """Letters only: the stemmer never sees anything else."""
    return text and all(c.isalpha() or unicodedata.category(c)[0] == 'M' for c in text)


def clean(text, lang):
    """An apostrophe is no part of a Ukrainian or Belarusian word; elsewhere it ends the word, so the form is left out."""
    return re.sub("['’ʼ]", '', text) if lang in ('uk', 'be') else text


def simplemma_pairs(code):
    from simplemma.strategies.dictionaries import dictionary_factory
    known = dictionary_factory._load_dictionary_from_disk(code)
    pairs = [(form.decode(), lemma.decode()) for form, lemma in known.items()]
    lemmas = {lemma for _, lemma in pairs}
    forms = {form for form, _ in pairs}
    pairs += [(lemma, lemma) for lemma in sorted(lemmas - forms)]
    return sorted(pairs)


def grammardb_pairs(path):
    with gzip.open(path, 'rt', encoding='utf-8') as lines:
        rows = [line.rstrip('\n').split('\t') for line in lines]
    return [(form, lemma) for form, lemma, _ in rows]


def frequencies(code, lang):
    """Frequency of each folded form; empty where wordfreq has no list of the language."""
    import wordfreq
    if code not in wordfreq.available_languages('best'):
        return {}
    sums = {}
    for word, frequency in wordfreq.get_frequency_dict(code, 'best').items():
        word = fold(clean(word, lang), lang)
        sums[word] = sums.get(word, 0.0) + frequency
    return sums


def weigh(frequency, corpus, floor):
    """How likely a text of `corpus` words has the form at all: each form counts once there, however often it comes."""
    return 1 - math.exp(-frequency * corpus) + floor
