// The explorer: looks, ways down and up, and a link that shows each reader what that reader may see.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { read } from "../questions/compare.mjs";
import { visit } from "../support/browser.mjs";

const filters = (page) => page.locator("nav[aria-label='Filtri da togliere'] a");

// The keys of an address but those named.
function rest(address, ...left) {
  const pairs = [...new URL(address).searchParams].filter(([key]) => !left.includes(key));
  return pairs.map((pair) => pair.join("=")).sort();
}

// What the map on the page shows: its shapes by name, the words of each, the legend, the reader's own border.
async function readMap(page) {
  return page.locator("figure.pas-figura").evaluate((figure) => {
    const svg = figure.querySelector("svg.pas-g-mappa");
    const shapes = [...svg.querySelectorAll("path > title")].map((title) => ({
      words: title.textContent,
      isHatched: /tratteggio/.test(title.parentElement.getAttribute("fill") ?? ""),
    }));
    const own = [...svg.querySelectorAll(".pas-g-confine")];
    return {
      shapes,
      legend: figure.querySelector(".pas-legenda").innerText,
      n_rings: own.map((path) => path.getAttribute("d").split("M").length - 1),
      words: figure.querySelector("[id$=-descrizione]").textContent,
    };
  });
}

export function explorerSuite(world) {
  describe("the explorer", () => {
    const people = {};
    before(async () => {
      for (const account of ["pianificatore", "operatore"]) people[account] = await visit(world.browser, world.url, account);
    });
    after(() => Promise.all(Object.values(people).map(({ context }) => context.close())));

    test("another look is the same question", async () => {
      const { page } = people.pianificatore;
      await page.goto("/analisi?misure=spesa_per_abitante,beneficiari&righe=comune&anno=2025&territorio=mio&ordina=-beneficiari&vista=barre");
      const looks = page.locator("nav[aria-label='Come disegnare la risposta'] a");
      const [address, table] = [page.url(), await read(page.locator("#dati"))];
      const n = await looks.count();
      assert.ok(n >= 4, `${n} looks`);
      for (let place = 0; place < n; place += 1) {
        await looks.nth(place).click();
        await page.waitForLoadState();
        assert.deepEqual(rest(page.url(), "vista"), rest(address, "vista"));
        assert.deepEqual(await read(page.locator("#dati")), table, page.url());
      }
    });

    test("down from the region to the comune, and up again", async () => {
      const { page } = people.pianificatore;
      await page.goto("/analisi?misure=beneficiari,spesa&righe=regione&anno=2025&vista=barre");
      const kept = rest(page.url(), "righe", "regione", "provincia");
      for (const [name, level] of [["Emilia-Romagna", "provincia"], ["Bologna", "comune"]]) {
        await page.locator("#dati tbody th a", { hasText: name }).first().click();
        await page.waitForURL((address) => address.searchParams.get("righe") === level);
        assert.deepEqual(rest(page.url(), "righe", "regione", "provincia"), kept);
      }
      const comuni = (await read(page.locator("#dati"))).rows.map(([name]) => name);
      assert.ok(comuni.includes("Vergato"), comuni.join());
      await filters(page).filter({ hasText: "Bologna" }).click();
      await page.waitForURL((address) => !address.searchParams.has("provincia"));
      await page.locator("nav[aria-label='Come dividere le righe'] a", { hasText: /^regione$/ }).click();
      await page.waitForURL((address) => address.searchParams.get("righe") === "regione");
      assert.deepEqual(rest(page.url(), "righe", "regione", "provincia"), kept);
    });

    test("a map has a shape for each row, hatched where hidden, and one's own border", async () => {
      const { page } = people.pianificatore;
      for (const [question, n_rows, own, says] of [
        ["misure=beneficiari&righe=ats&anno=2025", 1, "il tuo territorio: Ambito Valle del Sole", /unione dei comuni .* nel 2025/],
        ["misure=beneficiari,abitanti&righe=comune&anno=2025&prestazione=A1.14&territorio=mio", 8, "il tuo territorio", /8 di queste sono nel tuo territorio/],
      ]) {
        await page.goto(`/analisi?${question}&vista=mappa`);
        const { rows } = await read(page.locator("#dati"));
        const of_rows = rows.filter(([name]) => name !== "Totale");
        const map = await readMap(page);
        assert.equal(of_rows.length, n_rows);
        assert.deepEqual(
          map.shapes.map(({ words }) => words).sort(),
          of_rows.map(([name, value]) => `${name}: ${value}`).sort(),
        );
        for (const { words, isHatched } of map.shapes) assert.equal(isHatched, words.endsWith(": oscurato"), words);
        const n_hatched = map.shapes.filter(({ isHatched }) => isHatched).length;
        assert.equal(map.legend.includes("oscurato: poche persone"), n_hatched > 0, map.legend);
        assert.equal(n_hatched > 0, n_rows > 1, "the map of the comuni is to hide something");
        assert.ok(map.legend.includes(own), map.legend);
        assert.ok(!map.legend.includes("1.000 abitanti"), "no comune of the district is so small, and this is no rate");
        assert.match(map.words, says);
        assert.deepEqual(map.n_rings, [1], "one line around the whole ambito, none between its comuni");
      }
    });

    test("a link to one's own territory gives each reader that reader's rights", async () => {
      const address = "/analisi?misure=beneficiari&righe=prestazione&colonne=eta_ampia&anno=2025&territorio=mio";
      const seen = {};
      for (const [account, { page }] of Object.entries(people)) {
        await page.goto(address);
        seen[account] = (await read(page.locator("#dati"))).rows;
      }
      const [planner, clerk] = [seen.pianificatore.flat(), seen.operatore.flat()];
      assert.ok(planner.includes("oscurato"), "a planner sees nothing of fewer than five");
      assert.ok(!clerk.includes("oscurato"), "who may open the records sees all");
      for (const row of seen.pianificatore) {
        const same = seen.operatore.find(([name]) => name === row[0]);
        row.forEach((value, place) => {
          if (value === "oscurato") assert.ok(Number(same[place]) < 5, `${row[0]}: ${same[place]}`);
          else assert.equal(value, same[place]);
        });
      }
    });
  });
}
