import { RENDER_LIMITS } from '#wasm-tasks/render/params.ts'
import { CommandError } from '../command-error.ts'
import { parseCount, parseWords } from '../options.ts'

export interface DemoOptions {
  readonly providers: number
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly samples: number
  /** Folder for the video. */
  readonly out: string
  /** File for the evidence of the job. */
  readonly evidence: string | undefined
  readonly json: boolean
  readonly free: boolean
  readonly headful: boolean
  /** A browser process for every provider, in place of one with separate profiles. */
  readonly processes: boolean
  readonly timeoutSeconds: number
}

export const DEMO_USAGE = `Usage: npm run demo -- [options]

What stands in brackets is taken unless you say otherwise.

  --providers N     provider tabs, two at least (3)
  --frames N        frames to render (24)
  --size WxH        size of a frame (320x180)
  --samples N       samples a pixel (16)
  --out FOLDER      where the video goes (out)
  --evidence FILE   keep the job's evidence there, for npm run loam -- verify FILE
  --free            ask for the work for free: no wallet, no chain
  --json            one JSON object on the last line of stdout
  --headful         show the browser
  --processes       a browser process for every provider
  --timeout SECONDS give up after this long (600)`

const text = (fallback: string) => ({ type: 'string', default: fallback }) as const
const flag = { type: 'boolean', default: false } as const
const options = {
  providers: text('3'),
  frames: text('24'),
  size: text('320x180'),
  samples: text('16'),
  out: text('out'),
  timeout: text('600'),
  evidence: { type: 'string' },
  free: flag,
  json: flag,
  headful: flag,
  processes: flag,
  help: { type: 'boolean', short: 'h', default: false },
} as const

const SIDE = RENDER_LIMITS.side

/** @throws {CommandError} one line for whatever cannot be meant. */
export function parseDemoOptions(args: readonly string[]): DemoOptions | 'help' {
  const { values } = parseWords({ args, options }, DEMO_USAGE)
  if (values.help) return 'help'
  const size = /^(\d+)x(\d+)$/.exec(values.size)
  if (!size)
    throw new CommandError(`--size wants WIDTHxHEIGHT, such as 320x180, not ${values.size}.`)
  const [width, height] = [Number(size[1]), Number(size[2])]
  if (![width, height].every((side) => side >= 16 && side <= SIDE && side % 2 === 0))
    throw new CommandError(`--size wants even sides from 16 to ${SIDE} pixels, not ${values.size}.`)
  return {
    // A result counts once two providers with different payees agree on it.
    providers: parseCount('providers', values.providers, 2, 64),
    frames: parseCount('frames', values.frames, 1, RENDER_LIMITS.frames),
    width,
    height,
    samples: parseCount('samples', values.samples, 1, RENDER_LIMITS.samples),
    out: values.out,
    evidence: values.evidence,
    json: values.json,
    free: values.free,
    headful: values.headful,
    processes: values.processes,
    timeoutSeconds: parseCount('timeout', values.timeout, 1, 86_400),
  }
}
