// Paragraphs as the editor sees them: what the page shows of a paragraph and
// what the report holds of it, one made from the other. A paragraph is
// {p: as in the report JSON, parts: what its runs print}; figures that follow a
// cell are chips, open gaps are slots, sentences to be confirmed are asked.
// Written for browsers of 2019 on (ES2019).
(function () {
  'use strict';

  var gap = '\u200b'; // where the caret can stand beside a chip
  var sentenceEnd = /[\u3002\uff01\uff1f!?]\s*$/;

  function clean(text) { return text.replace(/\u200b/g, '').replace(/[\t\u00a0\r\n]/g, ' '); }

  function isUnit(node) { return node.nodeType === 1 && (node.className === 'chip' || node.classList.contains('slot')) && node.getAttribute('contenteditable') !== 'true'; }

  // ---- runs ----

  // A run is {run: as stored, text: as printed, name and href of its cell}.
  function plainRun(text) { return { run: { t: text }, text: text }; }

  function isPlain(r) { return r.run.t !== undefined && Object.keys(r.run).length === 1; }

  function merged(runs) {
    var out = [];
    runs.forEach(function (r) {
      var last = out[out.length - 1];
      if (r.text === '') return;
      if (last && isPlain(last) && isPlain(r)) out[out.length - 1] = plainRun(last.text + r.text);
      else out.push(r);
    });
    return out;
  }

  function textOf(runs) { return runs.map(function (r) { return r.text; }).join(''); }

  function retext(r, text) {
    if (r.run.t === undefined) return plainRun(text); // part of a chip or a gap
    return { run: Object.assign({}, r.run, { t: text }), text: text };
  }

  // Both halves of a paragraph's runs.
  function cut(runs, at) {
    var left = [], right = [];
    runs.forEach(function (r) {
      var n = Math.max(0, Math.min(at, r.text.length));
      at -= r.text.length;
      if (n === r.text.length) left.push(r);
      else if (n === 0) right.push(r);
      else {
        left.push(retext(r, r.text.slice(0, n)));
        right.push(retext(r, r.text.slice(n)));
      }
    });
    return [left, right];
  }

  function trimmed(runs) {
    var list = merged(runs);
    function end(i, pattern) {
      if (list[i] && list[i].run.t !== undefined) list[i] = retext(list[i], list[i].text.replace(pattern, ''));
    }
    end(0, /^\s+/);
    end(list.length - 1, /\s+$/);
    return merged(list);
  }

  // ---- what is stored ----

  // A line of the editor as it would be stored; null if there is nothing in it.
  function stored(line) {
    var runs = trimmed(line.runs);
    if (!runs.length) return null;
    var p = Object.assign({ runs: runs.map(function (r) { return r.run; }) }, line.mark);
    return entry(p, textOf(runs));
  }

  function entry(p, text) {
    var rich = Object.keys(p).length > 1 || p.runs.some(function (r) { return r.t === undefined || Object.keys(r).length > 1; });
    return { p: p, text: text, rich: rich, key: rich ? key(p) : '' };
  }

  // The same for paragraphs that hold the same, however their members are
  // ordered.
  function key(p) { return ordered([Object.assign({}, p, { runs: merged(p.runs.map(function (r) { return { run: r, text: r.t === undefined ? '?' : r.t }; })).map(function (r) { return r.run; }) })]); }

  function ordered(value) {
    if (Array.isArray(value)) return '[' + value.map(ordered).join(',') + ']';
    if (!value || typeof value !== 'object') return JSON.stringify(value);
    return '{' + Object.keys(value).sort().map(function (k) { return JSON.stringify(k) + ':' + ordered(value[k]); }).join(',') + '}';
  }

  // The paragraphs the server describes: texts, and views of those that are
  // more than text.
  function described(texts, views) {
    return texts.map(function (text, i) {
      var view = views && views[i];
      var e = view ? entry(view.p, text) : entry({ runs: [{ t: text }] }, text);
      e.parts = view ? view.parts : null;
      return e;
    });
  }

  // The line that shows a described paragraph.
  function lineOf(e) {
    var mark = Object.assign({}, e.p);
    delete mark.runs;
    return { mark: mark, runs: e.p.runs.map(function (run, i) {
      var part = e.parts ? e.parts[i] : { text: run.t };
      return { run: run, text: part.text, name: part.name, href: part.href };
    }) };
  }

  // ---- what is shown ----

  function draw(line) {
    var p = document.createElement('p');
    if (Object.keys(line.mark).length) p.dataset.para = JSON.stringify(line.mark);
    var runs = merged(line.runs);
    if (line.mark.carried) p.classList.add('carried');
    if (runs.some(function (r) { return r.run.confirm; })) p.classList.add('asking');
    runs.forEach(function (r, i) {
      var unit = r.run.t === undefined;
      if (unit && (i === 0 || runs[i - 1].run.t === undefined)) p.appendChild(document.createTextNode(gap));
      p.appendChild(isPlain(r) ? document.createTextNode(r.text) : drawRun(r));
      if (unit && i === runs.length - 1) p.appendChild(document.createTextNode(gap));
    });
    if (!runs.length) p.appendChild(document.createElement('br'));
    return p;
  }

  function drawRun(r) {
    var span = document.createElement('span');
    span.className = r.run.ref ? 'chip' : r.run.slot !== undefined ? 'slot' : 'run';
    if (r.run.confirm) span.classList.add('doubt');
    if (r.run.t === undefined) span.setAttribute('contenteditable', 'false');
    if (r.name) {
      span.title = span.dataset.name = r.name;
      span.dataset.href = r.href;
    }
    span.dataset.run = JSON.stringify(r.run);
    span.dataset.text = span.textContent = r.text;
    return span;
  }

  var blocks = /^(P|DIV|LI|UL|OL|TR|TABLE|TBODY|THEAD|H[1-6]|BLOCKQUOTE|PRE|SECTION|ARTICLE|DL|DT|DD)$/;

  // The lines that nodes of the sheet amount to, whatever the browser made of
  // them. With a caret {node, offset} the line it is in gets it as a place.
  function lines(nodes, caret) {
    var out = [], line = null;
    function open(el) {
      line = { mark: el && el.dataset && el.dataset.para ? JSON.parse(el.dataset.para) : {}, runs: [], caret: -1 };
      out.push(line);
    }
    function here() { if (!line) open(null); line.caret = textOf(line.runs).length; }
    function visit(node, inside) {
      if (node.nodeType === 3) {
        if (!line) open(null);
        if (caret && caret.node === node) line.caret = textOf(line.runs).length + clean(node.data.slice(0, caret.offset)).length;
        if (clean(node.data) !== '') line.runs.push(plainRun(clean(node.data)));
        return;
      }
      if (node.nodeType !== 1) return;
      if (node.tagName === 'BR') {
        if (!line) open(null);
        if (node.nextSibling || !inside || !blocks.test(inside.tagName)) line = null;
        return;
      }
      if (node.dataset.run) { if (!line) open(null); known(node); return; }
      var block = blocks.test(node.tagName);
      if (block && (!line || line.runs.length || !line.fresh)) open(node);
      if (block) line.fresh = true;
      Array.from(node.childNodes).forEach(function (child, i) {
        if (caret && caret.node === node && caret.offset === i) here();
        visit(child, node);
      });
      if (caret && caret.node === node && caret.offset >= node.childNodes.length) here();
      if (block) line = null;
    }
    // One of our spans: what was typed into it or beside it is plain text.
    function known(span) {
      var r = { run: JSON.parse(span.dataset.run), text: span.dataset.text, name: span.dataset.name, href: span.dataset.href };
      var text = clean(span.textContent), before = textOf(line.runs).length;
      if (caret && span.contains(caret.node)) {
        var range = document.createRange();
        range.setStart(span, 0);
        range.setEnd(caret.node, caret.offset);
        line.caret = before + clean(range.toString()).length;
      }
      var at = r.run.t === undefined ? (text === r.text ? 0 : -1) : text.indexOf(r.text);
      if (at < 0) {
        line.runs.push(plainRun(text));
        return;
      }
      line.runs.push(plainRun(text.slice(0, at)), r, plainRun(text.slice(at + r.text.length)));
    }
    Array.from(nodes).forEach(function (node) {
      if (node.nodeType === 1 && blocks.test(node.tagName)) line = null;
      visit(node, null);
    });
    out.forEach(function (l) { l.runs = merged(l.runs); });
    return out;
  }

  // Whether a paragraph of the sheet is as we draw them.
  function tidy(p) {
    if (p.nodeType !== 1 || p.tagName !== 'P' || p.hasAttribute('style')) return false;
    var nodes = Array.from(p.childNodes);
    if (nodes.length === 1 && nodes[0].nodeName === 'BR') return true;
    if (!nodes.length || nodes.every(function (n) { return n.nodeType === 3 && clean(n.data) === ''; })) return false;
    return nodes.every(function (n, i) {
      if (n.nodeType === 3) return !/[\u00a0\n\t]/.test(n.data);
      if (n.nodeType !== 1 || !n.dataset.run || n.childNodes.length !== 1 || n.firstChild.nodeType !== 3) return false;
      if (n.getAttribute('contenteditable') === 'true') return n.textContent === n.dataset.text;
      var beside = !isUnit(n) || nodes[i - 1] && nodes[i - 1].nodeType === 3 && nodes[i + 1] && nodes[i + 1].nodeType === 3 ||
        nodes[i - 1] && nodes[i + 1] && !isUnit(nodes[i - 1]) && !isUnit(nodes[i + 1]);
      return beside && n.textContent === n.dataset.text;
    });
  }

  // ---- places ----

  // What the caret can stand in, in order: texts, and units as a whole.
  function leaves(p) {
    var out = [];
    (function collect(node) {
      Array.from(node.childNodes).forEach(function (n) {
        if (n.nodeType === 3) out.push({ node: n, text: clean(n.data) });
        else if (isUnit(n)) out.push({ node: n, text: n.dataset.text, unit: true });
        else collect(n);
      });
    }(p));
    return out;
  }

  // The DOM place of a character place in a paragraph.
  function place(p, at) {
    var list = leaves(p), last = null;
    for (var i = 0; i < list.length; i++) {
      var leaf = list[i];
      if (!leaf.unit) {
        if (at <= leaf.text.length) return { node: leaf.node, offset: leaf.text === '' ? leaf.node.data.length : raw(leaf.node.data, at) };
        last = { node: leaf.node, offset: leaf.node.data.length };
      }
      at -= leaf.text.length;
    }
    return last || { node: p, offset: 0 };
  }

  function raw(data, at) {
    var i = 0;
    while (i < data.length && (at > 0 || data[i] === gap)) {
      if (data[i] !== gap) at--;
      i++;
    }
    return i;
  }

  // ---- sentences to confirm ----

  // The sentences of a paragraph that wait to be confirmed: lists of spans.
  // Figures and gaps between two halves belong to the sentence.
  function sentences(p) {
    var out = [], open = null;
    Array.from(p.childNodes).forEach(function (n) {
      if (n.nodeType === 1 && n.classList.contains('doubt')) {
        if (open) open.push(n);
        else out.push(open = [n]);
        if (sentenceEnd.test(n.textContent)) open = null;
      } else if (n.nodeType === 3 && clean(n.data) !== '') open = null;
    });
    return out;
  }

  window.nianbaoProse = {
    clean: clean, isUnit: isUnit, plainRun: plainRun, isPlain: isPlain, merged: merged, textOf: textOf, cut: cut,
    stored: stored, entry: entry, described: described, lineOf: lineOf, draw: draw, lines: lines, tidy: tidy,
    leaves: leaves, place: place, sentences: sentences
  };
}());
