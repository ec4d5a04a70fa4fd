import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { readAnkiPackage } from 'anki-reader'
import { FIELDS, expectCard, fold, readCards } from '../cards.mjs'

// What both readers have got hold of: note types by id, decks by id, and for each note its cards. Notes come in the
// order in which their cards are due.
function gather(models, decks, cards) {
  const notes = new Map()
  for (const c of cards.sort((a, b) => a.due - b.due || a.ord - b.ord)) {
    const model = models[c.mid]
    const fields = c.flds.split('\x1f')
    if (fields.length !== model.flds.length) throw new Error(`${fields.length} fields for ${model.flds.length}`)
    const [front, ...back] = fields
    if (!notes.has(c.nid)) notes.set(c.nid, { type: model.type === 1 ? 'cloze' : 'basic', front, back: back.join(''), deck: decks[c.did].name, ords: [] })
    notes.get(c.nid).ords.push(c.ord)
    Object.assign(notes.get(c.nid), c.guid === undefined ? {} : { guid: c.guid, tags: c.tags.trim() })
  }
  return [...notes.values()]
}

// The templates may name only fields that there are.
function checkModels(models) {
  for (const m of Object.values(models)) {
    const names = m.flds.map((f) => f.name)
    for (const t of m.tmpls)
      for (const [, name] of `${t.qfmt}${t.afmt}`.matchAll(/\{\{(?:cloze:)?([^}]+)\}\}/g))
        if (name !== 'FrontSide' && !names.includes(name)) throw new Error(`template names ${name}`)
  }
}

// anki-reader hands out neither guid nor tags.
async function readByNpm(file, { tools }) {
  const { collection, media } = await readAnkiPackage(new Blob([fs.readFileSync(file)]))
  if (Object.keys(media).length || collection.getVersion() !== 11) throw new Error('version or media')
  const models = Object.fromEntries(Object.entries(collection.getModels()).map(([id, m]) => [id, m.modelJson]))
  checkModels(models)
  const decks = collection.getDecks()
  const cards = Object.values(decks).flatMap((d) => Object.values(d.getCards()).map((c) => ({ ...c.getRawCard() })))
  const names = Object.fromEntries(Object.entries(decks).map(([id, d]) => [id, { name: d.getName() }]))
  return readCards(gather(models, names, cards), tools)
}

async function readBySqlite(file, { tools }) {
  const folder = tools.unzip(file)
  if (fs.readFileSync(path.join(folder, 'media'), 'utf8') !== '{}') throw new Error('media')
  const query = (sql) => {
    const json = execFileSync('sqlite3', ['-json', '-readonly', path.join(folder, 'collection.anki2'), sql], { encoding: 'utf8', maxBuffer: 1 << 28 })
    return json ? JSON.parse(json) : []
  }
  if (query('pragma integrity_check')[0].integrity_check !== 'ok') throw new Error('integrity')
  const [col] = query('select ver, models, decks from col')
  if (col.ver !== 11) throw new Error(`version ${col.ver}`)
  const cards = query('select c.id, c.nid, c.did, c.ord, c.due, n.mid, n.flds, n.guid, n.tags, n.csum, n.sfld from cards c join notes n on n.id = c.nid')
  const plain = await plainOf(tools, cards.map((c) => c.flds.split('\x1f')[0]))
  for (const [i, c] of cards.entries()) {
    const sum = parseInt(createHash('sha1').update(plain[i]).digest('hex').slice(0, 8), 16)
    if (c.csum !== sum || String(c.sfld) !== plain[i]) throw new Error(`checksum of ${c.guid}`)
  }
  const models = JSON.parse(col.models)
  checkModels(models)
  return readCards(gather(models, JSON.parse(col.decks), cards), tools)
}

// A field without its HTML.
async function plainOf(tools, fields) {
  const page = await tools.page()
  const plain = await page.evaluate((all) => all.map((html) => new DOMParser().parseFromString(html, 'text/html').body.textContent), fields)
  await page.context().close()
  return plain
}

export const readers = { 'anki-reader': readByNpm, sqlite3: readBySqlite }
const without = (...names) => Object.fromEntries(Object.entries(FIELDS).map(([type, fields]) => [type, fields.filter((f) => !names.includes(f))]))
export const fields = { 'anki-reader': without('guid', 'tags'), sqlite3: FIELDS }
export const expect = expectCard
export { fold }
