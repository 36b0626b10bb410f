public import Essentials

/// How often it must be shown that a backup can be restored (thử phục hồi định kỳ).
public struct RestoreTestRule: Hashable, Sendable {
    /// Months from one test to the next.
    public let months: Int

    /// The law's figure from day to day.
    public static let rules: [Dated<RestoreTestRule>] = [
        Dated(
            RestoreTestRule(months: 3), from: CivilDate(year: 2026, month: 7, day: 1),
            basis: "QCVN 12:2026/BCA 3.12.2.2.5")
    ]

    /// What holds on a day, and by which text.
    static func inForce(on day: CivilDate) -> (rule: RestoreTestRule, basis: String) {
        rules.inForce(on: day).map { ($0.value, $0.basis) } ?? (RestoreTestRule(months: 3), "")
    }

    /// The last day for the next test.
    func due(after day: CivilDate) -> CivilDate { day.adding(months: months) }
}
