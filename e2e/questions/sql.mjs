// SQL by hand on the tables of an edition, as docs/guida-edizioni.md and its manifest explain them. None
// of it is made by the programs that it checks.

const MONTHS = "['gennaio','febbraio','marzo','aprile','maggio','giugno','luglio','agosto','settembre','ottobre','novembre','dicembre']";

const labelled = (column) => `(SELECT label FROM code c WHERE c.column_name = '${column}' AND c.number = f.${column}) AS ${column}`;

// One line for each record, with names in the place of numbers.
export const prepare = [
  `CREATE TABLE entries AS
   SELECT f.person, f.year, f.months, f.total_cents, f.user_cents, f.ssn_cents, f.daily_living AS living_number,
     CAST(f.year AS VARCHAR) AS anno, p.name AS comune, p.belfiore, coalesce(y.ats, '') AS ambito,
     b.code, b.code || ' · ' || b.name AS prestazione, replace(b.category, '_', ' ') AS categoria,
     ${["sex", "citizenship", "age_band", "carico", "isee_band", "daily_living", "mobility", "certified_disability", "minor_care"].map(labelled).join(", ")},
     CASE WHEN f.age_band = 0 THEN '' WHEN f.age_band <= 6 THEN 'minori (0-17 anni)'
       WHEN f.age_band <= 9 THEN 'adulti (18-64 anni)' ELSE 'anziani (65 anni e più)' END AS eta_ampia
   FROM facts f JOIN place p ON p.place = f.residence JOIN benefit b ON b.benefit = f.benefit
     LEFT JOIN place_year y ON y.place = f.residence AND y.year = f.year`,
  // The residents that divide: the latest count that is not after the year, else the earliest.
  `CREATE TABLE counts AS
   SELECT y.year, coalesce(max(n.year) FILTER (n.year <= y.year), min(n.year)) AS counted
   FROM (SELECT DISTINCT year FROM place_year) y, (SELECT DISTINCT year FROM population) n GROUP BY y.year`,
  `CREATE TABLE residents AS
   SELECT CAST(y.year AS VARCHAR) AS anno, p.name AS comune, p.belfiore, coalesce(y.ats, '') AS ambito, sum(n.residents) AS n
   FROM place_year y JOIN counts USING (year) JOIN population n ON n.place = y.place AND n.year = counts.counted
     JOIN place p ON p.place = y.place
   GROUP BY ALL`,
  `CREATE TABLE by_month AS
   SELECT e.*, (${MONTHS})[m] || ' ' || e.anno AS mese FROM entries e, generate_series(1, 12) AS s(m) WHERE (e.months >> (m - 1)) & 1 = 1`,
];

// What is measured: its unit, and its value over people (each with sums of their records).
export const MEASURES = {
  "Beneficiari": { unit: "people", sql: "count(*)" },
  "Spesa totale": { unit: "cents", sql: "sum(total)" },
  "Spesa dell'ente": { unit: "cents", sql: "sum(total) - sum(by_users) - sum(by_ssn)" },
  "Compartecipazione degli utenti": { unit: "cents", sql: "sum(by_users)" },
  "Compartecipazione del Servizio sanitario": { unit: "cents", sql: "sum(by_ssn)" },
  "Spesa per beneficiario": { unit: "cents", sql: "round(sum(total) / count(*))" },
  // The smallest amount that half of the people do not exceed.
  "Spesa mediana": { unit: "cents", sql: "list_sort(list(total))[(count(*) + 1) // 2]" },
  "Durata media": { unit: "mesi", sql: "round(sum(n_months) / sum(n_records), 1)" },
  "Mesi a testa": { unit: "mesi", sql: "round(sum(n_months) / count(*), 1)" },
  "Quota pagata dagli utenti": { unit: "%", sql: "round(100 * sum(by_users) / sum(total), 1)" },
  "Spesa per abitante": { unit: "cents", sql: "round((sum(total) - sum(by_users) - sum(by_ssn)) / any_value(n.n))", divided: true },
  "Beneficiari ogni mille abitanti": { unit: "‰", sql: "round(1000 * count(*) / any_value(n.n), 1)", divided: true },
};

// The statement of `measures` by `rows` and `columns` (expressions over `from`), with totals of each: is a
// total over rows, over columns, the row, the column, how many people, the measures.
export function cells({ measures, rows = "'Totale'", columns = "''", from = "entries", where = "true", inhabitants }) {
  const values = measures.map((name, n) => `${MEASURES[name].sql} AS m${n}`);
  const divided = measures.some((name) => MEASURES[name].divided);
  return `WITH cut AS (SELECT *, ${rows} AS r, ${columns} AS c FROM ${from} WHERE ${where}),
    people AS (
      SELECT grouping(r) AS all_r, grouping(c) AS all_c, r, c, person, sum(total_cents) AS total, sum(user_cents) AS by_users,
        sum(ssn_cents) AS by_ssn, sum(bit_count(months)) AS n_months, count(*) AS n_records
      FROM cut GROUP BY GROUPING SETS ((r, c, person), (r, person), (c, person), (person)))
    SELECT all_r, all_c, people.r, people.c, count(*) AS n, ${values.join(", ")} FROM people
    ${divided ? `LEFT JOIN (${inhabitants}) n ON n.r IS NOT DISTINCT FROM people.r` : ""}
    GROUP BY all_r, all_c, people.r, people.c`;
}

// The residents of each comune of a year and of them all; of each year, and of several nothing.
export const inhabitantsByComune = (where) => `SELECT comune AS r, sum(n) AS n FROM residents WHERE ${where} GROUP BY ROLLUP (comune)`;
export const inhabitantsByYear = (where) => `SELECT anno AS r, sum(n) AS n FROM residents WHERE ${where} GROUP BY anno`;
