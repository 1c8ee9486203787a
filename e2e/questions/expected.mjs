// The eight pages: for each the tables that it shows, the figures that count, and those in its sentence,
// as SQL. `at` says what is chosen: year, `here` and `living` (the territory, in the records and in the
// residents), benefit or category.
import { cells, inhabitantsByComune, inhabitantsByYear } from "./sql.mjs";

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

// The parts that several pages share.
const inYear = (at, and = "true") => `year = ${at.year} AND ${at.here} AND ${and}`;
const ever = (at, and = "true") => `${at.here} AND ${and}`;
const table = (title, rows, measures, where, more = {}) => ({ title, measures, ...more, sql: cells({ measures, rows, where, ...more }) });
const months = (title, where) => table(title, "mese", ["Beneficiari"], where, { from: "by_month" });
const years = (title, measures, where, at) => table(title, "anno", measures, where, { inhabitants: inhabitantsByYear(at.living) });
const comuni = (title, measures, at, and) =>
  table(title, "comune", measures, inYear(at, `belfiore <> ''${and ? ` AND ${and}` : ""}`), {
    inhabitants: inhabitantsByComune(`anno = '${at.year}' AND belfiore <> '' AND ${at.living}`),
  });
const counted = (at, measures, and = "true") => ({ measures, sql: cells({ measures, rows: "anno", where: ever(at, and), inhabitants: inhabitantsByYear(at.living) }) });

const BENEFIT = ["Beneficiari", "Spesa totale", "Spesa per beneficiario", "Spesa mediana", "Durata media", "Quota pagata dagli utenti"];
const POSITION = ["Spesa per abitante", "Beneficiari ogni mille abitanti", "Spesa per beneficiario", "Quota pagata dagli utenti"];
const TYPES = { eta_ampia: "eta_ampia", sesso: "sex", cittadinanza: "citizenship", isee: "isee_band", area: "carico", autonomia: "daily_living" };

export const questions = {
  spesa: (at) => {
    const rates = at.divides ? ["Spesa per abitante"] : [];
    return {
      headlines: counted(at, ["Spesa totale", "Beneficiari", "Spesa dell'ente", ...rates]),
      sentence: ["Spesa totale", "Beneficiari", ...rates.flatMap((name) => [name, `± ${name}`])],
      standing: at.divides && counted(at, ["Spesa per abitante", "Beneficiari ogni mille abitanti"]),
      tables: [
        table("Per che cosa", "categoria", ["Spesa totale", "Beneficiari"], inYear(at, "categoria <> ''")),
        years("Anno per anno", ["Spesa totale", "Beneficiari"], ever(at), at),
        years("Chi paga", ["Spesa dell'ente", "Compartecipazione degli utenti", "Compartecipazione del Servizio sanitario", "Spesa totale"], ever(at), at),
        ...(at.comune ? [] : [comuni("Comune per comune", [...rates, "Spesa totale", "Beneficiari"], at)]),
      ],
    };
  },
  prestazione: (at) => {
    const only = `code = ${quoted(at.chosen)}`;
    return {
      choice: { name: "prestazione", sql: most("code", inYear(at, "code <> 'SINBA'")) },
      headlines: counted(at, [...BENEFIT, "Mesi a testa"], only),
      called: { "Durata media": "Durata media di un record", "Mesi a testa": null },
      sentence: ["Beneficiari", "± Beneficiari", "Spesa totale", "Spesa per beneficiario", "Mesi a testa"],
      standing: counted(at, ["Beneficiari", "Spesa per beneficiario", "Durata media"], only),
      tables: [
        table("Di che età", "age_band", ["Beneficiari", "Spesa per beneficiario"], inYear(at, only)),
        months("Mese per mese", inYear(at, only)),
        table("Con quale ISEE", "isee_band", ["Beneficiari", "Spesa per beneficiario"], inYear(at, only)),
        table("Donne e uomini, italiani e no", "citizenship", ["Beneficiari"], inYear(at, only), { columns: "sex" }),
        years("Anno per anno", ["Beneficiari", "Spesa totale", "Spesa per beneficiario", "Durata media"], ever(at, only), at),
        ...(at.comune ? [] : [comuni("Comune per comune", ["Beneficiari", "Spesa per beneficiario"], at, only)]),
      ],
    };
  },
  "non-autosufficienza": (at) => {
    const only = `code = ${quoted(at.chosen)}`;
    return {
      choice: { name: "prestazione", sql: most("code", inYear(at, "categoria = 'autonomia'")) },
      headlines: counted(at, ["Beneficiari", "Spesa per beneficiario", "Durata media"], only),
      sentence: ["Beneficiari"],
      shares: [
        { of: table("", "age_band", ["Beneficiari"], inYear(at, only)), rows: ["75-84 anni", "85 anni e più"], says: "ha 75 anni o più" },
        { of: table("", "daily_living", ["Beneficiari"], inYear(at, only)), rows: ["dipendente in parte", "dipendente in tutto"], says: "dipende da altri" },
      ],
      standing: counted(at, ["Beneficiari", "Spesa per beneficiario"], only),
      tables: [
        table("Di che età", "age_band", ["Beneficiari"], inYear(at, only), { columns: "sex" }),
        table("Quanto sono autonomi", "daily_living", ["Beneficiari", "Spesa per beneficiario"], inYear(at, only)),
        table("Come si muovono", "mobility", ["Beneficiari", "Spesa per beneficiario"], inYear(at, only)),
        table("Con invalidità certificata", "certified_disability", ["Beneficiari"], inYear(at, only)),
        table("Con quale ISEE", "isee_band", ["Beneficiari", "Quota pagata dagli utenti"], inYear(at, only)),
        table("Anno per anno", "daily_living", ["Beneficiari"], ever(at, only), { columns: "anno" }),
      ],
    };
  },
  affidamento: (at) => {
    const care = "minor_care = 'in affidamento'";
    const paid = "code = 'A1.22'";
    const all = { ...at, here: "true" };
    return {
      headlines: counted(all, ["Beneficiari"], care),
      called: { "Beneficiari": "Minori in affidamento (SINBA)" },
      moreHeadlines: counted(at, ["Beneficiari", "Spesa totale"], paid),
      moreCalled: { "Beneficiari": "Con il contributo A1.22" },
      sentence: ["Beneficiari", "± Beneficiari", "+ Beneficiari"],
      standing: counted(at, ["Beneficiari", "Spesa per beneficiario"], paid),
      tables: [
        years("Minori in affidamento, anno per anno", ["Beneficiari"], care, at),
        table("Dove crescono i minori valutati", "minor_care", ["Beneficiari"], inYear(all)),
        table("Di che età sono i minori in affidamento", "age_band", ["Beneficiari"], inYear(all, care)),
        years("Il contributo A1.22, anno per anno", ["Beneficiari", "Spesa totale", "Spesa per beneficiario", "Durata media"], ever(at, paid), at),
        months("Il contributo A1.22, mese per mese", inYear(at, paid)),
      ],
    };
  },
  isee: (at) => ({
    headlines: counted(at, ["Beneficiari"]),
    hasNoHeadlines: true,
    sentence: ["Beneficiari"],
    shares: [
      { of: table("", "isee_band", ["Beneficiari"], inYear(at)), rows: ["fino a 3.000 €", "oltre 3.000 e fino a 6.000 €", "oltre 6.000 e fino a 9.000 €"], says: "ha un ISEE fino a 9.000 euro" },
      { of: table("", "isee_band", ["Beneficiari"], inYear(at)), rows: ["ISEE non noto"], says: "non ha un ISEE noto" },
    ],
    tables: [
      table("Le persone per fascia", "isee_band", ["Beneficiari", "Spesa totale", "Spesa per beneficiario"], inYear(at)),
      table("Per età", "isee_band", ["Beneficiari"], inYear(at, "eta_ampia <> ''"), { columns: "eta_ampia" }),
      table("Per tipo di prestazione", "categoria", ["Beneficiari"], inYear(at, "categoria <> ''"), { columns: "isee_band" }),
      table("Quanto ricevono e quanto pagano", "isee_band", ["Spesa per beneficiario", "Quota pagata dagli utenti", "Spesa mediana"], inYear(at)),
      table("Anno per anno", "isee_band", ["Beneficiari"], ever(at), { columns: "anno" }),
    ],
  }),
  posizione: (at) => {
    const measures = at.divides ? POSITION : POSITION.slice(2);
    return {
      headlines: counted(at, measures),
      sentence: measures.slice(0, at.divides ? 2 : 1),
      standing: counted(at, measures),
      tables: [
        ...(at.comune || !at.divides ? [] : [
          comuni("Spesa per abitante, comune per comune", ["Spesa per abitante"], at),
          comuni("Sulla mappa", ["Spesa per abitante"], at),
          comuni("Persone raggiunte e spesa", ["Beneficiari ogni mille abitanti", "Spesa per abitante"], at),
        ]),
        years("Anno per anno", measures, ever(at), at),
      ],
    };
  },
  confronto: (at) => {
    const type = TYPES[at.chosen] ?? at.chosen;
    return {
      choice: { name: "per", first: "eta_ampia" },
      headlines: counted(at, ["Spesa totale"]),
      hasNoHeadlines: true,
      sentence: [],
      tables: [
        table("Per spesa", "prestazione", ["Spesa totale", "Beneficiari", "Spesa per beneficiario"], inYear(at)),
        table("A chi vanno", "prestazione", ["Beneficiari"], inYear(at, `${type} <> ''`), { columns: type }),
        table("Quanti e quanto a testa", "prestazione", ["Beneficiari", "Spesa per beneficiario"], inYear(at)),
        table("La spesa per tipo di beneficiario", "categoria", ["Spesa totale"], inYear(at, `categoria <> '' AND ${type} <> ''`), { columns: type }),
        table("Anno per anno", "prestazione", ["Spesa totale"], ever(at), { columns: "anno" }),
      ],
      first: "Per spesa",
    };
  },
  andamento: (at) => {
    const only = `categoria = ${quoted(at.chosen.replaceAll("_", " "))}`;
    return {
      choice: { name: "categoria", sql: most("replace(categoria, ' ', '_')", inYear(at, "categoria <> ''")) },
      headlines: counted(at, ["Spesa totale", "Beneficiari", "Spesa per beneficiario"], only),
      sentence: ["Spesa totale", "± Spesa totale", "Beneficiari", "± Beneficiari"],
      standing: counted(at, ["Spesa totale", "Beneficiari"], only),
      tables: [
        years("La spesa, anno per anno", ["Spesa totale", "Beneficiari", "Spesa per beneficiario"], ever(at, only), at),
        table("Le prestazioni della categoria", "prestazione", ["Beneficiari"], ever(at, only), { columns: "anno" }),
        months("Le persone, mese per mese", ever(at, only)),
        table("L'età, anno per anno", "eta_ampia", ["Beneficiari"], ever(at, `${only} AND eta_ampia <> ''`), { columns: "anno" }),
      ],
    };
  },
};

// What most people receive.
const most = (what, where) => `SELECT ${what} AS code, count(DISTINCT person) AS n FROM entries WHERE ${where} GROUP BY 1 HAVING n >= 5 ORDER BY n DESC, 1`;
