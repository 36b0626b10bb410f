// Row height, remembered on this computer. A plain script in <head>, so that no row moves after it was seen.
(function () {
    "use strict";
    var root = document.documentElement;
    function wanted() {
        try { return localStorage.getItem("lienthong.density"); } catch (_) { return null; }
    }
    function show(density) {
        if (density === "dense") root.dataset.density = "dense"; else delete root.dataset.density;
        document.querySelectorAll("[data-density-switch]").forEach(function (button) {
            button.hidden = false;
            button.querySelectorAll("[data-when]").forEach(function (words) {
                words.hidden = (words.dataset.when === "dense") !== (density === "dense");
            });
        });
    }
    show(wanted());
    document.addEventListener("DOMContentLoaded", function () { show(wanted()); });
    document.addEventListener("click", function (event) {
        if (!event.target.closest || !event.target.closest("[data-density-switch]")) return;
        var density = root.dataset.density === "dense" ? "comfortable" : "dense";
        // A private window remembers nothing: then it is for this page only.
        try { localStorage.setItem("lienthong.density", density); } catch (_) { /* as said */ }
        show(density);
    });
})();
