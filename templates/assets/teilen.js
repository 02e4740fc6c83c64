/* Shows the buttons that print a page and pass it on, where the browser can do that. Passed on
   are the title and the address that stand in the button; nothing is stored or sent by us. */
(() => {
  "use strict";
  const shared = window.gemeinsam;
  const status = document.querySelector("[data-shared]");

  const offer = (name, act) => {
    for (const button of document.querySelectorAll(`button[data-${name}]`)) {
      button.hidden = false;
      button.addEventListener("click", () => act(button.dataset));
    }
  };

  offer("print", () => print());
  offer("share", (words) => {
    const url = words.share || location.href.split("#")[0];
    if (navigator.share) {
      navigator.share({title: words.title, url}).catch(() => {});
      return;
    }
    shared.copy(url, (isCopied) => {
      status.textContent = isCopied ? words.copied : url;
    });
  });
})();
