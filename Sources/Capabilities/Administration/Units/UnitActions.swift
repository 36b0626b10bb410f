import Directory
import Essentials
import Web

/// What a caller may do with a unit.
struct UnitActions {
    let all: [Action]

    init(_ unit: Unit, today: CivilDate, for caller: Caller) {
        var all: [Action] = []
        let isClosed = unit.existence.to.map { $0 < today } ?? false
        if caller.may(.manageDirectory, in: unit.path), !isClosed {
            all += [
                Action(
                    Wording("Đổi tên, chuyển chỗ", en: "Rename or move"),
                    path: AdministrationPaths.editions(of: unit.id), icon: "pencil"),
                Action(
                    Wording("Thêm đơn vị trực thuộc", en: "Add a unit below"),
                    path: AdministrationPaths.newUnit(below: unit.id), icon: "plus"),
                Action(
                    Wording("Cấp mã định danh", en: "Give an identifier"),
                    path: AdministrationPaths.organIds(of: unit.id), icon: "stamp"),
                Action(
                    Wording("Đính chính", en: "Correct"), path: AdministrationPaths.correction(of: unit.id)),
            ]
        }
        if caller.may(.decideSuccession, in: unit.path), !isClosed {
            all.append(
                Action(
                    Wording("Sắp xếp, sáp nhập", en: "Reorganise"),
                    path: AdministrationPaths.succession(of: unit.id), icon: "tree"))
        }
        self.all = all
    }
}
