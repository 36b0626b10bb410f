import ArgumentParser
import Settings

/// What `serve` is told of how it is watched. Each may as well stand in the environment or the file.
struct WatchingOptions: ParsableArguments {
    @Option(help: .of(.slowStatements))
    var slowStatements: String?

    var flags: [Setting: [String]] {
        let single: [Setting: String?] = [.slowStatements: slowStatements]
        return single.compactMapValues { $0.map { [$0] } }
    }
}
