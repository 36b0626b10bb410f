"""The bill of materials: valid CycloneDX, the same each time, and nothing missing that the program is made of."""

import json
import re
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from server import ROOT, binary


def make(path):
    subprocess.run(
        [sys.executable, "Scripts/sbom", "--binary", binary(), "--output", path], cwd=ROOT, check=True, capture_output=True)
    return path.read_text()


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    return make(tmp_path_factory.mktemp("sbom") / "sbom.json")


@pytest.fixture(scope="module")
def bill(text):
    return json.loads(text)


def of_kind(bill, kind):
    return {one["name"].lower(): one for one in bill["components"] if one["purl"].startswith(f"pkg:{kind}/")}


def test_it_is_valid_and_the_same_each_time(text, tmp_path):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert make(tmp_path / "again.json") == text


def test_every_package_of_the_build_is_in_it_at_its_version(bill):
    swift = of_kind(bill, "swift")
    manifest = (ROOT / "Package.swift").read_text()
    named = re.findall(r'\.package\(url: "https://[^"]*/([^"/]+)", from: "([^"]+)"', manifest)
    assert len(named) > 10
    for name, least in named:
        assert [int(n) for n in swift[name.lower()]["version"].split(".")] >= [int(n) for n in least.split(".")]
    resolved = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    for one in resolved:
        if one["identity"] in swift:
            assert swift[one["identity"]]["version"] == one["state"]["version"]
    # What is resolved and missing here would be a package that nothing of ours needs.
    tree = subprocess.run(
        ["swift", "package", "show-dependencies", "--format", "flatlist"], cwd=ROOT, check=True, capture_output=True, text=True)
    assert {name.lower() for name in tree.stdout.split()} == set(swift)


def test_every_library_that_is_loaded_and_every_asset_has_its_package(bill):
    debian = of_kind(bill, "deb")
    for name in ["libpq5", "libargon2-1", "libsqlite3-0", "libc6", "libjs-bootstrap5", "libjs-pdf", "fonts-inter", "poppler-utils"]:
        assert debian[name]["scope"] == "required", name
    assert debian["libpq-dev"]["scope"] == "excluded"
    needed = re.findall(r"=> (/(?!opt)\S+)", subprocess.run(["ldd", binary()], capture_output=True, text=True).stdout)
    for path in needed:
        if "/swift/" in path:
            continue
        owners = subprocess.run(["dpkg-query", "-S", "*/" + path.rsplit("/", 1)[1]], capture_output=True, text=True).stdout
        assert {line.split(":")[0] for line in owners.splitlines()} & set(debian), path
    python = of_kind(bill, "pypi")
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE):
        assert python[name.lower()]["version"] == version


def test_every_component_has_a_licence_and_its_place_in_the_whole(bill):
    assert [one["name"] for one in bill["components"] if not one["licenses"]] == []
    known = {one["bom-ref"] for one in bill["components"]}
    reached, waiting = set(), ["lienthong"]
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    while waiting:
        for ref in needs.get(waiting.pop(), []):
            if ref not in reached:
                reached.add(ref)
                waiting.append(ref)
    assert reached == known
