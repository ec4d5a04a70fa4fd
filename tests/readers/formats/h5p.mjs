// H5P's player (h5p-standalone) runs no question without the content libraries, which no registry has. So the parameters
// are read here as the libraries' documentation has it: H5P.Blanks takes what stands between two asterisks for a blank,
// a slash in it between wordings, a colon before a hint, and decodes entities only then; H5P.MultiChoice counts the
// options that are marked; H5P.TrueFalse compares two strings. Chromium parses the HTML.
import { explanationOf, itemOf } from '../items.mjs'

const LIBRARIES = { 'H5P.QuestionSet': '1.20', 'H5P.MultiChoice': '1.16', 'H5P.Blanks': '1.14', 'H5P.TrueFalse': '1.8' }

// Runs in the page.
function readQuestions(questions) {
  const fail = (what) => {
    throw new Error(what)
  }
  const textOf = (html, allowed) => {
    const body = new DOMParser().parseFromString(html, 'text/html').body
    for (const e of body.querySelectorAll('*'))
      if (!allowed.includes(e.tagName) || e.attributes.length) fail(`HTML element ${e.outerHTML.slice(0, 60)}`)
    for (const br of body.querySelectorAll('br')) br.replaceWith('\n')
    return body.textContent
  }
  const decode = (html) => {
    const area = document.createElement('textarea')
    area.innerHTML = html
    return area.value
  }
  const feedbackOf = (ranges) => (ranges.length === 1 && ranges[0].from === 0 && ranges[0].to === 100 ? textOf(ranges[0].feedback, []) : fail('ranges'))

  const readBlanks = (p) => {
    const blanks = []
    if (p.questions.length !== 1) fail('text blocks')
    const parts = p.questions[0].split('*')
    if (parts.length % 2 === 0) fail('an asterisk without its partner')
    const stem = parts.map((part, i) => {
      if (i % 2 === 0) return part
      if (part.includes(':')) fail('a hint')
      blanks.push(part.split('/').map((w) => decode(w.trim())))
      return '____'
    })
    if (blanks.flat().some((w) => /[<&]/.test(w))) fail('an answer that is shown as HTML')
    return { type: 'fill', stem: textOf(stem.join(''), ['P', 'BR']), blanks, feedback: feedbackOf(p.overallFeedback) }
  }
  const readChoice = (p) => {
    const key = p.answers.flatMap((a, i) => (a.correct === true ? [i] : a.correct === false ? [] : fail('correct is no boolean')))
    const { type, singlePoint, randomAnswers } = p.behaviour
    if (randomAnswers !== false) fail('options in another order')
    if (type === 'single' ? key.length !== 1 : type !== 'multi' || singlePoint !== true) fail(`behaviour ${type}`)
    return {
      type: type === 'single' ? 'single' : 'multiple',
      stem: textOf(p.question, ['P', 'BR']),
      options: p.answers.map((a) => textOf(a.text, ['DIV', 'BR'])),
      key,
      feedback: feedbackOf(p.overallFeedback),
    }
  }
  const readJudgement = (p) => {
    if (!['true', 'false'].includes(p.correct)) fail(`correct is ${p.correct}`)
    if (p.behaviour.feedbackOnCorrect !== p.behaviour.feedbackOnWrong) fail('two feedbacks')
    return { type: 'judge', stem: textOf(p.question, ['P', 'BR']), answer: p.correct === 'true', feedback: textOf(p.behaviour.feedbackOnWrong, []) }
  }
  const readers = { 'H5P.Blanks 1.14': readBlanks, 'H5P.MultiChoice 1.16': readChoice, 'H5P.TrueFalse 1.8': readJudgement }
  return questions.map((q) => (readers[q.library] ?? fail(`library ${q.library}`))(q.params))
}

async function read(file, { tools }) {
  const parts = tools.parts(file)
  const names = Object.keys(parts).sort().join()
  if (names !== 'content/content.json,h5p.json') throw new Error(`parts ${names}`)
  const h5p = JSON.parse(parts['h5p.json'])
  const has = Object.fromEntries(h5p.preloadedDependencies.map((d) => [d.machineName, `${d.majorVersion}.${d.minorVersion}`]))
  for (const [name, version] of Object.entries(LIBRARIES)) if (has[name] !== version) throw new Error(`${name} ${has[name]}`)
  if (h5p.mainLibrary !== 'H5P.QuestionSet' || !h5p.title || !h5p.embedTypes.includes('div')) throw new Error('h5p.json')
  const { questions } = JSON.parse(parts['content/content.json'])
  const ids = questions.map((q) => q.subContentId)
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  if (new Set(ids).size !== ids.length || !ids.every((id) => uuid.test(id))) throw new Error('subContentId')
  const page = await tools.page()
  const items = await page.evaluate(readQuestions, questions)
  await page.context().close()
  return items.map((item) => ({ ...item, feedback: item.feedback.replace(/出处：.+$/, '出处：') }))
}

export const readers = { 'Chromium and the libraries\' documentation': read }
export const fields = {
  'Chromium and the libraries\' documentation': {
    fill: ['stem', 'blanks', 'feedback'],
    single: ['stem', 'options', 'key', 'feedback'],
    multiple: ['stem', 'options', 'key', 'feedback'],
    judge: ['stem', 'answer', 'feedback'],
  },
}
// Of the feedback the place in the source is compared by its beginning only.
export function expect(q) {
  return { ...itemOf(q), feedback: `解析：${explanationOf(q)}　出处：` }
}
