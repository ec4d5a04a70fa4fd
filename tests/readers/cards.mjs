// Notes of Anki, as items: the cloze rule of Anki's own source (rslib/src/cloze.rs) on the field as it is stored, and
// Chromium for the HTML.
import { explanationOf, itemOf } from './items.mjs'

// Runs in the page. A note: {type: 'cloze' or 'basic', front, back, ords: [number, …] of its cards}.
function readNotes({ notes, labels }) {
  const fail = (what) => {
    throw new Error(what)
  }
  const bodyOf = (html) => {
    const body = new DOMParser().parseFromString(html, 'text/html').body
    for (const e of body.querySelectorAll('*')) {
      const known = ['DIV', 'P', 'BR', 'OL', 'LI', 'TABLE', 'TBODY', 'TR', 'TD'].includes(e.tagName)
      if (!known || [...e.attributes].some((a) => a.name !== 'class')) fail(`HTML element ${e.outerHTML.slice(0, 60)}`)
    }
    for (const br of body.querySelectorAll('br')) br.replaceWith('\n')
    return body
  }
  const textOf = (html) => (bodyOf(html).children.length ? fail('elements in a text') : bodyOf(html).textContent)
  const take = (body, selector) => {
    const found = body.querySelectorAll(selector)
    if (found.length > 1) fail(`two ${selector}`)
    found[0]?.remove()
    return found[0]
  }
  const listOf = (e, mark) => [...(e?.children ?? [])].map((c, i) => {
    const wanted = mark(i)
    return c.textContent.startsWith(wanted) ? c.textContent.slice(wanted.length) : fail(`${c.textContent} is not marked ${wanted}`)
  })
  const letter = (i) => String.fromCharCode(65 + i)
  const unguarded = /\{\{|\}\}|\[(sound|latex|\$)|\\\(|\\\[/

  // What stands behind the answer, taken out of the back.
  const takeRemarks = (back) => {
    const remarks = [...back.querySelectorAll('p')].map((p) => p.textContent)
    for (const p of back.querySelectorAll('p')) p.remove()
    return remarks.map((r) => r.replace(/^出处：.+$/s, '出处：'))
  }

  const readCloze = (note) => {
    const cloze = /\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}/gs
    const found = [...note.front.matchAll(cloze)]
    if (found.some((m) => m[3] !== undefined)) fail('a hint')
    const numbers = found.map((m) => Number(m[1]))
    if (numbers.some((n, i) => n !== i + 1)) fail(`clozes ${numbers}`)
    if (note.ords && note.ords.join() !== numbers.map((n) => n - 1).join()) fail(`cards ${note.ords} for clozes ${numbers}`)
    const html = note.front.replace(cloze, '____')
    if (unguarded.test(html)) fail(`a mark of Anki's in ${html}`)
    const back = bodyOf(note.back)
    const remarks = takeRemarks(back)
    return { type: 'fill', stem: textOf(html), blanks: found.map((m) => [textOf(m[2])]), also: back.textContent, remarks }
  }
  const readBasic = (note) => {
    if (unguarded.test(note.front) || unguarded.test(note.back)) fail(`a mark of Anki's in ${note.front}`)
    if (note.ords && note.ords.join() !== '0') fail(`cards ${note.ords}`)
    const front = bodyOf(note.front)
    const back = bodyOf(note.back)
    const type = labels[take(front, 'div.kind')?.textContent] ?? fail('no kind')
    const options = listOf(take(front, 'div.options'), (i) => `${letter(i)}. `)
    const left = listOf(take(front, 'div.left'), (i) => `（${i + 1}）`)
    if (front.children.length) fail('elements in a stem')
    const item = { type, stem: front.textContent, options, remarks: takeRemarks(back) }
    const list = [...back.querySelectorAll('ol > li')].map((l) => l.textContent)
    if (type === 'single' || type === 'multiple')
      item.key = [...back.children].map((d) => {
        const i = d.textContent.charCodeAt(0) - 65
        return d.textContent === `${letter(i)}. ${options[i]}` ? i : fail(`answer ${d.textContent}`)
      })
    if (type === 'judge') {
      const m = back.textContent.match(/^答案：(正确|错误)$/) ?? fail(`answer ${back.textContent}`)
      item.answer = m[1] === '正确'
    }
    if (type === 'short') item.points = list
    if (type === 'order') {
      const letters = [...back.firstElementChild.textContent.slice('答案：'.length)]
      item.order = list
      if (letters.map((l) => options[l.charCodeAt(0) - 65]).join() !== list.join()) fail(`letters ${letters}`)
    }
    if (type === 'match') {
      item.pairs = [...back.querySelectorAll('tr')].map((r) => [...r.children].map((c) => c.textContent))
      if (item.pairs.map((p) => p[0]).join() !== left.join()) fail('parts on the left')
      const key = item.pairs.map(([, r], i) => `${i + 1}${letter(options.indexOf(r))}`).join(' ')
      if (back.firstElementChild.textContent !== `答案：${key}`) fail(`key ${back.firstElementChild.textContent}`)
    }
    return item
  }
  return notes.map((n) => ({ ...(n.type === 'cloze' ? readCloze(n) : readBasic(n)), tags: n.tags, deck: n.deck, guid: n.guid }))
}

const LABELS = { 单选题: 'single', 多选题: 'multiple', 判断题: 'judge', 简答题: 'short', 排序题: 'order', 匹配题: 'match' }

export async function readCards(notes, tools) {
  const page = await tools.page()
  const items = await page.evaluate(readNotes, { notes, labels: LABELS })
  await page.context().close()
  return items
}

// Of the remarks the place in the source is compared by its beginning only.
export function expectCard(q, quiz) {
  const item = itemOf(q)
  item.remarks = [`解析：${explanationOf(q)}`, '出处：']
  item.guid = `kaodian-${q.id}`
  item.tags = q.tags.map((t) => t.replace(/\s/g, '_').replaceAll('"', '_')).join(' ')
  item.deck = `考点::${quiz.title.replaceAll('::', '：：').trim()}`
  if (q.type === 'order') item.options = q.items
  if (q.type === 'match') item.options = q.right
  if (q.type === 'fill') {
    const words = q.blanks.map((b) => b.answer + (b.accept?.length ? `（或${b.accept.join('、')}）` : ''))
    const any = q.blanks.some((b) => b.accept?.length)
    item.also = any ? `答案：${words.join('；')}${q.blanks.length > 1 && !q.ordered ? '（不分先后）' : ''}` : ''
    item.blanks = q.blanks.map((b) => [b.answer])
  }
  return item
}

const ALWAYS = ['stem', 'remarks', 'guid', 'tags', 'deck']
export const FIELDS = {
  fill: [...ALWAYS, 'blanks', 'also'],
  single: [...ALWAYS, 'options', 'key'],
  multiple: [...ALWAYS, 'options', 'key'],
  judge: [...ALWAYS, 'answer'],
  short: [...ALWAYS, 'points'],
  order: [...ALWAYS, 'options', 'order'],
  match: [...ALWAYS, 'options', 'pairs'],
}
// A carriage return says nothing in HTML, and is not written.
export const fold = (text) => text.replaceAll('\r', '')
