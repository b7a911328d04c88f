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

  // What the server has stored, by field; text as a list of paragraphs.
  var known = new Map();
  // Fields whose content differs from what is known to be stored.
  var dirty = new Set();
  // The change on its way: sent again unchanged until it is answered.
  var sending = null;
  // Changes that follow it, and what is typed but not yet a change.
  var waiting = [];
  var held = null;
  // What this page has put into fields that somebody else has changed too,
  // until one of both is chosen.
  var asked = new Map();
  var holding = null; // timer
  var kept = true; // whether the browser keeps what is not stored
  var behind = false; // the page does not show all that is stored
  var queue = window.nianbaoQueue;
  var timer = null;
  var wait = 0;
  var last = save.textContent; // what the page said when all was stored
  var panels = {}; // what stands around the form, by element id

  // ---- fields ----

  function fieldElement(name) { return document.getElementById(name); }

  function isText(el) { return el.hasAttribute('data-text'); }

  function paragraphs(text) {
    return text.split(/[\n\r\u2028\u2029]+/)
      .map(function (p) { return p.replace(/\t/g, ' ').trim(); })
      .filter(function (p) { return p !== ''; });
  }

  // Put a value into a field. Text that has an editor goes there, with what is
  // bound in it; texts are those of the answer being shown.
  var texts = {};
  function put(el, value) {
    if (el.editor) el.editor.show(value, texts[el.dataset.field]);
    else el.value = value;
  }

  // Write text into a field; paragraphs that stay keep what is bound in them.
  function write(el, text) {
    el.value = text;
    if (el.editor) el.editor.pull();
  }

  function remember(el, value) {
    known.set(el.dataset.field, isText(el) ? paragraphs(value) : value);
  }

  // The edits of a field that are under way.
  function pending(field) {
    return (sending ? [sending] : []).concat(waiting).reduce(function (list, item) {
      return list.concat((item.body.edits || []).filter(function (e) { return e.field === field; }));
    }, []);
  }

  // What will be stored of a field when all changes under way are.
  function expected(field) { return pending(field).reduce(edited, known.get(field)); }

  // The edits that turn what will be stored into what the field shows.
  function editsOf(el) {
    var field = el.dataset.field, old = expected(field);
    if (!isText(el)) {
      if (el.value.trim() === old) return [];
      return [{ field: field, before: old, after: el.value.trim() }];
    }
    if (el.editor) return el.editor.edits(old, pending(field));
    var now = paragraphs(el.value);
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
    if (panel) openPanel();
    clearTimeout(timer);
    // Without delay it goes out before the browser draws the key: a timer would
    // fire after that, and on a slow PC drawing takes longer than the answer.
    if (delay) timer = setTimeout(flush, delay);
    else flush();
    if (dirty.size && !holding) holding = setTimeout(hold, 200);
  }

  // Keep what is typed but not sent in the browser too.
  function hold() {
    gather();
    keep();
  }

  // Make a change of what is typed but not sent.
  function gather() {
    clearTimeout(holding);
    holding = null;
    var edits = typedEdits();
    if (!edits.length) held = null;
    else if (!held || JSON.stringify(held.body.edits) !== JSON.stringify(edits)) held = item('/changes', { part: part, edits: edits });
  }

  function keep(closed) {
    kept = queue.keep((sending ? [sending] : []).concat(waiting, held ? [held] : []), closed);
  }

  function typedEdits() {
    var edits = [];
    dirty.forEach(function (field) {
      var el = fieldElement(field);
      // What is being asked about is not sent again while nothing is chosen.
      if (el) edits = edits.concat(editsOf(el).filter(function (e) { return asked.get(field) !== e.after; }));
    });
    return edits;
  }

  function item(path, body) {
    body.id = queue.id();
    return { base: base, path: path, body: body };
  }

  // ---- sending ----

  function flush() {
    if (sending || waiting.length) return;
    gather();
    dirty.clear();
    if (held) {
      waiting.push(held);
      held = null;
      next();
    } else {
      keep();
      say(last, 'ok');
    }
  }

  function post(path, body) {
    waiting.push(item(path, body));
    keep();
    next();
  }

  function next() {
    if (sending || !waiting.length) return;
    sending = waiting.shift();
    keep();
    say(save.dataset.saving, 'busy');
    attempt();
  }

  var attempting = false;
  var retry = null;

  function attempt() {
    clearTimeout(retry);
    if (attempting || !sending) return;
    attempting = true;
    var controller = window.AbortController ? new AbortController() : null;
    var limit = controller && setTimeout(function () { controller.abort(); }, 15000);
    function over() { clearTimeout(limit); attempting = false; }
    queue.send(sending, controller ? controller.signal : undefined).then(function (answer) {
      return answer.json().then(function (body) { over(); settle(answer.status, body); });
    }).catch(function () {
      over();
      say(kept ? save.dataset.offline : save.dataset.unkept, 'bad');
      again();
    });
  }

  function again() {
    wait = Math.min(wait ? wait * 2 : 500, 8000);
    retry = setTimeout(attempt, wait);
  }

  window.addEventListener('online', attempt);

  function settle(status, body) {
    if (status === 401 && body.panel) { askSignIn(body); return; }
    if (status >= 500) {
      say(body.message || save.dataset.failed, 'bad');
      again();
      return;
    }
    var sent = sending;
    sending = null;
    wait = 0;
    keep();
    if (status === 200) stored(sent, body);
    else if (body.conflicts) {
      say(body.message, 'choose');
      body.conflicts.forEach(askWhich);
      // Of another part: what was typed there is kept in the history.
      if (!body.conflicts.some(function (c) { return fieldElement(c.field); })) say(save.dataset.elsewhere, 'bad');
    }
    else refused(sent, body);
    // What was refused as a whole waits for the person, not for a loop.
    if (waiting.length) next();
    else if (dirty.size && (status === 200 || body.conflicts || body.field)) flush();
    else if (!dirty.size && status === 200) work.dispatchEvent(new CustomEvent('idle'));
  }

  function stored(sent, body) {
    var before = {}, untouched = {};
    Object.keys(body.values).forEach(function (field) {
      var el = fieldElement(field);
      before[field] = content(known.get(field));
      untouched[field] = !!el && !!el.editor && !el.editor.unsent();
    });
    if (sent.body.edits) {
      sent.body.edits.forEach(function (e) { accepted(e); });
    }
    texts = body.texts || {};
    Object.keys(body.values).forEach(function (field) { show(field, body.values[field], before[field], untouched[field]); });
    around(body);
    last = body.saved;
    if (!dirty.size) say(body.note || last, 'ok');
  }

  // What others have stored meanwhile. Fields that are being edited stay as
  // they are; false says that there are some.
  function take(body) {
    var all = true;
    texts = body.texts || {};
    Object.keys(body.values).forEach(function (field) {
      var el = fieldElement(field);
      if (!el || !el.dataset || !el.dataset.field) return;
      var value = isText(el) ? content(paragraphs(body.values[field])) : body.values[field];
      var mine = content(known.get(field)), shown = isText(el) ? content(paragraphs(el.value)) : el.value.trim();
      if (mine === value && (!el.editor || el.editor.shows(value, texts[field]))) return;
      if (dirty.has(field) || shown !== mine && shown !== value || el === document.activeElement || el.editor && el.editor.held() || el.parentNode.querySelector('.conflict')) {
        all = false;
        return;
      }
      remember(el, body.values[field]);
      put(el, body.values[field]);
      if (mine !== value) el.classList.add('arrived');
      setTimeout(function () { el.classList.remove('arrived'); }, 3000);
    });
    around(body);
    behind = !all;
    last = body.saved;
    if (!busy()) say(last, 'ok');
  }

  function busy() { return !!sending || waiting.length > 0 || dirty.size > 0; }

  // What stands around the form.
  function around(body) {
    work.dispatchEvent(new CustomEvent('stored', { detail: body }));
    mark(body.marks, body.problems);
    Object.keys(body.html).forEach(function (id) {
      var el = document.getElementById(id), at = document.activeElement;
      // A reason being typed among the findings is not swept away.
      if (!el || panels[id] === body.html[id] || el.contains(at) && at.tagName === 'INPUT') return;
      var spot = choices(el).indexOf(at);
      el.innerHTML = panels[id] = body.html[id];
      if (spot < 0) return;
      // Who is there by keyboard stays there.
      var now = choices(el);
      var same = now.find(function (c) { return c.outerHTML === at.outerHTML; }) || now[Math.min(spot, now.length - 1)];
      if (same) same.focus();
    });
  }

  function choices(el) { return Array.from(el.querySelectorAll('a, button, summary')); }

  // What was sent is stored now.
  function accepted(e) {
    var el = fieldElement(e.field);
    if (!el || !known.has(e.field)) return;
    if (el.editor) el.editor.accepted(e);
    known.set(e.field, edited(known.get(e.field), e));
  }

  // A value with an edit made to it.
  function edited(value, e) {
    if (!Array.isArray(value)) return e.after;
    var list = value.slice();
    list.splice.apply(list, [e.at || 0, paragraphs(e.before).length].concat(paragraphs(e.after)));
    return list;
  }

  // Show a stored value, unless the person has typed on meanwhile: then what
  // was typed stays and is sent next.
  function show(field, value, before, untouched) {
    var el = fieldElement(field);
    if (!el || !el.dataset || !el.dataset.field) return;
    var shown = isText(el) ? content(paragraphs(el.value)) : el.value.trim();
    var typedOn = el.editor ? !untouched && el.editor.unsent() : shown !== before && shown !== content(known.get(field)) && shown !== value;
    if (typedOn) {
      // What is known stays what the person goes on from: so a paragraph that
      // somebody else put in is not taken for one that was deleted here.
      dirty.add(field);
      behind = true;
      return;
    }
    remember(el, value);
    if (el.editor || shown !== value || !isText(el) && el.value !== value) put(el, value);
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

  // Two values for one field: the server's and this page's. Of several boxes
  // one is shown at a time.
  function askWhich(conflict) {
    var el = fieldElement(conflict.field);
    if (!el || !conflict.box) return;
    var holder = document.createElement('div');
    holder.innerHTML = conflict.box;
    var box = holder.firstElementChild, earlier = el.parentNode.querySelector('.conflict');
    if (earlier) earlier.remove(); // of the same field, which was typed into since
    asked.set(conflict.field, conflict.yours);
    box.hidden = !!document.querySelector('.conflict');
    box.addEventListener('click', function (event) {
      var button = event.target.closest('[data-choose]');
      if (button) choose(button.dataset.choose);
    });
    el.parentNode.insertBefore(box, el.editor ? null : el.nextSibling);
    el.classList.add('asked-about');
    if (!box.hidden) {
      place(box, el);
      box.querySelector('button').focus();
    }

    function choose(which) {
      box.remove();
      asked.delete(conflict.field);
      el.classList.remove('asked-about');
      if (isText(el)) {
        var theirs = paragraphs(conflict.theirs), at = conflict.at || 0;
        var list = known.get(conflict.field).slice(), mine = paragraphs(el.value);
        list.splice.apply(list, [at, paragraphs(conflict.before).length].concat(theirs));
        known.set(conflict.field, list);
        mine.splice.apply(mine, [at, 0].concat(theirs));
        if (el.editor) el.editor.accepted({ at: at, before: conflict.before, after: conflict.theirs });
        if (which !== 'yours') write(el, (which === 'theirs' ? list : mine).join('\n'));
        behind = true; // what is bound in theirs comes with the next state
      } else {
        known.set(conflict.field, conflict.theirs);
        if (which === 'theirs') el.value = conflict.theirs;
      }
      var other = document.querySelector('.conflict');
      if (other) {
        other.hidden = false;
        place(other, fieldOf(other));
      }
      (other ? other.querySelector('button') : el).focus();
      touched(el, 0);
    }
  }

  window.addEventListener('resize', function () {
    var box = document.querySelector('.conflict:not([hidden])');
    if (box) place(box, fieldOf(box));
  });

  function fieldOf(box) { return box.parentNode.querySelector('[data-field]'); }

  // Beside its field and inside the window, wherever the field is.
  function place(box, el) {
    if (getComputedStyle(box).position !== 'fixed') return;
    var at = el.getBoundingClientRect(), below = at.bottom + 4;
    box.style.left = Math.max(12, Math.min(at.left, window.innerWidth - box.offsetWidth - 12)) + 'px';
    box.style.top = (below + box.offsetHeight < window.innerHeight ? below : Math.max(56, at.top - box.offsetHeight - 4)) + 'px';
  }

  function say(text, state) {
    if (state === 'ok' && asked.size) return; // there is still something to choose
    if (save.textContent !== text) save.textContent = text;
    if (save.className !== 'save ' + state) save.className = 'save ' + state;
  }

  // ---- signing in over the page ----

  var panel = null; // the server's dialog, while nobody is signed in
  var typing = null; // where the person was when it came up
  var caret = null; // and at which place of it, on a sheet

  // Nothing is given up: the change on its way stays there, what is typed
  // meanwhile follows it.
  function askSignIn(body) {
    say(body.message, 'bad');
    if (panel && panel.hasAttribute('open')) return;
    if (!panel) {
      typing = document.activeElement;
      caret = typing && typing.isContentEditable && document.getSelection().rangeCount ? document.getSelection().getRangeAt(0).cloneRange() : null;
    }
    closePanel();
    var box = document.createElement('div');
    box.innerHTML = body.panel;
    panel = box.firstElementChild;
    document.body.appendChild(panel);
    panel.querySelector('form').addEventListener('submit', function (event) {
      event.preventDefault();
      signIn(event.target);
    });
    openPanel();
  }

  function openPanel() {
    if (panel.hasAttribute('open')) return;
    if (panel.showModal) panel.showModal(); else panel.setAttribute('open', '');
    var name = panel.querySelector('[name=name]');
    (name.value ? panel.querySelector('[name=password]') : name).focus();
  }

  function closePanel() {
    if (panel) panel.remove();
    panel = null;
  }

  function signIn(form) {
    var problem = form.querySelector('.problem'), password = form.querySelector('[name=password]');
    fetch(form.action, {
      method: 'POST', credentials: 'same-origin', headers: { 'Accept': 'application/json' },
      body: new URLSearchParams(new FormData(form))
    }).then(function (answer) {
      return answer.json().then(function (body) {
        if (answer.status !== 200) {
          problem.textContent = body.message;
          password.select();
          return;
        }
        closePanel();
        if (typing) typing.focus();
        if (caret) document.getSelection().setBaseAndExtent(caret.startContainer, caret.startOffset, caret.endContainer, caret.endOffset);
        say(save.dataset.saving, 'busy');
        attempt();
      });
    }).catch(function () { problem.textContent = save.dataset.offline; });
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
      post('/changes', { part: part, edits: JSON.parse(button.dataset.repair) });
    } else if (button.dataset.set) {
      post('/changes', { part: part, edits: [{ field: button.dataset.set, before: button.dataset.before, after: button.dataset.value }] });
    } else if (button.hasAttribute('data-accept')) {
      var reason = button.parentNode.querySelector('[data-reason]');
      if (!reason.value.trim()) { reason.focus(); return; }
      post('/changes', { part: part, edits: [{ field: reason.dataset.reason, before: '', after: reason.value.trim() }] });
      button.focus();
    }
  });

  window.addEventListener('beforeunload', function (event) {
    if (!busy()) return;
    hold();
    if (kept) return; // the next page sends it
    event.preventDefault();
    event.returnValue = save.dataset.leave;
  });

  window.addEventListener('pagehide', function () {
    hold();
    keep(true);
    var first = sending || waiting[0] || held;
    if (first) queue.send(first, undefined, true).catch(function () { /* the next page sends it again */ });
  });

  // How the row one is in is counted.
  work.addEventListener('focusin', function (event) {
    var row = event.target.dataset && event.target.dataset.row, how = document.getElementById('how');
    if (!row || !how) return;
    how.hidden = false;
    how.querySelectorAll('[data-how]').forEach(function (el) { el.hidden = el.dataset.how !== row; });
  });

  // Changes that closed windows of this report have left behind.
  function adopt() {
    var left = queue.orphans(base);
    waiting = waiting.concat(left);
    if (left.length) { keep(); next(); }
  }
  adopt();

  // What the other scripts need.
  window.nianbao = {
    base: base,
    part: part,
    paragraphs: paragraphs,
    touched: touched,
    post: post,
    flush: flush,
    take: take,
    busy: busy,
    sending: function () { return !!sending || waiting.length > 0; },
    adopt: adopt,
    behind: function () { return behind; },
    stored: function (el) { return known.get(el.dataset.field); }
  };

  // On a narrow screen the parts stand in a strip: the one shown is in sight.
  var step = document.querySelector('.rail [aria-current]');
  if (step && step.scrollIntoView) step.scrollIntoView({ block: 'nearest', inline: 'center' });

  // Open at the field a finding led to.
  function lead() {
    var target = location.hash && fieldElement(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.focus) return;
    var fold = target.closest('details');
    if (fold) fold.open = true;
    target.focus();
  }
  window.addEventListener('hashchange', lead);
  lead();
}());
