// A question is kept under a name, put on a dashboard beside another one, and moved; all without JavaScript.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { visit } from "../support/browser.mjs";

const QUESTIONS = [
  { name: "Spesa per prestazione", question: "misure=spesa&righe=prestazione&anno=2025" },
  { name: "Beneficiari per età", question: "misure=beneficiari&righe=eta_ampia&anno=2025&vista=tabella" },
];

export function viewsSuite(world) {
  describe("saved views", () => {
    let context;
    let page;

    before(async () => {
      ({ context, page } = await visit(world.browser, world.url, "pianificatore", { javaScript: false }));
    });
    after(() => context?.close());

    test("questions are kept under a name", async () => {
      for (const { name, question } of QUESTIONS) {
        await page.goto(`/analisi?${question}`);
        await page.locator(".pas-salva summary").click();
        await page.locator("#salva-nome").fill(name);
        await page.locator("label[for=salva-condivisa]").click();
        await page.locator(".pas-salva button[type=submit]").click();
        assert.match(await page.locator("main").innerText(), new RegExp(`La vista «${name}» è salvata`));
      }
    });

    test("a dashboard shows them in the order that was chosen", async () => {
      await page.goto("/cruscotti");
      await page.locator("#nome").fill("Per la giunta");
      await page.locator("label[for=condiviso]").click();
      await page.locator("#nuovo ~ form button[type=submit]").click();
      for (const { name } of QUESTIONS) {
        await page.locator("#vista").selectOption({ label: name });
        await page.getByRole("button", { name: "Aggiungi", exact: true }).click();
      }
      const titles = () => page.locator(".pas-cruscotto h2").allTextContents();
      assert.deepEqual(await titles(), QUESTIONS.map(({ name }) => name));
      await page.locator("button[value=giu]").first().click();
      assert.deepEqual(await titles(), QUESTIONS.map(({ name }) => name).reverse());
    });
  });
}
