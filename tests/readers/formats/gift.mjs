// gift-pegjs, a parser of GIFT by other people. What it gives out as HTML is turned into text here.
import fs from 'node:fs'
import gift from 'gift-pegjs'
import { itemOf } from '../items.mjs'
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
    if (!textOf(q.globalFeedback).includes(oneLine(source.explanation)) || !source.tags.length !== !q.tags)
      refuse('another explanation, or no tags', q.title)
    return { stem: textOf(q.stem).replace(/(^| )_____ /, '____'), ...item }
  })
}

export const readers = { 'gift-pegjs': read }
export const expect = (q) => {
  const item = itemOf(q)
  if (item.pairs) item.pairs = item.pairs.map(([l, r]) => [l, oneLine(r).replace(/\s\s+/g, ' ')])
  return item
}
// HTML has one kind of line end. The parser drops blanks around a gap and at the ends of texts.
export const fold = (text) => text.replaceAll('\r\n', '\n').replace(/\s*____\s*/g, '____').trim()
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/gift'
