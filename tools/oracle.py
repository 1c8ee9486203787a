"""Answers the statements in FOLDER/checks.jsonl with DuckDB, a sample of them with DataFusion too, over the
Parquet of the editions beside it, and compares with the answers there. Any difference is a failure; for
`check` each engine counts as one test."""

import json
import sys
from pathlib import Path

import datafusion
import duckdb

TABLES = ("place", "place_year", "body", "benefit", "code", "month_mask")
# One check in so many goes to DataFusion too.
SAMPLE = 20
SHOWN = 5


class DuckDb:
    name = "DuckDB"

    def __init__(self, edition):
        self.connection = duckdb.connect()
        self.connection.execute(f"CREATE TABLE facts AS FROM '{edition}/facts/*.parquet'")
        for table in TABLES:
            self.connection.execute(f"CREATE TABLE {table} AS FROM '{edition}/{table}.parquet'")

    def rows(self, statement):
        return self.connection.execute(statement).fetchall()


class DataFusion:
    name = "DataFusion"

    def __init__(self, edition):
        self.context = datafusion.SessionContext()
        self.context.register_parquet("facts", f"{edition}/facts/")
        for table in TABLES:
            self.context.register_parquet(table, f"{edition}/{table}.parquet")

    def rows(self, statement):
        columns = self.context.sql(statement).to_pydict()
        return list(zip(*columns.values()))


def by_key(rows, n_keys):
    """The values by key. A sum or percentile of nothing is NULL in SQL, and 0 or no row here."""
    found = {}
    for row in rows:
        key, values = tuple(row[:n_keys]), tuple(value or 0 for value in row[n_keys:])
        if key in found:
            raise ValueError(f"{key} comes twice")
        if n_keys or len(row) > 1 or row[0] is not None:
            found[key] = values
    return found


def differences(expected, found):
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            yield f"    {key}: ours {expected.get(key)}, theirs {found.get(key)}"


def compare(engine, line):
    check = line["check"]
    expected = by_key(check["rows"], check["n_keys"])
    try:
        found = by_key(engine.rows(check["sql"]), check["n_keys"])
    except Exception as error:  # whatever the engine says, it has not answered
        found, wrong = {}, [f"    {error}"]
    else:
        wrong = list(differences(expected, found))
    if wrong:
        print(f"oracle: {engine.name} differs: {line['question']} ({check['grouping']})", file=sys.stderr)
        print("\n".join(wrong[:SHOWN]), f"\n    {check['sql']}", file=sys.stderr)
    return len(expected), bool(wrong)


def main(folder):
    lines = [json.loads(line) for line in (folder / "checks.jsonl").open(encoding="utf-8")]
    n_right = n_wrong = 0
    for kind, step in ((DuckDb, 1), (DataFusion, SAMPLE)):
        editions, asked, n_rows, wrong = {}, lines[::step], 0, 0
        for line in asked:
            path = line["edition"]
            if path not in editions:
                editions[path] = kind(folder / path)
            n, is_wrong = compare(editions[path], line)
            n_rows, wrong = n_rows + n, wrong + is_wrong
        questions = len({(line["edition"], line["question"]) for line in asked})
        n_right, n_wrong = n_right + (wrong == 0), n_wrong + (wrong > 0)
        print(
            f"oracle: {kind.name}: {questions} questions, {len(asked)} statements over {len(editions)} editions, "
            f"{n_rows} rows compared, {wrong} statements differ"
        )
        if not asked or not n_rows:
            sys.exit("oracle: nothing was compared")
    print(f"# pass {n_right}\n# fail {n_wrong}")
    sys.exit(1 if n_wrong else 0)


main(Path(sys.argv[1]))
