"""Learns a table: which letters to take off a word's end, by the longest ending known, and which to put there instead."""

import sys

sys.setrecursionlimit(10_000)

# A letter that no word has: before the first one. An ending that includes it is a whole word.
START = '^'
# So many letters stay of a word, unless the rule is for the whole word.
LEAST_LEFT = 3
# A rule strips no more: its place in the file has four bits.
MOST_STRIPPED = 15
# What a node of the trie and a rule cost in the file, in the unit of the weight of words.
NODE_COST, RULE_COST = 1.0, 1.0


class Node:
    """An ending, with what choosing each rule for it costs."""

    __slots__ = ('letter', 'weight', 'right', 'below', 'below_else', 'best', 'own', 'cost', 'cost_else', 'children')


def operation(form, target):
    """How many letters go, and what comes instead."""
    same = 0
    for a, b in zip(form, target):
        if a != b:
            break
        same += 1
    return len(form) - same, target[same:]


def apply(op, form, anchored=False):
    strip, append = op
    if not anchored and len(form) - strip < LEAST_LEFT:
        return form
    return form[:len(form) - strip] + append or form


def leaf(letter, op, weight, price, short):
    node = Node()
    node.letter, node.weight, node.right, node.children = letter, weight, {op: weight}, ()
    node.best, node.own = op, price * (NODE_COST + RULE_COST)
    node.below, node.below_else = {op: price * NODE_COST}, price * NODE_COST + weight
    node.cost, node.cost_else = {op: 0.0}, min(weight, node.own)
    if letter == START and short:
        # No other rule can do it.
        node.right, node.cost = {}, {}
        node.below, node.below_else = {}, float('inf')
    return node


def build(rows, low, high, depth, letter, price):
    """The trie over rows[low:high], which share their last `depth` letters; sorted by their reversed forms."""
    _, first, _, short = rows[low]
    total, alike = 0.0, high == low + 1 and letter == START or not short
    for i in range(low, high):
        total += rows[i][2]
        alike = alike and rows[i][1] == first and rows[i][3] == short
    if alike:
        return leaf(letter, first, total, price, short)
    if total <= price * (NODE_COST + RULE_COST):
        return minor(rows, low, high, letter, total, price)
    children, start = [], low
    while start < high:
        c = rows[start][0][depth]
        end = start + 1
        while end < high and rows[end][0][depth] == c:
            end += 1
        children.append(build(rows, start, end, depth + 1, c, price))
        start = end
    return join(letter, total, children, price)


def minor(rows, low, high, letter, total, price):
    """Too light for a rule of its own."""
    node = Node()
    node.letter, node.weight, node.children, node.right = letter, total, (), {}
    for _, op, weight, short in rows[low:high]:
        if not short:
            node.right[op] = node.right.get(op, 0.0) + weight
    node.best, node.own = None, float('inf')
    node.below, node.below_else = {}, float('inf')
    node.cost, node.cost_else = {op: total - right for op, right in node.right.items()}, total
    return node


def join(letter, total, children, price):
    node = Node()
    node.letter, node.weight, node.children = letter, total, children
    right, below = {}, {}
    otherwise = price * NODE_COST
    for child in children:
        otherwise += child.cost_else
        for op, weight in child.right.items():
            right[op] = right.get(op, 0.0) + weight
        for op, cost in child.cost.items():
            below[op] = below.get(op, 0.0) + cost - child.cost_else
    node.right = right
    node.below = {op: otherwise + saved for op, saved in below.items()}
    node.below_else = otherwise
    node.best = min(node.below, key=lambda op: (node.below[op], op)) if node.below else None
    node.own = price * RULE_COST + (node.below[node.best] if node.below else otherwise)
    node.cost_else = min(total, otherwise, node.own)
    node.cost = {}
    for op in right.keys() | node.below.keys():
        cost = min(total - right.get(op, 0.0), node.below.get(op, otherwise), node.own)
        if cost < node.cost_else:
            node.cost[op] = cost
    return node


def choose(node, inherited):
    """The part of the trie worth keeping below a node, as (letter, rule or None, children); None for nothing."""
    alone = node.weight - node.right.get(inherited, 0.0)
    below = node.below.get(inherited, node.below_else)
    if alone <= below and alone <= node.own:
        return None
    rule = None if below <= node.own else node.best
    passed = inherited if rule is None else rule
    children = [kept for kept in (choose(child, passed) for child in node.children) if kept]
    return (node.letter, rule, children)


def learn(rows, price):
    """The best trie for `(form, target, weight)` rows at a price per node."""
    prepared = []
    for form, target, weight in rows:
        op = operation(form, target)
        if op[0] > MOST_STRIPPED:
            continue
        prepared.append((form[::-1] + START, op, weight, len(form) - op[0] < LEAST_LEFT and op[0] > 0))
    prepared.sort(key=lambda row: row[0])
    root = build(prepared, 0, len(prepared), 0, '', price)
    return without_idle(choose(root, None) or ('', (0, ''), []))


def without_idle(trie):
    """The trie less the rules for whole words that would come out alike without them, being too short for the others."""
    def clear(node, word, inherited):
        letter, rule, children = node
        passed = inherited if rule is None else rule
        kept = []
        for child in children:
            if child[0] == START:
                if apply(child[1], word, True) == (apply(passed, word) if passed else word):
                    continue
            else:
                child = clear(child, child[0] + word, passed)
                if child[1] is None and not child[2]:
                    continue
            kept.append(child)
        return letter, rule, kept
    return clear(trie, '', None)


class Table:
    """A trie in the shape in which it is used."""

    def __init__(self, trie):
        self.trie = trie
        self.root = self.index(trie)

    def index(self, trie):
        _, rule, children = trie
        return rule, {child[0]: self.index(child) for child in children}

    def stem(self, word):
        rule, children = self.root
        found, anchored = rule, False
        for c in reversed(word):
            step = children.get(c)
            if step is None:
                break
            found, children = step[0] or found, step[1]
        else:
            step = children.get(START)
            if step is not None and step[0]:
                found, anchored = step[0], True
        return apply(found, word, anchored) if found else word

    def size(self):
        def count(node):
            return 1 + sum(map(count, node[2]))
        return count(self.trie)
