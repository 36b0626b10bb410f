/// A picture with or without transparency, ready to be put into a PDF (PNG, ISO/IEC 15948).
public struct PNGImage: Sendable {
    public let width: Int
    public let height: Int
    /// Its width and height in points when it says its resolution; the seal must have its actual size.
    public let physicalSize: (width: Double, height: Double)?
    /// 1 for grey, 3 for red, green and blue.
    let channels: Int
    let colours: [UInt8]
    let alpha: [UInt8]?

    private static let mostPixels = 16 << 20

    /// Reads 8-bit grey and colour pictures that are not interlaced; nil for all others.
    public init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        var data: [UInt8] = []
        var header: [UInt8] = []
        var physical: [UInt8] = []
        var position = 8
        while position + 12 <= bytes.count {
            let length = Self.number(bytes[position..<(position + 4)])
            guard length <= bytes.count - position - 12 else { return nil }
            let body = bytes[(position + 8)..<(position + 8 + length)]
            switch String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self) {
            case "IHDR": header = Array(body)
            case "pHYs": physical = Array(body)
            case "IDAT": data += body
            default: break
            }
            position += 12 + length
        }
        guard header.count == 13, header[8] == 8, header[12] == 0,
            let samples = [0: 1, 2: 3, 4: 2, 6: 4][Int(header[9])]
        else { return nil }
        width = Self.number(header[0..<4])
        height = Self.number(header[4..<8])
        guard width > 0, height > 0, width <= Self.mostPixels / height else { return nil }
        let size = (width * samples + 1) * height
        guard let raw = try? Inflater.inflate(data[...], atMost: size), raw.count == size,
            let rows = try? Inflater.undoRows(raw, columns: width * samples, step: samples)
        else { return nil }
        channels = samples <= 2 ? 1 : 3
        (colours, alpha) = Self.split(rows, samples: samples, channels: channels)
        physicalSize = Self.size(physical, width: width, height: height)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func split(_ rows: [UInt8], samples: Int, channels: Int) -> ([UInt8], [UInt8]?) {
        guard samples > channels else { return (rows, nil) }
        var colours: [UInt8] = []
        var alpha: [UInt8] = []
        for start in stride(from: 0, to: rows.count, by: samples) {
            colours += rows[start..<(start + channels)]
            alpha.append(rows[start + channels])
        }
        return (colours, alpha)
    }

    private static func size(_ physical: [UInt8], width: Int, height: Int) -> (width: Double, height: Double)? {
        guard physical.count == 9, physical[8] == 1 else { return nil }
        let across = Double(number(physical[0..<4]))
        let up = Double(number(physical[4..<8]))
        guard across > 0, up > 0 else { return nil }
        let pointsPerMetre = 72 / 0.0254
        return (Double(width) / across * pointsPerMetre, Double(height) / up * pointsPerMetre)
    }

    /// Writes the picture, and its transparency as a soft mask.
    public func write(to update: inout PDFUpdate) -> PDFReference {
        var entries = Self.entries(width, height, channels == 1 ? "DeviceGray" : "DeviceRGB")
        if let alpha {
            let mask = PDFStream(
                dictionary: Self.entries(width, height, "DeviceGray"), data: Deflater.compress(alpha)[...])
            entries["SMask"] = .reference(update.add(.stream(mask)))
        }
        return update.add(.stream(PDFStream(dictionary: entries, data: Deflater.compress(colours)[...])))
    }

    private static func entries(_ width: Int, _ height: Int, _ space: String) -> [String: PDFObject] {
        [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(width), "Height": .integer(height),
            "ColorSpace": .name(space), "BitsPerComponent": .integer(8), "Filter": .name("FlateDecode"),
        ]
    }
}
