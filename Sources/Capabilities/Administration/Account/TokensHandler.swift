import Database
import Directory
import Essentials
import Web

extension Administration {
    /// `GET /account/tokens`.
    func showTokens(_ visit: StaffVisit) async throws -> Answer {
        .page(try await tokensPage(visit, Filling(["lastDay": visit.now.date.adding(days: 90).vietnamese])))
    }

    /// `POST /account/tokens`: the secret is in this answer and nowhere else.
    func createToken(_ visit: StaffVisit) async throws -> Answer {
        try await submit(visit.form) {
            var problems = Problems()
            let lastDay = visit.form.requiredDate(
                "lastDay", missing: Wording("Ghi ngày hết hạn.", en: "Enter the last day."), &problems)
            try problems.throwIfAny()
            let (form, caller, now) = (visit.form, visit.caller, visit.now)
            let made = try await database.write { db in
                try CreateApiToken()(
                    name: form.text("name") ?? "", permissions: Set(form.texts("permissions")),
                    lastDay: lastDay ?? now.date, by: caller, at: now, in: db)
            }
            return .page(
                TokenMadePage(name: made.token.name, secret: made.secret, expiresAt: made.token.expiresAt))
        } again: { filling in
            try await tokensPage(visit, filling)
        }
    }

    /// `POST /account/tokens/{id}/end`: one of one's own.
    func endToken(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<ApiToken> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        try await database.write { db in
            guard try ApiToken.list(of: caller.person, in: db).contains(where: { $0.id == id }) else {
                throw NotFound()
            }
            try RevokeApiToken()(id, by: caller, at: now, in: db)
        }
        return .redirect(
            to: AdministrationPaths.tokens,
            notice: Flash(.good, Wording("Đã thu hồi mã truy cập.", en: "The token is revoked.")))
    }

    private func tokensPage(_ visit: StaffVisit, _ filling: Filling) async throws -> TokensPage {
        let caller = visit.caller
        let (tokens, granted) = try await database.read { db in
            let tokens = try ApiToken.list(of: caller.person, in: db)
            return (tokens, try db.permissions(of: tokens.map(\.id)))
        }
        return TokensPage(
            tokens, granted: granted, names: permissionNames, caller: caller, at: visit.now, filling)
    }
}

extension Connection {
    /// What each token was given, in one statement.
    fileprivate func permissions(of tokens: [ID<ApiToken>]) throws -> [ID<ApiToken>: [String]] {
        guard !tokens.isEmpty else { return [:] }
        let rows = try rows(
            """
            SELECT token_id, permission FROM api_token_permission WHERE token_id IN (\(list: tokens))
            ORDER BY permission
            """)
        var granted: [ID<ApiToken>: [String]] = [:]
        for row in rows { granted[try row["token_id"], default: []].append(try row["permission"]) }
        return granted
    }
}
