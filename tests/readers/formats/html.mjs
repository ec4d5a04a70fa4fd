// The paper as a page, in Chromium: what is printed holds the whole paper; the practice sheet on a phone is driven through
// every item, wrong and right; nothing in a text becomes an element, and nothing but the file is loaded.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expectPaper, readPaper } from '../paper.mjs'

export const fold = (s) => s.replace(/\s+/g, ' ').trim()
export const expect = expectPaper

const MOST_BYTES = 500_000
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

function assert(holds, what) {
  if (!holds) throw new Error(what)
}

// A page with the file; whatever it loads or complains of is an error.
async function open(file, tools, options) {
  assert(fs.statSync(file).size < MOST_BYTES, `${fs.statSync(file).size} bytes, at most ${MOST_BYTES}`)
  const url = pathToFileURL(path.resolve(file)).href
  const page = await tools.page(options)
  page.problems = []
  page.on('console', (m) => page.problems.push(m.text()))
  page.on('pageerror', (e) => page.problems.push(e.message))
  page.on('request', (r) => r.url() !== url && page.problems.push(`asks for ${r.url()}`))
  await page.goto(url)
  return page
}

async function done(page) {
  assert(page.problems.length === 0, page.problems.join('; '))
  await page.context().close()
}

// --- the paper ---

const OURS = 'HTML HEAD META TITLE STYLE BODY DIV MAIN H1 H2 P SPAN TABLE TBODY TR TH TD UL LI BR BUTTON SCRIPT INPUT FIELDSET LEGEND LABEL SELECT OPTION TEXTAREA'.split(' ')

async function noForeignElements(page) {
  const tags = await page.evaluate(() => [...document.querySelectorAll('*')].map((e) => e.tagName))
  const foreign = tags.filter((t) => !OURS.includes(t))
  assert(foreign.length === 0, `elements out of the texts: ${foreign.join(' ')}`)
  assert(tags.filter((t) => t === 'SCRIPT').length === 2, 'another script')
}

// What is shown, a line an element, as the paper's reader takes it.
function linesOfPaper() {
  const lines = []
  for (const e of document.querySelectorAll('.paper h2, .stem, .parts li, .options li, .key .answer, .key .note')) {
    const parts = e.matches('.stem, .answer') ? [...e.children] : [e]
    lines.push(parts.map((p) => p.innerText).join(''))
  }
  return lines.join('\n')
}

async function paper(file, { tools }) {
  const page = await open(file, tools, { viewport: { width: 1280, height: 900 } })
  await noForeignElements(page)
  const items = readPaper(await page.evaluate(linesOfPaper))
  await done(page)
  return items
}

// The printed pages: every text of the items, in order, and the footer of each page.
async function print(file, { tools, quiz }) {
  const page = await open(file, tools, PHONE)
  const pdf = path.join(tools.freshFolder(), 'paper.pdf')
  await page.pdf({ path: pdf, preferCSSPageSize: true })
  await done(page)
  const pages = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\f').slice(0, -1)
  // The footer comes first in the order of the file.
  const footer = (i) => new RegExp(`^\\s*第\\s*${i + 1}\\s*页\\s*共\\s*${pages.length}\\s*页`)
  pages.forEach((text, i) => assert(footer(i).test(text), `page ${i + 1} of ${pages.length} does not say so`))
  const size = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }).match(/Page size:\s+([\d.]+) x ([\d.]+)/)
  assert(Math.abs(size[1] - 595) < 2 && Math.abs(size[2] - 842) < 2, `page of ${size[1]} x ${size[2]}`)
  const printed = squeeze(pages.map((text, i) => text.replace(footer(i), '')).join(''))
  let at = 0
  const find = (text, what) => {
    const found = printed.indexOf(squeeze(text), at)
    assert(found >= 0, `not printed: ${what} ${text}`)
    at = found + squeeze(text).length
  }
  quiz.questions.forEach((q, i) => {
    const item = expectPaper(q)
    find(`${i + 1}．`, 'number')
    find(item.stem, 'stem')
    for (const text of [...(q.left ?? []), ...(item.options ?? [])]) find(text, 'option')
  })
  find('参考答案与解析', 'head')
  quiz.questions.forEach((q, i) => {
    find(`${i + 1}．`, 'number')
    for (const text of keyTexts(q)) find(text, 'key')
    find(`解析：${q.explanation ?? ''}`, 'explanation')
  })
  return quiz.questions.map(expectPaper)
}

const squeeze = (s) => s.replace(/_{6,}/g, '____').replace(/\s+/g, '')

const letters = (indexes) => indexes.map((i) => String.fromCharCode(65 + i)).join('')
function keyTexts(q) {
  if (q.type === 'fill') return [expectPaper(q).blanks]
  if (q.type === 'judge') return [(q.answer ? '正确' : '错误') + expectPaper(q).swap]
  if (q.type === 'short') return q.answer
  if (q.type === 'order') return [letters(q.answer)]
  if (q.type === 'match') return q.answer.map((k, i) => `${i + 1}${letters([k])}`)
  return [letters(expectPaper(q).key)]
}

// --- the practice sheet ---

const NONSENSE = '此答不对'

// How each type is answered; wrong: so that it is not right.
const GIVE = {
  async fill(page, q, wrong) {
    const inputs = page.locator('.question input')
    const n = await inputs.count()
    assert(n === q.blanks.length, `${n} blanks for ${q.blanks.length}`)
    for (let b = 0; b < n; b++) {
      // Another order where that is allowed, another wording where there is one; blanks and quotation marks do not count.
      const blank = q.blanks[q.ordered ? b : n - 1 - b]
      const wording = blank.accept?.at(-1) ?? blank.answer
      await inputs.nth(b).fill(wrong && b === n - 1 ? NONSENSE : ` “${wording.replace(/\n/g, '')}” `)
    }
  },
  async single(page, q, wrong) {
    const right = q.options.findIndex((o) => o.correct)
    await page.locator('.choice').nth(wrong ? (right + 1) % q.options.length : right).tap()
  },
  async multiple(page, q, wrong) {
    const right = q.options.flatMap((o, i) => (o.correct ? [i] : []))
    for (const k of wrong ? right.slice(1) : right) await page.locator('.choice').nth(k).tap()
  },
  async judge(page, q, wrong) {
    await page.locator('.choice').nth((q.answer ? 0 : 1) ^ (wrong ? 1 : 0)).tap()
  },
  async short(page) {
    await page.locator('textarea').fill('想好了')
  },
  async order(page, q, wrong) {
    for (const k of wrong ? [...q.answer].reverse() : q.answer) await page.locator('button.choice').nth(k).tap()
  },
  async match(page, q, wrong) {
    for (const [l, k] of q.answer.entries()) {
      await page.locator('select').nth(l).selectOption(String(wrong && l === 0 ? (k + 1) % q.right.length : k))
    }
  },
}

async function fitsScreen(page, what) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  assert(wide <= room, `${what}: ${wide} px wide on a screen of ${room}`)
}

// Answers the item on the screen, looks at the verdict and goes on; the item as it was shown.
async function answer(page, q, number, wrong) {
  const what = `item ${number}`
  assert((await page.locator('h2.kind').innerText()).startsWith(`${number}．`), `${what} is not on the screen`)
  const shown = await page.evaluate(readShown)
  assert(await page.locator('.verdict').isHidden(), `${what}: the key is shown before it is asked for`)
  await GIVE[q.type](page, q, wrong)
  await page.locator('button.check').tap()
  if (q.type === 'short') await page.locator('.judging button').nth(wrong ? 0 : 1).tap()
  const verdict = await page.locator('.verdict').innerText()
  assert(verdict.startsWith(wrong ? '✗' : '✓'), `${what}, answered ${wrong ? 'wrong' : 'right'}: ${verdict}`)
  for (const text of [...keyTexts(q), q.explanation ?? '']) {
    assert(squeeze(verdict).includes(squeeze(text)), `${what}: the verdict says nothing of ${text}`)
  }
  await fitsScreen(page, what)
  await page.locator('button.next').tap()
  return { ...shown, type: q.type, explanation: q.explanation ?? '', ...readVerdict(verdict, q, shown) }
}

// The stem with its blanks and the options, as they stand on the screen.
function readShown() {
  const textOf = (node) => [...node.childNodes].map((n) => (n.nodeType === 3 ? n.data : n.tagName === 'INPUT' ? '____' : textOf(n))).join('')
  return {
    stem: textOf(document.querySelector('.question')).replace(/（　　）/g, '（　）'),
    options: [...document.querySelectorAll('.choice .words')].map((e) => e.textContent.slice(e.closest('.order') ? 2 : 0)),
    lookup: [...document.querySelectorAll('.lookup li')].map((e) => e.textContent.slice(2)),
    left: [...document.querySelectorAll('.pair label')].map((e) => e.textContent.replace(/^（\d+）/, '')),
  }
}

// The key in words, as the practice sheet gives it.
function readVerdict(verdict, q, shown) {
  const text = verdict.match(/答案：([^]*?)\s*解析：/)[1].trim()
  const at = (c) => c.charCodeAt(0) - 65
  if (q.type === 'fill') return { blanks: text }
  if (q.type === 'judge') return { answer: text.startsWith('正确'), swap: text.slice(2) }
  if (q.type === 'short') return { points: text.split(/(?:^|\n)（\d+）/).slice(1).map((s) => s.trim()) }
  if (q.type === 'order') return { order: [...text].map((c) => shown.options[at(c)]) }
  if (q.type === 'match') return { options: shown.lookup, pairs: text.split(' ').map((p) => [shown.left[parseInt(p) - 1], shown.lookup[at(p.at(-1))]]) }
  return { key: [...text].map(at) }
}

const scoreOf = (page) => page.locator('.end .score').innerText().then((s) => s.replace(/\s/g, ''))

// All right: the full score. Then, anew, every third wrong: those and no others come again, until none is left.
async function practice(file, { tools, quiz }) {
  const page = await open(file, tools, PHONE)
  const all = quiz.questions
  const full = all.reduce((sum, q) => sum + q.score, 0)
  await noForeignElements(page)
  await fitsScreen(page, 'the first screen')
  const items = []
  for (const [i, q] of all.entries()) items.push(await answer(page, q, i + 1, false))
  assert((await scoreOf(page)) === `${full}/${full}分`, `all right, score ${await scoreOf(page)}`)
  assert((await page.locator('button.again').count()) === 0, 'all right, and yet there are wrong ones')
  await noForeignElements(page)

  await page.locator('button.anew').tap()
  const wrong = all.flatMap((q, i) => (i % 3 === 0 ? [i] : []))
  for (const [i, q] of all.entries()) await answer(page, q, i + 1, wrong.includes(i))
  const got = full - wrong.reduce((sum, i) => sum + all[i].score, 0)
  assert((await scoreOf(page)) === `${got}/${full}分`, `score ${await scoreOf(page)} for ${got}`)
  await fitsScreen(page, 'the score')
  await page.reload()
  await page.locator('button.again').tap()
  for (const [n, i] of wrong.entries()) await answer(page, all[i], i + 1, n === 0)
  await page.locator('button.again').tap()
  await answer(page, all[wrong[0]], wrong[0] + 1, false)
  assert((await page.locator('button.again').count()) === 0, 'none is wrong, and yet there is another round')
  assert((await scoreOf(page)) === `${got}/${full}分`, `after all rounds ${await scoreOf(page)}, at first ${got}`)
  await page.locator('.toggle').tap()
  await fitsScreen(page, 'the paper')
  await done(page)
  return items.map((item, i) => ({ ...item, stem: penned(item.stem, all[i]) }))
}

// Brackets for a pen are not on the screen.
const penned = (stem, q) => (q.type === 'judge' && !q.stem.includes('（　）') ? `（　）${stem}` : q.type === 'match' ? `${stem}（　）` : stem)

export const readers = { 'the page in Chromium': paper, 'its print': print, 'practice on a phone': practice }
const FIELDS = {
  fill: ['stem', 'blanks', 'explanation'],
  single: ['stem', 'options', 'key', 'explanation'],
  multiple: ['stem', 'options', 'key', 'explanation'],
  judge: ['stem', 'answer', 'swap', 'explanation'],
  short: ['stem', 'points', 'explanation'],
  order: ['stem', 'options', 'order', 'explanation'],
  match: ['stem', 'options', 'pairs', 'explanation'],
}
export const fields = Object.fromEntries(Object.keys(readers).map((who) => [who, FIELDS]))
