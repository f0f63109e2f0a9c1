"""The SOAP calls that REST lacks: merge, undelete and emptyRecycleBin, and login with its retirement.

Knows nothing of the web framework. Vendor pages: SOAP API guide, "merge()", "undelete()", "emptyRecycleBin()",
"login()".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from desktop.sandbox.mishaps import trouble
from desktop.sandbox.salesforce.errors import SandboxError, planned
from desktop.sandbox.salesforce.ids import PREFIXES, full_id
from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.schema import Field

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
PARTNER = "urn:partner.soap.sforce.com"
_FAULT = "urn:fault.partner.soap.sforce.com"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOGIN_ENDS = 65
_MOST_IDS = 200


@dataclass(frozen=True, slots=True)
class SoapCall:
    """One SOAP request: the org, the version in its address, the server's own address, and the message."""

    org: Org
    version: str
    instance_url: str
    message: bytes


@dataclass(frozen=True, slots=True)
class SoapAnswer:
    """The answer: HTTP status, XML, and the operation's name for the request log."""

    status: int
    xml: bytes
    operation: str


def answer(call: SoapCall) -> SoapAnswer:
    """Answer a SOAP message; what goes wrong is a fault with HTTP 500, as the service has it."""
    operation = ""
    try:
        body, session = _read(call.message)
        operation = _local(body)
        calls: dict[str, Callable[[], str]] = {
            "login": lambda: _login(call, body),
            # The real service takes merge requests under any name: jsforce sends mergeRequests, others mergeRequest,
            # the WSDL says request (jsforce issue 950, salesforcer issue 102).
            "merge": lambda: _each(call, session, _children(body), _merge),
            "undelete": lambda: _each(call, session, _some_ids(body), _undelete),
            "emptyRecycleBin": lambda: _each(call, session, _some_ids(body), _purge),
        }
        if operation not in calls:
            raise SandboxError("INVALID_OPERATION", f"No operation available for request {operation}")
        content = f"<{operation}Response>{calls[operation]()}</{operation}Response>"
        return SoapAnswer(200, _envelope(content), f"soap.{operation}")
    except SandboxError as problem:
        return SoapAnswer(500, _envelope(_fault(problem)), f"soap.{operation}")


def _read(message: bytes) -> tuple[etree._Element, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(message, parser)
    except etree.XMLSyntaxError as problem:
        raise SandboxError("INVALID_SOAP_MESSAGE", f"cannot read the message: {problem}") from problem
    body = root.find(f"{{{ENVELOPE}}}Body")
    operations = [] if body is None else [child for child in body if isinstance(child.tag, str)]
    if not operations:
        raise SandboxError("INVALID_SOAP_MESSAGE", "the message has no operation")
    session = next((node.text or "" for node in root.iter("{*}sessionId")), "")
    return operations[0], session.strip()


def _each(
    call: SoapCall, session: str, parts: list[etree._Element], one: Callable[[Org, str, etree._Element], str]
) -> str:
    if refused := trouble.of_request("INVALID_SESSION_ID", "REQUEST_LIMIT_EXCEEDED"):
        raise planned(refused.code)
    user_id = _user(call.org, session)
    _check_budget(call.org)
    results = []
    for part in parts:
        try:
            if refused := trouble.of_next_item():
                raise planned(refused.code)
            results.append(f"<result>{one(call.org, user_id, part)}</result>")
        except SandboxError as problem:
            if problem.code == "INVALID_TYPE_FOR_OPERATION":
                raise
            fields = "".join(f"<fields>{escape(name)}</fields>" for name in problem.fields)
            code, text = problem.code, escape(problem.message)
            error = f"<errors>{fields}<message>{text}</message><statusCode>{code}</statusCode></errors>"
            results.append(f'<result>{error}<id xsi:nil="true"/><success>false</success></result>')
    return "".join(results)


def _user(org: Org, session: str) -> str:
    try:
        return org.sessions.user_of(session, org.settings)
    except SandboxError as problem:
        message = "Invalid Session ID found in SessionHeader: Illegal Session"
        raise SandboxError("INVALID_SESSION_ID", message) from problem


def _check_budget(org: Org) -> None:
    if org.calls.used >= org.settings.daily_limit:
        raise SandboxError("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")


def _merge(org: Org, user_id: str, request: etree._Element) -> str:
    masters = _children(request, "masterRecord")
    if not masters:
        raise SandboxError("MISSING_ARGUMENT", "masterRecord not specified in a merge call")
    master, values = _master(org, masters[0])
    losers = [full_id((node.text or "").strip()) or "" for node in _children(request, "recordToMergeIds")]
    moved = org.merge(master, losers, values, user_id)
    merged = "".join(f"<mergedRecordIds>{loser}</mergedRecordIds>" for loser in losers)
    related = "".join(f"<updatedRelatedIds>{row_id}</updatedRelatedIds>" for row_id in moved)
    return f"<id>{master}</id>{merged}<success>true</success>{related}"


def _master(org: Org, record: etree._Element) -> tuple[str, dict[str, Any]]:
    """The id of the master and the field values that it is to have after the merge."""
    row_id = next((full_id((node.text or "").strip()) for node in _children(record, "Id")), None)
    if row_id is None:
        raise SandboxError("MALFORMED_ID", "masterRecord has no proper Id", ["Id"])
    name = next((known for known, prefix in PREFIXES.items() if row_id.startswith(prefix)), "Contact")
    schema = org.schema(name)
    values: dict[str, Any] = {}
    for node in record:
        if not isinstance(node.tag, str) or _local(node) in ("type", "Id"):
            continue
        if _local(node) == "fieldsToNull":
            values[(node.text or "").strip()] = None
        else:
            values[_local(node)] = _typed(schema.find(_local(node)), node)
    return row_id, values


def _typed(field: Field | None, node: etree._Element) -> Any:
    text = node.text or ""
    if node.get(f"{{{_XSI}}}nil") == "true" or text == "":
        return None
    if field is not None and field.type == "boolean":
        return text.strip() in ("true", "1")
    if field is not None and field.type in ("double", "currency", "int"):
        try:
            return float(text)
        except ValueError as problem:
            message = f"{field.label}: value not of required type: {text}"
            raise SandboxError("INVALID_TYPE_ON_FIELD_IN_RECORD", message, [field.name]) from problem
    return text


def _some_ids(body: etree._Element) -> list[etree._Element]:
    found = _children(body, "ids")
    if len(found) > _MOST_IDS:
        message = f"record limit reached. cannot submit more than {_MOST_IDS} records into this call"
        raise SandboxError("EXCEEDED_ID_LIMIT", message)
    return found


def _undelete(org: Org, user_id: str, node: etree._Element) -> str:
    name, row_id = _deletable(node)
    org.undelete(name, row_id, user_id)
    return f"<id>{row_id}</id><success>true</success>"


def _purge(org: Org, user_id: str, node: etree._Element) -> str:
    name, row_id = _deletable(node)
    org.purge(name, row_id, user_id)
    return f"<id>{row_id}</id><success>true</success>"


def _deletable(node: etree._Element) -> tuple[str, str]:
    """The object and the full id of a row that may be deleted at all."""
    row_id = full_id((node.text or "").strip()) or ""
    name = next((known for known, prefix in PREFIXES.items() if row_id.startswith(prefix)), None)
    if name is None or name == "User":
        raise SandboxError("MALFORMED_ID", f"malformed id {node.text}")
    return name, row_id


def _login(call: SoapCall, body: etree._Element) -> str:
    if int(call.version.partition(".")[0]) >= _LOGIN_ENDS:
        message = "SOAP API login() is not available in API version 65.0 and later. Use OAuth instead."
        raise SandboxError("INVALID_OPERATION", message)
    given = {_local(node): node.text or "" for node in body if isinstance(node.tag, str)}
    org = call.org
    if given.get("username", "").lower() != org.username or given.get("password") != org.password:
        message = "Invalid username, password, security token; or user locked out."
        raise SandboxError("INVALID_LOGIN", message)
    session = org.sessions.open(org.user_id)
    server = f"{call.instance_url}/services/Soap/u/{call.version}/{org.org_id[:15]}"
    user = org.row("User", org.user_id)
    info = (
        f"<organizationId>{org.org_id}</organizationId><sessionSecondsValid>7200</sessionSecondsValid>"
        f"<userEmail>{escape(user['Email'])}</userEmail><userFullName>{escape(user['Name'])}</userFullName>"
        f"<userId>{org.user_id}</userId><userName>{escape(user['Username'])}</userName>"
    )
    return (
        f"<result><metadataServerUrl>{server.replace('/u/', '/m/')}</metadataServerUrl>"
        f"<passwordExpired>false</passwordExpired><sandbox>true</sandbox><serverUrl>{server}</serverUrl>"
        f"<sessionId>{session}</sessionId><userId>{org.user_id}</userId><userInfo>{info}</userInfo></result>"
    )


def _fault(problem: SandboxError) -> str:
    text = escape(problem.message)
    return (
        f"<soapenv:Fault><faultcode>sf:{problem.code}</faultcode>"
        f"<faultstring>{problem.code}: {text}</faultstring><detail>"
        f'<sf:UnexpectedErrorFault xsi:type="sf:UnexpectedErrorFault"><sf:exceptionCode>{problem.code}'
        f"</sf:exceptionCode><sf:exceptionMessage>{text}</sf:exceptionMessage></sf:UnexpectedErrorFault>"
        "</detail></soapenv:Fault>"
    )


def _envelope(content: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="{ENVELOPE}" xmlns="{PARTNER}" '
        f'xmlns:sf="{_FAULT}" xmlns:xsi="{_XSI}"><soapenv:Body>{content}</soapenv:Body></soapenv:Envelope>'
    ).encode()


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


def _children(node: etree._Element, name: str | None = None) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str) and name in (None, _local(child))]
