import Foundation
import Printing
import TestSupport
import Testing

@Suite struct PDFWorkerLifeTests {
    /// Says that it is ready, as the worker does.
    private static let ready = "printf 'R\\0\\0\\0\\0\\0\\0\\0\\0014'"

    @Test func `a worker that dies over a form is replaced, and the form is printed`() async throws {
        try await TemporaryFolder.with { folder in
            let python = try folder.script(
                """
                if [ -e \(folder.path)/died ]; then exec \(Real.python) "$@"; fi
                touch \(folder.path)/died
                \(Self.ready); read -r line; kill -SEGV $$
                """)
            let printer = PDFPrinter(python: python)
            let pdf = try await printer.pdf(html: Real.page("<p>Còn đây</p>"))
            #expect(try await Poppler.text(of: pdf).contains("Còn đây"))
            await printer.shutDown()
        }
    }

    @Test func `a form that kills every worker is given up, and the next one is served`() async throws {
        try await TemporaryFolder.with { folder in
            let python = try folder.script(
                """
                echo life >>\(folder.path)/lives
                if [ $(wc -l <\(folder.path)/lives) -gt 2 ]; then exec \(Real.python) "$@"; fi
                \(Self.ready); read -r line; exit 1
                """)
            let printer = PDFPrinter(python: python)
            await #expect(throws: PrintingFailure.workerEnded) { try await printer.pdf(html: "<p>xấu") }
            let pdf = try await printer.pdf(html: Real.page("<p>Tốt</p>"))
            #expect(try await Poppler.text(of: pdf).contains("Tốt"))
            await printer.shutDown()
        }
    }

    @Test func `a form that never ends is given up in time, with its worker`() async throws {
        try await TemporaryFolder.with { folder in
            let python = try folder.script("echo $$ >\(folder.path)/pid; \(Self.ready); read -r line; sleep 600")
            var limits = PDFPrinter.Limits()
            limits.timePerForm = .milliseconds(100)
            let printer = PDFPrinter(python: python, limits: limits)
            await #expect(throws: PrintingFailure.tookTooLong) { try await printer.pdf(html: "<p>dài") }
            await printer.shutDown()
            let pid = try String(contentsOfFile: folder.path(of: "pid"), encoding: .utf8).split(separator: "\n")[0]
            #expect(!FileManager.default.fileExists(atPath: "/proc/\(pid)"))
        }
    }

    @Test func `a form that wants more memory than the worker may have is refused, and the next one is served`()
        async throws
    {
        var limits = PDFPrinter.Limits()
        limits.bytesOfMemory = 260 << 20
        let printer = PDFPrinter(python: Real.python, limits: limits)
        let greedy = Real.page(String(repeating: "<p>nhiều <b>chữ</b> quá</p>", count: 200_000))
        await #expect(throws: (any Error).self) { try await printer.pdf(html: greedy) }
        let pdf = try await printer.pdf(html: Real.page("<p>Ngắn</p>"))
        #expect(try await Poppler.text(of: pdf).contains("Ngắn"))
        await printer.shutDown()
    }

    @Test func `without Python there is a clear answer`() async throws {
        let printer = PDFPrinter(python: "/nowhere/python3")
        await #expect(throws: PrintingFailure.unavailable("/nowhere/python3 is missing; Scripts/setup makes it")) {
            try await printer.pdf(html: "")
        }
        await printer.shutDown()
    }

    @Test func `a Python without WeasyPrint says so`() async throws {
        let printer = PDFPrinter(python: "/usr/bin/python3")
        await #expect {
            _ = try await printer.pdf(html: "")
        } throws: { error in
            guard case PrintingFailure.unavailable(let message) = error else { return false }
            return message.contains("WeasyPrint")
        }
        await printer.shutDown()
    }

    @Test func `a printer that was shut down prints what waits, and then nothing more`() async throws {
        let printer = PDFPrinter(python: Real.python)
        async let waiting = printer.pdf(html: Real.page("<p>Trước</p>"))
        #expect(try await waiting.count > 1000)
        await printer.shutDown()
        await #expect(throws: PrintingFailure.shutDown) { try await printer.pdf(html: "<p>Sau</p>") }
    }

    @Test func `limits on size hold in both directions`() async throws {
        var limits = PDFPrinter.Limits()
        limits.bytesOfHTML = 1000
        limits.bytesOfPDF = 100
        let printer = PDFPrinter(python: Real.python, limits: limits)
        for html in [String(repeating: "a", count: 1001), Real.page("<p>a</p>")] {
            await #expect {
                _ = try await printer.pdf(html: html)
            } throws: { error in
                guard case PrintingFailure.tooLarge = error else { return false }
                return true
            }
        }
        await printer.shutDown()
    }
}

extension TemporaryFolder {
    /// A shell script that stands in for Python.
    fileprivate func script(_ body: String) throws -> String {
        let path = path(of: "python")
        try "#!/bin/sh\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }
}
