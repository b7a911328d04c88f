// Prints the report that the preview shows: at a click, or as soon as it is
// there after a review print was counted.
(function () {
  'use strict';

  var paper = document.getElementById('paper');
  if (!paper) return;

  function print() {
    paper.contentWindow.focus();
    paper.contentWindow.print();
  }

  var button = document.querySelector('[data-print]');
  if (button) button.addEventListener('click', print);
  if (!paper.hasAttribute('data-print-now')) return;
  // Going back or reloading must not print once more.
  history.replaceState(null, '', location.pathname);
  var inside = paper.contentDocument;
  if (inside && inside.readyState === 'complete' && inside.location.href !== 'about:blank') print();
  else paper.addEventListener('load', print, { once: true });
}());
