// The planner's pages in German: what is translated, what stays Italian and says so, and the figures, which are the same.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { violations } from "../support/axe.mjs";
import { visit } from "../support/browser.mjs";
import { root } from "../support/portal.mjs";

const ARTEFACTS = join(root, "test-artefacts");
const LEAST_PERCENT = 95;
const FIGURE = /\d[\d.,]*\d|\d/g;
const paths = [
  "/accesso",
  "/",
  "/domande",
  "/domande/spesa",
  "/domande/prestazione",
  "/domande/non-autosufficienza",
  "/domande/affidamento",
  "/domande/isee",
  "/domande/posizione",
  "/domande/confronto",
  "/domande/andamento",
  "/analisi",
  "/guida",
];

// The texts of a page that are words and no data, and how many of them say that they are Italian.
const texts = (page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    const counted = { n: 0, italian: [] };
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim();
      const element = walker.currentNode.parentElement;
      if (!/\p{L}/u.test(text) || element.closest("script, style, code, [translate=no]")) continue;
      counted.n += 1;
      if (element.closest("[lang]").lang === "it") counted.italian.push(text);
    }
    return counted;
  });

const figures = (page) => page.locator("main td.pas-cifra, main .pas-cifre dd a").allTextContents();

export function languagesSuite(world) {
  describe("the pages in German", () => {
    let german;
    let italian;
    before(async () => {
      german = await visit(world.browser, world.url, "pianificatore", { javaScript: false });
      italian = await visit(world.browser, world.url, "pianificatore");
    });
    after(() => Promise.all([german, italian].map(({ context }) => context.close())));

    test("the menu changes the language and leads back to the page", async () => {
      const { page } = german;
      await page.goto("/domande/spesa?anno=2024");
      assert.equal(await page.locator("html").getAttribute("lang"), "it");
      await page.locator(".pas-lingue button[lang=de]").press("Enter");
      await page.waitForURL(/\/domande\/spesa\?anno=2024$/);
      assert.equal(await page.locator("html").getAttribute("lang"), "de");
      assert.equal(await page.locator("h1").textContent(), "Wie viel gibt mein Gebiet aus?");
      const cookie = (await german.context.cookies()).find(({ name }) => name === "pas_lingua");
      assert.deepEqual([cookie.value, cookie.httpOnly, cookie.sameSite], ["de", true, "Lax"]);
    });

    for (const path of paths) {
      test(path, async () => {
        const { page } = german;
        const answer = await page.goto(path);
        assert.equal(answer.headers()["content-language"], "de");
        assert.match(answer.headers().vary, /accept-language/);
        const { n, italian: left } = await texts(page);
        const percent = (100 * (n - left.length)) / n;
        assert.ok(percent >= LEAST_PERCENT, `${percent.toFixed(1)} % of ${n} texts are German; not: ${left.slice(0, 20).join(" | ")}`);
        await italian.page.goto(path);
        assert.equal(await italian.page.locator("html").getAttribute("lang"), "it");
        assert.deepEqual(
          (await figures(page)).map((text) => text.match(FIGURE)),
          (await figures(italian.page)).map((text) => text.match(FIGURE)),
          "the figures are the same",
        );
      });
    }

    test("axe finds nothing, with the language of the parts", async () => {
      const { context, page } = await visit(world.browser, world.url, "pianificatore");
      await context.addCookies([{ name: "pas_lingua", value: "de", url: world.url }]);
      for (const path of paths) {
        await page.setViewportSize({ width: 768, height: 900 });
        await page.goto(path);
        assert.deepEqual(await violations(page), [], path);
      }
      await mkdir(ARTEFACTS, { recursive: true });
      for (const path of ["/domande/spesa", "/domande/isee", "/analisi"]) {
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(path);
          await page.screenshot({ path: join(ARTEFACTS, `de${path.replaceAll("/", "-")}-${width}.png`), fullPage: true });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${path} at ${width}: ${wide} pixels too wide`);
        }
      }
      await context.close();
    });

    test("a browser that asks for French gets what there is in French", async () => {
      const answer = await fetch(`${world.url}/accesso`, { headers: { "accept-language": "fr-CH,fr;q=0.9,it;q=0.5" } });
      assert.equal(answer.headers.get("content-language"), "fr");
      assert.match(await answer.text(), /<html lang="fr">[\s\S]*Se connecter/);
    });
  });
}
