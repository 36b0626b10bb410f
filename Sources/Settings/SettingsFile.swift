import Foundation

/// A file of settings as it was read: `name = value` on a line of its own, `#` at the beginning of a line of remarks. A value is
/// everything to the end of its line, without blanks around it; nothing is quoted and nothing is replaced.
public struct SettingsFile: Sendable {
    struct Line: Hashable, Sendable {
        let number: Int
        let name: String
        let value: String
    }

    public let path: String
    private(set) var lines: [Line] = []
    private(set) var problems: [SettingProblem] = []
    /// Whether accounts other than its owner and its group may read it.
    private(set) var isReadableByAll = false

    init(path: String, text: String) {
        self.path = path
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.trimmingCharacters(in: .whitespacesAndNewlines)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, !parts[0].isEmpty {
                lines.append(Line(number: index + 1, name: parts[0], value: parts[1]))
            } else {
                problems.append(
                    SettingProblem(
                        [], at: place(index + 1), "this is no setting",
                        remedy: "Write 'name = value', or begin the line with '#'"))
            }
        }
    }

    /// Reads a file; what cannot be read is a problem, and then it says nothing.
    public init(path: String) {
        do {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            guard let text = String(validating: bytes, as: UTF8.self) else {
                self.init(unreadable: path, "it is not UTF-8", remedy: "Save it as UTF-8")
                return
            }
            self.init(path: path, text: text)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            isReadableByAll = (mode ?? 0) & 0o004 != 0
        } catch {
            let reason = (error as NSError).userInfo[NSUnderlyingErrorKey].map { "\($0)" } ?? "\(error)"
            self.init(
                unreadable: path, "it cannot be read: \(reason)",
                remedy: "Name a file that is there and that this account may read")
        }
    }

    private init(unreadable path: String, _ message: String, remedy: String) {
        self.init(path: path, text: "")
        problems = [SettingProblem([], at: path, message, remedy: remedy)]
    }

    func place(_ line: Int) -> String { "\(path):\(line)" }
}
