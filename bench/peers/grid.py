"""The grid as arrays, the digest of answers, and how a peer is timed and reported."""

import argparse
import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

STEP = np.uint64(0x9E3779B97F4A7C15)
OFFSET, PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


@dataclass
class Grid:
    """The first `rows` rows of the data and everything that is asked of them."""

    path: Path
    rows: int
    all_rows: int
    facts: list
    values: dict
    known: dict
    leaves: list
    policies: list
    indicators: list

    def answers(self):
        """The expected answers of these rows: yes and known, as words of 64 bits."""
        return tuple(self._bits(name) for name in ("answers.yes", "answers.known"))

    def totals(self):
        """The expected low and high ends of the score of these rows."""
        names = ("totals.low", "totals.high")
        return tuple(np.fromfile(self.path / name, "<i8")[: self.rows] for name in names)

    def _bits(self, name):
        words = np.fromfile(self.path / name, "<u8").reshape(len(self.policies), -1)
        words = words[:, : -(-self.rows // 64)].copy()
        if self.rows % 64:
            words[:, -1] &= np.uint64((1 << self.rows % 64) - 1)
        return words


def load(path, rows=None):
    path = Path(path)
    columns = json.loads((path / "columns.json").read_text())
    asked = json.loads((path / "policies.json").read_text())
    rows = min(rows or columns["rows"], columns["rows"])
    ids = [fact["id"] for fact in columns["facts"]]
    return Grid(
        path=path,
        rows=rows,
        all_rows=columns["rows"],
        facts=columns["facts"],
        values={id: np.fromfile(path / f"{id}.i64", "<i8", rows) for id in ids},
        known={id: np.fromfile(path / f"{id}.known", bool, rows) for id in ids},
        leaves=asked["leaves"],
        policies=asked["policies"],
        indicators=json.loads((path / "scores.json").read_text())["indicators"],
    )


def _mix(word):
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


def _sum(words):
    with np.errstate(over="ignore"):
        places = np.arange(1, len(words) + 1, dtype=np.uint64) * STEP
        return int(_mix(words + places).sum(dtype=np.uint64))


def digest(lists):
    """FNV-1a over the digests of lists of 64-bit words, as `bench/src/answer.rs` defines it."""
    hash = OFFSET
    for words in lists:
        hash = (hash ^ _sum(np.ascontiguousarray(words).view(np.uint64))) * PRIME & MASK
    return f"{hash:016x}"


def answers_digest(yes, known):
    return digest(words for pair in zip(yes, known, strict=True) for words in pair)


def pack(bools):
    """A list of booleans a policy as words of 64 bits a policy."""
    bits = np.packbits(np.asarray(bools, dtype=bool), axis=-1, bitorder="little")
    padding = [(0, 0)] * (bits.ndim - 1) + [(0, -bits.shape[-1] % 8)]
    return np.pad(bits, padding).view("<u8")


def arguments(sample=None):
    """The grid and the number of runs that the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("grid", help="folder written by `yuanshu bench match --write`")
    parser.add_argument("--rows", type=int, default=sample, help="only the first rows")
    parser.add_argument("--runs", type=int, default=5, help="the best of at least so many is reported")
    options = parser.parse_args()
    return load(options.grid, options.rows), options.runs


def best(work, runs):
    """The result of `work`, and the least CPU and wall seconds it took.

    What takes milliseconds runs for half a second: the machine's other work disturbs a few runs.
    """
    result, cpu, wall = None, [], []
    while len(cpu) < runs or sum(wall) < 0.5:
        result = None
        used, clock = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        result = work()
        wall.append(time.perf_counter() - clock)
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu.append(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime)
    return result, min(cpu), min(wall)


def report(peer, grid, seconds, threads, found, expected, version):
    """Prints the line of this peer; ends with 1 if its answers are not ours."""
    cpu, wall = seconds
    line = {
        "peer": peer,
        "cpu_seconds": round(cpu, 6),
        "wall_seconds": round(wall, 6),
        "threads": threads,
        "rows": grid.all_rows,
        "sample": grid.rows,
        "scaled": round(cpu * grid.all_rows / grid.rows, 6),
        "digest": found,
        "equal": found == expected,
        "version": version,
    }
    print(json.dumps(line))
    sys.exit(0 if line["equal"] else 1)
