import fs from 'node:fs'
import { itemOf } from '../items.mjs'

export const readers = { 'JSON.parse': (file) => JSON.parse(fs.readFileSync(file, 'utf8')).questions.map(itemOf) }
