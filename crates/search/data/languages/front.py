"""What the beginnings of words are changed to, by grammar: no dictionary is needed for so few of them."""

import table_file

# Irish softens or covers the first letter of a word after others (`bord`: `bhord`, `mbord`), and puts an h before a vowel.
IRISH = {
    'bh': 'b', 'ch': 'c', 'dh': 'd', 'fh': 'f', 'gh': 'g', 'mh': 'm', 'ph': 'p', 'sh': 's', 'th': 't',
    'mb': 'b', 'gc': 'c', 'nd': 'd', 'bhf': 'f', 'ng': 'g', 'bp': 'p', 'dt': 't', 'ts': 's',
    'ha': 'a', 'he': 'e', 'hi': 'i', 'ho': 'o', 'hu': 'u',
}
CHANGES = {'ga': IRISH}


class FrontTable:
    """A table that looks at the start of words."""

    flags = table_file.FROM_FRONT

    def __init__(self, changes, least_left):
        self.changes, self.least_left = changes, least_left
        self.longest = max(map(len, changes))
        self.trie = self.node('', '')

    def node(self, letter, start):
        """The trie below a beginning."""
        longer = {known[len(start)] for known in self.changes if known.startswith(start) and known != start}
        rule = (len(start), self.changes[start]) if start in self.changes else None
        return letter, rule, [self.node(c, start + c) for c in sorted(longer)]

    def stem(self, word):
        for length in range(self.longest, 0, -1):
            start = word[:length]
            if start in self.changes and len(start) == length:
                return self.changes[start] + word[length:] if len(word) - length >= self.least_left else word
        return word
