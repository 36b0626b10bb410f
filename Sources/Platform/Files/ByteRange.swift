import Essentials

/// What a request's `Range` header asks for (RFC 9110, 14.2).
public enum ByteRange: Hashable, Sendable {
    /// No range, or one that may be passed over: several, or another unit. Answer with 200.
    case whole
    /// Answer with 206 and `Content-Range`.
    case part(Range<Int64>)
    /// Answer with 416.
    case unsatisfiable

    /// - Parameters:
    ///   - header: its value, if it was sent.
    ///   - size: of the file, in bytes.
    public init(header: String?, size: Int64) {
        guard let header, header.hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let bounds = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy({ $0.isEmpty || Int(digits: $0) != nil }) else {
            self = .whole
            return
        }
        self = Self.part(from: Int(digits: bounds[0]), to: Int(digits: bounds[1]), of: size)
    }

    private static func part(from first: Int?, to last: Int?, of size: Int64) -> ByteRange {
        switch (first, last) {
        case (nil, nil): return .whole
        case (nil, let count?):
            return count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - Int64(count))..<size)
        case (let first?, let last):
            if let last, last < first { return .whole }
            guard first < size else { return .unsatisfiable }
            let end = min(last.map { Int64($0) } ?? size - 1, size - 1) + 1
            return .part(Int64(first)..<end)
        }
    }

    /// `bytes 0-99/1234`; nil for the whole file.
    public func contentRange(size: Int64) -> String? {
        switch self {
        case .whole: nil
        case .part(let range): "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        case .unsatisfiable: "bytes */\(size)"
        }
    }
}
