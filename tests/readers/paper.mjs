// Reads the items back from the text of a test paper, as a person would: sections, numbers, letters, the key at the end.
import { itemOf } from './items.mjs'

const TYPES = { 填空题: 'fill', 单选题: 'single', 多选题: 'multiple', 判断题: 'judge', 简答题: 'short', 排序题: 'order', 匹配题: 'match' }
const LABELS = Object.keys(TYPES).join('|')
const SECTION = new RegExp(`^[一二三四五六七八九十]、(${LABELS})（共\\d+题，.*分.*）$`)
const KEY_SECTION = new RegExp(`^[一二三四五六七八九十]、(${LABELS})$`)
const KEY_HEAD = '参考答案与解析'
const BLANK = /_{8,}/g
const BRACKETS = /（[\u00a0\u3000]+）/g
const letterIndex = (c) => c.charCodeAt(0) - 65

// {section: type} and the lines of each numbered item below it; the numbers run on.
function cut(lines, head) {
  const items = []
  let type = null
  let open = null
  for (const line of lines) {
    const section = line.trim().match(head)
    if (section) {
      type = TYPES[section[1]]
      open = null
    } else if (type && line.startsWith(`${items.length + 1}．`)) {
      items.push({ type, lines: (open = [line.slice(`${items.length + 1}．`.length)]) })
    } else if (open) open.push(line)
  }
  return items
}

// The options of "A．甲\tB．乙" over several lines, letter after letter; what stands before A is left in rest.
function cutOptions(text) {
  const starts = []
  let at = 0
  for (let letter = 0; ; letter++) {
    const mark = String.fromCharCode(65 + letter) + '．'
    const found = [...text.slice(at).matchAll(new RegExp(`(^|[\\n\\t ])${mark}`, 'g'))][0]
    if (!found) break
    const begin = at + found.index + found[1].length
    starts.push([begin, begin + mark.length])
    at = begin + mark.length
  }
  const options = starts.map(([, from], i) => text.slice(from, starts[i + 1]?.[0]).trim())
  return { options, rest: starts.length ? text.slice(0, starts[0][0]) : text }
}

function readItem({ type, lines }) {
  const item = { type }
  let text = lines.join('\n').trim()
  if (['single', 'multiple', 'order', 'match'].includes(type)) {
    const { options, rest } = cutOptions(text)
    item.options = options
    text = rest.trim()
  }
  if (type === 'match') {
    const parts = text.split(/\n（\d+）/)
    text = parts[0]
    item.left = parts.slice(1).map((s) => s.trim())
  }
  item.stem = text.replace(/（\d+(\.5)?分）$/, '').replace(BLANK, '____').replace(BRACKETS, '（　）')
  return item
}

// The key of an item, into its fields.
const READ_KEY = {
  fill: (item, text) => (item.blanks = text),
  single: (item, text) => (item.key = [...text].map(letterIndex)),
  multiple: (item, text) => (item.key = [...text].map(letterIndex)),
  judge: (item, text) => {
    item.answer = text.startsWith('正确') ? true : text.startsWith('错误') ? false : null
    item.swap = text.slice(2)
  },
  short: (item, text) => (item.points = text.split(/(?:^|\n)（\d+）/).slice(1).map((s) => s.trim())),
  order: (item, text) => (item.order = [...text].map((c) => item.options[letterIndex(c)])),
  match: (item, text) => (item.pairs = text.split(' ').map((p) => [item.left[parseInt(p) - 1], item.options[letterIndex(p.at(-1))]])),
}

export function readPaper(text) {
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((l) => l.trim() === KEY_HEAD)
  if (at < 0) throw new Error('no key')
  const items = cut(lines.slice(0, at), SECTION).map(readItem)
  const keys = cut(lines.slice(at + 1), KEY_SECTION)
  if (keys.length !== items.length) throw new Error(`${items.length} items, ${keys.length} in the key`)
  for (const [i, { type, lines: all }] of keys.entries()) {
    if (type !== items[i].type) throw new Error(`item ${i + 1}: ${items[i].type}, in the key ${type}`)
    const end = all.findIndex((l) => /^(解析|出处)：/.test(l.trim()))
    const sources = all.findIndex((l) => /^出处：/.test(l.trim()))
    if (sources < 0) throw new Error(`item ${i + 1}: no 出处`)
    READ_KEY[type](items[i], all.slice(0, end).join('\n').trim())
    items[i].explanation = all.slice(end, sources).join('\n').trim().replace(/^解析：/, '')
  }
  return items
}

// The paper has brackets where the stem has none, and its key is in words.
export function expectPaper(q) {
  const item = itemOf(q)
  const choice = ['single', 'multiple', 'order'].includes(q.type)
  if (q.type === 'judge') item.stem = q.stem.includes('（　）') ? q.stem : `（　）${q.stem}`
  else if (q.type === 'match' || (choice && !q.stem.includes('（　）'))) item.stem += '（　）'
  if (q.type === 'order') item.options = q.items
  if (q.type === 'match') item.options = q.right
  if (q.type === 'judge') item.swap = q.swap ? `（“${q.swap.to}”应为“${q.swap.from}”）` : ''
  if (q.type === 'fill') {
    const words = q.blanks.map((b) => b.answer + (b.accept?.length ? `（或${b.accept.join('、')}）` : ''))
    item.blanks = words.join('；') + (q.blanks.length > 1 && !q.ordered ? '（不分先后）' : '')
  }
  item.explanation = q.explanation ?? ''
  return item
}
