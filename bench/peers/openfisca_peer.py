"""Policies as OpenFisca variables, whose cache shares leaves between policies.

OpenFisca has no unknown, so an answer is a code of 8 bits: 0 no, 1 unknown, 2 yes; `and` is then
the least, `or` the greatest. Its whole numbers have 32 bits, too few for fen: the columns are
given their 64 bits by setting `dtype`, and so are the codes their 8.
"""

import importlib.metadata
from functools import reduce

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import grid as bench

PERIOD = "2025"
COMPARE = {">=": np.greater_equal, "<=": np.less_equal, ">": np.greater, "<": np.less}


def code(met, known):
    """0 no, 1 unknown, 2 yes."""
    return np.where(known, met.view(np.int8) << 1, np.int8(1))


def leaf_formula(leaf):
    def known(firm, period, *facts):
        return reduce(np.logical_and, (firm(f"{fact}_known", period) for fact in facts))

    def compare(firm, period):
        met = COMPARE[leaf["op"]](firm(leaf["fact"], period), leaf["value"])
        return code(met, known(firm, period, leaf["fact"]))

    def ratio(firm, period):
        a, b = leaf["a"], leaf["b"]
        whole = firm(b, period)
        met = COMPARE[leaf["op"]](firm(a, period) * 10_000, whole * leaf["per10000"])
        return code(met, known(firm, period, a, b) & (whole > 0))

    def sum(firm, period):
        a, b = leaf["facts"]
        met = COMPARE[leaf["op"]](firm(a, period) + firm(b, period), leaf["value"])
        return code(met, known(firm, period, a, b))

    def flag(firm, period):
        return code(firm(leaf["fact"], period) == 1, known(firm, period, leaf["fact"]))

    def member(firm, period):
        value = firm(leaf["fact"], period)
        met = reduce(np.logical_or, (value == place for place in leaf["in"]))
        return code(met, known(firm, period, leaf["fact"]))

    return locals()[leaf["kind"]]


def policy_formula(tree):
    def answer(firm, period, tree):
        ((kind, inside),) = tree.items()
        if kind == "leaf":
            return firm(f"leaf{inside}", period)
        if kind == "not":
            return 2 - answer(firm, period, inside)
        join = np.minimum if kind == "and" else np.maximum
        return reduce(join, (answer(firm, period, part) for part in inside))

    return lambda firm, period: answer(firm, period, tree)


def system(grid):
    firm = Entity("firm", "firms", "an enterprise", "")
    rules = TaxBenefitSystem([firm])

    def add(name, dtype, formula=None):
        of = bool if dtype is bool else int
        body = {"value_type": of, "entity": firm, "definition_period": DateUnit.YEAR}
        if formula:
            body["formula"] = formula
        rules.add_variable(type(name, (Variable,), body)).dtype = dtype

    for fact in grid.facts:
        add(fact["id"], np.int64)
        add(f"{fact['id']}_known", bool)
    for number, leaf in enumerate(grid.leaves):
        add(f"leaf{number}", np.int8, leaf_formula(leaf))
    for policy in grid.policies:
        add(policy["id"], np.int8, policy_formula(policy["tree"]))
    return rules


def simulation(rules, grid):
    made = SimulationBuilder().build_default_simulation(rules, grid.rows)
    for fact in grid.facts:
        made.set_input(fact["id"], PERIOD, grid.values[fact["id"]])
        made.set_input(f"{fact['id']}_known", PERIOD, grid.known[fact["id"]])
    return made


def main():
    grid, runs = bench.arguments()
    rules = system(grid)
    ready = [simulation(rules, grid) for _ in range(runs)]

    def work():
        firms = ready.pop()
        return [firms.calculate(policy["id"], PERIOD) for policy in grid.policies]

    codes, *seconds = bench.best(work, runs)
    yes = bench.pack([code == 2 for code in codes])
    known = bench.pack([code != 1 for code in codes])
    found = bench.answers_digest(yes, known)
    expected = bench.answers_digest(*grid.answers())
    version = importlib.metadata.version("openfisca-core")
    bench.report("openfisca", grid, seconds, 1, found, expected, version)


if __name__ == "__main__":
    main()
