// 考试宝 by its template: two sheets, 14 columns, blanks in the option columns. Its importer cannot be run here.
import { explanationOf, itemOf } from '../items.mjs'
import { choice, filled, foldLines, headingOf, keyOf, numbered, remarksOf, sheetReaders, sourceOf, table } from '../sheets.mjs'

const MAIN = '试题案例，直接导入试试'
const OPTIONS = ['选项 A', '选项 B', '选项 C', '选项 D', '选项E\n(勿删)', '选项F\n(勿删)', '选项G\n(勿删)', '选项H\n(勿删)']
const [ANSWER, REMARKS, CHAPTER] = ['正确答案\n（必填）', '解析\n（勿删）', '章节\n（勿删）']
const NAMES = ['题干（必填）', '题型 （必填）', ...OPTIONS, ANSWER, REMARKS, CHAPTER, '难度']
const DIFFICULTIES = ['易', '偏易', '适中', '偏难', '难']

const none = (cells) => {
  if (cells.some((text) => text !== '')) throw new Error(`not empty: ${JSON.stringify(cells)}`)
}

const kinds = {
  填空题: (row, stem, cells) => {
    none([row[ANSWER]])
    const { accept } = remarksOf(row[REMARKS])
    const blanks = filled(cells).map((text, i) => [text, ...(accept[i] ?? [])])
    if (blanks.length !== stem.split('____').length - 1) throw new Error(`${blanks.length} answers: ${stem}`)
    if (blanks.some(([text]) => text.includes('|'))) throw new Error(`| in a blank: ${stem}`)
    return { type: 'fill', stem, blanks }
  },
  单选题: (row, stem, cells) => choice('single', stem, cells, row[ANSWER]),
  多选题: (row, stem, cells) => choice('multiple', stem, cells, row[ANSWER]),
  判断题: (row, stem, cells) => {
    if (filled(cells).join() !== '对,错' || !/^[AB]$/.test(row[ANSWER])) throw new Error(`judge ${cells.join()} ${row[ANSWER]}`)
    return { type: 'judge', stem, answer: row[ANSWER] === 'A' }
  },
  简答题: (row, stem, cells) => {
    none(cells)
    const { points, rest } = numbered(row[ANSWER])
    none([rest])
    return { type: 'short', stem, points }
  },
  排序题: (row, stem, cells) => {
    const items = filled(cells)
    const order = keyOf(row[ANSWER], items.length)
    if (order.length !== items.length) throw new Error(`order ${row[ANSWER]}`)
    return { type: 'order', stem, order: order.map((i) => items[i]) }
  },
}

function items(sheets) {
  const { [MAIN]: rows, 版本号: version, ...others } = sheets
  if (!rows || version?.[0]?.[0]?.text !== '1' || Object.keys(others).length) throw new Error(`sheets ${Object.keys(sheets)}`)
  return table(rows, 0, 0, NAMES).map((row) => {
    const read = kinds[row['题型 （必填）']]
    if (!read) throw new Error(`type ${row['题型 （必填）']}`)
    const item = read(row, row['题干（必填）'], OPTIONS.map((name) => row[name]))
    const { explanation, source } = remarksOf(row[REMARKS])
    return { ...item, explanation, source, chapter: row[CHAPTER], difficulty: DIFFICULTIES.indexOf(row['难度']) + 1 }
  })
}

export const readers = sheetReaders(items)

export const expect = (q, quiz) => ({
  ...itemOf(q),
  explanation: explanationOf(q),
  source: sourceOf(q, quiz),
  chapter: headingOf(q),
  difficulty: q.difficulty,
})

const BESIDE = ['explanation', 'source', 'chapter', 'difficulty']
const FIELDS = {
  fill: ['stem', 'blanks', ...BESIDE],
  single: ['stem', 'options', 'key', ...BESIDE],
  multiple: ['stem', 'options', 'key', ...BESIDE],
  judge: ['stem', 'answer', ...BESIDE],
  short: ['stem', 'points', ...BESIDE],
  order: ['stem', 'order', ...BESIDE],
}
export const fields = { SheetJS: FIELDS, LibreOffice: FIELDS }
export const fold = foldLines
export const sets = 'tests/cases/exporter/kaoshibao'
