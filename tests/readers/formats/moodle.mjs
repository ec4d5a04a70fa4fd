// Moodle XML as Moodle's import reads it (question/format/xml and question/type of Moodle 4): no
// program but Moodle does, so its rules are here once more, with Chromium's DOMParser for XML and HTML. What Moodle
// refuses, complains of or would show otherwise than it was written is an error here.
import fs from 'node:fs'
import { explanationOf, itemOf } from '../items.mjs'

// The grades that Moodle knows (question/engine/bank.php), in percent; negative ones too.
const GRADES = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0]

const fail = (why) => {
  throw new Error(why)
}

// The questions as trees: {name, attributes, children, text}.
async function parseXml(page, xml) {
  return page.evaluate((text) => {
    const doc = new DOMParser().parseFromString(text, 'application/xml')
    if (doc.querySelector('parsererror')) throw new Error(doc.querySelector('parsererror').textContent)
    const tree = (e) => ({
      name: e.localName,
      attributes: Object.fromEntries([...e.attributes].map((a) => [a.name, a.value])),
      children: [...e.children].map(tree),
      text: e.children.length ? '' : e.textContent,
    })
    return tree(doc.documentElement)
  }, xml)
}

// HTML as a browser shows it: paragraphs, line ends and the parts of lists; any other element is a leak.
async function showHtml(page, html) {
  return page.evaluate((source) => {
    const body = new DOMParser().parseFromString(source, 'text/html').body
    for (const e of body.querySelectorAll('*')) if (!['P', 'BR', 'OL', 'LI'].includes(e.tagName)) throw new Error(`<${e.tagName}> in ${source}`)
    for (const br of body.querySelectorAll('br')) br.replaceWith('\n')
    const texts = (selector) => [...body.querySelectorAll(selector)].map((e) => e.textContent)
    return { text: body.textContent, paragraphs: texts('p'), parts: texts('li') }
  }, html)
}

const all = (node, name) => node.children.filter((c) => c.name === name)
const child = (node, name) => all(node, name)[0] ?? fail(`no <${name}> in <${node.name}>`)
const trim = (s) => s.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '') // PHP's
const textOf = (node) => trim(child(node, 'text').text)
const valueOf = (node, name) => child(node, name).text

function grade(node) {
  const g = Number(node.attributes.fraction)
  if (!GRADES.some((known) => Math.abs(Math.abs(g) - known) < 0.001)) fail(`grade ${node.attributes.fraction}`)
  if (/\./.test(node.attributes.fraction) && !GRADES.includes(Math.abs(g))) fail(`grade ${node.attributes.fraction}`)
  return g
}

// A pattern of Moodle's short answers: * stands for anything, \* for itself. The one text that it fits.
function typedFor(pattern) {
  if (/(?<!\\)\*/.test(pattern)) fail(`a wildcard in ${pattern}`)
  const typed = pattern.replaceAll('\\*', '*')
  if (typed === '' || typed !== trim(typed) || /[\n\r]/.test(typed)) fail(`cannot be typed: ${JSON.stringify(typed)}`)
  return typed
}

// --- cloze: question/type/multianswer/questiontype.php ---

const ANSWER = String.raw`(?:=|%-?[0-9]+(?:[.,][0-9]*)?%)?.+?(?<!\\|&|&amp;)(?=[~#}]|$)(?:#.*?(?<!\\)(?=[~}]|$))?`
const TYPES = 'NUMERICAL|NM|MULTICHOICE|MC|MULTICHOICE_V|MCV|MULTICHOICE_H|MCH|SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|' +
  'MULTICHOICE_S|MCS|MULTICHOICE_VS|MCVS|MULTICHOICE_HS|MCHS|MULTIRESPONSE|MR|MULTIRESPONSE_H|MRH|MULTIRESPONSE_S|MRS|MULTIRESPONSE_HS|MRHS'
const FIELD = new RegExp(String.raw`\{([0-9]*):(${TYPES}):(${ANSWER}(?:~${ANSWER})*)\}`, 's')
const ONE = /~?(=|%(-?[0-9]+(?:[.,][0-9]*)?)%)?(.+?(?<!\\|&|&amp;)(?=[~#}]|$))(#(.*?(?<!\\)(?=[~}]|$)))?/s

async function readFields(page, html) {
  const fields = []
  for (let found; (found = html.match(FIELD)); ) {
    const [whole, weight, type] = found
    let rest = found[3]
    const answers = []
    for (let one; (one = rest.match(ONE)); rest = rest.slice(rest.indexOf(one[0]) + one[0].length)) {
      if (one[1] !== '=') fail(`an answer without = in ${whole}`)
      if (one[5] !== undefined) fail(`a feedback in ${whole}`)
      const decoded = (await page.evaluate((s) => new DOMParser().parseFromString(`<pre>\n${s}</pre>`, 'text/html').querySelector('pre').textContent, one[3]))
      answers.push(typedFor(decoded.replaceAll('\\}', '}').replaceAll('\\#', '#')))
    }
    if (type !== 'SHORTANSWER') fail(`the type ${type}`)
    fields.push({ weight: Number(weight), answers })
    html = html.replace(whole, () => `{#${fields.length}}`)
  }
  return { html, fields }
}

async function readCloze(page, question, context, n) {
  const { html, fields } = await readFields(page, textOf(child(question, 'questiontext')))
  if (fields.length < 2) fail(`${fields.length} blanks`)
  const points = context.quiz.questions.find((q) => q.id === valueOf(question, 'idnumber')).score
  const sum = fields.reduce((s, f) => s + f.weight, 0)
  const even = Number.isInteger(points / fields.length)
  if (sum !== (even ? points : fields.length)) fail(`${sum} points for ${points}`)
  // What stands for the fields is found by its number, so the text must have none of its own.
  const places = [...html.matchAll(/\{#([^\s}]*)\}/g)].map((m) => m[1])
  if (places.join() !== fields.map((_, i) => i + 1).join()) fail(`the places ${places}`)
  const stem = (await showHtml(page, html.replace(/\{#\d+\}/g, '____'))).text
  return { type: 'fill', stem, blanks: fields.map((f) => f.answers) }
}

// --- the other types ---

async function readMultichoice(page, question) {
  const answers = all(question, 'answer')
  if (answers.length < 2) fail('fewer than two options')
  if (valueOf(question, 'shuffleanswers') !== 'false' || valueOf(question, 'answernumbering') !== 'ABCD') fail('the order of the options')
  const options = []
  for (const a of answers) options.push((await showHtml(page, textOf(a))).text)
  const grades = answers.map(grade)
  const key = grades.flatMap((g, i) => (g > 0 ? [i] : []))
  const isSingle = valueOf(question, 'single') === 'true'
  const sum = grades.filter((g) => g > 0).reduce((s, g) => s + g, 0)
  if (Math.abs(sum - 100) > 0.001) fail(`right options are worth ${sum}`)
  if (grades.some((g) => g <= 0 && g !== (isSingle ? 0 : -100))) fail(`wrong options are worth ${grades}`)
  return { type: isSingle ? 'single' : 'multiple', options, key }
}

async function readTruefalse(page, question) {
  const answers = all(question, 'answer')
  if (answers.map(textOf).sort().join() !== 'false,true') fail('answers other than true and false')
  const right = answers.filter((a) => a.attributes.fraction === '100')
  if (right.length !== 1) fail('not one right answer')
  return { type: 'judge', answer: textOf(right[0]) === 'true' }
}

async function readShortanswer(page, question) {
  if (valueOf(question, 'usecase') !== '0') fail('case counts')
  const answers = all(question, 'answer')
  if (answers.some((a) => grade(a) !== 100)) fail('an answer that is not wholly right')
  return { type: 'fill', blanks: [answers.map((a) => typedFor(textOf(a)))] }
}

async function readEssay(page, question) {
  const info = await showHtml(page, textOf(child(question, 'graderinfo')))
  valueOf(question, 'responseformat') === 'editor' || fail('no editor')
  return info.parts.length ? { type: 'short', points: info.parts } : { type: 'short', points: info.paragraphs }
}

// The parts to choose from are shown by format_string(): without tags, with entities read.
async function showChoice(page, text) {
  if (/[<>]/.test(text)) fail(`tags in ${text}`)
  return page.evaluate((s) => new DOMParser().parseFromString(`<pre>\n${s}</pre>`, 'text/html').querySelector('pre').textContent, text)
}

async function readMatching(page, question, context) {
  const rows = []
  for (const s of all(question, 'subquestion')) {
    const left = (await showHtml(page, textOf(s))).text
    rows.push([left, await showChoice(page, textOf(child(s, 'answer')))])
  }
  if (rows.length < 3 || rows.filter(([left]) => left !== '').length < 2) fail('Moodle wants two parts on the left and three on the right')
  const pairs = rows.filter(([left]) => left !== '')
  const q = context.quiz.questions.find((one) => one.id === valueOf(question, 'idnumber'))
  const rights = [...new Set(rows.map(([, right]) => right))].sort()
  const wanted = q.type === 'match' ? [...new Set(q.right)].sort() : q.items.map((_, i) => String(i + 1)).sort()
  if (JSON.stringify(rights) !== JSON.stringify(wanted)) fail(`parts on the right ${rights}`)
  return { type: 'match', pairs }
}

const types = { multichoice: readMultichoice, truefalse: readTruefalse, shortanswer: readShortanswer, essay: readEssay, matching: readMatching }

// Every question has a name, an explanation with its source, its points and its headings.
async function checkCommon(page, question, context) {
  const q = context.quiz.questions.find((one) => one.id === valueOf(question, 'idnumber')) ?? fail('an unknown idnumber')
  if (!/^\d{3,} .+$/.test(textOf(child(question, 'name')))) fail('no name')
  const feedback = await showHtml(page, textOf(child(question, 'generalfeedback')))
  if (feedback.paragraphs[0] !== `解析：${explanationOf(q)}`) fail(`the explanation ${feedback.paragraphs[0]}`)
  if (!feedback.paragraphs[1]?.startsWith('出处：')) fail('no source')
  if (question.attributes.type !== 'cloze' && Number(valueOf(question, 'defaultgrade')) !== q.score) fail('other points')
  const tags = all(question, 'tags').flatMap((t) => all(t, 'tag').map(textOf))
  if (JSON.stringify(tags) !== JSON.stringify(q.tags)) fail(`tags ${tags}`)
}

async function readQuestion(page, question, context) {
  await checkCommon(page, question, context)
  if (question.attributes.type === 'cloze') return readCloze(page, question, context)
  const html = textOf(child(question, 'questiontext'))
  let stem = (await showHtml(page, html)).text
  const q = context.quiz.questions.find((one) => one.id === valueOf(question, 'idnumber'))
  if (q.type === 'fill') stem = stem.replace(/_{5,}/g, '____')
  const read = types[question.attributes.type] ?? fail(`the type ${question.attributes.type}`)
  return { stem, ...(await read(page, question, context)) }
}

// $course$/top/考点/TITLE; // is a slash inside a name.
function checkCategory(question, quiz) {
  const names = textOf(child(question, 'category')).split(/(?<!\/)\/(?!\/)/).map((s) => trim(s.replaceAll('//', '/')))
  const title = quiz.title + (quiz.paper ? `（${quiz.paper}卷）` : '')
  const wanted = ['$course$', 'top', '考点', title.replaceAll('<', '＜').replaceAll('>', '＞')]
  if (JSON.stringify(names) !== JSON.stringify(wanted)) fail(`the category ${names}`)
}

async function read(file, context) {
  const page = await context.tools.page()
  const root = await parseXml(page, fs.readFileSync(file, 'utf8'))
  if (root.name !== 'quiz') fail(`<${root.name}>`)
  const [category, ...questions] = all(root, 'question')
  if (category.attributes.type !== 'category') fail('no category in front')
  checkCategory(category, context.quiz)
  const items = []
  for (const question of questions) items.push(await readQuestion(page, question, context))
  await page.context().close()
  return items
}

export const sets = 'tests/readers/sets/blanks'

export const readers = { "Moodle's rules in Chromium": read }

// Ordering comes as matching with numbers, blanks in any order as an essay.
export function expect(q) {
  if (q.type === 'order') {
    const number = (i) => String(q.answer.indexOf(i) + 1)
    return { type: 'match', stem: q.stem, pairs: q.items.map((text, i) => [text, number(i)]) }
  }
  if (q.type === 'fill' && q.blanks.length > 1 && !q.ordered) {
    const answers = q.blanks.map((b) => b.answer + (b.accept?.length ? `（或${b.accept.join('、')}）` : ''))
    return { type: 'short', stem: q.stem, points: [`答案：${answers.join('；')}（不分先后）`] }
  }
  return itemOf(q)
}

// XML and HTML know one line end.
export const fold = (text) => text.replace(/\r\n?/g, '\n')
