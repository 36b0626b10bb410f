import Directory
import Essentials
public import Web

extension Administration {
    /// Every page but the door.
    public static let administrationPages: [any Page.Type] = [
        SetUpPage.self, InvitationPage.self, NotificationsPage.self, AccountPage.self, PasswordPage.self,
        SecondStepPage.self, FactorsPage.self, EnrolAppPage.self, NewPasskeyPage.self, RecoveryCodesPage.self,
        SessionsPage.self, TokensPage.self, TokenMadePage.self, DirectoryFormPage.self, UnitsPage.self,
        UnitPage.self, SuccessionPreviewPage.self, SuccessionDecidedPage.self, PeoplePage.self, PersonPage.self,
        InvitedPage.self, RolesPage.self, SubstitutionsPage.self, AuthorisationsPage.self, ImportPage.self,
        SecurityPage.self, RightsChangesPage.self, RolePreviewPage.self, BreakGlassCodesPage.self,
        BreakGlassSignInPage.self, IdentitiesPage.self, AccountReviewsPage.self, AccountReviewPage.self,
        ReviewMinutesPage.self,
    ]

    /// Adds every route but the door's.
    func addAdministration(to routes: inout Routes) {
        addSetUp(to: &routes)
        addInvitation(to: &routes)
        addNotifications(to: &routes)
        addAccount(to: &routes)
        addSecondStep(to: &routes)
        addFactors(to: &routes)
        addPasskeys(to: &routes)
        addUnits(to: &routes)
        addSuccession(to: &routes)
        addPeople(to: &routes)
        addRoles(to: &routes)
        addRoleChanges(to: &routes)
        addSubstitutions(to: &routes)
        addAuthorisations(to: &routes)
        addExport(to: &routes)
        addSecurity(to: &routes)
        addBreakGlass(to: &routes)
        addAccountReviews(to: &routes)
        addOpenID(to: &routes)
        addIdentities(to: &routes)
        addRightsChanges(to: &routes)
        addSessionLimits(to: &routes)
    }

    /// Its places in the left column.
    public var administrationNavigation: [NavigationItem] {
        [
            NavigationItem(
                label: Wording("Cơ quan, đơn vị", en: "Units"), path: AdministrationPaths.units, icon: "tree",
                needs: .readDirectory),
            NavigationItem(
                label: Wording("Cán bộ, công chức", en: "People"), path: AdministrationPaths.people, icon: "people",
                needs: .readDirectory),
            NavigationItem(
                label: Wording("Làm thay khi vắng mặt", en: "Substitutions"), path: AdministrationPaths.substitutions,
                icon: "calendar", needs: nil),
            NavigationItem(
                label: Wording("Ủy quyền ký", en: "Authority to sign"), path: AdministrationPaths.authorisations,
                icon: "sign", needs: .readDirectory),
            NavigationItem(
                label: Wording("Nhóm quyền", en: "Roles"), path: AdministrationPaths.roles, icon: "shield",
                needs: .manageRoles),
            NavigationItem(
                label: Wording("Thay đổi quyền", en: "Changes of rights"), path: AdministrationPaths.rightsChanges,
                icon: "shield-warn", needs: .manageRoles
            ) { db, caller, now in
                try ListRightsChanges(caller: caller, isOpen: true, day: now.date).count(in: db)
            },
            NavigationItem(
                label: Wording("Rà soát tài khoản", en: "Reviews of accounts"),
                path: AdministrationPaths.accountReviews, icon: "tasks", needs: .reviewAccounts
            ) { db, caller, now in
                try ListReviewedAccounts.waiting(for: caller, on: now.date, in: db)
            },
            NavigationItem(
                label: Wording("An toàn đăng nhập", en: "Security"), path: AdministrationPaths.security, icon: "lock",
                needs: .manageAccounts),
        ]
    }

    /// What the permissions of all capabilities are called.
    var permissionNames: PermissionNames { PermissionNames(permissions) }
}
