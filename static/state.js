// What the window hears every few seconds: who else is on the report, what
// others have stored, whether the program is another one by now. And undoing,
// which the server keeps the list for. Written for browsers of 2019 on.
(function () {
  'use strict';

  var form = window.nianbao, queue = window.nianbaoQueue;
  var save = document.getElementById('save');
  if (!form || !save) return;
  var work = document.querySelector('.work');
  var present = document.getElementById('presence');
  var buttons = { undo: document.getElementById('undo'), redo: document.getElementById('redo') };
  var every = 10000;
  var revision = +save.dataset.revision;
  var steps = null; // what can be undone and redone; null until the server told
  var wanted = null; // undo or redo, as soon as all is stored
  var sentSince = 0; // changes answered; an answer that crossed one is old
  var asking = false;
  var timer = null;

  // This window keeps its name over a reload, so that it does not meet itself.
  function name() {
    try {
      var own = sessionStorage.getItem('nianbao-window');
      if (!own) sessionStorage.setItem('nianbao-window', own = queue.id());
      return own;
    } catch (e) { return queue.page; }
  }
  var windowName = name();

  // ---- asking ----

  function ask() {
    clearTimeout(timer);
    timer = setTimeout(ask, every);
    if (asking || document.visibilityState === 'hidden') return;
    asking = true;
    var before = sentSince, idle = !form.busy();
    var known = steps && !form.behind() ? revision : -1;
    var controller = window.AbortController ? new AbortController() : null;
    var limit = controller && setTimeout(function () { controller.abort(); }, 8000);
    fetch(form.base + '/state?part=' + encodeURIComponent(form.part) + '&window=' + windowName + '&revision=' + known, {
      credentials: 'same-origin', headers: { Accept: 'application/json' }, signal: controller ? controller.signal : undefined
    }).then(function (answer) {
      return answer.json().then(function (body) {
        if (answer.status === 200) heard(body, idle && before === sentSince && !form.busy());
      });
    }).catch(function () { if (present) present.textContent = ''; })
      .then(function () { clearTimeout(limit); asking = false; });
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, 300);
  }

  function heard(body, fresh) {
    if (body.program !== save.dataset.program) document.getElementById('stale').hidden = false;
    if (present) {
      present.textContent = body.presence;
      present.title = body.presence;
    }
    if (fresh && body.change) {
      revision = body.revision;
      learn(body.change);
      form.take(body.change);
    }
    form.adopt();
  }

  work.addEventListener('stored', function (event) {
    var body = event.detail;
    sentSince++;
    learn(body);
    if (body.revision <= revision + 1) revision = Math.max(revision, body.revision);
    else soon(); // somebody else stored something in between
  });
  work.addEventListener('focusout', function () { if (form.behind()) soon(); });
  document.addEventListener('visibilitychange', function () { if (document.visibilityState === 'visible') soon(); });
  window.addEventListener('online', soon);
  soon();

  // ---- undo and redo ----

  function learn(body) {
    steps = { undo: body.undo || '', redo: body.redo || '' };
    Object.keys(buttons).forEach(function (which) {
      if (buttons[which]) buttons[which].disabled = !steps[which];
    });
  }

  function press(which) {
    if (!buttons[which] || buttons[which].hidden || !steps) return;
    wanted = which;
    if (form.busy()) form.flush();
    else run();
  }

  function run() {
    var which = wanted, id = wanted && steps[wanted];
    wanted = null;
    if (id) form.post('/undo', { part: form.part, undo: id, redo: which === 'redo' });
  }

  work.addEventListener('idle', run);
  Object.keys(buttons).forEach(function (which) {
    if (buttons[which]) buttons[which].addEventListener('click', function () { press(which); });
  });

  // In a text one types, the browser's own undoing is at work; a cell that was
  // left as it is stored has nothing of its own to undo.
  function ownUndo(el) {
    if (!el || !el.matches('textarea, input:not([type=checkbox]):not([type=radio]), select')) return false;
    return el.dataset.x === undefined || el.value.trim() !== form.stored(el);
  }

  document.addEventListener('keydown', function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || ownUndo(document.activeElement)) return;
    var key = event.key.toLowerCase();
    var which = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : '';
    if (!which) return;
    event.preventDefault();
    press(which);
  });
}());
