import Foundation

/// What an installation was told, and by whom: a flag beats an environment variable, that beats the file, that beats the
/// default. Nothing is thrown away quietly: what is unknown or wrong is in `problems`.
public struct Settings: Sendable {
    /// Who said it.
    public enum Origin: Hashable, Sendable {
        case flag
        case environment
        case file(place: String)
        case fallback
    }

    struct Given: Sendable {
        var values: [String]
        let origin: Origin
    }

    public let file: SettingsFile?
    private var given: [Setting: Given] = [:]
    public private(set) var problems: [SettingProblem] = []

    /// - Parameters:
    ///   - flags: what stood on the command line.
    ///   - environment: all variables; those of other programs are left alone.
    public init(flags: [Setting: [String]], environment: [String: String], file: SettingsFile?) {
        self.file = file
        problems = file?.problems ?? []
        for setting in Setting.allCases {
            given[setting] = Given(values: [setting.fallback].compactMap { $0 }, origin: .fallback)
        }
        take(file)
        take(environment)
        for (setting, values) in flags where !values.isEmpty {
            given[setting] = Given(values: values.flatMap { Self.split($0, setting) }, origin: .flag)
        }
        problems += found()
    }

    /// Settings as they are now: the file is the one named on the command line, else the one in the environment.
    public static func read(flags: [Setting: [String]], file: String?, environment: [String: String]) -> Settings {
        let path = file ?? environment[Setting.fileVariable].flatMap { $0.isEmpty ? nil : $0 }
        return Settings(flags: flags, environment: environment, file: path.map { SettingsFile(path: $0) })
    }

    private mutating func take(_ file: SettingsFile?) {
        guard let file else { return }
        var seen: [Setting: Int] = [:]
        for line in file.lines {
            let place = file.place(line.number)
            guard let setting = Setting(rawValue: line.name) else {
                problems.append(Self.unknown(line.name, at: place, isRemark: false, known: \.rawValue))
                continue
            }
            if seen[setting] != nil, setting.isList {
                given[setting]?.values += Self.split(line.value, setting)
                continue
            }
            if let first = seen[setting] {
                problems.append(
                    SettingProblem(
                        [setting], at: place, "\(setting.rawValue) stands in line \(first) already",
                        remedy: "Leave one of the two lines"))
            }
            seen[setting] = line.number
            given[setting] = Given(values: Self.split(line.value, setting), origin: .file(place: place))
        }
    }

    /// A variable without a value counts as not set: that is how a unit of systemd takes one back.
    private mutating func take(_ environment: [String: String]) {
        let ours = environment.filter { $0.key.hasPrefix(Setting.prefix) && $0.key != Setting.fileVariable }
        let settings = Dictionary(uniqueKeysWithValues: Setting.allCases.map { ($0.variable, $0) })
        for (name, value) in ours.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            if let setting = settings[name] {
                given[setting] = Given(values: Self.split(value, setting), origin: .environment)
            } else {
                // It may be another program's: nobody owns the beginning of a variable's name.
                problems.append(Self.unknown(name, at: nil, isRemark: true, known: \.variable))
            }
        }
    }

    private static func unknown(
        _ name: String, at place: String?, isRemark: Bool, known: (Setting) -> String
    ) -> SettingProblem {
        SettingProblem(
            [], isRemark: isRemark, at: place, "'\(name)' is no setting",
            remedy: "Known are: \(Setting.allCases.map(known).joined(separator: ", "))")
    }

    private static func split(_ text: String, _ setting: Setting) -> [String] {
        guard setting.isList else { return [text] }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

extension Settings {
    /// All that was said of a setting.
    public func list(_ setting: Setting) -> [String] { given[setting]?.values ?? [] }

    /// What was said of it; nil when it is left out.
    public subscript(_ setting: Setting) -> String? { list(setting).first }

    /// Who said it: the strongest of those who did.
    public func origin(_ setting: Setting) -> Origin { given[setting]?.origin ?? .fallback }

    /// Where it was said, to be found again.
    public func place(_ setting: Setting) -> String {
        switch origin(setting) {
        case .flag: setting.flag
        case .environment: setting.variable
        case .file(let place): place
        case .fallback: "default"
        }
    }

    /// What keeps a command from working that goes by these settings; what is wrong with the file is always among it.
    public func faults(of settings: Set<Setting>) -> [SettingProblem] {
        problems.filter { !$0.isRemark && ($0.settings.isEmpty || !$0.settings.isDisjoint(with: settings)) }
    }
}
