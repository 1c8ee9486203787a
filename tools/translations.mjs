// Every page of e2e/pages.mjs in Italian, as its account sees it, into a folder: NNN.html, and names.txt with their names.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pages } from "../e2e/pages.mjs";
import { startPortal } from "../e2e/support/portal.mjs";
import { sessionOf } from "../e2e/support/session.mjs";

const folder = process.argv[2];
const portal = await startPortal();
const sessions = new Map();

async function open(path, account) {
  if (account && !sessions.has(account)) sessions.set(account, await sessionOf(portal.url, account));
  const headers = account ? { cookie: sessions.get(account) } : {};
  const answer = await fetch(portal.url + path, { headers });
  if (!answer.ok) throw new Error(`${path}, ${account}: ${answer.status}`);
  return answer.text();
}

// The first page below `from` that it links to, where an address has an {id}; none where the demonstration has none yet.
async function resolve({ path, from, account }) {
  if (!path.includes("{id}")) return path;
  const [before, after] = path.split("{id}");
  const links = [...(await open(from, account)).matchAll(/href="([^"?#]+)/g)].map(([, href]) => href);
  const found = links.find((href) => href.startsWith(before) && /^\d+$/.test(href.slice(before.length, href.length - after.length)) && href.endsWith(after));
  return found;
}

try {
  const names = [];
  for (const page of pages) {
    const path = await resolve(page);
    if (!path) {
      console.log(`nothing to open yet: ${page.path}`);
      continue;
    }
    const html = await open(path, page.account);
    await writeFile(join(folder, `${String(names.length).padStart(3, "0")}.html`), html);
    names.push(`${page.path} ${page.account ?? "nessuno"}`);
  }
  await writeFile(join(folder, "names.txt"), `${names.join("\n")}\n`);
} finally {
  await portal.stop();
}
