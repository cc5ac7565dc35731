"""Cut Droid Sans Fallback down to the characters of GBK: `python output/fonts/subset.py FONT`; needs fontTools."""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


def in_gbk(code: int) -> bool:
    """Tell whether a character is in GBK."""
    try:
        return bool(chr(code).encode("gbk"))
    except UnicodeEncodeError:
        return False


def main(source: str) -> None:
    """Write the subset beside this script."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if in_gbk(code)])
    subsetter.subset(font)
    font.save(Path(__file__).with_name("droid-sans-fallback.ttf"))


if __name__ == "__main__":
    main(sys.argv[1])
