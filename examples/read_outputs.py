#!/usr/bin/env python3
"""Reads what `lightering detect` has written, and checks it: python3 examples/read_outputs.py OUT

Needs Python 3.9 and nothing else. With pandas, polars or geopandas it reads the tables with these as well, and the Parquet files.
GeoJSON is checked strictly against RFC 7946: types, positions, closed rings of four and more, their orientation, longitudes
within 180 degrees, no edge that crosses the antimeridian, unique ids, and no member that the standard forbids. Ends with 1 if anything
is wrong.
"""

import csv
import json
import math
import sys
from datetime import datetime
from pathlib import Path

# Columns that hold times and numbers, by their names; all others are text.
TIMES = {"start", "end", "time"}
NUMBERS = ("_h", "_m", "_km", "_kn", "_fraction", "_probability", "lat", "lon", "score", "probability")

problems = []


def problem(where, what):
    problems.append(f"{where}: {what}")


def check_cell(where, column, cell):
    """A cell is empty where a value is not known; a time is RFC 3339 in UTC."""
    if not cell:
        return
    if column in TIMES:
        try:
            datetime.strptime(cell, "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            problem(where, f"{column} is no time: {cell!r}")
    elif column.endswith(NUMBERS):
        try:
            if not math.isfinite(float(cell)):
                problem(where, f"{column} is not finite: {cell!r}")
        except ValueError:
            problem(where, f"{column} is no number: {cell!r}")
    elif cell[0] in "=+-@\t\r" and not cell.lstrip("+-").replace(".", "").isdigit():
        problem(where, f"{column} would be a formula in a spreadsheet: {cell!r}")


def read_csv(path):
    """The rows of a table as dictionaries."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader)
        if len(set(header)) != len(header):
            problem(path.name, "two columns have one name")
        rows = []
        for number, cells in enumerate(reader, 2):
            where = f"{path.name}, row {number}"
            if len(cells) != len(header):
                problem(where, f"{len(cells)} cells under {len(header)} names")
            for column, cell in zip(header, cells):
                check_cell(where, column, cell)
            rows.append(dict(zip(header, cells)))
    if "id" in header and len({row["id"] for row in rows}) != len(rows):
        problem(path.name, "two rows have one id")
    return rows


def check_evidence(tables):
    """The shares of a candidate add up to its score, and each is weight times degree."""
    if "evidence.csv" not in tables or "candidates.csv" not in tables:
        return
    sums = dict.fromkeys((row["id"] for row in tables["candidates.csv"]), 0.0)
    for number, row in enumerate(tables["evidence.csv"], 2):
        where = f"evidence.csv, row {number}"
        weight, degree, share = (float(row[column]) for column in ("weight", "degree", "share"))
        if abs(weight * degree - share) > 2e-5:
            problem(where, f"the share is not weight times degree: {share}")
        if row["candidate"] not in sums:
            problem(where, f"no candidate has this id: {row['candidate']}")
        sums[row["candidate"]] = sums.get(row["candidate"], 0.0) + share
    for row in tables["candidates.csv"]:
        if abs(sums[row["id"]] - float(row["score"])) > 6e-4:
            problem("candidates.csv", f"the score of {row['id']} is not the sum of its evidence")


def unique_members(pairs):
    """RFC 7946 rests on RFC 8259, where names within an object should be unique."""
    members = dict(pairs)
    if len(members) != len(pairs):
        problem("JSON", f"a name stands twice in one object: {[name for name, _ in pairs]}")
    return members


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=unique_members, parse_constant=no_constant)


def check_position(where, position):
    """Longitude, latitude and perhaps altitude (3.1.1)."""
    is_number = lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)
    if not isinstance(position, list) or not 2 <= len(position) <= 3 or not all(map(is_number, position)):
        problem(where, f"no position: {position!r}")
        return False
    if abs(position[0]) > 180 or abs(position[1]) > 90:
        problem(where, f"not on earth: {position!r}")
    return True


def check_line(where, line, least):
    if not isinstance(line, list) or len(line) < least:
        problem(where, f"fewer than {least} positions")
        return False
    if not all([check_position(where, position) for position in line]):
        return False
    if any(abs(a[0] - b[0]) > 180 for a, b in zip(line, line[1:])):
        problem(where, "an edge crosses the antimeridian, where the line should be cut (3.1.9)")
    return True


def doubled_area(ring):
    """By the shoelace formula: above zero if the ring runs counterclockwise."""
    # From the first position, as the products of degrees would round away a ring of metres.
    east, north = ring[0][:2]
    steps = zip(ring, ring[1:])
    return sum((a[0] - east) * (b[1] - north) - (b[0] - east) * (a[1] - north) for a, b in steps)


def check_polygon(where, rings):
    """Closed rings, the outer one counterclockwise and holes clockwise (3.1.6)."""
    if not isinstance(rings, list) or not rings:
        problem(where, "a polygon without a ring")
        return
    for number, ring in enumerate(rings):
        if not check_line(where, ring, 4):
            continue
        if ring[0] != ring[-1]:
            problem(where, f"ring {number} is not closed")
        area = doubled_area(ring)
        if area == 0 or (area > 0) != (number == 0):
            problem(where, f"ring {number} has no area" if area == 0 else f"ring {number} runs the wrong way")


def check_geometry(where, geometry):
    if geometry is None:
        return
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for member in geometry["geometries"]:
            check_geometry(where, member)
        return
    checks = {
        "Point": lambda of: check_position(where, of),
        "MultiPoint": lambda of: [check_position(where, position) for position in of],
        "LineString": lambda of: check_line(where, of, 2),
        "MultiLineString": lambda of: [check_line(where, line, 2) for line in of],
        "Polygon": lambda of: check_polygon(where, of),
        "MultiPolygon": lambda of: [check_polygon(where, rings) for rings in of],
    }
    if kind not in checks:
        problem(where, f"no type of geometry: {kind!r}")
        return
    for forbidden in ("geometry", "properties", "features"):
        if forbidden in geometry:
            problem(where, f"a geometry with the member {forbidden} (7.1)")
    checks[kind](geometry.get("coordinates"))


def check_geojson(path):
    """The features of a collection, with how many there are of each type of geometry."""
    collection = read_json(path)
    if collection.get("type") != "FeatureCollection" or not isinstance(collection.get("features"), list):
        problem(path.name, "no FeatureCollection")
        return {}
    for forbidden in ("crs", "coordinates", "geometries", "geometry", "properties"):
        if forbidden in collection:
            problem(path.name, f"a collection with the member {forbidden} (4 and 7.1)")
    seen, kinds = set(), {}
    for number, feature in enumerate(collection["features"]):
        where = f"{path.name}, feature {number}"
        if feature.get("type") != "Feature" or "geometry" not in feature or "properties" not in feature:
            problem(where, "no Feature with geometry and properties (3.2)")
            continue
        if not isinstance(feature["properties"], (dict, type(None))):
            problem(where, "properties are no object")
        name = feature.get("id")
        if not isinstance(name, (str, int, float)) or isinstance(name, bool):
            problem(where, f"no id, or one that is neither text nor number: {name!r}")
        elif name in seen:
            problem(where, f"an id that another feature has: {name!r}")
        seen.add(name)
        check_geometry(where, feature["geometry"])
        kind = (feature["geometry"] or {}).get("type")
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def optional(module):
    try:
        return __import__(module)
    except ImportError:
        return None


def same_count(path, library, found, expected):
    if found != expected:
        problem(path.name, f"{library} finds {found} rows, csv {expected}")


def read_with_libraries(folder, tables):
    """Reads tables with what is installed; the names of it."""
    pandas, polars, geopandas = map(optional, ("pandas", "polars", "geopandas"))
    pyarrow = optional("pyarrow")
    for name, rows in tables.items():
        path = folder / name
        if pandas:
            times = [column for column in (rows[0] if rows else {}) if column in TIMES]
            frame = pandas.read_csv(path, parse_dates=times)
            same_count(path, "pandas", len(frame), len(rows))
            for column in times:
                if str(getattr(frame[column].dtype, "tz", None)) not in ("UTC", "utc"):
                    problem(name, f"pandas does not read {column} as times in UTC: {frame[column].dtype}")
        if polars:
            same_count(path, "polars", polars.read_csv(path, try_parse_dates=True).height, len(rows))
    for path in sorted(folder.glob("*.parquet")):
        expected = len(tables[path.with_suffix(".csv").name])
        if pandas and pyarrow:
            frame = pandas.read_parquet(path)
            same_count(path, "pandas", len(frame), expected)
            ids = {row["id"] for row in tables[path.with_suffix(".csv").name]}
            if set(frame["id"]) != ids:
                problem(path.name, "its ids are not those of the CSV")
        if polars:
            same_count(path, "polars", polars.read_parquet(path).height, expected)
        if geopandas and pyarrow:
            frame = geopandas.read_parquet(path)
            same_count(path, "geopandas", len(frame), expected)
            if not frame.geometry.is_valid.all():
                problem(path.name, "geopandas finds geometries that are not valid")
    if geopandas:
        for path in sorted(folder.glob("*.geojson")):
            frame = geopandas.read_file(path)
            same_count(path, "geopandas", len(frame), len(read_json(path)["features"]))
    return [module.__name__ for module in (pandas, polars, geopandas, pyarrow) if module]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[0])
    folder = Path(sys.argv[1])
    tables = {path.name: read_csv(path) for path in sorted(folder.glob("*.csv"))}
    if not tables:
        sys.exit(f"{folder} holds no table: it has to be the folder that --out named")
    for name, rows in tables.items():
        print(f"{name}: {len(rows)} rows")
    check_evidence(tables)
    for path in sorted(folder.glob("*.geojson")):
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(check_geojson(path).items(), key=str))
        print(f"{path.name}: {kinds or 'no feature'}")
    for path in sorted(folder.glob("*.json")):
        read_json(path)
        print(f"{path.name}: sound JSON")
    libraries = read_with_libraries(folder, tables)
    print(f"read with the standard library{''.join(', ' + name for name in libraries)}")
    shown = {}
    for line in problems:
        # Three of each kind.
        kind = line.split(": ", 1)[1].split(" of ")[0][:30]
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= 3:
            print(f"WRONG {line}")
    if problems:
        sys.exit(f"{len(problems)} problems")
    print("all sound")


if __name__ == "__main__":
    main()
