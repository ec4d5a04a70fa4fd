// The vendor's tool needs its server: a strict reader of the form that it documents and checks before it sends.
import fs from 'node:fs'
import { letters, points, refuse } from '../lines.mjs'
import { explanationOf } from '../items.mjs'

const score = (text) => (/^\d+(\.\d{1,2})?$/.test(text) ? Number(text) : refuse('no score', text))
const strings = (value) =>
  Array.isArray(value) && value.length && value.every((s) => typeof s === 'string' && s) ? value : refuse('no strings', value)

function choice(line) {
  return { options: strings(line.select), key: letters(strings(line.correctselect).join(''), line.select) }
}

const FORMS = {
  考试单选(line) {
    const item = { type: 'single', ...choice(line) }
    return item.key.length === 1 ? item : refuse('not one letter', line.title)
  },
  考试多选: (line) => ({ type: 'multiple', ...choice(line) }),
  考试判断(line) {
    if (line.select.join() !== '对,错' || !/^[对错]$/.test(line.correctselect.join())) refuse('neither 对 nor 错', line.title)
    return { type: 'judge', answer: line.correctselect[0] === '对' }
  },
  考试单项填空(line) {
    if (line.title.split('____').length !== 2) refuse('not one blank', line.title)
    return { type: 'fill', blanks: [strings(line.correctselect)] }
  },
  考试多项填空(line) {
    if (line.rowtitle || line.title.split('{_}').length - 1 !== line.answerlists.length) refuse('other blanks', line.title)
    for (const list of line.answerlists) if (typeof list.include !== 'boolean') refuse('no include', line.title)
    line.quizscore = String(Math.round(100 * line.answerlists.reduce((sum, l) => sum + score(l.quizscore), 0)) / 100)
    return { type: 'fill', stem: line.title.replaceAll('{_}', '____'), blanks: line.answerlists.map((l) => strings(l.correctselect)) }
  },
  考试简答(line) {
    const lines = line.answeranalysis.split('\n')
    if (lines[0] !== '要点：') refuse('no points', line.title)
    return { type: 'short', points: points(lines.slice(1, -1).join('\n'), '\n') }
  },
}

function readLine(text) {
  const line = JSON.parse(text)
  if (!FORMS[line.qtype] || typeof line.title !== 'string' || !line.title) refuse('no item', text)
  if (line.qtype !== '考试多项填空' && line.title.includes('{_}')) refuse('a blank too many', line.title)
  if (line.isquiz !== '1') refuse('no item of an exam', text)
  const item = { stem: line.title, ...FORMS[line.qtype](line) }
  return { ...item, score: score(line.quizscore), note: line.answeranalysis }
}

function read(file, { quiz }) {
  const bytes = fs.readFileSync(file)
  if (bytes.length > 1000000) refuse('too large', bytes.length)
  const [head, ...lines] = bytes.toString().replace(/^\uFEFF/, '').replace(/\r\n/g, '\n').split('\n').filter(Boolean)
  const { qtype, title, atype } = JSON.parse(head)
  if (qtype !== '问卷基础信息' || atype !== 6) refuse('no heading of an exam', head)
  if (title.trim().length < 2 || /^([?？\s]*|标题|无标题|未命名|问卷标题|test|demo|untitled|xxx)$/i.test(title)) refuse('no title', head)
  const items = lines.map(readLine)
  if (items.length === 0) refuse('no item', head)
  // Score and explanation come along: of the one item of the set that has this stem and note.
  for (const item of items) {
    const same = quiz.questions.filter((q) => q.stem === item.stem && item.note.includes(explanationOf(q)))
    if (!same.some((q) => q.score === item.score)) refuse('another score or explanation', item.stem)
  }
  return items
}

export const readers = { 'a strict reader': read }
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/wjx'
