import Foundation
public import HTTPTypes

/// What came back, read.
public struct VisitedPage {
    public let status: Int
    public let headers: HTTPFields
    public let body: [UInt8]
    /// Where it was found in the end.
    public let path: String
    /// Nil when it is no HTML.
    public let document: HTMLDocument?

    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The words a person reads on it.
    public var words: String { document?.all("body").first?.text ?? text }

    public var heading: String? { document?.all("h1").first?.text }

    /// The path of the first link with these words.
    public func link(_ words: String) -> String? {
        document?.all("a").first { $0.text == words }?["href"]
    }

    /// The form that has a button with these words.
    public func form(withButton words: String) -> HTMLElement? {
        document?.all("form").first { form in form.all { $0.name == "button" && $0.text == words }.count > 0 }
    }

    /// The field below a label.
    public func field(_ label: String, in form: HTMLElement) -> HTMLElement? {
        let found = document?.all("label").first { $0.text == label || $0.text.hasPrefix("\(label) (") }
        if let id = found?["for"] { return document?.element(id: id) }
        if let inner = found?.all(where: { ["input", "select", "textarea"].contains($0.name) }).first { return inner }
        return form.all { $0["name"] == label }.first
    }

    /// What a field holds now.
    public func value(_ label: String) -> String? {
        guard let form = document?.all("form").first(where: { self.field(label, in: $0) != nil }),
            let field = field(label, in: form)
        else { return nil }
        return FormFilling.value(of: field)
    }

    /// JSON, when it is that.
    public func json() throws -> Any {
        try JSONSerialization.jsonObject(with: Data(body), options: [.fragmentsAllowed])
    }
}
