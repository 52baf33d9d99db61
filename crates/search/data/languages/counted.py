"""How frequent forms are in a language that wordfreq has no list of: without it common words may not be among those learned.

Two sources are joined. Subtitles give the order of the commonest forms (a npm package has it, without numbers); the help of
an office suite gives words of software, counted. What both lack weighs as little as a rare form of another language.
"""

import collections
import html
import pathlib
import re

import words

# The npm package's name of a language, where it has one, and the help's code.
SOURCES = {'et': ('estonian', 'et'), 'gl': (None, 'gl')}
# A word that help centers have and the dictionary tells wrong: its `seade` is the device alone, not the setting.
ADDED = {'et': {'seaded': 'seaded seadete seadeid seadetes seadetesse seadetest seadetega'}}
# What its forms are taken to be of a text, at least, and how much more they weigh, so that a table keeps them together.
OFTEN, HEAVY = 3e-5, 4.0
# A form of rank r in a list that is ordered by frequency has about this share of the text (Zipf, as Mandelbrot put it).
SHARE, SHIFT = 0.1, 2.7
# How often a form must stand in the help, not to be a slip.
LEAST = 2
MARKUP = re.compile(r'<(script|style|head)\b.*?</\1>|<[^>]*>', re.S)


def subtitles(folder, name):
    lines = (folder / f'package/build/resources/{name}.txt').read_text(encoding='utf-8').split()
    return {form: SHARE / (rank + SHIFT) for rank, form in enumerate(lines)}


def help_texts(folder, code, known):
    """Shares of the forms that the dictionary knows: some pages are not translated."""
    counts = collections.Counter()
    for page in sorted(folder.glob(f'usr/share/libreoffice/help/{code}/text/**/*.html')):
        text = html.unescape(MARKUP.sub(' ', page.read_text(encoding='utf-8', errors='replace')))
        counts.update(word for word in words.LETTERS.findall(text.lower()) if word in known)
    total = sum(counts.values())
    return {form: count / total for form, count in counts.items() if count >= LEAST}


def frequencies(lang, folder):
    """Frequency of each folded form, from the packages unpacked in `folder`."""
    folder = pathlib.Path(folder)
    name, code = SOURCES[lang]
    sources = [subtitles(folder, name)] if name else []
    sources.append(help_texts(folder, code, {form for form, _ in words.simplemma_pairs(lang)}))
    sums = collections.Counter()
    for source in sources:
        for form, frequency in source.items():
            sums[words.fold(form, lang)] += frequency / len(sources)
    for forms in ADDED.get(lang, {}).values():
        for form in forms.split():
            sums[words.fold(form, lang)] = max(sums[words.fold(form, lang)], OFTEN)
    return dict(sums)
