import Foundation
import Monitoring

/// What `lienthong config check` says, for people and for programs.
public struct SettingsReport: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        let name: String
        let value: [String]
        let origin: String
        let place: String
    }

    struct Problem: Encodable, Sendable {
        let severity: String
        let settings: [String]
        let place: String?
        let message: String
        let remedy: String
    }

    public let isSound: Bool
    let file: String?
    let settings: [Line]
    let problems: [Problem]

    public init(_ all: Settings) {
        isSound = all.problems.allSatisfy(\.isRemark)
        file = all.file?.path
        settings = Setting.allCases.map { setting in
            let values = all.list(setting)
            return Line(
                name: setting.rawValue, value: setting == .database ? values.map(MaskedURL.masked) : values,
                origin: all.origin(setting).name, place: all.place(setting))
        }
        problems = all.problems.map { problem in
            Problem(
                severity: problem.isRemark ? "remark" : "wrong", settings: problem.settings.map(\.rawValue).sorted(),
                place: problem.place, message: problem.message, remedy: problem.remedy)
        }
    }

    /// The settings as a page shows them, secrets as stars.
    var shown: [ShownSetting] {
        settings.map { line in
            ShownSetting(
                name: line.name, value: line.value.isEmpty ? nil : line.value.joined(separator: ", "),
                place: line.origin == Settings.Origin.fallback.name ? nil : line.place)
        }
    }

    /// As JSON, the names in order, so that two of them can be compared.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// A line for each setting, a line for each problem, and the result.
    public var lines: [String] {
        let width = settings.map(\.name.count).max() ?? 0
        let values = settings.map { $0.value.isEmpty ? "(left out)" : $0.value.joined(separator: ", ") }
        let column = values.map(\.count).max() ?? 0
        let table = zip(settings, values).map { line, value in
            Self.padded(line.name, width) + "  " + Self.padded(value, column) + "  " + line.place
        }
        let found = problems.map { problem in
            (problem.severity == "remark" ? "remark   " : "WRONG    ")
                + [problem.place.map { "\($0):" }, "\(problem.message).", "\(problem.remedy)."].compactMap { $0 }
                .joined(separator: " ")
        }
        return table + found + ["Result: \(isSound ? "the settings can be used" : "something is WRONG")"]
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension Settings.Origin {
    /// The word for it in JSON.
    var name: String {
        switch self {
        case .flag: "flag"
        case .environment: "environment"
        case .file: "file"
        case .fallback: "default"
        }
    }
}

extension SettingsFile {
    /// A file with every setting, explained and left out, to begin with.
    public static var example: String {
        let beginning = """
            # Settings of Liên Thông: name = value. Lines that begin with # are remarks.
            # A flag beats an environment variable, that beats this file, that beats the default.
            # To be checked with: lienthong config check --file THIS-FILE

            """
        let settings = Setting.allCases.map { setting in
            """

            # \(setting.help)
            # Flag \(setting.flag), environment \(setting.variable), \(setting.fallback.map { "default \($0)" } ?? "left out by default")
            #\(setting.rawValue) = \(setting.example)

            """
        }
        return beginning + settings.joined()
    }
}
