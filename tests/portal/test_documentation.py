"""What the documentation says of the repository is so: its links, files, dependencies, commands and methods."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from levain.formulas.methods import METHODS
from levain.portal.command import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(ROOT.glob("docs/**/*.md")),
]
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?[^)]*\)")
HEADING = re.compile(r"^#+ (.*)", re.MULTILINE)
QUOTED_FILE = re.compile(r"`((?:config|docs|levain|scripts|tests)/[\w./-]+)`")
# Said within a package, as a newcomer reads them.
QUOTED_IN_A_PACKAGE = re.compile(r"`((?:[a-z]+/)+\w+\.py|(?:[a-z_]+/)+)`")

pytestmark = pytest.mark.xdist_group("guides")


def anchors(page: Path) -> set[str]:
    """As forges make them of the headings."""
    headings = (re.sub(r"[^\w\- ]", "", said.lower()) for said in HEADING.findall(page.read_text()))
    return {said.strip().replace(" ", "-") for said in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_exist(page):
    inside = [(to, anchor) for to, anchor in LINK.findall(page.read_text()) if not re.match(r"[a-z]+:", to)]
    files = [(page.parent / to if to else page, anchor) for to, anchor in inside]

    assert [str(file) for file, _anchor in files if not file.exists()] == []
    assert [f"{file}#{anchor}" for file, anchor in files if anchor and anchor not in anchors(file)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_named_in_a_text_exist(page):
    assert [name for name in QUOTED_FILE.findall(page.read_text()) if not (ROOT / name).exists()] == []


def test_architecture_names_packages_and_modules_that_exist():
    named = QUOTED_IN_A_PACKAGE.findall((ROOT / "docs/architecture.md").read_text())

    assert [name for name in named if not any(ROOT.glob(name)) and not any(ROOT.glob(f"levain/**/{name}"))] == []


def test_architecture_draws_every_package_in_the_order_that_the_contract_holds():
    drawn = re.search(r"```text\n(.*?)```", (ROOT / "docs/architecture.md").read_text(), re.DOTALL)[1]
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    held = [sorted(name.strip().removeprefix("levain.") for name in line.split("|")) for line in layers]
    said = [sorted(re.findall(r"\b([a-z]+)/", line)) for line in drawn.splitlines() if line.startswith("  ")]

    assert said == held


def test_every_direct_dependency_has_its_line_and_no_other_has_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["s3"],
        *project["dependency-groups"]["dev"],
    ]
    names = {re.match(r"[\w-]+", said)[0] for said in wanted}
    rows = re.findall(r"^\| ([a-z][^|]*?) \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"[a-z][\w-]+", re.sub(r"\(.*?\)", "", row))}

    assert explained == names


def test_the_readme_names_every_command():
    table = (ROOT / "README.md").read_text().partition("## The `levain` command")[2].partition("\n## ")[0]

    assert set(re.findall(r"`levain ([a-z]+)", table)) == set(main.commands)


def test_every_setting_is_told():
    read = set(re.findall(r"LEVAIN_[A-Z_]+", (ROOT / "config/settings.py").read_text())) - {"LEVAIN_"}
    told = set(re.findall(r"LEVAIN_[A-Z_]+", (ROOT / "README.md").read_text()))

    assert read - told == set()


def test_make_help_and_the_readme_name_the_same_targets():
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)) - {"help"}
    said = (ROOT / "README.md").read_text()

    assert [name for name in sorted(targets) if f"`{name}`" not in said and f"`make {name}`" not in said] == []


def test_every_method_is_explained():
    page = (ROOT / "docs/methods.md").read_text()

    assert set(re.findall(r"^\| (M-[A-Z]+) ", page, re.MULTILINE)) == {code.upper() for code in METHODS}


def test_every_decision_stands_in_the_index():
    folder = ROOT / "docs/adr"

    assert LINK.findall((folder / "README.md").read_text()) == [
        (path.name, "") for path in sorted(folder.glob("0*.md"))
    ]


def test_publiccode_keeps_to_the_lengths_of_its_standard():
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    longest = {"genericName": 35, "shortDescription": 150, "longDescription": 10_000}

    for said in told["description"].values():
        assert [name for name, most in longest.items() if len(said[name]) > most] == []
        assert len(said["longDescription"]) >= 150
        assert [feature for feature in said["features"] if len(feature) > 100] == []


def test_publiccode_gives_the_version_of_the_package():
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())

    assert told["softwareVersion"] == tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
