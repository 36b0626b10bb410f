public import Database
import Foundation

extension Engine {
    /// The engines that a test of the database takes as its arguments: both.
    ///
    /// `LIENTHONG_TEST_ENGINES=sqlite` leaves PostgreSQL out while one is writing; `make test` pays no heed to it.
    public static let tested: [Engine] = {
        guard let names = ProcessInfo.processInfo.environment["LIENTHONG_TEST_ENGINES"] else { return allCases }
        return names.split(separator: ",").map { name in
            guard let engine = Engine(rawValue: String(name)) else {
                preconditionFailure("LIENTHONG_TEST_ENGINES names no engine: \(name)")
            }
            return engine
        }
    }()
}
