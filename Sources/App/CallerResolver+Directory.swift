import Database
import Directory
import Essentials
import SignIn
import Web

extension CallerResolver {
    /// Callers as the directory knows them: by session, by token, with their posts.
    init(_ desk: SignInDesk) {
        let (database, passwords, sessions) = (desk.database, desk.passwords, desk.sessions)
        let confirmPasskey = ConfirmPasskey(desk)
        let confirm = ConfirmPassword(database: database, passwords: passwords)
        self.init(
            bySession: { token, address, now, db in
                try sessions.caller(forToken: token, address: address, at: now, in: db)
            },
            byBearer: { secret, address, now, db in
                try ApiToken.caller(forToken: secret, address: address, at: now, in: db)
            },
            posts: { caller, now, db in
                try PostHolder.posts(of: caller.person, on: now.date, in: db).map { holder in
                    PostChoice(id: holder.post.id, label: "\(holder.post.title) · \(holder.unitName)")
                }
            },
            stepUp: { caller, proof, now in
                do {
                    return switch proof {
                    case .password(let password):
                        .confirmed(token: try await confirm.stepUp(password, by: caller, at: now))
                    case .passkey(let response):
                        .confirmed(token: try await confirmPasskey.stepUp(response, by: caller, at: now))
                    }
                } catch SignInRefusal.wrong {
                    return .wrong
                } catch let refusal as SignInRefusal {
                    return .refused(refusal.message)
                }
            },
            passkeyOptions: { caller, now in try await confirmPasskey.options(for: caller, at: now)?.json },
            activity: { caller, now in
                guard let session = caller.session, sessions.isTouchDue(caller, at: now) else { return }
                try await database.write { db in try sessions.touch(session, at: now, in: db) }
            },
            detour: { caller, path in SignInDetour.path(for: caller, asking: path) })
    }
}

/// Where a person must go before working: first to a password of the own, then to a second factor.
enum SignInDetour {
    static func path(for caller: Caller, asking path: String) -> String? {
        if isAlwaysAllowed(path) { return nil }
        if caller.mustChangePassword { return path == "/account/password" ? nil : "/account/password" }
        guard caller.mustEnrolFactor else { return nil }
        return path == "/account/factors" || path.hasPrefix("/account/factors/") ? nil : "/account/factors"
    }

    private static func isAlwaysAllowed(_ path: String) -> Bool {
        ["/sign-out", "/step-up", "/language"].contains(path) || path.hasPrefix("/assets/")
    }
}
