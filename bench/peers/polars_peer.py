"""Policies as Polars expressions: nulls are unknown, and its `and` and `or` are Kleene's."""

import os
from functools import reduce
from operator import and_, ge, gt, le, lt, or_

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np  # noqa: E402
import polars as pl  # noqa: E402

import grid as bench  # noqa: E402

COMPARE = {">=": ge, "<=": le, ">": gt, "<": lt}


def frame(grid):
    """The facts as columns with nulls."""
    columns = []
    for fact in grid.facts:
        id = fact["id"]
        values = grid.values[id]
        if fact["kind"] == "bool":
            values = values.astype(bool)
        if fact["kind"] == "text":
            values = values.astype(np.uint8)
        columns.append(pl.Series(id, pl.Series(values).set(pl.Series(~grid.known[id]), None)))
    return pl.DataFrame(columns)


def leaf_expression(leaf):
    col = pl.col
    match leaf["kind"]:
        case "compare":
            return COMPARE[leaf["op"]](col(leaf["fact"]), leaf["value"])
        case "ratio":
            a, b = col(leaf["a"]), col(leaf["b"])
            return pl.when(b > 0).then(COMPARE[leaf["op"]](a * 10_000, b * leaf["per10000"]))
        case "sum":
            a, b = leaf["facts"]
            return COMPARE[leaf["op"]](col(a) + col(b), leaf["value"])
        case "flag":
            return col(leaf["fact"])
        case "member":
            fact = col(leaf["fact"])
            return reduce(or_, (fact == pl.lit(code, pl.UInt8) for code in leaf["in"]))


def policy_expression(tree):
    ((kind, inside),) = tree.items()
    if kind == "leaf":
        return pl.col(f"leaf{inside}")
    if kind == "not":
        return ~policy_expression(inside)
    return reduce(and_ if kind == "and" else or_, map(policy_expression, inside))


def main():
    grid, runs = bench.arguments()
    facts = frame(grid)
    leaves = [leaf_expression(leaf).alias(f"leaf{n}") for n, leaf in enumerate(grid.leaves)]
    policies = [policy_expression(p["tree"]).alias(p["id"]) for p in grid.policies]
    answers, *seconds = bench.best(lambda: facts.select(leaves).select(policies), runs)
    yes = bench.pack([answer.fill_null(False).to_numpy() for answer in answers])
    known = bench.pack([answer.is_not_null().to_numpy() for answer in answers])
    found = bench.answers_digest(yes, known)
    expected = bench.answers_digest(*grid.answers())
    threads = pl.thread_pool_size()
    bench.report("polars", grid, seconds, threads, found, expected, pl.__version__)


if __name__ == "__main__":
    main()
