"""Make places.csv from a checkout of Administrative-divisions-of-China: `python make_places.py FOLDER`.

Source: modood/Administrative-divisions-of-China (WTFPL), from the National Bureau of Statistics' codes of 2023; its
HK-MO-TW.json for Hong Kong, Macao and Taiwan. Countries, regions and short names come from places_own.csv, written by
hand, which is read beside the result.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ZONE = re.compile(
    "管理区$|办事处$|园区$|开发区$|示范区$|产业区$|直辖|市辖区|管委会|农场|林场|类似|虚拟|监狱|管理局|委员会$|中心$"
)
"""Units of the statistics that are no divisions of the state."""

TOWNSHIP = re.compile("..[镇乡]$|.街道$|苏木$")

Row = tuple[str, str, str]


def rows(folder: Path) -> Iterator[Row]:
    """Yield (name, level, name of the parent)."""
    provinces = {r["code"]: r["name"] for r in _read(folder / "provinces.csv")}
    cities = {r["code"]: r["name"] for r in _read(folder / "cities.csv")}
    areas = {r["code"]: r["name"] for r in _read(folder / "areas.csv")}
    yield from ((name, "province", "") for name in provinces.values())
    for row in _read(folder / "cities.csv"):
        yield row["name"], "prefecture", provinces[row["provinceCode"]]
    for row in _read(folder / "areas.csv"):
        city = cities[row["cityCode"]]
        yield row["name"], "county", provinces[row["provinceCode"]] if ZONE.search(city) else city
    for row in _read(folder / "streets.csv"):
        if TOWNSHIP.search(row["name"]):
            yield row["name"], "township", areas[row["areaCode"]]


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def main(folder: Path, target: Path) -> None:
    """Write the file."""
    kept = sorted({r for r in rows(folder) if not ZONE.search(r[0]) and len(r[0]) > 1})
    doc = [line for line in (__doc__ or "").splitlines() if line.startswith(("Source", "HK", "hand"))]
    with target.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in ["Administrative divisions of China. Made by make_places.py.", *doc])
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "level", "parent"))
        writer.writerows(kept)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "places.csv")
