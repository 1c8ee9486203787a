// The demonstration portal, started once for all tests on a free port of this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const shared = process.env.PAS_SHARED ?? join(root, "../shared");
export const binary = process.env.PAS_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/pas");

// Loading the demonstration takes seconds; a busy machine may take longer, a stuck one must not take for ever.
const PATIENCE_MS = 300_000;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

export async function startPortal() {
  const folder = await mkdtemp(join(tmpdir(), "pas-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ["--data-dir", join(folder, "data"), "demo", "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (output += chunk));
  }
  child.on("error", (error) => {
    output += error.message;
    ended = true;
  });
  child.on("exit", () => (ended = true));

  const stop = async () => {
    if (!ended) {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await Promise.race([exit, pause(5_000, undefined, { ref: false })]);
      if (!ended) child.kill("SIGKILL");
    }
    await rm(folder, { recursive: true, force: true });
  };

  const started = Date.now();
  while (!(await answers(`${url}/accesso`))) {
    if (ended || Date.now() - started > PATIENCE_MS) {
      await stop();
      throw new Error(`the portal does not answer at ${url}/accesso; it said:\n${output}`);
    }
    await pause(100);
  }
  return { url, folder, stop, output: () => output };
}
