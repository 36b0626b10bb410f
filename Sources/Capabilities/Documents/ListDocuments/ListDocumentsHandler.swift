import Database
import Directory
import Essentials
import Web

extension Documents {
    /// `GET /documents/incoming`, `GET /documents/outgoing`.
    func listDocuments(_ flow: Document.Flow) -> @Sendable (StaffVisit) async throws -> Answer {
        { visit in
            var problems = Problems()
            let list = ListDocuments(
                flow: flow, search: visit.query.text("q"), typeKey: visit.query.text("type"),
                state: visit.query.text("state"), issuedFrom: visit.query.date("from", &problems),
                issuedTo: visit.query.date("to", &problems), isOverdueOnly: visit.query.flag("overdue"))
            let title =
                flow == .incoming
                ? Wording("Văn bản đến", en: "Incoming documents") : Wording("Văn bản đi", en: "Outgoing documents")
            return .page(try await page(list, title: title, visit))
        }
    }

    /// `GET /search?q=`.
    func search(_ visit: StaffVisit) async throws -> Answer {
        let words = visit.query.text("q")
        return .page(
            try await page(
                ListDocuments(search: words ?? ""),
                title: words.map { Wording("Tìm “\($0)”", en: "Search for “\($0)”") }
                    ?? Wording("Tìm văn bản", en: "Search documents"), visit))
    }

    /// As many as a screen and a half shows: the newest are what one looks for, and older ones are one key away.
    private static let rowsOnPage = 25

    private func page(_ list: ListDocuments, title: Wording, _ visit: StaffVisit) async throws -> ListDocumentsPage {
        let (caller, now, position) = (visit.caller, visit.now, visit.query.position)
        let (count, found) = try await database.read(lasting: list.readLength) { db in
            (
                try list.count(for: caller, at: now, in: db),
                try list.page(for: caller, at: now, position: position, size: Self.rowsOnPage, in: db)
            )
        }
        var table = DocumentTable(words: words(at: now)).list(list, found.items, count: count)
        table.pagination = found.pagination(path: visit.path, query: visit.query, count: count)
        if list.flow != nil { table.filter = filter(list, visit) }
        if list.isFiltered { table.clearPath = visit.path }
        return ListDocumentsPage(
            title: title, searchQuery: list.flow == nil ? list.search : nil, imports: imports(list.flow, caller),
            create: create(list.flow, caller),
            table: table)
    }

    private func imports(_ flow: Document.Flow?, _ caller: Caller) -> Action? {
        guard flow != nil, caller.mayHere(.importRegisters) else { return nil }
        return Action(
            Wording("Sổ từ hệ thống cũ", en: "Registers of former systems"), path: DocumentsPaths.imports,
            icon: "archive")
    }

    private func create(_ flow: Document.Flow?, _ caller: Caller) -> Action? {
        switch flow {
        case .incoming? where caller.mayHere(.registerDocuments):
            Action(
                Wording("Vào sổ văn bản đến", en: "Register a document"), path: DocumentsPaths.newIncoming,
                icon: "plus", isPrimary: true)
        case .outgoing?:
            Action(
                Wording("Soạn văn bản", en: "Draft a document"), path: DocumentsPaths.newOutgoing, icon: "plus",
                isPrimary: true)
        default: nil
        }
    }

    private func filter(_ list: ListDocuments, _ visit: StaffVisit) -> WorkList.Filter {
        let states =
            list.flow == .incoming
            ? IncomingDocument.State.allCases.map { ($0.rawValue, $0.name) }
            : OutgoingDocument.State.allCases.map { ($0.rawValue, $0.name) }
        let any = Wording("Tất cả", en: "All")
        return WorkList.Filter(
            path: visit.path, query: list.search, queryLabel: Wording("Tìm trong sổ", en: "Search the register"),
            choices: [
                .init(
                    "state", Wording("Trạng thái", en: "State"),
                    options: [.init("", any, isSelected: list.state == nil)]
                        + (states + [(ImportedDocument.state, ImportedDocument.stateName)])
                        .map { .init($0.0, $0.1, isSelected: list.state == $0.0) }),
                .init(
                    "type", Wording("Loại văn bản", en: "Type"),
                    options: [.init("", any, isSelected: list.typeKey == nil)]
                        + words(at: visit.now).typeOptions(selected: list.typeKey)),
            ])
    }
}

extension ListDocuments {
    /// Whether anything but the flow narrows the list.
    var isFiltered: Bool {
        search != nil || typeKey != nil || state != nil || issuedFrom != nil || issuedTo != nil || isOverdueOnly
    }

    /// Every match that a caller may not know of is looked at too; registers stand in the order of their index.
    var readLength: ReadLength { isFiltered || flow == nil ? .long : .brief }
}
