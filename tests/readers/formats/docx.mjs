// The paper as a Word file: LibreOffice, mammoth and pandoc each give its text; what the paper says is the same in all.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import mammoth from 'mammoth'
import { expectPaper, readPaper } from '../paper.mjs'

// The programs give tabs and line ends as they see fit.
export const fold = (s) => s.replace(/\s+/g, ' ').trim()
export const expect = expectPaper

const MOST_BYTES = 200_000

// LibreOffice's text, and its pages: as many as the footer says.
function office(file, { tools }) {
  if (fs.statSync(file).size > MOST_BYTES) throw new Error(`${fs.statSync(file).size} bytes, at most ${MOST_BYTES}`)
  const [pdf] = tools.office(file, 'pdf')
  const pages = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
  pages.forEach((text, i) => {
    const footer = new RegExp(`第\\s*${i + 1}\\s*页\\s*共\\s*${pages.length}\\s*页`)
    if (!footer.test(text)) throw new Error(`page ${i + 1} of ${pages.length} does not say so`)
  })
  const [txt] = tools.office(file, 'txt:Text (encoded):UTF8')
  return readPaper(fs.readFileSync(txt, 'utf8').replace(/^\uFEFF/, ''))
}

const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

async function byMammoth(file) {
  const { value, messages } = await mammoth.convertToHtml({ path: file }, { styleMap: styles.map(([name]) => `p[style-name='${name}'] => p:fresh`) })
  const problem = messages.find((m) => m.type !== 'warning' || /style/i.test(m.message))
  if (problem) throw new Error(`mammoth: ${problem.message}`)
  const text = value.replace(/<br \/>/g, '\n').replace(/<\/p>/g, '\n').replace(/<[^>]*>/g, '')
  return readPaper(text.replace(/&(lt|gt|quot|amp);/g, (e) => ENTITIES[e]))
}

// The styles a user changes, by their names in Word.
const styles = ['Title', '副题', '卷首说明', '考生栏', '得分表', '大题', '题干', '子项', '选项', '答题线', '答案标题', '答案', '解析', '出处'].map((s) => [s])

const inline = (nodes) =>
  nodes.map(({ t, c }) => (t === 'Str' ? c : t === 'Space' ? ' ' : t === 'LineBreak' || t === 'SoftBreak' ? '\n' : Array.isArray(c) ? inline(c.at(-1)) : '')).join('')

function blocks(nodes) {
  return nodes.flatMap(({ t, c }) => {
    if (t === 'Para' || t === 'Plain') return [inline(c)]
    if (t === 'Header') return [inline(c[2])]
    if (t === 'Div' || t === 'BlockQuote') return blocks(t === 'Div' ? c[1] : c)
    if (t === 'Table') return []
    throw new Error(`pandoc made a ${t} of the paper`)
  })
}

function byPandoc(file) {
  const json = execFileSync('pandoc', ['-f', 'docx', '-t', 'json', file], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return readPaper(blocks(JSON.parse(json).blocks).join('\n'))
}

export const readers = { LibreOffice: office, mammoth: byMammoth, pandoc: byPandoc }
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
