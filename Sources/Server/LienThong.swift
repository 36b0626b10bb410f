import ArgumentParser

/// `lienthong`: the platform in one program.
@main
struct LienThong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lienthong",
        abstract: "Nền tảng Liên Thông: the shared platform of a province.",
        subcommands: [
            Serve.self, Migrate.self, BackupCommand.self, Restore.self, Copy.self, Doctor.self,
            ConfigCommand.self, Demo.self, TokenCommand.self, BreakGlassCommand.self, JournalCommand.self,
            DocumentsCommand.self, CalendarCommand.self, DeadlineCommand.self, SignCommand.self, VerifyCommand.self,
            PKICommand.self, EvaluationCommand.self, Benchmark.self,
        ])

    /// As the parser's own, but that a wrong command line ends with status 2, like every bad input.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var concurrent = command as? any AsyncParsableCommand {
                try await concurrent.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            StandardError.print(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}

/// Bad input: a clear message on standard error and exit status 2.
struct InputError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension ParsableCommand {
    /// Ends the process with status 2 and a message, for input that is well-formed to the parser and still wrong.
    func refuse(_ message: String) -> ExitCode {
        StandardError.print("lienthong: \(message)")
        return ExitCode(2)
    }
}
