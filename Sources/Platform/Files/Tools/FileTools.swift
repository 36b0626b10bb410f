import SystemPackage

/// The programs of poppler and qpdf that look into PDF files.
struct FileTools: Sendable {
    var info = BoundedTool(path: "/usr/bin/pdfinfo")
    var check = BoundedTool(path: "/usr/bin/qpdf")
    var text = BoundedTool(path: "/usr/bin/pdftotext", limits: .init(output: 1_000_000))
    var picture = BoundedTool(path: "/usr/bin/pdftoppm", limits: .init(output: 32 << 20))

    /// The text of pages, in the order in which people read them; pages end with a form feed.
    ///
    /// - Returns: the text, and whether it is only the beginning.
    func text(of path: FilePath, pages: ClosedRange<Int>? = nil) async throws -> (text: String, isTruncated: Bool) {
        var arguments = ["-enc", "UTF-8", "-q"]
        if let pages { arguments += ["-f", "\(pages.lowerBound)", "-l", "\(pages.upperBound)"] }
        switch try await text(arguments + [path.string, "-"]) {
        case .exited(0, let output, _): return (String(decoding: output, as: UTF8.self), false)
        case .saidTooMuch(let output): return (String(decoding: output, as: UTF8.self), true)
        case .exited(let code, _, let errors): throw FileFault.tool("pdftotext \(code): \(errors.prefix(200))")
        case .died(let signal): throw FileFault.tool("pdftotext: signal \(signal)")
        case .tookTooLong: throw FileFault.tool("pdftotext: no end in \(text.limits.wall)")
        }
    }
}
