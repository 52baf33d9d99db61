"""Turkish words and what they are forms of, by the grammar of Zemberek (in zeyrek, its port to Python)."""

import logging
import re

import words

# What makes another word of a word. All else (voices, participles, verbal nouns, moods, cases) makes a form of it.
DERIVED = {
    'With', 'Without', 'Agt', 'Ness', 'Become', 'Acquire', 'Dim', 'JustLike', 'Related', 'Ly', 'AsIf', 'ActOf', 'Ord',
    'Dist', 'FitFor', 'Resemb', 'Inf3',
}
PART = re.compile(r'([|+]?)(?:([^:→]*):)?([A-Za-z0-9→]+)$')


def lemma_of(entry, analysis):
    """The lemma that an analysis gives, such as `[göz:Noun] göz:Noun+A3sg|lük:Ness→Noun`: the dictionary's, or the word up to the
    last ending that made another word. Verbs are kept apart from nouns that look alike."""
    morphemes = analysis.split('] ', 1)[1]
    lemma = entry
    if entry.endswith(('mak', 'mek')) and ':Verb' in re.split(r'[|+]', morphemes, maxsplit=1)[0]:
        lemma = entry[:-3] + '_V'
    surface = ''
    for text in re.split(r'(?=[|+])', morphemes):
        part = PART.match(text)
        if not part:
            return None
        surface += part[2] or ''
        name = part[3].split('→')[0]
        if part[1] == '|' and name in DERIVED:
            lemma = f'{surface}_{name}'
    return lemma


def pairs():
    """Folded forms, of the list of frequencies, and the lemmas each may belong to. Names are left out."""
    import wordfreq
    import zeyrek

    logging.disable(logging.CRITICAL)
    analyzer = zeyrek.MorphAnalyzer()
    found = {}
    for form in sorted(wordfreq.get_frequency_dict('tr', 'best')):
        folded = words.fold(form, 'tr')
        if not form.isalpha() or not words.is_word(folded):
            continue
        for parse in filter(None, analyzer._parse(form)):
            entry, analysis = parse.dict_item.lemma, analyzer.formatter.format(parse)
            if entry[:1].isupper() or ',Prop]' in analysis or ':Abbrv' in analysis:
                continue
            lemma = lemma_of(entry, analysis)
            if lemma:
                found.setdefault(folded, set()).add(lemma)
    return found
