// Every page: three widths, light and dark, WCAG 2.1 AA, nothing from elsewhere, and the same without JavaScript.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { closed, pages } from "../pages.mjs";
import { violations } from "../support/axe.mjs";
import { visit } from "../support/browser.mjs";
import { root } from "../support/portal.mjs";

const WIDTHS = [360, 768, 1440];
const ARTEFACTS = join(root, "test-artefacts");

// One visitor per account and way of looking, for all pages: signing in is slow on purpose.
function visitors(world) {
  const open = new Map();
  return {
    async of(account, javaScript) {
      const key = `${account} ${javaScript}`;
      if (!open.has(key)) open.set(key, await visit(world.browser, world.url, account, { javaScript }));
      return open.get(key).page;
    },
    close: () => Promise.all([...open.values()].map(({ context }) => context.close())),
  };
}

async function addressOf(page, { path, from }) {
  if (!path.includes("{id}")) return path;
  await page.goto(from);
  const prefix = path.slice(0, path.indexOf("{id}"));
  const hrefs = await page.locator(`main a[href^="${prefix}"]`).evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  const found = hrefs.find((href) => /^\d+$/.test(href.slice(prefix.length)));
  assert.ok(found, `${from} links to no ${path}`);
  return found;
}

// What a page says, however it is drawn.
async function meaning(page) {
  const plain = (texts) => texts.map((text) => text.replace(/\s+/g, " ").trim());
  return {
    heading: plain(await page.locator("h1").allTextContents()),
    tables: plain(await page.locator("table").allTextContents()),
  };
}

function watch(page, url, troubles) {
  const listeners = {
    request: (request) => {
      const address = request.url();
      if (!address.startsWith(url) && !address.startsWith("data:")) troubles.push(`asks elsewhere: ${address}`);
    },
    response: (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()} for ${response.url()}`);
    },
    pageerror: (error) => troubles.push(`script: ${error.message}`),
    console: (message) => {
      if (message.type() === "error") troubles.push(`console: ${message.text().slice(0, 200)}`);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
  };
}

function fileName({ path, from, account }, width) {
  const address = from && from.includes("?") ? `${path}-${from.split("?")[1]}` : path;
  const name = address.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home";
  return `${name}-${account ?? "nessuno"}-${width}.png`;
}

export function pagesSuite(world) {
  describe("pages", () => {
    let everyone;
    before(async () => {
      await mkdir(ARTEFACTS, { recursive: true });
      everyone = visitors(world);
    });
    after(() => everyone?.close());

    for (const entry of pages) {
      const name = `${entry.path}${entry.from?.includes("?") ? ` from ${entry.from}` : ""} as ${entry.account ?? "nobody"}`;
      test(name, async () => {
        // Both sign in first: the audit register shows who signed in.
        const page = await everyone.of(entry.account, true);
        const plainPage = await everyone.of(entry.account, false);
        const address = await addressOf(page, entry);
        const troubles = [];
        const unwatch = watch(page, world.url, troubles);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const response = await page.goto(address);
          assert.equal(response.status(), 200, address);
          await page.screenshot({ path: join(ARTEFACTS, fileName(entry, width)), fullPage: true });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
          if (overflow > 0) troubles.push(`${width} px: ${overflow} px too wide`);
          troubles.push(...(await violations(page)).map((line) => `${width} px: ${line}`));
        }
        await page.emulateMedia({ colorScheme: "dark" });
        await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
        troubles.push(...(await violations(page)).map((line) => `dark: ${line}`));
        await page.emulateMedia({ colorScheme: null });
        unwatch();
        assert.ok(troubles.length === 0, `${address}:\n  ${[...new Set(troubles)].join("\n  ")}`);

        const withScripts = await meaning(page);
        assert.equal(withScripts.heading.length, 1, "a page has one h1");
        assert.match(withScripts.heading[0], entry.heading);
        await plainPage.goto(address);
        assert.deepEqual(await meaning(plainPage), withScripts, "the page says the same without JavaScript");
      });
    }

    for (const { path, account } of closed) {
      test(`${path} is closed to ${account}`, async () => {
        const page = await everyone.of(account, true);
        const response = await page.goto(path);
        assert.equal(response.status(), 403);
        assert.deepEqual(await violations(page), []);
      });
    }

    test("who has not signed in is sent to sign in", async () => {
      const page = await everyone.of(null, true);
      for (const { path } of pages.filter(({ path }) => path !== "/accesso" && !path.includes("{id}"))) {
        await page.goto(path);
        assert.equal(new URL(page.url()).pathname, "/accesso", path);
      }
    });
  });
}
