import ArgumentParser
import Foundation
import Settings

/// `lienthong config …`: what the installation is told, before it is told.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the settings, or print a file of settings to begin with.",
        subcommands: [ConfigCheck.self, ConfigExample.self])
}

/// `lienthong config check [--file F] [--json]`: exit status 0 only when `serve` would start with these settings.
struct ConfigCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Print every setting with its value and where it comes from, and what is wrong; status 2 then.",
        discussion: "It takes the flags of 'serve', and reads the same environment and file. Nothing is changed.")

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var transport: TransportOptions
    @OptionGroup var watching: WatchingOptions

    @Option(help: "The file of settings, the same as --config.", completion: .file())
    var file: String?

    @Flag(help: "As JSON, for programs.")
    var json = false

    func run() throws {
        let settings = Settings.read(
            flags: installation.flags.merging(transport.flags) { $1 }.merging(watching.flags) { $1 },
            file: file ?? installation.config,
            environment: ProcessInfo.processInfo.environment)
        let report = SettingsReport(settings)
        if json {
            print(try report.json)
        } else {
            for line in report.lines { print(line) }
        }
        if !report.isSound { throw ExitCode(2) }
    }
}

/// `lienthong config example`: prints a file with every setting, explained and left out.
struct ConfigExample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example", abstract: "Print a file of settings with every one explained, to begin with.")

    func run() {
        print(SettingsFile.example, terminator: "")
    }
}
