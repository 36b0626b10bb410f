import Database
import Deadlines
import Directory
import Essentials
import Web

/// How documents and their deadlines are put into words and marks; one way on every page.
struct DocumentWords {
    let types: DocumentTypes
    let calendar: CalendarSnapshot
    let now: Instant

    func type(_ key: String) -> Wording {
        types[key]?.name
            ?? (key == RegisterTypes.other ? Wording("Văn bản khác", en: "Other document") : .verbatim(key))
    }

    /// `15/QĐ-UBND`, or that there is none yet.
    static func symbol(_ document: Document) -> Wording {
        document.symbol.map { .verbatim($0.text) }
            ?? (document.flow == .outgoing
                ? Wording("Chưa có số", en: "No number yet") : Wording("Không số", en: "Without number"))
    }

    /// How a deadline stands now; nil where there is none.
    func due(_ dueAt: Instant?, isDone: Bool = false) -> DueBadge? {
        guard let dueAt else { return nil }
        let date = dueAt.date
        if isDone {
            return DueBadge(.done, Wording("Đã xong", en: "Done"), date: date, dateTime: date.description)
        }
        guard let remaining = try? calendar.remaining(until: dueAt, at: now) else {
            return DueBadge(.none, .verbatim(date.vietnamese))
        }
        let kind: DueBadge.Kind = remaining.isOverdue ? .late : remaining.workingDays <= 1 ? .soon : .onTime
        let words = remaining.wording
        let label = Wording(words.vietnamese.firstCapitalised, en: words.english.firstCapitalised)
        return DueBadge(kind, label, date: date, dateTime: date.description)
    }

    static func tag(_ state: IncomingDocument.State) -> StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .registered, .presented: .waiting
            case .directed, .handling: .active
            case .completed: .done
            }
        return StateTag(kind, state.name)
    }

    static func tag(_ state: OutgoingDocument.State) -> StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .draft: .draft
            case .submitted, .approved, .numbered: .waiting
            case .issued: .done
            case .cancelled: .stopped
            }
        return StateTag(kind, state.name)
    }

    static func tag(_ state: Delivery.State) -> StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .arrived: .waiting
            case .returned: .stopped
            case .registered, .directed, .handling: .active
            case .completed: .done
            }
        return StateTag(kind, state.name)
    }

    static func tag(_ state: Direction.State) -> StateTag {
        let kind: StateTag.Kind =
            switch state {
            case .open, .reported: .waiting
            case .passedOn: .active
            case .closed: .done
            }
        return StateTag(kind, state.name)
    }

    /// `7 văn bản`, `hơn 1.000 văn bản`.
    static func count(_ count: CappedCount) -> Wording {
        Wording(
            "\(count.text(in: .vietnamese)) văn bản",
            en: "\(count.text(in: .english)) \(count.value == 1 && !count.isCapped ? "document" : "documents")")
    }

    /// The options of a type list.
    func typeOptions(selected: String?) -> [SelectField.Option] {
        types.valid(on: now.date).map { .init($0.key, $0.name, isSelected: $0.key == selected) }
    }

    /// Before whom a document is put: chosen by hand when nobody is selected.
    static func leaders(
        _ leaders: [PostHolder], selected: String?, blank: Wording = Wording("Chọn lãnh đạo", en: "Choose a leader"),
        isOptional: Bool = false, problems: Problems?
    ) -> SelectField {
        SelectField(
            FieldWords(
                PresentDocumentForm.leader, Wording("Trình lãnh đạo", en: "Present to"), isOptional: isOptional,
                problems: problems),
            blankLabel: blank,
            options: leaders.map { holder in
                let id = holder.post.id.description
                return .init(id, .verbatim("\(holder.personName) – \(holder.post.title)"), isSelected: id == selected)
            })
    }

    static func urgencyOptions(selected: String?) -> [SelectField.Option] {
        Urgency.allCases.map { urgency in
            .init(String(urgency.rawValue), urgency.name, isSelected: selected == String(urgency.rawValue))
        }
    }
}

extension String {
    /// With a capital at the beginning.
    fileprivate var firstCapitalised: String {
        prefix(1).uppercased() + dropFirst()
    }
}
