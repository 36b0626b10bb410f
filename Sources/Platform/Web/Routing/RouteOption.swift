/// What is unusual about a route.
public enum RouteOption: Sendable, Hashable {
    /// Its form may hold files, which go into the file store while they arrive.
    ///
    /// - maxBytes: for the whole form; nil is the installation's limit.
    case uploads(maxBytes: Int? = nil)
    /// The password must have been entered within the last ten minutes: signing, issuing, changing a factor.
    case needsStepUp
    /// Only so many tries from one address: signing in, looking up by a code.
    case limited(RateLimit)
    /// Browsers ask it by themselves: it does not keep a session alive and does not count against the common limit.
    case quiet
}
