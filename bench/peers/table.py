"""Prints the lines of a run as a table, with ratios to our own line of the same kind."""

import json
import sys


def kind(line):
    return "scores" if line["peer"].endswith("-scores") else "policies"


def main():
    lines = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    ours = {
        kind(line): line["scaled"]
        for line in lines
        if line["peer"].startswith("yuanshu") and line["threads"] == 1
    }
    print("| what | threads | rows measured | CPU s | wall s | CPU s, all rows | × ours | equal |")
    print("|--|--|--|--|--|--|--|--|")
    for line in lines:
        own = ours.get(kind(line))
        cells = [
            f"{line['peer']} {line['version']}",
            line["threads"],
            f"{line['sample']} of {line['rows']}",
            f"{line['cpu_seconds']:.4f}",
            f"{line['wall_seconds']:.4f}",
            f"{line['scaled']:.4f}",
            f"{line['scaled'] / own:.2f}" if own else "",
            {True: "yes", False: "NO"}.get(line.get("equal"), ""),
        ]
        print(f"| {' | '.join(map(str, cells))} |")


if __name__ == "__main__":
    main()
