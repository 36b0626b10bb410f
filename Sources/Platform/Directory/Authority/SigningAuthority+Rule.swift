import Essentials

extension SigningFacts {
    /// The rule: who signs by office, else who signs for the head, else who was given it in writing.
    ///
    /// - Parameters:
    ///   - day: the day of signing.
    ///   - documentType: the code of the type of document; nil asks about signing as such.
    ///   - collectively: for an agency that decides as a body, whether it speaks; else its chair does.
    func authority(
        on day: CivilDate, documentType: String?, collectively: Bool
    ) throws(SigningRefusal) -> SigningAuthority {
        guard signer.validity.contains(day) else { throw .postDoesNotHold }
        let body = collectively && agency.worksCollectively ? ["TM. \(agency.name.uppercased())"] : []
        if signer.unit == agency.id {
            switch signer.standing {
            case .head:
                return SigningAuthority(prefix: .byOffice, lines: body + [title(signer)], basis: nil)
            case .actingHead:
                return SigningAuthority(prefix: .acting, lines: body + ["Q. \(headTitle)"], basis: nil)
            case .deputy:
                let basis = try assignedField(on: day, documentType)
                let lines = body + ["KT. \(headTitle)", title(signer)]
                return SigningAuthority(prefix: .forHead, lines: lines, basis: basis)
            case .member:
                break
            }
        }
        return try written(on: day, documentType)
    }

    /// A deputy signs in the fields assigned. Where the agency has recorded such fields for the deputy, one of them must
    /// hold; where it never recorded any, its rules of work decide outside the platform.
    private func assignedField(
        on day: CivilDate, _ documentType: String?
    ) throws(SigningRefusal) -> ID<WrittenAuthorisation>? {
        let fields = received.filter { $0.authorisation.kind == .deputy }
        guard !fields.isEmpty else { return nil }
        return try Self.choose(fields, on: day, documentType).authorisation.id
    }

    private func written(on day: CivilDate, _ documentType: String?) throws(SigningRefusal) -> SigningAuthority {
        let own = received.filter { $0.authorisation.kind != .deputy }
        let ofUnit = receivedByUnit.filter { $0.authorisation.kind == .byOrder }
        if !own.isEmpty {
            let given = try Self.choose(own, on: day, documentType)
            return authority(under: given)
        }
        guard signer.isDeputy else { throw .noAuthority }
        guard !ofUnit.isEmpty else {
            let isAuthorised = receivedByUnit.contains { $0.authorisation.kind == .authorised }
            throw isAuthorised ? .passedOn : .noAuthority
        }
        // TL. may be passed on to the deputy of the unit's head, who then signs KT. under TL.
        let given = try Self.choose(ofUnit, on: day, documentType)
        let lines = [
            "TL. \(giverTitle)", "KT. \(Self.capitals(unitHead ?? given.receiver, of: signerUnit))", title(signer),
        ]
        return SigningAuthority(prefix: .byOrder, lines: lines, basis: given.authorisation.id)
    }

    private func authority(under given: Given) -> SigningAuthority {
        let prefix: SigningAuthority.Prefix = given.authorisation.kind == .byOrder ? .byOrder : .authorised
        return SigningAuthority(
            prefix: prefix,
            lines: ["\(prefix.rawValue) \(giverTitle)", Self.capitals(signer, of: signerUnit)],
            basis: given.authorisation.id)
    }

    /// The first that holds and speaks of the document; else the reason of the one that comes nearest.
    private static func choose(
        _ given: [Given], on day: CivilDate, _ documentType: String?
    ) throws(SigningRefusal) -> Given {
        var nearest = SigningRefusal.noAuthority
        for one in given {
            let validity = one.authorisation.validity
            if !validity.isSound { continue }
            if let to = validity.to, to < day {
                if nearest == .noAuthority { nearest = .expired(on: to) }
            } else if day < validity.from {
                if nearest == .noAuthority { nearest = .notYet(from: validity.from) }
            } else if !one.authorisation.covers(documentType) {
                nearest = .outsideScope(one.authorisation.scope)
            } else if one.authorisation.kind == .authorised && !one.giver.validity.contains(day) {
                nearest = .giverHasLeft
            } else {
                return one
            }
        }
        throw nearest
    }

    /// The head's position; while it is vacant, it is read from the deputy's: `Phó Giám đốc` → `Giám đốc`.
    private var headTitle: String {
        if let head = agencyHead, head.id != signer.id { return Self.withoutActing(title(head)) }
        let own = title(signer)
        if signer.standing == .actingHead { return Self.withoutActing(own) }
        return own.hasPrefix("PHÓ ") ? String(own.dropFirst(4)) : own
    }

    /// Who orders is the head by office, whoever that is on the day.
    private var giverTitle: String {
        let given = (received + receivedByUnit).first?.giver
        return (agencyHead ?? given).map { Self.withoutActing(title($0)) } ?? ""
    }

    private func title(_ post: Post) -> String {
        (post.signatureTitle ?? post.title).uppercased()
    }

    private static func withoutActing(_ title: String) -> String {
        for prefix in ["QUYỀN ", "Q. "] where title.hasPrefix(prefix) { return String(title.dropFirst(prefix.count)) }
        return title
    }

    /// The position with its unit, as an outsider must read it: `TRƯỞNG PHÒNG HÀNH CHÍNH`, `GIÁM ĐỐC SỞ NỘI VỤ`. Words
    /// that end the one and begin the other are written once.
    static func capitals(_ post: Post, of unit: Unit) -> String {
        if let own = post.signatureTitle { return own.uppercased() }
        let title = post.title.uppercased().split(separator: " ")
        let name = unit.name.uppercased().split(separator: " ")
        let shared = (0...min(title.count, name.count)).reversed().first { title.suffix($0) == name.prefix($0) } ?? 0
        return (title + name.dropFirst(shared)).joined(separator: " ")
    }
}
