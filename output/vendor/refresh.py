"""Fetch the vendored JavaScript again, and check it against VENDOR.toml: `python output/vendor/refresh.py`.

Needed by maintainers only, when the version changes (`--update` then writes the new checksum); needs npm. The
registry's package is fetched with `npm pack`, one file is taken out of it, and nothing of it is run.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def fetch(package: str, version: str, member: str) -> bytes:
    """Return one file of a package of the npm registry."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--ignore-scripts", f"{package}@{version}"]
        archive = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(Path(folder) / archive) as tar:
            file = tar.extractfile(f"package/{member}")
            if file is None:
                raise FileNotFoundError(f"{package}@{version} has no file {member}")
            return file.read()


def refresh(name: str, row: dict[str, str], *, update: bool) -> str:
    """Fetch one file; write it if its checksum is the recorded one, or if it is to be updated. Return the checksum."""
    data = fetch(row["package"], row["version"], row["member"])
    checksum = hashlib.sha256(data).hexdigest()
    if checksum != row["sha256"] and not update:
        raise SystemExit(f"{name}: sha256 {checksum}, but VENDOR.toml has {row['sha256']}; nothing was written")
    (FOLDER / name).write_bytes(data)
    return checksum


def main(arguments: list[str]) -> None:
    """Refresh every file of VENDOR.toml."""
    parser = argparse.ArgumentParser(description="Fetch the vendored JavaScript again and check it.")
    parser.add_argument("--update", action="store_true", help="accept a new checksum and record it")
    update = parser.parse_args(arguments).update
    record = FOLDER / "VENDOR.toml"
    text = record.read_text(encoding="utf-8")
    for name, row in tomllib.loads(text).items():
        checksum = refresh(name, row, update=update)
        text = text.replace(row["sha256"], checksum)
        sys.stdout.write(f"{name} {row['version']} {checksum}\n")
    record.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
