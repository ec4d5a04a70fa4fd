// What the readers of formats that are read line by line share.

// Tabs and line ends become a blank each, blanks at the ends go: what a line can hold of a text.
export const oneLine = (text) => text.replace(/[\t-\r\x85\u2028\u2029]/g, ' ').trim()

export const refuse = (why, line) => {
  throw new Error(`${why}: ${JSON.stringify(line)}`)
}

// Places of the letters in a key; refuses what is no letter of an option, or stands twice.
export function letters(key, options) {
  const places = [...key].map((c) => c.charCodeAt(0) - 65)
  if (places.length === 0 || places.some((p) => !(p >= 0 && p < options.length))) refuse('no letters of options', key)
  if (new Set(places).size !== places.length) refuse('a letter twice', key)
  return places
}

// （1）甲；（2）乙 → [甲, 乙]; without numbers one point.
export function points(text, between = '；') {
  if (!text.startsWith('（1）')) return [text]
  const out = []
  for (let rest = text; rest !== null; ) {
    rest = rest.slice(`（${out.length + 1}）`.length)
    const next = rest.indexOf(`${between}（${out.length + 2}）`)
    out.push(next < 0 ? rest : rest.slice(0, next))
    rest = next < 0 ? null : rest.slice(next + between.length)
  }
  return out
}

const TYPES = { 填空题: 'fill', 单选题: 'single', 多选题: 'multiple', 判断题: 'judge', 简答题: 'short', 排序题: 'order' }
const HEAD = /^[一二三四五六七]、(填空题|单选题|多选题|判断题|简答题|排序题)$/
const ITEM = /^(\d+)\. (.+)$/
const OPTION = /^([A-Z])\. (.+)$/
const LIKE_A_MARK = /答案[：:]|解析[：:]|【.*题】/
const LIKE_AN_OPTION = /(^|\s)[A-Za-z][.．、)）]/
const LIKE_AN_ITEM = /^(\d+[．、)）]|\d+\.(?!\d)|[一二三四五六七][、.．)）])/

// The lines of a 题库 (section 一、单选题 · 1. stem · A. option · 答案： · 解析：), read strictly: what an app that looks
// for marks anywhere could take for something else is refused.
export function readBank(lines) {
  const items = []
  let type = null
  let at = 0
  const text = (line, what) => {
    if (LIKE_A_MARK.test(line)) refuse(`a mark inside ${what}`, line)
    if (LIKE_AN_OPTION.test(line)) refuse(`like an option: ${what}`, line)
    return line
  }
  while (at < lines.length) {
    const line = lines[at++]
    if (line === '') continue
    const head = line.match(HEAD)
    if (head) {
      type = TYPES[head[1]]
      continue
    }
    const start = line.match(ITEM) ?? refuse('neither a section nor an item', line)
    if (type === null || Number(start[1]) !== items.length + 1) refuse('an item out of place', line)
    if (LIKE_AN_ITEM.test(start[2])) refuse('a stem like an item', line)
    const item = { type, stem: text(start[2], 'a stem') }
    const options = []
    for (let option; (option = lines[at].match(OPTION)); at++) {
      if (option[1].charCodeAt(0) !== 65 + options.length) refuse('an option out of order', lines[at])
      options.push(text(option[2], 'an option'))
    }
    if (!lines[at].startsWith('答案：')) refuse('no answer', lines[at])
    const answer = lines[at++].slice(3)
    const note = at < lines.length && lines[at].startsWith('解析：') ? lines[at++].slice(3) : ''
    if (at < lines.length && lines[at] !== '') refuse('no empty line behind an item', lines[at])
    items.push({ ...item, ...ANSWERS[type](answer, options, start[2], note) })
  }
  return items
}

const none = (options) => options.length && refuse('options that do not belong here', options[0])

const ANSWERS = {
  single(answer, options) {
    const key = letters(answer, options)
    if (key.length !== 1) refuse('not one letter', answer)
    return { options, key }
  },
  multiple: (answer, options) => ({ options, key: letters(answer, options) }),
  judge(answer, options) {
    none(options)
    if (answer !== '正确' && answer !== '错误') refuse('neither 正确 nor 错误', answer)
    return { answer: answer === '正确' }
  },
  fill(answer, options, stem, note) {
    none(options)
    const answers = answer.split(/[；;]/)
    if (answers.length !== stem.split('______').length - 1) refuse('other answers than blanks', answer)
    const blanks = answers.map((a) => [a])
    // At the end: 也可答：甲、乙。 of the one blank, 第2空也可答：甲。 of several.
    for (const m of note.slice(note.lastIndexOf('　')).matchAll(/(?:第(\d+)空)?也可答：(.*?)。/g))
      blanks[m[1] ? m[1] - 1 : 0].push(...m[2].split('、'))
    return { stem: stem.replaceAll('______', '____'), blanks }
  },
  short(answer, options) {
    none(options)
    return { points: points(answer) }
  },
  order(answer, options) {
    const places = letters(answer, options)
    if (places.length !== options.length) refuse('not every letter', answer)
    return { order: places.map((p) => options[p]) }
  },
}
