"""The warm start of ./run: from the command until the pages are served.

Called by `bench/run start`: start.py RUN REGISTER. What ./run builds is built by the first start,
which is not counted.
"""

import statistics
import sys
import time
from pathlib import Path

from server import Served

STARTS = 5


def start(run, register):
    """Seconds until it is ready, and the processor's until then."""
    began = time.perf_counter()
    served = Served("./run", [run, "--data", register, "--listen", "127.0.0.1:PORT"],
                    ready="/readyz")
    taken = time.perf_counter() - began
    status, _, page = served.send("GET", "/")
    if status != 200:
        sys.exit(f"./run serves no pages: {status} {page.decode()}")
    memory = served.memory()
    served.stop()
    return taken, memory


def main():
    run, register = map(Path, sys.argv[1:3])
    first, _ = start(run, register)
    print(f"the first start, with what was built for it: {first:.1f} s")
    taken, memory = zip(*(start(run, register) for _ in range(STARTS)))
    each = " ".join(f"{seconds:.2f}" for seconds in sorted(taken))
    print(f"warm: {each} s, the middle {statistics.median(taken):.2f}; "
          f"{statistics.median(memory):.0f} MB when ready")


if __name__ == "__main__":
    main()
