"""Make the design system's files from the DSFR that the `django-dsfr` development dependency carries.

    .venv/bin/python scripts/build_design.py

Writes into levain/design/static/design: `dsfr.css` (core and the components we use, icons inside, no State mark),
`etat.css` (Marianne and the State's block, loaded by the theme `etat` only), three fonts, `icons.svg`.
"""

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import brotli

DIST = Path(find_spec("dsfr").submodule_search_locations[0]) / "static/dsfr/dist"
DESIGN = Path(__file__).resolve().parent.parent / "levain/design"
OUT = DESIGN / "static/design"

COMPONENTS = ["link", "button", "badge", "tag", "alert", "form", "input", "select", "checkbox", "radio"]
COMPONENTS += ["upload", "pagination", "footer"]
FONTS = {"Regular": 400, "Medium": 500, "Bold": 700}


def css(path: Path) -> str:
    """One sheet, its header and fonts removed, its pictures inside it."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    text = re.sub(r"@font-face\{[^}]*\}", "", text).replace("Marianne,arial,sans-serif", "var(--font)")
    return re.sub(r"url\((\.\.[^)]*\.svg)\)", lambda found: inline(path.parent / found[1]), text)


def inline(path: Path) -> str:
    return f'url("data:image/svg+xml,{quote(path.read_text().strip(), safe="/ =:;,()")}")'.replace("%20", " ")


def dark_without_script(text: str) -> str:
    """The DSFR asks a script to follow the system's dark theme: say it in the sheet instead."""
    rules = (rule for rule in top_rules(text) if "[data-fr-theme=dark]" in rule.partition("{")[0] and rule[0] != "@")
    follow = (rule.replace("[data-fr-theme=dark]", "[data-fr-scheme=system]") for rule in rules)
    return f"@media (prefers-color-scheme:dark){{{''.join(follow)}}}"


def top_rules(text: str):
    """Each rule of a sheet, with the rules it holds."""
    depth, start = 0, 0
    for found in re.finditer(r"[{}]", re.sub(r"url\(\"[^\"]*\"\)", lambda url: "u" * len(url[0]), text)):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            yield text[start : found.end()]
            start = found.end()


def build_css() -> str:
    parts = [css(DIST / "core/core.main.min.css"), css(DIST / "scheme/scheme.min.css")]
    parts += [css(DIST / f"component/{name}/{name}.main.min.css") for name in COMPONENTS]
    text = "".join(parts)
    return text + dark_without_script(text)


def build_state() -> str:
    faces = "".join(
        f"@font-face{{font-display:swap;font-family:Marianne;font-style:normal;font-weight:{weight};"
        f'src:url(fonts/Marianne-{name}.woff2) format("woff2")}}'
        for name, weight in FONTS.items()
    )
    logo = css(DIST / "component/logo/logo.main.min.css")
    return ":root{--font:Marianne,arial,sans-serif}" + faces + logo + dark_without_script(logo)


def wanted_icons() -> dict[str, Path]:
    files = {path.stem: path for path in DIST.glob("icons/*/*.svg")}
    lines = (line.split("#")[0].strip() for line in (DESIGN / "icons.txt").read_text().splitlines())
    pairs = (line.partition("=")[::2] for line in lines if line)
    return {name.strip(): files[(source or name).strip()] for name, source in pairs}


def build_sprite() -> str:
    symbols = []
    for name, path in wanted_icons().items():
        box, body = re.search(r'viewBox="([^"]*)"[^>]*>(.*)</svg>', path.read_text(), re.S).groups()
        symbols.append(f'<symbol id="{name}" viewBox="{box}">{body.strip()}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def write(name: str, text: str, note: str = "") -> None:
    (OUT / name).write_text(note + text + ("\n" if note else ""))
    sys.stdout.write(f"{name}: {len(text) // 1000} kB, {len(brotli.compress(text.encode())) / 1000:.1f} kB brotli\n")


def main() -> None:
    note = "/* DSFR v1.14.4 (MIT; use reserved to the State's services), subset made by scripts/build_design.py */\n"
    (OUT / "fonts").mkdir(parents=True, exist_ok=True)
    write("dsfr.css", build_css(), note)
    write("etat.css", build_state(), note)
    write("icons.svg", build_sprite())
    for name in FONTS:
        shutil.copy(DIST / f"fonts/Marianne-{name}.woff2", OUT / "fonts")


if __name__ == "__main__":
    main()
