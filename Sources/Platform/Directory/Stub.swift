public struct Succession {}; public struct Person {}; public struct Post {}; public struct Session {}
