import ArgumentParser
import Hummingbird
import Logging

/// `lienthong benchmark …`: what measuring needs of this program.
struct Benchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "What `make bench` compares the platform with.",
        subcommands: [BenchmarkPlain.self, SigningBenchmark.self])
}

/// `lienthong benchmark plain`: the HTTP server with nothing behind it. No page can be quicker than this on the machine.
struct BenchmarkPlain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plain", abstract: "Answer every request with a few bytes, until stopped.")

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 0

    func run() async throws {
        InstallationOptions.prepareLogging()
        let router = Router()
        router.get("/") { _, _ in "Liên Thông" }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil)
        ) { channel in
            print("Listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
            StandardOutput.flush()
        }
        try await application.runService()
    }
}
