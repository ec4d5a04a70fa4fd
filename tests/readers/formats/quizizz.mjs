// Quizizz (Wayground) by its template: 11 columns; each wording of a blank is an option, and the key is left empty.
import { explanationOf, itemOf } from '../items.mjs'
import { choice, filled, foldLines, numbered, remarksOf, sheetReaders, sourceOf, table } from '../sheets.mjs'

const OPTIONS = [1, 2, 3, 4, 5].map((n) => `Option ${n}`)
const NAMES = ['Question Text', 'Question Type', ...OPTIONS, 'Correct Answer', 'Time in seconds', 'Image Link', 'Answer explanation']

const without = (key) => {
  if (key !== '') throw new Error(`key ${key}`)
}

const kinds = {
  'Multiple Choice': (row, stem, cells) => {
    const item = choice('single', stem, cells, row['Correct Answer'])
    return item.options.join() === '正确,错误' ? { type: 'judge', stem, answer: item.key[0] === 0 } : item
  },
  Checkbox: (row, stem, cells) => choice('multiple', stem, cells, row['Correct Answer']),
  'Fill-in-the-Blank': (row, stem, cells) => {
    without(row['Correct Answer'])
    if (stem.split('____').length !== 2) throw new Error(`not one blank: ${stem}`)
    return { type: 'fill', stem, blanks: [filled(cells)] }
  },
  'Open-Ended': (row, stem, cells) => {
    without(row['Correct Answer'] + cells.join(''))
    const [head, ...lines] = row['Answer explanation'].split('\n')
    if (head !== '参考答案：') throw new Error(`no answer: ${stem}`)
    const { points, rest } = numbered(lines.join('\n'))
    return { type: 'short', stem, points, rest }
  },
}

function items(sheets) {
  return table(Object.values(sheets)[0], 0, 0, NAMES, ['Time in seconds']).map((row) => {
    const read = kinds[row['Question Type']]
    if (!read) throw new Error(`type ${row['Question Type']}`)
    if (row['Image Link'] !== '' || !(Number(row['Time in seconds']) >= 20)) throw new Error(`row ${JSON.stringify(row)}`)
    const item = read(row, row['Question Text'], OPTIONS.map((name) => row[name]))
    const { explanation, source } = remarksOf(item.rest ?? row['Answer explanation'])
    return { ...item, explanation, source }
  })
}

export const readers = sheetReaders(items)
export const expect = (q, quiz) => ({ ...itemOf(q), explanation: explanationOf(q), source: sourceOf(q, quiz) })

const BESIDE = ['explanation', 'source']
const FIELDS = {
  fill: ['stem', 'blanks', ...BESIDE],
  single: ['stem', 'options', 'key', ...BESIDE],
  multiple: ['stem', 'options', 'key', ...BESIDE],
  judge: ['stem', 'answer', ...BESIDE],
  short: ['stem', 'points', ...BESIDE],
}
export const fields = { SheetJS: FIELDS, LibreOffice: FIELDS }
export const fold = foldLines
export const sets = 'tests/cases/exporter/quizizz'
