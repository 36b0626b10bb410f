public import Database
public import Directory
public import Essentials

/// What stands around every page of this installation; `App` gathers it from the capabilities.
public struct FrameSettings: Sendable {
    /// How many notifications wait; nil when there is no place for them.
    public typealias NotificationCount = @Sendable (Connection, Caller, Instant) throws -> CappedCount

    /// What the province is called on a day: `Tỉnh Hòa Bình`.
    public typealias ProvinceName = @Sendable (Connection, CivilDate) throws -> Wording

    /// What the province is called on a day.
    public var provinceName: ProvinceName
    /// The left column, in order.
    public var navigation: [NavigationItem]
    /// The menu "Tạo", in order.
    public var creations: [Creation]
    /// What stands under every page for those who have not signed in.
    public var publicLinks: [Link]
    /// How many notifications wait.
    public var notificationCount: NotificationCount?

    /// - Parameters:
    ///   - provinceName: what the province is called on a day: `Tỉnh Hòa Bình`.
    ///   - navigation: the left column, in order.
    ///   - creations: the menu "Tạo", in order.
    ///   - publicLinks: what stands under every page for those who have not signed in.
    ///   - notificationCount: how many notifications wait.
    public init(
        provinceName: @escaping ProvinceName, navigation: [NavigationItem] = [], creations: [Creation] = [],
        publicLinks: [Link] = [], notificationCount: NotificationCount? = nil
    ) {
        self.provinceName = provinceName
        self.navigation = navigation
        self.creations = creations
        self.publicLinks = publicLinks
        self.notificationCount = notificationCount
    }

    /// Every address that a page's frame or live counts name; each must be a route.
    public var paths: [String] {
        navigation.map(\.path) + creations.map(\.path) + publicLinks.map(\.path)
    }
}
