public import Directory
import Documents
import Monitoring

/// What each role that comes with the program may do in the capabilities.
public enum Roles {
    public static let permissions: [DefaultRole: [Permission]] = [
        .administrator: MonitoringPermissions.all,
        .clerk: [.readDocuments, .registerDocuments, .issueDocuments, .handleDocuments, .importRegisters],
        .leader: [.readDocuments, .directDocuments, .approveDocuments, .handleDocuments],
        .unitHead: [.readUnitDocuments, .assignDocuments, .handleDocuments],
        .specialist: [.handleDocuments],
        .inspector: [.readDocuments, .handleDocuments],
        .standingAgency: [.readDocuments, .handleDocuments],
        .committeeMember: [.handleDocuments],
    ]

    /// Every permission there is, for pages that grant them.
    public static let all: [Permission] =
        DirectoryPermissions.all + DocumentsPermissions.all + MonitoringPermissions.all
}
