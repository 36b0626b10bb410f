import App
import ArgumentParser
import Database
import Directory
import Essentials

/// `lienthong token …`: keys with which other programs use the API, made where the installation is.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Keys with which other programs use the API in a person's post.",
        subcommands: [TokenCreate.self, TokenList.self, TokenRevoke.self])
}

/// `lienthong token create --user NAME`: prints the token, once.
struct TokenCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token for a person's post and print it; it is shown this once.")

    @OptionGroup var installation: InstallationOptions

    @Option(help: "The person's user name.")
    var user: String

    @Option(help: "The post's identifier; needed when the person has several.")
    var post: String?

    @Option(help: "What the token is for.")
    var name = "lienthong token create"

    @Option(help: "A permission's code; may be given several times. All that the post has when left out.")
    var permission: [String] = []

    @Option(help: "For how many days it works, today included.")
    var days = 90

    func run() async throws {
        let opened = try await installation.open()
        let now = opened.database.clock.now()
        let holder = try await holder(in: opened.database, at: now)
        do {
            let secret = try await opened.database.write { [name, permission, days] db in
                try CreateApiToken().fromShell(
                    name: name, permissions: permission.isEmpty ? holder.rights.codes : Set(permission),
                    lastDay: now.date.adding(days: days - 1), for: holder, at: now, in: db
                ).secret
            }
            await opened.database.close()
            print(secret)
        } catch let problems as Problems {
            throw refuse(problems.byField.map { "\($0.field): \($0.message.english)" }.joined(separator: "; "))
        }
    }

    private func holder(in database: Database, at now: Instant) async throws -> Caller {
        let posts = try await database.read { [user] db in
            try Person.withUsername(user, in: db).map { try PostHolder.posts(of: $0.id, on: now.date, in: db) } ?? []
        }
        let asked = post.map { text in posts.filter { $0.post.id.description == text.uppercased() } } ?? posts
        guard let only = asked.first else { throw refuse("'\(user)' has no such post today") }
        guard asked.count == 1 else {
            let choices = asked.map { "  \($0.post.id)  \($0.office)" }.joined(separator: "\n")
            throw refuse("'\(user)' has several posts; choose one with --post:\n\(choices)")
        }
        let caller = try await database.read { db in try Caller.acting(as: only.post.id, at: now, in: db) }
        guard let caller else { throw refuse("'\(user)' does not work here any more") }
        return caller
    }
}

/// `lienthong token list --user NAME`: what a person's tokens are, never the tokens themselves.
struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List a person's tokens: identifier, last day, state, what for.")

    @OptionGroup var installation: InstallationOptions

    @Option(help: "The person's user name.")
    var user: String

    func run() async throws {
        let opened = try await installation.open()
        let tokens = try await opened.database.read { [user] db in
            try Person.withUsername(user, in: db).map { try ApiToken.list(of: $0.id, in: db) }
        }
        await opened.database.close()
        guard let tokens else { throw refuse("there is nobody called '\(user)'") }
        let now = opened.database.clock.now()
        for token in tokens {
            let state = token.revokedAt != nil ? "revoked" : token.expiresAt <= now ? "expired" : "valid"
            print("\(token.id)  \(token.expiresAt.date.adding(days: -1))  \(state)  \(token.name)")
        }
    }
}

/// `lienthong token revoke ID`.
struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Stop a token.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The token's identifier, as `token list` prints it.")
    var token: String

    func run() async throws {
        guard let id = ID<ApiToken>(token) else { throw refuse("'\(token)' is no identifier of a token") }
        let opened = try await installation.open()
        let now = opened.database.clock.now()
        do {
            try await opened.database.write { db in try RevokeApiToken().fromShell(id, at: now, in: db) }
        } catch is NotFound {
            throw refuse("there is no such token, or it is revoked already")
        }
        await opened.database.close()
    }
}
