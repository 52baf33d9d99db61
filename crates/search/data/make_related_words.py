#!/usr/bin/env python3
"""Makes related-words.bin: which words of English, Russian and Belarusian are near in meaning, for the build of a search index.

Needs: pip install numpy
usage: make_related_words.py VECTORS OUTPUT

VECTORS is what make_word_vectors.py gave. The nearness of two words is twice their cosine, less how close each stands to the
ten words next to it in the other's language (cross-domain similarity local scaling: Conneau and others, "Word translation
without parallel data", 2018). The cosine alone finds neighbours for words that are near to everything, and misses those of
words that stand apart. Pairs nearer than LEAST are kept.

The file: how many languages there are; for each its code and its words (most frequent first, one a line); then for each two
languages, and for each with itself, the pairs. These are three rows of numbers: how many words of the second language are
near to each word of the first; the steps from each of these to the next; and how near each is, in hundredths above LEAST.
Within a language a pair stands at the word that comes first. Words and pairs are each compressed by gzip.
"""
import gzip
import pathlib
import sys

import numpy as np

from make_word_vectors import number, text

LEAST = -0.15


class Reader:
    def __init__(self, path):
        self.bytes, self.at = gzip.open(path).read(), 0

    def take(self, count, kind=np.uint8):
        self.at += count
        return np.frombuffer(self.bytes, kind, count, self.at - count)

    def number(self):
        value, shift = 0, 0
        while True:
            byte = int(self.take(1)[0])
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def text(self):
        return self.take(self.number()).tobytes().decode()

    def languages(self):
        """Code, words, densities and vectors of each language."""
        dimensions, count = self.number(), self.number()
        while self.at < len(self.bytes):
            lang, words = self.text(), self.text().split("\n")
            densities = [self.take(len(words)).astype(np.float32) / 255 for _ in range(count)]
            vectors = self.take(len(words) * dimensions, np.int8).reshape(-1, dimensions).astype(np.float32) / 127
            yield lang, words, densities, vectors


def pairs(first, second, languages):
    """The rows of numbers of two languages, in bytes."""
    (_, _, own_densities, own), (_, _, their_densities, their) = languages[first], languages[second]
    counts, steps, near = b"", b"", b""
    for start in range(0, len(own), 1000):
        rows = slice(start, start + 1000)
        nearness = 2 * (own[rows] @ their.T) - own_densities[second][rows, None] - their_densities[first][None, :]
        for word, row in enumerate(nearness, start):
            beginning = word + 1 if first == second else 0
            found = beginning + np.nonzero(row[beginning:] >= LEAST)[0]
            counts += number(len(found))
            steps += b"".join(number(int(step)) for step in np.diff(found, prepend=0))
            near += np.clip(np.round((row[found] - LEAST) * 100), 0, 255).astype(np.uint8).tobytes()
    return counts + steps + near


def packed(data):
    data = gzip.compress(data, 9, mtime=0)
    return number(len(data)) + data


def main():
    languages = list(Reader(sys.argv[1]).languages())
    out = number(len(languages))
    for lang, words, _, _ in languages:
        out += text(lang) + packed("\n".join(words).encode())
    for first in range(len(languages)):
        for second in range(first, len(languages)):
            out += packed(pairs(first, second, languages))
    pathlib.Path(sys.argv[2]).write_bytes(out)


if __name__ == "__main__":
    main()
