import Database
import Directory
import Essentials
import Files
import HTTPTypes
import Web

extension Documents {
    /// `GET /documents/incoming/new`, with `?delivery=` what arrived.
    func showRegisterIncoming(_ visit: StaffVisit) async throws -> Answer {
        var filling = try await filling(for: visit)
        if let text = visit.query.text("delivery") {
            guard let id = ID<Delivery>(text) else { throw NotFound() }
            filling.arrival = try await arrival(id, for: visit.caller)
            filling.form.values.merge(filling.arrival?.values ?? [:]) { $1 }
        }
        return .page(RegisterIncomingPage(filling, words: words(at: visit.now)))
    }

    /// `POST /documents/incoming/new`: takes the file and comes back with the form; what was typed stays, the rest is
    /// filled from the file.
    func uploadIncoming(_ visit: StaffVisit) async throws -> Answer {
        let attachment = Attachment(documents: self)
        var filling = try await filling(for: visit)
        filling.form = FilledForm(visit.form)
        do {
            filling.file = try await attachment.file(of: visit.form, for: visit.caller, at: visit.now)
            guard visit.form.file(Attachment.field) != nil else {
                throw Problems(Attachment.field, Wording("Chọn một tệp PDF.", en: "Choose a PDF file."))
            }
            try await suggest(from: filling.file, into: &filling)
            return .page(RegisterIncomingPage(filling, words: words(at: visit.now)))
        } catch let problems as Problems {
            filling.form.problems = problems
            if let earlier = visit.form.text(Attachment.kept).flatMap(ID<UploadedFile>.init) {
                filling.file = try await attachment.kept(earlier, for: visit.caller, at: visit.now)
            }
            return .page(RegisterIncomingPage(filling, words: words(at: visit.now)), status: .unprocessableContent)
        }
    }

    /// `POST /documents/incoming`.
    func registerIncoming(_ visit: StaffVisit) async throws -> Answer {
        var filling = try await filling(for: visit)
        filling.form = FilledForm(visit.form)
        do {
            if let text = visit.form.text("delivery") {
                guard let id = ID<Delivery>(text) else { throw NotFound() }
                filling.arrival = try await arrival(id, for: visit.caller)
            } else {
                filling.file = try await Attachment(documents: self).file(
                    of: visit.form, for: visit.caller, at: visit.now)
            }
            let registered = try await register(visit, file: filling.file, arrival: filling.arrival)
            return .redirect(
                to: DocumentsPaths.document(registered.id),
                notice: Flash(
                    .good,
                    Wording(
                        "Đã vào sổ, số đến \(registered.arrivalNumber).",
                        en: "Registered, arrival number \(registered.arrivalNumber).")))
        } catch let problems as Problems {
            filling.form.problems = problems
            return .page(RegisterIncomingPage(filling, words: words(at: visit.now)), status: .unprocessableContent)
        } catch let refusal as DocumentRefusal {
            filling.refusal = refusal
            return .page(RegisterIncomingPage(filling, words: words(at: visit.now)), status: .conflict)
        }
    }

    private func register(
        _ visit: StaffVisit, file: InspectedFile?, arrival: Arrival?
    ) async throws -> (id: ID<Document>, arrivalNumber: Int) {
        let form = try RegisterIncomingForm(types: types, today: visit.now.date, visit.form)
        let (caller, now) = (visit.caller, visit.now)
        try await Attachment(documents: self).settle(file)
        return try await database.write { [files, closing] db in
            let stored =
                try file.map { try files.accept($0, at: now, in: db) }
                ?? arrival?.document.file.flatMap { try files.stored($0, in: db) }
            return try RegisterIncoming(closing: closing)(
                form, file: stored, delivery: arrival?.id, by: caller, at: now, in: db)
        }
    }

    /// `POST /documents/arrivals/{id}/return`.
    func returnDelivery(_ visit: StaffVisit) async throws -> Answer {
        let id: ID<Delivery> = try visit.id()
        let (caller, now) = (visit.caller, visit.now)
        do {
            let reason = try visit.form.words(
                "reason", atMost: 500, missing: Wording("Ghi lý do trả lại.", en: "Enter why it is returned."))
            try await database.write { db in
                try ReturnDelivery()(id, reason: reason, by: caller, at: now, in: db)
            }
            return .redirect(
                to: DocumentsPaths.queue(.arrivals),
                notice: Flash(.good, Wording("Đã trả lại nơi gửi.", en: "Returned to the sender.")))
        } catch let problems as Problems {
            var filling = try await filling(for: visit)
            filling.arrival = try await arrival(id, for: caller)
            filling.form.values.merge(filling.arrival?.values ?? [:]) { $1 }
            filling.returning = FilledForm(visit.form, problems: problems)
            return .page(RegisterIncomingPage(filling, words: words(at: now)), status: .unprocessableContent)
        }
    }

    /// The form before anything is typed: arrived today, to be put before the agency's head at once.
    private func filling(for visit: StaffVisit) async throws -> RegisterIncomingPage.Filling {
        let (agency, today) = (visit.caller.agency, visit.now.date)
        var filling = RegisterIncomingPage.Filling()
        filling.leaders = try await database.read { try $0.directors(of: agency, on: today) }
        filling.form.values["arrivedOn"] = today.vietnamese
        filling.form.values[PresentDocumentForm.leader] = filling.leaders.first?.post.id.description
        return filling
    }

    private func arrival(_ id: ID<Delivery>, for caller: Caller) async throws -> Arrival {
        guard let arrival = try await database.read({ try $0.arrival(id, for: caller) }) else { throw NotFound() }
        return arrival
    }

    /// Fills what the file says about itself where nothing was typed, marked as such. That a document is ordinary is what
    /// the form says by itself.
    private func suggest(from file: InspectedFile?, into filling: inout RegisterIncomingPage.Filling) async throws {
        guard let file, let text = try? await files.text(of: file) else { return }
        let suggested = SuggestedFields(text: text, types: types).values
        if filling.form.values["urgency"] == "0" { filling.form.values["urgency"] = nil }
        filling.form.suggested = Set(suggested.keys).subtracting(filling.form.values.keys)
        filling.form.values.merge(suggested) { typed, _ in typed }
    }
}

extension SuggestedFields {
    /// By the names of the form's fields.
    var values: [String: String] {
        var values: [String: String] = [:]
        values["number"] = symbol?.number
        values["notation"] = symbol?.notation
        values["issuedOn"] = issuedOn?.vietnamese
        values["issuer"] = issuerName
        values["type"] = typeKey
        values["subject"] = subject
        values["urgency"] = urgency.map { String($0.rawValue) }
        values["signerName"] = signerName
        return values
    }
}
