public import Database

/// The directory's tables.
public enum DirectoryMigrations {
    public static let all: [Migration] = [
        Migration("2026-11-21 directory: units", units),
        Migration("2026-11-21 directory: people and posts", people),
        Migration("2026-11-21 directory: roles and grants", roles),
        Migration("2026-11-21 directory: authority to act for others", authority),
        Migration("2026-11-21 directory: sign-in", signIn),
        Migration("2026-11-21 directory: how a session began", sessionMethod),
        Migration("2026-11-21 directory: limits of sessions, idle accounts", limits),
    ]
}
