public import Database
public import Directory
public import Essentials
import Journal

/// Makes a passkey of a person who is signed in.
public struct RegisterPasskey: Sendable {
    private let desk: SignInDesk

    public init(_ desk: SignInDesk) {
        self.desk = desk
    }

    /// What the page tells the browser; nil where the installation has no address that browsers bind passkeys to.
    public func options(for caller: Caller, at now: Instant, in db: Connection) throws -> PasskeyOptions? {
        guard let party = desk.settings.relyingParty, caller.session != nil,
            let person = try Person.find(caller.person, in: db)
        else { return nil }
        let challenge = PasskeyChallenge(for: .register(caller.person), key: desk.settings.key, at: now)
        return .creation(challenge, party, for: person, known: try Passkey.list(of: caller.person, in: db))
    }

    /// - Parameters:
    ///   - name: what its owner calls it.
    ///   - response: what the browser sent.
    /// - Returns: the recovery codes, when the person had none: shown this once.
    /// - Throws: `Problems` at `name` or `credential`.
    public func callAsFunction(
        name: String, response: String, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> [String]? {
        guard let party = desk.settings.relyingParty, caller.session != nil else { throw NotFound() }
        var problems = Problems()
        let name = problems.text("name", name, atMost: 60)
        try problems.throwIfAny()
        let made = try check(response, party, by: caller, at: now, in: db)
        let known = try Passkey.list(of: caller.person, in: db)
        guard known.count < Passkey.most, try Passkey.find(credential: made.id, in: db) == nil else {
            throw Self.problem
        }
        try insert(made, name, of: caller.person, at: now, in: db)
        try FactorBook.enrolled(.passkey, by: caller, at: now, in: db)
        return try RecoveryCodes.makeFirst(for: caller, at: now, in: db)
    }

    private func check(
        _ json: String, _ party: RelyingParty, by caller: Caller, at now: Instant, in db: Connection
    ) throws -> PasskeyVerifier.Registered {
        guard let response = PasskeyResponse(json), let clientData = Base64URL.decode(response.clientDataJSON),
            let attestation = PasskeyResponse.bytes(response.attestationObject)
        else { throw Self.problem }
        var challenge: [UInt8] = []
        let made: PasskeyVerifier.Registered
        do throws(PasskeyProblem) {
            made = try PasskeyVerifier(party: party).register(clientData: clientData, attestation: attestation) {
                bytes in
                challenge = bytes
                return PasskeyChallenge.isOurs(
                    bytes, for: .register(caller.person), key: desk.settings.key, at: now)
            }
        } catch {
            throw Self.problem
        }
        guard try PasskeyChallenge.use(challenge, at: now, in: db) else { throw Self.problem }
        return made
    }

    private func insert(
        _ made: PasskeyVerifier.Registered, _ name: String, of person: ID<Person>, at now: Instant, in db: Connection
    ) throws {
        try db.execute(
            """
            INSERT INTO passkey (
                id, person_id, name, credential_id, public_key, aaguid, sign_count, is_backed_up, created_at)
            VALUES (
                \(db.ids.next(Passkey.self)), \(person), \(name), \(made.id), \(made.publicKey), \(made.aaguid),
                \(Int64(made.signCount)), \(made.isBackedUp), \(now))
            """)
    }

    private static let problem = Problems(
        "credential",
        Wording("Chưa tạo được khóa truy cập; hãy thử lại", en: "The passkey could not be made; please try again"))
}

/// Takes a passkey out of use: the device may keep it, but it opens nothing any more.
public struct RemovePasskey: Sendable {
    public init() {}

    /// - Parameter isDemanded: whether the installation demands a second factor: then the last one stays.
    /// - Throws: `NotFound` for somebody else's; `FactorRefusal`.
    public func callAsFunction(
        _ id: ID<Passkey>, isDemanded: Bool, by caller: Caller, at now: Instant, in db: Connection
    ) throws {
        let removed = try db.execute("DELETE FROM passkey WHERE id = \(id) AND person_id = \(caller.person)")
        guard removed == 1 else { throw NotFound() }
        try FactorBook.removed(.passkey, isDemanded: isDemanded, by: caller, at: now, in: db)
    }
}
