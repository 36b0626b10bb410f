import App
import ArgumentParser
import Database
import Directory
import Essentials
import SignIn

/// `lienthong break-glass …`: the emergency account, made where the installation is.
struct BreakGlassCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "break-glass",
        abstract: "The sealed emergency account, for the day no administrator can sign in.",
        subcommands: [BreakGlassSeal.self, BreakGlassShow.self])
}

/// `lienthong break-glass seal`: prints the codes of the two envelopes, once.
struct BreakGlassSeal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Seal the emergency account, for the first time or anew, and print its two codes; shown this once.")

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let opened = try await installation.open()
        let now = opened.database.clock.now()
        do {
            let codes = try await opened.database.write { db in
                try DefaultRoles.install(Roles.permissions, at: now, in: db)
                return try SealBreakGlass().fromShell(at: now, in: db)
            }
            for code in codes { print(code) }
        } catch let refusal as BreakGlassRefusal {
            throw refuse(refusal.message.english)
        }
        await opened.database.close()
    }
}

/// `lienthong break-glass show`: whether it is sealed.
struct BreakGlassShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say whether the emergency account is sealed; never its codes.")

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let opened = try await installation.open()
        let account = try await opened.database.read { db in try BreakGlass.find(in: db) }
        await opened.database.close()
        guard let account else { return print("none") }
        if let until = account.opensUntil {
            print("opened; the codes open until \(until); seal it anew")
        } else {
            print("sealed at \(account.sealedAt)")
        }
    }
}
