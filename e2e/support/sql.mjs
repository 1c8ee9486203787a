// SQL on the Parquet of the demonstration's editions, answered by DuckDB, which knows nothing of PAS.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
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

// Rows by name of the statements by name; null where DuckDB cannot be had.
export function ask(edition, statements) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, "tools/duckdb"), [edition], { stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === CANNOT_BE_HAD) return resolve(null);
      if (code !== 0) return reject(new Error(`DuckDB ended with ${code}`));
      resolve(JSON.parse(output));
    });
    child.stdin.end(JSON.stringify(statements));
  });
}
