"""Answers SQL over the Parquet files in EDITION: each file is a table of its name, `facts` those of its folder.
Each line of the standard input is a JSON object of statements by name; a line of the standard output has the
rows of each, by name."""

import json
import sys
from pathlib import Path

import duckdb

edition = Path(sys.argv[1])
connection = duckdb.connect()
for file in edition.glob("*.parquet"):
    connection.execute(f"CREATE VIEW {file.stem} AS FROM '{file}'")
if (edition / "facts").is_dir():
    connection.execute(f"CREATE VIEW facts AS FROM '{edition}/facts/*.parquet'")
for line in sys.stdin:
    asked = json.loads(line)
    answers = {name: connection.execute(text).fetchall() for name, text in asked.items()}
    print(json.dumps(answers, default=float), flush=True)
