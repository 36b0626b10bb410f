public import Essentials

/// What an installation says of how it is watched.
public struct MonitoringSettings: Sendable {
    public var thresholds = AlarmThresholds()
    /// Folders beside that of the installation whose disks are watched: of PostgreSQL on this machine, of the backups.
    public var folders: [String] = []
    /// Bytes of the data disk that are kept free: below them no upload is taken.
    public var uploadReserve: Int64 = 0
    /// Until when the TLS certificate holds; asked each time, since files are renewed. Nil where there is none.
    public var certificate: (@Sendable () throws -> Instant)?
    /// Every setting as it may be shown: secrets are stars already.
    public var shown: [ShownSetting] = []

    public init() {}
}

/// A setting, to be looked at.
public struct ShownSetting: Hashable, Sendable {
    public let name: String
    /// Nil when it is left out.
    public let value: String?
    /// Where it was said: `lt.conf:3`; nil when nobody said it and the default holds.
    public let place: String?

    public init(name: String, value: String?, place: String?) {
        self.name = name
        self.value = value
        self.place = place
    }
}
