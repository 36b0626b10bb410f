import Essentials
import Web

/// A count beside what a unit declares, as a form shows it.
struct MeasuredRow: Viewable {
    let name: Wording
    let count: Int
    let formula: Wording
    /// For people of the unit.
    let path: String?

    static func rows(_ values: [MeasuredValue]?, showsList: Bool) -> [MeasuredRow] {
        (values ?? []).map { value in
            MeasuredRow(
                name: value.name, count: value.count, formula: value.formula, path: showsList ? value.path : nil)
        }
    }
}
