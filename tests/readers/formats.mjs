// Writes quiz sets in every format and has other people's programs read them back: the same stems, options, keys and
// blanks must return, the items left out must be named by a finding, two runs must give the same bytes, and every
// XML part must be well-formed.
// usage: node formats.mjs PROGRAM WORK_FOLDER SET_FOLDER… [--only NAME,…]
// A set is NAME.json. A format's readers are in formats/NAME.mjs, which exports
//   readers: {program: async (path, context) => [item, …]}   items in the order of the set; context: {set, quiz, work, tools, program}
//   expect(question, quiz): item or [items]   what should come back of a question; without it, itemOf(question)
//   fold(text): text   what the program is known to change in texts; applied to both sides. Without it nothing is.
//   fields: {program: {type: [field, …]}}   what a program that does not show everything is asked for instead of FIELDS
//   sets: folder   more sets, for this format alone
// An item: {type, stem, options, key, blanks, answer, points, order, pairs}, see itemOf.
// Last line: "formats: N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { itemOf } from './items.mjs'
import * as tools from './tools.mjs'

const args = process.argv.slice(2)
const onlyAt = args.indexOf('--only')
const only = onlyAt < 0 ? null : args.splice(onlyAt, 2)[1].split(',')
const [program, work, ...setFolders] = args
const counts = { passed: 0, failed: 0 }

function check(what, problem) {
  if (problem) console.log(`FAILED ${what}: ${problem}`)
  counts[problem ? 'failed' : 'passed']++
}

// What of an item of each type must come back.
const FIELDS = {
  fill: ['stem', 'blanks'],
  single: ['stem', 'options', 'key'],
  multiple: ['stem', 'options', 'key'],
  judge: ['stem', 'answer'],
  short: ['stem', 'points'],
  order: ['stem', 'order'],
  match: ['stem', 'pairs'],
}

const folded = (value, fold) =>
  typeof value === 'string' ? fold(value) : Array.isArray(value) ? value.map((v) => folded(v, fold)) : value

function problemOfItem(got, wanted, fields, fold) {
  if (!got) return 'it is missing'
  if (got.type !== wanted.type) return `type ${got.type} for ${wanted.type}`
  for (const field of fields) {
    const [a, b] = [got[field], wanted[field]].map((v) => JSON.stringify(folded(v, fold)))
    if (a !== b) return `${field} ${a} for ${b}`
  }
  return ''
}

// The items left out, from the findings on standard error: id → reason.
function leftOut(stderr, name) {
  const out = new Map()
  for (const line of stderr.split('\n')) {
    const m = line.match(/^(?:.*: )?warning: .*: ([a-z0-9-]+): (q-[0-9a-z-]+): (.*) \[format-cannot-hold\]$/)
    if (m && m[1] === name) out.set(m[2], m[3])
  }
  return out
}

function write(name, setPath, to, tz) {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: tz }
  const run = spawnSync(program, ['export', '-f', name, '-o', to, setPath], { env, encoding: 'utf8', maxBuffer: 1 << 28 })
  return { status: run.status, stderr: run.stderr }
}

function problemOfXml(file) {
  const folder = fs.readFileSync(file).subarray(0, 2).toString() === 'PK' ? tools.unzip(file) : null
  const parts = folder ? tools.listFiles(folder).filter((p) => /\.(xml|rels|qti)$/i.test(p)) : file.endsWith('.xml') ? [file] : []
  if (parts.length === 0) return ''
  const run = spawnSync('xmllint', ['--noout', '--nonet', ...parts], { encoding: 'utf8' })
  return run.status === 0 ? '' : run.stderr.split('\n')[0]
}

async function readOne(module, who, read, file, set, wanted) {
  const fold = module.fold ?? ((s) => s)
  const what = `${set.name} as ${file.split('.').slice(1).join('.')}, read by ${who}`
  let got
  try {
    got = await read(file, { set: set.name, quiz: set.quiz, work, tools, program })
  } catch (e) {
    check(what, String(e.stack ?? e).split('\n').slice(0, 3).join(' | '))
    return 0
  }
  if (got.length !== wanted.length) check(`${what}: number of items`, `${got.length} for ${wanted.length}`)
  let agreed = 0
  for (const [i, item] of wanted.entries()) {
    const fields = module.fields?.[who]?.[item.type] ?? FIELDS[item.type]
    const problem = problemOfItem(got[i], item, fields, fold)
    check(`${what}, item ${i + 1} (${item.id})`, problem)
    agreed += problem ? 0 : 1
  }
  return agreed
}

async function checkFormat(name, suffix, module, set) {
  const file = path.join(work, `${set.name}.${name}${suffix}`)
  const run = write(name, set.path, file, 'UTC')
  if (run.status !== 0 && run.status !== 1) return check(`${set.name} as ${name}`, `status ${run.status}: ${run.stderr.slice(0, 200)}`)
  const again = path.join(work, `again${suffix}`)
  write(name, set.path, again, 'Asia/Shanghai')
  check(`${set.name} as ${name}: the same bytes`, fs.readFileSync(file).equals(fs.readFileSync(again)) ? '' : 'they differ')
  check(`${set.name} as ${name}: well-formed`, problemOfXml(file))
  const missing = leftOut(run.stderr, name)
  const expect = module.expect ?? itemOf
  const wanted = set.quiz.questions
    .filter((q) => !missing.has(q.id))
    .flatMap((q) => [expect(q, set.quiz)].flat().map((item) => ({ id: q.id, ...item })))
  const agreed = []
  for (const [who, read] of Object.entries(module.readers)) agreed.push(`${who} ${await readOne(module, who, read, file, set, wanted)}/${wanted.length}`)
  const n = set.quiz.questions.length
  console.log(`${set.name}\t${name}\t${n} in\t${n - missing.size} out\t${reasons(missing)}\t${agreed.join(', ')}`)
}

function reasons(missing) {
  const tally = new Map()
  for (const reason of missing.values()) tally.set(reason, (tally.get(reason) ?? 0) + 1)
  return `${missing.size} left out${[...tally].map(([r, n]) => `; ${n} ${r}`).join('')}`
}

function readSets(folders) {
  return folders.flatMap((folder) =>
    fs.readdirSync(folder).filter((f) => f.endsWith('.json')).sort().map((f) => ({
      name: path.basename(f, '.json'),
      path: path.join(folder, f),
      quiz: JSON.parse(fs.readFileSync(path.join(folder, f), 'utf8')),
    })),
  )
}

// "name<TAB>suffix<TAB>…" a line.
function listFormats() {
  return execFileSync(program, ['export', '--list'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((cells) => cells.length > 2 && cells[1].startsWith('.'))
    .map(([name, suffix]) => ({ name, suffix }))
}

const sets = readSets(setFolders)
check('there are sets to write', sets.length ? '' : 'none')
for (const { name, suffix } of listFormats()) {
  if (only && !only.includes(name)) continue
  const file = new URL(`formats/${name}.mjs`, import.meta.url)
  check(`${name} has a reader`, fs.existsSync(file) ? '' : `formats/${name}.mjs is not there`)
  if (!fs.existsSync(file)) continue
  const module = await import(pathToFileURL(file.pathname))
  for (const set of [...sets, ...readSets(module.sets ? [module.sets] : [])]) await checkFormat(name, suffix, module, set)
}
await tools.close()
console.log(`formats: ${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)
