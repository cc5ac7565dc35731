"""One script out of the page's modules, without any JavaScript tool.

The sources in `page/` are plain ES modules, so that editors, linters and node's test runner understand them; the page
needs one inline script. `bundle` puts the modules one behind another, each after those that it imports, and makes each
a function that returns what it exports:

    import { h } from "./dom.js";           const { h } = modules["dom.js"];
    export function quote(text) { … }       function quote(text) { … } … return { quote };

That is right as long as modules use no other forms than `import { a, b } from "./x.js"`, `export function`,
`export async function`, `export const` and `export class`; anything else is an error.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from importlib.resources import files

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class BundleError(ValueError):
    """The modules cannot be put together."""


def page_file(name: str) -> str:
    """Return a file of the page's sources."""
    return (files("output") / "page" / name).read_text(encoding="utf-8")


def vendored(name: str) -> str:
    """Return a vendored script, without the note on its source map, which a browser would ask for."""
    text = (files("output") / "vendor" / name).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)


def bundle(entry: str = "main.js", read: Callable[[str], str] = page_file) -> str:
    """Return one script with all modules that `entry` needs."""
    modules: dict[str, str] = {}
    _collect(entry, read, modules, ())
    body = "\n".join(_wrapped(name, text) for name, text in modules.items())
    return f'(() => {{\n"use strict";\nconst modules = {{}};\n{body}\n}})();\n'


def _collect(name: str, read: Callable[[str], str], modules: dict[str, str], above: tuple[str, ...]) -> None:
    """Add a module behind all that it imports."""
    if name in above:
        raise BundleError(f"modules import each other in a ring: {' → '.join((*above, name))}")
    if name in modules:
        return
    text = read(name)
    for _, imported in _IMPORT.findall(text):
        _collect(imported, read, modules, (*above, name))
    modules[name] = text


def _wrapped(name: str, text: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(text)]
    text = _IMPORT.sub(r'const \1 = modules["\2"];\n', text)
    text = _EXPORT.sub(r"\1 \2", text)
    if other := _OTHER.search(text):
        allowed = '`import { a } from "./x.js"` and `export function`, `const` and `class`'
        raise BundleError(f"{name}: {other[0]!r} is not understood; only {allowed} are")
    return f'modules["{name}"] = (() => {{\n{text}return {{ {", ".join(exported)} }};\n}})();'


def script(text: str) -> str:
    """Return a script so that it can stand inside a page's `<script>`: nothing in it ends the element."""
    return re.sub(r"<(?=/script|!--)", r"\\x3C", text, flags=re.IGNORECASE)


def csp_hash(text: str) -> str:
    """Return the source expression of a Content Security Policy that allows exactly this inline script."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
