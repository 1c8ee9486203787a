"""Answers one request of `pas` on the cluster: reads JSON on standard input, writes JSON.

    answer.py HOST:PORT [--partitions N] [--patience SECONDS]

HOST:PORT is the scheduler's. The request:

    {"edition": "folder", "keys": "file", "statements": [{"sql": "…", "n_codes": 2, "n_numbers": 3}]}

The answer has the columns of each statement, codes and numbers, value by value:

    {"answers": [{"codes": [["01"], ["2024"]], "numbers": [[7], [81], [900]]}]}

Where there is none: {"error": "…"}, and the program ends with 1.

A statement without an answer after SECONDS is put a second and a third time. It only reads, so that
costs nothing but time; and the scheduler finds out that an executor has died when it has new work for
it, long before it misses its sign of life (180 s, which the engine's Python package fixes).
"""

import argparse
import json
import os
import queue
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ballista import BallistaSessionContext

N_TRIES = 3


def person_key(keys):
    """The keys, two bytes a person in the order of their numbers, as a Parquet file beside them."""
    path = keys.with_name(keys.name + ".parquet")
    if path.exists() and path.stat().st_mtime >= keys.stat().st_mtime:
        return path
    n_people = keys.stat().st_size // 2
    record_keys = pa.Array.from_buffers(pa.uint16(), n_people, [None, pa.py_buffer(keys.read_bytes())])
    table = pa.table({"person": numbered(n_people), "record_key": record_keys.cast(pa.int32())})
    # Written aside and renamed: another answer may be at it too. Nobody else may read it.
    with tempfile.NamedTemporaryFile(dir=keys.parent, delete=False) as draft:
        pq.write_table(table, draft, row_group_size=1_000_000)
    Path(draft.name).replace(path)
    return path


def numbered(n):
    """0, 1, … as 32-bit numbers, without a Python number for each."""
    ones = pa.repeat(pa.scalar(1, pa.int32()), n)
    return pc.subtract(pc.cumulative_sum(ones), pa.scalar(1, pa.int32()))


def connect(scheduler, partitions, edition, keys):
    """A session that knows the tables: every file of the edition by its name, and the keys."""
    context = BallistaSessionContext(
        f"df://{scheduler}",
        cluster_config={"datafusion.execution.target_partitions": str(partitions)},
    )
    context.register_parquet("facts", f"{edition / 'facts'}/")
    for path in sorted(edition.glob("*.parquet")):
        context.register_parquet(path.stem, str(path))
    context.register_parquet("person_key", str(person_key(keys)))
    return context


def columns(batches, n_codes, n_numbers):
    """The columns as codes and numbers; a sum over nothing is 0."""
    codes = [[] for _ in range(n_codes)]
    numbers = [[] for _ in range(n_numbers)]
    for batch in batches:
        if batch.num_columns != n_codes + n_numbers:
            raise ValueError(f"{batch.num_columns} columns instead of {n_codes + n_numbers}")
        for column, found in zip(batch.columns, codes + numbers):
            found.extend(column.to_pylist())
    numbers = [[number or 0 for number in column] for column in numbers]
    return {"codes": codes, "numbers": numbers}


def answer(connected, statement, patience):
    """The columns of one statement, put again where no answer comes."""
    answers = queue.Queue()

    def put():
        try:
            batches = connected().sql(statement["sql"]).collect()
            answers.put((columns(batches, statement["n_codes"], statement["n_numbers"]), None))
        except Exception as error:  # Whatever went wrong is told, and may go right the next time.
            answers.put((None, error))

    problem = None
    for n in range(1, N_TRIES + 1):
        threading.Thread(target=put, daemon=True).start()
        try:
            # Any try may answer. The last one waits as long as the scheduler needs to miss a sign of life.
            found, problem = answers.get(timeout=patience if n < N_TRIES else 240)
        except queue.Empty:
            print(f"answer.py: no answer after {patience:.0f} s, try {n}", file=sys.stderr, flush=True)
            continue
        if problem is None:
            return found
        print(f"answer.py: try {n}: {problem}", file=sys.stderr, flush=True)
    raise RuntimeError(f"no answer in {N_TRIES} tries: {problem or 'the cluster is silent'}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("scheduler")
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--patience", type=float, default=60)
    arguments = parser.parse_args()
    try:
        request = json.load(sys.stdin)
        tables = (Path(request["edition"]), Path(request["keys"]))
        connected = lambda: connect(arguments.scheduler, arguments.partitions, *tables)  # noqa: E731
        answers = [answer(connected, one, arguments.patience) for one in request["statements"]]
        reply, code = {"answers": answers}, 0
    except Exception as error:  # The one who asked is told, whatever it is.
        reply, code = {"error": f"{type(error).__name__}: {error}"}, 1
    sys.stdout.write(json.dumps(reply, ensure_ascii=False, separators=(",", ":")))
    sys.stdout.flush()
    # A try that is still waiting must not keep the program.
    os._exit(code)


main()
