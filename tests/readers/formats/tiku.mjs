// No app's recogniser can be run here: a strict reader of the documented form.
import fs from 'node:fs'
import { oneLine, readBank, refuse } from '../lines.mjs'

function read(file) {
  const text = fs.readFileSync(file, 'utf8')
  if (!text.startsWith('\uFEFF')) refuse('no byte order mark', text.slice(0, 10))
  const lines = text.slice(1).split('\r\n')
  if (lines.some((l) => /[\r\n]/.test(l))) refuse('a line end that is not CRLF', '')
  return readBank(lines)
}

export const readers = { 'a strict reader': read }
// Every part of an item is one line.
export const fold = oneLine
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/tiku'
