import App
import Database
import Essentials
import Files
import Journal
import Printing

/// Prints the sample's PDF files and takes them into the store, through the doors that every upload passes.
struct SampleFileStoring: Sendable {
    let installation: Installation
    let python: String?

    /// - Returns: the stored files by their names.
    func store(_ files: SampleFiles, progress: @Sendable (String) -> Void) async throws -> [String: StoredFile] {
        let printer = PDFPrinter(python: python, logger: installation.logger)
        do {
            let stored = try await store(files.pages, printer, progress)
            await printer.shutDown()
            return stored
        } catch {
            await printer.shutDown()
            throw error
        }
    }

    /// While one page is printed, the one before it is looked into.
    private func store(
        _ pages: [(name: String, html: String)], _ printer: PDFPrinter, _ progress: @Sendable (String) -> Void
    ) async throws -> [String: StoredFile] {
        var inspected: [(String, InspectedFile)] = []
        try await withThrowingTaskGroup(of: (String, InspectedFile).self) { group in
            for (place, page) in pages.enumerated() {
                let pdf = try await printer.pdf(html: page.html)
                if place >= 3, let done = try await group.next() { inspected.append(done) }
                group.addTask {
                    let upload = try await installation.files.receive(
                        bytes: pdf, name: "\(page.name).pdf", by: .platform)
                    return (page.name, try await installation.files.inspect(upload))
                }
                if place % 40 == 39 { progress("sample province: \(place + 1) of \(pages.count) PDF files printed") }
            }
            for try await done in group { inspected.append(done) }
        }
        return try await accept(inspected)
    }

    private func accept(_ inspected: [(String, InspectedFile)]) async throws -> [String: StoredFile] {
        let now = installation.database.clock.now()
        let stored = try await installation.database.write { db in
            try inspected.map { ($0.0, try installation.files.accept($0.1, at: now, in: db)) }
        }
        return Dictionary(stored, uniquingKeysWith: { first, _ in first })
    }
}
