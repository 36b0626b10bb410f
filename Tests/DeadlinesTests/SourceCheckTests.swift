import Foundation
import Testing

/// What must not stand in the source, because it is wrong on Linux or makes the answer depend on the machine.
@Suite struct SourceCheckTests {
    private static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    private func files(in folder: URL) throws -> [(name: String, text: String)] {
        let walker = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let urls = walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        #expect(!urls.isEmpty)
        return try urls.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }

    @Test(arguments: ["vietnamese", "chinese"])
    func `Foundation's lunar calendars are used nowhere`(calendar: String) throws {
        for file in try files(in: Self.sources) {
            #expect(!file.text.contains("identifier: ." + calendar), "\(file.name)")
        }
    }

    @Test(arguments: ["Calendar(", "Calendar.current", "TimeZone", "Locale", "DateFormatter", "Date()", "Date.now"])
    func `deadlines ask neither the host's zone nor its locale nor its clock`(name: String) throws {
        for file in try files(in: Self.sources.appendingPathComponent("Platform/Deadlines")) {
            let uses = file.text.components(separatedBy: name).dropLast().contains { before in
                !(before.last.map { $0.isLetter } ?? false)
            }
            #expect(!uses, "\(file.name) uses \(name)")
        }
    }
}
