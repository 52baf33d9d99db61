"""The bytes of a table, as `src/analysis/suffix_rules.rs` reads them."""

START = '^'
VERSION = 1
FROM_FRONT = 1


class Coder:
    """Binary arithmetic coding with probabilities that learn from what was coded."""

    def __init__(self):
        self.low, self.high, self.out, self.models = 0, 0xffffffff, bytearray(), {}

    def bit(self, context, bit):
        chance, seen = self.models.get(context, (32768, 0))
        middle = self.low + ((self.high - self.low) >> 16) * chance
        rate = min((seen + 1).bit_length(), 5)
        if bit:
            self.high = middle
            chance += (65535 - chance) >> rate
        else:
            self.low = middle + 1
            chance -= chance >> rate
        self.models[context] = (chance, min(seen + 1, 31))
        while (self.low ^ self.high) & 0xff000000 == 0:
            self.out.append(self.low >> 24)
            self.low = (self.low << 8) & 0xffffffff
            self.high = (self.high << 8) & 0xffffffff | 0xff

    def value(self, context, value, bits):
        node = 1
        for i in reversed(range(bits)):
            bit = value >> i & 1
            self.bit((context, node), bit)
            node = node * 2 + bit

    def finish(self):
        return bytes(self.out) + self.low.to_bytes(4, 'big')


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def text(value):
    return number(len(value.encode())) + value.encode()


def nodes(trie):
    yield trie
    for child in trie[2]:
        yield from nodes(child)


def count(keys):
    counts = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], key))


class Writer:
    def __init__(self, tries, letters, appends):
        self.letters = {START: 1} | {letter: i + 2 for i, letter in enumerate(letters)}
        self.appends = {append: i for i, append in enumerate(appends)}
        self.letter_bits = (len(letters) + 1).bit_length()
        self.append_bits = (len(appends) - 1).bit_length()
        self.coder = Coder()
        for trie in tries:
            self.node(trie, 0, 0)

    def node(self, node, depth, inherited):
        letter, rule, children = node
        code = self.letters.get(letter, 0)
        if letter != START:
            self.coder.bit(('rule', min(depth, 5)), rule is not None)
        if rule is not None:
            strip, append = rule
            self.coder.value(('strip', min(inherited, 8)), strip, 4)
            self.coder.value(('append', min(strip, 3)), self.appends[append], self.append_bits)
            inherited = strip
        if letter == START:
            return
        before, seen = None, 0
        for child in sorted(children, key=lambda child: self.letters[child[0]]):
            self.more(depth, seen, True)
            child_code = self.letters[child[0]]
            context = (0, code) if before is None else (1, before)
            self.coder.value(('letter', context), child_code, self.letter_bits)
            self.node(child, depth + 1, inherited)
            before, seen = child_code, seen + 1
        self.more(depth, seen, False)

    def more(self, depth, seen, more):
        self.coder.bit(('more', min(depth, 6), min(seen, 3)), more)


def encode(tables, least_left):
    """`tables` is a list of tries `(letter, rule or None, children)` with their flags."""
    every = [node for trie, _ in tables for node in nodes(trie)]
    letters = count(node[0] for node in every if node[0] not in ('', START))
    appends = [''] + [a for a in count(node[1][1] for node in every if node[1]) if a]
    out = bytes([VERSION, least_left]) + text(''.join(letters))
    out += number(len(appends)) + b''.join(map(text, appends)) + number(len(tables))
    for trie, flags in tables:
        out += bytes([flags]) + number(sum(1 for _ in nodes(trie)))
    return out + Writer([trie for trie, _ in tables], letters, appends).coder.finish()
