"""Administrative divisions of China: the level of a place, what it lies in, and its full name.

The gazetteer is that of the extraction (`extract/data/places.csv`, `places_own.csv`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.wordlists import data_file, read_rows

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, BELOW = 1, 2, 3, 4, 5
_PEOPLES = "维吾尔|哈萨克|柯尔克孜|蒙古|土家|布依|傈僳|哈尼|景颇|朝鲜|藏|羌|彝|白|傣|壮|苗|侗|回"
_GENERIC = re.compile(rf"(?:省|市|地区|(?:(?:{_PEOPLES})族?)*自治[区州县]|特别行政区|新区|区|县|盟|旗|林区|州)$")
_REGION = re.compile(r"(?:[地山城园校库林牧老特]区|(?:开发|示范|试验|合作|实验|保税|大湾)区)$")
_BY_ENDING = (
    (re.compile(r"(?:省|自治区|特别行政区)$"), PROVINCE),
    (re.compile(r"(?:自治州|盟)$"), PREFECTURE),
    (re.compile(r"(?:市|县|旗|区)$"), COUNTY),
    (re.compile(r"(?:镇|乡|街道|苏木)$"), TOWNSHIP),
    (re.compile(r"(?:街|路|村|社区|小区|胡同|弄)$"), BELOW),
)
_BY_NAME = {"province": PROVINCE, "prefecture": PREFECTURE, "county": COUNTY, "township": TOWNSHIP}


@dataclass(frozen=True, slots=True)
class _Table:
    levels: dict[str, int]
    parents: dict[str, frozenset[str]]
    full: dict[str, str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    parents: dict[str, set[str]] = defaultdict(set)
    levels: dict[str, int] = {}
    listed: dict[str, str] = {}
    for name, kind, parent in _rows():
        if kind == "short" and parent:
            listed[name] = parent
        elif kind in _BY_NAME:
            levels[name] = min(_BY_NAME[kind], levels.get(name, BELOW))
            parents[name] |= {parent} - {""}
    return _Table(levels, {name: frozenset(found) for name, found in parents.items()}, _full_names(levels) | listed)


def _rows() -> Iterator[tuple[str, str, str]]:
    for file in ("places.csv", "places_own.csv"):
        for row in read_rows(data_file(file), ("name", "level", "parent")):
            yield row["name"], row["level"], row["parent"]


def _full_names(levels: Mapping[str, int]) -> dict[str, str]:
    """Return short name → full name, where it means but one province, prefecture or county."""
    shorts: dict[str, set[str]] = defaultdict(set)
    for name, level in levels.items():
        for short in _shorts(name) if level <= COUNTY else ():
            shorts[short].add(name)
    return {short: meant for short, names in shorts.items() if (meant := _meant(short, names, levels))}


def _shorts(name: str) -> list[str]:
    """Return the short names of a division: 阿坝 and 阿坝州 for 阿坝藏族羌族自治州. 兰州 never means 兰州新区."""
    if name.endswith("新区"):
        return []
    short = _GENERIC.sub("", name)
    return [short, f"{short}州"] if name.endswith("自治州") else [short]


def _meant(short: str, names: set[str], levels: Mapping[str, int]) -> str | None:
    """Return the province or prefecture that a short name means, where it can mean but one: 吉林 is the province."""
    provinces = [n for n in names if levels[n] == PROVINCE]
    found = provinces or sorted(names)
    return found[0] if len(short) > 1 and len(found) == 1 and levels[found[0]] <= PREFECTURE else None


def level(place: str) -> int | None:
    """Return the level of a place, from PROVINCE (1) to BELOW (5: streets, villages); None for all other places.

    A 市 that is no prefecture is taken for a county; macro-regions and zones (西部地区, 开发区) have no level.
    """
    known = _table().levels.get(place)
    if known is not None:
        return known
    if _REGION.search(place):
        return None
    return next((value for ending, value in _BY_ENDING if ending.search(place) and len(place) > 1), None)


def is_division(place: str) -> bool:
    """Tell whether a place is a province, prefecture or county of the gazetteer, by its full name."""
    return _table().levels.get(place, BELOW) <= COUNTY


def lies_in(place: str) -> frozenset[str]:
    """Return what a division lies in, if that is known; of several divisions of one name, what each lies in."""
    return _table().parents.get(place, frozenset())


def full_name(short: str) -> str | None:
    """Return the province or prefecture that a name without 省, 市 … means: 福建 → 福建省, 广西 → 广西壮族自治区."""
    return _table().full.get(short)
