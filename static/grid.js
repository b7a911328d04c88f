// The tables: keys, blocks copied and pasted, folded groups, the balance of
// the column one is in. No rule of the report and no wording of its own.
(function () {
  'use strict';

  var table = document.querySelector('table.grid');
  if (!table || !window.nianbao) return;
  var strip = document.getElementById('strip');
  var note = document.getElementById('grid-note');
  var strips = JSON.parse(table.dataset.strips);
  var corner = null; // where a block of cells began
  var here = null;   // the cell one is in
  var typing = null; // what stood in the cell one types in

  function cells() { return Array.from(table.querySelectorAll('input[data-x]')); }
  function shown(el) { return el.closest('tr').hidden === false; }
  function isCell(el) { return el && el.dataset && el.dataset.x !== undefined; }

  // ---- moving ----

  // The next cell to type in: in this row or column, else the nearest one.
  function next(el, dx, dy) {
    var x = +el.dataset.x, y = +el.dataset.y, best = null, distance = Infinity;
    cells().forEach(function (c) {
      var cx = +c.dataset.x - x, cy = +c.dataset.y - y;
      if (c.readOnly || !shown(c) || dx && (cy !== 0 || cx * dx <= 0) || dy && cy * dy <= 0) return;
      var d = Math.abs(cy) * (dy ? 1000 : 1) + Math.abs(cx);
      if (d < distance) { distance = d; best = c; }
    });
    return best;
  }

  function go(el) {
    if (!el) return;
    el.focus();
    el.select();
  }

  table.addEventListener('keydown', function (event) {
    var el = event.target;
    if (!isCell(el) || event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) return;
    if (event.ctrlKey) { // to the first and the last cell
      var ends = cells().filter(function (c) { return !c.readOnly && shown(c); });
      if (event.key !== 'Home' && event.key !== 'End' || !ends.length) return;
      event.preventDefault();
      pick(null);
      go(ends[event.key === 'Home' ? 0 : ends.length - 1]);
      return;
    }
    var whole = el.selectionStart === 0 && el.selectionEnd === el.value.length;
    var step = { ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, event.shiftKey ? -1 : 1] }[event.key];
    if (event.key === 'ArrowLeft' && (whole || el.selectionEnd === 0)) step = [-1, 0];
    if (event.key === 'ArrowRight' && (whole || el.selectionStart === el.value.length)) step = [1, 0];
    if (event.key === 'Escape') { // what was typed may long be stored
      el.value = typing ? typing.before : window.nianbao.stored(el);
      typing = null;
      window.nianbao.touched(el, 0);
      el.select();
      pick(null);
      return;
    }
    if (event.key === 'Delete' && picked().length > 1) {
      event.preventDefault();
      picked().forEach(function (c) { put(c, ''); });
      return;
    }
    if (!step) return;
    event.preventDefault();
    if (event.shiftKey && event.key !== 'Enter') {
      pick(neighbour(here || el, step[0], step[1]) || here || el);
      return;
    }
    pick(null);
    go(next(el, step[0], step[1]));
  });

  table.addEventListener('beforeinput', function (event) {
    if (!typing && isCell(event.target)) typing = { before: event.target.value };
  });
  table.addEventListener('focusin', function () { typing = null; });

  // ---- blocks ----

  // The cell beside another, computed ones too.
  function neighbour(el, dx, dy) {
    var same = cells().filter(function (c) {
      return shown(c) && (dx ? c.dataset.y === el.dataset.y && (+c.dataset.x - +el.dataset.x) * dx > 0
                             : c.dataset.x === el.dataset.x && (+c.dataset.y - +el.dataset.y) * dy > 0);
    });
    same.sort(function (a, b) {
      return Math.abs(+a.dataset.x - +el.dataset.x) + Math.abs(+a.dataset.y - +el.dataset.y) -
             Math.abs(+b.dataset.x - +el.dataset.x) - Math.abs(+b.dataset.y - +el.dataset.y);
    });
    return same[0];
  }

  // Mark the block from the corner to a cell; none ends it.
  function pick(to) {
    if (to && !corner) corner = document.activeElement;
    if (!to) corner = null;
    here = to;
    cells().forEach(function (c) { c.classList.toggle('picked', !!to && within(c, corner, to)); });
  }

  function within(c, a, b) {
    function between(v, p, q) { return v >= Math.min(p, q) && v <= Math.max(p, q); }
    return shown(c) && between(+c.dataset.x, +a.dataset.x, +b.dataset.x) && between(+c.dataset.y, +a.dataset.y, +b.dataset.y);
  }

  function picked() { return Array.from(table.querySelectorAll('input.picked')); }

  table.addEventListener('mousedown', function (event) {
    if (!isCell(event.target)) return;
    if (event.shiftKey && isCell(document.activeElement)) {
      event.preventDefault();
      pick(event.target);
    } else {
      pick(null);
    }
  });

  // Rows of the block, top to bottom, left to right.
  function block() {
    var rows = new Map();
    picked().forEach(function (c) {
      if (!rows.has(c.dataset.y)) rows.set(c.dataset.y, []);
      rows.get(c.dataset.y).push(c);
    });
    return Array.from(rows.values());
  }

  document.addEventListener('copy', function (event) {
    if (picked().length < 2) return;
    event.preventDefault();
    var rows = block().map(function (row) { return row.map(function (c) { return c.value; }); });
    event.clipboardData.setData('text/plain', rows.map(function (row) { return row.join('\t'); }).join('\r\n'));
    var html = document.createElement('table');
    rows.forEach(function (row) {
      var tr = html.insertRow();
      row.forEach(function (value) { tr.insertCell().textContent = value; });
    });
    event.clipboardData.setData('text/html', html.outerHTML);
  });

  table.addEventListener('paste', function (event) {
    if (!isCell(event.target) || !event.clipboardData) return;
    var rows = clipboard(event.clipboardData);
    if (rows.length === 1 && rows[0].length === 1) return; // one value: as anywhere
    event.preventDefault();
    fill(event.target, unlabelled(rows));
  });

  // The clipboard as rows of texts: a table of a web page or of Word, else
  // lines and tabs as spreadsheets write them.
  function clipboard(data) {
    var html = data.getData('text/html');
    if (html) {
      var page = new DOMParser().parseFromString(html, 'text/html');
      var found = page.querySelector('table');
      if (found) {
        return Array.from(found.rows, function (tr) {
          return Array.from(tr.cells, function (c) { return c.textContent.trim(); });
        });
      }
    }
    return data.getData('text/plain').replace(/\r?\n$/, '').split(/\r?\n/).map(function (line) {
      return line.split('\t').map(function (s) { return s.trim(); });
    });
  }

  // Without the columns on the left that hold no figure in any row.
  function unlabelled(rows) {
    function figure(s) { return /[0-9０-９]/.test(s) && s.length < 20 && !/[\u4e00-\u9fff]{3}/.test(s); }
    var from = 0, width = Math.max.apply(null, rows.map(function (r) { return r.length; }));
    function bare(row) { return !row[from] || !figure(row[from]); }
    while (from < width - 1 && rows.every(bare)) from++;
    // Columns that are merely blank are part of the block.
    if (!rows.some(function (row) { return row.slice(0, from).some(Boolean); })) return rows;
    return rows.map(function (row) { return row.slice(from); });
  }

  // Put rows into the cells from one on, by position. Computed cells are
  // passed over; empty texts leave a cell as it is.
  function fill(el, rows) {
    var count = { pasted: 0, skipped: 0, lost: 0 };
    var at = new Map();
    cells().filter(shown).forEach(function (c) { at.set(c.dataset.x + ' ' + c.dataset.y, c); });
    var ys = Array.from(new Set(cells().filter(shown).map(function (c) { return +c.dataset.y; })));
    var top = ys.indexOf(+el.dataset.y);
    rows.forEach(function (row, i) {
      row.forEach(function (text, k) {
        if (text === '') return;
        var c = at.get((+el.dataset.x + k) + ' ' + ys[top + i]);
        if (!c) count.lost++;
        else if (c.readOnly) count.skipped++;
        else { put(c, text); count.pasted++; }
      });
    });
    say(count);
  }

  function put(el, value) {
    if (el.readOnly) return;
    el.value = value;
    window.nianbao.touched(el, 50);
  }

  // The sentences stand in the page; # is where the figure goes.
  function say(count) {
    note.textContent = Object.keys(count).filter(function (k) { return count[k] > 0; })
      .map(function (k) { return note.dataset[k].replace('#', count[k]); }).join('');
  }

  // ---- the line below, the headings of where one is ----

  table.addEventListener('focusin', function (event) {
    var el = event.target;
    if (!isCell(el)) return;
    el.select();
    if (el.readOnly) explain(el);
    else showStrip(el.dataset.column);
    table.querySelectorAll('th.here').forEach(function (th) { th.classList.remove('here'); });
    var x = +el.dataset.x;
    table.querySelectorAll('thead th.heading').forEach(function (th) {
      if (+th.dataset.from <= x && x <= +th.dataset.to) th.classList.add('here');
    });
    var labels = el.closest('tr').querySelectorAll('th.label');
    if (labels.length) labels[labels.length - 1].classList.add('here');
  });

  function showStrip(column) {
    strip.dataset.column = column;
    var s = strips[column];
    strip.textContent = s ? s.text : '';
    strip.className = 'strip ' + (s ? s.state : '');
  }

  function explain(el) {
    fetch(window.nianbao.base + '/explain?code=' + encodeURIComponent(el.id), { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
      .then(function (answer) { return answer.json(); })
      .then(function (body) {
        if (document.activeElement !== el) return;
        strip.textContent = body.text || body.message;
        strip.className = 'strip';
        delete strip.dataset.column;
      }).catch(function () { /* the page says elsewhere that there is no connection */ });
  }

  document.querySelector('.work').addEventListener('stored', function (event) {
    var sums = event.detail.subtotals || {};
    Object.keys(sums).forEach(function (id) {
      var el = document.getElementById(id);
      if (el && el.textContent !== sums[id]) el.textContent = sums[id];
    });
    if (event.detail.strips) strips = event.detail.strips;
    if (strip.dataset.column) showStrip(strip.dataset.column);
  });

  // ---- the rest is 0 ----

  document.getElementById('progress').addEventListener('click', function (event) {
    if (!event.target.hasAttribute('data-zero')) return;
    var count = 0;
    cells().forEach(function (c) {
      if (!c.readOnly && c.value.trim() === '') { put(c, '0'); count++; }
    });
    say({ filled: count });
  });

  // ---- folding ----

  function fold(group, folded) {
    table.querySelectorAll('tr[data-group]').forEach(function (tr) {
      if (tr.dataset.group === group) tr.hidden = folded;
    });
    table.querySelectorAll('tr[data-sum]').forEach(function (tr) {
      if (tr.dataset.sum === group) tr.hidden = !folded;
    });
    respan();
    try { localStorage.setItem('nianbao-fold-' + table.id + group, folded ? '1' : ''); } catch (e) { /* private window */ }
  }

  // A label beside several rows spans those that are shown.
  function respan() {
    var rows = Array.from(table.rows);
    table.querySelectorAll('th[data-rows]').forEach(function (th) {
      var from = rows.indexOf(th.parentNode), left = +th.dataset.rows, span = 0;
      for (var i = from; i < rows.length && left > 0; i++) {
        if (!rows[i].classList.contains('subtotal')) left--;
        if (!rows[i].hidden) span++;
      }
      th.rowSpan = Math.max(span, 1);
    });
  }

  table.querySelectorAll('tbody th[rowspan]').forEach(function (th) { th.dataset.rows = th.rowSpan; });
  table.addEventListener('click', function (event) {
    var button = event.target.closest('button.fold');
    if (!button) return;
    var folded = button.getAttribute('aria-expanded') === 'true';
    fold(button.dataset.fold, folded);
    var other = table.querySelector((folded ? 'tr[data-sum="' : 'tr[data-group="') + button.dataset.fold + '"] button.fold');
    if (other) other.focus();
  });
  table.querySelectorAll('tr[data-sum]').forEach(function (tr) {
    var was = null;
    try { was = localStorage.getItem('nianbao-fold-' + table.id + tr.dataset.sum); } catch (e) { /* private window */ }
    if (was) fold(tr.dataset.sum, true);
  });
}());
