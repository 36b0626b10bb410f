public import Essentials

/// A place in a text file as people count it: the first character is line 1, column 1.
public struct TextPlace: Hashable, Comparable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.line, lhs.column) < (rhs.line, rhs.column)
    }
}

/// What is wrong with a file that somebody handed in, and exactly where.
public struct InputProblem: Error, Hashable, Sendable {
    public var file: String?
    public let place: TextPlace?
    public let reason: Wording

    public init(_ reason: Wording, at place: TextPlace? = nil, in file: String? = nil) {
        self.reason = reason
        self.place = place
        self.file = file
    }

    /// The same problem, of this file.
    public func inFile(_ name: String) -> InputProblem {
        InputProblem(reason, at: place, in: file ?? name)
    }

    /// `values.csv:12:7: …`, as compilers write it, so that editors can jump there.
    public func text(_ language: Language) -> String {
        let spot = place.map { ":\($0.line):\($0.column)" } ?? ""
        return file.map { "\($0)\(spot): \(reason[language])" } ?? reason[language]
    }
}
