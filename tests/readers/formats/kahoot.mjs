// Kahoot! by its template: names in B8 to H8, a question a row from the ninth on, numbered in column A.
import { choice, filled, foldLines, keyOf, sheetReaders, table } from '../sheets.mjs'

const ANSWERS = [1, 2, 3, 4].map((n) => `Answer ${n} - max 75 characters`)
const TIME = 'Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs'
const KEY = 'Correct answer(s) - choose at least one'
const NAMES = ['Question - max 120 characters', ...ANSWERS, TIME, KEY]

function items(sheets) {
  const rows = Object.values(sheets)[0]
  if (rows[1][1].text !== 'Quiz template') throw new Error('not the template')
  return table(rows, 7, 1, NAMES, [TIME]).map((row, i) => {
    const number = rows[8 + i][0]
    if (!number.number || number.text !== String(i + 1)) throw new Error(`number ${number.text} of row ${9 + i}`)
    const stem = row[NAMES[0]]
    const cells = ANSWERS.map((name) => row[name])
    const options = filled(cells)
    if (stem.length > 120 || options.some((text) => text.length > 75)) throw new Error(`too long: ${stem}`)
    if (options.length < 2) throw new Error(`less than two answers: ${stem}`)
    if (![5, 10, 20, 30, 60, 90, 120, 240].includes(Number(row[TIME]))) throw new Error(`time limit ${row[TIME]}`)
    const key = keyOf(row[KEY], options.length)
    if (options.join() === '正确,错误') return { type: 'judge', stem, answer: key.join() === '0' }
    return choice(key.length > 1 ? 'multiple' : 'single', stem, cells, row[KEY])
  })
}

export const readers = sheetReaders(items)
export const fold = foldLines
export const sets = 'tests/cases/exporter/kahoot'
