// Copies a report for the editor of a site, and prints pages. The old way of
// copying is used on purpose: it works on addresses without encryption too.
(function () {
  'use strict';

  var page = document.querySelector('[data-print-page]');
  if (page) page.addEventListener('click', function () { window.print(); });

  function copy(source, rich) {
    var done = false;
    function put(e) {
      e.preventDefault();
      if (rich) {
        e.clipboardData.setData('text/html', source);
        e.clipboardData.setData('text/plain', new DOMParser().parseFromString(source, 'text/html').body.textContent);
      } else e.clipboardData.setData('text/plain', source);
      done = true;
    }
    document.addEventListener('copy', put, { once: true });
    try { document.execCommand('copy'); } catch (e) { done = false; }
    document.removeEventListener('copy', put);
    return done;
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-copy]'), function (button) {
    button.addEventListener('click', function () {
      var text = document.getElementById(button.dataset.copy);
      var done = copy(text.value, button.hasAttribute('data-rich'));
      button.parentNode.querySelector('.copy-state').textContent = done ? button.dataset.copied : button.dataset.refused;
      if (!done) text.parentNode.open = true;
    });
  });
}());
