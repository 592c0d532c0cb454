"""The way back: what a file says as YAML that reads as it was recorded, whatever it looks like to YAML."""

from __future__ import annotations

from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes every text in quotes, so that no number, date or yes of YAML's own comes in between."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  # PyYAML's contract
        super().increase_indent(flow, indentless=False)


def _mapping(dumper: yaml.SafeDumper, entries: dict[str, Any]) -> yaml.Node:
    pairs = [(yaml.ScalarNode("tag:yaml.org,2002:str", key), dumper.represent_data(value)) for key, value in entries.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(str, _text)


def to_yaml(value: object) -> str:
    """Return plain data as YAML: mappings in their order, every text in quotes. Reading it gives the same back."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=10_000, sort_keys=False)
    return text
