/// A page, read strictly: what a browser would mend in silence is an error here.
public struct HTMLDocument {
    /// The element `html`.
    public let root: HTMLElement

    /// - Throws: `HTMLFault` naming the first thing that is wrong.
    public init(_ text: String) throws {
        var parser = HTMLParser(text)
        root = try parser.parse()
    }

    /// Every element of a name, in order.
    public func all(_ name: String) -> [HTMLElement] {
        root.all { $0.name == name }
    }

    /// The element with an id.
    public func element(id: String) -> HTMLElement? {
        root.all { $0["id"] == id }.first
    }
}

/// An element with its attributes and what is in it.
public final class HTMLElement {
    /// A part of what is in it.
    public enum Child {
        case element(HTMLElement)
        case text(String)
    }

    public let name: String
    public let attributes: [(name: String, value: String)]
    public private(set) var children: [Child] = []
    public private(set) weak var parent: HTMLElement?

    init(_ name: String, _ attributes: [(name: String, value: String)]) {
        self.name = name
        self.attributes = attributes
    }

    /// An attribute's value; empty for one that is only there.
    public subscript(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// All text in it, blanks run together.
    public var text: String {
        rawText.split { $0.isWhitespace }.joined(separator: " ")
    }

    /// All text in it as it stands.
    public var rawText: String {
        children.map { child in
            switch child {
            case .text(let text): text
            case .element(let element): element.rawText
            }
        }
        .joined()
    }

    /// It and everything in it that fits, in order.
    public func all(where fits: (HTMLElement) -> Bool) -> [HTMLElement] {
        var found = fits(self) ? [self] : []
        for case .element(let element) in children { found += element.all(where: fits) }
        return found
    }

    /// The nearest element around it of a name.
    public func enclosing(_ name: String) -> HTMLElement? {
        var element = parent
        while let current = element {
            if current.name == name { return current }
            element = current.parent
        }
        return nil
    }

    func append(_ child: Child) {
        if case .element(let element) = child { element.parent = self }
        children.append(child)
    }
}

/// What is wrong with a page's HTML.
public struct HTMLFault: Error, CustomStringConvertible {
    public let description: String
}
