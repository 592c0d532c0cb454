"""One signature or time stamp of a PDF, as it is found: its cryptography, its certificate, what it covers and what came after it."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.generic import Reference
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import (
    AdESBasicValidationResult,
    AdESLTAValidationResult,
    AdESWithTimeValidationResult,
    ades_basic_validation,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.qualified.assess import QualificationAssessor
from pyhanko.sign.validation.qualified.tsp import QcCertType
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel, StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from agreements.model.examination import Coverage, FoundSignature, Modification, PadesLevel, SignatureKind
from agreements.signatures.contents import entry
from agreements.signatures.trust import Trust, certificates, knowledge, manager, names, registry

COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.WHOLE_REVISION,
    SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START: Coverage.PART,
    SignatureCoverageLevel.UNCLEAR: Coverage.PART,
}

MODIFICATIONS = {
    ModificationLevel.NONE: Modification.NOTHING,
    ModificationLevel.LTA_UPDATES: Modification.VALIDATION_DATA,
    ModificationLevel.FORM_FILLING: Modification.FORM_FILLING,
    ModificationLevel.ANNOTATIONS: Modification.OTHER,
    ModificationLevel.OTHER: Modification.OTHER,
}

QUALIFYING = {
    SignatureKind.APPROVAL: {QcCertType.QC_ESIGN},
    SignatureKind.SEAL: {QcCertType.QC_ESEAL, QcCertType.QC_ESIGN},
}
"""For what a certificate must be qualified (ETSI EN 319 412-5, 4.2.3): a person signs with one for signatures, not for seals."""

SHORT = {
    "common_name": "CN",
    "country_name": "C",
    "organization_name": "O",
    "organizational_unit_name": "OU",
    "organization_identifier": "organizationIdentifier",
    "locality_name": "L",
    "state_or_province_name": "ST",
    "serial_number": "serialNumber",
    "surname": "SN",
    "given_name": "givenName",
    "title": "title",
}
"""Short names of attributes (RFC 4514, 3; RFC 4519; X.520)."""

_SPECIAL = re.compile(r"[,+\"\\<>;=\0]|^[ #]| $")
"""What is escaped in a value (RFC 4514, 2.4)."""

TIMESTAMP = "/DocTimeStamp"
FORMS = {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached", "/ETSI.RFC3161"}


def signatures(reader: PdfFileReader, trust: Trust, moment: datetime) -> tuple[FoundSignature, ...]:
    """Return every signature and time stamp in the order in which they were made; what cannot be judged says why in `fault`."""
    found = [_Found(reader, name, value, field) for name, value, field in enumerate_sig_fields(reader) if value is not None]
    found.sort(key=lambda each: each.revision)
    return asyncio.run(_judge_all(found, trust, moment))


class _Found:
    """A filled field, and its signature when it can be read at all."""

    def __init__(self, reader: PdfFileReader, name: str, value: Any, field: Reference) -> None:  # noqa: ANN401  # any object of a PDF
        self.reader, self.name = reader, name
        self.signature: EmbeddedPdfSignature | None = None
        self.fault = ""
        self.revision = reader.total_revisions
        try:
            self.signature = EmbeddedPdfSignature(reader, field.get_object(), name)  # type: ignore[arg-type]  # what is no dictionary raises
            self.revision = self.signature.signed_revision
            self.kind = _kind(self.signature)
            _known_form(self.signature)
        except Exception as error:  # noqa: BLE001  # whatever a hostile file raises is a fault of that file
            self.signature, self.kind, self.fault = None, SignatureKind.APPROVAL, _why(error)
        self.dictionary = _identity(value)

    def blank(self) -> FoundSignature:
        """Return what is known before anything is judged: nothing good."""
        return FoundSignature(
            self.name,
            self.kind,
            self.dictionary,
            intact=False,
            trusted=False,
            coverage=Coverage.UNKNOWN,
            modification=Modification.UNKNOWN,
            fault=self.fault,
        )


def _known_form(signature: EmbeddedPdfSignature) -> None:
    """Raise ValueError for a form of signature that is not PAdES, its older sister of Adobe, or a time stamp."""
    form = str(signature.sig_object["/SubFilter"])
    if form not in FORMS:
        raise ValueError(form)


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _kind(signature: EmbeddedPdfSignature) -> SignatureKind:
    if signature.sig_object_type == TIMESTAMP:
        return SignatureKind.TIMESTAMP
    return SignatureKind.APPROVAL if signature.docmdp_level is None else SignatureKind.SEAL


def _identity(value: Any) -> str:  # noqa: ANN401  # any object of a PDF
    """Return what tells a signature dictionary apart: the bytes it holds and those it covers, so that a copy is no second one."""
    try:
        dictionary = value.get_object()
        told = [repr(entry(dictionary, key)) for key in ("/Contents", "/ByteRange")]
    except Exception as error:  # noqa: BLE001  # idem
        told = [_why(error)]
    return hashlib.sha256("|".join(told).encode()).hexdigest()


async def _judge_all(found: list[_Found], trust: Trust, moment: datetime) -> tuple[FoundSignature, ...]:
    """Judge from the last to the first: a time stamp that holds says when all before it was there."""
    trust = within(found[0].reader, trust) if found else trust
    policy = specification(trust)
    known = moment
    judged: list[FoundSignature] = []
    for each in reversed(found):
        one = await _judge(each, trust, policy, known if each.kind is SignatureKind.TIMESTAMP else moment)
        if one.kind is SignatureKind.TIMESTAMP and one.intact and one.trusted and one.proven:
            known = datetime.fromisoformat(one.proven)
        judged.insert(0, one)
    return tuple(judged)


async def _judge(found: _Found, trust: Trust, policy: PdfSignatureValidationSpec, moment: datetime) -> FoundSignature:
    signature = found.signature
    if signature is None:
        return found.blank()
    try:
        base = _whose(found.blank(), signature)
        judge = _time_stamp if found.kind is SignatureKind.TIMESTAMP else _by_somebody
        return await judge(_what_came_after(base, signature), signature, trust, policy, moment)
    except Exception as error:  # noqa: BLE001  # fail closed: nothing good is kept
        return replace(found.blank(), fault=_why(error))


def _whose(found: FoundSignature, signature: EmbeddedPdfSignature) -> FoundSignature:
    certificate = signature.signer_cert
    return replace(
        found,
        common_name=_common_name(certificate.subject),
        subject=distinguished(certificate.subject),
        issuer=distinguished(certificate.issuer),
        certificate=hashlib.sha256(certificate.dump()).hexdigest(),
        claimed=_instant(signature.self_reported_timestamp),
        level=_level(signature),
    )


def distinguished(name: x509.Name) -> str:
    """Return a name as RFC 4514 writes it; an attribute without a short name stands under its number."""
    return ",".join("+".join(_attribute(each) for each in part) for part in reversed(list(name.chosen)))


def _attribute(each: x509.NameTypeAndValue) -> str:
    value = _SPECIAL.sub(r"\\\g<0>", str(each["value"].native))
    return f"{SHORT.get(each['type'].native, each['type'].dotted)}={value}"


def _common_name(name: x509.Name) -> str:
    found = name.native.get("common_name", "")
    return found if isinstance(found, str) else ", ".join(map(str, found))


def _instant(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _level(signature: EmbeddedPdfSignature) -> PadesLevel:
    """Return the level that a signature has the parts of; whether they hold, `trusted` says."""
    unsigned = signature.signer_info["unsigned_attrs"]
    if not any(each["type"].native == "signature_time_stamp_token" for each in unsigned):
        return PadesLevel.B_B
    store = entry(signature.reader.root, "/DSS", {})
    if not ("/OCSPs" in store or "/CRLs" in store):
        return PadesLevel.B_T
    return PadesLevel.B_LTA if _stamped_later(signature) else PadesLevel.B_LT


def _stamped_later(signature: EmbeddedPdfSignature) -> bool:
    stamps = signature.reader.embedded_timestamp_signatures
    return any(each.signed_revision > signature.signed_revision for each in stamps)


def _what_came_after(found: FoundSignature, signature: EmbeddedPdfSignature) -> FoundSignature:
    """Add what a signature covers and what was changed after it."""
    signature.compute_integrity_info()  # type: ignore[no-untyped-call]  # untyped there
    coverage = COVERAGE[signature.coverage] if signature.coverage is not None else Coverage.UNKNOWN
    if coverage is Coverage.WHOLE_FILE:
        return replace(found, coverage=coverage, modification=Modification.NOTHING)
    result = signature.diff_result
    if not isinstance(result, DiffResult):
        return replace(found, coverage=coverage, modification=Modification.OTHER, fault=str(result)[:300])
    changed = tuple(sorted(result.changed_form_fields))
    return replace(found, coverage=coverage, modification=MODIFICATIONS[result.modification_level], changed_fields=changed)


async def _by_somebody(
    found: FoundSignature, signature: EmbeddedPdfSignature, trust: Trust, policy: PdfSignatureValidationSpec, moment: datetime
) -> FoundSignature:
    timing = ValidationTimingInfo(validation_time=moment, best_signature_time=moment, point_in_time_validation=True)
    result = await _validated(found, signature, policy, timing)
    status = result.api_status
    passed = result.ades_subindic is AdESPassed.OK
    if passed and not _in_time(signature, result, moment):
        passed, found = False, replace(found, fault="the certificate was not valid when the signature is proved to have been there")
    return replace(
        found,
        intact=bool(status and status.intact and status.valid),
        trusted=passed,
        proven=_proven(result, moment) if passed else "",
        qualified=_qualified(found.kind, status, trust, _best(result, moment)) if passed else None,
        fault=found.fault or ("" if passed else _failure(result)),
    )


async def _validated(
    found: FoundSignature, signature: EmbeddedPdfSignature, policy: PdfSignatureValidationSpec, timing: ValidationTimingInfo
) -> AdESBasicValidationResult[Any]:
    """Judge as of the moment; what cannot be proved then any more is judged by the time stamps that came later."""
    if found.level is PadesLevel.B_B:
        basic = await ades_basic_validation(
            signature.signed_data,
            policy.signature_validation_spec,
            timing_info=timing,
            raw_digest=signature.compute_digest(),
            status_cls=StandardCMSSignatureStatus,
        )
        if basic.ades_subindic is AdESPassed.OK or not _stamped_later(signature):
            return basic
    result = await ades_with_time_validation(
        signature.signed_data,
        policy.signature_validation_spec,
        timing_info=timing,
        raw_digest=signature.compute_digest(),
        status_cls=StandardCMSSignatureStatus,
    )
    expired = signature.signer_cert.not_valid_after < timing.validation_time  # the judgement above then asks nothing about revocation
    if (expired or result.ades_subindic is not AdESPassed.OK) and _stamped_later(signature):
        return await ades_lta_validation(signature, policy, timing_info=timing)
    return result


def _in_time(signature: EmbeddedPdfSignature, result: AdESBasicValidationResult[Any], moment: datetime) -> bool:
    """Say whether the certificate was valid when the signature is known to have been there; pyHanko 0.38 passes one that had expired.

    An expired one needs a time stamp over the proofs of its validity too, made while they could be had.
    """
    certificate = signature.signer_cert
    best = _best(result, moment)
    known = moment <= certificate.not_valid_after or isinstance(result, AdESLTAValidationResult)
    return known and bool(certificate.not_valid_before <= best <= certificate.not_valid_after)


def _best(result: AdESBasicValidationResult[Any], moment: datetime) -> datetime:
    """Return the earliest moment at which the signature is known to have been there."""
    return result.best_signature_time if isinstance(result, AdESWithTimeValidationResult) else moment


def _proven(result: AdESBasicValidationResult[Any], moment: datetime) -> str:
    """Return the earliest moment at which a time stamp that holds proves the signature to have been there."""
    best = _best(result, moment)
    return _instant(best) if best < moment else ""


def _failure(result: AdESBasicValidationResult[Any]) -> str:
    return f"{result.ades_subindic.standard_name}: {result.failure_msg or ''}"[:300]


def _qualified(kind: SignatureKind, status: Any, trust: Trust, moment: datetime) -> bool | None:  # noqa: ANN401  # a status of pyHanko
    """Say whether it is a qualified signature by the trusted lists, as they were when it was given (eIDAS, art. 3(12) and 32(1)).

    None where no list says anything of who issued the certificate, and for a certificate of several kinds.
    """
    path = None if status is None else status.validation_path
    if path is None or not any(names(each, path.iter_authorities()) for each in trust.lists):
        return None
    try:
        found = [QualificationAssessor(registry(each)).check_entity_cert_qualified(path, moment).status for each in trust.lists]
    except NotImplementedError:
        return None
    return any(each.qualified and each.qc_key_security.is_qscd and each.qc_type in QUALIFYING[kind] for each in found)


async def _time_stamp(
    found: FoundSignature, signature: EmbeddedPdfSignature, trust: Trust, _: PdfSignatureValidationSpec, moment: datetime
) -> FoundSignature:
    status = await async_validate_pdf_timestamp(signature, at(trust, moment))
    return replace(
        found,
        intact=bool(status.intact and status.valid),
        trusted=bool(status.intact and status.valid and status.trusted),
        claimed=_instant(status.timestamp),
        proven=_instant(status.timestamp) if status.trusted else "",
        fault=found.fault or ("" if status.trusted else "the time stamp service is not trusted"),
    )


def within(reader: PdfFileReader, trust: Trust) -> Trust:
    """Return the trust with the certificates and the proofs of validity that the file itself carries."""
    store = entry(reader.root, "/DSS", {})

    def streams(key: str) -> tuple[bytes, ...]:
        return tuple(each.get_object().data for each in entry(store, key, ()))

    return replace(
        trust,
        intermediates=(*trust.intermediates, *streams("/Certs")),
        crls=(*trust.crls, *streams("/CRLs")),
        ocsps=(*trust.ocsps, *streams("/OCSPs")),
    )


def at(trust: Trust, moment: datetime) -> ValidationContext:
    """Return what judges a time stamp at a moment; nothing is fetched."""
    return ValidationContext(
        trust_manager=manager(trust),
        other_certs=certificates(trust),
        crls=list(trust.crls),
        ocsps=list(trust.ocsps),
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revinfo_policy=_revocation(trust),
    )


def _revocation(trust: Trust) -> CertRevTrustPolicy:
    rule = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED if trust.revocation else RevocationCheckingRule.NO_CHECK
    return CertRevTrustPolicy(RevocationCheckingPolicy(rule, rule))


def specification(trust: Trust) -> PdfSignatureValidationSpec:
    """Return how signatures are judged (ETSI EN 319 102-1), with nothing fetched."""
    policy = CertValidationPolicySpec(trust_manager=manager(trust), revinfo_policy=_revocation(trust))
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
            local_knowledge=knowledge(trust),
            key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False),
        )
    )
