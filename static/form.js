// The script of the form: it sends what changed and shows what comes back.
// It knows no rule of the report and has no wording of its own.
// Written for browsers of 2019 on (ES2019).
(function () {
  'use strict';

  var work = document.querySelector('.work');
  if (!work) return;
  var base = '/reports/' + work.dataset.year;
  var part = work.dataset.part;
  var save = document.getElementById('save');
  var undoButton = document.getElementById('undo');

  // What the server has stored, by field; text as a list of paragraphs.
  var known = new Map();
  // Fields whose content differs from what is known to be stored.
  var dirty = new Set();
  // The change on its way: sent again unchanged until it is answered.
  var sending = null;
  var timer = null;
  var wait = 0;
  var last = save.textContent; // what the page said when all was stored
  var panels = {}; // what stands around the form, by element id
  var done = []; // ids of this page's changes, for undo
  var storeKey = 'nianbao' + base + '/' + part;

  // ---- fields ----

  function fieldElement(name) { return document.getElementById(name); }

  function isText(el) { return el.hasAttribute('data-text'); }

  function paragraphs(text) {
    return text.split(/[\n\r\u2028\u2029]+/)
      .map(function (p) { return p.replace(/\t/g, ' ').trim(); })
      .filter(function (p) { return p !== ''; });
  }

  function remember(el, value) {
    known.set(el.dataset.field, isText(el) ? paragraphs(value) : value);
  }

  // The edits that turn what is stored into what the field shows.
  function editsOf(el) {
    var field = el.dataset.field;
    if (!isText(el)) {
      if (el.value.trim() === known.get(field)) return [];
      return [{ field: field, before: known.get(field), after: el.value.trim() }];
    }
    var old = known.get(field), now = paragraphs(el.value);
    var head = 0;
    while (head < old.length && head < now.length && old[head] === now[head]) head++;
    var tail = 0;
    while (tail < old.length - head && tail < now.length - head &&
           old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    var before = old.slice(head, old.length - tail), after = now.slice(head, now.length - tail);
    if (before.length === 0 && after.length === 0) return [];
    return [{ field: field, at: head, before: before.join('\n'), after: after.join('\n') }];
  }

  function touched(el, delay) {
    dirty.add(el.dataset.field);
    if (!sending) say(save.dataset.saving, 'busy');
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  // ---- sending ----

  function changeID() {
    var bytes = new Uint8Array(12);
    window.crypto.getRandomValues(bytes);
    return Array.from(bytes, function (b) { return ('0' + b.toString(16)).slice(-2); }).join('');
  }

  function flush() {
    if (sending) return;
    var edits = [];
    dirty.forEach(function (field) {
      var el = fieldElement(field);
      if (el) edits = edits.concat(editsOf(el));
    });
    dirty.clear();
    if (edits.length) post('/changes', { id: changeID(), part: part, edits: edits });
    else say(last, 'ok');
  }

  function post(path, body) {
    sending = { path: path, body: body };
    try { localStorage.setItem(storeKey, JSON.stringify(sending)); } catch (e) { /* private window */ }
    say(save.dataset.saving, 'busy');
    attempt();
  }

  function attempt() {
    var controller = window.AbortController ? new AbortController() : null;
    var limit = controller && setTimeout(function () { controller.abort(); }, 15000);
    fetch(base + sending.path, {
      method: 'POST', credentials: 'same-origin', signal: controller ? controller.signal : undefined,
      headers: { 'Content-Type': 'application/json', 'Accept': 'application/json' },
      body: JSON.stringify(sending.body)
    }).then(function (answer) {
      clearTimeout(limit);
      return answer.json().then(function (body) { settle(answer.status, body); });
    }).catch(function () {
      clearTimeout(limit);
      say(save.dataset.offline, 'bad');
      again();
    });
  }

  function again() {
    wait = Math.min(wait ? wait * 2 : 500, 8000);
    setTimeout(attempt, wait);
  }

  function settle(status, body) {
    if (status >= 500) {
      say(body.message || save.dataset.failed, 'bad');
      again();
      return;
    }
    var sent = sending;
    sending = null;
    wait = 0;
    try { localStorage.removeItem(storeKey); } catch (e) { /* private window */ }
    if (status === 200) stored(sent, body);
    else if (body.conflicts) body.conflicts.forEach(function (c) { askWhich(c, body.message); });
    else refused(sent, body);
    if (dirty.size) flush();
  }

  function stored(sent, body) {
    var before = {};
    Object.keys(body.values).forEach(function (field) { before[field] = content(known.get(field)); });
    if (sent.body.edits) {
      sent.body.edits.forEach(function (e) { accepted(e); });
      done.push(sent.body.id);
    }
    undoButton.disabled = done.length === 0;
    work.dispatchEvent(new CustomEvent('stored', { detail: body }));
    Object.keys(body.values).forEach(function (field) { show(field, body.values[field], before[field]); });
    mark(body.marks, body.problems);
    Object.keys(body.html).forEach(function (id) {
      var el = document.getElementById(id), at = document.activeElement;
      // A reason being typed among the findings is not swept away.
      if (!el || panels[id] === body.html[id] || el.contains(at) && at.tagName === 'INPUT') return;
      el.innerHTML = panels[id] = body.html[id];
    });
    last = body.saved;
    if (!dirty.size) say(last, 'ok');
  }

  // What was sent is stored now.
  function accepted(e) {
    var el = fieldElement(e.field);
    if (!el || !known.has(e.field)) return;
    if (!isText(el)) { known.set(e.field, e.after); return; }
    var list = known.get(e.field).slice();
    list.splice.apply(list, [e.at, paragraphs(e.before).length].concat(paragraphs(e.after)));
    known.set(e.field, list);
  }

  // Show a stored value, unless the person has typed on meanwhile: then what
  // was typed stays and is sent next.
  function show(field, value, before) {
    var el = fieldElement(field);
    if (!el || !el.dataset || !el.dataset.field) return;
    var shown = isText(el) ? content(paragraphs(el.value)) : el.value.trim();
    var typedOn = shown !== before && shown !== content(known.get(field)) && shown !== value;
    remember(el, value);
    if (typedOn) dirty.add(field);
    else if (shown !== value || !isText(el) && el.value !== value) el.value = value;
  }

  // The text of what is known of a field.
  function content(value) { return Array.isArray(value) ? value.join('\n') : value; }

  function mark(marks, problems) {
    document.querySelectorAll('[data-mark]').forEach(function (el) {
      if (!marks[el.id]) el.removeAttribute('data-mark');
    });
    Object.keys(marks).forEach(function (code) {
      var el = fieldElement(code);
      if (el) el.setAttribute('data-mark', marks[code]);
    });
    document.querySelectorAll('.field .problem').forEach(function (el) {
      el.textContent = problems[el.id.replace('problem-', '')] || '';
    });
  }

  // A field that cannot take the value: say so beside it, keep what was typed.
  function refused(sent, body) {
    say(body.message, 'bad');
    var el = body.field && fieldElement(body.field);
    if (el) el.setAttribute('data-mark', 'error');
    (sent.body.edits || []).forEach(function (e) {
      if (e.field !== body.field) dirty.add(e.field);
    });
  }

  // Two values for one field: the server's and this page's.
  function askWhich(conflict, message) {
    var el = fieldElement(conflict.field);
    if (!el) return;
    var box = document.getElementById('conflict').content.cloneNode(true).firstElementChild;
    box.querySelector('.message').textContent = message;
    var mine = box.querySelector('[data-choose=yours]'), theirs = box.querySelector('[data-choose=theirs]');
    mine.querySelector('span').textContent = conflict.yours;
    theirs.querySelector('span').textContent = conflict.theirs;
    mine.addEventListener('click', function () { choose(true); });
    theirs.addEventListener('click', function () { choose(false); });
    el.parentNode.insertBefore(box, el.nextSibling);
    mine.focus();

    function choose(keepMine) {
      box.remove();
      if (isText(el)) {
        var list = known.get(conflict.field).slice();
        list.splice.apply(list, [conflict.at || 0, paragraphs(conflict.before).length].concat(paragraphs(conflict.theirs)));
        known.set(conflict.field, list);
        if (!keepMine) el.value = list.join('\n');
      } else {
        known.set(conflict.field, conflict.theirs);
        if (!keepMine) el.value = conflict.theirs;
      }
      el.focus();
      touched(el, 0);
    }
  }

  function say(text, state) {
    save.textContent = text;
    save.className = 'save ' + state;
  }

  // ---- wiring ----

  document.querySelectorAll('[data-field]').forEach(function (el) { remember(el, el.value); });

  work.addEventListener('input', function (event) {
    var el = event.target;
    if (!el.dataset.field || event.isComposing) return;
    touched(el, isText(el) ? 500 : 0);
  });
  work.addEventListener('compositionend', function (event) {
    if (event.target.dataset.field) touched(event.target, 250);
  });
  work.addEventListener('change', function (event) {
    if (event.target.dataset.field) touched(event.target, 0);
  });

  work.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('button') : null;
    if (!button) return;
    if (button.dataset.repair) {
      post('/changes', { id: changeID(), part: part, edits: JSON.parse(button.dataset.repair) });
    } else if (button.dataset.set) {
      post('/changes', { id: changeID(), part: part, edits: [{ field: button.dataset.set, before: button.dataset.before, after: button.dataset.value }] });
    } else if (button.hasAttribute('data-accept')) {
      var reason = button.parentNode.querySelector('[data-reason]');
      if (!reason.value.trim()) { reason.focus(); return; }
      post('/changes', { id: changeID(), part: part, edits: [{ field: reason.dataset.reason, before: '', after: reason.value.trim() }] });
      button.focus();
    }
  });

  undoButton.addEventListener('click', function () {
    if (sending || !done.length) return;
    post('/undo', { id: changeID(), part: part, undo: done.pop() });
  });

  window.addEventListener('beforeunload', function (event) {
    if (!sending && !dirty.size) return;
    flush();
    event.preventDefault();
    event.returnValue = save.dataset.leave;
  });

  // A change the browser did not get an answer for, from before a reload.
  try {
    var left = JSON.parse(localStorage.getItem(storeKey));
    if (left) post(left.path, left.body);
  } catch (e) { /* private window */ }

  // How the row one is in is counted.
  work.addEventListener('focusin', function (event) {
    var row = event.target.dataset && event.target.dataset.row, how = document.getElementById('how');
    if (!row || !how) return;
    how.hidden = false;
    how.querySelectorAll('[data-how]').forEach(function (el) { el.hidden = el.dataset.how !== row; });
  });

  // What the grid's own script needs.
  window.nianbao = {
    base: base,
    touched: touched,
    stored: function (el) { return known.get(el.dataset.field); }
  };

  // Open at the field a finding led to.
  var target = location.hash && fieldElement(decodeURIComponent(location.hash.slice(1)));
  if (target && target.focus) {
    var fold = target.closest('details');
    if (fold) fold.open = true;
    target.focus();
  }
}());
