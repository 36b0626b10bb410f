// `fuzz-readers document|message FOLDER [-flag=value …]`: fills FOLDER with honest files and lets libFuzzer damage them.
// `fuzz-readers document|message FILE` tries one file again. Built and run by Scripts/fuzz.

import Foundation

/// libFuzzer's own loop; `test` is called with each input.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

guard CommandLine.arguments.count > 2, let reader = FuzzedReader(rawValue: CommandLine.arguments[1]) else {
    FileHandle.standardError.write(Data("usage: fuzz-readers document|message FOLDER|FILE [-flag=value …]\n".utf8))
    exit(2)
}
let place = CommandLine.arguments[2]
var isFolder: ObjCBool = false
if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue {
    let seeds = reader == .document ? FuzzSeeds.shared.documents : FuzzSeeds.shared.messages
    for (name, bytes) in seeds { try Data(bytes).write(to: URL(fileURLWithPath: place).appendingPathComponent(name)) }
}
// The word that chooses the reader stands where libFuzzer looks for the name of the program.
var count = CommandLine.argc - 1
var arguments = CommandLine.unsafeArgv + 1
switch reader {
case .document:
    exit(
        runFuzzer(&count, &arguments) { start, length in
            FuzzedReader.readDocument(Array(UnsafeBufferPointer(start: start, count: length)))
            return 0
        })
case .message:
    exit(
        runFuzzer(&count, &arguments) { start, length in
            FuzzedReader.readMessage(Array(UnsafeBufferPointer(start: start, count: length)))
            return 0
        })
}
