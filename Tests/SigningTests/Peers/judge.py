"""Asks pyHanko about every PDF of a folder: prints {name: ""} as JSON where all signatures and
time-stamps pass, else {name: why not}.

The folder also holds root.der, the only trusted certificate, and *.crl, all that is known of revocation.
"""

import json
import logging
import sys
from pathlib import Path

from asn1crypto import crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def context(folder: Path) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load((folder / "root.der").read_bytes())],
        crls=[crl.CertificateList.load(path.read_bytes()) for path in folder.glob("*.crl")],
        allow_fetching=False, revocation_mode="hard-fail")


def passes(status) -> bool:
    """A time-stamp of the whole document has no bottom line of its own."""
    if hasattr(status, "bottom_line"):
        return status.bottom_line
    return status.intact and status.valid and status.trusted


def objection(path: Path, folder: Path) -> str:
    try:
        with path.open("rb") as file:
            reader = PdfFileReader(file, strict=True)
            signatures = reader.embedded_regular_signatures
            stamps = reader.embedded_timestamp_signatures
            if not signatures:
                return "no signature"
            said = [validate_pdf_signature(one, context(folder)) for one in signatures]
            said += [validate_pdf_timestamp(one, context(folder)) for one in stamps]
            return "; ".join(str(one.summary_fields()) for one in said if not passes(one))
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, it does not accept the file
        return repr(error)


def main() -> None:
    folder = Path(sys.argv[1])
    print(json.dumps({path.stem: objection(path, folder) for path in sorted(folder.glob("*.pdf"))}))


main()
