import { expect, fold, readPackage, sets } from '../qti.mjs'

export const readers = { 'qti-components in Chromium': (file, context) => readPackage(context.tools.unzip(file), context) }
export { expect, fold, sets }
