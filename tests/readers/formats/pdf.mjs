// Poppler's pdftotext reads the paper: every stem with its blanks and brackets, every option, and the key with its
// explanations behind it.
import { execFileSync } from 'node:child_process'

const HEAD = /^[一二三四五六七八九十]、(填空题|单选题|多选题|判断题|简答题|排序题|匹配题)/
const TYPES = { 填空题: 'fill', 单选题: 'single', 多选题: 'multiple', 判断题: 'judge', 简答题: 'short', 排序题: 'order', 匹配题: 'match' }

// The paper's lines in the order in which they were drawn; page numbers are not part of it.
export const linesOf = (file) =>
  execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 })
    .split(/[\n\f]/)
    .filter((line) => line && !/^(第\d+页\s+共\d+页|— \d+ —)$/.test(line))

const bare = (text) => text.replace(/\s+/gu, '')

// Items by their numbers, which run through sections: [{type, number, text}].
export function cutItems(lines, headEnd) {
  const items = []
  let type = null
  for (const line of lines) {
    const head = line.match(HEAD)
    if (head && headEnd.test(line.slice(head[0].length))) {
      type = TYPES[head[1]]
      continue
    }
    const label = line.match(/^(\d+)．/)
    if (type && label && Number(label[1]) === items.length + 1) items.push({ type, text: line.slice(label[0].length) })
    else if (items.length && items.at(-1).type === type) items.at(-1).text += `\n${line}`
  }
  return items.map((item) => ({ ...item, text: bare(item.text) }))
}

// "甲A．乙B．丙" → ["甲", "乙", "丙"]
function cutLabels(text, label) {
  const parts = []
  let rest = text
  for (let i = 0; ; i++) {
    const at = rest.indexOf(label(i))
    if (at < 0) return [...parts, rest]
    parts.push(rest.slice(0, at))
    rest = rest.slice(at + label(i).length)
  }
}

const letter = (i) => `${String.fromCharCode(65 + i)}．`
const asStem = (text) => text.replace(/（[\d.]+分）$/, '').replace(/＿+/g, '____')

function readQuestion({ type, text }) {
  if (type === 'fill' || type === 'judge' || type === 'short') return { type, stem: asStem(text) }
  const [front, ...options] = cutLabels(text, letter)
  if (type !== 'match') return { type, stem: asStem(front), options }
  const [stem, ...left] = cutLabels(front, (i) => `（${i + 1}）`)
  return { type, stem: asStem(stem), left: left.map((l) => l.replace(/（）$/, '')), options }
}

function readKey(item, text) {
  const [answer, explanation] = text.split(/解析：|出处：/)
  const indices = [...answer].filter((c) => c >= 'A' && c <= 'Z').map((c) => c.charCodeAt(0) - 65)
  const read = { ...item, answerText: answer, explanation }
  if (item.type === 'single' || item.type === 'multiple') read.key = indices
  if (item.type === 'judge') read.answer = answer.startsWith('正确')
  if (item.type === 'order') read.order = indices.map((i) => item.options[i])
  if (item.type === 'match') read.pairs = item.left.map((l, i) => [l, item.options[indices[i]]])
  return read
}

// The paper's items stand in sections, in the order in which their types first come; back to the set's order.
function inSetOrder(items, questions) {
  const types = [...new Set(questions.map((q) => q.type))]
  const printed = types.flatMap((type) => questions.flatMap((q, i) => (q.type === type ? [i] : [])))
  return questions.map((_, i) => items[printed.indexOf(i)])
}

export const readers = {
  pdftotext: (file, { quiz }) => {
    const lines = linesOf(file)
    const at = lines.indexOf('参考答案与解析')
    const questions = cutItems(lines.slice(0, at), /^（共/).map(readQuestion)
    const keys = cutItems(lines.slice(at + 1), /^$/)
    if (keys.length !== questions.length) throw new Error(`${questions.length} items, ${keys.length} keys`)
    return inSetOrder(questions.map((q, i) => readKey(q, keys[i].text)), quiz.questions)
  },
}

// What the key says of items whose answers are words.
const answerText = {
  fill: (q) =>
    q.blanks.map((b) => b.answer + (b.accept?.length ? `（或${b.accept.join('、')}）` : '')).join('；') +
    (q.blanks.length > 1 && q.ordered === false ? '（不分先后）' : ''),
  judge: (q) => (q.answer ? '正确' : '错误') + (q.swap ? `（“${q.swap.to}”应为“${q.swap.from}”）` : ''),
  short: (q) => q.answer.map((a, i) => `（${i + 1}）${a}`).join(''),
}

// Brackets for a choice stand behind a stem that has none; in front of a statement. Those of a matching item stand
// behind its left parts.
function expectedStem(q) {
  if (q.type === 'fill' || q.type === 'short' || q.type === 'match') return q.stem
  if (q.stem.includes('（　）')) return q.stem
  return q.type === 'judge' ? `（　）${q.stem}` : `${q.stem}（　）`
}

export function expect(q) {
  const item = { type: q.type, stem: expectedStem(q), explanation: q.explanation }
  if (q.options) item.options = q.options.map((o) => o.text)
  if (q.type === 'single' || q.type === 'multiple') item.key = q.options.flatMap((o, i) => (o.correct ? [i] : []))
  if (q.type === 'judge') item.answer = q.answer
  if (q.type === 'order') Object.assign(item, { options: q.items, order: q.answer.map((i) => q.items[i]) })
  if (q.type === 'match') Object.assign(item, { options: q.right, pairs: q.left.map((l, i) => [l, q.right[q.answer[i]]]) })
  if (answerText[q.type]) item.answerText = answerText[q.type](q)
  return item
}

// The page breaks lines where it must: blanks and line ends are not compared. In a statement ____ is text.
export const fold = (text) => bare(text).replace(/＿+/g, '____')

export const fields = {
  pdftotext: {
    fill: ['stem', 'answerText', 'explanation'],
    single: ['stem', 'options', 'key', 'explanation'],
    multiple: ['stem', 'options', 'key', 'explanation'],
    judge: ['stem', 'answer', 'answerText', 'explanation'],
    short: ['stem', 'answerText', 'explanation'],
    order: ['stem', 'options', 'order', 'explanation'],
    match: ['stem', 'options', 'pairs', 'explanation'],
  },
}
