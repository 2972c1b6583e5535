"""How long the grid takes at least: the bytes that must be touched once at the speed of a copy."""

import json

import numpy as np

import grid as bench

SIZE = 1 << 28


def main():
    grid, runs = bench.arguments()
    source, target = np.ones(SIZE, np.uint8), np.ones(SIZE, np.uint8)
    _, cpu, _ = bench.best(lambda: np.copyto(target, source), runs)
    speed = 2 * SIZE / cpu
    read = grid.all_rows * len(grid.facts) * (8 + 1 / 8)
    written = grid.all_rows * len(grid.policies) * 2 / 8
    limit = (read + written) / speed
    line = {
        "peer": "memory-limit",
        "cpu_seconds": round(limit, 6),
        "wall_seconds": round(limit, 6),
        "threads": 1,
        "rows": grid.all_rows,
        "sample": grid.all_rows,
        "scaled": round(limit, 6),
        "bytes": round(read + written),
        "bytes_per_second": round(speed),
        "version": np.__version__,
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
