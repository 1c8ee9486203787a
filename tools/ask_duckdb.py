"""Answers the statements on the standard input, a JSON object by name, over the Parquet files in EDITION:
each file is a table of its name, `facts` those of its folder. Writes the rows of each, by name."""

import json
import sys
from pathlib import Path

import duckdb

edition = Path(sys.argv[1])
connection = duckdb.connect()
for file in edition.glob("*.parquet"):
    connection.execute(f"CREATE VIEW {file.stem} AS FROM '{file}'")
if (edition / "facts").is_dir():
    connection.execute(f"CREATE TABLE facts AS FROM '{edition}/facts/*.parquet'")
asked = json.load(sys.stdin)
for statement in asked.pop("prepare", []):
    connection.execute(statement)
json.dump({name: connection.execute(text).fetchall() for name, text in asked.items()}, sys.stdout, default=float)
