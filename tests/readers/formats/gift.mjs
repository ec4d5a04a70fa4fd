// gift-pegjs, a parser of GIFT by other people, and the rules by which Moodle reads GIFT, written anew: the two differ
// in what they forgive. What is HTML is turned into text here.
import fs from 'node:fs'
import gift from 'gift-pegjs'
import { explanationOf, itemOf } from '../items.mjs'
import { oneLine, points, refuse } from '../lines.mjs'

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#37': '%', '#47': '/', '#91': '[' }

function textOf({ format, text }) {
  if (format !== 'html') refuse('not HTML', text)
  const plain = text.replaceAll('</p><p>', '\n').replace(/<\/?p>/g, '').replaceAll('<br>', '\n')
  if (/</.test(plain)) refuse('an element', text)
  return plain.replace(/&([^;]*);/g, (all, name) => ENTITIES[name] ?? refuse('an entity', all))
}

// Typed answers and parts on the right are plain text, though the parser says html of the former too. Of the latter
// it undoes no escapes: its placeholders remain.
const plain = (text) => text.replace(/&&0(\d\d);/g, (_, n) => String.fromCharCode(n)).replace(/&&1(\d\d);/g, (_, n) => String.fromCharCode(100 + +n))

const SHARES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20].map((n) => [n, Number((100 / n).toFixed(5))])

function choices(q) {
  const options = q.choices.map((c) => textOf(c.text))
  if (q.choices.every((c) => c.weight === null)) {
    const key = q.choices.flatMap((c, i) => (c.isCorrect ? [i] : []))
    return key.length === 1 ? { type: 'single', options, key } : refuse('not one right option', q.title)
  }
  const key = q.choices.flatMap((c, i) => (c.weight > 0 ? [i] : []))
  const share = SHARES.find(([n]) => n === key.length)?.[1]
  if (q.choices.some((c) => c.isCorrect || (c.weight !== share && c.weight !== -100))) refuse('shares that Moodle refuses', q.title)
  return { type: 'multiple', options, key }
}

function matching(q) {
  const pairs = q.matchPairs.map((p) => [textOf(p.subquestion), plain(p.subanswer)])
  if (!q.title.endsWith('排序题')) return { type: 'match', pairs }
  const order = []
  for (const [part, place] of pairs) order[place - 1] = part
  return { type: 'order', order }
}

const FORMS = {
  MC: choices,
  TF: (q) => ({ type: 'judge', answer: q.isTrue }),
  Short(q) {
    if (!q.hasEmbeddedAnswers || q.choices.some((c) => c.weight !== null)) refuse('no gap', q.title)
    return { type: 'fill', blanks: [q.choices.map((c) => c.text.text)] }
  },
  Essay(q) {
    const text = textOf(q.globalFeedback).match(/^要点：\n(.*)\n解析：.*\n出处：.*$/s) ?? refuse('no points', q.title)
    return { type: 'short', points: points(text[1], '\n') }
  },
  Matching: matching,
}

function read(file, { quiz }) {
  const text = fs.readFileSync(file, 'utf8')
  if (text.startsWith('\uFEFF')) refuse('a byte order mark', text.slice(0, 10))
  const [category, ...questions] = gift.parse(text)
  if (category.type !== 'Category' || !category.title.startsWith('$course$/top/')) refuse('no category', category.title)
  return questions.map((q) => {
    const item = FORMS[q.type] ? FORMS[q.type](q) : refuse('another type', q.type)
    const source = quiz.questions.find((s) => s.id === q.id) ?? refuse('no id', q.title)
    if (!textOf(q.globalFeedback).includes(oneLine(explanationOf(source))) || !source.tags.length !== !q.tags)
      refuse('another explanation, or no tags', q.title)
    return { stem: textOf(q.stem).replace(/(^| )_____ /, '____'), ...item }
  })
}

// --- Moodle's rules ---

const ESCAPED = { ':': '&&058;', '#': '&&035;', '=': '&&061;', '{': '&&123;', '}': '&&125;', '~': '&&126;', n: '&&010;' }
const hide = (text) => text.replace(/\\([\\:#={}~n])/g, (_, c) => (c === '\\' ? '\\' : ESCAPED[c]))
const show = (text) => text.replace(/&&(\d{3});/g, (_, n) => String.fromCharCode(n)).trim()

// A format in brackets at the beginning, else the one given.
function rich(text, format) {
  const m = text.trim().match(/^\[(html|plain|moodle|markdown)\](.*)$/s)
  return textOf({ format: m ? m[1] : format, text: show(m ? m[2] : text) })
}

// A weight in front of an answer.
function weighed(answer) {
  const m = answer.match(/^%(-?\d{1,3}(?:\.\d+)?)%(.*)$/s)
  return m ? [Number(m[1]), m[2]] : [null, answer]
}

// In order: any ~ makes a choice, a -> pairs, T or F alone a judgement, anything else typed answers.
function answersOf(text, title) {
  if (text === '') return { type: 'short' }
  if (text.startsWith('#')) refuse('numbers', title)
  if (text.includes('#')) refuse('feedback of its own, or a # not escaped', title)
  if (text.includes('~')) {
    const single = text.includes('=')
    const parts = text.replaceAll('=', '~=').split('~').map((p) => p.trim()).filter(Boolean)
    if (parts.length < 2) refuse('fewer than two options', title)
    const choices = parts.map((p) => (p.startsWith('=') ? [100, p.slice(1)] : weighed(p)))
    const options = choices.map(([, p]) => rich(p, 'html'))
    const key = choices.flatMap(([w], i) => (w > 0 ? [i] : []))
    const share = SHARES.find(([n]) => n === key.length)?.[1]
    for (const [w] of choices) if (single ? w !== 100 && w !== null : w !== share && w !== -100) refuse('shares that Moodle refuses', title)
    return { type: single ? 'single' : 'multiple', options, key }
  }
  const parts = text.split('=').map((p) => p.trim())
  if (parts.length > 1 && text.includes('->')) {
    const pairs = parts.slice(1).map((p) => {
      const at = p.indexOf('->')
      return at < 0 ? refuse('a part without its other', p) : [rich(p.slice(0, at), 'html'), show(p.slice(at + 2)).replace(/\s\s+/g, ' ')]
    })
    if (pairs.length < 2) refuse('fewer than two pairs', title)
    if (!title.endsWith('排序题')) return { type: 'match', pairs }
    return { type: 'order', order: pairs.map((_, i) => pairs.find(([, place]) => Number(place) === i + 1)[0]) }
  }
  if (/^(T|TRUE|F|FALSE)$/.test(text)) return { type: 'judge', answer: text.startsWith('T') }
  if (parts[0] !== '') refuse('text in front of the first answer', title)
  const answers = parts.slice(1)
  if (answers.some((a) => weighed(a)[0] !== null || /^\[(html|plain|moodle|markdown)\]/.test(a) || show(a).includes('*')))
    refuse('an answer that is read as something else', title)
  return { type: 'fill', blanks: [answers.map(show)] }
}

function readBlock(block) {
  const lines = block.split('\n').map((l) => (l.trim().startsWith('//') ? ' ' : l))
  const text = hide(lines.join('\n').trim())
  const m = text.match(/^::(.*?)::(.*)$/s) ?? refuse('no name', block)
  const open = m[2].indexOf('{')
  const close = m[2].indexOf('}')
  if (open < 0 || close < open || m[2].lastIndexOf('{') !== open || m[2].lastIndexOf('}') !== close) refuse('not one pair of braces', block)
  const inside = m[2].slice(open + 1, close)
  const gap = m[2].trim().endsWith('}') ? '' : '____'
  const feedback = inside.lastIndexOf('####')
  const item = answersOf(inside.slice(0, feedback < 0 ? undefined : feedback).trim(), show(m[1]))
  if ((item.type === 'fill') !== (gap !== '')) refuse('a gap that does not show, or one too many', block)
  item.stem = rich(m[2].slice(0, open) + gap + m[2].slice(close + 1), 'moodle')
  if (item.type === 'short') item.points = FORMS.Essay({ globalFeedback: { format: 'html', text: show(inside.slice(feedback + 4)) }, title: m[1] }).points
  return item
}

function readMoodle(file) {
  const [category, ...blocks] = fs.readFileSync(file, 'utf8').trim().split(/\n[ \t]*\n/)
  if (!/^\$CATEGORY: \$course\$\/top\/[^\n]+$/.test(category)) refuse('no category', category)
  return blocks.map(readBlock)
}

export const readers = { 'gift-pegjs': read, "Moodle's rules": readMoodle }
export const expect = (q) => {
  const item = itemOf(q)
  if (item.pairs) item.pairs = item.pairs.map(([l, r]) => [l, oneLine(r).replace(/\s\s+/g, ' ')])
  return item
}
// HTML has one kind of line end. The parser drops blanks around a gap and at the ends of texts.
export const fold = (text) => text.replaceAll('\r\n', '\n').replace(/\s*____\s*/g, '____').trim()
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/gift'
