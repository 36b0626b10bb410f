public import Files
import Printing

/// The programs and fonts of the system that the platform works with.
public enum Helpers {
    /// What is missing, each with what does not work without it; empty when everything is there.
    ///
    /// - Parameter python: the Python that prints forms; nil for `.venv/bin/python3`.
    public static func missing(for files: FileStore, python: String? = nil) async -> [String] {
        var missing = files.missingTools.map { "\($0) is not installed: files cannot be looked into" }
        let printer = PDFPrinter(python: python)
        do {
            _ = try await printer.pdf(html: sample)
        } catch {
            missing.append("forms cannot be printed: \(error)")
        }
        await printer.shutDown()
        return missing
    }

    /// Letters that old fonts lack, in the font of paper: a system may write in another where a form names none.
    private static let sample = #"<p style="font-family: 'Liberation Serif'">Ằ ằ Ệ ệ Ộ ộ Ơ ơ Ư ư Đ đ</p>"#
}
