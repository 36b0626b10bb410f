"""What pyHanko does in the same time: signing_peer.py FILE KEY CERTIFICATE ROOT CRL SECONDS; prints JSON."""

import io
import json
import sys
import time
from pathlib import Path

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

file, key, certificate, root, revoked, seconds = sys.argv[1:]
document = Path(file).read_bytes()
signer = signers.SimpleSigner.load(key, certificate, ca_chain_files=(root,))
anchor = x509.Certificate.load(pem.unarmor(Path(root).read_bytes())[2])
revocations = crl.CertificateList.load(Path(revoked).read_bytes())


def sign() -> bytes:
    output = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(document)),
        signers.PdfSignatureMetadata(field_name="Signature1", subfilter=fields.SigSeedSubFilter.PADES),
        signer=signer, output=output)
    return output.getvalue()


def verify(signed: bytes) -> None:
    context = ValidationContext(
        trust_roots=[anchor], crls=[revocations], allow_fetching=False, revocation_mode="hard-fail")
    status = validate_pdf_signature(PdfFileReader(io.BytesIO(signed)).embedded_signatures[0], context)
    assert status.bottom_line


def rate(body) -> int:
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < float(seconds):
        body()
        count += 1
    return int(count / (time.perf_counter() - began))


once = sign()
print(json.dumps({"sign": rate(sign), "verify": rate(lambda: verify(once))}))
