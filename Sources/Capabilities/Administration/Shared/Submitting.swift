import Directory
import Essentials
import HTTPTypes
import Web

extension Administration {
    /// Does what a form asks for. What the person can mend brings the form back filled, with 422; what a rule refuses
    /// brings it back with the reason, 409. Nothing typed is lost on either.
    ///
    /// - Parameters:
    ///   - form: what was typed.
    ///   - work: does it; its transaction is undone when it throws.
    ///   - again: the form's page, filled.
    func submit<FormPage: Page>(
        _ form: FormData, _ work: () async throws -> Answer, again: (Filling) async throws -> FormPage
    ) async throws -> Answer {
        var filling = Filling(typed: form)
        do {
            return try await work()
        } catch let problems as Problems {
            filling.problems = problems
            return .page(try await again(filling), status: .unprocessableContent)
        } catch let refusal as any Refusal {
            filling.refusal = refusal.message
            return .page(try await again(filling), status: .conflict)
        }
    }
}

/// Does what a form asks for with a unit that the person chose. One outside of what the person manages is told beside
/// the field: the list offers every unit, and what was typed must not be lost on an empty page.
func withinReach<Value>(_ field: String, _ work: () throws -> Value) throws -> Value {
    do {
        return try work()
    } catch is NotFound {
        throw Problems(
            field,
            Wording("Đơn vị này ngoài phạm vi quản lý của bạn.", en: "This unit is outside of what you manage."))
    }
}

extension Problems {
    /// With fields called as the form calls them.
    func renamed(_ names: [String: String]) -> Problems {
        var renamed = Problems()
        for (field, message) in byField { renamed.add(names[field] ?? field, message) }
        return renamed
    }
}

extension Fields {
    /// A day that must be there.
    func requiredDate(_ name: String, missing: Wording, _ problems: inout Problems) -> CivilDate? {
        if text(name) == nil { problems.add(name, missing) }
        return date(name, &problems)
    }

    /// The day a page is asked for; today where none, or none that can be, is given.
    func day(_ name: String = "on", else today: CivilDate) -> CivilDate {
        var problems = Problems()
        return date(name, &problems) ?? today
    }
}
