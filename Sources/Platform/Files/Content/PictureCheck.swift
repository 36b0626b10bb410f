/// Looks at a picture's frame: that it is whole, and that it does not unpack to more points than a screen or a printer
/// can use (a few kilobytes can claim a million by a million).
struct PictureCheck {
    let file: OpenFile
    let type: MediaType

    /// 100 megapixels: A4 at 1,000 dots an inch.
    static let mostPixels = 100_000_000

    func callAsFunction() throws {
        guard let (width, height) = try type == .png ? sizeOfPNG() : sizeOfJPEG(), width > 0, height > 0 else {
            throw FileRefusal.damaged(type)
        }
        let (pixels, isTooMany) = width.multipliedReportingOverflow(by: height)
        if isTooMany || pixels > Self.mostPixels { throw FileRefusal.tooManyPixels }
        let tail = try file.bytes(at: max(0, file.size - 64), count: 64)
        let isWhole = type == .png ? tail.contains(bytes: "IEND") : tail.contains(pair: (0xFF, 0xD9))
        if !isWhole { throw FileRefusal.damaged(type) }
    }

    /// The first chunk says it, at a fixed place.
    private func sizeOfPNG() throws -> (Int, Int)? {
        let head = try file.bytes(at: 0, count: 24)
        guard head.count == 24, head[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        return (Self.number(head[16..<20]), Self.number(head[20..<24]))
    }

    /// The frame header says it, after any number of other segments.
    private func sizeOfJPEG() throws -> (Int, Int)? {
        var offset: Int64 = 2
        for _ in 0..<1000 {
            let segment = try file.bytes(at: offset, count: 9)
            guard segment.count == 9, segment[0] == 0xFF else { return nil }
            switch segment[1] {
            case 0xFF: offset += 1
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                return (Self.number(segment[7..<9]), Self.number(segment[5..<7]))
            case 0xD9, 0xDA: return nil
            default: offset += 2 + Int64(Self.number(segment[2..<4]))
            }
        }
        return nil
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}

extension [UInt8] {
    fileprivate func contains(pair: (UInt8, UInt8)) -> Bool {
        zip(self, dropFirst()).contains { $0 == pair }
    }
}
