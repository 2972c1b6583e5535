"""The import by pandas and openpyxl into SQLite: every figure a row, codes checked for their length."""

import resource
import sqlite3
import sys
import time

import pandas


def main():
    path, database = sys.argv[1:3]
    began, cpu = time.perf_counter(), time.process_time()
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE fact (code TEXT, year INTEGER, name TEXT, value REAL)")
        rows = 0
        for sheet, frame in pandas.read_excel(path, sheet_name=None, dtype={0: str}).items():
            code, firm, *figures = frame.columns
            frame = frame[frame[code].str.len() == 18]
            long = frame.melt(id_vars=[code], value_vars=figures).dropna()
            long.insert(1, "year", int(sheet[:4]))
            long.columns = ["code", "year", "name", "value"]
            long.to_sql("fact", db, if_exists="append", index=False)
            rows += len(long)
        db.execute("CREATE INDEX fact_code ON fact (code, year, name)")
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"pandas {pandas.__version__} and openpyxl into SQLite: {rows} rows, "
          f"{cpu:.2f} s of processor, {wall:.2f} s on the wall, {memory} MB")


if __name__ == "__main__":
    main()
