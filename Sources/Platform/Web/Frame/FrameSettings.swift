public import Database
public import Directory
public import Essentials

/// What stands around every page of this installation; `App` gathers it from the capabilities.
public struct FrameSettings: Sendable {
    /// How many notifications wait; nil when there is no place for them.
    public typealias NotificationCount = @Sendable (Connection, Caller, Instant) throws -> CappedCount

    /// `Tỉnh Hòa Bình`.
    public var provinceName: Wording
    /// The left column, in order.
    public var navigation: [NavigationItem]
    /// The menu "Tạo", in order.
    public var creations: [Creation]
    /// How many notifications wait.
    public var notificationCount: NotificationCount?

    /// - Parameters:
    ///   - provinceName: `Tỉnh Hòa Bình`.
    ///   - navigation: the left column, in order.
    ///   - creations: the menu "Tạo", in order.
    ///   - notificationCount: how many notifications wait.
    public init(
        provinceName: Wording, navigation: [NavigationItem] = [], creations: [Creation] = [],
        notificationCount: NotificationCount? = nil
    ) {
        self.provinceName = provinceName
        self.navigation = navigation
        self.creations = creations
        self.notificationCount = notificationCount
    }

    /// Every address that a page's frame or live counts name; each must be a route.
    public var paths: [String] {
        navigation.map(\.path) + creations.map(\.path)
    }
}
