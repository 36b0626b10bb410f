/// The archival standard a printed form keeps to. The first is the platform's own: signatures with transparent pictures
/// exclude PDF/A-1 (NĐ 30/2020 PL I mục II.7, II.8).
public enum PDFVariant: String, CaseIterable, Sendable {
    case pdfA2b = "pdf/a-2b"
    /// Its text can be read back for certain.
    case pdfA2u = "pdf/a-2u"
    /// Other files may be attached to it.
    case pdfA3b = "pdf/a-3b"
}
