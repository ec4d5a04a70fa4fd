// A set is one line of JSON Lines.
import fs from 'node:fs'
import { itemOf } from '../items.mjs'

export const readers = {
  'JSON.parse': (file) => {
    const lines = fs.readFileSync(file, 'utf8').split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    if (lines.length !== 2 || lines[1] !== '') throw new Error(`${lines.length - 1} lines for one`)
    return JSON.parse(lines[0]).questions.map(itemOf)
  },
}
