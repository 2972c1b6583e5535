#!/usr/bin/env python3
"""Tries every route of a running server with what its document allows and what it does not.

    scripts/fuzz.py PROGRAM [SEED]

An invented zone is made and served in a folder of its own, and schemathesis asks as each kind of
person. The seed is fixed, so that what it finds it finds again. Ends with 0 where it finds nothing.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

VERSION = "schemathesis==4.32.5"
ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("YUANSHU_CACHE") or Path.home() / ".cache" / "yuanshu")
DAY = "2026-11-21"
# Who asks: what they are called, their role in logins.txt, and what they are not asked to try. The
# auditor asks before the two others: what one of those asks for the other agrees to, and then
# another password may be wanted.
PEOPLE = [
    ("nobody", None, []),
    ("领导", "领导", []),
    ("经办", "经办", []),
    ("复核", "复核", []),
    ("数源管理", "数源管理", []),
    ("企业", "企业", []),
    ("审计管理员", "审计管理员", []),
    ("系统管理员", "系统管理员", []),
    ("安全管理员", "安全管理员", []),
]
# A session ends where it turns up with another program: all that is sent has the tool's own name.
AGENT = VERSION.replace("==", "/")
# What the document allows may still not be done: nobody has that number, somebody changed it
# meanwhile, a login was tried too often.
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "422", "423", "429"]
"""
# These would end the very session that asks, or never end.
OWN = ["/api/session", "/api/events"]


def schemathesis():
    """The program, put beside other built files where it is not there."""
    place = CACHE / "schemathesis"
    marker = place / VERSION
    if not marker.exists():
        print("正在下载 schemathesis（约一分钟）… Fetching schemathesis (about a minute)…", file=sys.stderr)
        venv.create(place, with_pip=True, clear=True)
        pip = [place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", VERSION]
        subprocess.run(pip, check=True)
        marker.touch()
    return place / "bin" / "schemathesis"


class Served:
    """The program, serving a register on a port that was free."""

    def __init__(self, program, register):
        with open(register / "zone.toml", "a") as settings:
            settings.write("\n[server]\nrate = 0\n")
        command = [program, "serve", "--data", register, "--listen", "127.0.0.1:0"]
        said = register.parent / "said.txt"
        with open(said, "w") as log:
            self.process = subprocess.Popen(command, stderr=log)
        while self.process.poll() is None:
            if found := re.search(r"http://(127\.0\.0\.1:(\d+))", said.read_text()):
                self.address, self.port = found[1], int(found[2])
                return
            time.sleep(0.05)
        sys.exit(f"the server did not start:\n{said.read_text()}")

    def sign_in(self, login, password):
        """The headers of somebody who is signed in."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"User-Agent": AGENT, "Content-Type": "application/json"}
        body = json.dumps({"login": login, "password": password})
        connection.request("POST", "/api/session", body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        if answer.status != 201:
            sys.exit(f"signing in as {login}: {said}")
        return {"Cookie": answer.headers["Set-Cookie"].split(";")[0], "x-csrf-token": said["csrf"]}

    def knows(self, headers):
        """Whether somebody is still signed in."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/api/session", headers=headers | {"User-Agent": AGENT})
        return connection.getresponse().status == 200


def logins(register):
    """Login and password by role."""
    lines = (register / "logins.txt").read_text().splitlines()
    fields = [line.split("\t") for line in lines if not line.startswith("#")]
    return {role: (login, password) for login, password, _, role, *_ in fields}


def main():
    program, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "20261121"
    tool = schemathesis()
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "zone"
        settings = Path(folder) / "schemathesis.toml"
        settings.write_text(CONFIG)
        demo = [program, "demo", "--data", register, "--enterprises", "300", "--on", DAY]
        subprocess.run(demo, check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
        served = Served(program, register)
        try:
            known = logins(register)
            for name, role, excluded in PEOPLE:
                headers = {}
                command = [tool, "--config-file", settings, "run", f"http://{served.address}/api/openapi.json",
                           "--seed", seed, "--max-examples", "4", "--phases", "coverage,fuzzing",
                           "--checks", "all", "--no-color"]
                if role:
                    headers |= served.sign_in(*known[role])
                    # The tool takes one such option only: of several the last one counts.
                    own = "|".join(re.escape(path) for path in OWN + excluded)
                    command += ["--exclude-path-regex", f"^({own})"]
                for header, value in headers.items():
                    command += ["-H", f"{header}:{value}"]
                began = time.monotonic()
                done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
                print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
                # Who was put out on the way has tried the door and nothing behind it.
                out = role and not served.knows(headers)
                if out:
                    print(f"{name}: was signed out on the way", file=sys.stderr)
                if done.returncode or out:
                    failed.append(name)
                    print(done.stdout, file=sys.stderr)
        finally:
            served.process.terminate()
            served.process.wait()
    sys.exit(f"schemathesis found faults as: {'、'.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
