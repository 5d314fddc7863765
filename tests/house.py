"""The house measured: its files, its import graph, its classes over their whole line of ancestors."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import kiosk

ROOT = Path(__file__).parents[1]
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "kiosk").rglob("*.py"))}


def module_name(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Return what each module imports of ours: at its top, inside functions, and for types alone."""
    names = {module_name(path) for path in SOURCES}

    def targets(tree: ast.Module) -> Iterator[str]:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield inner if inner in names else node.module
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)

    return {
        module_name(path): frozenset(targets(ast.parse(text))) & names - {module_name(path)}
        for path, text in SOURCES.items()
    }


def runs_at_load(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Return the statements that run when a module is loaded: those for types alone and in functions do not."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from runs_at_load([*node.body, *node.orelse])
        elif isinstance(node, ast.Try | ast.ClassDef):
            yield from runs_at_load(node.body)


def late_for_nothing() -> list[str]:
    """Return the imports inside functions of what is loaded anyway, by all that the file itself loads at its top."""
    names = {module_name(path) for path in SOURCES}
    trees = {module_name(path): ast.parse(text) for path, text in SOURCES.items()}
    early = {name: list(runs_at_load(tree.body)) for name, tree in trees.items()}

    def targets(node: ast.AST) -> set[str]:
        if isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            return {name if name in names else str(node.module) for name in inner} & names
        return {alias.name for alias in node.names} & names if isinstance(node, ast.Import) else set()

    @cache
    def packages(module: str) -> frozenset[str]:
        parts = module.split(".")
        return frozenset(".".join(parts[: count + 1]) for count in range(len(parts)))

    @cache
    def loads(module: str) -> set[str]:
        loaded: set[str] = set()
        waiting = set(packages(module))
        while waiting:
            loaded |= waiting
            new = {target for name in waiting for node in early[name] for target in targets(node)}
            waiting = {package for target in new for package in packages(target)} - loaded
        return loaded

    return [
        f"{module}:{node.lineno}"
        for module, tree in trees.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and targets(node) and targets(node) <= loads(module)
    ]


def circles(graph: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Return the groups of modules that import one another, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for imported in sorted(graph[module]):
            if imported not in index:
                visit(imported)
                low[module] = min(low[module], low[imported])
            elif imported in stack:
                low[module] = min(low[module], index[imported])
        if low[module] == index[module]:
            place = stack.index(module)
            group, stack[place:] = sorted(stack[place:]), []
            if len(group) > 1:
                groups.append(group)

    for module in graph:
        if module not in index:
            visit(module)
    return groups


@cache
def classes() -> Mapping[str, type]:
    """Return every class of ours by module and name, those inside other classes left out."""
    own: dict[str, type] = {}
    for info in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
        if not info.name.endswith("__main__"):
            for value in vars(importlib.import_module(info.name)).values():
                if inspect.isclass(value) and value.__module__.startswith("kiosk."):
                    own[f"{value.__module__}.{value.__qualname__}"] = value
    return own


def ancestors(kind: type) -> list[type]:
    """Return a class and those of its ancestors that are ours."""
    return [one for one in kind.__mro__ if one.__module__.startswith("kiosk.")]


def public_methods(kind: type) -> set[str]:
    """Return the names of a class's public methods, those of its ancestors of ours too."""
    return {name for one in ancestors(kind) for name, value in vars(one).items() if callable(value) and name[0] != "_"}


def stepping_stones() -> set[str]:
    """Return the classes with one heir that nobody ever makes: links of a chain. Protocols are none."""
    heirs: dict[type, int] = {}
    for kind in classes().values():
        for base in kind.__bases__:
            heirs[base] = heirs.get(base, 0) + 1
    single = {kind.__name__ for kind, count in heirs.items() if count == 1 and kind in classes().values()}
    made = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for text in SOURCES.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    protocols = {kind.__name__ for kind in classes().values() if getattr(kind, "_is_protocol", False)}
    return single - made - protocols
