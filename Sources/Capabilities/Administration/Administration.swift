import Database
public import Directory
import Essentials
public import Foundation
public import Journal
public import SignIn
public import Web

/// The front door of administration: signing in, one's own account, units, people, rights and succession.
public struct Administration: Sendable {
    let desk: SignInDesk
    let followers: [any SuccessionFollower]
    let permissions: [Permission]
    let samples: [SampleAccount]
    let journalKey: JournalVerifierKey?

    /// - Parameters:
    ///   - desk: what signing in needs.
    ///   - followers: whose open work moves when units are merged, split or abolished.
    ///   - permissions: every permission of the installation, for the pages that grant them.
    ///   - journalKey: what proofs of minutes are checked with; without it none are given.
    ///   - samples: accounts of a sample province, shown beside the sign-in form; none in a real installation.
    public init(
        desk: SignInDesk, followers: [any SuccessionFollower], permissions: [Permission],
        journalKey: JournalVerifierKey? = nil, samples: [SampleAccount] = []
    ) {
        self.desk = desk
        self.followers = followers
        self.permissions = permissions
        self.samples = samples
        self.journalKey = journalKey
    }

    var database: Database { desk.database }
    var sessions: Sessions { desk.sessions }
    var passwords: PasswordHasher { desk.passwords }

    /// What is asked of a password, told before anybody types.
    func passwordHelp(_ now: Instant) -> Wording { desk.settings.passwords.wording(on: now.date) }

    /// The folder of its templates.
    public static let templates = Bundle.module.url(forResource: "Templates", withExtension: nil)

    /// Every page it has.
    public static let pages: [any Page.Type] = [SignInPage.self] + administrationPages

    /// Every page and what it needs.
    public var routes: Routes {
        var routes = Routes()
        addSignIn(to: &routes)
        addAdministration(to: &routes)
        routes.call(typedWords)
        return routes
    }

    /// Its places in the left column.
    public var navigation: [NavigationItem] { administrationNavigation }
}

/// An account of a sample province: it says that it is a sample, and has a password that everybody may know.
public struct SampleAccount: Hashable, Sendable {
    public let username: String
    public let password: String
    /// Who it is: `Văn thư, Ủy ban nhân dân tỉnh`.
    public let label: String

    public init(username: String, password: String, label: String) {
        self.username = username
        self.password = password
        self.label = label
    }
}

extension Administration {
    /// What stands at the head of every page: the name of the unit at the top of the tree on that day, and the platform's
    /// own before there is one.
    public static let provinceName: FrameSettings.ProvinceName = { db, day in
        .verbatim(try Unit.root(on: day, in: db)?.name ?? "Liên Thông")
    }
}
