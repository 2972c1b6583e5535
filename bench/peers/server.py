"""The server under load: its list, one file, a write, its memory; beside FastAPI and axum on SQLite.

Called by `bench/run server`: server.py YUANSHU REGISTER AXUM_PEER FOLDER [SECONDS]. REGISTER is an
invented zone's and is changed: it is given a copy. Every answer of the peers is compared with ours.
"""

import atexit
import copy
import http.client
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).parent
AGENT = "bench"
CONNECTIONS = 64
# Amounts of the filter, in 万元, and the column that lists are sorted by, with its name for the peers.
LEAST = [200, 1000, 5000]
SORTS = {"-职工总数": "staff", "营业收入": "revenue", "名称": "name"}
LIMIT = 50
COLUMNS = "营业收入,职工总数,研发费用"
TICK = os.sysconf("SC_CLK_TCK")


class Served:
    """A process that serves, and one connection to it."""

    def __init__(self, name, command, environment=None, ready="/healthz"):
        self.name = name
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [str(part).replace("PORT", str(self.port)) for part in command]
        environment = {**os.environ, **(environment or {})}
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        # Also where what is measured fails.
        atexit.register(self.stop)
        self.headers = {"User-Agent": AGENT}
        self.connection = self.connected()
        self.await_ready(ready)

    def connected(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def beside(self):
        """The same, asked by a connection of its own."""
        other = copy.copy(self)
        other.connection = self.connected()
        return other

    def await_ready(self, path):
        while self.process.poll() is None:
            try:
                if self.send("GET", path)[0] == 200:
                    return
            except OSError:
                self.connection.close()
            time.sleep(0.05)
        sys.exit(f"{self.name} did not start")

    def send(self, method, path, body=None):
        headers = dict(self.headers)
        if body is not None:
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def get(self, path):
        status, _, body = self.send("GET", path)
        if status != 200:
            sys.exit(f"{self.name}: {path}: {status} {body.decode()}")
        return json.loads(body)

    def processor(self):
        """Seconds of processor so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self):
        """Megabytes that it holds in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def sign_in(served, login, password):
    """Signs in, and goes on as that person."""
    served.headers.pop("Cookie", None)
    served.headers.pop("x-csrf-token", None)
    body = {"login": login, "password": password}
    status, headers, said = served.send("POST", "/api/session", body)
    if status != 201:
        sys.exit(f"signing in as {login}: {status} {said.decode()}")
    served.headers["Cookie"] = headers["Set-Cookie"].split(";")[0]
    served.headers["x-csrf-token"] = json.loads(said)["csrf"]


def logins(register):
    """Who can sign in: (login, password, role) by login."""
    lines = (register / "logins.txt").read_text().splitlines()
    fields = (line.split("\t") for line in lines if not line.startswith("#"))
    return {login: (login, password, role) for login, password, _, role, *_ in fields}


def everybody(served):
    """All enterprises of the register with what is asked of them."""
    rows, after = [], ""
    while after is not None:
        page = served.get(
            f"/api/enterprises?limit=500&sort={quote('名称')}&columns={quote('所属园区,' + COLUMNS)}{after}"
        )
        rows += page["items"]
        after = f"&after={page['next']}" if page.get("next") else None
    return rows


def fen(text):
    """An amount in yuan as whole fen."""
    return None if text is None else round(float(text) * 100)


def count(text):
    return None if text is None else int(text)


def database(path, rows, park):
    """The same enterprises for the peers, with the indexes that the questions want."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.executescript(
            """PRAGMA journal_mode = WAL;
            CREATE TABLE enterprise (id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL,
                park TEXT, revenue INTEGER, staff INTEGER, research INTEGER);
            CREATE TABLE session (token TEXT PRIMARY KEY, park TEXT NOT NULL);
            CREATE TABLE note (id INTEGER PRIMARY KEY, enterprise INTEGER, reason TEXT);
            CREATE TABLE line (id INTEGER PRIMARY KEY, operator TEXT, act TEXT);"""
        )
        db.executemany(
            "INSERT INTO enterprise VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (row["id"], row["code"], row["name"], own, fen(revenue), count(staff), fen(research))
                for row in rows
                for own, revenue, staff, research in [row["cells"]]
            ),
        )
        db.execute("INSERT INTO session VALUES ('t', ?)", [park])
        db.executescript("CREATE INDEX fits ON enterprise (park, revenue); ANALYZE;")


def questions(served):
    """Paths for us and for the peers that ask the same, each with our answer."""
    asked = []
    for least in LEAST:
        for sort, column in SORTS.items():
            where = quote(f"营业收入[-1] >= {least} 万元")
            path = f"/api/enterprises?where={where}&columns={quote(COLUMNS)}&sort={quote(sort)}&limit={LIMIT}"
            peer = f"/enterprises?least={least * 1_000_000}&sort={column}&limit={LIMIT}&offset="
            first = served.get(path)
            asked.append((path, f"{peer}0", first))
            if "next" in first:
                second = f"{path}&after={first['next']}"
                asked.append((second, f"{peer}{LIMIT}", served.get(second)))
    return asked


def same(ours, theirs):
    """Whether a peer's page says what ours does."""
    items = [
        {"id": one["id"], "code": one["code"], "name": one["name"], "revenue": fen(revenue),
         "staff": count(staff), "research": fen(research)}
        for one in ours["items"]
        for revenue, staff, research in [one["cells"]]
    ]
    return (items, ours["total"], ours["unknown"]) == (
        theirs["items"], theirs["total"], theirs["unknown"])


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def load(served, lines, folder, connections, seconds):
    """wrk on a server: processor a request, the middle and the slowest hundredth, requests a second."""
    script, asked = HERE / "ask.lua", folder / "asked.txt"
    asked.write_text("\n".join(lines) + "\n")
    headers = [f"{name}: {value}" for name, value in served.headers.items()]
    if "\t" in lines[0]:
        headers.append("Content-Type: application/json")
    threads = min(2, connections)

    def run(seconds):
        command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency",
                   "--timeout", "30s", "-s", script, f"http://127.0.0.1:{served.port}", "--", asked,
                   *headers]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    run(2)
    before = served.processor()
    said = run(seconds)
    spent = served.processor() - before
    if refused := re.search(r"(Non-2xx.*|Socket errors.*)", said):
        sys.exit(f"{served.name}: {refused[1]}\n{said}")
    requests = int(re.search(r"(\d+) requests in", said)[1])
    slow = {share: milliseconds(re.search(rf"\s{share}%\s+(\S+)", said)[1]) for share in (50, 99)}
    rate = float(re.search(r"Requests/sec:\s+(\S+)", said)[1])
    return 1000 * spent / requests, slow[50], slow[99], rate


def one_by_one(served, requests):
    """Requests one after another on one connection: processor each, the middle and the slowest."""
    # A connection that was quiet for long is closed by whoever serves.
    served.connection.close()
    taken, before = [], served.processor()
    for method, path, body, wanted in requests:
        began = time.perf_counter()
        status, _, said = served.send(method, path, body)
        taken.append(1000 * (time.perf_counter() - began))
        if status != wanted:
            sys.exit(f"{served.name}: {path}: {status} {said.decode()}")
    spent = served.processor() - before
    taken.sort()
    return 1000 * spent / len(taken), taken[len(taken) // 2], taken[len(taken) * 99 // 100]


def tell(what, figures):
    cells = " | ".join(f"{figure:.2f}" if figure < 100 else f"{figure:.0f}" for figure in figures)
    print(f"| {what} | {cells} |", flush=True)


def main():
    program, register, axum, folder = sys.argv[1], *map(Path, sys.argv[2:5])
    seconds = int(sys.argv[5]) if len(sys.argv) > 5 else 10
    # A bench asks more often than people do: what each may ask is not limited here.
    with open(register / "zone.toml", "a") as settings:
        settings.write("\n[server]\nrate = 0\n")
    people = logins(register)
    began = time.perf_counter()
    ours = Served("yuanshu", [program, "serve", "--data", register, "--listen", "127.0.0.1:PORT"],
                  ready="/readyz")
    started, idle = time.perf_counter() - began, ours.memory()
    sign_in(ours, *next(one[:2] for one in people.values()
                        if one[2] == "经办" and one[0] != "yuanqu"))
    rows = everybody(ours)
    sign_in(ours, *people["yuanqu"][:2])
    scope = ours.get("/api/session")["post"]["scope"]
    own = ours.get("/api/enterprises?limit=1")["total"]
    park = next(row["cells"][0] for row in rows
                if row["id"] == ours.get("/api/enterprises?limit=1")["items"][0]["id"])
    database(folder / "peer.db", rows, park)
    asked = questions(ours)
    print(f"{len(rows)} enterprises, of which who asks may see {own} ({scope}); "
          f"rate limits lifted by `rate = 0` in zone.toml")
    print("\n| what | CPU ms a request | p50 ms | p99 ms | requests/s |\n|--|--|--|--|--|")
    paths = [path for path, _, _ in asked]
    tell(f"list, {CONNECTIONS} connections", load(ours, paths, folder, CONNECTIONS, seconds))

    peer_db = {"PEER_DATABASE": str(folder / "peer.db")}
    fastapi = [sys.executable, "-m", "uvicorn", "--app-dir", HERE, "--port", "PORT",
               "--log-level", "error", "--no-access-log", "fastapi_peer:app"]
    for name, command in [
        ("axum, SQL in SQLite", [axum, "serve", folder / "peer.db", "127.0.0.1:PORT"]),
        ("FastAPI, SQLAlchemy, SQLite", fastapi),
    ]:
        peer = Served(name, command, peer_db)
        peer.headers["Cookie"] = "token=t"
        for path, theirs, answer in asked:
            if not same(answer, peer.get(theirs)):
                sys.exit(f"{name} answers otherwise: {theirs}, {path}")
        tell(f"list, {name}",
             load(peer, [theirs for _, theirs, _ in asked], folder, CONNECTIONS, seconds))
        if name.startswith("axum"):
            notes = [("POST", "/notes", {"enterprise": row["id"], "reason": "与年报不符"}, 201)
                     for row in rows[:300]]
            beside = one_by_one(peer, notes)
        peer.stop()

    seen = list(dict.fromkeys(one["id"] for _, _, answer in asked for one in answer["items"]))[:300]
    files = [path for one in seen
             for path in (f"/api/enterprises/{one}", f"/api/enterprises/{one}/answers")]
    opened = [("GET", path, None, 200) for path in files]
    tell("half of one whole file with proofs, for the first time", one_by_one(ours, opened))
    tell("the same, opened again", one_by_one(ours, opened))
    tell("the same, again, 8 connections", load(ours, files, folder, 8, seconds))
    objection = {"fact": "营业收入", "year": time.gmtime().tm_year - 1, "reason": "与年报不符"}
    writes = [("POST", f"/api/enterprises/{one}/objections", objection, 201) for one in seen]
    tell("a write with its journal line", one_by_one(ours, writes))
    tell("insert and line behind axum", beside)
    lines = [f"{path}\t{json.dumps(body, ensure_ascii=False)}" for _, path, body, _ in writes]
    tell("writes, 16 connections", load(ours, lines, folder, 16, seconds))
    bare = subprocess.run([axum, "bare", folder / "peer.db", "300"], capture_output=True, text=True,
                          check=True)
    bare = json.loads(bare.stdout)
    print(f"\nbare SQLite, insert and sync: p50 {bare['p50']:.2f} ms, p99 {bare['p99']:.2f} ms")
    print(f"start to ready: {started:.1f} s; memory idle after the start {idle:.0f} MB, "
          f"after all this {ours.memory():.0f} MB")
    ours.stop()


if __name__ == "__main__":
    main()
