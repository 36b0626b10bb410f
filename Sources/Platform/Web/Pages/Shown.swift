public import Essentials

/// What a model shows under one name of its template.
///
/// Text, dates and counts stay what they are until they are rendered, when the reader's language is known.
public enum Shown: Sendable {
    /// The model has no such name. The template may mean a scope further out; if none has it, that is an error.
    case unknown
    /// The model has the name and nothing to show: never the value of a scope further out.
    case absent
    /// A yes or no.
    case flag(Bool)
    /// Text that is the same in every language.
    case text(String)
    /// Text in every language.
    case wording(Wording)
    /// Text that depends on the reader's language in another way: a date, a number.
    case spoken(any Spoken)
    /// A model within the model.
    case view(any Viewable)
    /// Models, one after another.
    case list([any Viewable])
    /// Texts, one after another; each is `{{.}}`.
    case texts([String])
    /// Every value at once, of a model that is read by reflection. Only the renderer asks for it.
    case everything([String: Shown])
}

extension Shown {
    /// Empty text is nothing to show.
    public init(_ text: String?) {
        if let text, !text.isEmpty { self = .text(text) } else { self = .absent }
    }

    /// A yes or no.
    public init(_ flag: Bool) {
        self = .flag(flag)
    }

    /// Plain digits, as an attribute or a step's number wants them; a count of things is a `Quantity`.
    public init(_ number: Int?) {
        if let number { self = .text(String(number)) } else { self = .absent }
    }

    /// Empty wording is nothing to show.
    public init(_ wording: Wording?) {
        if let wording, !wording.vietnamese.isEmpty { self = .wording(wording) } else { self = .absent }
    }

    /// Text in the reader's language.
    public init(_ spoken: (some Spoken)?) {
        if let spoken { self = spoken.shown } else { self = .absent }
    }

    /// A model within the model.
    public init(_ view: (some Viewable)?) {
        if let view { self = .view(view) } else { self = .absent }
    }

    /// Models, one after another.
    public init(_ list: [some Viewable]) {
        self = .list(list)
    }

    /// Words in the reader's language, one after another.
    public init(_ words: [Wording]) {
        self = .list(words.map { Lone(value: $0.shown) })
    }

    /// Texts, one after another.
    public init(_ texts: [String]) {
        self = .texts(texts)
    }

    /// A value of any type that can be shown.
    public init(_ value: some Showable) {
        self = value.shown
    }
}

/// A value that a model may have as a property and show without further words.
public protocol Showable {
    /// The value as the template sees it.
    var shown: Shown { get }
}

extension Shown: Showable {
    /// Itself.
    public var shown: Shown { self }
}
