"""Answers one request of `pas` with DuckDB: the form of distributed/answer.py, one process, no cluster.

The tests' external engine (tools/oracle), and a pattern for whoever writes another. The statements need no
change. `person_key` is the file of keys, two bytes a person in the order of their numbers.
"""

import json
import sys
from pathlib import Path

import duckdb
import pyarrow as pa


def connect(edition, keys):
    """A connection that knows the tables: every file of the edition by its name, and the keys."""
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW facts AS FROM '{edition}/facts/*.parquet'")
    for path in edition.glob("*.parquet"):
        connection.execute(f"CREATE VIEW {path.stem} AS FROM '{path}'")
    n_people = keys.stat().st_size // 2
    record_keys = pa.Array.from_buffers(pa.uint16(), n_people, [None, pa.py_buffer(keys.read_bytes())])
    connection.register("person_key", pa.table({"person": pa.array(range(n_people)), "record_key": record_keys}))
    return connection


def columns(connection, statement):
    """The columns as codes and numbers; a sum over nothing is 0."""
    rows = connection.execute(statement["sql"]).fetchall()
    n_codes, n_columns = statement["n_codes"], statement["n_codes"] + statement["n_numbers"]
    if any(len(row) != n_columns for row in rows[:1]):
        raise ValueError(f"{len(rows[0])} columns instead of {n_columns}")
    found = [[row[n] for row in rows] for n in range(n_columns)]
    return {"codes": found[:n_codes], "numbers": [[n or 0 for n in column] for column in found[n_codes:]]}


def main():
    try:
        request = json.load(sys.stdin)
        connection = connect(Path(request["edition"]), Path(request["keys"]))
        reply = {"answers": [columns(connection, statement) for statement in request["statements"]]}
    except Exception as error:  # The one who asked is told, whatever it is.
        reply = {"error": f"{type(error).__name__}: {error}"}
    json.dump(reply, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.exit(1 if "error" in reply else 0)


main()
