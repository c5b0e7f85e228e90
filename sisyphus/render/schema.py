"""JSON Schemas of all `--json` documents, made from the types that the documents are made of."""

import ast
import dataclasses
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import is_typeddict

from sisyphus.model.evidence import Circumstances, Evidence, Freshness
from sisyphus.model.lint import LintDocument
from sisyphus.model.status import StatusDocument
from sisyphus.render import documents, documents_verify
from sisyphus.render.json import FORMAT_VERSION, HIDDEN, dump

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DOCUMENTS: Mapping[str, type] = MappingProxyType(
    {
        "status": StatusDocument,
        "verify": documents_verify.ChecksDocument,
        "audit": documents.ClaimsDocument,
        "lint": LintDocument,
        "lint-rules": documents.RulesDocument,
        "note": documents.NoteDocument,
        "notes": documents.EntriesDocument,
        "evidence-list": documents.RunsDocument,
        "evidence-show": documents.RunDocument,
        "evidence-check": documents.LogsDocument,
        "trust-list": documents.TrustDocument,
        "trust-revoke": documents.ForgotDocument,
        "error": documents.ErrorDocument,
    }
)
"""Documents by name. `report --json` is the document of `status` with one plan."""

_METRICS: dict[str, Any] = {"type": "object", "additionalProperties": {"type": ["number", "null"]}}
_AS_OBJECT: dict[tuple[type, str], dict[str, Any]] = {
    (Evidence, "metrics"): _METRICS,
    (Circumstances, "machine"): {"type": "object"},
}
"""Fields that are pairs in the model and an object in the document."""


def render_schemas(name: str | None = None) -> str:
    """Return the schema of one document, or of all by name. Raises KeyError for a name that is none."""
    if name is not None:
        return dump(schema(name))
    schemas = {each: schema(each) for each in DOCUMENTS}
    return dump({"format_version": FORMAT_VERSION, "schemas": schemas})


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one document. Every field that it names is always there."""
    root = DOCUMENTS[name]
    made: dict[str, Any] = TypeAdapter(root).json_schema(mode="serialization")
    shapes = {kind.__name__: kind for kind in _shapes(root)}
    for title, shape in (*made.get("$defs", {}).items(), (root.__name__, made)):
        if title in shapes and "properties" in shape:
            _mend(shape, shapes[title])
    return {"$schema": DIALECT, **_without_titles(made)}


def _mend(shape: dict[str, Any], kind: type) -> None:
    """Bring one object's schema to what is written: hidden fields out, all others required and described."""
    properties: dict[str, Any] = shape["properties"]
    for field in HIDDEN.get(kind, ()):
        properties.pop(field, None)
    for (owner, field), value in _AS_OBJECT.items():
        if owner is kind:
            properties[field] = dict(value)
    if kind is Evidence:
        properties["freshness"] = {"enum": [str(each) for each in Freshness]}
    for field, text in _docs(kind).items():
        if field in properties:
            properties[field]["description"] = text
    for field in properties.values():
        field.pop("default", None)
    optional: frozenset[str] = getattr(kind, "__optional_keys__", frozenset())
    shape["required"] = [field for field in properties if field not in optional]


def _shapes(root: type) -> Iterator[type]:
    """Yield the objects that a document may hold: the models and the rows, whether it does or not."""
    yield root
    modules = {inspect.getmodule(root), documents, documents_verify}
    todo = [value for module in modules if module for value in vars(module).values()]
    seen: set[type] = set()
    while todo:
        value = todo.pop()
        if not isinstance(value, type) or value in seen:
            continue
        seen.add(value)
        if dataclasses.is_dataclass(value) or is_typeddict(value):
            yield value
            todo += vars(inspect.getmodule(value)).values() if inspect.getmodule(value) else ()


def _docs(kind: type) -> dict[str, str]:
    """Return what the source says of each field; nothing where the source is not at hand."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    except (OSError, TypeError, SyntaxError):
        return {}
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found: dict[str, str] = {}
    for field, text in pairwise(body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                found[name] = " ".join(said.split())
    return found


def _without_titles(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Drop the titles that repeat a field's name."""
    match value:
        case dict():
            return {
                key: _without_titles(each)
                for key, each in value.items()
                if not (key == "title" and isinstance(each, str))
            }
        case list():
            return [_without_titles(each) for each in value]
        case _:
            return value
