"""Where fields of a clause find their values: the facts of the document, and the item at hand inside a repetition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from agreements.drafting.document import Blank, Inline, Text, Value
from agreements.drafting.facts import Choice, FactValue, Scope
from agreements.drafting.template import FieldDeclaration, FieldType, Filter, Hole
from agreements.drafting.wording import Tongue, enumeration, exact, in_words, words
from agreements.model.values import LocalText

FILTERS = ("lower", "capital", "names", "plural", "number")
ATTRIBUTES: Mapping[str, LocalText] = {
    "target": LocalText("streefjaar", "target year"),
    "baseline": LocalText("uitgangspunt", "baseline"),
    "above": LocalText("kader", "framework"),
    "boundary": LocalText("afbakening", "boundary"),
    "price_level": LocalText("prijspeil", "price level"),
    "of": LocalText("kader", "framework"),
}
"""Attributes of a figure: paths of their own that need no declaration."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The item at hand: its fields, the list it comes from and its key in it; `printed` names the item that the list stands in."""

    item: Scope
    path: str
    key: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Facts by path, with the items at hand and the declarations that say how a path prints."""

    facts: Mapping[str, FactValue]
    declared: Mapping[str, FieldDeclaration]
    bindings: Mapping[str, Binding] = field(default_factory=dict)

    def within(self, name: str, binding: Binding) -> Lookup:
        """Return this lookup with an item under a name."""
        return replace(self, bindings={**self.bindings, name: binding})

    def get(self, path: str) -> FactValue | None:
        """Return the value of a path, or None; `list.field` gives the field of every item."""
        head, _, rest = path.partition(".")
        if head in self.bindings:
            return self.bindings[head].item.get(rest)
        found = self.facts.get(path)
        return self.of_every_item(path) if found is None else found

    def of_every_item(self, path: str) -> FactValue | None:
        """Return the field of every item of the list that a path begins with, as `provinces.decision.date` or `answers.changes.old`."""
        steps = path.split(".")
        for end in range(1, len(steps)):
            items, rest = self.facts.get(".".join(steps[:end])), ".".join(steps[end:])
            if isinstance(items, tuple):
                return tuple({"": item[rest]} for item in items if rest in item)
        return None

    def count(self, path: str) -> int:
        """Return how many values a path has: 0 when absent."""
        value = self.get(path)
        return 0 if value is None else len(value) if isinstance(value, tuple) else 1

    def choice(self, path: str) -> str:
        """Return the value of a choice, or an empty string."""
        value = self.get(path)
        return value.value if isinstance(value, Choice) else ""

    def items(self, path: str) -> Sequence[Scope]:
        """Return the items of a list; a required list that is empty has one item without facts, so that its blanks show."""
        value = self.get(path)
        if isinstance(value, tuple) and value:
            return value
        declaration = self.declared.get(self.canonical(path))
        return ({},) if declaration and declaration.required else ()

    def canonical(self, path: str) -> str:
        """Return a path as it is declared: `project.name` as `projects.name`."""
        head, dot, rest = path.partition(".")
        return f"{self.bindings[head].path}{dot}{rest}" if head in self.bindings else path

    def printed_path(self, path: str) -> str:
        """Return a path that says which item is meant: `projects[ccs].name`."""
        head, dot, rest = path.partition(".")
        if head not in self.bindings:
            return path
        binding = self.bindings[head]
        return f"{binding.printed or binding.path}[{binding.key}]{dot}{rest}"

    def fill(self, hole: Hole, tongue: Tongue) -> Inline:
        """Return what is printed in a hole: the value, or a blank with the label of the field."""
        value = self.get(hole.path)
        path = self.printed_path(hole.path)
        if value is None or value == ():
            declaration = self.declared.get(self.canonical(hole.path))
            absent = declaration.absent if declaration else None
            return Text(absent.in_language(tongue.code)) if absent else Blank(path, self.label(hole.path, tongue))
        text = self.text(value, hole, tongue)
        for each in hole.filters:
            if each.name == "lower":
                text = text[:1].lower() + text[1:]
            elif each.name == "capital":
                text = text[:1].upper() + text[1:]
        return Value(path, text, exact(value))

    def text(self, value: FactValue, hole: Hole, tongue: Tongue) -> str:
        """Return the words of a value before letters are changed."""
        if isinstance(value, tuple):
            return _of_list(value, hole.filters, tongue)
        if isinstance(value, Choice):
            declaration = self.declared.get(self.canonical(hole.path))
            prints = declaration.prints.get(value.value) if declaration else None
            return prints.in_language(tongue.code) if prints else value.value
        return words(value, tongue)

    def label(self, path: str, tongue: Tongue) -> str:
        """Return the label of a field in a language; of an attribute of a figure, the figure's with what is missing about it."""
        canonical = self.canonical(path)
        declaration = self.declared.get(canonical)
        if declaration:
            return declaration.label.in_language(tongue.code)
        owner, _, attribute = canonical.rpartition(".")
        if attribute in ATTRIBUTES and owner in self.declared:
            return f"{self.declared[owner].label.in_language(tongue.code)}: {ATTRIBUTES[attribute].in_language(tongue.code)}"
        return canonical


def _of_list(items: tuple[Scope, ...], filters: Sequence[Filter], tongue: Tongue) -> str:
    """Return a list in words: an enumeration, its number, or the form of a word that fits the number."""
    for each in filters:
        if each.name == "plural":
            return each.words[0] if len(items) == 1 else each.words[1]
        if each.name == "number":
            return in_words(len(items), tongue)
    return enumeration([words(value, tongue) for item in items for value in [item.get("", item.get("name"))] if value is not None], tongue)


def declarations(fields: Sequence[FieldDeclaration]) -> dict[str, FieldDeclaration]:
    """Return declarations by path; the fields of a list's items stand under `list.field`, at any depth."""
    found: dict[str, FieldDeclaration] = {}
    for declaration in fields:
        found[declaration.id] = declaration
        if declaration.type is FieldType.LIST:
            found |= {f"{declaration.id}.{path}": inner for path, inner in declarations(declaration.of).items()}
    return found
