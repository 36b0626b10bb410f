/// The languages a page can be read in. Vietnamese is first: it is what is stored when nobody chose.
public enum Language: String, CaseIterable, Sendable, Codable {
    case vietnamese = "vi"
    case english = "en"
}

/// One text in every language the platform speaks, side by side, so that none can be forgotten.
public struct Wording: Hashable, Sendable {
    public let vietnamese: String
    public let english: String

    public init(_ vietnamese: String, en english: String) {
        self.vietnamese = vietnamese
        self.english = english
    }

    public subscript(_ language: Language) -> String {
        switch language {
        case .vietnamese: vietnamese
        case .english: english
        }
    }
}
