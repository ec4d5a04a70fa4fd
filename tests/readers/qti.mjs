// Packages of QTI 3 in qti-components, a player of QTI, in Chromium: its loader reads manifest and test, its elements
// show the items, take answers and score them. What the right answers are comes from the scores as far as it can.
import fs from 'node:fs'
import path from 'node:path'
import { explanationOf, itemOf } from './items.mjs'

const HOST = 'http://package.test'
const PLAYER = new URL('node_modules/@citolab/qti-components/cdn/index.js', import.meta.url).pathname

const fail = (why) => {
  throw new Error(why)
}

// A page that has the files of the folder under HOST and nothing else.
async function openPackage(folder, tools) {
  const page = await tools.page()
  await page.route('**/*', (route) => {
    const { origin, pathname } = new URL(route.request().url())
    if (origin !== HOST) return route.abort()
    if (pathname === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<!doctype html><body></body>' })
    const file = pathname === '/player.js' ? PLAYER : path.join(folder, decodeURIComponent(pathname))
    if (!fs.existsSync(file)) return route.fulfill({ status: 404, body: '' })
    return route.fulfill({ path: file, contentType: file.endsWith('.js') ? 'text/javascript' : 'text/xml' })
  })
  await page.goto(`${HOST}/`)
  await page.evaluate(async (url) => {
    window.player = await import(url)
  }, `${HOST}/player.js`)
  return page
}

// The items that the test names, in its order: {identifier, href, weight}.
async function readTest(page) {
  return page.evaluate(async (host) => {
    const info = await window.player.getManifestInfo(`${host}/imsmanifest.xml`)
    const refs = [...info.testHTMLDoc.querySelectorAll('qti-assessment-item-ref')]
    const totals = [...info.testHTMLDoc.querySelectorAll('qti-outcome-processing qti-set-outcome-value')].map((e) => {
      const variables = e.querySelector('qti-sum > qti-test-variables')
      return `${e.getAttribute('identifier')}=${variables.getAttribute('variable-identifier')}*${variables.getAttribute('weight-identifier')}`
    })
    if (totals.join() !== 'SCORE=SCORE*POINTS,MAXSCORE=MAXSCORE*POINTS') throw new Error(`the test adds up ${totals}`)
    return info.items.map(({ identifier, href }, i) => {
      const weight = refs[i].querySelector('qti-weight[identifier=POINTS]')
      if (refs[i].getAttribute('identifier') !== identifier) throw new Error('the order of the items')
      return { identifier, href, weight: Number(weight.getAttribute('value')) }
    })
  }, HOST)
}

// What the manifest says of each resource: href → {type, keywords, difficulty, files}.
async function readManifest(page, folder) {
  const resources = await page.evaluate((xml) => {
    const doc = new DOMParser().parseFromString(xml, 'application/xml')
    const texts = (e, name) => [...e.getElementsByTagNameNS('http://ltsc.ieee.org/xsd/LOM', name)].map((k) => k.textContent)
    const ids = [...doc.querySelectorAll('resource')].map((r) => r.getAttribute('identifier'))
    for (const d of doc.querySelectorAll('dependency')) if (!ids.includes(d.getAttribute('identifierref'))) throw new Error('a dependency on nothing')
    if (new Set(ids).size !== ids.length || ids.some((id) => !/^[A-Za-z_][\w.-]*$/.test(id))) throw new Error('identifiers')
    return [...doc.querySelectorAll('resource')].map((r) => ({
      href: r.getAttribute('href'),
      files: [...r.querySelectorAll('file')].map((f) => f.getAttribute('href')),
      keywords: texts(r, 'keyword'),
      difficulty: [...r.getElementsByTagNameNS('http://ltsc.ieee.org/xsd/LOM', 'difficulty')].map((d) => texts(d, 'value')[0])[0],
    }))
  }, fs.readFileSync(path.join(folder, 'imsmanifest.xml'), 'utf8'))
  const named = resources.flatMap((r) => r.files).sort()
  const there = fs.readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.xml') && f !== 'imsmanifest.xml').sort()
  if (named.join() !== there.join()) fail('the manifest names other files than there are')
  return new Map(resources.map((r) => [r.href, r]))
}

// Runs in the page: shows the item, answers it in many ways and reads the scores. emptyFails: the player throws on an
// empty field of this item.
async function playItem({ url, emptyFails }) {
  const need = (fine, why) => {
    if (!fine) throw new Error(why)
  }
  document.body.innerHTML = ''
  const holder = document.createElement('qti-item')
  const box = document.createElement('item-container')
  box.setAttribute('item-url', url)
  holder.append(box)
  const connected = new Promise((done, refuse) => {
    document.addEventListener('qti-assessment-item-connected', (e) => done(e.detail), { once: true, capture: true })
    setTimeout(() => refuse(new Error(`${url} is not shown`)), 20000)
  })
  document.body.append(holder)
  const item = await connected
  await item.updateComplete
  await new Promise((done) => setTimeout(done, 0))

  const text = (element) => {
    const copy = element.cloneNode(true)
    for (const br of copy.querySelectorAll('br')) br.replaceWith('\n')
    for (const field of copy.querySelectorAll('qti-text-entry-interaction')) field.replaceWith('____')
    need(![...copy.querySelectorAll('*')].some((e) => !/^(P|OL|LI|QTI-.*)$/.test(e.tagName)), `elements in ${copy.innerHTML}`)
    return copy.textContent
  }
  const shown = (element) => {
    need(element && element.checkVisibility() && element.getBoundingClientRect().height > 0, 'a part is not to be seen')
    return text(element)
  }
  const variable = (name) => item.getVariable(name)
  const maximum = Number(variable('MAXSCORE').value)
  const score = () => {
    item.processResponse(true, false)
    return Number(variable('SCORE').value)
  }
  const all = (selector) => [...item.querySelectorAll(selector)]

  const feedback = item.querySelector('qti-modal-feedback')
  need(feedback.showStatus !== 'on' && !feedback.shadowRoot.querySelector('dialog').open, 'the explanation is shown at once')

  const base = { title: item.title ?? item.dataset.title, maximum }
  const result = { ...base, ...(await play()) }
  item.variables = item.variables // as when the item is shown again
  await feedback.updateComplete
  need(feedback.showStatus === 'on', 'the explanation is not shown after the answer')
  result.feedback = [...feedback.querySelectorAll('p')].map(text)
  return result

  async function play() {
    if (item.querySelector('qti-choice-interaction')) return playChoice()
    if (item.querySelector('qti-order-interaction')) return playOrder()
    if (item.querySelector('qti-match-interaction')) return playMatch()
    if (item.querySelector('qti-extended-text-interaction')) return playEssay()
    return playFields()
  }

  function scoreWith(name, value) {
    item.updateResponseVariable(name, value)
    return score()
  }

  // Clicks as a learner does.
  function playChoice() {
    const choices = all('qti-simple-choice')
    const options = choices.map(shown)
    const { cardinality, correctResponse } = variable('RESPONSE')
    const marked = (i) => [variable('RESPONSE').value ?? []].flat().includes(choices[i].identifier)
    const scoreOf = (wanted) => {
      choices.forEach((c, i) => marked(i) !== wanted.includes(i) && (cardinality === 'multiple' || wanted.includes(i)) && c.click())
      need(choices.every((_, i) => marked(i) === wanted.includes(i)), 'clicks are not taken')
      return score()
    }
    const stem = shown(item.querySelector('qti-prompt'))
    if (cardinality === 'single') {
      const scores = choices.map((_, i) => scoreOf([i]))
      need(scores.every((s) => s === 0 || s === maximum), `scores ${scores}`)
      return { kind: 'single', stem, options, key: scores.flatMap((s, i) => (s === maximum ? [i] : [])) }
    }
    const key = choices.flatMap((c, i) => (correctResponse.includes(c.identifier) ? [i] : []))
    need(scoreOf(key) === maximum, 'the key does not score')
    for (const i of choices.keys()) {
      const other = key.includes(i) ? key.filter((k) => k !== i) : [...key, i]
      if (other.length) need(scoreOf(other) === 0, `${other} scores`)
    }
    need(choices.length === key.length || scoreOf([...choices.keys()]) === 0, 'everything ticked scores')
    return { kind: 'multiple', stem, options, key }
  }

  function playOrder() {
    const choices = all('qti-order-interaction qti-simple-choice')
    const words = new Map(choices.map((c) => [c.identifier ?? c.getAttribute('identifier'), shown(c)]))
    const right = variable('RESPONSE').correctResponse
    need(scoreWith('RESPONSE', right) === maximum, 'the right order does not score')
    need(scoreWith('RESPONSE', [...right].reverse()) === 0, 'the reverse order scores')
    need(scoreWith('RESPONSE', [right[1], right[0], ...right.slice(2)]) === 0, 'two parts changed about score')
    return { kind: 'order', stem: shown(item.querySelector('qti-prompt')), options: [...words.values()], order: right.map((id) => words.get(id)) }
  }

  function playMatch() {
    const [left, right] = all('qti-simple-match-set').map((set) =>
      new Map([...set.querySelectorAll('qti-simple-associable-choice')].map((c) => [c.getAttribute('identifier'), text(c)])))
    const key = variable('RESPONSE').correctResponse
    need(scoreWith('RESPONSE', key) === maximum, 'the right pairs do not score')
    need(scoreWith('RESPONSE', [...key].reverse()) === maximum, 'the right pairs do not score in another order')
    need(scoreWith('RESPONSE', key.slice(1)) === 0, 'one pair less scores')
    const [from, to] = key[0].split(' ')
    const other = [...right.keys()].find((id) => id !== to)
    need(scoreWith('RESPONSE', [`${from} ${other}`, ...key.slice(1)]) === 0, 'a wrong pair scores')
    const pairs = [...left].map(([id, words]) => [words, right.get(key.find((p) => p.startsWith(`${id} `)).split(' ')[1])])
    return { kind: 'match', stem: shown(item.querySelector('qti-prompt')), rights: [...right.values()], pairs }
  }

  function playEssay() {
    const rubric = item.querySelector('qti-rubric-block[view=scorer]')
    need(!rubric.checkVisibility(), 'the scoring points are shown to the learner')
    need(variable('SCORE').externalScored === 'human', 'nobody scores it')
    need(scoreWith('RESPONSE', text(rubric)) === 0, 'a machine scores it')
    return { kind: 'short', stem: shown(item.querySelector('qti-prompt')), points: [...rubric.querySelectorAll('li')].map(text) }
  }

  // Types as a learner does.
  function playFields() {
    const fields = all('qti-text-entry-interaction')
    const inputs = fields.map((f) => f.shadowRoot.querySelector('input'))
    const names = fields.map((f) => f.responseIdentifier)
    const scoreOf = (answers) => {
      inputs.forEach((input, i) => {
        input.value = answers[i]
        input.dispatchEvent(new Event('change', { bubbles: true }))
        need(variable(names[i]).value === answers[i] || answers[i] === '', `${JSON.stringify(answers[i])} cannot be typed`)
      })
      return score()
    }
    const body = item.querySelector('qti-item-body')
    need(body.children.length === 1 && text(body).trim() === text(body.children[0]).trim(), 'more than the stem is shown')
    const stem = shown(body.children[0])
    const right = names.map((name) => variable(name).correctResponse)
    need(scoreOf(right) === maximum && maximum === fields.length, 'the key does not score')
    const conditions = all('qti-response-processing > qti-response-condition')
    const isAnyOrder = fields.length > 1 && conditions.length > 0
    const wordings = isAnyOrder
      ? conditions.map((c) => [...new Set([...c.querySelectorAll('qti-or qti-base-value')].map((v) => v.textContent))])
      : names.map((name) => variable(name).mapping.mapEntries.map((e) => e.mapKey))
    const wrong = emptyFails ? ['不对'] : ['不对', '']
    for (const [i, forms] of wordings.entries()) {
      const at = (word) => right.map((r, k) => (k === i ? word : r))
      need(forms[0] === right[i], `the answer ${right[i]} is not ${forms[0]}`)
      for (const form of forms) need(scoreOf(at(form)) === maximum, `${form} does not score`)
      for (const form of wrong) need(scoreOf(at(form)) === maximum - 1, `${JSON.stringify(form)} scores`)
    }
    if (isAnyOrder) {
      for (let i = 1; i < right.length; i++) need(scoreOf([...right.slice(i), ...right.slice(0, i)]) === maximum, 'the order counts')
      need(scoreOf([...wordings].reverse().map((forms) => forms.at(-1))) === maximum, 'the order of other wordings counts')
      need(scoreOf(right.map(() => right[0])) === 1, 'one answer scores more than once')
    } else if (right.length > 1 && !wordings[1].includes(right[0])) {
      need(scoreOf([right[0], right[0], ...right.slice(2)]) === maximum - 1, 'an answer scores in another blank')
    }
    return { kind: 'fill', stem, blanks: wordings, isAnyOrder }
  }
}

function itemFrom(played) {
  const { kind, stem, options, key } = played
  if (kind === 'single' && played.title.endsWith('判断题')) {
    if (options.join() !== '正确,错误' || key.length !== 1) fail('no true or false')
    return { type: 'judge', stem, answer: key[0] === 0 }
  }
  return { type: kind, ...played }
}

const LEVELS = ['very easy', 'easy', 'medium', 'difficult', 'very difficult']

// What an item has beside what the comparison of items asks for.
function checkCommon(q, played, weight, resource, i) {
  if (!played.title.startsWith(`${String(i + 1).padStart(3, '0')} `)) fail(`${q.id}: the title ${played.title}`)
  if (Math.abs(weight * played.maximum - q.score) > 1e-9) fail(`${q.id}: ${weight * played.maximum} points for ${q.score}`)
  if (played.feedback[0] !== `解析：${explanationOf(q)}` || !played.feedback[1]?.startsWith('出处：')) fail(`${q.id}: the explanation`)
  if (JSON.stringify(resource.keywords) !== JSON.stringify(q.tags)) fail(`${q.id}: the headings ${resource.keywords}`)
  if (resource.difficulty !== LEVELS[q.difficulty - 1]) fail(`${q.id}: ${resource.difficulty}`)
  if (q.type === 'fill' && q.blanks.length > 1 && played.isAnyOrder !== (q.ordered === false)) fail(`${q.id}: the order of the blanks`)
  if (q.type === 'order' && JSON.stringify(played.options) !== JSON.stringify(q.items)) fail(`${q.id}: the order shown`)
  if (q.type === 'match' && JSON.stringify(played.rights) !== JSON.stringify(q.right)) fail(`${q.id}: the parts on the right`)
}

const isName = (id) => /^[A-Za-z_][\w.-]*$/.test(id)

// Reads a package that is unpacked in a folder.
export async function readPackage(folder, { quiz, tools }, { emptyFails = false } = {}) {
  const page = await openPackage(folder, tools)
  const refs = await readTest(page)
  const resources = await readManifest(page, folder)
  const nameless = quiz.questions.filter((q) => !isName(q.id))
  const items = []
  for (const [i, ref] of refs.entries()) {
    const q = quiz.questions.find((one) => one.id === ref.identifier) ?? nameless.shift() ?? fail(`an unknown item ${ref.identifier}`)
    const played = await page.evaluate(playItem, { url: ref.href, emptyFails })
    checkCommon(q, played, ref.weight, resources.get(new URL(ref.href).pathname.slice(1)), i)
    items.push(itemFrom(played))
  }
  await page.context().close()
  return items
}

// Packages are read wherever a set may stumble over its blanks.
export const sets = 'tests/readers/sets/blanks'

// HTML knows one line end.
export const fold = (text) => text.replace(/\r\n?/g, '\n')
export { itemOf as expect }
