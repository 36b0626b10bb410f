"""The table of ASVS cannot rot: it has every requirement once, and every test and section that it names is there."""

import re
from functools import cache
from pathlib import Path

import pytest

from server import ROOT

TABLE = ROOT / "docs/security/asvs.md"
STATES = ("test", "design", "n/a", "not met")

# The levels of all requirements of ASVS 5.0.0, section by section, in the order of their numbers; those of level 3 are
# not in the table.
LEVELS = {
    "V1.1": "22", "V1.2": "1111122223", "V1.3": "112222222223", "V1.4": "222", "V1.5": "123",
    "V2.1": "122", "V2.2": "112", "V2.3": "12223", "V2.4": "23",
    "V3.1": "3", "V3.2": "113", "V3.3": "12223", "V3.4": "11222233", "V3.5": "11122333", "V3.6": "3", "V3.7": "22333",
    "V4.1": "12233", "V4.2": "23333", "V4.3": "22", "V4.4": "1222",
    "V5.1": "2", "V5.2": "112333", "V5.3": "113", "V5.4": "222",
    "V6.1": "122", "V6.2": "111111112222", "V6.3": "11223333", "V6.4": "112233", "V6.5": "22222333", "V6.6": "2223",
    "V6.7": "33", "V6.8": "2222",
    "V7.1": "222", "V7.2": "1111", "V7.3": "22", "V7.4": "11222", "V7.5": "223", "V7.6": "22",
    "V8.1": "1233", "V8.2": "1123", "V8.3": "133", "V8.4": "23",
    "V9.1": "111", "V9.2": "1222",
    "V10.1": "22", "V10.2": "223", "V10.3": "22223", "V10.4": "1111122222233333", "V10.5": "22222", "V10.6": "22",
    "V10.7": "222",
    "V11.1": "2233", "V11.2": "22233", "V11.3": "11233", "V11.4": "1222", "V11.5": "23", "V11.6": "23", "V11.7": "33",
    "V12.1": "12233", "V12.2": "11", "V12.3": "22223",
    "V13.1": "2333", "V13.2": "222223", "V13.3": "2233", "V13.4": "1222233",
    "V14.1": "22", "V14.2": "12223333", "V14.3": "122",
    "V15.1": "12233", "V15.2": "12233", "V15.3": "1222222", "V15.4": "3333",
    "V16.1": "2", "V16.2": "22222", "V16.3": "2222", "V16.4": "222", "V16.5": "2223",
    "V17.1": "23", "V17.2": "22223333", "V17.3": "22",
}
WANTED = {
    f"{section}.{number}": int(level)
    for section, levels in LEVELS.items() for number, level in enumerate(levels, start=1) if level != "3"}


def rows() -> list[list[str]]:
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| V")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named_tests(text: str) -> list[tuple[str, str]]:
    """`Folder/File`: *name*; *another* → each file with each of its names."""
    found = []
    for file, names in re.findall(r"`(\w+/\w+)`: ((?:\*[^*]+\*(?:; )?)+)", text):
        found += [(file, name) for name in re.findall(r"\*([^*]+)\*", names)]
    return found


@cache
def source(file: str) -> str | None:
    folder, name = file.split("/")
    paths = [one for one in (ROOT / "Tests" / folder).rglob(f"{name}.*") if one.suffix in (".swift", ".py")]
    return paths[0].read_text() if len(paths) == 1 else None


@cache
def sections(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def is_there(file: str, name: str) -> bool:
    text = source(file)
    return text is not None and (f"func `{name}`" in text or f"def {name}(" in text)


def test_every_requirement_of_both_levels_stands_once():
    assert (len(WANTED), sum(level == 1 for level in WANTED.values())) == (253, 70)
    named = [row[0] for row in rows()]
    assert [one for one in named if named.count(one) > 1] == []
    assert {row[0]: int(row[1]) for row in rows()} == WANTED
    assert all(len(row) == 5 and row[2] and row[3] in STATES and row[4] for row in rows())


@pytest.mark.parametrize("page", ["asvs.md", "threat-model.md"])
def test_every_test_that_is_named_is_there(page):
    named = named_tests((TABLE.parent / page).read_text())
    assert len(named) > 30
    assert [one for one in named if not is_there(*one)] == []


def test_what_is_shown_by_a_test_names_one():
    assert [row[0] for row in rows() if row[3] == "test" and not named_tests(row[4])] == []
    # A name that the pattern above does not read would be believed without being looked up.
    loose = [row[0] for row in rows() if row[4].count("*") != 2 * len(named_tests(row[4]))]
    assert loose == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/security").glob("*.md")), ids=lambda page: page.name)
def test_every_page_and_section_that_is_linked_is_there(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        path, _, section = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        assert not section or section in sections(linked), target


def test_the_documents_that_the_table_leans_on_name_what_exists():
    """Files of the source that rows point to by name."""
    text = TABLE.read_text()
    for name in set(re.findall(r"`((?:\w+/)+\w+\.(?:swift|js))`", text)):
        assert list((ROOT / "Sources").rglob(name)) or list((ROOT / "Sources").glob(f"**/{name}")), name
