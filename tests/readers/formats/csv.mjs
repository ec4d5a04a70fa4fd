// CSV: csv-parse (RFC 4180), and LibreOffice, which opens it as Excel does and takes what looks like one for a formula,
// a number or a date.
import { parse } from 'csv-parse/sync'
import fs from 'node:fs'
import { filled, foldLines, rowsOf, workbook } from '../sheets.mjs'
import { OWN, TYPES } from './xlsx.mjs'

const OPTIONS = [...'ABCDEFGH'].map((c) => `选项${c}`)
const NAMES = ['编号', '题型', '题干', ...OPTIONS, '答案', '解析', '难度', '分值', '知识点', '出处', '数据']
// A guarded cell has an apostrophe in front. Only a cell that begins with one of these is guarded.
const unguarded = (text) => (/^'+\s*[=+\-@＝＋－＠\t\r\n]/.test(text) ? text.slice(1) : text)

function items(rows) {
  if (JSON.stringify(rows[0]) !== JSON.stringify(NAMES)) throw new Error(`column names ${JSON.stringify(rows[0])}`)
  return rows.slice(1).map((cells) => {
    const row = Object.fromEntries(NAMES.map((name, i) => [name, unguarded(cells[i])]))
    const type = TYPES[row['题型']]
    return { type, stem: row['题干'], ...OWN[type](row, filled(OPTIONS.map((name) => row[name]))) }
  })
}

function parsed(file) {
  const text = fs.readFileSync(file, 'utf8')
  if (!text.startsWith('\uFEFF')) throw new Error('no byte order mark')
  return parse(text, { bom: true, record_delimiter: '\r\n' })
}

// LibreOffice's workbook, read by SheetJS: rowsOf refuses formulas and dates. Every cell must be shown letter for letter
// as it stands in the file; a number or a percentage (answer 66.16%) may be one.
const NUMBER = /^\d+(\.\d+)?%?$/
function opened(file, tools) {
  const [made] = tools.office(file, 'xlsx', 'CSV:44,34,76,1,,0,false,true')
  const book = workbook(made)
  const rows = rowsOf(book.Sheets[book.SheetNames[0]])
  for (const [r, cells] of parsed(file).entries())
    for (const [c, text] of cells.entries()) {
      const cell = rows[r]?.[c] ?? { text: '', number: false }
      if (foldLines(cell.text) !== foldLines(text) || (cell.number && !NUMBER.test(text))) throw new Error(`row ${r + 1}, ${NAMES[c]}: ${JSON.stringify(cell)} for ${JSON.stringify(text)}`)
    }
  return rows.map((row) => NAMES.map((_, c) => row[c]?.text ?? ''))
}

export const readers = {
  'csv-parse': (file) => items(parsed(file)),
  LibreOffice: (file, { tools }) => items(opened(file, tools)),
}
export const fold = foldLines
