// No package reads Aiken: a strict reader of what Moodle documents (a stem on one line, options "A. ", one letter).
import fs from 'node:fs'
import { letters, oneLine, refuse } from '../lines.mjs'

const OPTION = /^([A-Z])[.)][ \t](.+)$/

function readOne(block) {
  const [stem, ...rest] = block
  if (/^[A-Z][.)]/.test(stem) || /^ANSWER:/.test(stem)) refuse('a stem like an option', stem)
  const answer = rest.pop()?.match(/^ANSWER: ([A-Z])$/) ?? refuse('no answer of one letter', stem)
  const options = rest.map((line, i) => {
    const m = line.match(OPTION) ?? refuse('a second line of a stem', line)
    if (m[1].charCodeAt(0) !== 65 + i) refuse('an option out of order', line)
    return m[2]
  })
  if (options.length < 2) refuse('fewer than two options', stem)
  const key = letters(answer[1], options)
  return options.join() === '正确,错误' ? { type: 'judge', stem, answer: key[0] === 0 } : { type: 'single', stem, options, key }
}

function read(file) {
  const text = fs.readFileSync(file, 'utf8')
  if (!text.endsWith('\n')) refuse('the last line has no end', text.slice(-10))
  return text.slice(0, -1).split('\n\n').map((block) => readOne(block.split('\n')))
}

export const readers = { 'a strict reader': read }
export const fold = oneLine
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/aiken'
