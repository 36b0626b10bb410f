extension Pages {
    /// The pages of the platform itself.
    static let ownTypes: [any Page.Type] = [ErrorPage.self, StepUpPage.self, ComponentsPage.self]
}
