import Directory
import Essentials

/// What a caller can do with a document now. The commands decide for themselves; this only spares people buttons that
/// would be refused.
struct DocumentActions: Equatable {
    var mayPresent = false
    var mayDirect = false
    var mayReport = false
    var mayDraftReply = false
    /// Reported results that wait for the caller's approval.
    var reports: [ID<Direction>] = []
    var mayEdit = false
    var maySubmit = false
    var mayApprove = false
    var mayNumber = false
    var mayIssue = false

    init(_ shown: ShownDocument, for caller: Caller) {
        if let incoming = shown.incoming, incoming.isOpen { addIncoming(shown, caller) }
        if shown.imported != nil, shown.document.flow == .incoming {
            mayDraftReply = caller.rights.has(.handleDocuments)
        }
        if let outgoing = shown.outgoing { addOutgoing(outgoing, shown.document, caller) }
    }

    private mutating func addIncoming(_ shown: ShownDocument, _ caller: Caller) {
        let isAgencys = shown.document.agency == caller.agency
        let directions = shown.directions
        let hasLead = directions.contains { $0.role == .lead && $0.parent == nil }
        let ownForUnit = directions.first { $0.isOpenForUnit(of: caller) }
        let own = directions.first { $0.isOpen(for: caller) }
        mayPresent = isAgencys && caller.mayHere(.registerDocuments) && shown.incoming?.awaitsDirection == true
        mayDirect = isAgencys && caller.mayHere(.directDocuments) && !hasLead || ownForUnit != nil
        mayReport = own != nil || ownForUnit != nil
        mayDraftReply = mayReport && caller.rights.has(.handleDocuments)
        reports = directions.filter { direction in
            guard direction.state == .reported else { return false }
            if direction.directedBy == caller.post { return true }
            guard let parent = directions.first(where: { $0.id == direction.parent }) else {
                return isAgencys && caller.mayHere(.directDocuments)
            }
            return parent.unit == caller.unit && caller.may(.assignDocuments, in: caller.unitPath)
        }.map(\.id)
    }

    private mutating func addOutgoing(_ outgoing: OutgoingDocument, _ document: Document, _ caller: Caller) {
        let isOwn = outgoing.draftedBy == caller.post
        let isAgencys = document.agency == caller.agency
        switch outgoing.state {
        case .draft:
            mayEdit = isOwn
            maySubmit = isOwn
        case .submitted: mayApprove = isAgencys && caller.mayHere(.approveDocuments)
        case .approved: mayNumber = isAgencys && caller.mayHere(.issueDocuments)
        case .numbered: mayIssue = isAgencys && caller.mayHere(.issueDocuments)
        case .issued, .cancelled: break
        }
    }
}
