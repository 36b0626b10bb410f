import Database
import Directory
import Essentials
import SignIn
import Web

extension CallerResolver {
    /// Callers as the directory knows them: by session, by token, with their posts.
    init(sessions: Sessions, passwords: PasswordHasher, database: Database) {
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
            stepUp: { caller, password, now in
                do {
                    try await confirm.stepUp(password, by: caller, at: now)
                    return .confirmed
                } catch SignInRefusal.wrong {
                    return .wrong
                } catch let refusal as SignInRefusal {
                    return .refused(refusal.message)
                }
            },
            activity: { caller, now in
                guard let session = caller.session, sessions.isTouchDue(caller, at: now) else { return }
                try await database.write { db in try sessions.touch(session, at: now, in: db) }
            },
            detour: { caller, path in
                let isAllowed = path == "/account/password" || path == "/sign-out" || path.hasPrefix("/assets/")
                return caller.mustChangePassword && !isAllowed ? "/account/password" : nil
            })
    }
}
