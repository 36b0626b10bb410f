public import Logging

/// Turns HTML into archival PDF: forms, registers, reports and documents on paper.
///
/// One Python child with WeasyPrint lives behind it, started with the first form and started again when it ends:
/// starting costs a second, a form then some 20 to 60 ms. Forms are printed one after the other. The child fetches
/// nothing from disk or network, and its time and memory are bounded.
public final class PDFPrinter: Sendable {
    /// What one form and its worker may take.
    public struct Limits: Sendable {
        /// From handing a form to the worker until its PDF is here.
        public var timePerForm: Duration = .seconds(60)
        /// Until a fresh worker says that it is ready; the first start on a machine reads much from disk.
        public var timeToStart: Duration = .seconds(60)
        /// The worker's address space.
        public var bytesOfMemory = 1 << 30
        /// What a caller may hand over.
        public var bytesOfHTML = 8 << 20
        /// What the worker may hand back.
        public var bytesOfPDF = 64 << 20
        /// Forms that may wait; one more is refused as busy.
        public var waitingForms = 256
        /// After so many a fresh worker takes over, so that memory it does not give back stays small.
        public var formsPerWorker = 5000

        /// What suits forms, registers and reports of some hundred pages.
        public init() {}
    }

    private let limits: Limits
    private let queue: AsyncStream<PrintingJob>.Continuation
    private let serving: Task<Void, Never>

    /// - Parameters:
    ///   - python: the Python that has WeasyPrint; without one `.venv/bin/python3` beside the working directory.
    ///   - limits: what a form may take.
    public init(python: String? = nil, limits: Limits = Limits(), logger: Logger = Logger(label: "printing")) {
        self.limits = limits
        let worker = PDFWorker(python: python ?? ".venv/bin/python3", limits: limits, logger: logger)
        let (jobs, queue) = AsyncStream.makeStream(
            of: PrintingJob.self, bufferingPolicy: .bufferingOldest(limits.waitingForms))
        self.queue = queue
        serving = Task.detached { await worker.serve(jobs) }
    }

    deinit {
        queue.finish()
    }

    /// The form as a PDF file; the same HTML gives the same bytes.
    /// - Throws: ``PrintingFailure``.
    public func pdf(html: String, variant: PDFVariant = .pdfA2b) async throws -> [UInt8] {
        guard html.utf8.count <= limits.bytesOfHTML else {
            throw PrintingFailure.tooLarge("the form has \(html.utf8.count) bytes of HTML")
        }
        return try await withCheckedThrowingContinuation { reply in
            let job = PrintingJob(html: html, variant: variant, reply: reply)
            switch queue.yield(job) {
            case .enqueued: break
            case .dropped: reply.resume(throwing: PrintingFailure.busy)
            case .terminated: reply.resume(throwing: PrintingFailure.shutDown)
            @unknown default: reply.resume(throwing: PrintingFailure.busy)
            }
        }
    }

    /// Prints what is waiting, takes nothing more, and returns when the worker has ended.
    public func shutDown() async {
        queue.finish()
        await serving.value
    }
}

/// A form on its way to paper, and who waits for it.
struct PrintingJob: Sendable {
    let html: String
    let variant: PDFVariant
    let reply: CheckedContinuation<[UInt8], any Error>
    /// A worker that ends may have been dead before it saw the form, so a form gets a second one.
    var workersTried = 0
}
