import SystemPackage

/// A program that reads what a stranger sent, held to limits: whatever the file does to it, the server goes on. One runs at
/// a time, and no other helper waits for it.
public struct BoundedProgram: Sendable {
    let tool: BoundedTool

    /// What it said, and how it ended.
    public struct Answer: Sendable {
        public let status: Int32
        public let output: [UInt8]
    }

    /// - Parameters:
    ///   - path: where the program is.
    ///   - seconds: of processor time; on the wall it may take three times as long.
    ///   - memory: bytes of address space.
    ///   - output: bytes that it may say.
    public init(path: String, seconds: Int, memory: Int, output: Int) {
        let limits = BoundedTool.Limits(
            memory: memory, processor: seconds, wall: .seconds(3 * seconds), output: output)
        tool = BoundedTool(path: path, limits: limits, gate: ToolGate(places: 1))
    }
}

extension FileStore {
    /// Asks a program about an upload that nobody has looked into; the upload's path is its last argument.
    ///
    /// - Returns: nil when a limit ended the program, or what it ran into.
    public func answer(
        of program: BoundedProgram, _ arguments: [String], about file: UploadedFile
    ) async throws -> BoundedProgram.Answer? {
        switch try await program.tool(arguments + [layout.spooled(file.id).string]) {
        case .exited(let status, let output, _): .init(status: status, output: output)
        case .saidTooMuch, .died, .tookTooLong: nil
        }
    }
}
