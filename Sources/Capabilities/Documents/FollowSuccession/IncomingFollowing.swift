import Database
import Directory
import Essentials

/// Incoming documents that are not completed: the holder, and whom they were handed to.
struct IncomingFollowing {
    let heirs: DocumentHeirs
    let db: Connection

    private var from: ID<Unit> { heirs.move.from }

    func run() throws {
        let posts: SQL = "SELECT post.id FROM post WHERE post.unit_id = \(from)"
        let documents: [ID<Document>] = try db.values(
            """
            SELECT document_id FROM (\(OpenDocuments.incoming.documents(of: from))) AS held
            UNION
            SELECT document_id FROM (\(OpenDocuments.directions.documents(of: from))) AS handed
            UNION
            SELECT document_id FROM incoming_document WHERE state = 'presented' AND presented_to IN (\(posts))
            UNION
            SELECT direction.document_id FROM direction
            WHERE direction.state <> 'closed' AND direction.directed_by IN (\(posts))
            ORDER BY document_id
            """)
        for id in documents { try follow(id) }
    }

    private func follow(_ id: ID<Document>) throws {
        guard let document = try db.document(id), let incoming = try db.incoming(id, forUpdate: true), incoming.isOpen
        else { return }
        let before = try db.directions(of: id)
        let after = before.map { followed($0, among: before) }
        var places: [ID<Unit>] = []
        for (old, new) in zip(before, after) where new != old {
            try db.hand(new)
            try db.share(id, unit: new.unit, post: new.post)
            if let place = try unit(of: new) { places.append(place) }
        }
        var holders = try after.filter { !before.contains($0) }.flatMap(holders(of:))
        if document.agency == from {
            let agency = try agency(leading: after)
            try db.setHolder(agency, of: document)
            holders += try presentedAnew(incoming, in: agency)
            try heirs.record(id, to: agency, holders: holders, in: db)
        } else if incoming.state == .presented {
            holders = try presentedAnew(incoming, in: document.agency)
            try heirs.record(id, to: document.agency, holders: holders, in: db)
        } else if before != after {
            try heirs.record(id, to: places.first ?? heirs.unit.id, holders: holders, in: db)
        }
    }

    /// What nobody has directed yet: before the same leader, if that one directs in the heir too; else it is the clerk's
    /// again, who puts it before another.
    private func presentedAnew(_ incoming: IncomingDocument, in agency: ID<Unit>) throws -> [ID<Post>] {
        guard incoming.awaitsDirection else { return [] }
        let leader = incoming.presentedTo.map { heirs.place(of: $0)?.post ?? $0 }
        if let leader, try heirs.posts(with: .directDocuments, in: agency, db).contains(leader) {
            try db.present(incoming.id, to: leader, at: incoming.presentedAt ?? heirs.move.at)
            return [leader]
        }
        try db.present(incoming.id, to: nil, at: heirs.move.at)
        return try heirs.posts(with: .registerDocuments, in: agency, db)
    }

    /// To a person: with the person. To the unit: with whoever of it has the work in hand, else to the main heir; and so
    /// does what was a person's who is not there any more.
    private func followed(_ direction: Direction, among all: [Direction]) -> Direction {
        guard direction.state != .closed else { return direction }
        var direction = direction
        if let post = direction.post, heirs.had(post) {
            direction.post = heirs.place(of: post)?.post
            if direction.post == nil { direction.unit = heirs.unit.id }
        } else if direction.unit == from {
            direction.unit = placeInHand(below: direction, among: all) ?? heirs.unit.id
        }
        if let place = heirs.place(of: direction.directedBy) { direction.directedBy = place.post }
        return direction
    }

    private func placeInHand(below direction: Direction, among all: [Direction]) -> ID<Unit>? {
        let handed = all.filter { $0.parent == direction.id && $0.state != .closed }
        let lead = handed.first { $0.role == .lead } ?? handed.first
        return lead?.post.flatMap { heirs.place(of: $0)?.unit }
    }

    /// The document goes to the agency of whoever has the lead; before that is named, to the main heir's.
    private func agency(leading directions: [Direction]) throws -> ID<Unit> {
        let lead = directions.first { $0.role == .lead && $0.parent == nil && $0.state != .closed }
        guard let lead, let unit = try unit(of: lead) else { return heirs.agency }
        return try heirs.agency(of: unit, in: db)
    }

    private func unit(of direction: Direction) throws -> ID<Unit>? {
        if let unit = direction.unit { return unit }
        return try direction.post.flatMap { try Post.find($0, in: db)?.unit }
    }

    /// Who has to do something about it now.
    private func holders(of direction: Direction) throws -> [ID<Post>] {
        switch direction.state {
        case .open:
            if let post = direction.post { return [post] }
            return try direction.unit.map { try heirs.posts(with: .assignDocuments, in: $0, db) } ?? []
        case .reported: return [direction.directedBy]
        case .passedOn, .closed: return []
        }
    }
}

extension Connection {
    /// Writes down who has a direction in hand and who gave it.
    fileprivate func hand(_ direction: Direction) throws {
        try execute(
            """
            UPDATE direction
            SET unit_id = \(direction.unit), post_id = \(direction.post), directed_by = \(direction.directedBy)
            WHERE id = \(direction.id)
            """)
    }
}
