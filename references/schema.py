"""The registry's JSON Schema, for editors: made from the same declarations that the loader reads by."""

from __future__ import annotations

from references.nodes import Schema
from references.parse import REGISTRY

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> Schema:
    """The schema of one registry file (draft 2020-12); null means 'left out' everywhere.

    What holds between records (ids that exist, low before high) only the loader checks.
    """
    return {"$schema": DIALECT, "title": "promocheck registry", **REGISTRY.schema()}
