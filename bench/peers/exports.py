"""The memory of exports: everybody as a workbook, eight at once, again, and one by itself.

Called by `bench/run exports`: exports.py YUANSHU REGISTER. REGISTER is an invented zone's and is
changed: it is given a copy.
"""

import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from server import Served, logins, sign_in

AT_ONCE = 8
ALL = "/api/enterprises.xlsx"
TWO = f"{ALL}?columns={quote('营业收入,职工总数')}"
# Seconds after which what was lent is given back.
LATER = 15


def most(served):
    """Megabytes that it held at most since `begin`."""
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def begin(served):
    """Forgets what it held at most."""
    Path(f"/proc/{served.process.pid}/clear_refs").write_text("5")


def settle(served):
    """Waits until it does nothing of its own."""
    before = -1.0
    while served.processor() - before > 0.05:
        before = served.processor()
        time.sleep(2)


def export(served, path):
    """The seconds that an export takes."""
    # A connection that was quiet for long is closed by whoever serves.
    served.connection.close()
    began = time.perf_counter()
    status, _, said = served.send("GET", path)
    if status != 200:
        sys.exit(f"{path}: {status} {said.decode()}")
    return time.perf_counter() - began


def tell(what, served, seconds, begun):
    spent = served.processor() - begun
    after = served.memory()
    held = most(served)
    time.sleep(LATER)
    cells = f"{max(seconds):.1f} | {spent:.1f} | {held:.0f} | {after:.0f} | {served.memory():.0f}"
    print(f"| {what} | {cells} |", flush=True)


def at_once(served):
    """Exports beside each other, each by a connection of its own: the seconds of each."""
    taken = []

    def one():
        taken.append(export(served.beside(), ALL))

    threads = [threading.Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(taken) != AT_ONCE:
        sys.exit("an export failed")
    return taken


def main():
    program, register = sys.argv[1], Path(sys.argv[2])
    with open(register / "zone.toml", "a") as settings:
        settings.write("\n[server]\nrate = 0\n")
    served = Served("yuanshu", [program, "serve", "--data", register, "--listen", "127.0.0.1:PORT"],
                    ready="/readyz")
    sign_in(served, *logins(register)["jingban"][:2])
    rows = served.get("/api/enterprises?limit=1")["total"]
    settle(served)
    print(f"{rows} enterprises; {served.memory():.0f} MB idle after the start")
    print(f"\n| exports as workbooks | s | CPU s | most MB | MB after | MB {LATER} s later |")
    print("|--|--|--|--|--|--|")
    asked = {
        f"{AT_ONCE} at once": at_once,
        f"{AT_ONCE} at once, again": at_once,
        "one, with two columns": lambda served: [export(served, TWO)],
    }
    for what, ask in asked.items():
        begin(served)
        begun = served.processor()
        tell(what, served, ask(served), begun)
    served.stop()


if __name__ == "__main__":
    main()
