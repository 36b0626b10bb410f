import Foundation
import Logging
import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#endif

/// The child process that renders, and its successors.
struct PDFWorker: Sendable {
    let python: String
    let limits: PDFPrinter.Limits
    let logger: Logger

    /// Prints one job after the other, each life of the child as long as it lasts, until the queue is finished.
    func serve(_ jobs: AsyncStream<PrintingJob>) async {
        Self.ignoreBrokenPipes()
        var leftOver: PrintingJob?
        while let job = await Self.next(of: jobs, after: leftOver) {
            do {
                leftOver = try await live(beginningWith: job, then: jobs)
            } catch {
                logger.error("no PDF worker", metadata: ["reason": "\(error)"])
                job.reply.resume(throwing: error)
                leftOver = nil
            }
        }
    }

    /// One life of the child. A job that could not even begin is thrown for; any other is answered in here.
    /// - Returns: the job to begin the next life with, if one is left over.
    private func live(
        beginningWith job: PrintingJob, then jobs: AsyncStream<PrintingJob>
    ) async throws(PrintingFailure) -> PrintingJob? {
        let configuration = try configuration()
        do {
            let life = try await Subprocess.run(
                configuration, input: .inputWriter, output: .sequence, error: .discarded
            ) { child in
                var conversation = WorkerConversation(child, limits: limits)
                do {
                    let version = try await conversation.greeting()
                    logger.debug("PDF worker started", metadata: ["weasyprint": "\(version)"])
                } catch let failure as PrintingFailure {
                    return LifeEnd.neverBegan(failure)
                }
                return .ended(leftOver: await converse(&conversation, beginningWith: job, then: jobs))
            }
            switch life.closureResult {
            case .neverBegan(let failure): throw failure
            case .ended(let leftOver): return leftOver
            }
        } catch let failure as PrintingFailure {
            throw failure
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private enum LifeEnd: Sendable {
        case neverBegan(PrintingFailure)
        case ended(leftOver: PrintingJob?)
    }

    private func converse(
        _ conversation: inout WorkerConversation, beginningWith first: PrintingJob,
        then jobs: AsyncStream<PrintingJob>
    ) async -> PrintingJob? {
        var next: PrintingJob? = first
        var printed = 0
        while var job = next {
            job.workersTried += 1
            do {
                job.reply.resume(returning: try await conversation.print(job))
            } catch .workerEnded where job.workersTried < 2 {
                logger.warning("the PDF worker ended and is started again")
                return job
            } catch {
                job.reply.resume(throwing: error)
                if error.endsTheWorker { return nil }
            }
            printed += 1
            if printed >= limits.formsPerWorker { return nil }
            next = await Self.next(of: jobs)
        }
        return nil
    }

    /// An iterator a job: one cannot be carried from life to life, and the stream remembers what is waiting.
    private static func next(
        of jobs: AsyncStream<PrintingJob>, after leftOver: PrintingJob? = nil
    ) async -> PrintingJob? {
        if let leftOver { return leftOver }
        var iterator = jobs.makeAsyncIterator()
        return await iterator.next()
    }

    private func configuration() throws(PrintingFailure) -> Configuration {
        guard access(python, X_OK) == 0 else {
            throw .unavailable("\(python) is missing; Scripts/setup makes it")
        }
        guard let script = Bundle.module.path(forResource: "pdf_worker", ofType: "py", inDirectory: "Worker") else {
            throw .unavailable("Worker/pdf_worker.py is missing beside the program")
        }
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(200))
        ]
        // prlimit becomes the worker, so its process is the worker's. Isolated, Python takes nothing from outside.
        return Configuration(
            executable: .path("/usr/bin/prlimit"),
            arguments: [
                "--as=\(limits.bytesOfMemory)", "--core=0", "--nofile=256", "--", python, "-I", "-B", script,
            ],
            environment: .custom(["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]),
            platformOptions: options)
    }

    /// Writing to a worker that has just died must be an error, not the end of the server.
    private static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}

extension PrintingFailure {
    /// After it the child is dead, about to end, or out of step.
    fileprivate var endsTheWorker: Bool {
        switch self {
        case .tookTooLong, .workerEnded, .tooLarge: true
        default: false
        }
    }
}
