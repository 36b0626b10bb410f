public import Administration
public import App
public import Essentials
public enum SampleProvince {
    public static let accounts: [SampleAccount] = []
    public static func build(in installation: Installation, asOf: Instant? = nil, documents: Int = 2000, progress: @Sendable (String) -> Void) async throws {}
}
