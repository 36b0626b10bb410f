import Directory
import Foundation
import Testing
import Web

/// A line of `permissions.txt`: a route, and who may use it.
struct PermissionLine {
    let number: Int
    let method: Method
    /// The route's path with a record's name in place of each parameter, and a query.
    let path: String
    /// Method and path as routes are compared: without names of parameters and without a query.
    let skeleton: String
    let access: String
    let who: [Term]
    /// What those get who may know of it and may not do it, and who they are.
    let otherwise: (status: Int, who: [Term])?
    let form: String?

    /// `documents.read@own`: who, and from where.
    struct Term {
        let name: String
        let places: [Place]
    }

    /// Where somebody sits, seen from the agency whose records are asked for.
    enum Place: String, CaseIterable, Sendable {
        case own, parent, sibling, foreign
    }

    /// Every line of the file.
    static func all() throws -> [PermissionLine] {
        let file = try #require(Bundle.module.url(forResource: "permissions", withExtension: "txt"))
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        return try lines.enumerated().compactMap { index, line in
            line.isEmpty || line.hasPrefix("#") ? nil : try PermissionLine(index + 1, String(line))
        }
    }

    private init(_ number: Int, _ line: String) throws {
        var parts = line.split(separator: /\s{2,}/).map(String.init)
        try #require(parts.count >= 4, "permissions.txt:\(number) has too few columns")
        self.number = number
        method = try #require(Method(rawValue: parts[0]), "permissions.txt:\(number): \(parts[0])")
        (path, access) = (parts[1], parts[2])
        skeleton = Self.skeleton(of: method, path.split(separator: "?").first.map(String.init) ?? path)
        who = try parts[3].split(separator: ", ").map { try Term(String($0), line: number) }
        parts.removeFirst(4)
        if let first = parts.first, first.hasPrefix("else ") {
            let status = try #require(Int(first.dropFirst(5).prefix(3)), "permissions.txt:\(number): \(first)")
            let names = first.count > 8 ? String(first.dropFirst(9)) : "any"
            otherwise = (status, try names.split(separator: ", ").map { try Term(String($0), line: number) })
            parts.removeFirst()
        } else {
            otherwise = nil
        }
        form = parts.first.map { $0 == "-" ? "" : $0 }
        try #require((form != nil) == (method != .get), "permissions.txt:\(number): a POST has a form, a GET has none")
    }

    static func skeleton(of method: Method, _ path: String) -> String {
        "\(method.rawValue) " + path.replacing(/\{[^}]*\}/, with: "{}")
    }

    /// How somebody is refused; nil when admitted.
    func refusal(of asker: MatrixPeople.Asker) -> Int? {
        func isMeant(by terms: [Term]) -> Bool {
            Self.isMeant(asker.role.rawValue, at: asker.place, holding: asker.permissions, by: terms)
        }
        guard !access.contains(".") || asker.permissions.contains(access) else { return 404 }
        if isMeant(by: who) { return nil }
        guard let otherwise, isMeant(by: otherwise.who) else { return 404 }
        return otherwise.status
    }

    /// Whether somebody of a role, at a place and with these permissions is meant by one of the terms.
    static func isMeant(_ role: String, at place: Place, holding permissions: Set<String>, by terms: [Term]) -> Bool {
        terms.contains { term in
            term.places.contains(place)
                && (term.name == "any" || term.name == role || permissions.contains(term.name))
        }
    }
}

extension PermissionLine.Term {
    init(_ text: String, line: Int) throws {
        let parts = text.split(separator: "@").map(String.init)
        name = parts[0]
        if name == "none" {
            places = []
        } else if parts.count == 2 {
            places = try parts[1].split(separator: "+").map {
                try #require(PermissionLine.Place(rawValue: String($0)), "permissions.txt:\(line): \($0) is no place")
            }
        } else {
            places = PermissionLine.Place.allCases
        }
    }
}

extension PermissionLine: CustomTestStringConvertible {
    var testDescription: String { "permissions.txt:\(number) \(method.rawValue) \(path)" }
}
