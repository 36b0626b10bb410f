public import Directory
public import Essentials
public import Web

/// Whom a document is handed to, and what is asked of them.
public struct DirectDocumentForm: Sendable {
    public let lead: Target?
    public let coordinators: [Target]
    public let informed: [Target]
    public let opinion: String?
    public let dueOn: CivilDate?

    /// A unit or a post.
    public enum Target: Hashable, Sendable {
        case unit(ID<Unit>)
        case post(ID<Post>)
    }

    /// - Throws: `Problems`.
    public init(today: CivilDate, _ form: some Fields) throws {
        var problems = Problems()
        lead = Self.targets("lead", form, &problems).first
        coordinators = Self.targets("coordinators", form, &problems)
        informed = Self.targets("informed", form, &problems)
        opinion = form.optional("opinion", atMost: 1000, &problems)
        dueOn = form.date("dueOn", &problems)
        if let dueOn, dueOn < today {
            problems.add(
                "dueOn", Wording("Thời hạn không được trước hôm nay.", en: "The deadline may not lie before today."))
        }
        if lead == nil {
            problems.add(
                "lead", Wording("Chọn đơn vị hoặc người chủ trì.", en: "Choose the unit or person in the lead."))
        }
        let all = [lead].compactMap { $0 } + coordinators + informed
        if Set(all).count != all.count {
            problems.add(
                "coordinators",
                Wording("Mỗi nơi nhận chỉ chọn một vai trò.", en: "Choose one role for each unit or person."))
        }
        try problems.throwIfAny()
    }

    /// `unit:0123…` or `post:0123…`, in several fields or parted by commas.
    private static func targets(_ name: String, _ form: some Fields, _ problems: inout Problems) -> [Target] {
        form.texts(name).flatMap { $0.split(separator: ",") }.compactMap { part in
            let pieces = part.split(separator: ":", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            if pieces.count == 2, pieces[0] == "unit", let id = ID<Unit>(pieces[1]) { return .unit(id) }
            if pieces.count == 2, pieces[0] == "post", let id = ID<Post>(pieces[1]) { return .post(id) }
            problems.add(name, Wording("Chọn lại trong danh sách.", en: "Choose from the list again."))
            return nil
        }
    }
}
