import Directory
import Essentials
import Spreadsheets

@testable import Web

/// Every component with all it can have, and with as little as it can do with.
enum ComponentSamples {
    private static let label = Wording("Nhãn", en: "Label")
    private static let problems = Problems("name", Wording("Sai rồi", en: "Wrong"))
    private static let words = FieldWords(
        "name", label, help: label, isOptional: true, suggestion: label, problems: problems)
    private static let plain = FieldWords("plain", label)
    private static let now = TestHouse.start
    private static let link = Link(label, path: "/x")
    private static let badge = DueBadge(
        .late, label, date: now.date, dateTime: now.description, explanation: [label])
    static let tag = StateTag(.done, label)

    static let fields: [(String, any Viewable)] = [
        (
            "TextField",
            TextField(words, value: "v", maxLength: 9, autocomplete: "name", inputMode: "text", datalist: ["a"])
        ),
        ("TextField", TextField(plain, value: nil)), ("DateField", DateField(words, value: "03/02/2026")),
        ("TextAreaField", TextAreaField(words, value: "v", maxLength: 9)),
        ("TextAreaField", TextAreaField(plain, value: nil)),
        ("SelectField", SelectField(words, blankLabel: label, options: [.init("a", label, isSelected: true)])),
        ("RadioField", RadioField(words, options: [ChoiceOption("a", label, hint: label, isSelected: true)])),
        ("CheckboxField", CheckboxField(words, options: [ChoiceOption("a", label, isSelected: false)], isInline: true)),
        ("FileField", FileField(words, accept: ".pdf", isMultiple: true)),
        (
            "FileDrop",
            FileDrop(
                words, accept: ".pdf", limitText: label, maxBytes: 9,
                files: [.init(name: "a.pdf", size: FileSize(bytes: 9), path: "/a", hash: "ab", removeValue: "a")])
        ),
        (
            "UnitPicker",
            Picker(
                words, searchPath: "/units", isMultiple: true, query: "so",
                selected: [.init(value: "a", label: "A", note: "B")], recent: [.init(value: "a", label: "A", note: nil)]
            )
        ),
        ("PersonPicker", Picker(plain, searchPath: "/people", isMultiple: false, selected: [])),
        (
            "DeadlinePicker",
            DeadlinePicker(
                words, choices: [.init("3", label, date: now.date)], chosen: "3", customValue: "03/02/2026",
                previewPath: "/p")
        ),
    ]

    static let pieces: [(String, any Viewable)] = [
        ("StateTag", tag), ("DueBadge", badge), ("DueBadge", DueBadge(.none, label)), ("Icon", Icon("list")),
        ("Action", Action(label, path: "/x", icon: "plus", isPrimary: true, key: "n")),
        ("Action", Action(label, posting: "/x", hidden: [HiddenField("a", "b")], isDanger: true)),
        ("Notice", Notice(.warn, label, title: label, links: [link])), ("Notice", Notice(.info, label)),
        ("CellReport", Either(CellReport([CellProblem(row: 0, message: label)], count: 9))),
        ("EmptyState", EmptyState(icon: "inbox", label, text: label, action: link)),
        (
            "Statistic",
            Statistic(
                label, number: Quantity(5), unit: label, path: "/x",
                trend: .init(change: 1, isGood: true, isBad: false, text: label), comparison: label, source: label)
        ),
        ("Statistic", Statistic(label, number: Quantity(5))),
        ("FactList", FactList([Fact(label, "x", path: "/x", note: label), Fact(label, nil as String?)])),
        ("Tabs", Tabs(label, [.init(label, path: "/x", count: Quantity(4), isCurrent: true)])),
        ("Pagination", Pagination(label, newerPath: "/n", olderPath: nil)),
        ("Diff", Diff([.init(label, from: nil, to: label)])),
        ("Steps", Steps(label, [.init(label, .late, note: label, path: "/x"), .init(label, .ahead)])),
        ("Breadcrumb", Breadcrumb([.init(label, path: "/x"), .init(label)])),
        (
            "BarTable",
            BarTable(
                label, labelHeading: label, valueHeading: label, [.init(label, Quantity(4), share: 0.4, path: "/x")],
                source: label)
        ),
        (
            "SignatureCard",
            SignatureCard(
                .valid, label, signer: "A", signerNote: "B", signedAt: now, covers: label,
                reasons: [.init(.good, label)], certificate: [Fact(label, "x")], detailsPath: "/x")
        ),
        ("ErrorSummary", Either(ErrorSummary(problems))),
    ]

    static let large: [(String, any Viewable)] = [
        ("WorkList", list(isEmpty: false)), ("WorkList", list(isEmpty: true)),
        (
            "RecordHead",
            RecordHead(
                kindLabel: label, number: label, title: label, back: link, state: tag, due: badge,
                holder: .init(name: "A", note: "B", since: Age(of: now, at: now)), facts: [Fact(label, "x")],
                actions: [Action(label, path: "/x")])
        ),
        ("RecordHead", RecordHead(kindLabel: label, title: label)),
        ("Timeline", Timeline(label, days: [.init(now.date, entries)], olderPath: "/x")),
        ("Viewer", Viewer(name: "a.pdf", path: "/a", pageCount: 2)),
        ("Viewer", Viewer(name: "a.zip", path: "/a", pageCount: nil)),
        ("SplitView", SplitView(nil)), ("SplitView", SplitView(Viewer(name: "a.pdf", path: "/a", pageCount: 2))),
        ("DecisionPanel", DecisionPanel(id: "d", title: label, noRight: label)),
        (
            "DecisionPanel",
            DecisionPanel(
                id: "d", title: label, text: label, action: "/x", opinion: TextAreaField(words, value: nil),
                primary: FormButton(label, icon: "check", name: "a", value: "b", isPrimary: true),
                secondary: [FormButton(label, name: "a", value: "c")],
                refusal: .init(
                    action: "/y", label: label, help: label, isOpen: true, reason: TextAreaField(plain, value: nil)))
        ),
    ]

    private static let entries: [Timeline.Entry] = [
        .init(
            icon: "list", who: "A", post: "B", what: label, at: now, now: now, note: "C",
            changes: [.init(label, from: nil, to: nil)], links: [link], isLate: true),
        .init(icon: "list", who: "A", post: nil, what: label, at: now, now: now),
    ]

    private static func list(isEmpty: Bool) -> WorkList {
        let column = WorkList.Column(label, isNumeric: true, isMinor: true, sortPath: "/s", order: .ascending)
        let cells: [WorkList.Cell] = [
            .init(column, .text(Quantity(5), note: label)), .init(column, .text(nil)),
            .init(column, .link(path: "/x", text: "A", note: label)), .init(column, .due(badge)),
            .init(column, .due(nil)), .init(column, .state(tag)),
        ]
        let rows: [WorkList.Row] = [
            .init(id: "1", selectLabel: label, isUnread: true, isLate: true, cells: cells),
            .init(id: "2", cells: cells),
        ]
        var list = WorkList(
            id: "l", caption: label, countText: label, columns: [column, WorkList.Column(label)],
            rows: isEmpty ? [] : rows)
        list.views = [.init(label, path: "/x", count: Quantity(4), isCurrent: true)]
        list.filter = .init(
            path: "/x", query: "q", queryLabel: label, hidden: [HiddenField("a", "b")],
            choices: [.init("state", label, options: [.init("", label, isSelected: true)])])
        list.chips = [.init(label, removePath: "/x")]
        list.clearPath = "/x"
        list.bulk = .init(action: "/x", buttons: [FormButton(label, name: "a", value: "b")])
        list.pagination = Pagination(label, newerPath: "/n", olderPath: "/o")
        list.empty = EmptyState(icon: "inbox", label)
        return list
    }
}

/// A model that may be nil, as itself.
struct Either: Viewable {
    private let model: (any Viewable)?

    init(_ model: (any Viewable)?) {
        self.model = model
    }

    func shown(_ name: String) -> Shown {
        guard !name.isEmpty else { return .unknown }
        return model?.shown(name) ?? .unknown
    }
}
