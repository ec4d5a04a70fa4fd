// Reads outputs of kaodian with other people's programs: ajv (JSON Schema 2020-12) and csv-parse.
// usage: node read.mjs SCHEMA_FOLDER FOLDER — every *.text.json, *.points.json, *.quiz.json, *.quiz.jsonl, *.csv
// of FOLDER is read; NAME.csv is compared with NAME.quiz.json. Last line: "readers: N passed, N failed".
import Ajv2020 from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import fs from 'node:fs'
import path from 'node:path'

const [schemaFolder, folder] = process.argv.slice(2)
const counts = { passed: 0, failed: 0 }

function check(what, problem) {
  if (problem) console.log(`FAILED ${what}: ${problem}`)
  counts[problem ? 'failed' : 'passed']++
}

const ajv = new Ajv2020({ allErrors: false, strict: true, strictRequired: false, strictTypes: false })
const validators = {}
for (const name of ['text', 'points', 'quiz'])
  validators[name] = ajv.compile(JSON.parse(fs.readFileSync(path.join(schemaFolder, `kaodian-${name}-1.schema.json`), 'utf8')))

const decode = (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
const read = (name) => decode(fs.readFileSync(path.join(folder, name)))

function problemOf(kind, value) {
  const validate = validators[kind]
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

const LABELS = { fill: '填空题', single: '单选题', multiple: '多选题', judge: '判断题', short: '简答题', order: '排序题', match: '匹配题' }
const COLUMNS = ['编号', '题型', '题干', ...'ABCDEFGH'.split('').map((c) => '选项' + c), '答案', '解析', '难度', '分值', '知识点', '出处', '数据']
const unguard = (cell) => (/^'[=+\-@＝＋－＠\t\r\n]/.test(cell) ? cell.slice(1) : cell)

function expectedAnswer(q) {
  const escape = (s) => s.replace(/[\\|/]/g, '\\$&')
  if (q.type === 'fill') return q.blanks.map((b) => [b.answer, ...(b.accept ?? [])].map(escape).join('/')).join('|')
  if (q.type === 'single' || q.type === 'multiple')
    return q.options.map((o, i) => (o.correct ? 'ABCDEFGH'[i] : '')).join('')
  if (q.type === 'judge') return q.answer ? '正确' : '错误'
  if (q.type === 'order') return q.answer.map((i) => 'ABCDEFGH'[i]).join('')
  if (q.type === 'match') return q.answer.map((i, k) => `${k + 1}${'ABCDEFGH'[i]}`).join(' ')
  return null
}

function problemOfRow(row, q) {
  const cell = (name) => unguard(row[name])
  if (cell('编号') !== q.id) return `id ${cell('编号')} for ${q.id}`
  if (cell('题型') !== LABELS[q.type]) return `type of ${q.id}`
  const left = (q.left ?? []).map((part, i) => `\n${i + 1}. ${part}`).join('')
  if (cell('题干') !== q.stem + left) return `stem of ${q.id}: ${cell('题干')}`
  if (cell('解析') !== q.explanation) return `explanation of ${q.id}`
  for (const [i, text] of (q.options?.map((o) => o.text) ?? q.items ?? q.right ?? []).entries())
    if (cell('选项' + 'ABCDEFGH'[i]) !== text) return `option ${i} of ${q.id}`
  const answer = expectedAnswer(q)
  if (answer !== null && cell('答案') !== answer) return `answer of ${q.id}: ${cell('答案')} for ${answer}`
  return ''
}

function problemOfCsv(text, quiz) {
  if (!text.startsWith('\uFEFF')) return 'no byte order mark'
  if (/[^\r]\n/.test(text.replace(/"(?:[^"]|"")*"/g, ''))) return 'a row does not end with CR LF'
  const rows = parse(text, { bom: true, columns: true, record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false })
  if (rows.length !== quiz.questions.length) return `${rows.length} rows for ${quiz.questions.length} items`
  if (rows.length && Object.keys(rows[0]).join() !== COLUMNS.join()) return `columns ${Object.keys(rows[0]).join()}`
  for (const [i, row] of rows.entries()) {
    const problem = problemOfRow(row, quiz.questions[i])
    if (problem) return problem
  }
  return ''
}

// Ways to break a quiz set that the schema must notice.
const breakages = {
  'unknown field': (z) => (z.extra = 1),
  'no title': (z) => delete z.title,
  'other format': (z) => (z.format = 'kaodian-quiz/2'),
  'bad checksum': (z) => (z.sources[0].sha256 = 'xyz'),
  'empty stem': (z) => (z.questions[0].stem = ''),
  'unknown type': (z) => (z.questions[0].type = 'essay'),
  'no evidence': (z) => (z.questions[0].evidence = []),
  'odd score': (z) => (z.questions[0].score = 0.3),
  'difficulty out of range': (z) => (z.questions[0].difficulty = 6),
  'misspelt field of an item': (z) => (z.questions[0].explanaton = 'x'),
  'two right options in a single': (z) => z.questions.find((q) => q.type === 'single')?.options.forEach((o) => (o.correct = true)),
  'one right option in a multiple': (z) => {
    const q = z.questions.find((x) => x.type === 'multiple')
    q?.options.forEach((o, i) => (o.correct = i === 0))
  },
  'a fill item without blanks': (z) => delete z.questions.find((q) => q.type === 'fill')?.blanks,
  'a false statement without its swap': (z) => delete z.questions.find((q) => q.type === 'judge' && !q.answer)?.swap,
}

function checkBreakages(name, quiz) {
  for (const [what, breakIt] of Object.entries(breakages)) {
    const copy = structuredClone(quiz)
    breakIt(copy)
    if (JSON.stringify(copy) === JSON.stringify(quiz)) continue
    check(`${name} broken (${what}) is rejected`, problemOf('quiz', copy) ? '' : 'it was accepted')
  }
}

let broken = 0
for (const name of fs.readdirSync(folder).sort()) {
  const kind = name.match(/\.(text|points|quiz)\.jsonl?$/)?.[1]
  try {
    if (kind && name.endsWith('.json')) {
      const value = JSON.parse(read(name))
      check(name, problemOf(kind, value))
      if (kind === 'quiz' && value.questions.length > 5 && broken++ === 0) checkBreakages(name, value)
    } else if (kind) {
      for (const [i, line] of read(name).trimEnd().split('\n').entries())
        check(`${name} line ${i + 1}`, problemOf(kind, JSON.parse(line)))
    } else if (name.endsWith('.csv')) {
      check(name, problemOfCsv(read(name), JSON.parse(read(name.replace(/\.csv$/, '.quiz.json')))))
    }
  } catch (e) {
    check(name, String(e))
  }
}
console.log(`readers: ${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)
