import Foundation
import Subprocess

/// The words between the printer and one worker: a line of JSON out; a status, a length and that many bytes in.
struct WorkerConversation {
    typealias Child = Execution<CustomWriteInput, SequenceOutput, DiscardedOutput>

    private let child: Child
    private let limits: PDFPrinter.Limits
    private var output: SubprocessOutputSequence.Iterator
    private var received: [UInt8] = []

    init(_ child: Child, limits: PDFPrinter.Limits) {
        self.child = child
        self.limits = limits
        output = child.standardOutput.makeAsyncIterator()
    }

    /// The worker's first word: WeasyPrint's version.
    mutating func greeting() async throws(PrintingFailure) -> String {
        do {
            return String(decoding: try await answer(within: limits.timeToStart), as: UTF8.self)
        } catch .workerEnded {
            throw .unavailable("the worker ended before it was ready")
        }
    }

    /// Hands one form over and waits for its PDF.
    mutating func print(_ job: PrintingJob) async throws(PrintingFailure) -> [UInt8] {
        let order = Order(html: job.html, variant: job.variant.rawValue, seconds: limits.secondsOfProcessor)
        guard var line = try? JSONEncoder().encode(order) else { throw .invalid("the form is not text") }
        line.append(UInt8(ascii: "\n"))
        guard (try? await child.standardInputWriter.write([UInt8](line))) != nil else { throw .workerEnded }
        return try await answer(within: limits.timePerForm)
    }

    private struct Order: Encodable {
        let html: String
        let variant: String
        let seconds: Int
    }

    private struct Complaint: Decodable {
        let kind: String
        let message: String
    }

    /// The next answer; a worker that is not ready with it in time is killed.
    private mutating func answer(within limit: Duration) async throws(PrintingFailure) -> [UInt8] {
        let watch = Task { [child] in
            guard (try? await Task.sleep(for: limit)) != nil else { return false }
            try? child.send(signal: .kill, toProcessGroup: true)
            return true
        }
        let answer: Result<[UInt8], PrintingFailure>
        do {
            answer = .success(try await self.answer())
        } catch {
            answer = .failure(error)
        }
        watch.cancel()
        // Awaited, so that no signal is sent once the child may be another process.
        let wasKilled = await watch.value
        if wasKilled, case .failure(.workerEnded) = answer { throw .tookTooLong }
        return try answer.get()
    }

    private mutating func answer() async throws(PrintingFailure) -> [UInt8] {
        let head = try await take(9)
        let length = head[1...].reduce(0) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(limits.bytesOfPDF) else { throw .tooLarge("the PDF has \(length) bytes") }
        let body = try await take(Int(length))
        switch head[0] {
        case UInt8(ascii: "P"), UInt8(ascii: "R"):
            return body
        default:
            guard let complaint = try? JSONDecoder().decode(Complaint.self, from: Data(body)) else {
                throw .workerEnded
            }
            throw PrintingFailure(kind: complaint.kind, message: complaint.message)
        }
    }

    private mutating func take(_ count: Int) async throws(PrintingFailure) -> [UInt8] {
        while received.count < count {
            guard let more = try? await output.next() else { throw .workerEnded }
            more.withUnsafeBytes { received.append(contentsOf: $0) }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }
}

extension PDFPrinter.Limits {
    /// Whole seconds of processor time for a form; more than the wall allows, for it only matters when nobody watches.
    fileprivate var secondsOfProcessor: Int {
        Int(timePerForm.components.seconds) + 10
    }
}
