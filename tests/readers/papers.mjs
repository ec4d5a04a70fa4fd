// What the options for papers make of Word and HTML files: size and number of pages, what is on them and what is not.
// usage: node papers.mjs PROGRAM WORK_FOLDER SET.json…
// Last line: "papers: N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import mammoth from 'mammoth'
import { expectPaper } from './paper.mjs'
import * as tools from './tools.mjs'

const [program, work, ...sets] = process.argv.slice(2)
const counts = { passed: 0, failed: 0 }

function check(what, problem) {
  if (problem) console.log(`FAILED ${what}: ${problem}`)
  counts[problem ? 'failed' : 'passed']++
}

const LOOKS = [
  [],
  ['--style', 'gongwen', '--seal'],
  ['--columns', '2', '--seal'],
  ['--columns', '2', '--large', '--style', 'gongwen'],
  ['--paper', 'a3x2', '--seal', '--font', '楷体'],
  ['--paper', 'a3x2', '--columns', '2', '--blank', 'answer'],
]
const KEYS = ['end', 'none', 'after', 'alone']
const PAPERS = [...LOOKS.map((look) => ['--key', 'end', ...look]), ...KEYS.slice(1).flatMap((key) => [['--key', key], ['--key', key, '--no-explanations']])]

function make(format, set, args) {
  const file = path.join(work, `paper.${format}`)
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const run = spawnSync(program, ['export', '-f', format, ...args, '-o', file, set], { env, encoding: 'utf8' })
  if (run.status !== 0 && run.status !== 1) throw new Error(`${args.join(' ')}: status ${run.status}: ${run.stderr}`)
  return file
}

// --- the pages ---

const squeeze = (s) => s.replace(/\s+/g, '').replace(/_{4,}/g, '____')

// A PDF's pages as text, all their text without the numbers, and the size of the first page in millimetres.
function read(pdf) {
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const size = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }).match(/Page size:\s+([\d.]+) x ([\d.]+)/)
  const pages = text.split('\f').slice(0, -1)
  const all = pages.join('').replace(/第 ?\d+ ?页\s*共 ?\d+ ?页|— ?\d+ ?—/g, '')
  return { pages, all, size: size.slice(1).map((points) => Math.round((points * 25.4) / 72)) }
}

async function printed(format, file) {
  // LibreOffice draws marks at the ends of lines so that they cannot be told in the PDF: the text is mammoth's.
  if (format === 'docx') {
    const { pages, size } = read(tools.office(file, 'pdf')[0])
    return { pages, size, all: (await mammoth.extractRawText({ path: file })).value }
  }
  const pdf = path.join(tools.freshFolder(), 'paper.pdf')
  const page = await tools.page()
  await page.goto(pathToFileURL(file).href)
  await page.pdf({ path: pdf, preferCSSPageSize: true })
  await page.context().close()
  return read(pdf)
}

const has = (args, ...words) => args.join(' ').includes(words.join(' '))

function problemOfNumbers(args, pages) {
  for (const [i, text] of pages.entries()) {
    const number = has(args, 'gongwen') ? new RegExp(`— ?${i + 1} ?—`) : new RegExp(`第 ?${i + 1} ?页\\s*共 ?${pages.length} ?页`)
    if (!number.test(text)) return `page ${i + 1} of ${pages.length} does not say so`
  }
  return ''
}

// A text of the paper must be there once for each item that has it; what belongs to the key only where the key is.
function problemOfTexts(args, quiz, all) {
  const key = args[args.indexOf('--key') + 1]
  for (const q of quiz.questions) {
    const item = expectPaper(q)
    const stem = squeeze(item.stem)
    if (all.includes(stem) !== (key !== 'alone')) return `${q.id}: its stem is ${key === 'alone' ? 'there' : 'missing'}: ${stem}`
    if (key !== 'alone') for (const text of [...(item.options ?? []), ...(q.left ?? [])]) if (!all.includes(squeeze(text))) return `${q.id}: missing: ${text}`
    const explained = all.includes(squeeze(`解析：${q.explanation}`))
    const wanted = key !== 'none' && !has(args, '--no-explanations')
    if (explained !== wanted) return `${q.id}: its explanation is ${explained ? 'there' : 'missing'}`
  }
  const keyed = all.includes('参考答案')
  if (keyed !== (key === 'end' || key === 'alone')) return `a head of the key: ${keyed}`
  const after = all.split('答案：').length - 1
  if (key === 'after' && after < quiz.questions.length) return `${after} keys for ${quiz.questions.length}`
  return ''
}

async function checkPages(format, args, set) {
  const quiz = JSON.parse(fs.readFileSync(set, 'utf8'))
  const what = `${path.basename(set)} as ${format} ${args.join(' ')}`
  const { pages, size, all } = await printed(format, make(format, set, args))
  check(`${what}: size of the pages`, `${size}` === (has(args, 'a3x2') ? '420,297' : '210,297') ? '' : `${size}`)
  check(`${what}: numbers of the pages`, problemOfNumbers(args, pages))
  check(`${what}: texts`, problemOfTexts(args, quiz, squeeze(all)))
  const sealed = pages.filter((text) => squeeze(text).includes('密封线内不要答题')).length
  check(`${what}: the sealing line`, sealed === (has(args, '--seal') ? 1 : 0) ? '' : `on ${sealed} pages`)
}

// --- the practice sheet ---

const KEYED = ['end', 'after']

// With a key to practise by it is there, and fits the smallest screens in each of its states; without one nothing is.
async function checkPractice(key, set) {
  const file = make('html', set, ['--key', key])
  const what = `${path.basename(set)} as html --key ${key}`
  const page = await tools.page({ viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true })
  const problems = []
  page.on('console', (m) => problems.push(m.text()))
  page.on('pageerror', (e) => problems.push(e.message))
  await page.goto(pathToFileURL(file).href)
  const fits = async (state) => {
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    check(`${what}: ${state} fits a screen of 320`, wide <= room ? '' : `${wide} wide`)
  }
  const n = await page.locator('script').count()
  check(`${what}: scripts`, n === (KEYED.includes(key) ? 2 : 0) ? '' : `${n}`)
  await fits('the first screen')
  for (let i = 0; KEYED.includes(key) && (await page.locator('.end').count()) === 0; i++) {
    await fits(`item ${i + 1}`)
    await page.locator('.next').tap()
  }
  if (KEYED.includes(key)) await fits('the score')
  check(`${what}: nothing complained of`, problems.join('; '))
  await page.context().close()
}

for (const set of sets) {
  for (const format of ['docx', 'html']) for (const args of PAPERS) await checkPages(format, args, set)
  for (const key of KEYS) await checkPractice(key, set)
}
await tools.close()
console.log(`papers: ${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)
