public import Foundation

/// The files that the web engine brings along.
public enum WebResources {
    /// The folder of the frames, the pieces and Web's own pages.
    public static let templates = Bundle.module.bundleURL.appendingPathComponent("Templates", isDirectory: true)

    /// The folder of the style sheets, the modules and the icons.
    static let assets = Bundle.module.bundleURL.appendingPathComponent("Assets", isDirectory: true)
}
