"""Refusals of Salesforce in our words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from desktop.core.faults import FaultClass
from desktop.salesforce.errors import Problem, fault_of, problem_of, signed_out, vanished


def row(code: str, message: str = "", fields: list[str] | None = None, **more: Any) -> list[dict[str, Any]]:
    return [{"errorCode": code, "message": message, **({"fields": fields} if fields else {}), **more}]


@pytest.mark.parametrize(
    ("status", "code", "kind", "ours"),
    [
        (401, "INVALID_SESSION_ID", FaultClass.AUTH_NEEDED, "auth"),
        (403, "REQUEST_LIMIT_EXCEEDED", FaultClass.THROTTLED, "budget-exhausted"),
        (400, "UNABLE_TO_LOCK_ROW", FaultClass.TRANSIENT, "busy"),
        (500, "UNKNOWN_EXCEPTION", FaultClass.TRANSIENT, "unavailable"),
        (404, "NOT_FOUND", FaultClass.GONE, "gone"),
        (404, "ENTITY_IS_DELETED", FaultClass.GONE, "gone"),
        (400, "INSUFFICIENT_ACCESS_OR_READONLY", FaultClass.FORBIDDEN, "no-permission"),
        (400, "REQUIRED_FIELD_MISSING", FaultClass.INVALID, "required-field"),
        (400, "STRING_TOO_LONG", FaultClass.INVALID, "too-long"),
        (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", FaultClass.INVALID, "validation-rule"),
        (400, "DUPLICATES_DETECTED", FaultClass.INVALID, "duplicate-rule"),
        (412, "ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK", FaultClass.STALE, "changed-during-write"),
        (403, "API_DISABLED_FOR_ORG", FaultClass.ENVIRONMENT, "no-permission"),
        (400, "STORAGE_LIMIT_EXCEEDED", FaultClass.LIMIT, "storage-full"),
        (400, "MALFORMED_QUERY", FaultClass.OUR_BUG, "query"),
        (400, "SOMETHING_NEW", FaultClass.INVALID, "refused"),
        (500, "SOMETHING_NEW", FaultClass.REMOTE_BUG, "unavailable"),
    ],
)
def test_every_refusal_has_a_class_and_a_code(status: int, code: str, kind: FaultClass, ours: str) -> None:
    fault = fault_of(problem_of(status, row(code, "because")))

    assert (fault.kind, fault.code, fault.vendor) == (kind, ours, code)
    assert fault.message[0].isupper()
    assert "{" not in fault.sentence()


@pytest.mark.parametrize("body", ["<html>maintenance</html>", None, [], {}, [1], {"fields": "x"}, 7])
def test_a_body_that_is_no_error_of_the_api_is_still_a_fault(body: object) -> None:
    assert fault_of(problem_of(503, body)).kind is FaultClass.TRANSIENT
    assert fault_of(problem_of(500, body)).kind is FaultClass.REMOTE_BUG


def test_fields_are_named_by_their_labels_and_the_limit_is_told() -> None:
    problem = problem_of(
        400, row("STRING_TOO_LONG", "First Name: data value too large: Maximilian... (max length=40)", ["FirstName"])
    )

    fault = fault_of(problem, {"FirstName": "First Name"})

    assert (
        fault.message == "The value of the field First Name is longer than Salesforce allows (at most 40 characters)."
    )
    assert fault.fields == ("FirstName",)
    assert "Maximilian" not in fault.sentence()


def test_the_message_of_a_validation_rule_stands_as_the_organisation_wrote_it() -> None:
    message = "Contacts {in} Vienna need a phone: ask 100% of them."

    assert fault_of(problem_of(400, row("FIELD_CUSTOM_VALIDATION_EXCEPTION", message))).message == message


@pytest.mark.parametrize("key", ["duplicateResut", "duplicateResult"])
@pytest.mark.parametrize("spelling", ["Id", "id"])
def test_duplicates_are_found_under_both_spellings_of_the_vendor(key: str, spelling: str) -> None:
    hits = [{"matchRecords": [{"record": {spelling: "003A"}}, {"record": {spelling: "003B"}}, {"record": None}]}]

    problem = problem_of(400, [{"errorCode": "DUPLICATES_DETECTED", key: {"matchResults": hits}}])

    assert problem.duplicates == ("003A", "003B")
    assert "003A, 003B" in fault_of(problem).message


@pytest.mark.parametrize("result", [None, [], {}, {"matchResults": None}, {"matchResults": [{"matchRecords": None}]}])
def test_a_duplicate_rule_without_records_is_a_plain_refusal(result: object) -> None:
    problem = problem_of(400, row("DUPLICATES_DETECTED", duplicateResut=result))

    assert problem.duplicates == ()
    assert fault_of(problem).code == "duplicate-rule"


def test_errors_of_rows_name_their_code_otherwise() -> None:
    assert problem_of(400, [{"statusCode": "DUPLICATE_VALUE", "message": "m", "fields": ["X"]}]) == Problem(
        400, "DUPLICATE_VALUE", "m", ("X",)
    )


def test_only_a_spent_budget_says_when_to_come_again() -> None:
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)

    assert fault_of(problem_of(403, row("REQUEST_LIMIT_EXCEEDED")), until=noon).until == noon
    assert fault_of(problem_of(503, None), until=noon).until is None


def test_an_account_that_is_gone_is_not_taken_for_the_contact() -> None:
    fault = fault_of(problem_of(400, row("INVALID_CROSS_REFERENCE_KEY", "invalid", ["AccountId"])))

    assert (fault.kind, fault.code) == (FaultClass.INVALID, "unresolved-account")


def test_a_sign_in_that_ended_and_a_record_that_vanished_have_their_own_words() -> None:
    assert (signed_out().fault.kind, signed_out().fault.code) == (FaultClass.AUTH_NEEDED, "auth")
    assert (vanished().kind, vanished().code) == (FaultClass.GONE, "no-access-any-more")
