// The vendor's parser as it was seen to work, written anew and strictly: an item without a type in brackets, which it
// silently drops, is refused here.
import fs from 'node:fs'
import { itemOf } from '../items.mjs'
import { oneLine, refuse } from '../lines.mjs'

const ITEM = /^(\d+)\.\s*(.+?)\s*\[([^\]]+)\](\s*（选填）)?\s*$/
const TYPES = { 单选题: 'single', 多选题: 'multiple', 判断题: 'judge', 填空题: 'fill', 考试多项填空: 'fill', 简答题: 'short', 排序题: 'order' }
const LETTER = /^[A-Za-z][.．、)）]\s*|^[A-Za-z]\s+(?=\S)/

function readItem([head, ...options], i) {
  const m = head.match(ITEM) ?? refuse('an item without a type, which is dropped', head)
  const [, number, stem, tag, optional] = m
  if (Number(number) !== i + 1 || !TYPES[tag] || optional) refuse('no item in its place', head)
  if (/题[\]】]|[\]】]$/.test(stem)) refuse('a second type', head)
  for (const o of options) if (ITEM.test(o) || o === '=== 分页 ===') refuse('an option that begins something', o)
  const item = { type: TYPES[tag], stem, options: options.map((o) => o.replace(LETTER, '')) }
  if (tag === '考试多项填空' ? stem.split('{_}').length < 3 : stem.includes('{_}')) refuse('other blanks than its type has', head)
  if (tag === '填空题' && stem.split('____').length !== 2) refuse('not one blank', head)
  if (item.type === 'judge' && item.options.join() !== '对,错') refuse('not 对 and 错', head)
  return { ...item, stem: stem.replaceAll('{_}', '____') }
}

function read(file) {
  const blocks = fs.readFileSync(file, 'utf8').split('\n\n').map((b) => b.split('\n').filter(Boolean).map((l) => l.trim()))
  const [title] = blocks.shift()
  if (!title) refuse('no title', title)
  if (blocks[0]?.length === 1 && blocks[0][0].startsWith('（')) blocks.shift()
  return blocks.map(readItem)
}

const choice = ['stem', 'options']
export const readers = { 'a strict reader': read }
// The form carries no answers.
export const fields = {
  'a strict reader': { fill: ['stem'], single: choice, multiple: choice, judge: ['stem'], short: ['stem'], order: choice },
}
export const expect = (q) => ({ ...itemOf(q), ...(q.items ? { options: q.items } : {}) })
export const fold = oneLine
// The golden case's set has what is hard on this kind of format.
export const sets = 'tests/cases/exporter/wjx-text'
