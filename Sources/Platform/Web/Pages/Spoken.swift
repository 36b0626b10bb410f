public import Database
public import Essentials

/// A value that is put into words or figures when the reader's language is known.
public protocol Spoken: Showable, Sendable {
    /// The value as a reader of this language expects it.
    func text(in language: Language) -> String
}

extension Spoken {
    /// Text in the reader's language.
    public var shown: Shown { .spoken(self) }
}

extension Wording: Spoken {
    /// The text in this language.
    public func text(in language: Language) -> String { self[language] }

    /// Empty wording is nothing to show.
    public var shown: Shown { Shown(self as Wording?) }

    /// Something that is not translated: a document's subject, a person's name.
    public static func verbatim(_ text: String) -> Wording {
        Wording(text, en: text)
    }
}

extension CivilDate: Spoken {
    /// `03/02/2026`; in English `3 Feb 2026`, which nobody reads as the second of March.
    public func text(in language: Language) -> String { Formatting.date(self, in: language) }
}

extension Instant: Spoken {
    /// `14:30 03/02/2026`, in the time of Việt Nam.
    public func text(in language: Language) -> String { Formatting.moment(self, in: language) }
}

extension CappedCount: Spoken {
    /// `137`, `hơn 1.000`.
    public func text(in language: Language) -> String { Formatting.count(self, in: language) }
}
