import NIOCore

/// Takes `multipart/form-data` (RFC 7578) apart while it arrives, in constant memory.
///
/// Bytes are pushed in and events come out; a boundary may be split over any number of pushes.
struct MultipartParser {
    enum Event {
        case began(PartHead)
        case data(ByteBuffer)
        case ended
    }

    /// What keeps a sender from filling the memory with anything but a file's bytes, which are passed on.
    struct Limits {
        var headBytes = 16 * 1024
        var preambleBytes = 4 * 1024
        var parts = 2000
    }

    private enum State {
        case preamble, afterBoundary, head, body, finished
    }

    private let boundary: [UInt8]
    private let limits: Limits
    private var state = State.preamble
    private var buffer = ByteBuffer()
    private var parts = 0
    private var preambleBytes = 0
    private var isAtBodyStart = false

    /// - Parameter boundary: from the request's content type, without dashes.
    init(boundary: String, limits: Limits = Limits()) {
        self.boundary = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
        // The first boundary stands at the very beginning, or after a line; now it always stands after a line.
        buffer.writeString("\r\n")
    }

    /// Whether the closing boundary was seen. A body that ends before it was cut off.
    var isFinished: Bool { state == .finished }

    /// Takes bytes in and gives out what they complete.
    ///
    /// - Throws: `MultipartError`.
    mutating func push(_ bytes: ByteBuffer, to events: inout [Event]) throws {
        guard state != .finished else { return }
        buffer.writeImmutableBuffer(bytes)
        while try step(&events) {}
        buffer.discardReadBytes()
    }

    /// - Returns: whether something was consumed, so that there may be more.
    private mutating func step(_ events: inout [Event]) throws -> Bool {
        switch state {
        case .preamble: try skipPreamble()
        case .afterBoundary: try readBoundaryEnd()
        case .head: try readHead(&events)
        case .body: try readBody(&events)
        case .finished: false
        }
    }

    private mutating func skipPreamble() throws -> Bool {
        let (before, isWhole) = distanceToBoundary()
        buffer.moveReaderIndex(forwardBy: before)
        preambleBytes += before
        guard preambleBytes <= limits.preambleBytes else { throw MultipartError.malformed("preamble") }
        guard isWhole else { return false }
        buffer.moveReaderIndex(forwardBy: boundary.count)
        state = .afterBoundary
        return true
    }

    /// After a boundary: `--` ends the body; blanks and a line end begin a part.
    private mutating func readBoundaryEnd() throws -> Bool {
        let view = buffer.readableBytesView
        if view.starts(with: "--".utf8) {
            state = .finished
            return false
        }
        guard view.count >= 2 else { return false }
        let blanks = view.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        guard blanks <= 64 else { throw MultipartError.malformed("boundary") }
        let rest = view.dropFirst(blanks)
        guard rest.count >= 2 else { return false }
        guard rest.starts(with: "\r\n".utf8) else { throw MultipartError.malformed("boundary") }
        parts += 1
        guard parts <= limits.parts else { throw MultipartError.tooManyParts }
        // The line end stays: it is also the beginning of an empty head's blank line.
        buffer.moveReaderIndex(forwardBy: blanks)
        state = .head
        return true
    }

    private mutating func readHead(_ events: inout [Event]) throws -> Bool {
        let view = buffer.readableBytesView
        guard let end = view.firstIndex(ofLineEnds: "\r\n\r\n") else {
            guard view.count <= limits.headBytes else { throw MultipartError.headTooLarge }
            return false
        }
        let length = end - view.startIndex
        guard length <= limits.headBytes else { throw MultipartError.headTooLarge }
        let head = try PartHead(lines: view[view.startIndex..<end])
        buffer.moveReaderIndex(forwardBy: length + 2)
        events.append(.began(head))
        // Two bytes of the blank line stay, so that the boundary of an empty body is found after a line end.
        state = .body
        isAtBodyStart = true
        return true
    }

    private mutating func readBody(_ events: inout [Event]) throws -> Bool {
        var (before, isWhole) = distanceToBoundary()
        if isAtBodyStart {
            // The blank line's end is not the body's; it may be the beginning of the boundary.
            if before > 0 {
                buffer.moveReaderIndex(forwardBy: 2)
                before -= 2
                isAtBodyStart = false
            } else if !isWhole {
                return false
            }
        }
        if before > 0, let data = buffer.readSlice(length: before) { events.append(.data(data)) }
        guard isWhole else { return false }
        buffer.moveReaderIndex(forwardBy: boundary.count)
        events.append(.ended)
        isAtBodyStart = false
        state = .afterBoundary
        return true
    }

    /// How many bytes stand before the boundary, or before what may become one when more bytes come.
    private func distanceToBoundary() -> (before: Int, isWhole: Bool) {
        buffer.withUnsafeReadableBytes { bytes in
            var start = 0
            while start < bytes.count, let found = bytes[start...].firstIndex(of: UInt8(ascii: "\r")) {
                let length = min(boundary.count, bytes.count - found)
                if bytes[found..<(found + length)].elementsEqual(boundary[..<length]) {
                    return (found, length == boundary.count)
                }
                start = found + 1
            }
            return (bytes.count, false)
        }
    }
}

/// Why a form's body cannot be read.
enum MultipartError: Error {
    case malformed(String)
    case headTooLarge
    case tooManyParts
    case cutOff
}

extension ByteBufferView {
    fileprivate func firstIndex(ofLineEnds pattern: String) -> Int? {
        let wanted = Array(pattern.utf8)
        guard count >= wanted.count else { return nil }
        var index = startIndex
        while index <= endIndex - wanted.count {
            if self[index] == wanted[0] && self[index..<(index + wanted.count)].elementsEqual(wanted) { return index }
            index += 1
        }
        return nil
    }
}
