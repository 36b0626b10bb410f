/// Finds the route of a request.
///
/// A part spelled out wins over a parameter, so `/documents/new` may stand beside `/documents/{id}`.
struct RouteTable: Sendable {
    enum Match {
        case found(Route, [(name: String, value: String)])
        /// The path is there, for other methods.
        case otherMethods([Method])
        case nothing
    }

    private struct Node: Sendable {
        var spelled: [String: Int] = [:]
        var parameter: Int?
        /// Takes all that is left of the path.
        var rest: Int?
        var routes: [Method: Route] = [:]
        var names: [String] = []
    }

    private var nodes = [Node()]

    /// - Throws: `RouteProblems` when two routes are the same, or a path is malformed.
    init(_ routes: Routes) throws {
        var problems: [String] = []
        for route in routes.entries {
            if let problem = insert(route) { problems.append(problem) }
        }
        if !problems.isEmpty { throw RouteProblems(descriptions: problems) }
    }

    func match(_ method: Method?, _ path: String) -> Match {
        guard path.utf8.first == UInt8(ascii: "/") else { return .nothing }
        let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var decoded: [String] = []
        for part in parts {
            guard let text = String(part)?.percentDecoded else { return .nothing }
            decoded.append(text)
        }
        if decoded == [""] { decoded = [] }
        var values: [String] = []
        guard let index = find(decoded[...], from: 0, &values) else { return .nothing }
        let node = nodes[index]
        guard let method, let route = node.routes[method] else {
            return .otherMethods(Method.allCases.filter { node.routes[$0] != nil })
        }
        return .found(route, Array(zip(node.names, values)))
    }

    private func find(_ parts: ArraySlice<String>, from index: Int, _ values: inout [String]) -> Int? {
        let node = nodes[index]
        guard let part = parts.first else { return node.routes.isEmpty ? nil : index }
        if let next = node.spelled[part], let found = find(parts.dropFirst(), from: next, &values) { return found }
        if !part.isEmpty, let next = node.parameter {
            values.append(part)
            if let found = find(parts.dropFirst(), from: next, &values) { return found }
            values.removeLast()
        }
        if let next = node.rest {
            values.append(parts.joined(separator: "/"))
            return next
        }
        return nil
    }

    private mutating func insert(_ route: Route) -> String? {
        let path = route.description.path
        let line = "\(route.description.method.rawValue) \(path)"
        guard path.hasPrefix("/"), path == "/" || !path.hasSuffix("/") else { return "\(line) is no path" }
        if route.description.isAPI != path.hasPrefix("/api/") { return "\(line): only the API is below /api/" }
        var index = 0
        var names: [String] = []
        for part in path.split(separator: "/") {
            index = step(from: index, by: String(part), &names)
        }
        guard nodes[index].routes[route.description.method] == nil else { return "\(line) is there twice" }
        guard nodes[index].names.isEmpty || nodes[index].names == names else {
            return "\(line) names its parameters otherwise than another method"
        }
        nodes[index].names = names
        nodes[index].routes[route.description.method] = route
        return nil
    }

    private mutating func step(from index: Int, by part: String, _ names: inout [String]) -> Int {
        if part.hasPrefix("{") && part.hasSuffix("…}") {
            names.append(String(part.dropFirst().dropLast(2)))
            return child(nodes[index].rest) { nodes, new in nodes[index].rest = new }
        }
        if part.hasPrefix("{") && part.hasSuffix("}") {
            names.append(String(part.dropFirst().dropLast()))
            return child(nodes[index].parameter) { nodes, new in nodes[index].parameter = new }
        }
        return child(nodes[index].spelled[part]) { nodes, new in nodes[index].spelled[part] = new }
    }

    private mutating func child(_ existing: Int?, link: (inout [Node], Int) -> Void) -> Int {
        if let existing { return existing }
        nodes.append(Node())
        link(&nodes, nodes.count - 1)
        return nodes.count - 1
    }
}

/// Routes that cannot stand together, found at the start.
public struct RouteProblems: Error, CustomStringConvertible {
    /// One line each.
    public let descriptions: [String]

    /// All lines.
    public var description: String { descriptions.joined(separator: "\n") }
}
