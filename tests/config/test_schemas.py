"""JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.config.found_files import shipped, shipped_files
from kiosk.config.schemas import FILES, schemas, write_schemas


def test_the_committed_schemas_are_current() -> None:
    """What stands in config/schemas is what the models make today; `scripts/schemas` writes them."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (shipped_files() / "schemas").iterdir()}

    assert schemas() == written


def test_schemas_are_written(tmp_path: Path) -> None:
    """`scripts/schemas` writes one file for each shape and says which."""
    written = write_schemas(tmp_path / "schemas")

    assert sorted(schemas()) == sorted(path.name for path in written)
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize("name", [*FILES, "settings"])
def test_every_key_is_described(name: str) -> None:
    """An editor can say what each key means, and marks keys that are not known."""
    schema = json.loads(schemas()[f"{name}.schema.json"])

    for shape in [schema, *schema.get("$defs", {}).values()]:
        assert shape["additionalProperties"] is False
        assert [] == [key for key, value in shape["properties"].items() if not value.get("description")]


def test_every_shipped_file_names_its_schema() -> None:
    """The first line of each YAML file leads an editor to a schema that is there."""
    for file in [
        shipped_files() / "kiosk.yaml",
        *(path for home in shipped().values() for path in home.glob("*.yaml")),
    ]:
        first = file.read_text(encoding="utf-8").split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (file.parent / first.split("=")[1]).is_file()
