"""Sets DuckDB and DataFusion beside our figures, over the Parquet of the same edition, and prints Markdown.

    benchmark-cube.py compare FIGURES.json       every cell compared; a difference is a failure
    benchmark-cube.py growth FIGURES.json ...    ours alone, by size

FIGURES.json is what the bench `questions` of pas-analytics writes. Every statement is asked once to warm
up and then three times, the best counting; one that takes longer than PATIENCE_S is not asked again. One
that takes longer than LIMIT_S is given up: its engine's process is killed, nothing is compared, and the next
question finds a fresh one.

"with totals" is the same cells and every total of them by one CUBE, which is what ours answers; of DuckDB on Parquet.
"as compiled" is what the grammar compiles to. "quickest" is the best of that and of other ways to the same
cells: years as numbers, what benchmark-cube.sql says by hand, DuckDB's own quantile, all totals by one CUBE.
"""

import contextlib
import json
import math
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

TABLES = ("place", "place_year", "body", "benefit", "code", "month_mask")
ROUNDS = 3
PATIENCE_S = float(os.environ.get("PAS_BENCH_PATIENCE_S", "20"))
LIMIT_S = float(os.environ.get("PAS_BENCH_LIMIT_S", "600"))
# The milliseconds of what was given up: longer than whatever was answered.
GIVEN_UP = math.inf
# Gigabytes of memory for an engine; what needs more goes to the disk, where the engine can do that.
MEMORY_GB = int(os.environ.get("PAS_BENCH_ENGINE_GB", "14"))
# Which engines stand beside DuckDB on Parquet, which always does.
YARDSTICK = "parquet"
ENGINES = os.environ.get("PAS_BENCH_ENGINES", "tables,datafusion").split(",")
SHOWN = 5
# Of the issue: how many times as fast as DuckDB each kind of question is to be.
GOALS = {"distinct": 40, "distinct filtered": 10, "sum": 10, "median": 1}
PORTAL_P95_MS, BYTES_A_RECORD = 60, 16


class Answer(NamedTuple):
    compiled: float | None
    quickest: float | None
    is_same: bool
    n_cells: int
    with_totals: float | None = None


class DuckDb:
    has_quantile = True

    def __init__(self, edition, n_threads, spill, kind):
        import duckdb

        self.name = f"DuckDB {duckdb.__version__} {'on Parquet' if kind == 'VIEW' else 'tables'}"
        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {n_threads}")
        self.connection.execute(f"SET memory_limit = '{MEMORY_GB}GB'")
        self.connection.execute(f"SET temp_directory = '{spill}'")
        self.connection.execute(f"CREATE {kind} facts AS FROM '{edition}/facts/*.parquet'")
        for table in TABLES:
            self.connection.execute(f"CREATE {kind} {table} AS FROM '{edition}/{table}.parquet'")

    def rows(self, statement):
        return self.connection.execute(statement).fetchall()


class DataFusion:
    has_quantile = False

    def __init__(self, edition, n_threads, spill):
        import datafusion

        self.name = f"DataFusion {datafusion.__version__} on Parquet"
        config = datafusion.SessionConfig().with_target_partitions(n_threads)
        runtime = datafusion.RuntimeEnvBuilder().with_disk_manager_specified(spill)
        runtime = runtime.with_fair_spill_pool(MEMORY_GB << 30)
        self.context = datafusion.SessionContext(config, runtime)
        self.context.register_parquet("facts", f"{edition}/facts/")
        for table in TABLES:
            self.context.register_parquet(table, f"{edition}/{table}.parquet")

    def rows(self, statement):
        columns = self.context.sql(statement).to_pydict()
        return list(zip(*columns.values()))


CONNECT = {
    "parquet": lambda *where: DuckDb(*where, "VIEW"),
    "tables": lambda *where: DuckDb(*where, "TABLE"),
    "datafusion": DataFusion,
}


def timed(connection, statements):
    """The rows of each statement, and the milliseconds of all of them together."""
    begin = time.perf_counter()
    rows = [connection.rows(statement) for statement in statements]
    return rows, (time.perf_counter() - begin) * 1e3


def serve(pipe, kind, *where):
    """In a process of its own: what the engine is, then rows and milliseconds of what is asked, or an error."""
    connection = CONNECT[kind](*where)
    pipe.send((connection.name, connection.has_quantile))
    while True:
        statements = pipe.recv()
        try:
            answer = timed(connection, statements)
        except Exception as error:  # not every engine's own errors pass through a pipe
            answer = RuntimeError(str(error))
        pipe.send(answer)


class Engine:
    """An engine in a process of its own: a statement that takes too long ends with the process."""

    def __init__(self, kind, edition, n_threads):
        self.kind, self.edition, self.n_threads = kind, edition, n_threads
        self.start()

    def start(self):
        """However long it takes: tables are loaded here."""
        context = multiprocessing.get_context("spawn")
        # What a killed engine has spilt is ours to remove.
        self.spill = tempfile.TemporaryDirectory(prefix=".spill-", dir=Path(self.edition).parent)
        self.pipe, theirs = context.Pipe()
        where = (self.edition, self.n_threads, self.spill.name)
        self.process = context.Process(target=serve, args=(theirs, self.kind, *where), daemon=True)
        self.process.start()
        theirs.close()
        self.name, self.has_quantile = self.receive()

    def close(self):
        if self.process:
            self.process.kill()
            self.process.join()
            self.process = None
            self.pipe.close()
            self.spill.cleanup()

    def receive(self):
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            code = self.process.exitcode
            self.close()
            raise RuntimeError(f"the process of {self.kind} has ended with {code}") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def timed(self, statements):
        """Rows and milliseconds; none and GIVEN_UP after LIMIT_S. The next question starts a fresh process."""
        if not self.process:
            self.start()
        # That the process has ended is found out where its answer is read.
        with contextlib.suppress(OSError):
            self.pipe.send(statements)
        if self.pipe.poll(LIMIT_S):
            return self.receive()
        self.close()
        return [], GIVEN_UP


def by_key(rows, n_keys):
    """The values by key. A sum or percentile of nothing is NULL in SQL, and 0 or no row here."""
    found = {}
    for row in rows:
        # A year is a number for one statement, and a code for another.
        key, values = tuple(map(str, row[:n_keys])), tuple(value or 0 for value in row[n_keys:])
        if key in found:
            raise ValueError(f"{key} comes twice")
        if any(values) or not n_keys:
            found[key] = values
    return found


def differences(check, rows):
    """What is not the same, and how many cells are compared."""
    expected, found = by_key(check["rows"], check["n_keys"]), by_key(rows, check["n_keys"])
    wrong = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
    return [f"{key}: ours {expected.get(key)}, theirs {found.get(key)}" for key in sorted(wrong)], len(expected)


def best(engine, statements):
    """The rows of each statement, and the milliseconds of all of them together; the limit is for each time."""
    rows, warm_up = engine.timed(statements)
    if warm_up > PATIENCE_S * 1e3:
        return rows, warm_up
    return rows, min(engine.timed(statements)[1] for _ in range(ROUNDS))


def by_hand():
    """For questions in the grammar, statements written by hand."""
    found, question = {}, None
    for line in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        if line.startswith("-- misure="):
            question = line.removeprefix("-- ")
        elif question:
            found[question] = f"{found.get(question, '')} {line}".rstrip("; ")
    return found


def other_ways(engine, question, hand):
    """Other statements for the same cells, rows by columns."""
    check = question["checks"][0]
    sql = check["sql"]
    head, _, keys = sql.rpartition(" GROUP BY ")
    if len(question["checks"]) > 1:
        # Only what gives all levels is another way of giving all levels.
        for year in ("CAST(f.year AS VARCHAR) AS", "f.year AS"):
            yield f"{head} GROUP BY CUBE ({keys})".replace("CAST(f.year AS VARCHAR) AS", year)
        return
    if "CAST(f.year AS VARCHAR) AS" in sql:
        yield sql.replace("CAST(f.year AS VARCHAR) AS", "f.year AS")
    if question["text"] in hand:
        yield hand[question["text"]]
    if "percentile" in check["grouping"] and engine.has_quantile:
        share = int(check["grouping"].rpartition(" ")[2]) / 100
        of_people = sql.partition(", placed AS (")[0].replace("CAST(f.year AS VARCHAR) AS", "f.year AS")
        yield f"{of_people} SELECT {keys}, quantile_disc(amount, {share}) FROM of_people GROUP BY {keys}"


def with_totals(engine, question, answer):
    """The answer with the milliseconds of all totals besides, where one CUBE gives them; its body is compared too."""
    check = question["checks"][0]
    head, _, keys = check["sql"].rpartition(" GROUP BY ")
    if len(question["checks"]) > 1 or not check["n_keys"] or "percentile" in check["grouping"]:
        return answer
    statement = f"{head} GROUP BY CUBE ({keys})".replace("CAST(f.year AS VARCHAR) AS", "f.year AS")
    rows, spent = best(engine, [statement])
    if spent == GIVEN_UP:
        return answer._replace(with_totals=spent)
    body = [row for row in rows[0] if None not in row[: check["n_keys"]]]
    same = is_same(engine, question, check, body, statement)[0]
    return answer._replace(with_totals=spent, is_same=answer.is_same and same)


def is_same(engine, question, check, rows, statement):
    wrong, n_cells = differences(check, rows)
    if wrong:
        print(f"benchmark-cube: {engine.name} differs: {question['label']} ({check['grouping']})", file=sys.stderr)
        print("    " + "\n    ".join(wrong[:SHOWN]), f"\n    {statement}", file=sys.stderr)
    return not wrong, n_cells


def ask(engine, question, hand):
    """Milliseconds, whether every cell is the same, and how many cells there are: none where it is given up."""
    checks = question["checks"]
    statements = [check["sql"] for check in checks]
    try:
        rows, compiled = best(engine, statements)
    except Exception as error:  # whatever the engine says, it has not answered
        print(f"benchmark-cube: {engine.name}: {question['label']}: {error}", file=sys.stderr)
        return Answer(None, None, False, 0)
    n_cells, same = 0, True
    for check, found, statement in zip(checks, rows, statements):
        equal, n = is_same(engine, question, check, found, statement)
        n_cells, same = n_cells + n, same and equal
    quickest = compiled
    for statement in other_ways(engine, question, hand):
        try:
            rows, other = best(engine, [statement])
        except Exception as error:  # another way that leads nowhere is none; the run goes on
            print(f"benchmark-cube: {engine.name}: {question['label']}: {error}\n    {statement}", file=sys.stderr)
            continue
        if other == GIVEN_UP:
            continue
        n_keys = checks[0]["n_keys"]
        body = [row for row in rows[0] if None not in row[:n_keys]]
        same &= is_same(engine, question, checks[0], body, statement)[0]
        quickest = min(quickest, other)
    return Answer(compiled, quickest, same, n_cells)


def number(value, digits=1):
    return "—" if value is None else f"{value:,.{digits}f}"


def milliseconds(value):
    return f"> {LIMIT_S:g} s" if value == GIVEN_UP else number(value)


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---" + "|---:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def mib(n_bytes):
    return "—" if n_bytes is None else f"{n_bytes / 2**20:,.0f} MiB"


COSTS = (
    ("people", lambda f: number(f["people"], 0)),
    ("nation made up and written as an edition", lambda f: f"{number(f['build']['seconds'])} s"),
    ("its peak of memory", lambda f: mib(f["build"]["peak_bytes"])),
    ("on disk, bytes a record", lambda f: number(f["disk_bytes"] / f["records"], 2)),
    ("loaded into columns", lambda f: f"{number(f['load_seconds'], 2)} s"),
    ("tables read and levels laid over", lambda f: f"{number(f['cube_seconds'], 2)} s"),
    ("peak of memory while loading", lambda f: mib(f["load_peak_bytes"])),
    ("in memory, bytes a record", lambda f: number(f["memory_bytes"] / f["records"], 2)),
    ("peak of memory while answering", lambda f: mib(f["answer_peak_bytes"])),
    ("portal, p50", lambda f: f"{number(f['portal']['p50_ms'])} ms"),
    ("portal, p95", lambda f: f"{number(f['portal']['p95_ms'])} ms"),
    ("portal, the slowest", lambda f: f"{number(f['portal']['max_ms'])} ms"),
    ("portal, p95 of one territory", lambda f: f"{number(f['portal']['territory_p95_ms'])} ms"),
    ("portal, p95 of national comparisons", lambda f: f"{number(f['portal']['national_p95_ms'])} ms"),
    ("portal questions a second, two readers", lambda f: number(f["portal"]["per_second"], 0)),
)


def costs(all_figures):
    """One column for each size."""
    head = ["", *(f"{figures['records']:,} records" for figures in all_figures)]
    table(head, [[label, *(cell(figures) for figures in all_figures)] for label, cell in COSTS])


def answers_of(engine, questions):
    answers, hand = [], by_hand()
    for question in questions:
        answer = ask(engine, question, hand)
        if engine.kind == YARDSTICK and answer.compiled is not None:
            answer = with_totals(engine, question, answer)
        answers.append(answer)
        took = f"{milliseconds(answer.compiled):>10}, quickest {milliseconds(answer.quickest):>8}"
        print(f"benchmark-cube: ms {took}, {engine.name}: {question['label']}", file=sys.stderr)
    return answers


def compare(path):
    figures = json.loads(path.read_text(encoding="utf-8"))
    n_threads, questions = figures["threads"], figures["questions"]
    unknown = [name for name in ENGINES if name not in CONNECT]
    if unknown:
        sys.exit(f"benchmark-cube: no engine {', '.join(unknown)}; there are {', '.join(CONNECT)}")
    chosen = [kind for kind in CONNECT if kind == YARDSTICK or kind in ENGINES]
    names, answers = [], []
    for kind in chosen:
        # One engine at a time: the tables of one must not take the memory of another.
        with contextlib.closing(Engine(kind, figures["edition"], n_threads)) as engine:
            names.append(engine.name)
            answers.append(answers_of(engine, questions))
    print(
        f"\n{figures['records']:,} records of {figures['people']:,} made-up people, {figures['places']:,} places, "
        f"{figures['years']} years, {n_threads} threads. Milliseconds; ours best of {figures['rounds']}, theirs of {ROUNDS}.\n"
    )
    rows = [row(question, of_engines) for question, of_engines in zip(questions, zip(*answers))]
    head = ["question", "ours, exact", "ours, protected"]
    head += [label for name in names for label in (f"{name}, as compiled", "quickest")]
    head += ["DuckDB Parquet with totals", "÷ exact", "as compiled ÷ exact", "quickest ÷ exact", "quickest ÷ protected"]
    head += [f"{name}: quickest ÷ exact" for name in names[1:]]
    table([*head, "answers equal"], rows)
    n_cells, same = closing_line(names, answers)
    costs([figures])
    goals(figures, answers[0])
    if not same:
        sys.exit("benchmark-cube: not every answer is the same")
    if not n_cells:
        sys.exit("benchmark-cube: nothing was compared")


def closing_line(names, answers):
    """Says how many cells were compared and whether all are the same, and who has given up; hands back the former."""
    given = [answer for of_engine in answers for answer in of_engine if answer.compiled is not None]
    n_cells, same = sum(answer.n_cells for answer in given), all(answer.is_same for answer in given)
    given_up = [sum(answer.compiled == GIVEN_UP for answer in of_engine) for of_engine in answers]
    who = ", ".join(f"{n} by {name}" for name, n in zip(names, given_up) if n)
    left_out = f" Questions given up after {LIMIT_S:g} s, and not compared: {who}." if who else ""
    print(f"{n_cells:,} cells compared, {'all equal' if same else '**not all equal**'}.{left_out}\n")
    return n_cells, same


def row(question, of_engines):
    exact, protected = question["exact_ms"], question["protected_ms"]
    duck, *others = of_engines
    return [
        question["label"],
        number(exact, 2),
        number(protected, 2),
        *(milliseconds(time) for answer in of_engines for time in (answer.compiled, answer.quickest)),
        milliseconds(duck.with_totals),
        ratio(duck.with_totals, exact),
        ratio(duck.compiled, exact),
        ratio(duck.quickest, exact),
        ratio(duck.quickest, protected),
        *(ratio(other.quickest, exact) for other in others),
        verdict(of_engines),
    ]


def verdict(of_engines):
    given = [answer for answer in of_engines if answer.compiled is not None]
    if not given or not all(answer.is_same for answer in given):
        return "**no**"
    return "—" if all(answer.compiled == GIVEN_UP for answer in given) else "yes"


def ratio(theirs, ours):
    if theirs == GIVEN_UP:
        return f"> {number(LIMIT_S * 1e3 / ours)}"
    return number(theirs and theirs / ours)


def least(ratios, goal):
    """The least of them and how many reach the goal; what was given up has no ratio."""
    answered = [ratio for ratio in ratios if ratio != GIVEN_UP]
    n_met, n_given_up = sum(ratio >= goal for ratio in answered), len(ratios) - len(answered)
    left_out = f", {n_given_up} given up" if n_given_up else ""
    return f"{number(min(answered, default=None))} ({n_met} of {len(answered)}{left_out})"


def goals(figures, duck):
    """The least ratio of each kind of question beside what was aimed at."""
    rows = []
    for kind, goal in GOALS.items():
        pairs = [(q, d) for q, d in zip(figures["questions"], duck) if q["kind"] == kind and d.compiled]
        label = f"{kind}, times as fast as DuckDB on Parquet"
        ways = (("compiled", "exact_ms"), ("quickest", "exact_ms"), ("quickest", "protected_ms"))
        ratios = [[getattr(answer, way) / question[side] for question, answer in pairs] for way, side in ways]
        rows.append([label, f"≥ {goal}", *(least(some, goal) for some in ratios)])
    p95, n_bytes = figures["portal"]["p95_ms"], figures["memory_bytes"] / figures["records"]
    rows.append(["portal, p95 in ms", f"< {PORTAL_P95_MS}", "", "", number(p95)])
    rows.append(["bytes of memory a record", f"≤ {BYTES_A_RECORD}", number(n_bytes, 2), "", ""])
    table(["least (and how many reach it)", "goal", "as compiled ÷ exact", "quickest ÷ exact", "quickest ÷ protected"], rows)


def growth(paths):
    all_figures = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    costs(all_figures)
    labels = [question["label"] for question in all_figures[0]["questions"]]
    head = ["exact / protected, ms", *(f"{figures['records']:,}" for figures in all_figures)]
    cell = lambda q: f"{number(q['exact_ms'], 2)} / {number(q['protected_ms'], 2)}"
    table(head, [[label, *(cell(figures["questions"][n]) for figures in all_figures)] for n, label in enumerate(labels)])


if __name__ == "__main__":
    command, paths = sys.argv[1], [Path(name) for name in sys.argv[2:]]
    if command == "compare":
        compare(*paths)
    else:
        growth(paths)
