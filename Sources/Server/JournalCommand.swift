import App
import ArgumentParser
import AuditExport
import Database
import Essentials
import Foundation
import Journal

/// `lienthong journal …`: check the journal and hand out proofs.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Check the journal, and prove what stands in it.",
        subcommands: [
            JournalVerify.self, JournalProve.self, JournalConsistency.self, JournalCheck.self, JournalResend.self,
        ])
}

/// `lienthong journal verify`: recomputes everything; exit status 1 names the first thing that is wrong.
struct JournalVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recompute the journal's tree and compare it with what was signed.")

    @OptionGroup var installation: InstallationOptions

    @Option(help: "A file with a checkpoint published earlier; may be given several times.")
    var checkpoint: [String] = []

    func run() async throws {
        let opened = try await installation.open()
        let notes = try checkpoint.map { try String(contentsOfFile: $0, encoding: .utf8) }
        let journal = try await opened.database.verifyJournal(key: opened.journalKey.verifier, published: notes)
        let accesses = try await opened.database.verifyAccessLog()
        await opened.database.close()
        for line in journal.lines + accesses.lines { print(line.english) }
        if journal.finding != nil || accesses.finding != nil { throw ExitCode(1) }
    }
}

/// `lienthong journal prove EVENT`: the proof of an event, as a file to hand out.
struct JournalProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Print the proof that an event stands in the journal, as JSON.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The event's identifier.")
    var event: String

    func run() async throws {
        guard let id = ID<RecordedEvent>(event) else { throw refuse("'\(event)' is no identifier of an event") }
        let opened = try await installation.open()
        let key = opened.journalKey.verifier
        let proof = try await opened.database.read { try $0.inclusionProof(of: id) }
        await opened.database.close()
        guard let proof else { throw refuse("no signed checkpoint covers an event \(event)") }
        print(String(decoding: try proof.file(for: key).written(), as: UTF8.self))
    }
}

/// `lienthong journal consistency SIZE`: shows that today's journal begins with the one of SIZE events.
struct JournalConsistency: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consistency", abstract: "Print the proof that the newest checkpoint continues an earlier one.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The size of the earlier checkpoint.")
    var size: Int64

    func run() async throws {
        let opened = try await installation.open()
        let key = opened.journalKey.verifier
        let proof = try await opened.database.read { [size] in try $0.consistencyProof(from: size) }
        await opened.database.close()
        guard let proof else { throw refuse("there is no signed checkpoint of \(size) events") }
        print(String(decoding: try proof.file(for: key).written(), as: UTF8.self))
    }
}

/// `lienthong journal check FILE --key TEXT`: checks a proof offline, with nothing but the public key.
struct JournalCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a proof file with the journal's public key; needs no installation.")

    @Argument(help: "The proof file.")
    var file: String

    @Option(help: "The journal's public key, as journal.pub has it.")
    var key: String

    func run() throws {
        guard let verifier = JournalVerifierKey(text: key) else { throw refuse("--key is no public key of a journal") }
        do {
            let proof = try ProofFile(reading: Data(contentsOf: URL(fileURLWithPath: file)))
            for line in try proof.check(key: verifier).lines { print(line.english) }
        } catch let refusal as ProofRefusal {
            StandardError.print("lienthong: \(refusal.wording.english)")
            throw ExitCode(1)
        }
    }
}

/// `lienthong journal resend [--from POSITION]`: sends the journal to the receiver of `audit-export` once more.
struct JournalResend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Let the running server send the journal to its receiver (audit-export) once more.")

    @OptionGroup var installation: InstallationOptions

    @Option(help: "The position of the first event to send again.")
    var from: Int64 = 0

    func run() async throws {
        guard from >= 0 else { throw refuse("--from must not be negative") }
        let opened = try await installation.open()
        let size = try await opened.database.write { [from] db in
            let size = try db.journalSize()
            try JournalForwarder.rewind(AuditExport.cursor, to: min(from, size), in: db)
            return size
        }
        await opened.database.close()
        print("To be sent again: \(max(0, size - from)) of \(size) events")
    }
}
