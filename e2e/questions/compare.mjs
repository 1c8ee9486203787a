// What a page shows against what SQL says of it: to the digit, hidden where too few people are.
import assert from "node:assert/strict";
import { apart, cell, decimal, euro, headline } from "../support/italian.mjs";
import { MEASURES } from "./sql.mjs";

// Of fewer people than these a planner sees no figure.
const THRESHOLD = 5;
export const HIDDEN = "oscurato";
const NOTHING = "–";

const plain = (text) => text.replace(/\s+/g, " ").trim();

// A row of SQL as figures by measure: a number, null for none, undefined for hidden.
function figures(row, measures) {
  const [n, ...values] = row;
  return Object.fromEntries(measures.map((name, place) => [name, n < THRESHOLD ? undefined : values[place]]));
}

const shown = (value, unit) => (value === undefined ? HIDDEN : value === null ? NOTHING : cell(value, unit));
const tells = (of) => Object.values(of).some((value) => value);

// The rows of a statement of `cells`, by row and column; a key of null is a total.
export function grid(rows, measures) {
  const found = new Map();
  for (const [allRows, allColumns, row, column, ...rest] of rows) {
    found.set(JSON.stringify([allRows ? null : row, allColumns ? null : column]), figures(rest, measures));
  }
  const at = (row, column) => found.get(JSON.stringify([row, column])) ?? figures([0], measures);
  const keys = (place) => [...new Set([...found.keys()].map((key) => JSON.parse(key)[place]))].filter((key) => key !== null);
  return {
    at,
    // Those of which anything is shown.
    rows: keys(0).filter((row) => keys(1).some((column) => tells(at(row, column))) || tells(at(row, null))),
    columns: keys(1).filter((column) => keys(0).some((row) => tells(at(row, column))) || tells(at(null, column))),
  };
}

// Headings and rows of the table in `section`, the totals last; null where it shows none.
export async function read(section) {
  if ((await section.locator("table").count()) === 0) return null;
  const table = section.locator("table").first();
  return table.evaluate((element) => {
    const text = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const cells = (row) => [...row.children].map(text);
    return { headings: cells(element.tHead.rows[0]), rows: [...element.tBodies[0].rows, ...(element.tFoot?.rows ?? [])].map(cells) };
  });
}

// A heading as column and measure.
function parsed(heading, measures, hasColumns) {
  if (!hasColumns) return [null, heading];
  const measure = measures.find((name) => heading.endsWith(` · ${name}`));
  const column = heading.slice(0, heading.length - measure.length - 3);
  return [column === "Totale" ? null : column, measure];
}

// Compares a table; gives how many figures it has. `differences` takes what is wrong.
export function compareTable({ title, measures, columns }, rows, page, differences) {
  const expected = grid(rows, measures);
  if (page === null) {
    if (expected.rows.length > 0) differences.push(`${title}: no table, and SQL has ${expected.rows.length} rows`);
    return 0;
  }
  const headings = page.headings.slice(1).map((heading) => parsed(heading, measures, Boolean(columns)));
  const named = page.rows.slice(0, -1).map(([name]) => name);
  const same = (what, ours, theirs) => {
    const [left, right] = [[...new Set(ours)].sort(), [...theirs].sort()];
    if (JSON.stringify(left) !== JSON.stringify(right)) differences.push(`${title}: ${what} ${left.join(", ")}; SQL: ${right.join(", ")}`);
  };
  same("rows", named, expected.rows);
  if (columns) same("columns", headings.map(([column]) => column).filter((column) => column !== null), expected.columns);
  let n = 0;
  for (const [name, ...values] of page.rows) {
    const row = name === "Totale" ? null : name;
    values.forEach((value, place) => {
      const [column, measure] = headings[place];
      const wanted = shown(expected.at(row, column)[measure], MEASURES[measure].unit);
      if (value !== wanted) differences.push(`${title}, ${name}, ${page.headings[place + 1]}: «${value}»; SQL: «${wanted}»`);
      n += 1;
    });
  }
  return n;
}

// What a figure says of the year before: nothing where either is not shown or not there.
function note(now, before, unit) {
  if (typeof now !== "number" || typeof before !== "number") return "";
  if (now === before) return "come l'anno prima";
  return `${apart(Math.abs(now - before), unit)} in ${now > before ? "più" : "meno"} dell'anno prima`;
}

// Compares the figures that count, `[label, figure, note]` each.
export function compareHeadlines({ measures, called = {} }, rows, year, page, differences) {
  const years = grid(rows, measures);
  const [now, before] = [years.at(String(year), null), years.at(String(year - 1), null)];
  // A measure that is called nothing is in the sentence alone.
  const listed = measures.filter((name) => called[name] !== null);
  for (const name of listed) {
    const { unit } = MEASURES[name];
    const label = called[name] ?? name;
    const found = page.find(([other]) => other === label);
    const value = now[name];
    const wanted = [label, typeof value === "number" ? headline(value, unit) : shown(value, unit), note(value, before[name], unit)];
    if (JSON.stringify(found?.map(plain)) !== JSON.stringify(wanted.map(plain))) differences.push(`figure «${found}»; SQL: «${wanted}»`);
  }
  return listed.length * 2;
}

function difference(now, then, unit) {
  if (typeof now !== "number" || typeof then !== "number" || then === 0) return NOTHING;
  if (unit === "%") {
    const points = Math.round((now - then) * 10) / 10;
    return `${points > 0 ? "+" : ""}${decimal(points, 1)} punti`;
  }
  const change = Math.round(((now - then) / then) * 1000) / 10;
  return `${change > 0 ? "+" : ""}${decimal(change, 1)} %`;
}

// Compares the territory's own rows in «In confronto», and the differences of the rest by what they show.
export function compareStanding({ measures }, rows, year, page, differences) {
  const years = grid(rows, measures);
  const now = years.at(String(year), null);
  let n = 0;
  page.rows.forEach(([who, ...cells], place) => {
    const own = place === 0 ? year : place === 1 && who.endsWith(String(year - 1)) ? year - 1 : null;
    if (own === null) return;
    const then = years.at(String(own), null);
    measures.forEach((name, column) => {
      const { unit } = MEASURES[name];
      const wanted = [shown(then[name], unit), place === 0 ? NOTHING : difference(now[name], then[name], unit)];
      const found = cells.slice(2 * column, 2 * column + 2);
      if (JSON.stringify(found) !== JSON.stringify(wanted)) differences.push(`In confronto, ${who}, ${name}: «${found}»; SQL: «${wanted}»`);
      n += 2;
    });
  });
  return n;
}

// Compares what others have published, by SQL on their own edition: rows of territory, level, year, value in euro per head.
// Of another year and by another definition: no difference stands beside them.
export function comparePublished(rows, page, differences) {
  const names = { regione: "Regione", ripartizione: "Ripartizione", italia: "Italia" };
  for (const [level, year, value] of rows) {
    const found = page.rows.find(([who]) => who.startsWith(names[level]) && who.endsWith(`, ${year}`));
    const wanted = [cell(value * 100, "cents"), NOTHING];
    if (JSON.stringify(found?.slice(1, 3)) !== JSON.stringify(wanted)) differences.push(`published ${level}: «${found}»; SQL: «${wanted}»`);
  }
  return rows.length * 2;
}

// The words that a figure has in a sentence.
function said(name, now, before) {
  const [sign, measure] = /^[±] /.test(name) ? ["±", name.slice(2)] : ["", name];
  const { unit } = MEASURES[measure];
  if (sign) return note(now[measure], before[measure], unit);
  const value = now[measure];
  if (value === undefined) return unit === "people" ? /poch[ie] (persone|minori)|oscurat[oi]/ : /oscurat[oa]/;
  return unit === "cents" ? euro(value) : unit === "‰" ? decimal(value, 1) : cell(value, unit);
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Whether the sentence says that its figures are hidden, in the place of any.
export const isHidden = (sentence) => /le cifre sono oscurate: riguardano troppo poche persone, o nessuna\.$/.test(plain(sentence));

// Compares every number of a sentence, in order; `wanted` are words or patterns. What is left has no digit.
export function compareSentence(sentence, wanted, differences) {
  let rest = plain(sentence).replace(/«[^»]*»( \([^)]*\))?|\(A1\.22\)/g, "");
  const spelled = ["", "un", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"];
  for (const words of wanted.filter((words) => words !== "")) {
    const pattern = typeof words === "string" ? new RegExp(`(?<![\\d.,])${(/^\d+$/.test(words) && spelled[Number(words)]) || escaped(words)}(?!\\d|[.,]\\d)`) : words;
    const place = rest.search(pattern);
    const found = place >= 0 && [place, rest.match(pattern)[0].length];
    if (!found) {
      differences.push(`«${words}» is not in «${sentence}»`);
      continue;
    }
    rest = rest.slice(0, found[0]) + "…" + rest.slice(found[0] + found[1]);
  }
  if (/\d/.test(rest)) differences.push(`nobody expects the digits of «${rest}»`);
  return wanted.length;
}

export { said };

// A share of the whole as the sentence says it, in whole percent; nothing where any part is hidden.
export function share(rows, measures, names) {
  const parts = grid(rows, measures);
  const [measure] = measures;
  const whole = parts.at(null, null)[measure];
  const values = names.map((name) => (parts.rows.includes(name) ? parts.at(name, null)[measure] : 0));
  if (whole === undefined || values.includes(undefined)) return null;
  return `${decimal((100 * values.reduce((a, b) => a + b, 0)) / whole, 0)} %`;
}

export function assertNone(differences, where) {
  assert.ok(differences.length === 0, `${where}:\n  ${differences.join("\n  ")}`);
}
