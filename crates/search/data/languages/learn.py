"""Learns a table: which letters to take off a word's end, by the longest ending known, and which to put there instead."""

import sys

sys.setrecursionlimit(10_000)

# A letter that no word has: before the first one. An ending that includes it is a whole word.
START = '^'
# So many letters stay of a word, unless the rule is for the whole word.
LEAST_LEFT = 2
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


def leaf(letter, op, weight, price):
    node = Node()
    node.letter, node.weight, node.right, node.children = letter, weight, {op: weight}, ()
    node.best, node.own = op, price * (NODE_COST + RULE_COST)
    node.below, node.below_else = {op: price * NODE_COST}, price * NODE_COST + weight
    node.cost, node.cost_else = {op: 0.0}, min(weight, node.own)
    return node


def build(rows, low, high, depth, letter, price):
    """The trie over rows[low:high], which share their last `depth` letters; sorted by their reversed forms."""
    first = rows[low][1]
    total, alike = 0.0, True
    for i in range(low, high):
        total += rows[i][2]
        alike = alike and rows[i][1] == first
    if alike:
        return leaf(letter, first, total, price)
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
    for i in range(low, high):
        node.right[rows[i][1]] = node.right.get(rows[i][1], 0.0) + rows[i][2]
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
        prepared.append((form[::-1] + START, operation(form, target), weight))
    prepared.sort(key=lambda row: row[0])
    root = build(prepared, 0, len(prepared), 0, '', price)
    return choose(root, None) or ('', (0, ''), [])


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
