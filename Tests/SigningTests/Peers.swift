import Foundation
import TestSupport

@testable import PDFStructure
@testable import Signing

/// Programs of others that judge and make signatures: they come with the packages for tests.
enum Peers {
    struct Failure: Error {
        let output: String
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Peers")
    private static let project = folder.appendingPathComponent("../../..").standardizedFileURL
    static let python = project.appendingPathComponent(".venv/bin/python").path

    /// Runs a program of the PATH; its output if it ends with 0.
    @discardableResult
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> String {
        try await TemporaryFolder.with { folder in
            // A file and not a pipe: a child that another test starts meanwhile would keep a pipe open.
            let path = folder.path(of: "output")
            try Data().write(to: URL(fileURLWithPath: path))
            let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [program] + arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = output
            let status: Int32 = try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
            let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
            guard status == 0 else { throw Failure(output: "\(program) \(arguments): \(text)") }
            return text
        }
    }

    static func text(of pdf: [UInt8]) async throws -> String {
        try await TemporaryFolder.with { folder in
            try Data(pdf).write(to: folder.url.appendingPathComponent("a.pdf"))
            return try await run("pdftotext", [folder.path(of: "a.pdf"), "-"])
        }
    }

    /// What pyHanko says of each file: nothing when every signature in it passes, or else why not.
    static func verdicts(
        on files: [String: [UInt8]], root: Certificate, lists: [[UInt8]]
    ) async throws -> [String: String] {
        try await TemporaryFolder.with { folder in
            try Data(root.der).write(to: folder.url.appendingPathComponent("root.der"))
            for (index, list) in lists.enumerated() {
                try Data(list).write(to: folder.url.appendingPathComponent("\(index).crl"))
            }
            for (name, bytes) in files { try Data(bytes).write(to: folder.url.appendingPathComponent(name + ".pdf")) }
            let output = try await run(python, [self.folder.appendingPathComponent("judge.py").path, folder.path])
            return try JSONDecoder().decode([String: String].self, from: Data(output.utf8))
        }
    }

    /// Asks `openssl cms -verify -cades` about each signature; throws what it says when it does not accept one.
    static func openSSLAccepts(_ bytes: [UInt8], root: String, _ folder: TemporaryFolder) async throws {
        let document = try PDFDocument(bytes)
        for field in try document.signatureFields(in: document.newest) {
            let value = try SignatureValue(field, in: document)
            guard value.format != .timestamp else { continue }
            let message = try SignedData(value.contents)
            try Data(value.contents.prefix(message.byteCount)).write(to: folder.url.appendingPathComponent("s.der"))
            try Data(value.firstRange + value.secondRange).write(to: folder.url.appendingPathComponent("ranges.bin"))
            try await run(
                "openssl",
                [
                    "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", folder.path(of: "s.der"),
                    "-content", folder.path(of: "ranges.bin"), "-CAfile", root, "-purpose", "any", "-out", "/dev/null",
                ])
        }
    }
}
