public import Essentials

/// One of a few, all seen at once.
public struct RadioField: Viewable {
    private let words: FieldWords
    private let options: [ChoiceOption]
    private let isInline: Bool

    /// - Parameters:
    ///   - words: its name and what is said about it.
    ///   - options: what can be chosen.
    ///   - isInline: side by side.
    public init(_ words: FieldWords, options: [ChoiceOption], isInline: Bool = false) {
        self.words = words
        self.options = options.map { $0.within(words.id) }
        self.isInline = isInline
    }

    /// What the template sees.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "options": Shown(options)
        case "isInline": Shown(isInline)
        default: words.shown(name)
        }
    }
}

/// Any of a few, all seen at once.
public struct CheckboxField: Viewable {
    private let words: FieldWords
    private let options: [ChoiceOption]
    private let isInline: Bool

    /// - Parameters:
    ///   - words: its name and what is said about it.
    ///   - options: what can be ticked.
    ///   - isInline: side by side.
    public init(_ words: FieldWords, options: [ChoiceOption], isInline: Bool = false) {
        self.words = words
        self.options = options.map { $0.within(words.id) }
        self.isInline = isInline
    }

    /// What the template sees.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "options": Shown(options)
        case "isInline": Shown(isInline)
        default: words.shown(name)
        }
    }
}

/// One of a few choices.
public struct ChoiceOption: Viewable {
    private let id: String
    private let value: String
    private let label: Wording
    private let hint: Wording?
    private let isSelected: Bool

    /// - Parameters:
    ///   - value: what is sent.
    ///   - label: what is read.
    ///   - hint: a second line.
    ///   - isSelected: whether it is chosen.
    public init(_ value: String, _ label: Wording, hint: Wording? = nil, isSelected: Bool) {
        self.init(id: value, value, label, hint, isSelected)
    }

    private init(id: String, _ value: String, _ label: Wording, _ hint: Wording?, _ isSelected: Bool) {
        self.id = id
        self.value = value
        self.label = label
        self.hint = hint
        self.isSelected = isSelected
    }

    func within(_ field: String) -> ChoiceOption {
        ChoiceOption(id: "\(field)-\(value)", value, label, hint, isSelected)
    }
}

/// A deadline: one of the usual ones, or a day of one's own, aware of working days.
public struct DeadlinePicker: Viewable {
    private let words: FieldWords
    private let choices: [Choice]
    private let customValue: String?
    private let isCustom: Bool
    private let previewPath: String?

    /// - Parameters:
    ///   - words: its name and what is said about it. A day of one's own is in the field `<name>Custom`.
    ///   - choices: the usual ones.
    ///   - chosen: the value that is chosen.
    ///   - customValue: the day of one's own.
    ///   - previewPath: answers `?date=` with how the day stands.
    public init(
        _ words: FieldWords, choices: [Choice], chosen: String?, customValue: String? = nil,
        previewPath: String? = nil
    ) {
        self.words = words
        self.choices = choices.map { $0.within(words.id, chosen: chosen) }
        self.customValue = customValue
        isCustom = chosen == "custom"
        self.previewPath = previewPath
    }

    /// What the template sees.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "choices": Shown(choices)
        case "customValue": Shown(customValue)
        case "isCustom": Shown(isCustom)
        case "previewPath": Shown(previewPath)
        default: words.shown(name)
        }
    }

    /// A usual deadline.
    public struct Choice: Viewable {
        private var id: String
        private let value: String
        private let label: Wording
        private let date: CivilDate
        private var isSelected = false

        /// - Parameters:
        ///   - value: what is sent.
        ///   - label: `3 ngày làm việc`.
        ///   - date: the day it comes to.
        public init(_ value: String, _ label: Wording, date: CivilDate) {
            id = value
            self.value = value
            self.label = label
            self.date = date
        }

        func within(_ field: String, chosen: String?) -> Choice {
            var choice = self
            choice.id = "\(field)-\(value)"
            choice.isSelected = value == chosen
            return choice
        }
    }
}

/// A file, chosen by the browser's own means.
public struct FileField: Viewable {
    private let words: FieldWords
    private let accept: String?
    private let isMultiple: Bool

    /// - Parameters:
    ///   - words: its name and what is said about it.
    ///   - accept: kinds of files: `.csv,text/csv`.
    ///   - isMultiple: several at once.
    public init(_ words: FieldWords, accept: String?, isMultiple: Bool = false) {
        self.words = words
        self.accept = accept
        self.isMultiple = isMultiple
    }

    /// What the template sees.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "accept": Shown(accept)
        case "isMultiple": Shown(isMultiple)
        default: words.shown(name)
        }
    }
}
