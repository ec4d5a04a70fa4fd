/* The practice sheet. Plain functions and no modules, for old browsers in apps; all texts go in as text, never as markup. */
(function () {
  'use strict'
  var LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  var quiz = JSON.parse(document.getElementById('quiz').textContent)
  var items = quiz.items
  var room = document.getElementById('practice')
  var bar = document.getElementById('bar')

  // --- elements ---

  function make(tag, className, text) {
    var e = document.createElement(tag)
    if (className) e.className = className
    if (text !== undefined) e.textContent = text
    return e
  }

  function put(parent, tag, className, text) {
    return parent.appendChild(make(tag, className, text))
  }

  function button(parent, text, act, className) {
    var b = put(parent, 'button', className, text)
    b.type = 'button'
    b.addEventListener('click', act)
    return b
  }

  function mark(e, right) {
    e.classList.add(right ? 'right' : 'wrong')
  }

  // --- what was answered ---

  // given: item → answer. done: item → right? list: the items of this round. first: the score of the first round.
  function begin(list) {
    return { round: 1, list: list, at: 0, given: {}, done: {}, first: null, ended: false }
  }

  function all() {
    return items.map(function (item, i) { return i })
  }

  // Without storage (some browsers refuse it to files) a reload begins anew; nothing else is lost.
  function save() {
    try { window.localStorage.setItem('kaodian:' + quiz.id, JSON.stringify(state)) } catch (e) { /* so be it */ }
  }

  function load() {
    try {
      var kept = JSON.parse(window.localStorage.getItem('kaodian:' + quiz.id))
      return kept && kept.list && kept.list.length && kept.list[kept.at] < items.length ? kept : null
    } catch (e) {
      return null
    }
  }

  var state = load() || begin(all())

  function isDone(i) {
    return state.done[i] !== undefined
  }

  // --- comparing ---

  // Blanks, width and quotation marks do not count.
  function plain(text) {
    var s = text.normalize ? text.normalize('NFKC') : text
    return s.replace(/[\s\u200b-\u200d\u2060\ufeff"'“”‘’「」『』＂＇]/g, '')
  }

  function fits(text, blank) {
    return blank.some(function (wording) { return plain(wording) === plain(text) })
  }

  // Which of the texts fit, each to a blank of its own: by augmenting paths, for two blanks may take one wording.
  function fitAnyOrder(texts, blanks) {
    var taker = blanks.map(function () { return -1 })
    function place(t, seen) {
      return blanks.some(function (blank, b) {
        if (seen[b] || !fits(texts[t], blank)) return false
        seen[b] = true
        if (taker[b] >= 0 && !place(taker[b], seen)) return false
        taker[b] = t
        return true
      })
    }
    texts.forEach(function (text, t) { place(t, {}) })
    return texts.map(function (text, t) { return taker.indexOf(t) >= 0 })
  }

  function fitBlanks(item, texts) {
    if (!item.ordered) return fitAnyOrder(texts, item.blanks)
    return texts.map(function (text, t) { return fits(text, item.blanks[t]) })
  }

  function same(a, b) {
    return a.length === b.length && a.every(function (value, i) { return value === b[i] })
  }

  function isTrue(value) {
    return value
  }

  // --- the types: start gives an empty answer, draw the controls, full says whether it can be checked ---

  function choices(box, item, texts, kind, chosen, choose) {
    var right = item.type === 'judge' ? [item.truth ? 0 : 1] : item.key
    var name = 'item' + item.number
    texts.forEach(function (text, k) {
      var label = put(box, 'label', 'choice')
      var input = put(label, 'input')
      input.type = kind
      input.name = name
      input.checked = chosen.indexOf(k) >= 0
      input.disabled = item.locked
      if (input.checked) label.classList.add('chosen')
      put(label, 'span', 'letter', item.type === 'judge' ? (k ? '×' : '√') : LETTERS[k]).setAttribute('aria-hidden', item.type === 'judge')
      put(label, 'span', 'words', text)
      input.addEventListener('change', function () { choose(k, input.checked) })
      if (!item.locked || (right.indexOf(k) < 0 && !input.checked)) return
      mark(label, right.indexOf(k) >= 0)
      put(label, 'span', 'mark', right.indexOf(k) < 0 ? '✗ 选错' : input.checked ? '✓' : '✓ 应选')
    })
  }

  function drawSingle(box, item, given, change) {
    var texts = item.type === 'judge' ? ['正确', '错误'] : item.options
    choices(box, item, texts, 'radio', given, function (k) { change([k]) })
  }

  function drawMultiple(box, item, given, change) {
    choices(box, item, item.options, 'checkbox', given, function (k, on) {
      var rest = given.filter(function (other) { return other !== k })
      change((on ? rest.concat(k) : rest).sort(function (a, b) { return a - b }))
    })
  }

  // The parts get their places in the order in which they are tapped; tapping one again takes it and all later ones back.
  function drawOrder(box, item, given, change) {
    item.options.forEach(function (text, k) {
      var at = given.indexOf(k)
      var b = button(box, undefined, function () { change(at < 0 ? given.concat(k) : given.slice(0, at)) }, 'choice' + (at < 0 ? '' : ' chosen'))
      b.disabled = item.locked
      b.setAttribute('aria-pressed', at >= 0)
      put(b, 'span', 'letter', at < 0 ? '' : String(at + 1))
      put(b, 'span', 'words', LETTERS[k] + '．' + text)
      if (!item.locked) return
      mark(b, item.key[at] === k)
      put(b, 'span', 'mark', item.key[at] === k ? '✓' : '✗ 应第' + (item.key.indexOf(k) + 1))
    })
  }

  // A select shows one line of a long text, so the parts stand above in full.
  function drawMatch(box, item, given, change) {
    var list = put(box, 'ul', 'lookup')
    item.options.forEach(function (text, k) { put(list, 'li', '', LETTERS[k] + '．' + text) })
    item.left.forEach(function (text, l) {
      var pair = put(box, 'div', 'pair')
      var label = put(pair, 'label', '', '（' + (l + 1) + '）' + text)
      var select = put(pair, 'select')
      select.id = 'item' + item.number + 'part' + l
      label.htmlFor = select.id
      put(select, 'option', '', '请选择').value = '-1'
      item.options.forEach(function (right, k) { put(select, 'option', '', LETTERS[k] + '．' + right).value = String(k) })
      select.value = String(given[l])
      select.disabled = item.locked
      select.addEventListener('change', function () {
        var next = given.slice()
        next[l] = Number(select.value)
        change(next)
      })
      if (item.locked) mark(select, given[l] === item.key[l])
    })
  }

  function drawShort(box, item, given, change) {
    var area = put(box, 'textarea')
    area.setAttribute('aria-label', '作答')
    area.placeholder = '先在这里写，或在心里答，再看答案'
    area.value = given[0]
    area.disabled = item.locked
    area.addEventListener('input', function () { change([area.value], true) })
  }

  function nothing() {
    return []
  }

  var TYPES = {
    fill: {
      start: function (item) { return item.blanks.map(function () { return '' }) },
      full: function (item, given) { return given.some(plain) },
      right: function (item, given) { return fitBlanks(item, given).every(isTrue) },
      hint: function (item) { return item.ordered || item.blanks.length < 2 ? '' : '各空不分先后' }
    },
    single: { start: nothing, draw: drawSingle, full: function (item, given) { return given.length } },
    multiple: { start: nothing, draw: drawMultiple, full: function (item, given) { return given.length }, hint: function () { return '可选多项' } },
    judge: {
      start: nothing, draw: drawSingle,
      full: function (item, given) { return given.length },
      right: function (item, given) { return given[0] === (item.truth ? 0 : 1) }
    },
    short: { start: function () { return [''] }, draw: drawShort, full: function () { return true } },
    order: {
      start: nothing, draw: drawOrder,
      full: function (item, given) { return given.length === item.options.length },
      hint: function () { return '按先后顺序点选' }
    },
    match: {
      start: function (item) { return item.left.map(function () { return -1 }) },
      draw: drawMatch,
      full: function (item, given) { return given.every(function (k) { return k >= 0 }) }
    }
  }

  // A short answer, or a stem whose blanks are not those of its key, is judged by whoever answers.
  function judgesSelf(item) {
    if (item.type !== 'fill') return item.type === 'short'
    return item.stem.filter(function (piece) { return piece > 0 }).length !== item.blanks.length
  }

  function typeOf(item) {
    return judgesSelf(item) ? TYPES.short : TYPES[item.type]
  }

  function givenOf(i) {
    return state.given[i] || typeOf(items[i]).start(items[i])
  }

  function isRight(item, given) {
    var type = typeOf(item)
    return type.right ? type.right(item, given) : same(given, item.key)
  }

  // --- an item on the screen ---

  function drawBlank(parent, item, given, b, change) {
    var input = put(parent, 'input', item.width > 12 ? 'w16' : item.width > 8 ? 'w12' : '')
    input.type = 'text'
    input.value = given[b]
    input.disabled = item.locked
    input.autocomplete = 'off'
    input.setAttribute('autocapitalize', 'off')
    input.setAttribute('autocorrect', 'off')
    input.setAttribute('enterkeyhint', 'done')
    input.spellcheck = false
    input.setAttribute('aria-label', '第' + (b + 1) + '空')
    input.addEventListener('input', function () {
      given[b] = input.value
      change(given, true)
    })
    input.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' && !event.isComposing) check()
    })
    if (item.locked) mark(input, fitBlanks(item, given)[b])
  }

  // In a stem a text is a piece of text, 0 the brackets of a choice, a number a blank of that width. Brackets at either end
  // are for a pen. What may begin no line stays with the blank before it.
  function drawStem(parent, item, given, change) {
    var blanks = 0
    var place = parent
    var pens = item.type === 'judge' || item.type === 'match'
    item.stem.forEach(function (piece, at) {
      if (typeof piece === 'string') {
        var glued = place === parent ? '' : piece.match(/^[，。、；：？！”’）》】〉…,.;:?!)]*/)[0]
        place.appendChild(document.createTextNode(glued))
        parent.appendChild(document.createTextNode(piece.slice(glued.length)))
        place = parent
      } else if (piece === 0) {
        if (!pens || (at > 0 && at < item.stem.length - 1)) parent.appendChild(document.createTextNode('（　　）'))
      } else if (judgesSelf(item)) parent.appendChild(document.createTextNode('________'))
      else {
        item.width = piece
        place = put(parent, 'span', 'whole')
        drawBlank(place, item, given, blanks++, change)
      }
    })
  }

  function drawVerdict(box, item, i) {
    var right = state.done[i]
    box.className = 'verdict' + (right === undefined || right === null ? '' : right ? ' right' : ' wrong')
    if (typeof right === 'boolean') put(box, 'p', 'says', right ? '✓ 答对了' : '✗ 答错了')
    line(box, '答案：', item.answer, item.type === 'short' ? '\n' : '')
    if (item.explanation) line(box, '解析：', item.explanation, '', 'small')
    if (item.places) line(box, '出处：', item.places, '', 'small')
    if (typeof right === 'boolean') return
    var judging = put(box, 'div', 'judging')
    button(judging, '✗ 没答对', function () { judge(i, false) })
    button(judging, '✓ 答对了', function () { judge(i, true) })
  }

  function line(box, term, text, between, className) {
    var p = put(box, 'p', className)
    put(p, 'span', 'term', term + between)
    p.appendChild(document.createTextNode(text))
  }

  function judge(i, right) {
    state.done[i] = right
    save()
    show()
  }

  function drawProgress(parent) {
    var n = state.list.length
    var row = put(parent, 'div', 'progress')
    put(row, 'span', '', (state.round > 1 ? '错题再练　' : '') + '第 ' + (state.at + 1) + ' / ' + n + ' 题')
    var track = put(row, 'div', 'track')
    track.setAttribute('role', 'progressbar')
    track.setAttribute('aria-label', '进度')
    track.setAttribute('aria-valuemin', '0')
    track.setAttribute('aria-valuemax', String(n))
    var done = state.list.filter(isDone).length
    track.setAttribute('aria-valuenow', String(done))
    put(track, 'span').style.width = (100 * done) / n + '%'
  }

  function drawItem() {
    var i = state.list[state.at]
    var item = items[i]
    var type = typeOf(item)
    var given = givenOf(i)
    item.locked = isDone(i)
    function change(next, quiet) {
      state.given[i] = next
      save()
      if (quiet) drawKeys()
      else show(document.activeElement)
    }
    drawProgress(room)
    put(room, 'h2', 'kind', item.number + '．' + item.label + ' · ' + item.points + '分').tabIndex = -1
    drawStem(put(room, 'div', 'question'), item, given, change)
    var hint = type.hint ? type.hint(item) : ''
    if (hint && !item.locked) put(room, 'p', 'hint', hint)
    var box = put(room, 'fieldset', item.type + (item.locked ? ' checked' : ''))
    put(box, 'legend', '', '作答')
    if (type.draw) type.draw(box, item, given, change)
    var verdict = put(room, 'div', 'verdict')
    verdict.setAttribute('aria-live', 'polite')
    verdict.hidden = !item.locked
    if (item.locked) drawVerdict(verdict, item, i)
    room.appendChild(keys)
    drawKeys()
  }

  // --- the keys below ---

  var keys = make('div', 'keys-bar')

  function drawKeys() {
    var i = state.list[state.at]
    var item = items[i]
    var last = state.at === state.list.length - 1
    var row = make('div')
    keys.textContent = ''
    keys.appendChild(row)
    button(row, '上一题', function () { go(-1) }, 'back').disabled = state.at === 0
    if (isDone(i)) {
      button(row, last ? '看成绩' : '下一题', function () { go(1) }, 'main next')
      return
    }
    button(row, judgesSelf(item) ? '看答案' : '检查', check, 'main check').disabled = !typeOf(item).full(item, givenOf(i))
    button(row, last ? '看成绩' : '下一题', function () { go(1) }, 'next')
  }

  function check() {
    var i = state.list[state.at]
    var item = items[i]
    if (isDone(i) || !typeOf(item).full(item, givenOf(i))) return
    state.given[i] = givenOf(i)
    state.done[i] = judgesSelf(item) ? null : isRight(item, givenOf(i))
    save()
    show()
    var verdict = room.querySelector('.verdict')
    verdict.tabIndex = -1
    verdict.focus({ preventScroll: true })
    if (verdict.scrollIntoView) verdict.scrollIntoView({ block: 'nearest' })
  }

  function go(step) {
    state.at += step
    if (state.at >= state.list.length) finish()
    save()
    show()
    window.scrollTo(0, 0)
    var head = room.querySelector('h2')
    if (head) head.focus({ preventScroll: true })
  }

  // --- the end of a round ---

  function points(list) {
    return list.reduce(function (sum, i) { return sum + items[i].points }, 0)
  }

  function rightOnes() {
    return state.list.filter(function (i) { return state.done[i] === true })
  }

  function finish() {
    state.at = state.list.length - 1
    state.ended = true
    if (state.round === 1) state.first = points(rightOnes())
  }

  function again(list, round) {
    var first = state.first
    var given = state.given
    var done = state.done
    state = begin(list)
    state.round = round
    if (round > 1) {
      state.first = first
      state.given = given
      state.done = done
      list.forEach(function (i) {
        delete given[i]
        delete done[i]
      })
    }
    save()
    show()
    window.scrollTo(0, 0)
  }

  function drawWrong(end, wrong) {
    put(end, 'p', 'soft', '没有答对的题，点题号回看：')
    var list = put(end, 'ul', 'numbers')
    wrong.forEach(function (i) {
      var b = button(put(list, 'li'), String(items[i].number), function () {
        state.at = state.list.indexOf(i)
        state.ended = false
        save()
        show()
        window.scrollTo(0, 0)
      })
      b.setAttribute('aria-label', '回看第' + items[i].number + '题')
    })
  }

  function drawEnd() {
    var wrong = state.list.filter(function (i) { return state.done[i] !== true })
    var open = wrong.filter(function (i) { return state.done[i] !== false })
    var end = put(room, 'div', 'end')
    put(end, 'h2', '', state.round === 1 ? '本次成绩' : wrong.length ? '这一轮还有错题' : '错题全部答对').tabIndex = -1
    var score = put(end, 'p', 'score', String(state.first))
    put(score, 'span', '', ' / ' + points(all()) + ' 分')
    if (state.round > 1) put(end, 'p', 'soft', '首次成绩')
    put(end, 'p', 'tally', '答对 ' + (state.list.length - wrong.length) + ' 题，答错 ' + (wrong.length - open.length) + ' 题' + (open.length ? '，未答 ' + open.length + ' 题' : ''))
    if (wrong.length) drawWrong(end, wrong)
    else if (state.round === 1) put(end, 'p', 'soft', '全部答对')
    var row = put(end, 'div', 'choices')
    if (wrong.length) button(row, '错题再练（' + wrong.length + ' 题）', function () { again(wrong, state.round + 1) }, 'main again')
    button(row, '全部重做', function () { again(all(), 1) }, 'anew')
  }

  // --- the whole ---

  // Draws anew; the control that had the focus has it again.
  function show(focused) {
    var inputs = focused && room.contains(focused) ? controls().indexOf(focused) : -1
    room.textContent = ''
    if (state.ended) drawEnd()
    else drawItem()
    if (inputs >= 0 && controls()[inputs]) controls()[inputs].focus({ preventScroll: true })
  }

  function controls() {
    return Array.prototype.slice.call(room.querySelectorAll('fieldset input, fieldset select, fieldset button'))
  }

  function turn(practising) {
    document.body.classList.toggle('practising', practising)
    room.hidden = !practising
    toggle.textContent = practising ? '看试卷' : '做练习'
    window.scrollTo(0, 0)
  }

  put(bar, 'span', 'name', quiz.title)
  var toggle = button(bar, '', function () { turn(room.hidden) }, 'toggle')
  if (window.print) button(bar, '打印', function () { window.print() }, 'print')
  bar.hidden = false
  if (items.length) show()
  else toggle.hidden = true
  turn(items.length > 0 && window.innerWidth < 760)
})()
