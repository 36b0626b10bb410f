import Foundation

/// Where answers go.
enum StandardOutput {
    /// Lines are seen at once also when the output is a file or a pipe.
    static func flush() {
        fflush(nil)
    }
}

/// Where messages go that are not the answer.
enum StandardError {
    static func print(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
