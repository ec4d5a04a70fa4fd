// What several readers of formats use: unpacked packages, LibreOffice, Chromium.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { unzipSync } from 'fflate'

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'kaodian-readers-'))
let browser = null
let n = 0

export const freshFolder = () => {
  const folder = path.join(scratch, String(n++))
  fs.mkdirSync(folder)
  return folder
}

// The parts of a zip package: {name: Buffer}.
export const parts = (file) =>
  Object.fromEntries(Object.entries(unzipSync(fs.readFileSync(file))).map(([name, data]) => [name, Buffer.from(data)]))

// Unpacks a zip package; the folder.
export function unzip(file) {
  const folder = freshFolder()
  for (const [name, data] of Object.entries(parts(file))) {
    const to = path.join(folder, name)
    if (!to.startsWith(folder + path.sep)) throw new Error(`part ${name} leads outside`)
    if (name.endsWith('/')) continue
    fs.mkdirSync(path.dirname(to), { recursive: true })
    fs.writeFileSync(to, data)
  }
  return folder
}

export const listFiles = (folder) =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? listFiles(path.join(folder, e.name)) : [path.join(folder, e.name)])

// Converts with LibreOffice ("txt:Text (encoded):UTF8", 'csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,false,false,false,-1',
// "pdf"); the paths of what it wrote.
export function office(file, to, infilter = null) {
  const folder = freshFolder()
  const args = ['--headless', `-env:UserInstallation=file://${path.join(scratch, 'office')}`, '--convert-to', to, '--outdir', folder]
  if (infilter) args.push(`--infilter=${infilter}`)
  const run = spawnSync('soffice', [...args, file], { encoding: 'utf8', timeout: 180000 })
  const made = listFiles(folder)
  if (run.status !== 0 || made.length === 0) throw new Error(`LibreOffice: ${run.stderr || run.stdout || run.error}`)
  return made.sort()
}

// A page of Debian's Chromium; options as of newContext (viewport …). Nothing is loaded but files and data.
export async function page(options = {}) {
  if (!browser) {
    const { chromium } = await import('playwright-core')
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'],
    })
  }
  const context = await browser.newContext(options)
  return context.newPage()
}

export const xmllint = (...args) => execFileSync('xmllint', ['--nonet', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })

export async function close() {
  if (browser) await browser.close()
  fs.rmSync(scratch, { recursive: true, force: true })
}
