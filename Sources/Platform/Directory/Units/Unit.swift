public import Essentials

/// A unit of the tree (cơ quan, đơn vị) as it is named and placed on a certain day.
///
/// A unit keeps its identifier while it exists; its name, symbol and place are editions with dates, so that a document
/// of 2024 still reads as it was. A closed unit stays readable and names its successors.
public struct Unit: Hashable, Sendable {
    public let id: ID<Unit>
    public let kind: UnitKind
    /// `Sở Khoa học và Công nghệ`.
    public let name: String
    /// `Sở KH&CN`, for lists; nil where the name is short enough.
    public let shortName: String?
    /// The abbreviation in document symbols: `SKHCN`, decided by the head of the agency (NĐ 30/2020 PL I II.3).
    public let symbol: String?
    public let parent: ID<Unit>?
    public let path: UnitPath
    /// Whether it has a seal, a clerk's office and registers of its own.
    public let isAgency: Bool
    /// The nearest agency at or above; the top of the tree where there is none.
    public let agency: ID<Unit>
    /// Whether it decides as a body (chế độ tập thể), so that its chair signs on its behalf (TM.).
    public let worksCollectively: Bool
    /// The place among its siblings that protocol gives it; equal ones stand by name.
    public let order: Int
    /// From when to when it exists.
    public let existence: Validity

    /// The name as lists show it.
    public var listName: String { shortName ?? name }

    /// How many units stand above it.
    public var depth: Int { path.units.count - 1 }
}

/// How a unit was named and placed for a time.
public struct UnitEdition: Hashable, Sendable {
    public let unit: ID<Unit>
    public let name: String
    public let shortName: String?
    public let symbol: String?
    public let parent: ID<Unit>?
    public let path: UnitPath
    public let agency: ID<Unit>
    public let validity: Validity
}
