/// A unit of the tree (đơn vị); placeholder names of the directory's records until each has its file.
public struct Unit: Sendable {}
public struct Person: Sendable {}
public struct Post: Sendable {}
public struct Session: Sendable {}
