import CPostgreSQL

/// Whether what goes to and from a database could be read or changed on its way (ASVS V12.3.1, V12.3.2).
enum PostgreSQLTransport {
    /// Said when it could.
    static let demand = """
        the database is on another machine: its URL must end in sslmode=verify-full (and name the authority's certificate \
        with sslrootcert=…, unless the system knows it)
        """

    /// Whether every server that the URL names is this machine, or is checked by its certificate. A URL that libpq cannot
    /// read is left to libpq, which says what is wrong with it.
    static func isSafe(_ url: String) -> Bool {
        guard let options = PQconninfoParse(url, nil) else { return true }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        if values["sslmode"] == "verify-full" { return true }
        // Where both are given, libpq connects to the second.
        let servers = values["hostaddr"] ?? values["host"] ?? ""
        return servers.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(isThisMachine)
    }

    /// Without a name it is the socket of the system.
    private static func isThisMachine(_ server: Substring) -> Bool {
        server.isEmpty || server.hasPrefix("/") || server == "localhost" || server == "::1" || server.hasPrefix("127.")
    }
}
