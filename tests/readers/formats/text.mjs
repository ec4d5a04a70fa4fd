// The paper for a screen: read as the papers are, after its signs are written as theirs.
import fs from 'node:fs'
import { expectPaper, readPaper } from '../paper.mjs'

// A line of options: "   A. 甲　B. 乙", or one option alone.
const isOptions = (line) => /^ {3}[A-Z]\. /.test(line)

function asPaper(line) {
  if (isOptions(line)) return line.slice(3).replace(/(^|　)([A-Z])\. /g, (_, before, letter) => `${before && '\t'}${letter}．`)
  const indented = line.startsWith('   ') ? line.slice(3) : line
  return indented.replace(/^(\d+)\.(?: |$)/, '$1．').replace(/____/g, '________')
}

export const expect = expectPaper
// Lines are joined as they stand; blanks at their ends are lost.
export const fold = (text) => text.replace(/[ \t\u3000]+/g, ' ').replace(/\r/g, '').replace(/ ?\n ?/g, '\n').trim()
export const readers = { 'a reader of papers': (file) => readPaper(fs.readFileSync(file, 'utf8').split('\n').map(asPaper).join('\n')) }
