// A reader of QTI 1.2 assessments: Chromium parses the XML and the HTML that stands escaped in it; here the answers
// are given to the response processing one after the other, as IMS QTI ASI 1.2 describes it, so that a key is what
// scores and not what looks like one. No program for the format runs without a learning system around it.
import { explanationOf, itemOf } from './items.mjs'

// Runs in the page. Gives [{type, stem, options, key, …}, …]; throws at what the format does not have.
function readAssessment({ xml, typeField, kinds }) {
  const NS = 'http://www.imsglobal.org/xsd/ims_qtiasiv1p2'
  const parse = (text, type) => new DOMParser().parseFromString(text, type)
  const fail = (what) => {
    throw new Error(what)
  }
  const doc = parse(xml, 'text/xml')
  if (doc.querySelector('parsererror')) fail('not well-formed')
  for (const e of doc.getElementsByTagName('*')) if (e.namespaceURI !== NS) fail(`namespace of ${e.localName}`)
  const kids = (e, name) => [...e.children].filter((c) => c.localName === name)
  const one = (e, name) => (kids(e, name).length === 1 ? kids(e, name)[0] : fail(`${kids(e, name).length} ${name} in ${e.localName}`))
  const attr = (e, name) => e.getAttribute(name) ?? fail(`${e.localName} without ${name}`)

  // HTML as a browser shows it: only paragraphs, line ends and lists may be elements.
  const htmlOf = (text) => {
    const body = parse(text, 'text/html').body
    for (const e of body.querySelectorAll('*'))
      if (!['P', 'BR', 'OL', 'LI'].includes(e.tagName) || e.attributes.length) fail(`HTML element ${e.outerHTML.slice(0, 60)}`)
    for (const br of body.querySelectorAll('br')) br.replaceWith('\n')
    return body
  }
  const materialOf = (e) => one(one(e, 'material'), 'mattext')
  const plainOf = (e) => (attr(materialOf(e), 'texttype') === 'text/plain' ? materialOf(e).textContent : fail('HTML for plain text'))
  const bodyOf = (e) => (attr(materialOf(e), 'texttype') === 'text/html' ? htmlOf(materialOf(e).textContent) : fail('plain text for HTML'))

  // Is the condition true of the answers, {identifier of the response: [value, …]}?
  const holds = (e, answers) => {
    const all = [...e.children]
    switch (e.localName) {
      case 'conditionvar': // Several wordings of one entry: any of them, as Canvas and the cartridge's profile have it.
        return all.length === 0 ? fail('empty condition') : all.some((c) => holds(c, answers))
      case 'and':
        return all.every((c) => holds(c, answers))
      case 'or':
        return all.some((c) => holds(c, answers))
      case 'not':
        return !holds(one(e, all[0].localName), answers)
      case 'other':
        return true
      case 'varequal': {
        const fold = (s) => (e.getAttribute('case') === 'No' ? s.toLowerCase() : s)
        return (answers[attr(e, 'respident')] ?? []).some((v) => fold(v) === fold(e.textContent))
      }
      default:
        return fail(`condition ${e.localName}`)
    }
  }
  const scoreOf = (item, answers) => {
    let score = 0
    const feedback = new Set(kids(item, 'itemfeedback').map((f) => attr(f, 'ident')))
    for (const condition of kids(one(item, 'resprocessing'), 'respcondition')) {
      if (!holds(one(condition, 'conditionvar'), answers)) continue
      for (const set of kids(condition, 'setvar')) {
        if (attr(set, 'varname') !== 'SCORE') fail('a variable that is not declared')
        score = (attr(set, 'action') === 'Add' ? score : 0) + Number(set.textContent)
      }
      for (const shown of kids(condition, 'displayfeedback'))
        if (!feedback.has(attr(shown, 'linkrefid'))) fail(`feedback ${attr(shown, 'linkrefid')} is not there`)
      if ((condition.getAttribute('continue') ?? 'No') === 'No') break
    }
    return score
  }

  const labelsOf = (response) =>
    kids(one(response, 'render_choice'), 'response_label').map((l) => ({ ident: attr(l, 'ident'), text: plainOf(l) }))
  const onlyResponse = (item, name) => {
    const all = [...one(item, 'presentation').children].filter((c) => c.localName.startsWith('response_'))
    return all.length === 1 && all[0].localName === name ? all[0] : fail(`not one ${name}`)
  }
  const full = (score) => Math.abs(score - 100) < 0.1

  const readChoice = (item, cardinality) => {
    const response = onlyResponse(item, 'response_lid')
    if (attr(response, 'rcardinality') !== cardinality) fail('cardinality')
    const labels = labelsOf(response)
    const ident = attr(response, 'ident')
    if (new Set(labels.map((l) => l.ident)).size !== labels.length) fail('one identifier twice')
    // Every answer that can be given.
    const right = []
    for (let mask = 0; mask < 1 << labels.length; mask++) {
      const chosen = labels.flatMap((_, i) => (mask & (1 << i) ? [i] : []))
      if (cardinality === 'Single' && chosen.length !== 1) continue
      const score = scoreOf(item, { [ident]: chosen.map((i) => labels[i].ident) })
      if (score === 100) right.push(chosen)
      else if (score !== 0) fail(`score ${score}`)
    }
    if (right.length !== 1) fail(`${right.length} answers with full marks`)
    return { options: labels.map((l) => l.text), key: right[0] }
  }
  const readers = {
    single: (item) => readChoice(item, 'Single'),
    multiple: (item) => readChoice(item, 'Multiple'),
    judge: (item) => {
      const { options, key } = readChoice(item, 'Single')
      return { answer: { 正确: true, 错误: false }[options[key[0]]] }
    },
    short: (item) => {
      onlyResponse(item, 'response_str')
      if (item.querySelector('setvar')) fail('an essay scores by itself')
      return { points: [...bodyOf(one(one(item, 'itemfeedback'), 'flow_mat')).querySelectorAll('ol > li')].map((l) => l.textContent) }
    },
    fill: (item) => {
      const ident = attr(onlyResponse(item, 'response_str'), 'ident')
      one(onlyResponse(item, 'response_str'), 'render_fib')
      if (scoreOf(item, { [ident]: ['no such answer'] }) !== 0) fail('any answer scores')
      const words = [...item.querySelectorAll('varequal')].map((v) => v.textContent)
      return { blanks: [words.filter((w) => full(scoreOf(item, { [ident]: [w] })))] }
    },
    blanks: (item) => {
      const responses = kids(one(item, 'presentation'), 'response_lid').map((r) => ({ ident: attr(r, 'ident'), name: plainOf(r), labels: labelsOf(r) }))
      const blanks = responses.map((r) => {
        if (r.ident !== `response_${r.name}`) fail(`response ${r.ident} for ${r.name}`)
        return r.labels.filter((l) => scoreOf(item, { [r.ident]: [l.ident] }) > 0)
      })
      const whole = Object.fromEntries(responses.map((r, i) => [r.ident, [blanks[i][0].ident]]))
      if (!full(scoreOf(item, whole))) fail(`all blanks right: ${scoreOf(item, whole)}`)
      return { names: responses.map((r) => r.name), blanks: blanks.map((b) => b.map((l) => l.text)) }
    },
    match: (item) => {
      const responses = kids(one(item, 'presentation'), 'response_lid').map((r) => ({ ident: attr(r, 'ident'), left: plainOf(r), labels: labelsOf(r) }))
      const right = responses.map((r) => r.labels.filter((l) => scoreOf(item, { [r.ident]: [l.ident] }) > 0))
      if (right.some((r) => r.length !== 1)) fail('not one match a part')
      const whole = Object.fromEntries(responses.map((r, i) => [r.ident, [right[i][0].ident]]))
      if (!full(scoreOf(item, whole))) fail(`all pairs right: ${scoreOf(item, whole)}`)
      return { pairs: responses.map((r, i) => [r.left, right[i][0].text]), options: responses[0].labels.map((l) => l.text) }
    },
  }

  // The names in brackets become blanks; they must be those that are asked for, in their order.
  const fillStem = (stem, names) => {
    if (names) {
      const found = [...stem.matchAll(/\[([^[\]]+)\]/g)].map((m) => m[1])
      if (found.join() !== names.join()) fail(`blanks ${found} for ${names}`)
      return stem.replace(/\[[^[\]]+\]/g, '____')
    }
    return stem.split('____').length === 2 ? stem : fail('not one blank in the stem')
  }
  return [...doc.querySelectorAll('section > item')].map((item) => {
    const fields = Object.fromEntries(
      [...one(one(item, 'itemmetadata'), 'qtimetadata').children].map((f) => [one(f, 'fieldlabel').textContent, one(f, 'fieldentry').textContent]),
    )
    const kind = kinds[fields[typeField]] ?? fail(`type ${fields[typeField]}`)
    const { names, ...got } = readers[kind](item)
    const type = kind === 'blanks' ? 'fill' : kind
    const stem = bodyOf(one(item, 'presentation')).textContent
    const feedback = [...bodyOf(one(one(item, 'itemfeedback'), 'flow_mat')).querySelectorAll('p')].map((p) => p.textContent.replace(/^出处：.+$/s, '出处：'))
    return { type, stem: type === 'fill' ? fillStem(stem, names) : stem, ...got, feedback, score: Number(fields.points_possible ?? fields.cc_weighting) }
  })
}

// Opens the package by its manifest; every part must be named there. resourceType: that of the assessment.
export async function readPackage(file, tools, { resourceType, typeField, kinds }) {
  const parts = tools.parts(file)
  const page = await tools.page()
  const named = await page.evaluate((xml) => {
    const doc = new DOMParser().parseFromString(xml, 'text/xml')
    return [...doc.querySelectorAll('resource')].map((r) => ({
      type: r.getAttribute('type'),
      files: [...r.querySelectorAll('file')].map((f) => f.getAttribute('href')),
    }))
  }, parts['imsmanifest.xml'].toString())
  const files = named.flatMap((r) => r.files)
  if ([...files, 'imsmanifest.xml'].sort().join() !== Object.keys(parts).sort().join()) throw new Error(`parts: ${Object.keys(parts)}; named: ${files}`)
  const assessment = named.filter((r) => r.type === resourceType)
  if (assessment.length !== 1) throw new Error(`${assessment.length} assessments`)
  const items = await page.evaluate(readAssessment, { xml: parts[assessment[0].files[0]].toString(), typeField, kinds })
  await page.context().close()
  return items
}

// What should come back of a question. Of the feedback the place in the source is compared by its beginning only.
export function expectItem(q, score) {
  const item = { ...itemOf(q), score, feedback: [] }
  if (q.type === 'short') item.feedback.push('参考答案：')
  item.feedback.push(`解析：${explanationOf(q)}`, '出处：')
  if (q.type === 'match') item.options = q.right
  return item
}

export const FIELDS = {
  fill: ['stem', 'blanks', 'feedback', 'score'],
  single: ['stem', 'options', 'key', 'feedback', 'score'],
  multiple: ['stem', 'options', 'key', 'feedback', 'score'],
  judge: ['stem', 'answer', 'feedback', 'score'],
  short: ['stem', 'points', 'feedback', 'score'],
  match: ['stem', 'pairs', 'options', 'feedback', 'score'],
}
