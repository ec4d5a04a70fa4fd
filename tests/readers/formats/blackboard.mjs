// Blackboard cannot be run here: a strict reader of its manual's form (fields with tabs between them, no heading, no
// empty line; FIB_PLUS: an empty field between what belongs to two variables, at most ten).
import fs from 'node:fs'
import { oneLine, points, refuse } from '../lines.mjs'

function pairs(fields) {
  if (fields.length === 0 || fields.length % 2) refuse('fields that are no pairs', fields)
  return fields.map((f, i) => (i % 2 ? null : [f, fields[i + 1]])).filter(Boolean)
}

function choice(fields) {
  const options = pairs(fields)
  const key = options.flatMap(([, word], i) =>
    word === 'correct' ? [i] : word === 'incorrect' ? [] : refuse('neither correct nor incorrect', word))
  return { options: options.map(([text]) => text), key }
}

function variables(stem, fields) {
  const groups = fields.join('\t').split('\t\t').map((g) => g.split('\t'))
  const names = [...stem.matchAll(/\[([^\]]*)\]/g)].map((m) => m[1])
  if (groups.length > 10 || names.join() !== groups.map((g) => g[0]).join()) refuse('other variables than in the stem', stem)
  return { type: 'fill', stem: stem.replace(/\[[^\]]*\]/g, '____'), blanks: groups.map((g) => g.slice(1)) }
}

const ROWS = {
  MC(stem, fields) {
    const item = choice(fields)
    if (item.key.length !== 1) refuse('not one right option', stem)
    return { type: 'single', stem, ...item }
  },
  MA: (stem, fields) => ({ type: 'multiple', stem, ...choice(fields) }),
  TF(stem, fields) {
    if (fields.length !== 1 || !/^(true|false)$/.test(fields[0])) refuse('neither true nor false', fields)
    return { type: 'judge', stem, answer: fields[0] === 'true' }
  },
  FIB(stem, fields) {
    if (fields.length === 0 || stem.split('______').length !== 2) refuse('not one blank', stem)
    return { type: 'fill', stem: stem.replace('______', '____'), blanks: [fields] }
  },
  FIB_PLUS: variables,
  ESS(stem, fields) {
    if (fields.length !== 1) refuse('not one example', stem)
    return { type: 'short', stem, points: points(fields[0]) }
  },
  ORD: (stem, fields) => ({ type: 'order', stem, order: fields }),
  MAT: (stem, fields) => ({ type: 'match', stem, pairs: pairs(fields) }),
}

function readRow(row) {
  const [name, stem, ...fields] = row.split('\t')
  if (!ROWS[name] || !stem) refuse('no row', row)
  if (name !== 'FIB_PLUS' && fields.includes('')) refuse('an empty field', row)
  if (fields.length > 200) refuse('more than 100 answers', stem)
  return ROWS[name](stem, fields)
}

function read(file) {
  const text = fs.readFileSync(file, 'utf8')
  if (text.startsWith('\uFEFF') || !text.endsWith('\n')) refuse('a byte order mark, or no line end', text.slice(0, 10))
  return text.slice(0, -1).split('\n').map(readRow)
}

export const readers = { 'a strict reader': read }
export const fold = oneLine
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/blackboard'
