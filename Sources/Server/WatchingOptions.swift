import ArgumentParser
import Settings

/// What `serve` is told of how it is watched. Each may as well stand in the environment or the file.
struct WatchingOptions: ParsableArguments {
    @Option(help: .of(.slowStatements))
    var slowStatements: String?

    @Option(help: .of(.auditExport))
    var auditExport: String?

    @Option(help: .of(.auditExportAuthority), completion: .file())
    var auditExportAuthority: String?

    @Option(help: .of(.alarm))
    var alarm: [String] = []

    @Option(help: .of(.watchFolder), completion: .directory)
    var watchFolder: [String] = []

    @Option(help: .of(.uploadReserve))
    var uploadReserve: String?

    var flags: [Setting: [String]] {
        let single: [Setting: String?] = [
            .slowStatements: slowStatements, .auditExport: auditExport, .auditExportAuthority: auditExportAuthority,
            .uploadReserve: uploadReserve,
        ]
        return single.compactMapValues { $0.map { [$0] } }.merging([.alarm: alarm, .watchFolder: watchFolder]) { $1 }
    }
}
