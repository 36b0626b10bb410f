public import Foundation

/// The platform's web engine: routes, pages, forms, sessions, events, the API and what stands around them.
public enum Web {
    /// The folder of the frames, the pieces and Web's own pages.
    public static let templates = Bundle.module.bundleURL.appendingPathComponent("Templates", isDirectory: true)

    /// The folder of the style sheets, the modules and the icons.
    static let assets = Bundle.module.bundleURL.appendingPathComponent("Assets", isDirectory: true)
}
