import Database
import Directory
import Essentials
import Web

extension Administration {
    /// `GET /people/{id}`.
    func showPerson(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Person> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        let facts = try await database.read { [sessions] db in
            try PersonFacts(id, for: caller, sessions: sessions, at: now, in: db)
        }
        return .page(PersonPage(facts, at: now, for: caller))
    }

    /// `GET /people/new`.
    func showNewPerson(_ visit: StaffVisit) -> Answer {
        .page(DirectoryFormPage.newPerson(Filling()))
    }

    /// `POST /people`.
    func createPerson(_ visit: StaffVisit) async throws -> Answer {
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            let person = try await database.write { db in
                try CreatePerson()(NewPerson(form), by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.person(person.id),
                notice: Flash(.good, Wording("Đã thêm \(person.name).", en: "\(person.name) was added.")))
        } again: { filling in
            DirectoryFormPage.newPerson(filling)
        }
    }

    /// `GET /people/{id}/details`.
    func showChangePerson(_ visit: StaffVisit) async throws -> Answer {
        let person = try await managedPerson(visit)
        return .page(
            DirectoryFormPage.changePerson(
                person,
                Filling([
                    "name": person.name, "username": person.username, "mail": person.mail, "phone": person.phone,
                ])))
    }

    /// `POST /people/{id}/details`.
    func changePerson(_ visit: StaffVisit) async throws -> Answer {
        let person = try await managedPerson(visit)
        let (form, caller, now) = (visit.form, visit.caller, visit.now)
        return try await submit(form) {
            try await database.write { db in
                _ = try ChangePerson()(person.id, NewPerson(form), by: caller, at: now, in: db)
            }
            return .redirect(
                to: AdministrationPaths.person(person.id), notice: Flash(.good, Wording("Đã lưu.", en: "Saved.")))
        } again: { filling in
            DirectoryFormPage.changePerson(person, filling)
        }
    }

    /// The person of the path, when the caller may manage the account.
    func managedPerson(_ visit: StaffVisit) async throws -> Person {
        let id: ID<Person> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        return try await database.read { [sessions] db in
            let facts = try PersonFacts(id, for: caller, sessions: sessions, at: now, in: db)
            guard facts.mayManageAccount else { throw NotFound() }
            return facts.person
        }
    }
}
