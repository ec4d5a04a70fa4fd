// The text of the document as mammoth and LibreOffice give it out, then the same strict reader as for tiku.
import fs from 'node:fs'
import mammoth from 'mammoth'
import { oneLine, readBank, refuse } from '../lines.mjs'

// Every run must name its Chinese font and language: there is no part for styles.
function checkFonts(tools, file) {
  const document = tools.parts(file)['word/document.xml'].toString()
  const count = (mark) => document.split(mark).length - 1
  const runs = count('<w:r>')
  if (runs === 0 || count('w:eastAsia="宋体"') !== runs || count('w:eastAsia="zh-CN"') !== runs)
    refuse('runs without a Chinese font or language', file)
}

async function readMammoth(file, { tools }) {
  checkFonts(tools, file)
  const { value, messages } = await mammoth.extractRawText({ path: file })
  if (messages.length) refuse('mammoth complains', messages[0].message)
  return readBank(value.split('\n\n'))
}

function readOffice(file, { tools }) {
  const [made] = tools.office(file, 'txt:Text (encoded):UTF8')
  return readBank(fs.readFileSync(made, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/))
}

export const readers = { mammoth: readMammoth, LibreOffice: readOffice }
export const fold = oneLine
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/tiku-docx'
