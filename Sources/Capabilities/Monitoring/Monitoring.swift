public import Database
public import Directory
import Essentials
public import Foundation
public import Web

extension Permission {
    public static let watchOperations = Permission(
        "operations.watch", Wording("Xem trang vận hành", en: "See how the platform runs"))
}

/// What monitoring can allow.
public enum MonitoringPermissions {
    public static let all: [Permission] = [.watchOperations]
}

/// The front door of monitoring (vận hành): what an administrator looks at to see that the platform is well.
public struct Monitoring: Sendable {
    static let path = "/operations"

    let watch: Watch
    let database: Database

    public init(_ watch: Watch, database: Database) {
        self.watch = watch
        self.database = database
    }

    /// The folder of its templates.
    public static let templates = Bundle.module.url(forResource: "Templates", withExtension: nil)

    /// Every page it has.
    public static let pages: [any Page.Type] = [OperationsPage.self]

    /// Its one page.
    public var routes: Routes {
        var routes = Routes()
        routes.route(.get, "/operations", .needs(.watchOperations), handler: showOperations)
        return routes
    }

    /// Its place in the left column, with the number of alarms.
    public var navigation: [NavigationItem] {
        [
            NavigationItem(
                label: Wording("Vận hành", en: "Operations"), path: Self.path, icon: "server", needs: .watchOperations
            ) { [watch] _, _, _ in CappedCount(watch.alarmCount) }
        ]
    }

    /// `GET /operations`.
    private func showOperations(_ visit: StaffVisit) async throws -> Answer {
        let (evidence, alarms) = await watch.sight()
        return .page(
            OperationsPage(
                alarms, evidence, slow: database.slowStatements, settings: watch.settings.shown, at: visit.now))
    }
}
