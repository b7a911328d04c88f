/* The page on which a wording is changed: fields are put in at the caret, and
   the server shows how the text reads. */
(function () {
  'use strict';
  var form = document.querySelector('form[data-wording]');
  if (!form) return;
  var text = form.querySelector('textarea'), preview = document.getElementById('preview');
  var timer = 0, sent = 0;

  function show() {
    var number = ++sent;
    fetch(form.action + '/preview', {
      method: 'POST', credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'Accept': 'application/json' },
      body: JSON.stringify({ text: text.value })
    }).then(function (answer) { return answer.json(); }).then(function (body) {
      if (number === sent && body.html !== undefined) preview.innerHTML = body.html;
    }).catch(function () { /* the text is checked again when it is saved */ });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  }

  text.addEventListener('input', function (event) { if (!event.isComposing) later(); });
  text.addEventListener('compositionend', later);

  Array.prototype.forEach.call(document.querySelectorAll('[data-insert]'), function (button) {
    button.addEventListener('click', function () {
      var at = text.selectionStart, field = '{' + button.dataset.insert + '}';
      text.value = text.value.slice(0, at) + field + text.value.slice(text.selectionEnd);
      text.focus();
      text.setSelectionRange(at + field.length, at + field.length);
      later();
    });
  });
})();
