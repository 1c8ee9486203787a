// How heavy and how quick the main pages are: bytes as they travel, and what Lighthouse thinks of them.
//
// Scripts are held to the limit of the project, accessibility to a score; the other scores depend on the
// machine and are printed.
import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:http";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { ARGUMENTS } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";
import { sessionOf } from "./support/session.mjs";

const MAX_SCRIPT = 150_000;
const LEAST_ACCESSIBILITY = 0.95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

const PAGES = [
  { path: "/accesso", account: null },
  { path: "/", account: "pianificatore" },
  { path: "/", account: "operatore" },
  { path: "/record", account: "operatore" },
  { path: "/domande", account: "pianificatore" },
  { path: "/domande/spesa", account: "pianificatore" },
  { path: "/domande/posizione", account: "pianificatore" },
  { path: "/analisi", account: "pianificatore" },
  {
    path: "/analisi?misure=spesa_per_abitante&righe=comune&anno=2025&territorio=mio&vista=mappa",
    account: "pianificatore",
  },
  { path: "/guida", account: "pianificatore" },
  { path: "/api", account: "pianificatore" },
];

// The body as it travels; one that the server sends plain is counted as a proxy would compress it.
async function travelling(address, headers) {
  const [answer] = await once(get(address, { headers: { "accept-encoding": "br, gzip", ...headers } }), "response");
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  assert.equal(answer.statusCode, 200, address);
  const isPlain = !answer.headers["content-encoding"];
  return { bytes: isPlain ? gzipSync(body).length : body.length, text: isPlain ? body.toString() : "" };
}

async function sum(url, addresses) {
  let bytes = 0;
  for (const address of new Set(addresses)) bytes += (await travelling(new URL(address, url))).bytes;
  return bytes;
}

// Lighthouse now and then loses the beginning of its own trace on a busy machine, and asks to be run again.
async function judged(address, options) {
  for (let n = 1; ; n += 1) {
    const { lhr } = await lighthouse(address, options);
    if (lhr.runtimeError?.code !== "NO_NAVSTART" || n === 3) return lhr;
  }
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);

describe("weight", () => {
  const sessions = new Map([[null, ""]]);
  let portal;
  let running;
  let jar;

  before(async () => {
    portal = await startPortal();
    running = await launch({
      chromePath: process.env.PAS_CHROMIUM ?? "/usr/bin/chromium",
      chromeFlags: [...ARGUMENTS, "--headless=new"],
      logLevel: "silent",
    });
    // Lighthouse opens its pages in the browser's own profile, whose cookies are set from beside it.
    const beside = await chromium.connectOverCDP(`http://127.0.0.1:${running.port}`);
    [jar] = beside.contexts();
    for (const account of new Set(PAGES.map((page) => page.account))) {
      if (account) sessions.set(account, await sessionOf(portal.url, account));
    }
  });

  after(async () => {
    await running?.kill();
    await portal?.stop();
  });

  for (const { path, account } of PAGES) {
    test(`${path} as ${account ?? "nobody"}`, async (context) => {
      const cookie = sessions.get(account);
      const html = await travelling(new URL(path, portal.url), { cookie });
      const all = (pattern) => [...html.text.matchAll(pattern)].map((match) => match[1]);
      const css = await sum(portal.url, all(/<link rel="stylesheet" href="([^"]+)"/g));
      const script = await sum(portal.url, all(/<script src="([^"]+)"/g));
      assert.ok(css > 0 && script > 0, "a page names style sheets and a script");

      await jar.clearCookies();
      const [name, value] = cookie.split("=");
      if (cookie) await jar.addCookies([{ name, value, url: portal.url }]);
      const options = {
        port: running.port,
        output: "json",
        logLevel: "silent",
        onlyCategories: CATEGORIES,
        disableFullPageScreenshot: true,
        disableStorageReset: true,
      };
      const lhr = await judged(new URL(path, portal.url).href, options);
      assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
      assert.equal(new URL(lhr.finalDisplayedUrl).pathname, new URL(path, portal.url).pathname);
      const scores = CATEGORIES.map((name) => [name, lhr.categories[name].score]);
      const words = scores.map(([name, score]) => `${name} ${score}`).join(", ");
      const shown = (audit) => lhr.audits[audit].displayValue;
      const times = `first paint ${shown("first-contentful-paint")}, layout shift ${shown("cumulative-layout-shift")}`;
      context.diagnostic(
        `html${kilobytes(html.bytes)}, css${kilobytes(css)}, script${kilobytes(script)}; Lighthouse: ${words}, ${times}`,
      );
      assert.ok(script <= MAX_SCRIPT, `${script} bytes of script, more than ${MAX_SCRIPT}`);
      const accessibility = lhr.categories.accessibility;
      const faults = accessibility.auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score === 0);
      assert.ok(accessibility.score >= LEAST_ACCESSIBILITY, faults.map(({ id }) => id).join(", "));
    });
  }
});
