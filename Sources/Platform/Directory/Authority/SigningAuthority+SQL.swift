public import Database
public import Essentials

extension SigningAuthority {
    /// How a post may sign for an agency on a day.
    ///
    /// - Parameters:
    ///   - post: the signer's.
    ///   - agency: in whose form and under whose number the document is issued.
    ///   - day: the day of signing.
    ///   - documentType: the code of the type of document, `QĐ`; nil asks about signing as such.
    ///   - collectively: for an agency that decides as a body, whether it speaks (TM.); else its chair does.
    /// - Throws: `SigningRefusal` with the reason to be shown; `NotFound` when there is no such post or agency.
    public static func of(
        _ post: ID<Post>, for agency: ID<Unit>, on day: CivilDate, documentType: String? = nil,
        collectively: Bool = true, in db: Connection
    ) throws -> SigningAuthority {
        guard let facts = try SigningFacts.gathered(for: post, agency, on: day, in: db) else { throw NotFound() }
        return try facts.authority(on: day, documentType: documentType, collectively: collectively)
    }

    /// All active posts that may sign for an agency on a day, leaders first, each with the way it signs: the choices of a
    /// form.
    public static func signers(
        for agency: ID<Unit>, on day: CivilDate, documentType: String? = nil, in db: Connection
    ) throws -> [(holder: PostHolder, authority: SigningAuthority)] {
        let leaders = try PostHolder.list(inUnit: agency, on: day, in: db).map(\.post.id)
        let receivers: [ID<Post>] = try db.values(
            """
            SELECT DISTINCT other.id FROM written_authorisation
            JOIN post receiver ON receiver.id = written_authorisation.receiver_post_id
            JOIN post other ON other.unit_id = receiver.unit_id AND \(Validity.covers("other", on: day))
            WHERE written_authorisation.agency_id = \(agency) AND other.standing_rank <= \(Standing.deputy.rank)
            """)
        let holders = try PostHolder.all(leaders + receivers, on: day, in: db).values
            .filter(\.isActive)
            .sorted {
                ($0.unitPath.text.count, $0.post.standing.rank, $0.post.order, $0.post.id)
                    < ($1.unitPath.text.count, $1.post.standing.rank, $1.post.order, $1.post.id)
            }
        return try holders.compactMap { holder in
            do {
                return (holder, try of(holder.post.id, for: agency, on: day, documentType: documentType, in: db))
            } catch is SigningRefusal {
                return nil
            }
        }
    }
}

extension SigningFacts {
    static func gathered(
        for post: ID<Post>, _ agency: ID<Unit>, on day: CivilDate, in db: Connection
    ) throws -> SigningFacts? {
        guard let signer = try Post.find(post, in: db), let unit = try Unit.find(signer.unit, on: day, in: db),
            let agency = try Unit.find(agency, on: day, in: db)
        else { return nil }
        let heads = try Post.heads(of: signer.unit, in: db)
        let received = try given(to: [signer.id], for: agency.id, in: db)
        let receivedByUnit = try given(to: heads.map(\.id).filter { $0 != signer.id }, for: agency.id, in: db)
        return SigningFacts(
            signer: signer, signerUnit: unit, agency: agency,
            agencyHead: try PostHolder.head(of: agency.id, on: day, in: db)?.post,
            unitHead: heads.first { $0.validity.contains(day) }, received: received, receivedByUnit: receivedByUnit)
    }

    private static func given(to posts: [ID<Post>], for agency: ID<Unit>, in db: Connection) throws -> [Given] {
        guard !posts.isEmpty else { return [] }
        return try WrittenAuthorisation.received(by: posts, in: db).compactMap { authorisation in
            guard authorisation.agency == agency, let giver = try Post.find(authorisation.giver, in: db),
                let receiver = try Post.find(authorisation.receiver, in: db)
            else { return nil }
            return Given(authorisation: authorisation, giver: giver, receiver: receiver)
        }
    }
}
