import Foundation
import TestSupport
import Testing

@testable import Files

struct BoundedToolTests {
    @Test func `a program's answer and its exit are told apart`() async throws {
        guard case .exited(3, let output, let errors) = try await shell("printf xin; printf chào >&2; exit 3") else {
            Issue.record("not an exit")
            return
        }
        #expect(String(decoding: output, as: UTF8.self) == "xin")
        #expect(errors == "chào")
    }

    @Test func `a program that never ends is ended, with what it started`() async throws {
        try await TemporaryFolder.with { folder in
            let pids = folder.path(of: "pids")
            var limits = BoundedTool.Limits()
            limits.wall = .milliseconds(300)
            let outcome = try await shell("echo $$ >\(pids); sleep 1000 & echo $! >>\(pids); wait", limits)
            guard case .tookTooLong = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let started = (try? String(contentsOfFile: pids, encoding: .utf8))?.split(separator: "\n") ?? []
            #expect(started.allSatisfy { isGone($0) })
        }
    }

    @Test func `a program that eats memory or processor is stopped`() async throws {
        var limits = BoundedTool.Limits()
        limits.memory = 64 << 20
        let hungry = try await shell("head -c 200000000 /dev/zero | tail -c 190000000", limits)
        guard case .exited(let code, _, _) = hungry, code != 0 else {
            Issue.record("\(hungry)")
            return
        }
        limits = BoundedTool.Limits()
        limits.processor = 1
        let busy = try await shell("while :; do :; done", limits)
        guard case .died = busy else {
            Issue.record("\(busy)")
            return
        }
    }

    @Test func `of an endless answer the beginning is taken`() async throws {
        var limits = BoundedTool.Limits()
        limits.output = 100_000
        guard case .saidTooMuch(let output) = try await shell("yes", limits) else {
            Issue.record("not cut")
            return
        }
        #expect(output.count == 100_000)
        #expect(output.starts(with: Array("y\ny\n".utf8)))
    }

    @Test func `a program sees nothing of the server's surroundings`() async throws {
        guard case .exited(0, let output, _) = try await shell("env | sort | cut -d= -f1; pwd") else {
            Issue.record("not an exit")
            return
        }
        #expect(String(decoding: output, as: UTF8.self).split(separator: "\n") == ["LC_ALL", "PATH", "PWD", "/"])
    }

    @Test func `a program that is not there is a fault with its name`() async throws {
        await #expect(throws: FileFault.tool("/usr/bin/no-such-program is not installed")) {
            try await BoundedTool(path: "/usr/bin/no-such-program")([])
        }
    }

    private func shell(
        _ script: String, _ limits: BoundedTool.Limits = .init()
    ) async throws -> BoundedTool.Outcome {
        try await BoundedTool(path: "/bin/sh", limits: limits)(["-c", script])
    }

    /// Not there, or dead and only waiting to be counted.
    private func isGone(_ pid: some StringProtocol) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
        return stat.contains(") Z ")
    }
}
