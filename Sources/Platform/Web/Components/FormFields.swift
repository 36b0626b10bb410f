public import Directory
public import Essentials

/// What every field of a form has: where it stands, what it is called, what is wrong with it.
public struct FieldWords: Sendable {
    public let name: String
    /// Its place on the page; the name, unless several forms of a page have such a field.
    public let id: String
    public let label: Wording
    public let help: Wording?
    public let error: Wording?
    public let isOptional: Bool
    /// Where a value that was filled in comes from.
    public let suggestion: Wording?

    /// - Parameters:
    ///   - name: the field's name.
    ///   - id: its place on the page, where that is not its name.
    ///   - problems: what was wrong with the form; the first about this field is shown beside it.
    public init(
        _ name: String, id: String? = nil, _ label: Wording, help: Wording? = nil, isOptional: Bool = false,
        suggestion: Wording? = nil,
        problems: Problems? = nil
    ) {
        self.name = name
        self.id = id ?? name
        self.label = label
        self.help = help
        error = problems?.byField.first { $0.field == name }?.message
        self.isOptional = isOptional
        self.suggestion = suggestion
    }

    func shown(_ name: String) -> Shown {
        switch name {
        case "id": Shown(id)
        case "name": Shown(self.name)
        case "label": Shown(label)
        case "help": Shown(help)
        case "error": Shown(error)
        case "isOptional": Shown(isOptional)
        case "suggestion": Shown(suggestion)
        default: .unknown
        }
    }
}

/// A line of text.
public struct TextField: Viewable {
    private let words: FieldWords
    private let value: String?
    private let type: String
    private let width: Width
    private let maxLength: Int?
    private let autocomplete: String?
    private let inputMode: String?
    private let datalist: [String]

    /// How wide the field is.
    public enum Width: String, Sendable {
        case full, medium, short
    }

    public init(
        _ words: FieldWords, value: String?, type: String = "text", width: Width = .full, maxLength: Int? = nil,
        autocomplete: String? = nil, inputMode: String? = nil, datalist: [String] = []
    ) {
        self.words = words
        self.value = value
        self.type = type
        self.width = width
        self.maxLength = maxLength
        self.autocomplete = autocomplete
        self.inputMode = inputMode
        self.datalist = datalist
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "value": Shown(value)
        case "type": Shown(type)
        case "width": Shown(width.rawValue)
        case "maxLength": Shown(maxLength)
        case "autocomplete": Shown(autocomplete)
        case "inputMode": Shown(inputMode)
        case "isReadOnly": .flag(false)
        case "datalist": Shown(datalist)
        default: words.shown(name)
        }
    }
}

/// A day, as `03/02/2026`.
public struct DateField: Viewable {
    private let words: FieldWords
    private let value: String?

    public init(_ words: FieldWords, value: String?) {
        self.words = words
        self.value = value
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        name == "value" ? Shown(value) : words.shown(name)
    }
}

/// Several lines of text.
public struct TextAreaField: Viewable {
    private let words: FieldWords
    private let value: String?
    private let rows: Int
    private let maxLength: Int?

    public init(_ words: FieldWords, value: String?, rows: Int = 3, maxLength: Int? = nil) {
        self.words = words
        self.value = value
        self.rows = rows
        self.maxLength = maxLength
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "value": Shown(value)
        case "rows": Shown(rows)
        case "maxLength": Shown(maxLength)
        default: words.shown(name)
        }
    }
}

/// One of several, in a list that opens.
public struct SelectField: Viewable {
    private let words: FieldWords
    private let blankLabel: Wording?
    private let options: [Option]

    /// One choice.
    public struct Option: Viewable {
        public let value: String
        public let label: Wording
        public let isSelected: Bool

        public init(_ value: String, _ label: Wording, isSelected: Bool) {
            self.value = value
            self.label = label
            self.isSelected = isSelected
        }

        /// The value under a name of the template; a list of types is long, and reflection was a seventh of its page.
        public func shown(_ name: String) -> Shown {
            switch name {
            case "value": Shown(value)
            case "label": Shown(label)
            case "isSelected": Shown(isSelected)
            default: .unknown
            }
        }
    }

    /// - Parameter blankLabel: the choice that is none; nil when one must be chosen from the start.
    public init(_ words: FieldWords, blankLabel: Wording? = nil, options: [Option]) {
        self.words = words
        self.blankLabel = blankLabel
        self.options = options
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "blankLabel": Shown(blankLabel)
        case "options": Shown(options)
        default: words.shown(name)
        }
    }
}

/// Files to be dropped or chosen; what was uploaded before stays listed.
public struct FileDrop: Viewable {
    private let words: FieldWords
    private let accept: String?
    private let limitText: Wording
    private let maxBytes: Int
    private let files: [KeptFile]

    /// A file that is kept already.
    public struct KeptFile: Viewable {
        public let name: String
        public let size: FileSize
        public let path: String?
        public let hash: String?
        public let removeValue: String?

        public init(name: String, size: FileSize, path: String?, hash: String?, removeValue: String? = nil) {
            self.name = name
            self.size = size
            self.path = path
            self.hash = hash
            self.removeValue = removeValue
        }
    }

    public init(_ words: FieldWords, accept: String?, limitText: Wording, maxBytes: Int, files: [KeptFile] = []) {
        self.words = words
        self.accept = accept
        self.limitText = limitText
        self.maxBytes = maxBytes
        self.files = files
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "accept": Shown(accept)
        case "isMultiple": .flag(false)
        case "limitText": Shown(limitText)
        case "maxBytes": Shown(maxBytes)
        case "files": Shown(files)
        case "resume": .absent
        default: words.shown(name)
        }
    }
}

/// Units or people to be found by typing, without diacritics.
public struct Picker: Viewable {
    private let words: FieldWords
    private let searchPath: String
    private let isMultiple: Bool
    private let query: String?
    private let selected: [Choice]
    private let recent: [Choice]

    /// Somebody or something that can be chosen.
    public struct Choice: Viewable, Encodable {
        public let value: String
        public let label: String
        public let note: String?
        /// Chosen lately: offered before anything is typed.
        public let isRecent: Bool

        public init(value: String, label: String, note: String?, isRecent: Bool = false) {
            self.value = value
            self.label = label
            self.note = note
            self.isRecent = isRecent
        }
    }

    /// - Parameters:
    ///   - searchPath: answers `?q=` with `{"results": […]}`.
    ///   - query: typed but not resolved yet.
    public init(
        _ words: FieldWords, searchPath: String, isMultiple: Bool, query: String? = nil, selected: [Choice],
        recent: [Choice] = []
    ) {
        self.words = words
        self.searchPath = searchPath
        self.isMultiple = isMultiple
        self.query = query
        self.selected = selected
        self.recent = recent
    }

    /// The value under a name of the template.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "searchPath": Shown(searchPath)
        case "isMultiple": Shown(isMultiple)
        case "query": Shown(query)
        case "selected": Shown(selected)
        case "recent": Shown(recent)
        default: words.shown(name)
        }
    }
}

/// Everything that is wrong with a form, with links to the fields.
public struct ErrorSummary: Viewable {
    public let title: Wording?
    public let problems: [Line]

    /// One thing that is wrong.
    public struct Line: Viewable {
        public let fieldID: String?
        public let message: Wording
    }

    /// Nil when nothing is wrong.
    /// - Parameter title: what came of the form; left out, that it was not saved.
    public init?(_ problems: Problems?, title: Wording? = nil) {
        guard let problems, !problems.isEmpty else { return nil }
        self.title = title
        self.problems = problems.byField.map { Line(fieldID: $0.field.isEmpty ? nil : $0.field, message: $0.message) }
    }
}
