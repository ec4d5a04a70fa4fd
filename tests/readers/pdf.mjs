// Looks at papers as PDF with Poppler's programs: what a person would see on the pages.
// usage: node pdf.mjs PROGRAM WORK_FOLDER [--bless]   WORK_FOLDER/page.json is the sample page's full set
// Last line: "pdf: N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { linesOf } from './formats/pdf.mjs'
import { randomSet, manyItems, oddSet } from './pdf-sets.mjs'

const [program, work, bless] = process.argv.slice(2)
const counts = { passed: 0, failed: 0 }
const MM = 72 / 25.4
const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 })

function check(what, problem) {
  if (problem) console.log(`FAILED ${what}: ${problem}`)
  counts[problem ? 'failed' : 'passed']++
}

const saveSet = (name, set) => {
  const file = path.join(work, `${name}.json`)
  fs.writeFileSync(file, JSON.stringify(set))
  return file
}

let n = 0
function make(set, args = []) {
  const file = path.join(work, `${n++}.pdf`)
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const began = Date.now()
  const done = spawnSync(program, ['export', ...args, '-o', file, set], { env, encoding: 'utf8' })
  if (done.status !== 0 && done.status !== 1) throw new Error(`export ${args.join(' ')}: status ${done.status}: ${done.stderr}`)
  return { file, stderr: done.stderr, ms: Date.now() - began, name: `${path.basename(set, '.json')} ${args.join(' ')}`.trim() }
}

// What the options make of the page: its frame, and how wide a character is.
function formOf(args) {
  const has = (...words) => args.join(' ').includes(words.join(' '))
  const gongwen = has('--style', 'gongwen')
  const large = has('--large')
  return {
    left: 28 * MM,
    right: (gongwen ? 28 + 156 : 190) * MM,
    top: (gongwen ? 37 : 20) * MM,
    bottom: (gongwen ? 37 + 225 : 277) * MM,
    columns: has('--columns', '2') ? 2 : 1,
    perSheet: has('--paper', 'a3x2') ? 2 : 1,
    size: gongwen ? (large ? 20 : 15.75) : large ? 18 : 12,
    seal: has('--seal'),
  }
}

// --- what is on the pages ---

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (s) => s.replace(/&(\w+);/g, (_, e) => entities[e]).replace(/&#(\d+);/g, (_, d) => String.fromCodePoint(d))

// The lines of a file as they stand on its pages: [{page, column, x, right, y, height, text, gap}], gap: the widest
// between two words but that within brackets; from top to bottom.
function seenLines(file, form) {
  const pages = run('pdftotext', '-bbox', '-enc', 'UTF-8', file, '-').split('<page ').slice(1)
  return pages.flatMap((page, sheet) => {
    const lines = []
    for (const [, x, y, right, bottom, word] of page.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g)) {
      const w = { x: +x, y: +y, right: +right, bottom: +bottom, text: plain(word) }
      if (form.seal && w.x < form.left - 5) continue
      const side = form.perSheet === 2 && w.x > 210 * MM ? 1 : 0
      const middle = (form.left + form.right) / 2 + side * 210 * MM
      const column = w.y > form.bottom ? 0 : form.columns === 2 && w.x > middle ? 1 : 0
      const number = sheet * form.perSheet + side
      const line = lines.find((l) => l.page === number && l.column === column && Math.abs((l.bottom + l.y) / 2 - (w.bottom + w.y) / 2) < form.size / 3)
      if (line) line.words.push(w)
      else lines.push({ page: number, column, y: w.y, bottom: w.bottom, words: [w] })
    }
    for (const l of lines) joinWords(l)
    return lines.sort((a, b) => a.page - b.page || a.column - b.column || a.y - b.y)
  })
}

function joinWords(line) {
  const words = line.words.sort((a, b) => a.x - b.x)
  Object.assign(line, { x: words[0].x, right: words.at(-1).right, height: words[0].bottom - words[0].y, gap: 0 })
  for (let i = 1; i < words.length; i++)
    if (!(words[i - 1].text.endsWith('（') && words[i].text.startsWith('）')) && !/^\d+．$/.test(words[i - 1].text))
      line.gap = Math.max(line.gap, words[i].x - words[i - 1].right)
  line.text = words.map((w) => w.text).join('')
}

// The body of a paper: no page numbers, no head.
function bodyLines(file, form) {
  const lines = seenLines(file, form).filter((l) => l.y < form.bottom)
  const top = lines.find((l) => /^一、/.test(l.text))?.y ?? 0
  return lines.filter((l) => l.page > 0 || l.y > top - 2)
}

// Lines of items, and of which item each is: [{...line, item, first, last}].
function itemLines(file, form) {
  const out = []
  let item = 0
  for (const line of bodyLines(file, form)) {
    const label = line.text.match(/^(\d+)．/)
    if (label && Number(label[1]) === item + 1) {
      item++
      out.push({ ...line, text: line.text.slice(label[0].length), item, first: true })
    } else if (/^[一二三四五六七]、\S+题（共/.test(line.text)) {
      if (out.length) out.at(-1).last = true
    } else if (item && !out.at(-1).last) out.push({ ...line, item, first: false })
  }
  out.forEach((l, i) => (l.last = l.last || out[i + 1]?.item !== l.item))
  return out
}

const pagesOf = (file) => Number(run('pdfinfo', file).match(/Pages:\s+(\d+)/)[1])

// --- lines ---

const NO_START = /^[、，。：；？！）》〉】〕」』”’·—…～／％．,.;:!?)\]}%]/u
const NO_END = /[（《〈【〔「『“‘／(\[{]$/u
const isLone = (text) => [...text.replace(/[\p{P}\s]/gu, '')].length <= 1 && !text.includes('＿') && !text.includes('（）')

function problemsOfLines(lines, form) {
  const problems = []
  lines.forEach((line, i) => {
    const next = lines[i + 1]
    const inside = next && next.item === line.item
    if (NO_START.test(line.text) && !line.first) problems.push(`begins a line: ${line.text}`)
    if (NO_END.test(line.text) && inside) problems.push(`ends a line: ${line.text}`)
    if (inside && line.text.endsWith('＿') && next.text.startsWith('＿')) problems.push(`blank parted: ${line.text} | ${next.text}`)
    if (inside && /\d$/.test(line.text) && /^[\d年月日万亿%]/.test(next.text)) problems.push(`number parted: ${line.text} | ${next.text}`)
    if (line.gap > form.size) problems.push(`gap of ${line.gap}: ${line.text}`)
    if (!line.first && line.last && isLone(line.text)) problems.push(`a line of one character: ${line.text}`)
  })
  return problems
}

// Lines but an item's last reach the right edge, unless a blank behind them did not fit.
function raggedLines(lines, form) {
  const width = (form.right - form.left) / form.columns
  return lines.filter((l, i) => {
    if (/^[A-H]．/.test(l.text) || l.last || lines[i + 1]?.text.match(/^([“（《]*[＿（]|[A-H]．)/)) return false
    const edge = Math.max(...lines.filter((m) => m.column === l.column && m.page === l.page).map((m) => m.right))
    return edge - l.right > form.size && edge - l.right < width
  })
}

function problemOfRagged(lines, form, share) {
  const ragged = raggedLines(lines, form)
  return ragged.length > lines.length * share ? `${ragged.length} of ${lines.length} not: ${ragged.slice(0, 3).map((l) => l.text).join(' || ')}` : ''
}

const VARIANTS = [
  [], ['--columns', '2'], ['--large'], ['--style', 'gongwen'], ['--large', '--columns', '2'], ['--paper', 'a3x2', '--columns', '2'],
  ['--font', 'Noto Sans CJK SC'], ['--blank', 'answer', '--columns', '2'], ['--style', 'gongwen', '--columns', '2'],
]

function checkLines() {
  let seen = 0
  for (const [i, args] of VARIANTS.entries()) {
    const made = make(saveSet(`random-${i}`, randomSet(i + 1, 60)), [...args, '--key', 'none'])
    const form = formOf(args)
    const lines = itemLines(made.file, form)
    seen += lines.length
    check(`${made.name}: 60 items`, lines.at(-1)?.item === 60 ? '' : `${lines.at(-1)?.item}`)
    const problems = problemsOfLines(lines, form)
    check(`${made.name}: ${lines.length} lines`, problems.length ? `${problems.length}: ${problems.slice(0, 5).join(' || ')}` : '')
    if (form.columns === 1) check(`${made.name}: lines are justified`, problemOfRagged(lines, form, 0.02))
  }
  check('2,000 random lines and more', seen >= 2000 ? '' : seen)
  console.log(`random lines: ${seen}`)
}

// --- ink ---

// A page at 72 dots an inch: {width, height, dark(x, y)}.
function paint(file, page) {
  const data = execFileSync('pdftoppm', ['-r', '72', '-gray', '-f', String(page), '-l', String(page), file], { maxBuffer: 1 << 28 })
  const [head, width, height] = data.subarray(0, 40).toString('latin1').match(/^P5\s+(\d+)\s+(\d+)\s+255\s/)
  return { width: +width, height: +height, dark: (x, y) => data[head.length + y * +width + x] < 128 }
}

// Ink in the margins, where neither the page's number nor the sealing line may stand.
// Every tenth sheet after the first three is looked at.
const someSheets = (file) => Array.from({ length: pagesOf(file) }, (_, i) => i).filter((i) => i < 3 || i % 10 === 0)

function problemOfInk(file, sheet, form) {
  const image = paint(file, sheet + 1)
  const pageWidth = image.width / form.perSheet
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      if (!image.dark(x, y)) continue
      const at = x % pageWidth
      const sealed = form.seal && sheet === 0 && x < form.left - 12
      const numbered = y > form.bottom && y < image.height - 10 * MM
      const beside = at < form.left - 2 || at > form.right + 2
      if (sealed || (numbered && !beside)) continue
      if (beside || y < form.top - 1 || y > form.bottom + 2) return `ink at ${x}, ${y} of page ${sheet + 1}`
    }
  return ''
}

// --- whole papers ---

function problemOfFonts(file) {
  const rows = run('pdffonts', file).split('\n').slice(2).filter(Boolean)
  if (rows.length === 0) return 'no fonts'
  for (const row of rows) {
    const [, name, flags] = row.match(/^(\S+) .*?((?:(?:yes|no)\s+){3})\d+\s+\d+$/) ?? []
    if (!name || !/^yes\s+yes\s+yes/.test(flags)) return `not embedded, cut and mapped: ${row}`
    if (!/^[A-Z]{6}\+Noto(Sans|Serif)CJKsc-(Regular|Bold)$/.test(name)) return `font ${name}`
  }
  return ''
}

// The size in which most characters are set.
function bodySize(file) {
  const xml = run('pdftohtml', '-xml', '-i', '-stdout', '-zoom', '1', file)
  const sizes = new Map([...xml.matchAll(/<fontspec id="(\d+)" size="(\d+)"/g)].map((m) => [m[1], +m[2]]))
  const tally = new Map()
  for (const [, font, text] of xml.matchAll(/<text [^>]*font="(\d+)">(.*?)<\/text>/g))
    tally.set(sizes.get(font), (tally.get(sizes.get(font)) ?? 0) + text.length)
  return [...tally].sort((a, b) => b[1] - a[1])[0][0]
}

function problemOfTotals(file) {
  const text = linesOf(file).join('\n')
  const [, items, points] = text.match(/共(\d+)题，满分([\d.]+)分/) ?? []
  const heads = [...text.matchAll(/^[一二三四五六七]、\S+?题（共(\d+)题，[^）]*?共\s*([\d.]+)\s*分/gm)]
  const sum = (k) => heads.reduce((s, h) => s + Number(h[k]), 0)
  if (!items || heads.length === 0) return 'no summary or no heads'
  return sum(1) === +items && sum(2) === +points ? '' : `${sum(1)} items and ${sum(2)} points in the heads, ${items} and ${points} above`
}

function problemOfNumbers(lines, total) {
  const numbers = lines.filter((l) => l.first).map((l) => l.item)
  return numbers.length === total && numbers.every((v, i) => v === i + 1) ? '' : `${numbers.length} of ${total}`
}

function problemOfCount(file, form) {
  const stated = seenLines(file, form).flatMap((l) => [...l.text.matchAll(/^第(\d+)页共(\d+)页$/g)])
  const pages = pagesOf(file) * form.perSheet
  const all = new Set(stated.map((m) => m[2]))
  const total = Number([...all][0])
  if (all.size !== 1 || total > pages || total <= pages - form.perSheet) return `${[...all]} stated, ${pages} there`
  return stated.map((m) => +m[1]).join() === Array.from({ length: total }, (_, i) => i + 1).join() ? '' : 'the numbers do not follow each other'
}

// Each item and its options on one page and in one column, unless it is longer than a column.
function problemOfParting(lines, form) {
  for (const line of lines.filter((l) => l.first)) {
    const own = lines.filter((l) => l.item === line.item)
    if (own.some((l) => l.page !== line.page || l.column !== line.column) && own.length < 20) return `item ${line.item} is parted`
  }
  return ''
}

// A head stands in one column with the first item below it.
function problemOfHeads(file, form) {
  const lines = bodyLines(file, form)
  for (const [i, line] of lines.entries()) {
    if (!/^[一二三四五六七]、\S+题(（共|$)/.test(line.text)) continue
    const below = lines.slice(i).find((l) => /^\d+．/.test(l.text))
    if (!below || below.page !== line.page || below.column !== line.column) return `${line.text} stands alone`
  }
  return ''
}

function checkPaper(set, quiz, args) {
  const made = make(set, args)
  const form = formOf(args)
  const lines = itemLines(made.file, form)
  const isPage = path.basename(set) === 'page.json'
  if (isPage) check(`${made.name}: fonts`, problemOfFonts(made.file))
  check(`${made.name}: totals`, problemOfTotals(made.file))
  check(`${made.name}: numbers`, problemOfNumbers(lines, quiz.questions.length))
  if (!args.includes('gongwen')) check(`${made.name}: count of pages`, problemOfCount(made.file, form))
  if (isPage) check(`${made.name}: lines are justified`, problemOfRagged(lines, form, form.columns === 1 ? 0.01 : form.size > 15 ? 0.1 : 0.05))
  check(`${made.name}: heads`, problemOfHeads(made.file, form))
  check(`${made.name}: heads of the key`, problemOfHeads(make(set, [...args, '--key', 'alone']).file, form))
  check(`${made.name}: items are whole`, problemOfParting(lines, form))
  for (const sheet of someSheets(made.file)) check(`${made.name}: margins of page ${sheet + 1}`, problemOfInk(made.file, sheet, form))
}

// The same items on the same pages, with and without the key behind them.
function checkTwins(set, args) {
  const places = (key) => {
    const made = make(set, [...args, '--key', key])
    return itemLines(made.file, formOf(args)).map((l) => [l.item, l.page, l.column, l.text].join(' '))
  }
  const [student, teacher] = [places('none'), places('end')]
  check(`${path.basename(set)} ${args.join(' ')}: students' and teachers' paper break alike`,
    student.every((line, i) => line === teacher[i]) && student.length > 100 ? '' : 'they do not')
}

const setFile = (name) => (name === 'page' ? path.join(work, 'page.json') : 'tests/readers/sets/hostile.json')

function checkPapers() {
  for (const name of ['page', 'hostile']) {
    const quiz = JSON.parse(fs.readFileSync(setFile(name), 'utf8'))
    for (const args of [...VARIANTS, ['--seal'], ['--seal', '--paper', 'a3x2']]) checkPaper(setFile(name), quiz, [...args, '--key', 'none'])
  }
  for (const args of VARIANTS) checkTwins(setFile('page'), args)
  check('the body is set in 12 points', bodySize(make(setFile('page'), ['--key', 'none']).file) === 12 ? '' : 'it is not')
  const a3 = run('pdfinfo', make(setFile('page'), ['--paper', 'a3x2']).file)
  check('an A3 sheet', /Page size:\s+1190\.55 x 841\.89/.test(a3) ? '' : a3.match(/Page size.*/)[0])
  const info = run('pdfinfo', make(setFile('hostile')).file)
  for (const line of [/^Title:\s+难题集 =1\+1 <b>&“引”<\/b> \[x\] \{y\} \/ \\ : \*（A卷）$/m, /^Author:\s+=某支部 & <某人>$/m, /^Creator:\s+kaodian/m, /^Page size:.*\(A4\)$/m])
    check(`the document says ${line.source}`, line.test(info) ? '' : info)
}

function checkKeys() {
  const after = linesOf(make(setFile('page'), ['--key', 'after']).file).filter((l) => l.startsWith('答案：')).length
  const total = JSON.parse(fs.readFileSync(setFile('page'), 'utf8')).questions.length
  check('--key after: an answer behind each item', after === total ? '' : `${after} of ${total}`)
  const alone = linesOf(make(setFile('page'), ['--key', 'alone']).file)
  check('--key alone: no question', alone.some((l) => l.includes('＿')) ? 'there is a blank' : '')
  check('--key alone: the title says so', alone.slice(0, 2).join('').includes('参考答案与解析') ? '' : alone[0])
  const bare = linesOf(make(setFile('page'), ['--no-explanations']).file)
  check('--no-explanations: none', bare.some((l) => /^(解析|出处)：/.test(l)) ? 'there is one' : '')
  check('--no-explanations: the head of the key promises none', bare.includes('参考答案') ? '' : 'there is no such head')
  const seal = linesOf(make(setFile('page'), ['--seal']).file).join('')
  check('--seal', /单位＿{6,}姓名＿{6,}密封线内不要答题/.test(seal.replace(/\s/g, '')) ? '' : 'no sealing line')
}

// Two pages on a sheet: the key is on no sheet of the questions, and empty halves have no number.
function checkKeySheet() {
  const args = ['--paper', 'a3x2', '--columns', '2', '--seal']
  for (const count of [8, 25, 45, 60]) {
    const quiz = JSON.parse(fs.readFileSync(setFile('page'), 'utf8'))
    const { file, name } = make(saveSet(`items-${count}`, manyItems(quiz, count)), args)
    const lines = seenLines(file, formOf(args))
    const head = lines.find((l) => l.text === '参考答案与解析')
    check(`${name}: the key begins a sheet`, head && head.page % 2 === 0 && lines.filter((l) => l.page === head.page)[0] === head ? '' : `page ${head?.page}`)
    const stated = lines.flatMap((l) => l.text.match(/^第\d+页共\d+页$/) ?? [])
    const pages = new Set(lines.map((l) => l.page)).size
    check(`${name}: numbers of pages`, stated.join() === Array.from({ length: pages }, (_, i) => `第${i + 1}页共${pages}页`).join() ? '' : stated.join())
  }
}

// --- hard cases ---

function checkSizes() {
  const quiz = JSON.parse(fs.readFileSync(setFile('page'), 'utf8'))
  const made = make(saveSet('items-200', manyItems(quiz, 200)))
  check('200 items in 3 seconds', made.ms < 3000 ? '' : `${made.ms} ms`)
  check('200 items in 3 MB', fs.statSync(made.file).size <= 3e6 ? '' : `${fs.statSync(made.file).size}`)
  console.log(`200 items: ${made.ms} ms, ${fs.statSync(made.file).size} bytes, ${pagesOf(made.file)} pages`)
  const many = make(saveSet('items-500', manyItems(quiz, 500)), ['--key', 'none'])
  check('500 items', problemOfNumbers(itemLines(many.file, formOf([])), 500))
}

function checkOddities() {
  const set = saveSet('odd', oddSet())
  for (const args of [[], ['--columns', '2', '--large'], ['--style', 'gongwen']]) {
    const made = make(set, args)
    const text = linesOf(made.file).join('').replace(/\s/g, '')
    for (const [what, needle] of Object.entries({ 'a paragraph of 20,000 characters': '甲'.repeat(20000), 'an item longer than a page': '第四十九点。第五十点。' }))
      check(`${made.name}: ${what}`, text.includes(needle) ? '' : 'it did not come back')
    check(`${made.name}: a character without a glyph is named`, /q-00000002: \(U\+0378\).*\[glyph-missing\]/.test(made.stderr) ? '' : made.stderr)
    check(`${made.name}: once`, made.stderr.match(/U\+0378/g)?.length === 1 ? '' : made.stderr)
    const form = formOf(args)
    for (let sheet = 0; sheet < Math.min(3, pagesOf(made.file)); sheet++) check(`${made.name}: margins of page ${sheet + 1}`, problemOfInk(made.file, sheet, form))
  }
  const font = make(setFile('page'), ['--font', 'No Such Font'])
  check('a font that is not there is named', /No Such Font → .*\[font-missing\]/.test(font.stderr) ? '' : font.stderr)
}

// Texts that make some step look at all that came before take no longer than others.
function checkGrowth() {
  for (const unit of ['，', '　', '“', 'a', '字·', '字\n', '____、', 'e\u0301', 'ש']) {
    const set = oddSet()
    const stem = `${unit.repeat(Math.floor(128000 / Buffer.byteLength(unit)))}____。`
    set.questions = [{ ...set.questions[0], stem, blanks: stem.match(/____/g).map(() => ({ answer: '甲' })) }]
    const made = make(saveSet('growth', set), ['--quiet'])
    check(`128 kB of ${JSON.stringify(unit)} in 5 seconds`, made.ms < 5000 ? '' : `${made.ms} ms`)
  }
}

// The bookmarks: sections, and the key with its own.
function checkBookmarks() {
  const xml = run('pdftohtml', '-xml', '-i', '-stdout', make(setFile('hostile')).file)
  const names = [...xml.matchAll(/<item page="(\d+)">(.*?)<\/item>/g)].map((m) => m[2])
  const types = ['填空题', '单选题', '多选题', '判断题', '简答题', '排序题', '匹配题'].map((t, i) => `${'一二三四五六七'[i]}、${t}`)
  check('bookmarks', names.join() === [...types, '参考答案与解析', ...types].join() ? '' : names.join())
}

// Blanks of a fixed width give way by a character, or grow by two, where a line must end; no more.
function checkBlanks() {
  const text = linesOf(make(setFile('page'), ['--key', 'none']).file).join('\n')
  const odd = [...text.slice(text.indexOf('一、')).matchAll(/＿+/g)].filter(([b]) => ![8, 12, 16].some((n) => b.length >= n - 1 && b.length <= n + 2))
  check('blanks have three widths', odd.length ? `${odd}` : '')
}

// A page in shades of grey at 72 dpi: {width, height, data}. Poppler's PGM: "P5 WIDTH HEIGHT 255" and the bytes.
function readPicture(bytes) {
  const head = bytes.subarray(0, 32).toString('latin1').match(/^P5\s(\d+) (\d+)\s255\s/)
  if (!head) throw new Error('no PGM')
  return { width: Number(head[1]), height: Number(head[2]), data: bytes.subarray(head[0].length) }
}

// The share of pixels that differ by more than a shade that smoothing makes.
function differing(a, b) {
  if (a.width !== b.width || a.height !== b.height) return 1
  let n = 0
  for (let i = 0; i < a.data.length; i++) if (Math.abs(a.data[i] - b.data[i]) > 48) n++
  return n / a.data.length
}

// The looks that a paper can have, each page as a picture beside the one that was looked at and found good.
function checkPictures() {
  const looks = { plain: [], columns: ['--columns', '2', '--seal'], gongwen: ['--style', 'gongwen', '--key', 'none'], large: ['--large', '--key', 'alone'] }
  for (const [look, args] of Object.entries(looks)) {
    const { file } = make('tests/cases/exporter/docx/input.json', args)
    const stem = path.join(work, `look-${look}`)
    run('pdftoppm', '-r', '72', '-gray', file, stem)
    const pages = fs.readdirSync(work).filter((f) => f.startsWith(`look-${look}-`)).sort()
    check(`${look}: there are pages`, pages.length ? '' : 'none')
    for (const page of pages) {
      const golden = `tests/readers/golden/${page.replace(/\.pgm$/, '.pgm.gz')}`
      const bytes = fs.readFileSync(path.join(work, page))
      if (bless === '--bless') fs.writeFileSync(golden, gzipSync(bytes, { level: 9 }))
      if (!fs.existsSync(golden)) {
        check(`${page} looks as in ${golden}`, 'it is not there')
        continue
      }
      const share = differing(readPicture(bytes), readPicture(gunzipSync(fs.readFileSync(golden))))
      check(`${page} looks as in ${golden}`, share < 0.005 ? '' : `${(100 * share).toFixed(2)} % of its pixels differ`)
    }
  }
}

// The page as text, compared with the one that was looked at.
function checkGolden() {
  const golden = 'tests/readers/golden/hostile.pdf.txt'
  const text = run('pdftotext', '-layout', '-enc', 'UTF-8', make(setFile('hostile')).file, '-')
  if (bless === '--bless') {
    fs.mkdirSync(path.dirname(golden), { recursive: true })
    fs.writeFileSync(golden, text)
  }
  check(`the hard set looks as in ${golden}`, fs.existsSync(golden) && fs.readFileSync(golden, 'utf8') === text ? '' : 'it does not')
}

checkLines()
checkPapers()
checkKeys()
checkKeySheet()
checkSizes()
checkOddities()
checkGrowth()
checkBookmarks()
checkBlanks()
checkPictures()
checkGolden()
console.log(`pdf: ${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)
