/// Something about the settings that is wrong, or that whoever runs the installation should look at.
public struct SettingProblem: Hashable, Sendable {
    /// Whether the server can work in spite of it.
    public let isRemark: Bool
    /// What it is about; nothing when it is about the file or about a name that nobody knows.
    public let settings: Set<Setting>
    /// Where it was found: a flag, a variable, a line of the file.
    public let place: String?
    public let message: String
    /// What to do.
    public let remedy: String

    init(
        _ settings: Set<Setting>, isRemark: Bool = false, at place: String? = nil, _ message: String, remedy: String
    ) {
        self.settings = settings
        self.isRemark = isRemark
        self.place = place
        self.message = message
        self.remedy = remedy
    }
}

extension SettingProblem: CustomStringConvertible {
    public var description: String {
        [place.map { "\($0):" }, "\(message).", "\(remedy)."].compactMap { $0 }.joined(separator: " ")
    }
}
