"""Holds the external engine against the scan: DuckDB answers behind it, in place of a cluster.

    external.py PAS BEYOND WORK

PAS and BEYOND are the binaries of crates/cli and of the example of crates/analytics, WORK an empty folder. Asks the
questions of distributed/queries.txt over a made-up nation, and counts what agrees:

- every cell of the tables before the protection: people, households, keys, sums, largest parts, all amounts;
- the bytes that `pas query` writes of every fifth question, with a pas.toml that names the engine and without;
- an engine that changes one number, which must be found out.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUERIES = HERE.parent / "distributed" / "queries.txt"
PROGRAM = [sys.executable, str(HERE / "answer_duckdb.py")]
# Its answer with the first digit of the first number raised: 1 becomes 2, 9 becomes 0.
SPOILED = """
import re, subprocess, sys
text = subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.PIPE, check=True).stdout.decode()
raised = lambda found: found[1] + str((int(found[2]) + 1) % 10)
sys.stdout.write(re.sub(r'("numbers":\\[\\[)(\\d)', raised, text, count=1))
"""
N_RECORDS = "100000"
SECONDS = "60"
STEP = 5


class Counts:
    passed = failed = 0

    def add(self, n_passed, n_failed):
        self.passed += n_passed
        self.failed += n_failed


def run(command, **more):
    """What a command writes, and its exit status. Its errors go where ours go."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, **more)
    return done.stdout, done.returncode


def needed(command, **more):
    text, code = run(command, **more)
    if code != 0:
        sys.exit(f"external: {' '.join(command)}: exit status {code}\n{text}")
    return text


def questions():
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def compare_cells(beyond, world, counts):
    """All questions, every cell of them."""
    text, code = run([beyond, "compare", world, str(QUERIES), SECONDS, "--", *PROGRAM])
    found = re.search(r"^(\d+) questions, (\d+) different$", text, re.MULTILINE)
    if not found or int(found[1]) != len(questions()) or (code == 0) != (found[2] == "0"):
        print(text, f"external: the comparison broke off with {code}", file=sys.stderr)
        counts.add(0, 1)
        return
    n_asked, n_different = int(found[1]), int(found[2])
    if n_different:
        print(text, file=sys.stderr)
    print(f"external: {n_asked} questions cell by cell, {n_different} differ")
    counts.add(n_asked - n_different, n_different)


def find_out(beyond, world, work, counts):
    """A wrong number must not pass for an answer."""
    one = work / "one.txt"
    one.write_text(questions()[0] + "\n", encoding="utf-8")
    text, code = run([beyond, "compare", world, str(one), SECONDS, "--", sys.executable, "-c", SPOILED, *PROGRAM])
    is_found = code != 0 and "DIFFERS" in text
    print(f"external: a changed number is {'found out' if is_found else 'NOT found out'}")
    counts.add(is_found, not is_found)


def compare_answers(pas, work, counts):
    """What the two configurations of `pas` write."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAS_")}
    environment |= {"PAS_DATA_DIR": str(work / "dati"), "PAS_PASSWORD": "una password di prova"}
    here = {"env": environment, "cwd": work}
    needed([pas, "user", "add", "operatore", "--role", "clerk", "--ente", "Comune di Esempio"], **here)
    needed([pas, "edition", "nation", "--records", N_RECORDS, "--first-year", "2021", "--years", "4"], **here)
    command = ", ".join(f"'{word}'" for word in PROGRAM)
    text = f'[analytics]\nengine = "external"\ncommand = [{command}]\ntimeout_seconds = {SECONDS}\n'
    (work / "external.toml").write_text(text, encoding="utf-8")
    asked, n_different = questions()[::STEP], 0
    for question in asked:
        query = ["query", question, "--format", "json"]
        ours, theirs = run([pas, *query], **here), run([pas, "--config", "external.toml", *query], **here)
        if ours != theirs or ours[1] != 0:
            print(f"external: pas query {question}\n  ours {ours}\n  theirs {theirs}", file=sys.stderr)
            n_different += 1
    print(f"external: {len(asked)} answers of pas query, {n_different} differ")
    counts.add(len(asked) - n_different, n_different)


def main(pas, beyond, work):
    work, world, counts = Path(work), str(Path(work) / "world"), Counts()
    Path(world).mkdir()
    needed([beyond, "world", world, N_RECORDS])
    compare_cells(beyond, world, counts)
    find_out(beyond, world, work, counts)
    compare_answers(pas, work, counts)
    print(f"# pass {counts.passed}\n# fail {counts.failed}")
    sys.exit(1 if counts.failed else 0)


main(*(str(Path(argument).resolve()) for argument in sys.argv[1:]))
