// What the readers of spreadsheets share: a workbook as SheetJS and as LibreOffice read it, and the items of a table.
import { parse } from 'csv-parse/sync'
import fs from 'node:fs'
import path from 'node:path'
import * as XLSX from 'xlsx'

// A cell: {text, number: is it a number?}, the text as it is shown. A formula throws, and so do dates, errors ….
function cellOf(cell, at) {
  if (!cell) return { text: '', number: false }
  if (cell.f !== undefined || !'sn'.includes(cell.t)) throw new Error(`cell ${at} is ${cell.f ? `a formula ${cell.f}` : `of type ${cell.t}`}`)
  return { text: cell.t === 'n' ? cell.w : cell.v, number: cell.t === 'n' }
}

export const workbook = (file) => XLSX.read(fs.readFileSync(file), { type: 'buffer', dense: false })

// The rows of a sheet of SheetJS, from A1 on: [[cell, …], …].
export function rowsOf(sheet) {
  const { e } = XLSX.utils.decode_range(sheet['!ref'])
  const at = (r, c) => XLSX.utils.encode_cell({ r, c })
  return Array.from({ length: e.r + 1 }, (_, r) => Array.from({ length: e.c + 1 }, (_, c) => cellOf(sheet[at(r, c)], at(r, c))))
}

const byName = (book) => Object.fromEntries(book.SheetNames.map((name) => [name, rowsOf(book.Sheets[name])]))
export const sheetjs = (file) => byName(workbook(file))

// The sheets as LibreOffice writes them to CSV. All text stands in quotation marks there, a number does not: so it is
// seen whether a cell of text has become a value.
export function libreoffice(file, tools) {
  const stem = path.basename(file, '.xlsx')
  const made = tools.office(file, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1')
  const cast = (text, { quoting }) => ({ text, number: !quoting && text !== '' })
  const rows = (csv) => parse(fs.readFileSync(csv, 'utf8'), { cast, relax_column_count: true, skip_empty_lines: false, record_delimiter: '\n' })
  return Object.fromEntries(made.map((csv) => [path.basename(csv, '.csv').slice(stem.length + 1), rows(csv)]))
}

// In LibreOffice a line in a cell ends in LF, whatever the file says.
export const foldLines = (text) => text.replace(/\r\n?/g, '\n')

// LibreOffice must show every cell as SheetJS does: the same text, and text as text.
function compare(ours, theirs) {
  const shown = (cell) => JSON.stringify(cell ? { ...cell, text: foldLines(cell.text) } : { text: '', number: false })
  const names = (sheets) => Object.keys(sheets).sort().join()
  if (names(ours) !== names(theirs)) throw new Error(`sheets ${names(theirs)} for ${names(ours)}`)
  for (const [name, rows] of Object.entries(ours))
    for (let r = 0; r < Math.max(rows.length, theirs[name].length); r++)
      for (let c = 0; c < Math.max(rows[r]?.length ?? 0, theirs[name][r]?.length ?? 0); c++) {
        const [a, b] = [rows[r]?.[c], theirs[name][r]?.[c]].map(shown)
        if (a !== b) throw new Error(`sheet ${name}, row ${r + 1}, column ${c + 1}: ${b} for ${a}`)
      }
}

// The two readers of a format whose items stand in sheets: items({name: rows}) → [item, …].
export const sheetReaders = (items) => ({
  SheetJS: async (file) => items(sheetjs(file)),
  LibreOffice: async (file, { tools }) => {
    const theirs = libreoffice(file, tools)
    compare(sheetjs(file), theirs)
    return items(theirs)
  },
})

// The rows below the row of names as objects by name. The names must be these, in this order, from column `first` on;
// only the columns of `numbers` may hold numbers, and they nothing else.
export function table(rows, headerRow, first, names, numbers = []) {
  const head = rows[headerRow].slice(first).map((cell) => cell.text)
  if (JSON.stringify(head) !== JSON.stringify(names)) throw new Error(`column names ${JSON.stringify(head)}`)
  return rows.slice(headerRow + 1).map((row, i) =>
    Object.fromEntries(names.map((name, n) => {
      const cell = row[first + n] ?? { text: '', number: false }
      if (cell.text !== '' && cell.number !== numbers.includes(name)) throw new Error(`row ${headerRow + 2 + i}, ${name}: ${JSON.stringify(cell)}`)
      return [name, cell.text]
    })),
  )
}

// Cells that are filled from the first on, without a gap.
export function filled(cells) {
  const n = cells.filter((text) => text !== '').length
  if (cells.slice(0, n).some((text) => text === '')) throw new Error(`a gap in ${JSON.stringify(cells)}`)
  return cells.slice(0, n)
}

// "ACD" → [0, 2, 3]; "1,3" → [0, 2]. Each must be one of n, and no other than these may stand there.
export function keyOf(text, n) {
  const key = /^[A-Z]+$/.test(text) ? [...text].map((c) => c.charCodeAt(0) - 65) : /^\d(,\d)*$/.test(text) ? text.split(',').map((d) => d - 1) : []
  if (key.length === 0 || new Set(key).size !== key.length || key.some((i) => i < 0 || i >= n)) throw new Error(`key ${text} of ${n}`)
  return key
}

export function choice(type, stem, cells, keyText) {
  const options = filled(cells)
  const key = keyOf(keyText, options.length)
  if (type === 'single' && key.length !== 1) throw new Error(`single choice with key ${keyText}`)
  if (type === 'multiple' && key.length < 2) throw new Error(`multiple choice with key ${keyText}`)
  if (String(key) !== String([...key].sort((a, b) => a - b))) throw new Error(`key ${keyText}`)
  return { type, stem, options, key }
}

// "（1）…", a line each; what follows the last is left over.
export function numbered(text) {
  const points = []
  const lines = text.split('\n')
  while (lines.length && lines[0].startsWith(`（${points.length + 1}）`)) points.push(lines.shift().slice(`（${points.length + 1}）`.length))
  return { points, rest: lines.join('\n') }
}

// The column of remarks: explanation, "也可答：…" or "第2空也可答：…" for each blank that has other wordings, source.
export function remarksOf(text) {
  const lines = text.split('\n')
  const source = lines.at(-1).startsWith('出处：') ? lines.pop().slice(3) : ''
  const accept = []
  for (let m; (m = lines.at(-1)?.match(/^(?:第(\d)空)?也可答：(.*)$/)); lines.pop()) accept[(m[1] ?? 1) - 1] = m[2].split('、')
  return { explanation: lines.join('\n'), accept, source }
}

// The first heading as one level of a path: a slash would begin another.
export const headingOf = (q) => levelOf(q.tags[0] ?? '')
export const levelOf = (name) => name.replaceAll('/', '／').replaceAll('\\', '＼')

// As the contract words it: 《题目》（日期）第3、5行；….
export function sourceOf(q, quiz) {
  const groups = []
  for (const e of q.evidence) {
    if (groups.at(-1)?.source !== e.source) groups.push({ source: e.source, lines: [] })
    if (groups.at(-1).lines.at(-1) !== e.line) groups.at(-1).lines.push(e.line)
  }
  const name = (s) => `${s.article ? `《${s.article}》` : s.file}${s.published ? `（${s.published}）` : ''}`
  return groups.map((g) => `${name(quiz.sources.find((s) => s.id === g.source))}第${g.lines.join('、')}行`).join('；')
}
