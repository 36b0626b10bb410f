import SystemPackage

/// Looks into a PDF: whole, without a lock, without a secrecy mark on its first page.
struct PDFCheck {
    let path: FilePath
    let tools: FileTools

    /// - Returns: the number of pages.
    func callAsFunction() async throws -> Int {
        let facts = try await facts()
        if facts["Encrypted"]?.hasPrefix("yes") == true { throw FileRefusal.encrypted }
        guard let pages = facts["Pages"].flatMap({ Int($0) }), pages > 0 else { throw FileRefusal.damaged(.pdf) }
        try await checkStructure()
        try await checkSecrecy(facts)
        return pages
    }

    /// What `pdfinfo` says, name by name.
    private func facts() async throws -> [String: String] {
        switch try await tools.info(["-enc", "UTF-8", path.string]) {
        case .exited(0, let output, _): return Self.facts(String(decoding: output, as: UTF8.self))
        case .exited(_, _, let errors) where errors.contains("Incorrect password"): throw FileRefusal.encrypted
        case .exited: throw FileRefusal.damaged(.pdf)
        case .saidTooMuch, .died, .tookTooLong: throw FileRefusal.notCheckable
        }
    }

    private static func facts(_ output: String) -> [String: String] {
        var facts: [String: String] = [:]
        for line in output.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            // The last one counts: texts come before facts, and a title of several lines could forge one.
            facts[String(line[..<colon])] = String(value)
        }
        return facts
    }

    /// `qpdf` reads every object and stream. It ends with 2 when it cannot, with 3 when it had to guess: most of what
    /// it guesses at does no harm, but a table of contents that had to be put together anew means that bytes are missing.
    private func checkStructure() async throws {
        switch try await tools.check(["--check", path.string]) {
        case .exited(0, _, _): return
        case .exited(3, let output, let errors):
            let said = String(decoding: output, as: UTF8.self) + errors
            if said.contains("reconstruct") { throw FileRefusal.damaged(.pdf) }
        case .exited: throw FileRefusal.damaged(.pdf)
        case .saidTooMuch, .died, .tookTooLong: throw FileRefusal.notCheckable
        }
    }

    /// A check that cannot be made is no check passed.
    private func checkSecrecy(_ facts: [String: String]) async throws {
        for text in ["Title", "Subject", "Keywords"].compactMap({ facts[$0] }) {
            if let mark = SecrecyMark.found(on: text) { throw FileRefusal.secrecyMark(mark) }
        }
        let firstPage: String
        do {
            firstPage = try await tools.text(of: path, pages: 1...1).text
        } catch FileFault.tool {
            throw FileRefusal.notCheckable
        }
        if let mark = SecrecyMark.found(on: firstPage) { throw FileRefusal.secrecyMark(mark) }
    }
}
