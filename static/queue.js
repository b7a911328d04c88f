// What is not stored yet, kept in the browser: changes survive a reload, a
// crash and a connection lost, and are sent again in order under the same ids,
// which the server stores once. Written for browsers of 2019 on (ES2019).
(function () {
  'use strict';

  var fresh = 6000; // so long a page that was heard of counts as open
  var user = document.body.dataset.user || '';
  var work = document.querySelector('.work');
  var prefix = 'nianbao-queue/' + user + '/';
  var page = id();
  var kept = [];

  function id() {
    var bytes = new Uint8Array(12);
    window.crypto.getRandomValues(bytes);
    return Array.from(bytes, function (b) { return ('0' + b.toString(16)).slice(-2); }).join('');
  }

  // Keep the changes of this page; false if the browser does not let us.
  function keep(items, closed) {
    kept = items;
    try {
      if (items.length) localStorage.setItem(prefix + page, JSON.stringify({ beat: Date.now(), closed: !!closed, items: items }));
      else localStorage.removeItem(prefix + page);
      return true;
    } catch (e) { return false; }
  }

  setInterval(function () { if (kept.length) keep(kept); }, 2000);

  // Take over what closed pages have left; each item says where it belongs.
  function orphans(where) {
    var found = [];
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (key.indexOf(prefix) !== 0 || key === prefix + page) return;
        var left = JSON.parse(localStorage.getItem(key));
        if (!left.closed && Math.abs(Date.now() - left.beat) <= fresh) return;
        var ours = left.items.filter(function (item) { return !where || item.base === where; });
        if (!ours.length) return;
        found = found.concat(ours);
        keep(kept.concat(ours));
        var rest = left.items.filter(function (item) { return ours.indexOf(item) < 0; });
        if (rest.length) localStorage.setItem(key, JSON.stringify({ beat: 0, closed: true, items: rest }));
        else localStorage.removeItem(key);
      });
    } catch (e) { /* no storage, nothing left */ }
    return found;
  }

  function send(item, signal, keepalive) {
    return fetch(item.base + item.path, {
      method: 'POST', credentials: 'same-origin', signal: signal, keepalive: !!keepalive,
      headers: { 'Content-Type': 'application/json', 'Accept': 'application/json', 'Nianbao-User': user },
      body: JSON.stringify(item.body)
    });
  }

  window.nianbaoQueue = { id: id, page: page, keep: keep, orphans: orphans, send: send };

  // A page shown again from memory has given its changes away.
  window.addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });

  // On pages without a form: send what is left, then show how things stand.
  if (work) return;
  var left = orphans(null);
  var any = left.length > 0;
  function next() {
    if (!left.length) {
      if (any && location.pathname === '/') location.reload();
      return;
    }
    send(left[0]).then(function (answer) {
      if (answer.status >= 500 || answer.status === 401) return; // a report's page will try again
      left.shift();
      keep(left);
      next();
    }).catch(function () { /* the same */ });
  }
  next();
  window.addEventListener('pagehide', function () { keep(left, true); });
}());
