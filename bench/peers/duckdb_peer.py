"""Policies as one SQL query on DuckDB: its NULLs are unknown, its AND and OR three-valued."""

import duckdb
import numpy as np

import grid as bench


def leaf_sql(leaf):
    match leaf["kind"]:
        case "compare":
            return f"{leaf['fact']} {leaf['op']} {leaf['value']}"
        case "ratio":
            a, b, op = leaf["a"], leaf["b"], leaf["op"]
            return f"CASE WHEN {b} > 0 THEN {a} * 10000 {op} {b} * {leaf['per10000']} END"
        case "sum":
            return f"{' + '.join(leaf['facts'])} {leaf['op']} {leaf['value']}"
        case "flag":
            return leaf["fact"]
        case "member":
            return f"{leaf['fact']} IN ({', '.join(map(str, leaf['in']))})"


def policy_sql(tree):
    ((kind, inside),) = tree.items()
    if kind == "leaf":
        return f"leaf{inside}"
    if kind == "not":
        return f"(NOT {policy_sql(inside)})"
    return f"({f' {kind.upper()} '.join(map(policy_sql, inside))})"


def table(grid):
    """A connection with the facts in a table in memory."""
    base = duckdb.connect()
    base.execute("SET threads = 1")
    arrays = {}
    selected = []
    for fact in grid.facts:
        id = fact["id"]
        values = grid.values[id].astype(bool) if fact["kind"] == "bool" else grid.values[id]
        arrays[id] = np.ma.masked_array(values, ~grid.known[id])
        selected.append(id)
    base.register("given", arrays)
    base.execute(f"CREATE TABLE fact AS SELECT {', '.join(selected)} FROM given")
    return base


def main():
    grid, runs = bench.arguments()
    base = table(grid)
    leaves = ", ".join(f"{leaf_sql(leaf)} AS leaf{n}" for n, leaf in enumerate(grid.leaves))
    policies = ", ".join(f"{policy_sql(p['tree'])} AS {p['id']}" for p in grid.policies)
    query = f"WITH leaf AS MATERIALIZED (SELECT {leaves} FROM fact) SELECT {policies} FROM leaf"
    answers, *seconds = bench.best(
        lambda: base.execute(f"CREATE OR REPLACE TABLE answer AS {query}"), runs
    )
    answers = base.execute("SELECT * FROM answer").fetchnumpy()
    columns = [np.ma.masked_array(answers[p["id"]]) for p in grid.policies]
    yes = bench.pack([column.filled(False) for column in columns])
    known = bench.pack([~np.ma.getmaskarray(column) for column in columns])
    found = bench.answers_digest(yes, known)
    expected = bench.answers_digest(*grid.answers())
    bench.report("duckdb", grid, seconds, 1, found, expected, duckdb.__version__)


if __name__ == "__main__":
    main()
