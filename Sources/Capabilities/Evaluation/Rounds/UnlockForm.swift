import Database
import Directory
import Essentials
import Journal
import Web

/// An exception from the deadline for one unit (mở khóa trễ hạn).
struct LateException: Sendable {
    let until: CivilDate
    /// Of the document that allows it.
    let number: String
    let reason: String

    init(until: CivilDate, number: String, reason: String) {
        self.until = until
        self.number = number
        self.reason = reason
    }

    /// - Throws: `Problems` by the fields of the form.
    init(_ form: FormData) throws {
        var problems = Problems()
        let until = form.requiredDate(
            "lateUntil", missing: Wording("Ghi ngày khóa lại.", en: "Enter until when."), &problems)
        let number = form.required(
            "lateNumber", atMost: 60, missing: Wording("Ghi số văn bản cho phép.", en: "Enter the number."), &problems)
        let reason = form.required(
            "lateReason", atMost: 500, missing: Wording("Ghi lý do.", en: "Enter the reason."), &problems)
        guard let until, let number, let reason, problems.isEmpty else { throw problems }
        self.init(until: until, number: number, reason: reason)
    }
}

/// Lets one unit declare after the deadline; the form locks again by itself, and what is changed then is marked.
struct UnlockForm {
    /// - Throws: `NotFound`; `EvaluationRefusal` naming the lock that stays; `Problems`.
    func callAsFunction(
        _ exception: LateException, unit: ID<Unit>, round id: ID<Round>, by caller: Caller, at now: Instant,
        in db: Connection
    ) throws {
        let round = try db.ledRound(id, .runEvaluation, by: caller, at: now)
        let entrant = try db.entrant(unit, in: id, forUpdate: true)
        if let signedAt = entrant.signedAt { throw EvaluationRefusal.formIsSigned(signedAt) }
        try round.needs(.declaring)
        if exception.until < now.date || exception.until <= round.declareUntil {
            throw Problems(
                "lateUntil",
                Wording(
                    "Ngày khóa lại phải sau hạn tự chấm và chưa qua.",
                    en: "The day must be after the deadline and not be over."))
        }
        try db.execute(
            """
            UPDATE evaluation_entrant SET late_until = \(exception.until), late_number = \(exception.number),
                late_reason = \(exception.reason)
            WHERE id = \(entrant.id)
            """)
        try db.record(
            FormUnlocked(round: id, unit: unit, until: exception.until, number: exception.number), by: caller.actor,
            at: now)
    }
}
