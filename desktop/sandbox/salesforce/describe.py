"""Describe answers: an object with its fields, and the list of objects.

Knows the schema and nothing of rows. The flags and the defaults are those of a recorded org.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.sandbox.salesforce.schema import OBJECTS, ChildRelationship, Field, ObjectSchema, standard

FLAGS = {
    "c": "createable",
    "u": "updateable",
    "n": "nillable",
    "f": "filterable",
    "s": "sortable",
    "g": "groupable",
    "a": "aggregatable",
    "d": "defaultedOnCreate",
    "p": "permissionable",
    "P": "searchPrefilterable",
    "L": "idLookup",
    "N": "nameField",
    "R": "restrictedPicklist",
    "Q": "queryByDistance",
}
_SOAP_TYPES = {
    "id": "tns:ID",
    "reference": "tns:ID",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
    "datetime": "xsd:dateTime",
    "double": "xsd:double",
    "currency": "xsd:double",
    "int": "xsd:int",
    "address": "urn:address",
}
_NEVER_SET = {
    "aiPredictionField": False,
    "autoNumber": False,
    "calculated": False,
    "calculatedFormula": None,
    "cascadeDelete": False,
    "caseSensitive": False,
    "controllerName": None,
    "defaultValueFormula": None,
    "dependentPicklist": False,
    "deprecatedAndHidden": False,
    "displayLocationInDecimal": False,
    "encrypted": False,
    "filteredLookupInfo": None,
    "formulaTreatNullNumberAsZero": False,
    "highScaleNumber": False,
    "htmlFormatted": False,
    "inlineHelpText": None,
    "mask": None,
    "maskType": None,
    "namePointing": False,
    "polymorphicForeignKey": False,
    "referenceTargetField": None,
    "relationshipOrder": None,
    "restrictedDelete": False,
    "writeRequiresMasterRead": False,
}
_OBJECT_FLAGS: dict[str, Any] = {
    "activateable": False,
    "associateEntityType": None,
    "associateParentEntity": None,
    "createable": True,
    "custom": False,
    "customSetting": False,
    "deepCloneable": False,
    "deletable": True,
    "deprecatedAndHidden": False,
    "feedEnabled": True,
    "hasSubtypes": False,
    "isInterface": False,
    "isSubtype": False,
    "layoutable": True,
    "mergeable": True,
    "mruEnabled": True,
    "queryable": True,
    "replicateable": True,
    "retrieveable": True,
    "searchable": True,
    "triggerable": True,
    "undeletable": True,
    "updateable": True,
}
_USER_FLAGS = {"deletable": False, "mergeable": False, "undeletable": False}
_DESCRIBE_ONLY = {
    "actionOverrides": [],
    "compactLayoutable": True,
    "defaultImplementation": None,
    "extendedBy": None,
    "extendsInterfaces": None,
    "implementedBy": None,
    "implementsInterfaces": None,
    "listviewable": None,
    "lookupLayoutable": None,
    "namedLayoutInfos": [],
    "networkScopeFieldName": None,
    "searchLayoutable": True,
    "sobjectDescribeOption": "FULL",
    "supportedScopes": [],
}
_URLS = {
    "Account": ("approvalLayouts", "compactLayouts", "describe", "layouts", "listviews", "quickActions"),
    "Contact": ("approvalLayouts", "compactLayouts", "describe", "layouts", "listviews", "quickActions"),
    "User": ("compactLayouts", "describe", "layouts", "quickActions"),
}
_BESIDE_DESCRIBE = frozenset({"listviews", "quickActions"})


def describe_field(field: Field) -> dict[str, Any]:
    """One field as describe shows it, with every key of the recorded answers in their alphabetical order."""
    custom = field.property("custom") is not None or field.name.endswith("__c")
    answer: dict[str, Any] = {
        **_NEVER_SET,
        **{name: field.has(letter) for letter, name in FLAGS.items()},
        "byteLength": field.length if field.type in ("id", "reference") else 3 * field.length,
        "compoundFieldName": field.property("part"),
        "custom": custom and field.property("custom") is not None,
        "defaultValue": False if field.type == "boolean" else None,
        "digits": int(field.property("digits") or 0),
        "externalId": field.property("external") is not None,
        "extraTypeInfo": field.property("extra"),
        "label": field.label,
        "length": field.length,
        "name": field.name,
        "picklistValues": [
            {"active": c.active, "defaultValue": False, "label": c.label, "validFor": None, "value": c.value}
            for c in field.picklist
        ],
        "precision": int(field.property("precision") or 0),
        "referenceTo": list(field.refers_to),
        "relationshipName": field.relationship,
        "scale": int(field.property("scale") or 0),
        "soapType": _SOAP_TYPES.get(field.type, "xsd:string"),
        "type": field.type,
        "unique": field.property("unique") is not None,
    }
    return dict(sorted(answer.items()))


def describe_object(schema: ObjectSchema, version: str, instance_url: str) -> dict[str, Any]:
    """The whole describe of an object."""
    basic = basic_info(schema.name, version)
    ui = f"{instance_url}/{{ID}}"
    urls = {**basic["urls"], "uiDetailTemplate": ui, "uiEditTemplate": f"{ui}/e"}
    urls["uiNewRecord"] = f"{instance_url}/{schema.prefix}/e"
    answer = {
        **basic,
        **_DESCRIBE_ONLY,
        "urls": urls,
        "childRelationships": [_child(relation) for relation in schema.children],
        "fields": [describe_field(field) for field in schema.fields],
        "recordTypeInfos": [_master_record_type(schema.name, version)],
    }
    return dict(sorted(answer.items()))


def basic_info(name: str, version: str) -> dict[str, Any]:
    """The short description of an object, as describe global lists it."""
    base = f"/services/data/v{version}/sobjects/{name}"
    urls = {url: _url(base, url) for url in _URLS[name]}
    answer = {
        **_OBJECT_FLAGS,
        **(_USER_FLAGS if name == "User" else {}),
        "keyPrefix": standard(name).prefix,
        "label": name,
        "labelPlural": f"{name}s",
        "name": name,
        "urls": dict(sorted({**urls, "rowTemplate": f"{base}/{{ID}}", "sobject": base}.items())),
    }
    return dict(sorted(answer.items()))


def describe_global(version: str, names: Iterable[str] = OBJECTS) -> dict[str, Any]:
    """The list of the org's objects."""
    return {"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": [basic_info(name, version) for name in names]}


def _url(base: str, url: str) -> str:
    if url == "describe":
        return f"{base}/describe"
    return f"{base}/{url}" if url in _BESIDE_DESCRIBE else f"{base}/describe/{url}"


def _child(relation: ChildRelationship) -> dict[str, Any]:
    return {
        "cascadeDelete": relation.cascade,
        "childSObject": relation.child,
        "deprecatedAndHidden": False,
        "field": relation.field,
        "junctionIdListNames": [],
        "junctionReferenceTo": [],
        "relationshipName": relation.name,
        "restrictedDelete": False,
    }


def _master_record_type(name: str, version: str) -> dict[str, Any]:
    master = "012000000000000AAA"
    return {
        "active": True,
        "available": True,
        "defaultRecordTypeMapping": True,
        "developerName": "Master",
        "master": True,
        "name": "Master",
        "recordTypeId": master,
        "urls": {"layout": f"/services/data/v{version}/sobjects/{name}/describe/layouts/{master}"},
    }
