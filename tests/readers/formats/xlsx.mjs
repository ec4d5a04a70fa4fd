// The review sheet, read by SheetJS, and by LibreOffice as CSV that csv-parse reads. Both must find text in every cell,
// as it was written: no number, date or formula. Saved again by LibreOffice and read by kaodian, it is the same set.
import { parse } from 'csv-parse/sync'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import XLSX from 'xlsx'
import { itemOf } from '../items.mjs'

const COLUMNS = ['状态', '编号', '题型', '题干', ...'ABCDEFGH'.split('').map((c) => '选项' + c), '答案', '解析', '难度', '分值', '知识点', '出处', '数据']
export const TYPES = { 填空题: 'fill', 单选题: 'single', 多选题: 'multiple', 判断题: 'judge', 简答题: 'short', 排序题: 'order', 匹配题: 'match' }

// Splits at marks without a backslash in front; the backslashes go.
function split(text, mark) {
  const parts = ['']
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') parts.push(parts.pop() + text.slice(i, i++ + 2))
    else if (text[i] === mark) parts.push('')
    else parts.push(parts.pop() + text[i])
  }
  return parts
}
const plain = (text) => text.replace(/\\(.)/gsu, '$1')
const letters = (text) => [...text].map((c) => c.charCodeAt(0) - 65)

// What an item of each type makes of its row; csv.mjs reads the same table.
export const OWN = {
  fill: (row) => ({ blanks: split(row.答案, '|').map((blank) => split(blank, '/').map(plain)) }),
  single: (row, options) => ({ options, key: letters(row.答案) }),
  multiple: (row, options) => ({ options, key: letters(row.答案) }),
  judge: (row) => ({ answer: { 正确: true, 错误: false }[row.答案] }),
  short: (row) => ({ points: split(row.答案, '|').map(plain) }),
  order: (row, options) => ({ order: letters(row.答案).map((i) => options[i]) }),
  match(row, options) {
    const places = row.答案.split(' ').map((pair) => letters(pair.at(-1))[0])
    const lines = row.题干.split('\n')
    const left = lines.splice(-places.length).map((line) => line.replace(/^\d+\. /, ''))
    return { stem: lines.join('\n'), pairs: left.map((text, i) => [text, options[places[i]]]) }
  },
}

function itemsOf(rows) {
  const [head, ...rest] = rows
  if (JSON.stringify(head) !== JSON.stringify(COLUMNS)) throw new Error(`the columns are ${head}`)
  return rest.map((cells) => {
    const row = Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] ?? '']))
    if (row.状态 !== '采用') throw new Error(`状态 ${row.状态}`)
    JSON.parse(row.数据)
    const options = COLUMNS.filter((name) => name.startsWith('选项') && row[name] !== '').map((name) => row[name])
    return { type: TYPES[row.题型], stem: row.题干, ...OWN[TYPES[row.题型]](row, options) }
  })
}

function readSheetJs(file) {
  const sheet = XLSX.readFile(file).Sheets['试题']
  for (const [name, cell] of Object.entries(sheet))
    if (!name.startsWith('!') && (cell.f || (cell.t !== 's' && cell.t !== 'z'))) throw new Error(`${name} is no text: ${JSON.stringify(cell)}`)
  return itemsOf(XLSX.utils.sheet_to_json(sheet, { header: 1, defval: '', raw: true }))
}

// Text cells stand in quotation marks, values do not.
function readOffice(file, { tools }) {
  const made = tools.office(file, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,1')
  const text = fs.readFileSync(made[0], 'utf8')
  const rows = parse(text, { bom: true, relax_column_count: true, cast: (value, { quoting, lines, column }) => {
    if (value !== '' && !quoting) throw new Error(`line ${lines}, column ${column}: ${value} is no text`)
    return value
  } })
  return itemsOf(rows)
}

// LibreOffice ends the lines in a cell with LF alone.
export const fold = (text) => text.replaceAll('\r\n', '\n')

const foldAll = (quiz) => JSON.parse(JSON.stringify(quiz), (_, value) => (typeof value === 'string' ? fold(value) : value))

function problemOfSets(got, wanted) {
  for (const name of Object.keys({ ...got, ...wanted }))
    if (name !== 'questions' && JSON.stringify(got[name]) !== JSON.stringify(wanted[name])) return name
  const differs = wanted.questions.findIndex((q, i) => JSON.stringify(q) !== JSON.stringify(got.questions[i]))
  if (differs >= 0) return `${JSON.stringify(got.questions[differs])} for ${JSON.stringify(wanted.questions[differs])}`
  return got.questions.length === wanted.questions.length ? '' : 'the number of items'
}

// The set itself, the sheet, and the sheet as LibreOffice saved it: to kaodian all are the same set. What was left out
// when the sheet was written is named by a finding, which is checked elsewhere.
function readAgain(file, { set, quiz, work, tools, program }) {
  const json = path.join(work, `${set}.again.json`)
  fs.writeFileSync(json, JSON.stringify(quiz))
  const [whole, before, after] = [json, file, tools.office(file, 'xlsx:Calc MS Excel 2007 XML')[0]].map((from) => {
    const run = spawnSync(program, ['export', '-f', 'json', from], { encoding: 'utf8', maxBuffer: 1 << 28 })
    if (run.status !== 0) throw new Error(`${path.basename(from)}: ${run.stderr}`)
    return JSON.parse(run.stdout)
  })
  const held = new Set(before.questions.map((q) => q.id))
  const problem = problemOfSets(before, { ...whole, questions: whole.questions.filter((q) => held.has(q.id)) }) || problemOfSets(foldAll(after), foldAll(before))
  if (problem) throw new Error(`another set: ${problem}`)
  return after.questions.map(itemOf)
}

export const readers = { SheetJS: readSheetJs, LibreOffice: readOffice, 'LibreOffice, saved again': readAgain }
