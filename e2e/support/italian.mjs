// Figures as an Italian page writes them, from the numbers of SQL.
const group = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".");

export function decimal(value, decimals) {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const sign = value < 0 && Number(whole + (fraction ?? "")) !== 0 ? "-" : "";
  return sign + group(whole) + (fraction ? `,${fraction}` : "");
}

// Cents in a sentence: in full under a thousand euro, then whole euro, then millions with a decimal.
export function euro(cents) {
  if (cents >= 100_000_000) {
    const tenths = Math.floor((cents + 5_000_000) / 10_000_000);
    const fraction = tenths % 10 === 0 ? "" : `,${tenths % 10}`;
    return `${group(String(Math.floor(tenths / 10)))}${fraction} ${tenths === 10 ? "milione" : "milioni"} di euro`;
  }
  if (cents >= 100_000) return `${group(String(Math.floor((cents + 50) / 100)))} euro`;
  return `${decimal(cents / 100, 2)} euro`;
}

const WORDS = ["nessun", "un", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"];

// A count in a sentence: up to ten in words. One and none are followed by any vowel.
export const count = (n) => WORDS[n] ?? group(String(n));

// A figure in a table, by its unit: people, cents, or the sign behind a ratio.
export function cell(value, unit) {
  if (unit === "people") return decimal(value, 0);
  if (unit === "cents") return `${decimal(value / 100, 2)} €`;
  return `${decimal(value, 1)} ${unit}`;
}

// A figure that counts: large amounts in words.
export const headline = (value, unit) => (unit === "cents" && value >= 100_000 ? euro(value) : cell(value, unit));

// How far two figures are apart, in the measure's own unit. One is a digit: it is neither `un` nor `una`.
export function apart(value, unit) {
  if (unit === "people") return value === 1 ? "1" : count(value);
  if (unit === "cents") return euro(value);
  return unit === "%" ? `${decimal(value, 1)} punti` : `${decimal(value, 1)} ${unit}`;
}
