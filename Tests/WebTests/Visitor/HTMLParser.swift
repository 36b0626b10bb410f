/// Reads HTML as our templates write it: attributes in quotes, elements closed, references spelled right.
struct HTMLParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var open: [HTMLElement] = []
    private var root: HTMLElement?

    private static let void: Set<String> = ["meta", "link", "input", "img", "br", "hr", "use", "path", "col", "source"]
    private static let raw: Set<String> = ["script", "style"]
    private static let textOnly: Set<String> = ["title", "textarea"]
    /// Elements that a browser puts elsewhere when they are left open; only these two may be.
    private static let closedByNext: Set<String> = ["option", "li"]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws -> HTMLElement {
        skipBlanks()
        guard take("<!DOCTYPE html>") else { throw fault("there is no <!DOCTYPE html>") }
        while position < scalars.count {
            if take("<!--") {
                guard take(until: "-->") != nil else { throw fault("a comment is not ended") }
            } else if take("</") {
                try close()
            } else if peek == "<" {
                try openElement()
            } else {
                try readText(until: "<")
            }
        }
        guard open.isEmpty else { throw fault("<\(open.map(\.name).joined(separator: "> <"))> not closed") }
        guard let root else { throw fault("there is no element") }
        return root
    }

    private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func openElement() throws {
        position += 1
        let name = takeName()
        guard !name.isEmpty else { throw fault("< that begins no element") }
        let (attributes, isSelfClosed) = try takeAttributes(of: name)
        let element = HTMLElement(name, attributes)
        if let last = open.last, last.name == name, Self.closedByNext.contains(name) { open.removeLast() }
        if let parent = open.last {
            parent.append(.element(element))
        } else {
            guard root == nil, name == "html" else { throw fault("<\(name)> outside of <html>") }
            root = element
        }
        if Self.void.contains(name) || (isSelfClosed && open.contains { $0.name == "svg" }) { return }
        guard !isSelfClosed else { throw fault("<\(name)/> closes nothing in HTML") }
        open.append(element)
        if Self.raw.contains(name) || Self.textOnly.contains(name) { try readOnlyText(of: element) }
    }

    private mutating func readOnlyText(of element: HTMLElement) throws {
        guard let content = take(until: "</\(element.name)>") else { throw fault("<\(element.name)> not closed") }
        open.removeLast()
        element.append(.text(Self.raw.contains(element.name) ? content : try decoded(content)))
    }

    private mutating func close() throws {
        let name = takeName()
        skipBlanks()
        guard take(">") else { throw fault("</\(name) is not ended") }
        if let last = open.last, last.name != name, Self.closedByNext.contains(last.name) { open.removeLast() }
        guard let last = open.popLast(), last.name == name else {
            throw fault("</\(name)> closes <\(open.last?.name ?? "")>")
        }
    }

    private mutating func takeAttributes(of element: String) throws -> ([(name: String, value: String)], Bool) {
        var attributes: [(name: String, value: String)] = []
        while true {
            let hadBlank = skipBlanks()
            if take("/>") { return (attributes, true) }
            if take(">") { return (attributes, false) }
            let name = takeName()
            guard !name.isEmpty else { throw fault("<\(element)> has something odd in it") }
            guard hadBlank else { throw fault("<\(element)> needs a blank before \(name)") }
            guard !attributes.contains(where: { $0.name == name }) else {
                throw fault("<\(element)> has \(name) twice")
            }
            attributes.append((name, try takeValue(of: name)))
        }
    }

    private mutating func takeValue(of name: String) throws -> String {
        guard take("=") else { return "" }
        guard take("\"") else { throw fault("\(name) is not quoted") }
        guard let value = take(until: "\"") else { throw fault("\(name) is not ended") }
        return try decoded(value)
    }

    private mutating func readText(until stop: Unicode.Scalar) throws {
        let start = position
        while let scalar = peek, scalar != stop {
            position += 1
            _ = scalar
        }
        let text = try decoded(string(start..<position))
        if let parent = open.last {
            parent.append(.text(text))
        } else if !text.allSatisfy(\.isWhitespace) {
            throw fault("text outside of <html>: \(text.prefix(40))")
        }
    }

    /// Only the references we write; a lone `&` or `>` is a value that was not escaped.
    private func decoded(_ text: String) throws -> String {
        guard !text.contains("<") else { throw fault("< in \(text.prefix(60))") }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            let after = rest[ampersand...]
            guard let entity = Self.entities.first(where: { after.hasPrefix($0.key) }) else {
                throw fault("& without a reference in \(after.prefix(30))")
            }
            result += entity.value
            rest = after.dropFirst(entity.key.count)
        }
        return result + rest
    }

    private static let entities = [
        "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&nbsp;": "\u{A0}", "&middot;": "·",
    ]

    private func fault(_ what: String) -> HTMLFault {
        let line = scalars[..<min(position, scalars.count)].count { $0 == "\n" } + 1
        return HTMLFault(description: "line \(line): \(what)")
    }
}

extension HTMLParser {
    @discardableResult
    private mutating func skipBlanks() -> Bool {
        let start = position
        while let scalar = peek, scalar.properties.isWhitespace {
            position += 1
            _ = scalar
        }
        return position > start
    }

    private mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard position + wanted.count <= scalars.count,
            Array(scalars[position..<(position + wanted.count)]) == wanted
        else { return false }
        position += wanted.count
        return true
    }

    private mutating func take(until text: String) -> String? {
        let start = position
        while position < scalars.count {
            let end = position
            if take(text) { return string(start..<end) }
            position += 1
        }
        return nil
    }

    private mutating func takeName() -> String {
        let start = position
        while let scalar = peek, scalar.isASCII,
            scalar.properties.isAlphabetic || "0123456789-:".unicodeScalars.contains(scalar)
        {
            position += 1
        }
        return string(start..<position)
    }

    private func string(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }
}
