import Database
import Directory
import Essentials
import Web

extension SuccessionDecision {
    /// A decision as typed.
    ///
    /// - Parameters:
    ///   - unit: the unit whose page it was begun on; the first source.
    ///   - today: finds units typed by name while no day is given.
    /// - Throws: `Problems`.
    init(of unit: ID<Unit>, _ form: FormData, today: CivilDate, in db: Connection) throws {
        var problems = Problems()
        let kind = form.choice("kind", as: SuccessionKind.self, &problems)
        if kind == nil && problems["kind"] == nil {
            problems.add("kind", Wording("Chọn hình thức sắp xếp.", en: "Choose what is done."))
        }
        let decidedOn = form.requiredDate(
            "decidedOn", missing: Wording("Ghi ngày ban hành.", en: "Enter the day of the decision."), &problems)
        let effectiveOn = form.requiredDate(
            "effectiveOn", missing: Wording("Ghi ngày có hiệu lực.", en: "Enter the day it takes effect."), &problems)
        let others = try db.chosenUnits(form, "others", on: today, &problems).filter { $0 != unit }
        let successors = try db.chosenUnits(form, "successors", on: max(effectiveOn ?? today, today), &problems)
        if successors.isEmpty && problems["successors"] == nil {
            problems.add("successors", Wording("Chọn đơn vị tiếp nhận.", en: "Choose who carries on."))
        }
        let number = form.required(
            "number", atMost: 100, missing: Wording("Ghi số, ký hiệu văn bản.", en: "Enter the decision's number."),
            &problems)
        let legalBasis = form.required(
            "legalBasis", atMost: 1000, missing: Wording("Ghi căn cứ.", en: "Enter the legal basis."), &problems)
        let duty = form.optional("duty", atMost: 500, &problems)
        if kind == .transferDuty && duty == nil && problems["duty"] == nil {
            problems.add("duty", Wording("Ghi nhiệm vụ được chuyển.", en: "Enter the duty that is moved."))
        }
        try problems.throwIfAny()
        guard let kind, let decidedOn, let effectiveOn, let number, let legalBasis else { throw problems }
        self.init(
            kind: kind, sources: [unit] + others, successors: successors, number: number, decidedOn: decidedOn,
            legalBasis: legalBasis, effectiveOn: effectiveOn,
            postsTo: Self.places(SuccessionFields.post, form), childrenTo: Self.places(SuccessionFields.child, form),
            duty: duty)
    }

    /// `post-0A…=0B…`: what goes elsewhere than to the main successor. What is none is left out: the preview that it
    /// came from is made anew anyway, and shows where everything goes.
    private static func places<Entity>(_ prefix: String, _ form: FormData) -> [ID<Entity>: ID<Unit>] {
        var places: [ID<Entity>: ID<Unit>] = [:]
        for (name, value) in form.fields where name.hasPrefix(prefix) {
            guard let id = ID<Entity>(String(name.dropFirst(prefix.count))), let unit = ID<Unit>(value) else {
                continue
            }
            places[id] = unit
        }
        return places
    }
}

/// Fields of the preview that say where a post or a unit goes.
enum SuccessionFields {
    static let post = "post-"
    static let child = "child-"
    /// What the preview showed; the decision is carried out only as it was seen.
    static let seen = "seen"
    /// Which button of the preview was pressed.
    static let step = "step"

    static func name(of post: ID<Post>) -> String { Self.post + post.description }
    static func name(of unit: ID<Unit>) -> String { Self.child + unit.description }
}
