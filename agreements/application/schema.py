"""Use case: the JSON Schema of the files that people write."""

from __future__ import annotations

from agreements.drafting.template import ClauseFile, DocumentFile, TemplateFile
from agreements.model.arranging import ArrangementFile
from agreements.model.dossier import Dossier
from agreements.model.installations import InstallationsFile
from agreements.model.inventory import Inventory
from agreements.model.law import LawFile
from agreements.model.pledges import PledgesFile
from agreements.model.redaction import RedactionFile
from agreements.model.registry import Retrieval
from agreements.model.schema import json_schema
from agreements.workflow.definition import WorkflowFile

SCHEMAS: dict[str, type] = {
    "dossier": Dossier,
    "template": TemplateFile,
    "document": DocumentFile,
    "clause": ClauseFile,
    "workflow": WorkflowFile,
    "pledges": PledgesFile,
    "installations": InstallationsFile,
    "retrieved": Retrieval,
    "law": LawFile,
    "take-in": Inventory,
    "redactions": RedactionFile,
    "arrangement": ArrangementFile,
}


def schema(name: str) -> dict[str, object]:
    """Return the JSON Schema of a kind of file from `SCHEMAS`."""
    return json_schema(SCHEMAS[name], title=f"maatwerk {name}, format 1")
