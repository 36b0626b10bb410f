public import Essentials

/// A list of records to work on: filters kept in the address, places by key, and a count that equals the list.
public struct WorkList: Viewable {
    /// Of the element, one of its kind on the page.
    public let id: String
    /// What is listed.
    public let caption: Wording
    /// How many there are in all; out of the same query as the rows.
    public let countText: Wording
    /// Other views of the list.
    public var views: [Tabs.Tab] = []
    /// What can be asked for.
    public var filter: Filter?
    /// What was asked for.
    public var chips: [Chip] = []
    /// The list without any filter.
    public var clearPath: String?
    /// The heads.
    public let columns: [Column]
    /// This page of the list.
    public let rows: [Row]
    /// What can be done with many at once.
    public var bulk: Bulk?
    /// Where its neighbours are.
    public var pagination: Pagination?
    /// What to say when there is no row.
    public var empty: EmptyState?
    /// Why there is no list.
    public var problem: Notice?

    /// - Parameters:
    ///   - id: of the element, one of its kind on the page.
    ///   - caption: what is listed.
    ///   - countText: how many there are in all; out of the same query as the rows.
    ///   - columns: the heads.
    ///   - rows: this page of the list.
    public init(id: String, caption: Wording, countText: Wording, columns: [Column], rows: [Row]) {
        self.id = id
        self.caption = caption
        self.countText = countText
        self.columns = columns
        self.rows = rows
    }

    /// What the template sees.
    public func shown(_ name: String) -> Shown {
        switch name {
        case "id": Shown(id)
        case "caption": Shown(caption)
        case "countText": Shown(countText)
        case "views": Shown(views)
        case "filter": Shown(filter)
        case "chips": Shown(chips)
        case "clearPath": Shown(clearPath)
        case "columns": Shown(columns)
        case "rows": Shown(rows)
        case "bulk": Shown(bulk)
        case "pagination": Shown(pagination)
        case "empty": Shown(empty)
        case "problem": Shown(problem)
        default: .unknown
        }
    }
}
