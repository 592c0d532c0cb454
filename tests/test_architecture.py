"""The house keeps its shape: small modules and functions, imports one way, no names that say nothing, nothing of one machine."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from dossiers import ROOT

MODULES = sorted((ROOT / "agreements").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, SHORT, HALF = 500, 60, 30, 8
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "handler", "service", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[Function]:
    yield from (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Return the lines of a function without its docstring."""
    first = function.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    end = function.end_lineno or function.lineno
    return end - function.lineno + 1 - ((first.end_lineno or first.lineno) - first.lineno + 1 if docstring else 0)


def positional(function: Function) -> int:
    return sum(argument.arg not in {"self", "cls"} for argument in (*function.args.posonlyargs, *function.args.args))


def faults(name: str, source: str) -> list[str]:
    """Return what is out of budget in a module."""
    lines = source.splitlines()
    found = [f"{name} has {len(lines)} lines"] if len(lines) > LONGEST_MODULE else []
    if Path(name).stem in EMPTY_NAMES or set(Path(name).parts) & EMPTY_NAMES:
        found.append(f"{name} says nothing")
    for function in functions(source):
        if length(function) > LONGEST_FUNCTION:
            found.append(f"{name}: {function.name} has {length(function)} lines")
        if positional(function) > 5 and not re.search(r"noqa:.*PLR0917.*#", lines[function.lineno - 1]):
            found.append(f"{name}: {function.name} takes {positional(function)} positional arguments")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_keeps_to_the_budget(path: Path) -> None:
    assert faults(path.relative_to(ROOT).as_posix(), path.read_text()) == []


def test_half_of_the_functions_are_very_short_and_nine_in_ten_short() -> None:
    lengths = [length(function) for path in MODULES for function in functions(path.read_text())]
    assert statistics.median(lengths) <= HALF
    assert sum(each < SHORT for each in lengths) / len(lengths) >= 0.9


def test_the_budget_can_be_broken() -> None:
    long = "def f(a, b, c, d, e, f):\n" + "    x = 1\n" * 61
    assert len(faults("agreements/helpers.py", long + "y = 1\n" * 500)) == 4
    assert faults("agreements/good.py", 'def f(self, a):\n    """Say.\n\n    More.\n    """\n    return a\n') == []


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports when it is loaded."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("agreements"):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("agreements"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_no_module_imports_itself_by_a_detour() -> None:
    names = {module_name(path) for path in MODULES}
    graph = {module_name(path): {each for each in imports(path) if each in names and each != module_name(path)} for path in MODULES}
    list(TopologicalSorter(graph).static_order())
    with pytest.raises(CycleError):
        list(TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())


def test_a_late_import_says_why() -> None:
    for path in MODULES:
        lines = path.read_text().splitlines()
        for function in functions(path.read_text()):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    assert re.search(r"#.*#|  # .*\w{4}", lines[node.lineno - 1]), f"{path}:{node.lineno}"


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter], check=False, capture_output=True, text=True, cwd=ROOT)
    assert re.search(r"Contracts: \d+ kept, 0 broken\.", result.stdout), result.stdout


def tracked() -> list[Path]:
    git = shutil.which("git")
    assert git
    listed = subprocess.run([git, "ls-files"], check=True, capture_output=True, text=True, cwd=ROOT).stdout.splitlines()
    return [ROOT / name for name in listed]


FOREIGN = re.compile("|".join((r"(?<![\w.])/" + "work/", "pypi" + r"\.org", "npm" + r"js\.", "files.python" + "hosted")))


def test_no_file_names_one_machine_or_a_registry() -> None:
    assert FOREIGN.search("see /" + "work/main")
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".css", ".html", ".java", ".xml", ""} and path.is_file():
            assert not FOREIGN.search(path.read_text(encoding="utf-8", errors="ignore")), path


def test_start_up_loads_nothing_heavy() -> None:
    program = "import sys, agreements.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    heavy = {"weasyprint", "pyhanko", "pikepdf", "pypdfium2", "docx", "lxml", "jinja2", "markdown_it", "yaml", "agreements.drafting"}
    assert not heavy & set(loaded)
