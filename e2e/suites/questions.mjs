// The eight questions, played as a planner: every figure on the page against SQL on the edition's own files.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  assertNone, compareHeadlines, comparePublished, compareSentence, compareStanding, compareTable, grid, isHidden, read, said, share,
} from "../questions/compare.mjs";
import { questions } from "../questions/expected.mjs";
import { prepare } from "../questions/sql.mjs";
import { visit } from "../support/browser.mjs";
import { editions, openEdition } from "../support/sql.mjs";

const plain = (text) => text.replace(/\s+/g, " ").trim();
const YEARS = [2025, 2024];
const COMUNE = "Vergato";

// The published figures that stand beside the spending per head, the latest of each territory.
const PUBLISHED = `SELECT level, year, CAST(replace(value_text, ',', '.') AS DOUBLE) FROM published
  WHERE measure = 'Spesa per abitante' AND category = '' AND bound = '' AND month = 0
    AND ((level = 'regione' AND territory = '08') OR (level = 'ripartizione' AND territory = 'NE') OR level = 'italia')
  QUALIFY row_number() OVER (PARTITION BY level ORDER BY year DESC) = 1`;

// The territory that is chosen, in the records and among the residents.
function territory(name) {
  if (name === "mio") return { here: "ambito = 'DEMO'", living: "ambito = 'DEMO'", divides: true };
  if (name === "tutto") return { here: "true", living: "false", divides: false };
  return { here: `comune = '${name}'`, living: `comune = '${name}'`, comune: true, divides: true };
}

// What the page's form offers and what is chosen in it.
const choices = (page) =>
  page.locator("form.pas-scelta select").evaluateAll((selects) =>
    Object.fromEntries(selects.map((select) => [select.name, { chosen: select.value, options: [...select.options].map((o) => [o.value, o.textContent.trim()]) }])),
  );

async function choose(page, name, value) {
  await page.locator(`form.pas-scelta select[name="${name}"]`).selectOption(value);
  await page.locator("form.pas-scelta button[type=submit]").click();
  await page.waitForURL((address) => address.searchParams.get(name) === value);
}

async function shownOn(page) {
  const headlines = page.locator(".pas-cifre > div");
  return {
    sentence: await page.locator("main .lead").first().textContent(),
    headlines: await headlines.evaluateAll((all) => all.map((one) => [...["dt", "dd a", "dd span"].map((of) => one.querySelector(of)?.textContent.replace(/\s+/g, " ").trim() ?? "")])),
  };
}

// Compares the page that is open; gives how many figures were compared.
async function check(world, page, slug) {
  const chosen = await choices(page);
  const year = Number(chosen.anno.chosen);
  const [level, code] = chosen.territorio.chosen.split(":");
  const name = level === "comune" ? chosen.territorio.options.find(([value]) => value === `comune:${code}`)[1] : level;
  const key = Object.keys(chosen).find((key) => !["anno", "territorio"].includes(key));
  const at = { year, ...territory(name), chosen: key ? chosen[key].chosen : "" };
  const expected = questions[slug](at);
  const statements = {};
  expected.tables.forEach((table, n) => (statements[`table ${n}`] = table.sql));
  for (const part of ["headlines", "moreHeadlines", "standing"]) if (expected[part]) statements[part] = expected[part].sql;
  (expected.shares ?? []).forEach(({ of }, n) => (statements[`share ${n}`] = of.sql));
  if (expected.choice?.sql) statements.choice = expected.choice.sql;
  const rows = await world.records.ask(statements);
  const differences = [];
  const shown = await shownOn(page);
  let n = compareSentence(shown.sentence, sentence(slug, expected, rows, year, differences, shown.sentence), differences);
  if (!expected.hasNoHeadlines) {
    n += compareHeadlines({ ...expected.headlines, called: expected.called }, rows.headlines, year, shown.headlines, differences);
    if (expected.moreHeadlines) n += compareHeadlines({ ...expected.moreHeadlines, called: expected.moreCalled }, rows.moreHeadlines, year, shown.headlines, differences);
  }
  const listed = expected.headlines.measures.filter((name) => expected.called?.[name] !== null).length;
  const wanted = expected.hasNoHeadlines ? 0 : listed + (expected.moreHeadlines?.measures.length ?? 0);
  if (shown.headlines.length !== wanted) differences.push(`${shown.headlines.length} figures that count, and ${wanted} are known here`);
  n += await compareSections(world, page, expected, rows, year, differences);
  assertNone(differences, `${page.url()}`);
  return { n, chosen, most: rows.choice?.map(([code]) => code), key };
}

function sentence(slug, expected, rows, year, differences, text) {
  const years = (part) => {
    const of = grid(rows[part], expected[part].measures);
    return [of.at(String(year), null), of.at(String(year - 1), null)];
  };
  const words = [String(year)];
  const [now] = years("headlines");
  if (slug !== "affidamento" && slug !== "confronto" && Object.values(now).every((value) => value === undefined)) {
    if (!isHidden(text)) differences.push(`hidden figures are told: «${text}»`);
    return words;
  }
  for (const name of expected.sentence) {
    const isMore = name.startsWith("+ ");
    words.push(said(isMore ? name.slice(2) : name, ...years(isMore ? "moreHeadlines" : "headlines")));
  }
  (expected.shares ?? []).forEach(({ of, rows: names, says }, n) => {
    const percent = share(rows[`share ${n}`], of.measures, names);
    if (percent === null) {
      if (text.includes(says)) differences.push(`«${says}» is said of hidden figures`);
      return;
    }
    words.push(percent);
    words.push(...(says.match(/\d[\d.]*/g) ?? []));
  });
  const beside = /\. (Italia|Regione|Ripartizione)[^,]*, (\d{4}): ([\d.,]+)/.exec(text);
  if (slug === "posizione" && beside) words.push(beside[2], beside[3]);
  return expected.first ? words.concat(first(expected, rows)) : words;
}

// The first of the first table: its figure, and its share of the whole.
function first(expected, rows) {
  const place = expected.tables.findIndex(({ title }) => title === expected.first);
  const { measures } = expected.tables[place];
  const of = grid(rows[`table ${place}`], measures);
  const value = (row) => of.at(row, null)[measures[0]] ?? -1;
  const [top] = [...of.rows].sort((a, b) => value(b) - value(a));
  if (!top) return [];
  return [said(measures[0], of.at(top, null)), `${Math.round((100 * value(top)) / value(null))} %`];
}

async function compareSections(world, page, expected, rows, year, differences) {
  const sections = page.locator("main section.pas-parte");
  const titles = (await sections.locator("h2").allTextContents()).map(plain);
  const known = [...expected.tables.map(({ title }) => title), ...(expected.standing ? ["In confronto"] : [])];
  const strangers = titles.filter((title) => !known.includes(title));
  const missing = expected.tables.map(({ title }) => title).filter((title) => !titles.includes(title));
  if (strangers.length + missing.length > 0) differences.push(`unknown parts: ${strangers}; missing: ${missing}`);
  let n = 0;
  for (const [place, table] of expected.tables.entries()) {
    if (titles.includes(table.title)) n += compareTable(table, rows[`table ${place}`], await read(sections.nth(titles.indexOf(table.title))), differences);
  }
  if (expected.standing && titles.includes("In confronto")) {
    const found = await read(sections.nth(titles.indexOf("In confronto")));
    n += compareStanding(expected.standing, rows.standing, year, found, differences);
    if (expected.standing.measures[0] === "Spesa per abitante") {
      n += comparePublished(world.published, found, differences);
    }
  }
  return n;
}

// Every «Esplora» leads to the same figures, and back.
async function explore(page) {
  const address = page.url();
  const sections = page.locator("main section.pas-parte", { has: page.locator("a", { hasText: /^Esplora/ }) });
  let n = 0;
  for (let place = 0; place < (await sections.count()); place += 1) {
    const section = sections.nth(place);
    const here = await read(section);
    await section.locator("a", { hasText: /^Esplora/ }).click();
    await page.waitForURL(/\/analisi\?/);
    const there = await read(page.locator("#dati"));
    const bare = (table) => table && { ...table, headings: table.headings.map((heading) => heading.replace(/ [↑↓▲▼]$/, "")) };
    assert.deepEqual(bare(there), bare(here), `the explorer shows the same figures: ${page.url()}`);
    n += here ? here.rows.flat().length : 0;
    await page.goBack();
    assert.equal(page.url(), address);
  }
  return n;
}

export function questionsSuite(world) {
  describe("the eight questions against SQL", () => {
    const visits = [];
    let n = 0;
    before(async () => {
      const found = editions(world.folder);
      world.records = await openEdition(found.records.at(-1));
      if (world.records) await world.records.ask(Object.fromEntries(prepare.map((statement, place) => [place, statement])));
      const published = world.records && found.published.length > 0 && (await openEdition(found.published.at(-1)));
      world.published = published ? (await published.ask({ rows: PUBLISHED })).rows : [];
      if (published) published.close();
      if (world.records) assert.equal(world.published.length, 3, "the demonstration has ISTAT's figures of region, partition and Italy");
      for (const javaScript of [true, false]) visits.push(await visit(world.browser, world.url, "pianificatore", { javaScript }));
    });
    after(async () => {
      world.records?.close();
      console.log(`figures compared with SQL: ${n}`);
      await Promise.all(visits.map(({ context }) => context.close()));
    });

    for (const slug of Object.keys(questions)) {
      for (const [place, way] of ["with JavaScript", "without JavaScript"].entries()) {
        test(`${slug} ${way}`, async (t) => {
          if (!world.records) return t.skip("DuckDB is not here");
          const { page } = visits[place];
          await page.goto(`/domande/${slug}`);
          const opened = await check(world, page, slug);
          n += opened.n;
          assert.equal(opened.chosen.territorio.chosen, "mio");
          assert.equal(Number(opened.chosen.anno.chosen), YEARS[0]);
          if (opened.most) assert.deepEqual(opened.chosen[opened.key].options.map(([code]) => code), opened.most);
          n += await explore(page);
          await choose(page, "anno", String(YEARS[1]));
          n += (await check(world, page, slug)).n;
          const comune = opened.chosen.territorio.options.find(([, name]) => name === COMUNE);
          await choose(page, "territorio", comune[0]);
          n += (await check(world, page, slug)).n;
          if (opened.key) {
            const last = (await choices(page))[opened.key].options.at(-1)[0];
            await choose(page, opened.key, last);
            n += (await check(world, page, slug)).n;
          }
          await page.goBack();
          n += (await check(world, page, slug)).n;
          await choose(page, "territorio", "tutto");
          n += (await check(world, page, slug)).n;
        });
      }
    }
  });
}
