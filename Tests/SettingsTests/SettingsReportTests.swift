import Foundation
import Testing

@testable import Settings

@Suite struct SettingsReportTests {
    private func report(_ settings: Settings) throws -> String {
        let report = SettingsReport(settings)
        return report.lines.joined(separator: "\n") + (try report.json)
    }

    @Test(arguments: [
        ("postgres://lt:geheim@db/x", "postgres://lt:***@db/x"),
        ("postgres://lt:ge@hei:m/geheim@db/x", "postgres://lt:***@db/x"),
        ("postgres://lt@db/x?sslmode=require&password=geheim", "postgres://lt@db/x?sslmode=require&password=***"),
        ("postgres:///x?host=/run", "postgres:///x?host=/run"),
        ("lt:geheim", "***"),
    ])
    func `a password is never shown`(_ url: String, _ shown: String) throws {
        let text = try report(Settings(flags: [.database: [url]], environment: [:], file: nil))
        #expect(text.contains(shown) && !text.contains("geheim"), "\(text)")
    }

    @Test func `a password on the command line is remarked, one in a file that all can read is refused`() throws {
        let url = "postgres://lt:geheim@db/x"
        let flags = Settings(flags: [.database: [url]], environment: [:], file: nil)
        #expect(flags.problems.contains { $0.isRemark && $0.message.contains("list of processes") })
        #expect(SettingsReport(flags).isSound)

        let path = NSTemporaryDirectory() + "settings-\(UUID().uuidString).conf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "database = \(url)".write(toFile: path, atomically: false, encoding: .utf8)
        for (mode, isSound) in [(0o644, false), (0o640, true)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let read = Settings.read(flags: [:], file: path, environment: [:])
            #expect(SettingsReport(read).isSound == isSound)
            #expect(read[.database] == url)
        }
    }

    @Test func `a file that is not there, and one that is no text, are problems and not crashes`() throws {
        let missing = Settings.read(flags: [:], file: nil, environment: ["LIENTHONG_CONFIG": "/nowhere/lt.conf"])
        #expect(missing.faults(of: []).map(\.place) == ["/nowhere/lt.conf"])
        let path = NSTemporaryDirectory() + "settings-\(UUID().uuidString).conf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: path))
        let read = Settings.read(flags: [:], file: path, environment: ["LIENTHONG_CONFIG": "/nowhere/lt.conf"])
        #expect(read.faults(of: []).map(\.message) == ["it is not UTF-8"])
    }

    @Test func `the example changes nothing as it is, and knows every setting`() throws {
        let example = SettingsFile(path: "example", text: SettingsFile.example)
        #expect(example.lines.isEmpty && example.problems.isEmpty)
        let filled = SettingsFile.example.replacing(/(?m)^#([a-z-]+ = )/) { $0.1 }
        let lines = SettingsFile(path: "example", text: filled).lines
        #expect(lines.map(\.name) == Setting.allCases.map(\.rawValue))
        let readable: Set<Setting> = [
            .tlsCertificate, .tlsKey, .auditExportAuthority, .identityProviders, .signatureRoot,
        ]
        let settings = Settings(flags: [:], environment: [:], file: SettingsFile(path: "example", text: filled))
        #expect(settings.problems.filter { !$0.isRemark && $0.settings.isDisjoint(with: readable) }.isEmpty)
    }

    @Test func `the report says each value with where it comes from, and counts as sound with remarks only`() throws {
        let file = SettingsFile(path: "lt.conf", text: "\nport = 9000\nnonsense = 1")
        let report = SettingsReport(Settings(flags: [.host: ["localhost"]], environment: [:], file: file))
        #expect(!report.isSound)
        #expect(report.lines.contains { $0.hasPrefix("port ") && $0.contains("9000") && $0.hasSuffix("lt.conf:2") })
        #expect(report.lines.contains { $0.hasPrefix("host ") && $0.hasSuffix("--host") })
        #expect(report.lines.contains { $0.hasPrefix("database ") && $0.contains("(left out)") })
        #expect(report.lines.contains { $0.hasPrefix("WRONG    lt.conf:3: 'nonsense' is no setting.") })
        #expect(report.lines.last == "Result: something is WRONG")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
        #expect(json["isSound"] as? Bool == false && json["file"] as? String == "lt.conf")
        let settings = try #require(json["settings"] as? [[String: Any]])
        #expect(settings.map { $0["name"] as? String } == Setting.allCases.map(\.rawValue))
        #expect(settings.first { $0["name"] as? String == "port" }?["origin"] as? String == "file")
    }
}
