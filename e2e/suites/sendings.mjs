// The way to INPS, as the clerk goes it: from a number to the records, from a refusal to the cell, to the signed proof.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { visit } from "../support/browser.mjs";
import { root } from "../support/portal.mjs";

const ARTEFACTS = join(root, "test-artefacts");

const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();

export function sendingsSuite(world) {
  describe("the way to INPS", () => {
    let context;
    let page;

    before(async () => {
      await mkdir(ARTEFACTS, { recursive: true });
      ({ context, page } = await visit(world.browser, world.url, "operatore"));
    });
    after(() => context?.close());

    test("the navigation leads to it, and the stages add up to what is expected", async () => {
      await page.goto("/");
      await page.locator("nav a[href='/invii']").first().click();
      await page.waitForURL(/\/invii$/);
      const total = await page.locator("#invii tfoot td").allInnerTexts();
      const [expected, ...stages] = total.slice(0, 8).map((n) => Number(n.replaceAll(".", "")));
      assert.equal(stages.reduce((sum, n) => sum + n, 0), expected);
      assert.ok(stages.slice(0, 6).every((n) => n > 0), `${stages}`);
    });

    test("a number leads to as many records", async () => {
      await page.goto("/invii?per=ufficio");
      for (const column of [1, 3, 6, 7]) {
        const cell = page.locator("#invii tbody tr").first().locator("th, td").nth(column);
        const n = await text(cell);
        const link = cell.locator("a");
        if ((await link.count()) === 0) continue;
        await link.click();
        await page.waitForURL(/\/record\?/);
        assert.match(await text(page.locator("main")), new RegExp(`(^|\\s)${n} record trovat`));
        await page.goBack();
      }
    });

    test("what INPS refused leads to the record, the reason, the value and the cell of a file", async () => {
      await page.goto("/");
      await page.locator("#scartati a[href^='/invii/scartati?']").first().click();
      await page.waitForURL(/\/invii\/scartati\?/);
      await page.locator("a[href*='#valore-']").first().click();
      await page.waitForURL(/\/record\/\d+#valore-/);
      assert.equal(await text(page.locator("h1")), "Perché INPS ha scartato questo record?");
      assert.match(await text(page.locator(".pas-motivi")), /INPS dice: .*Chi lo può fare/);
      const value = page.locator(`tr[id='${new URL(page.url()).hash.slice(1)}']`);
      await page.screenshot({ path: join(ARTEFACTS, "scartato-valore.png") });
      const cell = value.locator("a[href^='/importazioni/']").first();
      await cell.click();
      await page.waitForURL(/\/importazioni\/\d+/);
      assert.equal(await page.locator("tr.pas-scelta").count(), 1, "the row is shown in its sheet");
    });

    test("a refused record is published again, and says so", async () => {
      await page.goto("/record?invio=scartato");
      await page.locator("main table a[href^='/record/']").first().click();
      await page.getByRole("button", { name: "Pubblica di nuovo" }).click();
      await page.locator("[role=status]").waitFor();
      assert.match(await text(page.locator("[role=status]")), /^1 record pubblicato: INPS/);
      assert.equal(await text(page.locator("h1")), "Questo record aspetta che INPS lo prelevi");
      assert.equal(await page.locator("#invii tbody tr").count(), 2, "both sendings are told");
    });

    test("what is late is what the ente decides", async () => {
      await page.goto("/invii");
      assert.doesNotMatch(await text(page.locator("#invii thead")), /In ritardo/);
      await page.getByLabel("Prestazioni: giorni").fill("900");
      await page.getByRole("button", { name: "Salva" }).click();
      await page.locator("[role=status]").waitFor();
      assert.match(await text(page.locator("#invii thead")), /In ritardo/);
      const late = page.locator(".pas-via li", { hasText: "oltre la scadenza" }).locator("a");
      const n = (await text(late)).split(" ")[0];
      await late.click();
      await page.waitForURL(/quota=in_ritardo/);
      assert.match(await text(page.locator("main")), new RegExp(`(^|\\s)${n} record trovat`));
    });

    test("the proof prints, with every hash and a place to sign", async () => {
      await page.goto("/invii/prova?mese=2023-03&prestazione=A1.07");
      const pdf = await page.pdf({ path: join(ARTEFACTS, "prova-degli-invii.pdf"), preferCSSPageSize: true });
      assert.ok(pdf.length > 10_000 && pdf.subarray(0, 5).toString() === "%PDF-");
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 1032, height: 720 });
      await page.screenshot({ path: join(ARTEFACTS, "prova-degli-invii.png"), fullPage: true });
      assert.equal(await page.locator("nav:visible, form:visible").count(), 0, "nothing to click on paper");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
      const table = await page.evaluate(() => {
        const box = document.querySelector("#invii .pas-tabella-riquadro");
        return box.scrollWidth - box.clientWidth;
      });
      assert.ok(overflow <= 0 && table <= 0, `cut off on paper: ${overflow} ${table}`);
      const hashes = await page.locator("#invii tbody td:last-child").allInnerTexts();
      assert.ok(hashes.length > 0 && hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash.replace(/\s/g, ""))));
      assert.match(await text(page.locator(".pas-firma")), /Ada Esempini/);
      await page.emulateMedia({ media: null });
    });
  });
}
