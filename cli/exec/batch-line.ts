import { z } from 'zod'
import { CommandError } from '../command-error.ts'
import { type ExecCommand, parseExecCommand } from './exec-options.ts'

const number = z.union([z.number(), z.string()])
const words = z.array(z.string())
const record = z.strictObject({
  program: z.string(),
  args: z.array(z.string()).default([]),
  env: z.union([z.record(z.string(), z.string()), z.array(z.string())]).default({}),
  dirs: z.array(z.string()).default([]),
  stdin: z.string().optional(),
  stdout: z.string().optional(),
  stderr: z.string().optional(),
  shared: z.string().optional(),
  format: z.string().optional(),
  gas: number.optional(),
  memory: number.optional(),
  seconds: number.optional(),
  plain: z.boolean().default(false),
})

/**
 * Reads one line of a batch: a JSON list of words as on the command line, or an object that names
 * them.
 *
 * @throws {CommandError} one line for whatever cannot be meant.
 */
export function parseBatchLine(text: string, folder: string): ExecCommand {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new CommandError('The line is not JSON.', { cause })
  }
  const schema = Array.isArray(value) ? words : record.transform(toWords)
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue && issue.path.length > 0 ? `"${issue.path.join('.')}": ` : ''
    throw new CommandError(`The line is no command. ${where}${issue?.message ?? ''}.`)
  }
  return parseExecCommand(parsed.data, folder)
}

function toWords(command: z.infer<typeof record>): string[] {
  const { program, args, env, dirs, plain, ...single } = command
  const variables = Array.isArray(env)
    ? env
    : Object.entries(env).map(([name, value]) => `${name}=${value}`)
  return [
    ...args.map((each) => `--arg=${each}`),
    ...variables.map((each) => `--env=${each}`),
    ...dirs.map((each) => `--dir=${each}`),
    ...Object.entries(single).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}=${value}`],
    ),
    ...(plain ? ['--plain'] : []),
    '--',
    program,
  ]
}
