// The script of the pages that read files: it hands files over one after the
// other, shows what comes back beside the source, and turns keys into buttons.
// It knows no rule of the report and has no wording of its own.
// Written for browsers of 2019 on (ES2019).
(function () {
  'use strict';

  // ---- handing files over ----

  function dropForm(form) {
    var input = form.querySelector('input[type=file]');
    var text = form.querySelector('textarea');
    var html = form.querySelector('[name=html]');
    var state = form.querySelector('.drop-state');
    var bar = form.querySelector('.drop-progress');
    var problem = form.querySelector('.drop-problem');
    var few = form.querySelector('.drop-few');
    var most = Number(form.dataset.most);
    var pasted = '';
    var busy = false;
    var waiting = 0;

    function say(words, n, total) {
      var parts = (words || '').split('#');
      state.textContent = parts.length === 3 ? parts[0] + n + parts[1] + total + parts[2]
        : parts.length === 2 ? parts[0] + n + parts[1] : parts[0];
    }

    // Say what was the matter; a field that would mend it is shown.
    function wrong(message, field) {
      busy = false;
      say('');
      bar.hidden = true;
      clearTimeout(waiting);
      problem.textContent = message;
      problem.hidden = false;
      problem.scrollIntoView({ block: 'nearest' });
      var mend = field && form.elements[field];
      if (few) few.hidden = Boolean(mend);
      if (mend) {
        mend.closest('details').open = true;
        mend.focus();
        return;
      }
      var more = document.getElementById('few');
      if (more) more.open = true;
    }

    function hush() {
      problem.hidden = true;
      if (few) few.hidden = true;
    }

    // Send a form; done gets the status and the answer.
    function send(body, done) {
      var request = new XMLHttpRequest();
      request.open('POST', form.getAttribute('action'));
      request.setRequestHeader('Accept', 'application/json');
      request.upload.onprogress = function (e) {
        if (!e.lengthComputable || e.loaded === e.total) return;
        say(state.dataset.sending, Math.round(100 * e.loaded / e.total));
      };
      request.upload.onload = function () { if (!form.sendingMany) say(state.dataset.reading); };
      request.onload = function () {
        var answer = {};
        try { answer = JSON.parse(request.responseText); } catch (e) { answer = {}; }
        done(request.status, answer);
      };
      request.onerror = function () { done(0, {}); };
      request.send(body);
    }

    var largest = Number(form.dataset.largest);
    function tooLarge(file) { return file.size > largest; }

    function one(body) {
      if (busy) return;
      if (Array.from(body.values()).some(tooLarge)) {
        wrong(form.dataset.tooLarge);
        return;
      }
      busy = true;
      hush();
      say(state.dataset.reading);
      waiting = setTimeout(function () { // it takes long: something moves
        bar.removeAttribute('value');
        bar.hidden = false;
      }, 1000);
      send(body, function (status, answer) {
        if (answer.location) location.href = answer.location;
        else if (answer.message) wrong(answer.message, answer.field);
        else if (!status) wrong(form.dataset.cutOff);
        else form.submit(); // the server says it in a page of its own
      });
    }

    // Several files go one after the other, under one name.
    function many(files) {
      if (busy) return;
      busy = form.sendingMany = true;
      hush();
      var bytes = new Uint8Array(8), batch = '';
      crypto.getRandomValues(bytes);
      bytes.forEach(function (b) { batch += ('0' + b.toString(16)).slice(-2); });
      bar.hidden = false;
      bar.max = files.length;
      var target = '', last = '';
      (function next(i) {
        bar.value = i;
        if (i === files.length) {
          if (target) location.href = target;
          else wrong(last);
          return;
        }
        say(state.dataset.many, i + 1, files.length);
        var body = fields();
        body.append('batch', batch);
        if (tooLarge(files[i])) body.append('large', files[i].name);
        else body.append('file', files[i], files[i].name);
        send(body, function (status, answer) {
          if (answer.location) target = answer.location;
          else last = answer.message || last;
          next(i + 1);
        });
      })(0);
    }

    // What the form says beside its files.
    function fields() {
      var body = new FormData();
      form.querySelectorAll('[name=for], [name=year], [name=of]').forEach(function (el) { body.append(el.name, el.value); });
      return body;
    }

    function take(files) {
      files = files.slice(0, most + 1);
      if (files.length > 1 && input.multiple && files.length <= most) many(sorted(files));
      else if (files.length) {
        var body = fields();
        files.forEach(function (f) { body.append('file', f, f.name); });
        one(body);
      }
    }

    function sorted(files) {
      return files.sort(function (a, b) { return a.name.localeCompare(b.name, 'zh-CN', { numeric: true }); });
    }

    // Files of a folder that was dropped, with those in folders inside it.
    function gather(items, done) {
      var files = [], open = 1;
      function close() { if (--open === 0) done(files); }
      function walk(entry) {
        if (!entry || files.length > most) return;
        open++;
        if (entry.isFile) {
          entry.file(function (f) { files.push(f); close(); }, close);
          return;
        }
        var reader = entry.createReader();
        (function more() {
          reader.readEntries(function (list) {
            list.forEach(walk);
            if (list.length && files.length <= most) more(); else close();
          }, close);
        })();
      }
      items.forEach(walk);
      close();
    }

    form.addEventListener('submit', function (e) {
      e.preventDefault();
      if (input.files.length > 1) take(Array.from(input.files));
      else {
        if (pasted && text.value === pasted) html.value = form.pastedHTML;
        else html.value = '';
        one(new FormData(form));
      }
    });
    input.addEventListener('change', function () {
      if (input.files.length) take(Array.from(input.files));
    });
    text.addEventListener('input', function () { input.value = ''; }); // a file chosen before is not meant
    text.addEventListener('paste', function (e) {
      var source = e.clipboardData && e.clipboardData.getData('text/html');
      form.pastedHTML = '';
      pasted = '';
      if (!source) return;
      setTimeout(function () { // the text is there then
        form.pastedHTML = source;
        pasted = text.value;
      }, 0);
    });
    ['dragenter', 'dragover'].forEach(function (name) {
      form.addEventListener(name, function (e) {
        e.preventDefault();
        form.classList.add('over-it');
      });
    });
    form.addEventListener('dragleave', function (e) {
      if (!form.contains(e.relatedTarget)) form.classList.remove('over-it');
    });
    form.addEventListener('drop', function (e) {
      e.preventDefault();
      form.classList.remove('over-it');
      var data = e.dataTransfer, files = Array.from(data.files || []);
      var entries = Array.from(data.items || []).map(function (item) {
        return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
      }).filter(Boolean);
      if (entries.some(function (entry) { return entry.isDirectory; })) gather(entries, take);
      else if (files.length) {
        input.files = data.files; // to be sent again, should something be missing
        take(files);
      } else {
        var source = data.getData('text/html'), plain = data.getData('text/plain');
        if (!source && !plain) return;
        text.value = plain || ' ';
        form.pastedHTML = source;
        pasted = source ? text.value : '';
      }
    });
  }
  document.querySelectorAll('form[data-drop]').forEach(dropForm);

  function openFew() {
    var few = document.getElementById('few');
    if (few && location.hash === '#few') few.open = true;
  }
  window.addEventListener('hashchange', openFew);
  openFew();

  // ---- what was read, beside its source ----

  var result = document.getElementById('result');
  var box = document.querySelector('.source-box');

  function forget() {
    document.querySelectorAll('.source-lines .here').forEach(function (el) { el.classList.remove('here'); });
    document.querySelectorAll('.reading-side .linked').forEach(function (el) { el.classList.remove('linked'); });
    document.querySelectorAll('.read-as').forEach(function (el) { el.hidden = true; });
  }

  // Show a line of the source, and everything that was read from it.
  function show(number, scroll) {
    var line = document.getElementById('L' + number);
    if (!line) return;
    forget();
    line.classList.add('here');
    var taken = line.querySelector('.read-as');
    if (taken) taken.hidden = false;
    document.querySelectorAll('.reading-side [data-line="' + number + '"]').forEach(function (el) { el.classList.add('linked'); });
    if (!scroll) return;
    box.scrollTop = line.offsetTop - box.clientHeight / 3;
    if (scroll === 'page') box.scrollIntoView({ block: 'nearest' }); // it may lie below
  }

  if (box) {
    document.addEventListener('click', function (e) {
      var link = e.target.closest('.reading-side a[data-line]');
      if (link) {
        e.preventDefault();
        show(link.dataset.line, 'page');
        return;
      }
      var line = e.target.closest('.source-lines > li');
      if (!line || String(getSelection()) !== '') return;
      show(line.value, '');
      var first = document.querySelector('.query[data-line="' + line.value + '"], .reading-side [data-line="' + line.value + '"]');
      if (first && !first.closest('details:not([open])')) first.scrollIntoView({ block: 'nearest' });
    });
    document.addEventListener('focusin', function (e) {
      var query = e.target.closest('.query[data-line]');
      if (query) show(query.dataset.line, 'box');
    });
  }

  // ---- settling ----

  var OPEN = '.query:not(.settled), .difference.to-choose:not(.settled)';
  function queries() { return Array.from(document.querySelectorAll(OPEN)).filter(function (el) { return !el.closest('details:not([open])'); }); }

  // The doubt that keys speak to: the one with the focus, else the first.
  function current() {
    var at = document.activeElement && document.activeElement.closest(OPEN);
    return at || queries()[0] || null;
  }

  function mark() {
    var now = current();
    document.querySelectorAll('.query.current, .difference.current').forEach(function (el) { if (el !== now) el.classList.remove('current'); });
    if (now) now.classList.add('current');
  }

  function settle(action, body) {
    var open = Array.from(document.querySelectorAll('.reading-side details[open]')).map(function (el) { return el.id; });
    var focus = document.activeElement, place = focus && focus.id;
    var list = queries(), at = list.indexOf(focus && focus.closest('.query'));
    return fetch(action, { method: 'POST', headers: { Accept: 'application/json' }, body: body, credentials: 'same-origin' })
      .then(function (r) { return r.json(); })
      .then(function (answer) {
        if (!answer.html) { complain(focus, answer.message); return; }
        Object.keys(answer.html).forEach(function (id) { document.getElementById(id).innerHTML = answer.html[id]; });
        open.forEach(function (id) { var el = document.getElementById(id); if (el) el.open = true; });
        Object.keys(answer.values || {}).forEach(function (id) {
          var el = document.getElementById(id);
          if (el && el.value === el.defaultValue && answer.values[id]) el.value = el.defaultValue = answer.values[id];
        });
        var next = place && document.getElementById(place);
        if (at >= 0) next = queries()[Math.min(at, queries().length - 1)];
        if (next && next.classList.contains('settled')) next = null;
        if (next) {
          next.focus({ preventScroll: true });
          if (at >= 0) next.scrollIntoView({ block: 'nearest' });
        }
        else if (at >= 0) {
          var button = document.querySelector('.finish-bar .primary');
          if (button) button.focus();
        }
        mark();
      });
  }

  function complain(el, message) {
    var query = el && el.closest('.query, .need');
    if (!query || !message) return;
    var say = query.querySelector('.problem');
    if (!say) {
      say = document.createElement('p');
      say.className = 'problem';
      say.setAttribute('role', 'alert');
      query.appendChild(say);
    }
    say.textContent = message;
  }

  var pressed = null;
  document.addEventListener('click', function (e) {
    var button = e.target.closest('form.settle button');
    if (button) pressed = button;
  }, true);

  if (result) {
    document.addEventListener('submit', function (e) {
      if (!e.target.matches('.reading-side form.settle')) return;
      e.preventDefault();
      var body = new URLSearchParams(new FormData(e.target));
      var button = e.submitter || (pressed && pressed.form === e.target ? pressed : null);
      if (button && button.name) body.append(button.name, button.value);
      settle(e.target.getAttribute('action'), body);
    });
    result.addEventListener('change', function (e) {
      var input = e.target.closest('[data-code]');
      if (!input) return;
      settle(input.dataset.action, new URLSearchParams({ code: input.dataset.code, value: input.value }));
    });
  }

  if (document.querySelector('.queries, .differences')) {
    document.addEventListener('keydown', function (e) {
      var typing = e.target.closest('input, textarea, select');
      if (e.key === 'Enter' && typing && typing.name === 'text' && typing.form && typing.form.matches('.settle')) {
        e.preventDefault();
        if (!e.isComposing) typing.form.querySelector('[value=type]').click();
        return;
      }
      if (typing || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || !/^[1-9]$/.test(e.key)) return;
      var query = current();
      var button = query && query.querySelector('[data-key="' + e.key + '"]');
      if (!button) return;
      e.preventDefault();
      if (!query.contains(document.activeElement)) query.focus();
      button.click();
    });
    document.addEventListener('focusin', mark);
    document.addEventListener('toggle', function (e) { // more, or fewer, are to be seen
      if (!e.target.querySelector || !e.target.querySelector('.queries')) return;
      mark();
      if (box && e.target.open && current()) show(current().dataset.line, 'box');
    }, true);
    mark();
    if (box && current() && !location.hash) show(current().dataset.line, 'box');
    if (location.hash === '#differences' && current()) current().scrollIntoView({ block: 'center' });
  }
})();
