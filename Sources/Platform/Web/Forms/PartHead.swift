import NIOCore

/// The head of one part of a form: which field it is, and the name of its file when it is one.
struct PartHead: Equatable {
    let name: String
    /// Nil for a field that is typed; empty for a file field left without a file.
    let fileName: String?

    /// - Parameter lines: the header lines, beginning with a line end.
    /// - Throws: `MultipartError.malformed` without a `Content-Disposition: form-data` that has a name.
    init(lines: ByteBufferView) throws {
        guard let text = String(validating: lines, as: UTF8.self) else { throw MultipartError.malformed("head") }
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw MultipartError.malformed("head") }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            let value = HeaderParameters(String(line[line.index(after: colon)...]))
            guard value.kind == "form-data", let name = value["name"] else {
                throw MultipartError.malformed("content-disposition")
            }
            self.name = name
            fileName = value.extended("filename") ?? value["filename"]
            return
        }
        throw MultipartError.malformed("content-disposition")
    }
}

/// A header's value with parameters: `form-data; name="scan"; filename="a.pdf"`.
struct HeaderParameters {
    let kind: String
    private var parameters: [(name: String, value: String)] = []

    init(_ text: String) {
        var rest = text[...]
        kind = rest.take(until: ";").trimmed.lowercased()
        while !rest.isEmpty {
            rest.removeFirst()
            let name = rest.take(until: "=", ";").trimmed.lowercased()
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            rest = rest.drop { $0 == " " || $0 == "\t" }
            let value = rest.first == "\"" ? rest.takeQuoted() : rest.take(until: ";").trimmed
            if !name.isEmpty { parameters.append((name, value)) }
            _ = rest.take(until: ";")
        }
    }

    /// The first of this name: a second one is somebody's trick.
    subscript(_ name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// RFC 8187: `filename*=UTF-8''t%E1%BB%87p.pdf`.
    func extended(_ name: String) -> String? {
        guard let value = self["\(name)*"] else { return nil }
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return String(parts[2]).percentDecoded
    }
}

extension Substring {
    fileprivate mutating func take(until stops: Character...) -> String {
        let end = firstIndex { stops.contains($0) } ?? endIndex
        defer { self = self[end...] }
        return String(self[..<end])
    }

    /// Browsers escape a quote as `%22`, others as `\"`; a lone backslash is part of an old browser's path.
    fileprivate mutating func takeQuoted() -> String {
        removeFirst()
        var value = ""
        while let character = popFirst() {
            if character == "\"" { break }
            if character == "\\", first == "\"" || first == "\\" {
                value.append(removeFirst())
            } else {
                value.append(character)
            }
        }
        return value.replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "")
    }
}
