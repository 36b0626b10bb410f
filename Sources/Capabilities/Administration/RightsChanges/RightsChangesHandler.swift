import Database
import Directory
import Essentials
import HTTPTypes
public import Journal
import Web

extension Administration {
    func addRightsChanges(to routes: inout Routes) {
        routes.route(.get, "/rights-changes", .needs(.manageRoles), handler: showRightsChanges)
        routes.route(.post, "/rights-changes/confirmation", .needs(.manageRoles), .needsStepUp, handler: confirmRights)
    }

    /// What follows the journal.
    public var subscribers: [any Subscriber] { [RightsAlarm()] }

    /// From when on changes of rights are alarms; at every start, the first one counts.
    public func begin() async throws {
        try await database.write { db in try RightsAlarm.begin(in: db) }
    }

    /// `GET /rights-changes`.
    private func showRightsChanges(_ visit: StaffVisit) async throws -> Answer {
        .page(try await rightsChangesPage(visit))
    }

    /// `POST /rights-changes/confirmation`: those chosen, as far as they are somebody else's.
    private func confirmRights(_ visit: StaffVisit) async throws -> Answer {
        var problems = Problems()
        let chosen = visit.form.ids("id", as: RightsChange.self, &problems)
        let list = ListRightsChanges(caller: visit.caller, isOpen: true, day: visit.now.date)
        let now = visit.now
        let confirmed = try await database.write { db in
            chosen.isEmpty ? 0 : try list.confirm(chosen, at: now, in: db)
        }
        guard confirmed > 0 else {
            let problem = Wording(
                """
                Chọn ít nhất một thay đổi do người khác thực hiện và không phải của chính bạn. Việc mở tài khoản khẩn cấp chỉ \
                xác nhận được sau khi đã niêm phong lại.
                """,
                en: """
                    Choose at least one change that somebody else made and that is not about you. That the emergency account \
                    was opened is confirmed after it was sealed again.
                    """)
            return .page(try await rightsChangesPage(visit, problem: problem), status: .unprocessableContent)
        }
        return .redirect(
            to: AdministrationPaths.rightsChanges,
            notice: Flash(.good, Wording("Đã xác nhận \(confirmed) thay đổi.", en: "Confirmed: \(confirmed).")))
    }

    private func rightsChangesPage(_ visit: StaffVisit, problem: Wording? = nil) async throws -> RightsChangesPage {
        let isOpen = visit.query.text("confirmed") == nil
        let list = ListRightsChanges(caller: visit.caller, isOpen: isOpen, day: visit.now.date)
        let position = visit.query.position
        let (found, count) = try await database.read { db in
            (try list.page(at: position, size: 50, in: db), try list.count(in: db))
        }
        return RightsChangesPage(
            found, count: count, isOpen: isOpen, query: visit.query, problem: problem, language: visit.language,
            now: visit.now)
    }
}
