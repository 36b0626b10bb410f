/// A file that a person chooses in a form.
public struct ChosenFile: Sendable {
    public let field: String
    public let name: String
    public let bytes: [UInt8]

    public init(_ field: String, _ name: String, _ bytes: [UInt8]) {
        self.field = field
        self.name = name
        self.bytes = bytes
    }
}

/// What a browser sends of a form as it stands, and with what a person types into it.
enum FormFilling {
    static func fields(of form: HTMLElement, pressing button: HTMLElement?) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for element in form.all(where: { $0["name"] != nil }) {
            guard let name = element["name"], isSent(element), let value = value(of: element) else { continue }
            fields.append((name, value))
        }
        if let button, let name = button["name"] { fields.append((name, button["value"] ?? "")) }
        return fields
    }

    static func value(of element: HTMLElement) -> String? {
        switch element.name {
        case "textarea": return element.rawText
        case "select":
            let options = element.all { $0.name == "option" }
            let chosen = options.first { $0["selected"] != nil } ?? options.first
            return chosen.map { $0["value"] ?? $0.text }
        case "input": return element["value"] ?? (element["type"] == "checkbox" ? "on" : "")
        default: return nil
        }
    }

    private static func isSent(_ element: HTMLElement) -> Bool {
        guard element["disabled"] == nil else { return false }
        switch element["type"] {
        case "checkbox", "radio": return element["checked"] != nil
        case "file", "submit", "button": return false
        default: return element.name != "button"
        }
    }

    static func urlEncoded(_ fields: [(name: String, value: String)]) -> [UInt8] {
        Array(fields.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&").utf8)
    }

    static func multipart(
        _ fields: [(name: String, value: String)], _ files: [ChosenFile], boundary: String
    ) -> [UInt8] {
        var body: [UInt8] = []
        for field in fields {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n".utf8)
            body += Array("\(field.value)\r\n".utf8)
        }
        for file in files {
            let name = file.name.replacing("\"", with: "%22")
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; ".utf8)
            body += Array("filename=\"\(name)\"\r\nContent-Type: application/octet-stream\r\n\r\n".utf8)
            body += file.bytes + Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80, scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "%" + String(UInt16(byte) + 256, radix: 16).dropFirst().uppercased()
            }
        }
        return result
    }
}
