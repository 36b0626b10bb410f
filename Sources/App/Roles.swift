public import Directory
import Documents
import Evaluation
import Monitoring

/// What each role that comes with the program may do in the capabilities.
public enum Roles {
    public static let permissions: [DefaultRole: [Permission]] = [
        .administrator: MonitoringPermissions.all,
        .clerk: [
            .readDocuments, .registerDocuments, .issueDocuments, .handleDocuments, .importRegisters, .readEvaluation,
            .declareEvaluation,
        ],
        .leader: [
            .readDocuments, .directDocuments, .approveDocuments, .handleDocuments, .readEvaluation, .declareEvaluation,
            .signDeclarations, .decideEvaluation,
        ],
        .unitHead: [
            .readUnitDocuments, .assignDocuments, .handleDocuments, .readEvaluation, .declareEvaluation,
        ],
        .specialist: [.handleDocuments, .readEvaluation, .declareEvaluation],
        .inspector: [.readDocuments, .handleDocuments, .readEvaluation],
        .standingAgency: [
            .readDocuments, .handleDocuments, .readEvaluation, .manageCriteriaSets, .runEvaluation, .verifyEvaluation,
        ],
        .committeeMember: [.handleDocuments, .readEvaluation, .verifyEvaluation],
    ]

    /// Every permission there is, for pages that grant them.
    public static let all: [Permission] =
        DirectoryPermissions.all + DocumentsPermissions.all + EvaluationPermissions.all
        + MonitoringPermissions.all
}
