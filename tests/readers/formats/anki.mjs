// Anki itself is on neither Debian nor npm: csv-parse reads the text by the rules of Anki's import (rslib
// import_export/text/csv): header lines first, then records in which a line that begins with # is a comment.
import fs from 'node:fs'
import { parse } from 'csv-parse/sync'
import { FIELDS, expectCard, fold, readCards } from '../cards.mjs'

async function read(file, { tools }) {
  const text = fs.readFileSync(file, 'utf8')
  const header = {}
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break
    const [key, ...value] = line.slice(1).split(':')
    header[key.trim().toLowerCase()] = value.join(':').trim()
  }
  const wanted = { separator: 'tab', html: 'true', 'if matches': 'update current', 'notetype column': '1', 'deck column': '2', 'tags column': '3', 'guid column': '4' }
  if (JSON.stringify(header) !== JSON.stringify(wanted)) throw new Error(`header ${JSON.stringify(header)}`)
  const records = parse(text, { delimiter: '\t', comment: '#', comment_no_infix: true, relax_column_count: true })
  const notes = records.map((r) => {
    if (r.length !== 6) throw new Error(`${r.length} columns`)
    const [name, deck, tags, guid, front, back] = r
    if (!['Basic', 'Cloze'].includes(name)) throw new Error(`note type ${name}`)
    return { type: name.toLowerCase(), deck, tags, guid, front, back }
  })
  if (new Set(notes.map((n) => n.guid)).size !== notes.length) throw new Error('a guid twice')
  return readCards(notes, tools)
}

export const readers = { 'csv-parse': read }
export const fields = { 'csv-parse': FIELDS }
export const expect = expectCard
export { fold }
