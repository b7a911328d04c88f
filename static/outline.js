// The sub-headings of a narrative as a list: moved, named, added and removed
// there, numbered by the server. And last year's paragraphs, brought in from
// beside the sheet. Written for browsers of 2019 on (ES2019).
(function () {
  'use strict';

  var form = window.nianbao, list = document.getElementById('outline');
  var work = document.querySelector('.work');
  if (!form) return;
  var after = null; // what to do when the answer is shown

  // As soon as all that was typed is stored.
  function ask(path, body, then) {
    function run() {
      work.removeEventListener('idle', run);
      after = then || null;
      form.post(path, Object.assign({ part: form.part }, body));
    }
    if (!form.busy()) run();
    else {
      work.addEventListener('idle', run);
      form.flush();
    }
  }

  work.addEventListener('stored', function () {
    var then = after;
    after = null;
    if (then) setTimeout(then, 0); // the panels are drawn right after this
  });

  // ---- last year ----

  work.addEventListener('click', function (event) {
    var line = event.target.closest('[data-bring]'), area = line && document.getElementById(line.dataset.for);
    if (!area || !area.editor || event.target.tagName !== 'BUTTON' && String(document.getSelection())) return;
    var at = area.editor.next();
    ask('/bring', { place: area.id.slice(5), n: +line.dataset.bring, at: at }, function () { area.editor.goTo(at); });
  });

  // ---- sub-headings ----

  var area = list && document.querySelector('textarea[data-text]');
  if (!area) return;
  var mixed = isMixed();

  function isMixed() { return !!list.querySelector('[data-mixed]'); }

  function of(item) { return { n: +item.dataset.n, seen: item.dataset.seen }; }

  list.addEventListener('click', function (event) {
    var button = event.target.closest('[data-outline]');
    if (!button) return;
    var what = button.dataset.outline, item = button.closest('li');
    if (what === 'add') {
      var own = list.querySelector('.outline-own input'), title = button.dataset.title || own.value.trim();
      if (!title) { own.focus(); return; }
      own.blur();
      ask('/outline', { do: 'add', title: title }, function () { if (area.editor) area.editor.go(title); });
    } else if (what === 'move') {
      var to = +item.dataset.n + +button.dataset.to, way = button.dataset.to;
      ask('/outline', Object.assign({ do: 'move', to: to }, of(item)), function () {
        var there = list.querySelector('li[data-n="' + to + '"]');
        var next = there && (there.querySelector('[data-to="' + way + '"]:not([disabled])') || there.querySelector('input'));
        if (next) next.focus();
      });
    } else ask('/outline', Object.assign({ do: what }, of(item)));
  });

  function named(event) {
    var item = event.target.closest('li');
    if (!item || event.target.readOnly || event.target.value === event.target.defaultValue) return;
    var body = Object.assign({ do: 'name', title: event.target.value.trim() }, of(item));
    event.target.defaultValue = event.target.value;
    ask('/outline', body);
  }
  list.addEventListener('change', named);
  list.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    var add = event.target.parentNode.querySelector('[data-outline=add]');
    if (add) add.click(); else event.target.blur();
  });

  work.addEventListener('stored', function () {
    setTimeout(function () {
      if (!mixed && isMixed() && !(area.editor && area.editor.held())) number();
      else if (!isMixed()) mixed = false;
    }, 0);
  });
  work.addEventListener('focusout', function (event) {
    if (!event.target.classList || !event.target.classList.contains('sheet')) return;
    setTimeout(function () { if (!mixed && isMixed() && !area.editor.held()) number(); }, 0);
  });

  // Once: numbers that cannot be put right are left alone.
  function number() {
    mixed = true;
    ask('/outline', { do: 'number' });
  }
}());
