"""Policies by hand in numpy: each distinct leaf once, packed to bits, then words combined."""

from functools import reduce

import numpy as np

import grid as bench

COMPARE = {">=": np.greater_equal, "<=": np.less_equal, ">": np.greater, "<": np.less}


class Shared:
    """What several leaves look at, computed when the first of them asks."""

    def __init__(self, values, known):
        self.values, self.is_known, self.made = values, known, {}

    def get(self, key, make):
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def value(self, fact):
        """As doubles, which compare three times as fast as 64-bit integers here; exact, since
        nothing in the grid reaches 2 ** 53."""
        return self.get(fact, lambda: self.values[fact].astype(np.float64))

    def bits(self, *facts):
        """Packed: all of `facts` are known, and not all of them are."""

        def make():
            known = np.bitwise_and.reduce([packed(self.is_known[fact]) for fact in facts])
            return known, ~known

        return self.get(("known", facts), make)

    def sum(self, a, b):
        return self.get(("sum", a, b), lambda: self.value(a) + self.value(b))

    def quotient(self, a, b):
        """Ten-thousandths a / b rounded down and up, and where they are known.

        a * 10000 >= p * b and a * 10000 < p * b ask the one, > and <= the other.
        """

        def make():
            top, whole = self.values[a] * 10_000, self.values[b]
            some = whole > 0
            safe = np.where(some, whole, 1)
            down = top // safe
            up = down + (down * safe != top)
            known = self.bits(a, b)[0] & packed(some)
            return down.astype(np.float64), up.astype(np.float64), (known, ~known)

        return self.get(("quotient", a, b), make)

    def place(self, fact, place):
        """Packed: the text of `fact` is the one at `place`."""
        return self.get((fact, place), lambda: packed(self.values[fact].astype(np.uint8) == place))


def packed(bools):
    return np.packbits(bools, bitorder="little").view(np.uint64)


def compared(leaf, value, scratch):
    side = leaf["per10000"] if leaf["kind"] == "ratio" else leaf["value"]
    return packed(COMPARE[leaf["op"]](value, side, out=scratch))


def looks_at(leaf):
    """The kind of a leaf and its facts, to sort by."""
    facts = leaf.get("facts") or [leaf[name] for name in ("fact", "a", "b") if name in leaf]
    return leaf["kind"], facts


def leaf_bits(leaf, shared, scratch):
    """Where the condition is met, if it is known; where it is known, and where not."""
    match leaf["kind"]:
        case "compare":
            fact = leaf["fact"]
            return compared(leaf, shared.value(fact), scratch), shared.bits(fact)
        case "ratio":
            down, up, bits = shared.quotient(leaf["a"], leaf["b"])
            return compared(leaf, down if leaf["op"] in (">=", "<") else up, scratch), bits
        case "sum":
            facts = leaf["facts"]
            return compared(leaf, shared.sum(*facts), scratch), shared.bits(*facts)
        case "flag":
            return shared.place(leaf["fact"], 1), shared.bits(leaf["fact"])
        case "member":
            places = [shared.place(leaf["fact"], place) for place in leaf["in"]]
            return reduce(np.bitwise_or, places), shared.bits(leaf["fact"])


def combine(tree, leaves):
    """Two rows of bits: certainly yes, and possibly yes. Both obey the same and / or."""
    ((kind, inside),) = tree.items()
    if kind == "leaf":
        return leaves[inside]
    if kind == "not":
        return ~combine(inside, leaves)[::-1]
    join = np.bitwise_and if kind == "and" else np.bitwise_or
    result = join(combine(inside[0], leaves), combine(inside[1], leaves))
    for part in inside[2:]:
        join(result, combine(part, leaves), out=result)
    return result


class Work:
    """A run over a grid: arrays padded to whole words, and room for the bits."""

    def __init__(self, grid):
        self.grid = grid
        padding = (0, -grid.rows % 64)
        self.values = {id: np.pad(values, padding) for id, values in grid.values.items()}
        self.known = {id: np.pad(known, padding) for id, known in grid.known.items()}
        # Leaves of one fact in a row find its column in the cache: twice as fast.
        self.order = sorted(range(len(grid.leaves)), key=lambda place: looks_at(grid.leaves[place]))
        words = -(-grid.rows // 64)
        self.scratch = np.empty(words * 64, bool)
        self.leaves = np.empty((len(grid.leaves), 2, words), np.uint64)
        self.yes = np.empty((len(grid.policies), words), np.uint64)
        self.answered = np.empty_like(self.yes)

    def run(self):
        shared = Shared(self.values, self.known)
        for place in self.order:
            met, (known, unknown) = leaf_bits(self.grid.leaves[place], shared, self.scratch)
            np.bitwise_and(met, known, out=self.leaves[place, 0])
            np.bitwise_or(met, unknown, out=self.leaves[place, 1])
        for policy, yes, answered in zip(self.grid.policies, self.yes, self.answered, strict=True):
            certain, possible = combine(policy["tree"], self.leaves)
            yes[:] = certain
            np.invert(possible ^ certain, out=answered)
        return self.yes, self.answered


def main():
    grid, runs = bench.arguments()
    (yes, known), *seconds = bench.best(Work(grid).run, runs)
    if grid.rows % 64:
        tail = np.uint64((1 << grid.rows % 64) - 1)
        yes[:, -1] &= tail
        known[:, -1] &= tail
    found = bench.answers_digest(yes, known)
    expected = bench.answers_digest(*grid.answers())
    bench.report("numpy", grid, seconds, 1, found, expected, np.__version__)


if __name__ == "__main__":
    main()
