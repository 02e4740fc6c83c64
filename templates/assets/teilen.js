/* Shows the buttons that print a page and pass it on, where the browser can do that. Passed on
   are the title and the address that stand in the button; nothing is stored or sent by us. */
(function () {
  "use strict";
  var said = document.querySelector("[data-shared]");

  function offer(name, act) {
    document.querySelectorAll("button[data-" + name + "]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { act(button.dataset); });
    });
  }

  function address(data) {
    return data.share || location.href.split("#")[0];
  }

  offer("print", function () { window.print(); });
  if (navigator.share) {
    offer("share", function (data) {
      navigator.share({ title: data.title, url: address(data) }).catch(function () {});
    });
  } else if (navigator.clipboard) {
    offer("share", function (data) {
      navigator.clipboard.writeText(address(data)).then(
        function () { said.textContent = data.copied; },
        function () { said.textContent = address(data); }
      );
    });
  }
})();
