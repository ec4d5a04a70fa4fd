// 超星学习通 by what other people's exporters write: 19 columns, one blank an item. Its importer cannot be run here.
import { explanationOf, itemOf } from '../items.mjs'
import { choice, filled, foldLines, headingOf, levelOf, numbered, remarksOf, sheetReaders, sourceOf, table } from '../sheets.mjs'

const OPTIONS = [...'ABCDEFGH'].map((c) => `选项${c}`)
const NAMES = ['目录', '题目类型', '大题题干', '小题题型', '小题题干', '正确答案', '答案解析', '难易度', '知识点', '标签', '选项数', ...OPTIONS]

const kinds = {
  填空题: (row, stem, cells) => {
    if (filled(cells).length) throw new Error('options of a blank')
    if (stem.split('______').length !== 2) throw new Error(`not one blank: ${stem}`)
    if (/[；;]/.test(row['正确答案'])) throw new Error(`a mark that parts answers: ${row['正确答案']}`)
    const blank = [row['正确答案'], ...(remarksOf(row['答案解析']).accept[0] ?? [])]
    return { type: 'fill', stem: stem.replace('______', '____'), blanks: [blank] }
  },
  单选题: (row, stem, cells) => choice('single', stem, cells, row['正确答案']),
  多选题: (row, stem, cells) => choice('multiple', stem, cells, row['正确答案']),
  判断题: (row, stem, cells) => {
    if (filled(cells).join() !== '正确,错误' || !/^[AB]$/.test(row['正确答案'])) throw new Error(`judge ${cells.join()}`)
    return { type: 'judge', stem, answer: row['正确答案'] === 'A' }
  },
  简答题: (row, stem, cells) => {
    const { points, rest } = numbered(row['正确答案'])
    if (rest !== '' || filled(cells).length) throw new Error(`short answer ${row['正确答案']}`)
    return { type: 'short', stem, points }
  },
}

function items(sheets) {
  if (Object.keys(sheets).join() !== '课程题库') throw new Error(`sheets ${Object.keys(sheets)}`)
  return table(sheets['课程题库'], 0, 0, NAMES, ['选项数']).map((row) => {
    const cells = OPTIONS.map((name) => row[name])
    const read = kinds[row['题目类型']]
    if (!read) throw new Error(`type ${row['题目类型']}`)
    if (Number(row['选项数']) !== filled(cells).length) throw new Error(`选项数 ${row['选项数']}`)
    if (!/^\/[^/\\]+$/.test(row['目录']) || row['小题题型'] + row['小题题干'] + row['标签'] !== '') throw new Error(`row ${JSON.stringify(row)}`)
    const { explanation, source } = remarksOf(row['答案解析'])
    return { ...read(row, row['大题题干'], cells), explanation, source, folder: row['目录'].slice(1), point: row['知识点'], difficulty: row['难易度'] }
  })
}

export const readers = sheetReaders(items)

export const expect = (q, quiz) => ({
  ...itemOf(q),
  explanation: explanationOf(q),
  source: sourceOf(q, quiz),
  folder: levelOf(quiz.title),
  point: headingOf(q),
  difficulty: ['', '易', '易', '中', '难', '难'][q.difficulty],
})

const BESIDE = ['explanation', 'source', 'folder', 'point', 'difficulty']
const FIELDS = {
  fill: ['stem', 'blanks', ...BESIDE],
  single: ['stem', 'options', 'key', ...BESIDE],
  multiple: ['stem', 'options', 'key', ...BESIDE],
  judge: ['stem', 'answer', ...BESIDE],
  short: ['stem', 'points', ...BESIDE],
}
export const fields = { SheetJS: FIELDS, LibreOffice: FIELDS }
export const fold = foldLines
export const sets = 'tests/cases/exporter/chaoxing'
