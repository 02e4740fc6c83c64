/* Copies a text, also in browsers that know no other way than to select it first.

   For other scripts: gemeinsam.copy(text, then) calls `then` with whether it is copied. */
(() => {
  "use strict";
  const shared = window.gemeinsam = window.gemeinsam || {};

  const bySelection = (text) => {
    const focused = document.activeElement;
    const box = document.createElement("textarea");
    box.className = "unseen";
    box.value = text;
    document.body.append(box);
    box.select();
    const isCopied = document.execCommand("copy");
    box.remove();
    focused.focus();
    return isCopied;
  };

  shared.copy = (text, then) => {
    const board = navigator.clipboard;
    if (!board || !board.writeText) then(bySelection(text));
    else board.writeText(text).then(() => then(true), () => then(bySelection(text)));
  };
})();
