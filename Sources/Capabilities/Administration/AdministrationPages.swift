import Directory
public import Web

extension Administration {
    /// Every page but the door.
    public static let administrationPages: [any Page.Type] = [
        SetUpPage.self, InvitationPage.self, NotificationsPage.self, AccountPage.self, PasswordPage.self,
        SessionsPage.self, TokensPage.self, TokenMadePage.self, DirectoryFormPage.self, UnitsPage.self,
        UnitPage.self,
    ]

    /// Adds every route but the door's.
    func addAdministration(to routes: inout Routes) {
        addSetUp(to: &routes)
        addInvitation(to: &routes)
        addNotifications(to: &routes)
        addAccount(to: &routes)
        addUnits(to: &routes)
    }

    /// Its places in the left column.
    public var administrationNavigation: [NavigationItem] { [] }

    /// What the permissions of all capabilities are called.
    var permissionNames: PermissionNames { PermissionNames(DirectoryPermissions.all) }
}
