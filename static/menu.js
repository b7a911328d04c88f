// The menus open and close without a script; with one they also close at Esc,
// at a click elsewhere, and when a choice was made.
(function () {
  'use strict';

  function close(except) {
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener('click', function (event) {
    var menu = event.target.closest ? event.target.closest('details.menu') : null;
    close(event.target.closest && event.target.closest('.menu-list a') ? null : menu);
  });
  document.addEventListener('focusin', function (event) {
    close(event.target.closest ? event.target.closest('details.menu') : null);
  });
  document.addEventListener('keydown', function (event) {
    var menu = document.querySelector('details.menu[open]');
    if (event.key !== 'Escape' || !menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}());
