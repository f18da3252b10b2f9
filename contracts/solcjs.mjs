#!/usr/bin/env node
// forge expects a native solc; this answers in its place with the solc of npm, so that building and
// testing the contracts needs Node and nothing else.
import fs from 'node:fs'
import solc from 'solc'

if (process.argv.includes('--version')) {
  const version = solc.version().split('+')[0]
  console.log(
    `solc, the solidity compiler commandline interface (solcjs)\nVersion: ${version}+commit.00000000.Emscripten.clang`,
  )
} else {
  fs.writeSync(1, solc.compile(fs.readFileSync(0, 'utf8')))
}
