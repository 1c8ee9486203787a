// The reader of tools/benchmark-portal: saves twelve questions on each province (`save`), and opens their
// dashboards (`open`).
import { text as read } from "node:stream/consumers";
import { sessionOf } from "../e2e/support/session.mjs";

const [doing, url] = process.argv.slice(2, 4);
const n = Number(process.argv[4]);
const cookie = await sessionOf(url, "pianificatore");

// Twelve charts of a territory, as a planner would set them beside each other.
const QUESTIONS = [
  "misure=spesa&righe=anno",
  "misure=beneficiari&righe=anno",
  "misure=spesa&righe=area&anno=2025",
  "misure=beneficiari&righe=eta&anno=2025",
  "misure=beneficiari&righe=sesso&colonne=anno",
  "misure=spesa&righe=prestazione&anno=2025&ordina=-spesa&primi=10",
  "misure=beneficiari&righe=isee&anno=2025",
  "misure=spesa_media&righe=gruppo&anno=2025",
  "misure=spesa_per_abitante&righe=comune&anno=2025&ordina=-spesa_per_abitante&primi=20",
  "misure=beneficiari&righe=eta_ampia&colonne=anno",
  "misure=spesa&righe=trimestre",
  "misure=beneficiari_per_mille&righe=anno&confronto=regione",
];

async function ask(path, fields) {
  const body = fields && new URLSearchParams({ segreto: secret, ...fields });
  const answer = await fetch(url + path, { method: body ? "POST" : "GET", redirect: "manual", headers: { cookie }, body });
  const text = await answer.text();
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${text.match(/<p class="lead">(.*?)<\/p>/)?.[1] ?? text.slice(0, 300)}`);
  return { text, location: answer.headers.get("location") ?? "" };
}

// Milliseconds until the whole page is there.
async function opened(path) {
  const started = performance.now();
  const { text } = await ask(path);
  const took = performance.now() - started;
  const found = text.split('id="vista-').length - 1;
  if (found !== QUESTIONS.length || text.includes("alert-warning")) throw new Error(`${path}: ${found} charts, or one without answer`);
  return took;
}

function told(name, took) {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)].toFixed(0);
  console.log(`portal: ${name}: ${took.length} openings, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`);
}

// The first page that names what views ask for: it reads the edition.
const started = performance.now();
const secret = (await ask("/viste")).text.match(/name="segreto" value="([^"]+)"/)[1];
const reading = performance.now() - started;

async function save() {
  const { values } = JSON.parse((await ask("/api/v1/livelli/provincia/valori")).text);
  // The next view has the number after the largest that there is.
  const numbers = [...(await ask("/viste")).text.matchAll(/\/viste\/(\d+)/g)].map((match) => Number(match[1]));
  let last = Math.max(0, ...numbers);
  const pages = [];
  for (const { code, label } of values.slice(0, n)) {
    const { location } = await ask("/cruscotti", { nome: `${label} ${Date.now()}` });
    const board = location.match(/\d+/)[0];
    for (const question of QUESTIONS) {
      last += 1;
      await ask("/viste", { nome: `${label} ${last}`, domanda: `${question}&provincia=${code}` });
      await ask("/cruscotti/disposizione", { cruscotto: board, vista: String(last), azione: "aggiungi" });
    }
    pages.push(`/cruscotti/${board}`);
  }
  console.log(JSON.stringify(pages));
}

async function open() {
  const pages = JSON.parse(await read(process.stdin));
  console.log(`portal: edition read in ${(reading / 1000).toFixed(1)} s`);
  const first = [];
  for (const page of pages) first.push(await opened(page));
  told(`${QUESTIONS.length} charts, asked for the first time`, first);
  const again = [];
  for (let i = 0; i < n; i += 1) again.push(await opened(pages[i % pages.length]));
  told(`${QUESTIONS.length} charts, answers held`, again);
}

await { save, open }[doing]();
