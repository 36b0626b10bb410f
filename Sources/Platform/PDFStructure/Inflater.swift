import CZlib

/// Unpacks the filters that carry structure: FlateDecode with or without a PNG predictor (ISO 32000-2 §7.4.4).
enum Inflater {
    /// The decoded bytes of a cross-reference or object stream, at most `budget` of them.
    static func decode(_ stream: PDFStream, budget: inout Int) throws(PDFProblem) -> [UInt8] {
        let filters = list(stream.dictionary["Filter"])
        let parameters = list(stream.dictionary["DecodeParms"])
        guard filters.count <= 1, parameters.count <= 1 else { throw .damaged("more than one filter on structure") }
        guard let filter = filters.first else { return Array(stream.data) }
        guard filter.name == "FlateDecode" else { throw .damaged("unknown filter on structure") }
        let data = try inflate(stream.data, atMost: budget)
        budget -= data.count
        return try undoPredictor(data, parameters.first?.dictionary ?? [:])
    }

    private static func list(_ object: PDFObject?) -> [PDFObject] {
        switch object {
        case nil, .null?: []
        case .array(let items)?: items
        case let one?: [one]
        }
    }

    static func inflate(_ data: ArraySlice<UInt8>, atMost budget: Int) throws(PDFProblem) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged("zlib did not start")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 32 << 10)
        var input = Array(data)
        let status = input.withUnsafeMutableBufferPointer { source -> Int32 in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            var status = Z_OK
            while status == Z_OK {
                let filled = chunk.withUnsafeMutableBufferPointer { target -> Int in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    return target.count - Int(stream.avail_out)
                }
                output += chunk[..<filled]
                if output.count > budget { return Z_MEM_ERROR }
                if filled == 0, status == Z_OK { return Z_BUF_ERROR }
            }
            return status
        }
        if status == Z_MEM_ERROR { throw .tooLarge("unpacked structure") }
        guard status == Z_STREAM_END else { throw .damaged("compressed structure") }
        return output
    }

    private static func undoPredictor(
        _ data: [UInt8], _ parameters: [String: PDFObject]
    ) throws(PDFProblem) -> [UInt8] {
        let predictor = parameters["Predictor"]?.integer ?? 1
        guard predictor > 1 else { return data }
        let columns = parameters["Columns"]?.integer ?? 1
        guard predictor >= 10, predictor <= 15, columns > 0, columns <= 4096,
            (parameters["Colors"]?.integer ?? 1) == 1, (parameters["BitsPerComponent"]?.integer ?? 8) == 8
        else { throw .damaged("predictor") }
        return try undoRows(data, columns: columns, step: 1)
    }

    /// Undoes the filters of rows of so many bytes, each after a byte that says its filter.
    /// - Parameter step: how many bytes a pixel has.
    static func undoRows(_ data: [UInt8], columns: Int, step: Int) throws(PDFProblem) -> [UInt8] {
        guard data.count % (columns + 1) == 0 else { throw .damaged("rows of a predictor") }
        var output: [UInt8] = []
        output.reserveCapacity(data.count)
        var above = [UInt8](repeating: 0, count: columns)
        for start in stride(from: 0, to: data.count, by: columns + 1) {
            above = try row(data[(start + 1)...(start + columns)], kind: data[start], above: above, step: step)
            output += above
        }
        return output
    }

    private static func row(
        _ raw: ArraySlice<UInt8>, kind: UInt8, above: [UInt8], step: Int
    ) throws(PDFProblem) -> [UInt8] {
        var row = Array(raw)
        for index in row.indices {
            let left = index >= step ? Int(row[index - step]) : 0
            let up = Int(above[index])
            let corner = index >= step ? Int(above[index - step]) : 0
            let guess: Int
            switch kind {
            case 0: guess = 0
            case 1: guess = left
            case 2: guess = up
            case 3: guess = (left + up) / 2
            case 4: guess = paeth(left, up, corner)
            default: throw .damaged("predictor of a row")
            }
            row[index] &+= UInt8(truncatingIfNeeded: guess)
        }
        return row
    }

    private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let estimate = left + up - corner
        let distances = (abs(estimate - left), abs(estimate - up), abs(estimate - corner))
        if distances.0 <= distances.1, distances.0 <= distances.2 { return left }
        return distances.1 <= distances.2 ? up : corner
    }
}
