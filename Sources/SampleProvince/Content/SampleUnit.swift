import Essentials

/// A unit of the sample province as it stands before or after the reorganisation.
struct SampleUnit: Hashable, Sendable {
    /// `skhcn`, `stttt.cntt`: the same for as long as the unit exists, wherever it is placed.
    let key: String
    var parent: String
    let kind: Kind
    var name: String
    /// The abbreviation in document symbols.
    var symbol: String?
    /// Whether it has a seal, a clerk and registers of its own.
    let isAgency: Bool
    /// The place of its seat, as it stands before the date of a document.
    let place: String
    /// Its number within the level above, for the national identifiers; nil where it has none.
    var code: [Int]?

    enum Kind: String, Sendable {
        case peoplesCouncil, peoplesCommittee, department, district, commune, partyOrgan, massOrganisation,
            centralAgency, publicServiceUnit, innerUnit, steeringCommittee
    }

    /// Decides as a body, so that its chair signs on its behalf (TM.).
    var worksCollectively: Bool {
        switch kind {
        case .peoplesCommittee, .peoplesCouncil, .district, .commune: true
        default: false
        }
    }
}

/// The units of the province at one time, with ways to find them.
struct SampleTree: Sendable {
    private(set) var units: [SampleUnit]
    private var places: [String: Int]

    init(_ units: [SampleUnit]) {
        self.units = units
        places = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1.key, $0) })
    }

    subscript(key: String) -> SampleUnit? {
        places[key].map { units[$0] }
    }

    func children(of key: String) -> [SampleUnit] {
        units.filter { $0.parent == key }
    }

    func all(_ kind: SampleUnit.Kind) -> [SampleUnit] {
        units.filter { $0.kind == kind }
    }

    /// The nearest unit at or above with registers of its own.
    func agency(of key: String) -> SampleUnit? {
        guard let unit = self[key] else { return nil }
        return unit.isAgency ? unit : agency(of: unit.parent)
    }
}
