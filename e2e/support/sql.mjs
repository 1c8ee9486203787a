// SQL on the Parquet of the demonstration's editions, answered by DuckDB, which knows nothing of PAS.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./portal.mjs";

const CANNOT_BE_HAD = 3;

// The folders of the editions of records and of published figures, the latest last.
export function editions(folder) {
  const all = join(folder, "data/edizioni");
  const folders = readdirSync(all).sort().map((name) => join(all, name));
  return {
    records: folders.filter((edition) => existsSync(join(edition, "facts"))),
    published: folders.filter((edition) => existsSync(join(edition, "published.parquet"))),
  };
}

// An engine over one edition: `ask` gives the rows of each statement by its name. Null where DuckDB cannot be had.
export async function openEdition(edition) {
  const child = spawn(join(root, "tools/duckdb"), [edition], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (statements) => {
    child.stdin.write(`${JSON.stringify(statements)}\n`);
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    if (child.exitCode === null) await once(child, "exit");
    if (child.exitCode === CANNOT_BE_HAD) return null;
    throw new Error(`DuckDB ended with ${child.exitCode}`);
  };
  child.stdin.on("error", () => {});
  const known = await ask({ is_here: "SELECT 1" });
  return known && { ask, close: () => child.stdin.end() };
}
