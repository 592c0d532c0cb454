"""YAML that is written reads as what was meant, whatever it looks like to YAML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agreements.model.revisions import Content, said
from agreements.sources import Source, parse_yaml
from agreements.sources.writing import to_yaml

WRITTEN = """\
company:
  id: "proef"
  kvk: "00112233"
  sites:
    - id: "noord"
      name: "Noord: aan de \\"kade\\""
withdrawn: true
"""


def test_what_is_written_is_plain_to_read() -> None:
    site: Content = {"id": "noord", "name": 'Noord: aan de "kade"'}
    assert to_yaml({"company": {"id": "proef", "kvk": "00112233", "sites": [site]}, "withdrawn": True}) == WRITTEN


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20) | st.sampled_from(
    ["no", "0o17", "1e3", "~", "2023-07-10"]
)
keys = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
trees = st.recursive(
    st.booleans() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


@given(tree=st.dictionaries(keys, trees, min_size=1, max_size=3))
def test_what_is_written_reads_as_it_was(tree: dict[str, Content]) -> None:
    node, faults = parse_yaml(Source("dossier.yaml", to_yaml(tree)))
    assert not faults
    assert node is not None
    assert said(node) == tree
