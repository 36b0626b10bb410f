import Directory
import Essentials
import Web

extension SuccessionPreview {
    var grantRows: [SuccessionPreviewPage.GrantRow] {
        plan.grants.map {
            .init(role: roles[$0.grant.role] ?? .verbatim("—"), holder: name($0.grant.post), to: $0.to.name)
        }
    }

    var lapsingRows: [SuccessionPreviewPage.LapsingRow] {
        plan.lapsing.map {
            .init(
                kind: $0.kind.name, decision: $0.decisionNumber, giver: name($0.giver), receiver: name($0.receiver))
        }
    }

    var substitutionRows: [SuccessionPreviewPage.SubstitutionRow] {
        plan.endingSubstitutions.map {
            .init(
                absent: name($0.absent), substitute: name($0.substitute), period: DirectoryWords.period($0.validity))
        }
    }

    /// `Nguyễn Văn A, Phó Giám đốc`.
    private func name(_ post: ID<Post>) -> String {
        holders[post].map { "\($0.personName), \($0.post.title)" } ?? "—"
    }
}
