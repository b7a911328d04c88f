// The editor of the prose: a sheet over the textarea, which stays the field and
// is what is left if this script fails. The sheet shows what is bound, open or
// to be confirmed in a paragraph; form.js sends and stores. Nothing is touched
// while an input method composes. Written for browsers of 2019 on (ES2019).
(function () {
  'use strict';

  var form = window.nianbao, prose = window.nianbaoProse;
  var template = document.getElementById('editor'), askTemplate = document.getElementById('ask');
  if (!form || !prose || !template) return;
  var work = document.querySelector('.work');
  var own = 'application/x-nianbao'; // what is copied with its bindings

  document.querySelectorAll('textarea[data-text]').forEach(function (area) {
    try { enhance(area); } catch (e) {
      delete area.editor;
      area.classList.remove('enhanced');
    }
  });

  function enhance(area) {
    var box = template.content.cloneNode(true).firstElementChild;
    var sheet = box.querySelector('.sheet'), asks = box.querySelector('.asks'), tools = box.querySelector('.tools');
    var note = box.querySelector('.editor-note');
    var base = []; // what is known to be stored, a described paragraph each
    var composing = false;
    var rewriting = null; // the paragraph being rewritten, and what it was
    var left = {}; // figures that were not to be bound
    var locked = area.readOnly;

    // ---- reading and writing the sheet ----

    function all() { return Array.from(sheet.children); }

    // What the sheet holds: paragraphs as they would be stored.
    function now() {
      return prose.lines(sheet.childNodes).map(prose.stored).filter(Boolean);
    }

    function mirror() { area.value = now().map(function (e) { return e.text; }).join('\n'); }

    // Show what is stored; what is alike at both ends is left as it stands.
    function show(value, views) {
      base = prose.described(form.paragraphs(value), views);
      var shown = all().filter(function (p) { return p.tagName === 'P' && prose.stored(prose.lines([p])[0]); });
      var have = shown.map(function (p) { return prose.stored(prose.lines([p])[0]); });
      var head = 0, tail = 0;
      while (head < base.length && head < have.length && alike(base[head], have[head])) head++;
      while (tail < base.length - head && tail < have.length - head &&
             alike(base[base.length - 1 - tail], have[have.length - 1 - tail])) tail++;
      if (head + tail < Math.max(base.length, have.length)) swap(shown.slice(head, shown.length - tail), base.slice(head, base.length - tail), shown[head - 1]);
      if (!sheet.firstChild) sheet.appendChild(prose.draw({ mark: {}, runs: [] }));
      mirror();
      around();
    }

    // Put paragraphs in the place of others, the caret where it was in them.
    function swap(old, fresh, after) {
      var at = caret(), k = at ? old.indexOf(at.p) : -1;
      var drawn = fresh.map(function (e) { return prose.draw(prose.lineOf(e)); });
      var before = old.length ? old[0] : after ? after.nextSibling : sheet.firstChild;
      drawn.forEach(function (p) { sheet.insertBefore(p, before); });
      var was = k >= 0 ? lineText(at.p) : '';
      old.forEach(function (p) { sheet.removeChild(p); });
      if (k < 0) return;
      var p = drawn[Math.min(k, drawn.length - 1)] || after || sheet.firstChild;
      if (!p) sheet.appendChild(p = prose.draw({ mark: {}, runs: [] }));
      var is = lineText(p), same = 0;
      while (same < at.at && was[same] === is[same]) same++;
      put(p, same === at.at ? same : Math.max(0, is.length - (was.length - at.at)));
    }

    function lineText(p) { return prose.lines([p]).map(function (l) { return prose.textOf(l.runs); }).join(''); }

    function alike(a, b) { return a.text === b.text && a.key === b.key; }

    // Bring what the browser made of the sheet back into paragraphs as we draw
    // them, with the caret where it is.
    function tidy() {
      Array.from(sheet.childNodes).forEach(function (node) {
        if (prose.tidy(node)) return;
        var s = document.getSelection(), inside = s.rangeCount && node.contains(s.focusNode);
        var list = prose.lines([node], inside ? { node: s.focusNode, offset: s.focusOffset } : null);
        var drawn = (list.length ? list : [{ mark: {}, runs: [], caret: 0 }]).map(function (l) {
          var p = prose.draw(l);
          sheet.insertBefore(p, node);
          return p;
        });
        sheet.removeChild(node);
        if (!inside) return;
        var i = list.findIndex(function (l) { return l.caret >= 0; });
        put(drawn[Math.max(0, i)], i < 0 ? 0 : list[i].caret);
      });
      if (!sheet.firstChild) put(sheet.appendChild(prose.draw({ mark: {}, runs: [] })), 0);
    }

    // ---- the caret ----

    // A place in the DOM as a paragraph and a place in its characters.
    function placed(node, offset) {
      if (node === sheet) {
        if (offset >= sheet.childNodes.length) { node = sheet.lastChild; offset = node ? node.childNodes.length : 0; }
        else { node = sheet.childNodes[offset]; offset = 0; }
      }
      var p = node;
      while (p && p.parentNode !== sheet) p = p.parentNode;
      if (!p) return null;
      var at = 0, list = prose.leaves(p);
      var range = document.createRange();
      range.setStart(p, 0);
      range.setEnd(node, offset);
      list.forEach(function (leaf) {
        if (leaf.unit && leaf.node.contains(node)) at += offset > 0 ? leaf.text.length : 0;
        else if (leaf.node === node) at += prose.clean(node.data.slice(0, offset)).length;
        else if (range.comparePoint(leaf.node, leaf.unit ? leaf.node.childNodes.length : leaf.node.length) === 0) at += leaf.text.length;
      });
      return { p: p, at: at };
    }

    function selection() {
      var s = document.getSelection();
      if (!s.rangeCount || !sheet.contains(s.anchorNode)) return null;
      var r = s.getRangeAt(0);
      var from = placed(r.startContainer, r.startOffset), to = r.collapsed ? from : placed(r.endContainer, r.endOffset);
      return from && to ? { from: from, to: to, empty: r.collapsed } : null;
    }

    function caret() {
      var s = document.getSelection();
      return s.rangeCount && sheet.contains(s.focusNode) ? placed(s.focusNode, s.focusOffset) : null;
    }

    function put(p, at) {
      var to = prose.place(p, at);
      document.getSelection().collapse(to.node, to.offset);
    }

    function select(node) {
      var range = document.createRange();
      range.selectNodeContents(node);
      var s = document.getSelection();
      s.removeAllRanges();
      s.addRange(range);
    }

    // ---- changing ----

    function changed(delay) {
      tidy();
      if (rewriting && sheet.contains(rewriting.p) && lineText(rewriting.p) !== rewriting.was) confirmed(rewriting.p);
      mirror();
      around();
      form.touched(area, delay);
    }

    function lineAt(p) { return prose.lines([p])[0] || { mark: {}, runs: [] }; }

    // Put lines in the place of paragraphs and return what was drawn.
    function replace(old, fresh) {
      var drawn = fresh.map(function (l) { return sheet.insertBefore(prose.draw(l), old[0]); });
      old.forEach(function (p) { sheet.removeChild(p); });
      return drawn;
    }

    // Put lines in the place of what is selected; the caret goes behind them.
    function insert(list) {
      tidy();
      var sel = selection();
      if (!sel) return;
      var ps = all(), i = ps.indexOf(sel.from.p), j = ps.indexOf(sel.to.p);
      var first = lineAt(sel.from.p), last = lineAt(sel.to.p);
      var before = prose.cut(first.runs, sel.from.at)[0], after = prose.cut(last.runs, sel.to.at)[1];
      var fresh = list.map(function (l) { return { mark: l.mark || {}, runs: l.runs }; });
      if (!fresh.length) fresh = [{ mark: {}, runs: [] }];
      var head = fresh[0], tail = fresh[fresh.length - 1];
      // What is left of a paragraph keeps its marks.
      if (head !== tail && after.length && !Object.keys(tail.mark).length) tail.mark = last.mark;
      if (before.length) head.mark = Object.assign({}, head === tail && after.length ? last.mark : {}, first.mark);
      else if (head === tail && after.length) head.mark = last.mark;
      head.runs = before.concat(head.runs);
      var end = prose.textOf(tail.runs).length;
      tail.runs = tail.runs.concat(after);
      var drawn = replace(ps.slice(i, j + 1), fresh);
      put(drawn[drawn.length - 1], end);
      changed(list.length > 1 ? 0 : 500);
    }

    function split() { insert([{ runs: [] }, { mark: selection() ? lineAt(selection().to.p).mark : {}, runs: [] }]); }

    function join(first, second) {
      var a = lineAt(first), b = lineAt(second), at = prose.textOf(a.runs).length;
      var drawn = replace([first, second], [{ mark: a.runs.length ? Object.assign({}, b.mark, a.mark) : b.mark, runs: a.runs.concat(b.runs) }]);
      put(drawn[0], at);
      changed(500);
    }

    // Take out what stands before or behind the caret, where the browser would
    // not do it well; false leaves it to the browser.
    function remove(forward) {
      var sel = selection();
      if (!sel) return false;
      if (!sel.empty) {
        if (sel.from.p === sel.to.p && !sel.from.p.querySelector('.chip, .slot')) return false;
        insert([]);
        return true;
      }
      var line = lineAt(sel.from.p), text = prose.textOf(line.runs);
      var other = forward ? sel.from.p.nextSibling : sel.from.p.previousSibling;
      if (sel.from.at === (forward ? text.length : 0)) {
        if (other) join(forward ? sel.from.p : other, forward ? other : sel.from.p);
        return true;
      }
      var at = 0, unit = -1;
      line.runs.forEach(function (r, i) {
        if (r.run.t === undefined && (forward ? at === sel.from.at : at + r.text.length === sel.from.at)) unit = i;
        at += r.text.length;
      });
      if (unit < 0) return false;
      var size = line.runs[unit].text.length;
      line.runs.splice(unit, 1);
      put(replace([sel.from.p], [line])[0], forward ? sel.from.at : sel.from.at - size);
      changed(500);
      return true;
    }

    // ---- what last year said ----

    function carried(p) { return p.classList.contains('carried') || p.querySelector('.doubt') !== null || wordGap(p) !== undefined; }

    // The first gap of a paragraph in which last year had words and no figure.
    function wordGap(p) { return Array.from(p.querySelectorAll('.slot')).find(said); }

    // The sentence a gap stands in, as last year said it.
    function sentenceOf(slot) {
      var line = lineAt(slot.parentNode), i = runOf(slot);
      var before = prose.textOf(line.runs.slice(0, i)), after = prose.textOf(line.runs.slice(i + 1));
      return before.slice(before.search(/[^\u3002\uff01\uff1f]*$/)) + said(slot) + after.slice(0, after.search(/[\u3002\uff01\uff1f]|$/) + 1);
    }

    // The paragraph stands as it is: this year too, or written anew.
    function confirmed(p) {
      var line = lineAt(p);
      line.mark = Object.assign({}, line.mark);
      delete line.mark.carried;
      rewriting = null;
      redraw(p, line);
    }

    function redraw(p, line) {
      var at = caret(), fresh = replace([p], [line])[0];
      if (at && at.p === p) put(fresh, at.at);
      return fresh;
    }

    // Confirm the first sentence that waits, or the one given, else the rest of
    // the paragraph.
    function keep(p, chosen) {
      var list = prose.sentences(p), spans = chosen && list.indexOf(chosen) >= 0 ? chosen : list[0];
      if (!spans && wordGap(p)) {
        again(wordGap(p));
        return;
      }
      if (!spans) {
        confirmed(p);
      } else {
        var line = lineAt(p), of = spans.map(runOf);
        // Nothing else is left that the paragraph as a whole would stand for.
        if (line.runs.every(function (r) { return r.run.t === undefined || r.run.confirm || r.text.trim() === ''; })) line.mark.carried = undefined;
        line.runs = line.runs.map(function (r, i) {
          if (of.indexOf(i) < 0) return r;
          var run = Object.assign({}, r.run);
          delete run.confirm;
          return Object.assign({}, r, { run: run });
        });
        if (line.mark.carried === undefined) delete line.mark.carried;
        redraw(p, line);
      }
      changed(0);
    }

    function rewrite(p) {
      var list = prose.sentences(p), s = document.getSelection();
      sheet.focus();
      if (!list.length && wordGap(p)) {
        enter(wordGap(p));
        return;
      }
      if (!list.length) {
        rewriting = { p: p, was: lineText(p) };
        select(p);
        return;
      }
      var range = document.createRange();
      range.setStartBefore(list[0][0]);
      range.setEndAfter(list[0][list[0].length - 1]);
      s.removeAllRanges();
      s.addRange(range);
    }

    // The buttons below each carried paragraph.
    function drawAsks() {
      var focused = asks.contains(document.activeElement) ? Array.from(asks.children).indexOf(document.activeElement.parentNode) : -1;
      var wanted = locked ? [] : all().filter(carried);
      while (asks.children.length > wanted.length) asks.removeChild(asks.lastChild);
      while (asks.children.length < wanted.length) asks.appendChild(askTemplate.content.cloneNode(true).firstElementChild);
      wanted.forEach(function (p, i) {
        var line = asks.children[i], list = prose.sentences(p), quote = line.querySelector('q');
        var text = list.length ? list[0].map(function (n) { return n.textContent; }).join('') : wordGap(p) ? sentenceOf(wordGap(p)) : '';
        if (quote.textContent !== text) quote.textContent = text;
        line.paragraph = p;
        line.style.top = p.offsetTop + p.offsetHeight - 38 + 'px';
        line.querySelector('button').title = lineText(p).slice(0, 40);
        Array.from(p.querySelectorAll('.doubt')).forEach(function (n) { n.classList.toggle('current', list.length > 0 && list[0].indexOf(n) >= 0); });
      });
      if (focused >= 0 && !asks.contains(document.activeElement)) {
        var next = asks.children[Math.min(focused, asks.children.length - 1)];
        if (next) next.querySelector('button').focus(); else sheet.focus();
      }
    }

    // Paragraphs that wait as a whole, with nothing in them to be looked at by
    // itself, may be confirmed together.
    var together = box.querySelector('.asks-all');

    function whole() {
      return locked ? [] : all().filter(function (p) { return p.classList.contains('carried') && !p.querySelector('.doubt, .slot'); });
    }

    function drawTogether() {
      var n = whole().length;
      together.hidden = n < 2;
      together.querySelector('span').textContent = n;
    }

    together.addEventListener('click', function (event) {
      if (!event.target.closest('button')) return;
      whole().forEach(confirmed);
      changed(0);
      var next = asks.querySelector('button');
      if (next) next.focus(); else sheet.focus();
    });

    asks.addEventListener('click', function (event) {
      var button = event.target.closest('button');
      if (!button) return;
      if (button.dataset.do === 'keep') keep(button.parentNode.paragraph);
      else rewrite(button.parentNode.paragraph);
    });

    // ---- chips and gaps ----

    function slots() { return Array.from(sheet.querySelectorAll('.slot')); }

    // Go to the next gap, over whose text the figure is typed.
    function nextSlot(backward) {
      var list = slots(), s = document.getSelection();
      if (!list.length) return false;
      if (backward) list.reverse();
      var there = s.rangeCount && sheet.contains(s.focusNode) ? s.focusNode : null;
      var next = list.find(function (n) {
        return !there || !n.contains(there) && there.compareDocumentPosition(n) & (backward ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING);
      });
      if (!next) return false;
      enter(next);
      return true;
    }

    function enter(slot) {
      leave(slot);
      slot.setAttribute('contenteditable', 'true');
      sheet.focus();
      select(slot);
      if (slot.scrollIntoView) slot.scrollIntoView({ block: 'nearest' });
    }

    // A gap that was left as it is cannot be typed into by accident.
    function leave(except) {
      slots().forEach(function (n) {
        if (n !== except && n.getAttribute('contenteditable') === 'true' && n.textContent === n.dataset.text) n.setAttribute('contenteditable', 'false');
      });
    }

    var chip = null; // the one the tools are about
    var lastIn = null; // the paragraph the caret was in last

    function drawTools(which, span) {
      if (!which && offers.filter(open).length) {
        which = 'all';
        span = { dataset: { text: offers.filter(open).length } };
      }
      tools.hidden = !which;
      chip = span || null;
      Array.from(tools.children).forEach(function (tool) { tool.hidden = tool.dataset.tool !== which; });
      if (!which || !span) return;
      var tool = tools.querySelector('[data-tool=' + which + ']'), value = tool.querySelector('.tool-value'), name = tool.querySelector('.tool-name');
      if (value) value.textContent = span.dataset.text;
      if (name) { name.textContent = span.dataset.name; name.href = span.dataset.href; }
      if (which === 'slot') drawGap(tool, said(span));
    }

    // What last year said in a gap, where it was words and no figure.
    function said(slot) {
      var hint = JSON.parse(slot.dataset.run).slot || '', prefix = tools.querySelector('[data-prefix]').dataset.prefix;
      if (!hint || /[0-9０-９：]/.test(hint) || hint.indexOf(prefix) !== 0) return '';
      return hint.slice(prefix.length);
    }

    function drawGap(tool, words) {
      tool.querySelector('.tool-figure').hidden = !!words;
      tool.querySelector('.tool-words').hidden = !words;
      tool.querySelectorAll('.tool-said').forEach(function (n) { n.textContent = words; });
    }

    // Say in a gap what last year said.
    function again(slot) {
      var words = said(slot), p = slot.parentNode, line = lineAt(p), i = runOf(slot);
      if (!words || i < 0) return;
      line.runs[i] = prose.plainRun(words);
      var at = prose.textOf(line.runs.slice(0, i + 1)).length, fresh = replace([p], [line])[0];
      sheet.focus();
      put(fresh, at);
      changed(0);
    }

    // What the caret is at.
    function atCaret() {
      if (composing || locked) return;
      var s = document.getSelection();
      if (tools.contains(document.activeElement) && !tools.hidden) return;
      if (!s.rangeCount || !sheet.contains(s.focusNode)) { drawTools(null); return; }
      lastIn = (caret() || {}).p;
      var node = s.focusNode.nodeType === 3 ? s.focusNode.parentNode : s.focusNode;
      var slot = node.closest ? node.closest('.slot') : null;
      leave(slot);
      var beside = slot || nearChip(s.focusNode, s.focusOffset);
      var offer = beside ? null : nearOffer();
      if (offer) drawTools('same', { offer: offer, dataset: { text: offer.text, name: offer.name, href: offer.href } });
      else if (!beside) drawTools(null);
      else drawTools(beside.className === 'chip' ? 'chip' : 'slot', beside);
    }

    function nearChip(node, offset) {
      var inside = node.nodeType === 3 ? node.parentNode.closest('.chip') : node.closest && node.closest('.chip');
      if (inside) return inside;
      if (node.nodeType !== 3) return null;
      var before = prose.clean(node.data.slice(0, offset)), after = prose.clean(node.data.slice(offset));
      var next = after === '' ? node.nextSibling : null, previous = before === '' ? node.previousSibling : null;
      return [previous, next].find(function (n) { return n && n.nodeType === 1 && n.className === 'chip'; }) || null;
    }

    // ---- figures that could follow a cell ----

    var offers = JSON.parse(area.dataset.offers || '[]'), refused = 'nianbao-left' + form.base + '/' + area.id;
    try { left = JSON.parse(localStorage.getItem(refused) || '{}'); } catch (e) { /* asked again */ }

    function filled() { return all().filter(function (p) { return lineText(p).trim() !== ''; }); }

    // The offer still fits what is written, and was not declined.
    function open(offer) {
      var p = filled()[offer.at];
      return p && !left[offer.code + offer.text] && lineText(p).substr(offer.from, offer.text.length) === offer.text;
    }

    function nearOffer() {
      var at = caret(), i = at ? filled().indexOf(at.p) : -1;
      return i < 0 ? null : offers.find(function (o) { return o.at === i && at.at >= o.from && at.at <= o.from + o.text.length && open(o); });
    }

    function bind(list) {
      var ps = filled(), at = caret();
      list.slice().sort(function (a, b) { return b.at - a.at || b.from - a.from; }).forEach(function (o) {
        var line = lineAt(ps[o.at]), parts = prose.cut(line.runs, o.from), rest = prose.cut(parts[1], o.text.length);
        if (rest[0].length !== 1 || !prose.isPlain(rest[0][0])) return;
        line.runs = parts[0].concat([{ run: { ref: o.code }, text: o.text, name: o.name, href: o.href }], rest[1]);
        var fresh = replace([ps[o.at]], [line])[0];
        if (at && at.p === ps[o.at]) { at.p = fresh; }
        ps[o.at] = fresh;
      });
      offers = offers.filter(function (o) { return list.indexOf(o) < 0; });
      sheet.focus();
      if (at) put(at.p, at.at);
      changed(0);
    }

    function decline(list) {
      list.forEach(function (o) { left[o.code + o.text] = 1; });
      try { localStorage.setItem(refused, JSON.stringify(left)); } catch (e) { /* asked again */ }
      sheet.focus();
    }

    work.addEventListener('stored', function (event) {
      var got = (event.detail.offers || {})[area.dataset.field];
      if (!got) return;
      offers = got;
      atCaret();
    });

    function unbind(span) {
      var p = span.parentNode, line = lineAt(p), i = runOf(span);
      line.runs[i] = prose.plainRun(line.runs[i].text);
      var at = prose.textOf(line.runs.slice(0, i + 1)).length;
      var fresh = replace([p], [line])[0];
      sheet.focus();
      put(fresh, at);
      changed(0);
    }

    // Which of its paragraph's runs a span is.
    function runOf(span) {
      var before = document.createRange();
      before.setStart(span.parentNode, 0);
      before.setEndBefore(span);
      var at = prose.clean(before.toString()).length, n = 0;
      return lineAt(span.parentNode).runs.findIndex(function (r) {
        var here = n === at && !prose.isPlain(r);
        n += r.text.length;
        return here;
      });
    }

    tools.addEventListener('click', function (event) {
      var button = event.target.closest('button');
      if (!button) return;
      var which = chip && chip.offer ? [chip.offer] : offers.filter(open);
      if (button.dataset.do === 'unbind' && chip) unbind(chip);
      else if (button.dataset.do === 'bind') bind(which);
      else if (button.dataset.do === 'leave') decline(which);
      else if (button.dataset.do === 'next') nextSlot(false);
      else if (button.dataset.do === 'again' && chip) again(chip);
      atCaret();
    });

    // ---- wiring ----

    function around() {
      box.classList.toggle('has-asks', all().some(carried));
      drawAsks();
      drawTogether();
    }

    function tell(which) { note.textContent = which ? note.dataset[which] : ''; }

    sheet.addEventListener('compositionstart', function () { composing = true; });
    sheet.addEventListener('compositionend', function () {
      // Some browsers send the last input before this, some after it.
      setTimeout(function () {
        composing = false;
        changed(250);
      }, 0);
    });
    sheet.addEventListener('input', function (event) {
      if (composing || event.isComposing) return;
      changed(500);
    });

    sheet.addEventListener('beforeinput', function (event) {
      if (composing || event.isComposing) return;
      var kind = event.inputType || '', done = false;
      if (kind === 'insertParagraph' || kind === 'insertLineBreak') { split(); done = true; }
      else if (/^delete/.test(kind)) done = remove(/Forward/.test(kind));
      else if (kind === 'insertText' && selection() && !selection().empty) { insert([{ runs: [prose.plainRun(event.data || '')] }]); done = true; }
      else if (/^(format|history)/.test(kind)) done = true;
      if (done) event.preventDefault();
    });

    sheet.addEventListener('keydown', function (event) {
      if (composing || event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Enter' && event.ctrlKey) {
        var at = caret();
        event.preventDefault();
        if (at && carried(at.p)) keep(at.p, sentenceAt());
      } else if (event.key === 'ArrowDown' && event.altKey || event.key === 'Tab' && !event.shiftKey && slots().length) {
        if (nextSlot(false)) event.preventDefault();
      } else if (event.key === 'ArrowUp' && event.altKey || event.key === 'Tab' && event.shiftKey && slots().length) {
        if (nextSlot(true)) event.preventDefault();
      } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && document.getElementById('save').classList.contains('bad') && !form.sending() && unstored()) {
        // What was refused is taken back first.
        event.preventDefault();
        event.stopPropagation();
        area.removeAttribute('data-mark');
        redo();
      }
    });

    // Something was written that has not been sent, or is being composed.
    function unsent() {
      var have = now();
      return composing || have.length !== base.length || have.some(function (e, i) { return e.text !== base[i].text || e.key !== base[i].key; });
    }

    // The sheet shows something that is not stored.
    function unstored() {
      return area.value !== base.map(function (e) { return e.text; }).join('\n');
    }

    function redo() {
      var list = base;
      all().forEach(function (p) { sheet.removeChild(p); });
      list.forEach(function (e) { sheet.appendChild(prose.draw(prose.lineOf(e))); });
      if (!sheet.firstChild) sheet.appendChild(prose.draw({ mark: {}, runs: [] }));
      put(sheet.lastChild, lineText(sheet.lastChild).length);
      mirror();
      around();
      form.touched(area, 0);
    }

    function sentenceAt() {
      var s = document.getSelection(), at = caret();
      return prose.sentences(at.p).find(function (list) { return list.some(function (n) { return n.contains(s.focusNode); }); });
    }

    sheet.addEventListener('mousedown', function (event) {
      var slot = event.target.closest ? event.target.closest('.slot') : null;
      if (!slot || locked) return;
      event.preventDefault();
      enter(slot);
    });
    sheet.addEventListener('click', function (event) {
      var span = event.target.closest ? event.target.closest('.chip') : null;
      if (span && !locked) drawTools('chip', span);
    });
    document.addEventListener('selectionchange', atCaret);

    // ---- copying and pasting ----

    function copied() {
      var sel = selection(), ps = all();
      if (!sel || sel.empty) return null;
      return ps.slice(ps.indexOf(sel.from.p), ps.indexOf(sel.to.p) + 1).map(function (p) {
        var line = lineAt(p), to = p === sel.to.p ? sel.to.at : Infinity, from = p === sel.from.p ? sel.from.at : 0;
        var runs = prose.cut(prose.cut(line.runs, to)[0], from)[1];
        return { mark: line.mark, runs: runs };
      });
    }

    function copy(event) {
      var list = copied();
      if (!list || !event.clipboardData) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', list.map(function (l) { return prose.textOf(l.runs); }).join('\n'));
      event.clipboardData.setData(own, JSON.stringify({ base: form.base, lines: list }));
      if (event.type === 'cut' && !locked) insert([]);
    }
    sheet.addEventListener('copy', copy);
    sheet.addEventListener('cut', copy);

    // Text, whatever it came with: formatting, styles and pictures stay out.
    function take(data) {
      var html = data.getData('text/html') || '', text = data.getData('text/plain') || '';
      var ours = null;
      try { ours = JSON.parse(data.getData(own) || 'null'); } catch (e) { /* not ours */ }
      tell(null);
      if (ours && ours.base === form.base) {
        insert(ours.lines.map(function (l) { return { mark: l.mark, runs: l.runs }; }));
        return;
      }
      if (!text && html) text = unmarked(html);
      if (/<table[\s>]/i.test(html)) tell('table');
      else if (/<img[\s>]/i.test(html) || !text && data.files && data.files.length) tell('picture');
      if (!text) return;
      var list = text.replace(/\r\n?/g, '\n').split(/[\n\v\f\u2028\u2029]+/).map(function (t) { return prose.clean(t); });
      while (list.length > 1 && list[list.length - 1].trim() === '') list.pop();
      list = list.filter(function (t, i) { return i === 0 || i === list.length - 1 || t.trim() !== ''; });
      insert(list.map(function (t) { return { runs: t === '' ? [] : [prose.plainRun(list.length > 1 ? t.trim() : t)] }; }));
    }

    // The text of markup, without running or loading any of it.
    function unmarked(html) {
      var doc = new DOMParser().parseFromString(html, 'text/html');
      doc.querySelectorAll('script, style, title').forEach(function (n) { n.remove(); });
      doc.querySelectorAll('td, th').forEach(function (n) { n.appendChild(doc.createTextNode(' ')); });
      return prose.lines(doc.body.childNodes).map(function (l) { return prose.textOf(l.runs); }).join('\n');
    }

    sheet.addEventListener('paste', function (event) {
      if (!event.clipboardData || locked) return;
      event.preventDefault();
      take(event.clipboardData);
    });
    sheet.addEventListener('dragstart', function (event) { event.preventDefault(); });
    sheet.addEventListener('drop', function (event) {
      event.preventDefault();
      if (locked || !event.dataTransfer) return;
      var range = document.caretRangeFromPoint ? document.caretRangeFromPoint(event.clientX, event.clientY) : null;
      sheet.focus();
      if (range && sheet.contains(range.startContainer)) document.getSelection().collapse(range.startContainer, range.startOffset);
      take(event.dataTransfer);
    });

    // Something else wrote into the textarea.
    function pull() {
      if (area.value === now().map(function (e) { return e.text; }).join('\n')) return;
      var have = now(), texts = form.paragraphs(area.value), next = 0;
      var fresh = texts.map(function (text) {
        for (var i = next; i < have.length; i++) if (have[i].text === text) { next = i + 1; return kept(have[i]); }
        return { mark: {}, runs: [prose.plainRun(text)] };
      });
      function kept(e) {
        var p = all().find(function (q) { var s = prose.stored(lineAt(q)); return s && s.text === e.text && s.key === e.key; });
        return lineAt(p);
      }
      var drawn = fresh.map(prose.draw);
      all().forEach(function (p) { sheet.removeChild(p); });
      drawn.forEach(function (p) { sheet.appendChild(p); });
      if (!sheet.firstChild) sheet.appendChild(prose.draw({ mark: {}, runs: [] }));
      around();
    }
    area.addEventListener('input', pull);
    area.addEventListener('change', pull);

    // ---- what form.js asks for ----

    // A stored list with an edit made to it.
    function spliced(list, e) {
      var out = list.slice(), before = form.paragraphs(e.before).length;
      var after = e.now ? e.now.map(function (p, i) { return prose.entry(p, form.paragraphs(e.after)[i]); })
        : prose.described(form.paragraphs(e.after), null);
      out.splice.apply(out, [e.at || 0, before].concat(after));
      return out;
    }

    area.editor = {
      held: function () { return unsent() || box.contains(document.activeElement); },
      unsent: unsent,
      show: show,
      shows: function (value, views) {
        var want = prose.described(form.paragraphs(value), views);
        return want.length === base.length && want.every(function (e, i) { return e.text === base[i].text && e.key === base[i].key; });
      },
      accepted: function (e) { base = spliced(base, e); },
      pull: pull,
      // The place behind the paragraph the caret is in, else behind all.
      next: function () {
        var list = filled(), i = list.indexOf(lastIn);
        return i >= 0 ? i + 1 : list.length;
      },
      goTo: function (i) {
        var p = filled()[i];
        if (!p) return;
        sheet.focus();
        put(p, lineText(p).length);
        if (p.scrollIntoView) p.scrollIntoView({ block: 'nearest' });
      },
      // Put the caret behind a sub-heading.
      go: function (title) {
        var p = all().find(function (q) { return lineText(q).slice(-title.length) === title; });
        sheet.focus();
        if (p) put(p, lineText(p).length);
      },
      // The edits that lead from what will be stored to what is shown.
      edits: function (old, pending) {
        var have = now(), will = pending.reduce(spliced, base);
        var sure = will.length === old.length && will.every(function (e, i) { return e.text === old[i]; });
        if (!sure) will = prose.described(old, null);
        function same(a, b) { return a.text === b.text && (!sure || a.key === b.key); }
        var head = 0, tail = 0;
        while (head < will.length && head < have.length && same(will[head], have[head])) head++;
        while (tail < will.length - head && tail < have.length - head && same(will[will.length - 1 - tail], have[have.length - 1 - tail])) tail++;
        var before = will.slice(head, will.length - tail), after = have.slice(head, have.length - tail);
        if (!before.length && !after.length) return [];
        function text(list) { return list.map(function (e) { return e.text; }).join('\n'); }
        function p(e) { return e.p; }
        function rich(e) { return e.rich; }
        var edit = { field: area.dataset.field, at: head, before: text(before), after: text(after) };
        if (before.some(rich) || after.some(rich)) {
          edit.now = after.map(p);
          if (sure) edit.was = before.map(p);
        }
        return [edit];
      }
    };
    area.focus = function () { sheet.focus(); };

    sheet.setAttribute('aria-labelledby', 'label-' + area.id);
    sheet.setAttribute('contenteditable', locked ? 'false' : 'true');
    if (locked) {
      sheet.setAttribute('aria-readonly', 'true');
      sheet.tabIndex = 0;
    }
    document.getElementById('label-' + area.id).addEventListener('click', function () { sheet.focus(); });
    area.parentNode.insertBefore(box, area.nextSibling);
    area.classList.add('enhanced');
    show(area.value, JSON.parse(area.dataset.runs || 'null'));
    window.addEventListener('resize', drawAsks);
    if (location.hash === '#' + area.id) sheet.focus();
    atCaret();
  }
}());
