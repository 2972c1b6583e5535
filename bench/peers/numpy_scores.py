"""The score by hand in numpy: the band of each indicator by counting bounds, then weights."""

import numpy as np

import grid as bench


class Work:
    """A run over a grid, with room for what is passed on between steps."""

    def __init__(self, grid):
        self.grid = grid
        self.met = np.empty(grid.rows, bool)
        self.reached = np.empty(grid.rows, np.uint8)

    def value(self, of):
        """Values in the unit of the bands, and where they are known.

        Doubles compare faster than 64-bit integers, and nothing here reaches 2 ** 53.
        """
        values, known = self.grid.values, self.grid.known
        if of["kind"] == "fact":
            return values[of["fact"]].astype(np.float64), known[of["fact"]]
        a, b = of["a"], of["b"]
        some = values[b] > 0
        down = values[a] * 10_000 // np.where(some, values[b], 1)
        return down.astype(np.float64), known[a] & known[b] & some

    def run(self):
        low = np.zeros(self.grid.rows, np.int32)
        high = np.zeros(self.grid.rows, np.int32)
        for indicator in self.grid.indicators:
            value, known = self.value(indicator["of"])
            bands = indicator["bands"][::-1]
            self.reached[:] = 0
            for band in bands:
                np.greater_equal(value, band["from"], out=self.met)
                self.reached += self.met
            self.reached *= known
            points = [0, *(band["points"] * indicator["weight"] for band in bands)]
            points = np.array(points, np.int32).take(self.reached)
            low += points
            high += points
            high += ~known * np.int32(bands[-1]["points"] * indicator["weight"])
        return low, high


def main():
    grid, runs = bench.arguments()
    totals, *seconds = bench.best(Work(grid).run, runs)
    found = bench.digest(total.astype("<i8") for total in totals)
    expected = bench.digest(grid.totals())
    bench.report("numpy-scores", grid, seconds, 1, found, expected, np.__version__)


if __name__ == "__main__":
    main()
