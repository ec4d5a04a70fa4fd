// QTI 2.2 is made QTI 3 by qti-convert, which reads the whole package, and played as such.
import path from 'node:path'
import { convertPackageFile } from '@citolab/qti-convert/qti-convert-node'
import { expect, fold, readPackage, sets } from '../qti.mjs'

async function read(file, context) {
  const converted = path.join(context.tools.freshFolder(), 'qti3.zip')
  const { log } = console
  console.log = () => {} // it reports on what it does
  try {
    await convertPackageFile(file, converted)
  } finally {
    console.log = log
  }
  // qti-components fails on an empty field where the mapping does not tell capitals from small letters.
  return readPackage(context.tools.unzip(converted), context, { emptyFails: true })
}

export const readers = { 'qti-convert and qti-components in Chromium': read }
export { expect, fold, sets }
