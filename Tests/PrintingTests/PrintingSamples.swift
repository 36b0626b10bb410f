import Foundation
import Printing
import Subprocess
import SystemPackage
import Testing

/// The real worker, shared by the tests that leave it as it is.
enum Real {
    static let python = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(".venv/bin/python3").path

    static let printer = PDFPrinter(python: python)

    static func page(_ body: String) -> String {
        """
        <!DOCTYPE html><html lang="vi"><head><title>Mẫu</title>
        <style>body { font-family: "Liberation Serif"; font-size: 14pt }</style></head><body>\(body)</body></html>
        """
    }
}

/// What another program reads in a PDF file.
enum Poppler {
    struct Font {
        let name: String
        let isEmbedded: Bool
    }

    static func text(of pdf: [UInt8]) async throws -> String {
        let text = try await output(of: "pdftotext", ["-", "-"], pdf)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What `pdfinfo` says, with single spaces.
    static func information(about pdf: [UInt8], _ options: String...) async throws -> String {
        let text = try await output(of: "pdfinfo", options + ["-"], pdf)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func fonts(of pdf: [UInt8]) async throws -> [Font] {
        // Columns: name, type (two words here), encoding, emb, sub, uni, object ID (two numbers).
        try await output(of: "pdffonts", ["-"], pdf).split(separator: "\n").dropFirst(2).map { line in
            let columns = line.split(separator: " ")
            return Font(name: String(columns[0]), isEmbedded: columns[columns.count - 5] == "yes")
        }
    }

    private static func output(of program: String, _ arguments: [String], _ pdf: [UInt8]) async throws -> String {
        let result = try await Subprocess.run(
            .path(FilePath("/usr/bin/\(program)")), arguments: Arguments(arguments),
            input: .array(pdf), output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        try #require(result.terminationStatus.isSuccess, "\(program): \(result.standardError)")
        return result.standardOutput
    }
}
