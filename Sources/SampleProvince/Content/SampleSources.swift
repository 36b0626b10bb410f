import Essentials
import Foundation

/// The invented facts of the province, as they stand in the resource files.
struct SampleSources: Sendable {
    let agencies: Agencies
    let districts: [District]
    let reorganisation: Reorganisation
    let names: Names
    let topics: [Topic]

    /// - Throws: when a resource is missing or malformed.
    static func bundled() throws -> SampleSources {
        SampleSources(
            agencies: try read("agencies"), districts: try read("districts"),
            reorganisation: try read("reorganisation"), names: try read("names"), topics: try read("topics"))
    }

    private static func read<Value: Decodable>(_ name: String) throws -> Value {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources") else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
    }

    struct Agencies: Decodable, Sendable {
        let province: Agency
        let departments: [Agency]
        let publicServices: [Agency]
        let sectorBodies: [Agency]
        let party: Party
        let districtRooms: [Room]
        let communeRoomsFrom2025: [Room]
        let outsideIssuers: [OutsideIssuer]
    }

    struct Agency: Decodable, Sendable {
        let key: String
        let parent: String?
        let name: String
        let abbreviation: String
        let rooms: [Room]?
    }

    struct Room: Decodable, Sendable {
        let key: String
        let name: String
        let abbreviation: String
    }

    struct Party: Decodable, Sendable {
        let key: String
        let name: String
        let abbreviation: String
        let bodies: [Room]
    }

    /// An agency of the centre, which writes to the province from outside.
    struct OutsideIssuer: Decodable, Sendable {
        let name: String
        let abbreviation: String
        let units: [String]
        let validFrom: CivilDate?
        let validTo: CivilDate?
    }

    struct District: Decodable, Sendable {
        let key: String
        let name: String
        let place: String
        let isHighland: Bool?
        let wards: [Ward]
    }

    /// The communes of before that became one.
    struct Ward: Decodable, Sendable {
        let into: String
        let from: [String]
    }

    struct Reorganisation: Decodable, Sendable {
        let on: CivilDate
        let newUnits: [Agency]
        let merges: [Merge]
        let moves: [Move]
        let renames: [Move]
    }

    struct Merge: Decodable, Sendable {
        let into: String
        let from: [String]
    }

    struct Move: Decodable, Sendable {
        let unit: String
        let parent: String?
        let name: String?
        let abbreviation: String?
    }

    struct Names: Decodable, Sendable {
        let surnames: [Weighted]
        let highlandSurnames: [Weighted]
        let maleMiddle: [String]
        let femaleMiddle: [String]
        let maleGiven: [String]
        let femaleGiven: [String]
    }

    struct Weighted: Decodable, Sendable {
        let text: String
        let weight: Int
    }

    /// What documents are about, and who is in charge of it before and after the reorganisation.
    struct Topic: Decodable, Sendable {
        let key: String
        /// Abbreviations of the agencies of the centre that write about it.
        let senders: [String]
        /// The room of the People's Committee's office that drafts about it.
        let office: String
        let before: String
        let after: String
        let weight: Int
        let isPressing: Bool?
        let laws: [Law]
        let matters: [String]
        let facts: [String]
        let duties: [String]
    }

    /// A legal ground, cited from a day on.
    struct Law: Decodable, Sendable {
        let text: String
        let from: CivilDate?
    }
}
