"""How long a signature can be proved (PAdES B-B to B-LTA, ETSI EN 319 142-1), and what making it so takes."""

from __future__ import annotations

from dataclasses import dataclass

from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from agreements.model.examination import PadesLevel
from agreements.problems import AgreementsError, Where, problem
from agreements.signatures.trust import Trust, certificates, manager

LONG = {PadesLevel.B_LT, PadesLevel.B_LTA}
"""Levels that carry what proves the certificates valid."""

STAMPED = {PadesLevel.B_T, *LONG}

_TIMEOUT = 20  # seconds that a time stamp service may take


class StrengthError(AgreementsError):
    """A level asks for something that was not given."""


@dataclass(frozen=True, slots=True)
class Strength:
    """The level, the address of the time stamp service (RFC 3161) and whom to trust when proofs of validity are gathered.

    `fetching`: revocation services are asked; without it, only what came with the trust is used.
    """

    level: PadesLevel = PadesLevel.B_B
    time_stamps: str = ""
    trust: Trust | None = None
    fetching: bool = True

    def __post_init__(self) -> None:
        """Refuse a level without what it takes."""
        lacking = "@time_stamps" if self.level in STAMPED and not self.time_stamps else "@trust" if self._blind() else ""
        if lacking:
            level = self.level.value.upper().replace("_", "-")
            raise StrengthError(problem("E645", Where(""), level=level, needed=lacking))

    def _blind(self) -> bool:
        return self.level in LONG and self.trust is None

    def stamper(self) -> HTTPTimeStamper | None:
        """Return the time stamp service, or none when the level needs none."""
        return HTTPTimeStamper(self.time_stamps, timeout=_TIMEOUT) if self.level in STAMPED else None

    def context(self) -> ValidationContext | None:
        """Return what gathers the proofs of validity, or none when the level needs none."""
        if self.trust is None or self.level not in LONG:
            return None
        return gathering(self.trust, fetching=self.fetching)

    def metadata(self, field: str, *, certify: bool, reason: str = "") -> PdfSignatureMetadata:
        """Return what pyHanko needs to know of a signature in `field`."""
        return PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason or None,
            certify=certify,
            embed_validation_info=self.level in LONG,
            use_pades_lta=self.level is PadesLevel.B_LTA,
            validation_context=self.context(),
        )


def gathering(trust: Trust, *, fetching: bool) -> ValidationContext:
    """Return what gathers proofs of validity; it fails when one cannot be had."""
    return ValidationContext(
        trust_manager=manager(trust),
        other_certs=certificates(trust),
        crls=list(trust.crls),
        ocsps=list(trust.ocsps),
        allow_fetching=fetching,
        revocation_mode="require" if trust.revocation else "soft-fail",
    )
