"""Signs a PDF with pyHanko: sign.py KEY.pem CERTIFICATE.pem IN OUT [pades]."""

import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

key, certificate, source, target = sys.argv[1:5]
subfilter = fields.SigSeedSubFilter.PADES if "pades" in sys.argv else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
signer = signers.SimpleSigner.load(key, certificate)
with open(source, "rb") as before, open(target, "wb") as after:
    signers.sign_pdf(
        IncrementalPdfFileWriter(before),
        signers.PdfSignatureMetadata(field_name="PyHanko", subfilter=subfilter, md_algorithm="sha256"),
        signer=signer, output=after)
