// The clerk's main job, once, in order: a file in, what was set aside, people, records, a flow out that INPS's schema accepts.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { visit } from "../support/browser.mjs";
import { binary, shared } from "../support/portal.mjs";

const run = promisify(execFile);

// Ordinary pages come at once; deriving the whole district again takes its time.
const PAGE_MS = 20_000;
const DERIVING_MS = 180_000;

const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();

// A row of the school canteen's file, as the layout `mensa` knows it.
const canteenRow = ({ protocol = "", cf, month = "03/2025", cost = "60,00", share = "20,00" }) =>
  [protocol, "", cf, month, cost, share].join(";");

// Two rows that are right and three that no office could use, and why.
function canteenFile([first, second]) {
  const wrong = [
    { row: canteenRow({ cf: "CODICE-FINTO" }), cell: "CODICE-FINTO" },
    { row: canteenRow({ cf: first, month: "13/2025" }), cell: "13/2025" },
    { row: canteenRow({ cf: second, cost: "sessanta" }), cell: "sessanta" },
  ];
  const right = [first, second].map((cf, n) => canteenRow({ protocol: `PROVA-2025/${n + 1}`, cf }));
  const heading = "Protocollo;Alunno;CF alunno;Mese;Costo;Quota famiglia";
  const lines = [heading, ...right, ...wrong.map(({ row }) => row)];
  return { bytes: Buffer.from(lines.join("\r\n") + "\r\n"), n_rows: lines.length - 1, right, wrong };
}

async function upload(page, name, bytes) {
  await page.goto("/importazioni");
  await page.locator("select[name=ufficio]").selectOption("scuola");
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: bytes });
  await page.locator("form[enctype] button[type=submit]").click();
  await page.locator(".pas-esiti").waitFor();
}

export function storySuite(world) {
  describe("the main job", () => {
    const name = "mensa_prova_e2e.csv";
    let context;
    let page;
    let file;

    before(async () => {
      ({ context, page } = await visit(world.browser, world.url, "operatore"));
    });
    after(() => context?.close());

    test("the people are there, by codice fiscale", async () => {
      await page.goto("/persone");
      const codes = await page.locator("main table .pas-cf").evaluateAll((cells) => cells.map((cell) => cell.textContent.replace(/\s+/g, "")));
      const whole = codes.filter((code) => /^[A-Z0-9]{16}$/.test(code));
      assert.ok(whole.length >= 2, "the list shows at least two people with a codice fiscale");
      file = canteenFile(whole);
    });

    test("a file comes in, and every row is accounted for", async () => {
      await upload(page, name, file.bytes);
      await page.locator(".pas-esiti a").first().click();
      await page.waitForURL(/\/importazioni\/\d+$/);
      const [read, used, aside] = await page.locator(".pas-conto dd").evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));
      assert.deepEqual({ read, used, aside }, { read: file.n_rows, used: file.right.length, aside: file.wrong.length });
    });

    test("what was set aside names the offending cell", async () => {
      const problems = await text(page.locator("#problemi"));
      for (const { cell } of file.wrong) assert.ok(problems.includes(cell), `${cell} in: ${problems}`);
      const download = page.waitForEvent("download");
      await page.locator("a[href$='/da-parte']").click();
      assert.match((await download).suggestedFilename(), /\.csv$/);
    });

    test("the same file again changes nothing and says so", async () => {
      await upload(page, `copia di ${name}`, file.bytes);
      assert.match(await text(page.locator(".pas-esiti")), /già stato importato/i);
    });

    test("the records follow the facts", async () => {
      await page.goto("/persone");
      const person = page.locator("main table tr", { has: page.locator(".pas-cf") }).first().locator("a[href^='/persone/']").first();
      const address = await person.getAttribute("href");
      await page.goto("/record");
      page.setDefaultTimeout(DERIVING_MS);
      await page.locator("form[action='/record/deriva'] button").click({ noWaitAfter: true });
      await page.locator("[role=status]").waitFor();
      page.setDefaultTimeout(PAGE_MS);
      await page.goto(address);
      const records = await text(page.locator("main table", { hasText: "Record per SIUSS" }));
      assert.match(records, /A2\.12/, "the person has a record of the canteen that the file brought");
    });

    test("a record that cannot go says why, and who must act", async () => {
      await page.goto("/record?stato=incompleto");
      await page.locator("main table a[href^='/record/']").first().click();
      await page.waitForURL(/\/record\/\d+/);
      const said = await text(page.locator("main"));
      assert.match(said, /manca|mancano/i);
      assert.match(said, /ufficio|servizi sociali|cooperativa|residenza per anziani|referente/i);
    });

    test("a record's values lead to the cells of a file", async () => {
      await page.goto("/record?stato=pronto");
      await page.locator("main table a[href^='/record/']").first().click();
      await page.waitForURL(/\/record\/\d+/);
      const origin = page.locator("main a[href^='/importazioni/']").first();
      await origin.click();
      await page.waitForURL(/\/importazioni\/\d+/);
      assert.equal(await page.locator("tr.pas-scelta").count(), 1, "the row is shown in its sheet");
    });

    test("a flow is written, downloaded, and accepted by INPS's schema and by the rules", async () => {
      await page.goto("/flussi");
      await page.locator("main form[method=post][action='/flussi'] button[type=submit]").first().click();
      await page.waitForLoadState();
      if (!/\/flussi\/\d+/.test(page.url())) await page.locator("main a[href^='/flussi/']").first().click();
      await page.waitForURL(/\/flussi\/\d+/);
      const waiting = page.waitForEvent("download");
      await page.locator("a[href$='/scarica']").first().click();
      const download = await waiting;
      const path = join(world.folder, download.suggestedFilename());
      await download.saveAs(path);

      await run(binary, ["check", path]);
      const schema = join(shared, "siuss", /SINBA/.test(path) ? "SINBA.xsd" : "PS_PSA_SINA201812.xsd");
      if (existsSync(schema)) await run("xmllint", ["--noout", "--schema", schema, path], { maxBuffer: 64 << 20 });
      else console.log(`skipped xmllint: ${schema} is not there`);
    });

    test("a working CSV says that it is not INPS's layout", async () => {
      const waiting = page.waitForEvent("download");
      await page.locator("a[href$='/csv']").first().click();
      assert.match((await waiting).suggestedFilename(), /CSV-di-lavoro_non-per-INPS\.csv$/);
      assert.match(await text(page.locator("main")), /non è il tracciato CSV di INPS/);
    });

    test("an upload is registered, and what INPS refuses comes back to its record", async () => {
      await page.locator("#ricevuta").fill("INPS.PROVA.1");
      await page.locator("#file").setInputFiles({ name: "ricevuta.txt", mimeType: "text/plain", buffer: Buffer.from("prova\n") });
      await page.locator("form[action$='/caricamento'] button[type=submit]").click();
      await page.locator("[role=status]").waitFor();
      assert.match(await text(page.locator(".pas-dati").first()), /INPS\.PROVA\.1/);

      await page.locator("label[for=esito-tranne]").click();
      await page.locator("#scartati").fill("1; importo non coerente, per prova");
      await page.locator("form[action$='/esito'] button[type=submit]").click();
      await page.getByText("L'esito è registrato").waitFor();
      const refused = page.locator("main table tr", { hasText: "importo non coerente, per prova" });
      await refused.locator("a[href^='/record/']").click();
      await page.waitForURL(/\/record\/\d+/);
      const said = await text(page.locator("main"));
      assert.match(said, /scartato/);
      assert.match(said, /importo non coerente, per prova/);
    });

    test("another file waits to be uploaded", async () => {
      await page.goto("/flussi");
      await page.locator("#tipo").selectOption("SINBA");
      await page.locator("#anno").selectOption("");
      await page.locator("main form[method=post][action='/flussi'] button[type=submit]").first().click();
      await page.waitForURL(/\/flussi\/\d+/);
      assert.match(await text(page.locator("main")), /Hai caricato il file sul portale INPS\?/);
    });
  });
}
