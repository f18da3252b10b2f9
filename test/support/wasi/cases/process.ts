import { expect } from 'vitest'
import { ROOT, rightBits, type WasiCase } from '../case.ts'
import { memoryMap } from '../prober.ts'
import { call, data, events, from, into, raw, ref, u32, u64, unsized } from '../script.ts'
import { BAD, OUTSIDE, open } from '../steps.ts'

const EPOCH = 10n ** 18n
const TICK = 10n ** 6n
const eventTypes = { clock: 0, read: 1, write: 2 } as const

interface Subscription {
  readonly userdata: bigint
  readonly type: number
  readonly fd?: number
  readonly clock?: number
  readonly timeout?: bigint
  readonly absolute?: boolean
}

function subscriptions(...list: Subscription[]): Uint8Array {
  const bytes = new Uint8Array(list.length * 48)
  for (const [index, each] of list.entries()) {
    const view = new DataView(bytes.buffer, index * 48, 48)
    view.setBigUint64(0, each.userdata, true)
    view.setUint8(8, each.type)
    view.setUint32(16, each.fd ?? each.clock ?? 0, true)
    view.setBigUint64(24, each.timeout ?? 0n, true)
    view.setUint16(40, each.absolute ? 1 : 0, true)
  }
  return bytes
}

const poll = (list: Subscription[], gives: object[]) =>
  call(
    'poll_oneoff',
    [data(subscriptions(...list)), events('e', list.length), list.length, u32('n')],
    'success',
    {
      e: expect.arrayContaining(gives.map((each) => expect.objectContaining(each))),
      n: gives.length,
    },
  )
const now = (clock: number, time: bigint) =>
  call('clock_time_get', [clock, 0n, u64('now')], 'success', { now: time })

const endings: readonly WasiCase[] = [
  { name: 'proc_exit with 0 is success', steps: [call('proc_exit', [0])] },
  {
    name: 'proc_exit ends the program at once with its code',
    steps: [call('proc_exit', [42]), call('fd_write', [1, from('never'), u32('n')])],
    ends: { kind: 'exit', code: 42 },
    stdout: '',
  },
  {
    name: 'an exit code has 32 bits',
    steps: [call('proc_exit', [0xffff_ffff])],
    ends: { kind: 'exit', code: 0xffff_ffff },
  },
  {
    name: 'proc_raise of a deadly signal is a trap, and what was printed stays',
    steps: [call('fd_write', [1, from('before'), u32('n')]), call('proc_raise', [6])],
    ends: { kind: 'trap' },
    stdout: 'before',
  },
  {
    name: 'proc_raise of the last signal there is is a trap',
    steps: [call('proc_raise', [30])],
    ends: { kind: 'trap' },
  },
  {
    name: 'proc_raise of a harmless signal does nothing, of none there is fails',
    steps: [
      ...[0, 13, 16, 17, 22, 28].map((signal) => call('proc_raise', [signal])),
      call('proc_raise', [31], 'inval'),
    ],
  },
]

/** Calls on the process: words, clocks, randomness, waiting, ending, and sockets that are none. */
export const processCases: readonly WasiCase[] = [
  {
    name: 'args and environ come as given',
    input: { args: ['prog', '', 'é b'], env: ['Z=1', 'A=', 'Z=2'] },
    steps: [
      call('args_sizes_get', [u32('count'), u32('size')], 'success', { count: 3, size: 11 }),
      call('args_get', [raw('argv', 12), unsized('text', 11)], 'success', {
        text: 'prog\0\0é b\0',
      }),
      call('environ_sizes_get', [u32('count'), u32('size')], 'success', { count: 3, size: 11 }),
      call('environ_get', [raw('envp', 12), unsized('text', 11)], 'success', {
        text: 'Z=1\0A=\0Z=2\0',
      }),
      ...['args', 'environ'].flatMap((of) => [
        call(`${of}_sizes_get`, [OUTSIDE + 13, u32('size')], 'fault'),
        call(`${of}_sizes_get`, [u32('count'), OUTSIDE + 13], 'fault'),
        call(`${of}_get`, [OUTSIDE, unsized('text', 11)], 'fault'),
        call(`${of}_get`, [raw('other', 12), OUTSIDE + 6], 'fault'),
      ]),
    ],
    check: ({ argv, envp }) => {
      const offsets = (list: unknown) => {
        const pointers = new Uint32Array((list as Uint8Array).slice().buffer)
        return [...pointers].map((each) => each - (pointers[0] ?? 0))
      }
      expect(offsets(argv)).toEqual([0, 5, 6])
      expect(offsets(envp)).toEqual([0, 4, 7])
    },
  },
  {
    name: 'no words are no words',
    input: { args: [], env: [] },
    steps: ['args', 'environ'].flatMap((of) => [
      call(`${of}_sizes_get`, [u32('count'), u32('size')], 'success', { count: 0, size: 0 }),
      call(`${of}_get`, [0, 0]),
    ]),
  },
  {
    name: 'clocks go on by a tick with each look, all together',
    steps: [
      ...[0, 1, 2, 3].map((clock) =>
        call('clock_res_get', [clock, u64('res')], 'success', { res: TICK }),
      ),
      now(0, EPOCH + TICK),
      now(1, 2n * TICK),
      now(2, 3n * TICK),
      now(3, 4n * TICK),
      now(0, EPOCH + 5n * TICK),
      call('clock_time_get', [4, 0n, u64('now')], 'inval'),
      call('clock_res_get', [4, u64('res')], 'inval'),
      call('clock_time_get', [0, 0n, OUTSIDE + 9], 'fault'),
      call('clock_res_get', [0, OUTSIDE + 9], 'fault'),
      now(1, 6n * TICK),
    ],
  },
  {
    name: 'random_get fills with bytes of the seed',
    steps: [
      call('random_get', [raw('a', 16), 16]),
      call('random_get', [raw('b', 16), 16]),
      call('random_get', [0, 0]),
      call('random_get', [0x10_0000, 0x10_0001], 'fault'),
      call('random_get', [OUTSIDE, 64], 'fault'),
      call('random_get', [0x14_0000, 0x2_0000]),
      call('random_get', [memoryMap.end - 8, 8]),
      call('random_get', [memoryMap.end - 8, 9], 'fault'),
    ],
    check: ({ a, b }) => {
      expect(a).not.toEqual(b)
      expect(a).not.toEqual(new Uint8Array(16))
    },
  },
  { name: 'sched_yield does nothing', steps: [call('sched_yield', [])] },
  {
    name: 'poll_oneoff jumps to the first clock',
    steps: [
      poll(
        [
          { userdata: 1n, type: eventTypes.clock, clock: 0, timeout: 5_000_000_000n },
          { userdata: 2n, type: eventTypes.clock, clock: 1, timeout: 2_000_000_000n },
        ],
        [{ userdata: 2n, errno: 'success', type: 0 }],
      ),
      now(1, 2_000_000_000n + TICK),
      poll(
        [
          {
            userdata: 3n,
            type: eventTypes.clock,
            clock: 1,
            timeout: 9n * 10n ** 9n,
            absolute: true,
          },
        ],
        [{ userdata: 3n }],
      ),
      now(1, 9n * 10n ** 9n + TICK),
      poll(
        [
          { userdata: 4n, type: eventTypes.clock, clock: 0, timeout: EPOCH, absolute: true },
          { userdata: 5n, type: eventTypes.clock, clock: 0, timeout: 0n },
          { userdata: 6n, type: eventTypes.clock, clock: 0, timeout: 2n ** 64n - 1n },
        ],
        [{ userdata: 4n }, { userdata: 5n }],
      ),
      now(1, 9n * 10n ** 9n + 2n * TICK),
    ],
  },
  {
    name: 'poll_oneoff finds files and streams ready, and does not wait then',
    steps: [
      open('file', { gives: { fd: 4 } }),
      call('fd_read', [ref('fd'), into('read', 2), u32('n')]),
      poll(
        [
          { userdata: 1n, type: eventTypes.read, fd: 4 },
          { userdata: 2n, type: eventTypes.write, fd: 1 },
          { userdata: 3n, type: eventTypes.clock, clock: 0, timeout: 10n },
          { userdata: 4n, type: eventTypes.write, fd: 4 },
        ],
        [
          { userdata: 1n, type: 1, nbytes: 3n, errno: 'success' },
          { userdata: 2n, type: 2, errno: 'success', nbytes: 65_536n },
          { userdata: 4n, type: 2, nbytes: 65_536n },
        ],
      ),
      now(1, TICK),
    ],
  },
  {
    name: 'poll_oneoff tells what is wrong with a subscription in its event',
    steps: [
      open('file', { base: rightBits.fd_read }),
      poll(
        [
          { userdata: 1n, type: eventTypes.read, fd: BAD },
          { userdata: 2n, type: eventTypes.read, fd: 1 },
          { userdata: 3n, type: eventTypes.read, fd: 4 },
          { userdata: 4n, type: eventTypes.read, fd: ROOT },
          { userdata: 5n, type: eventTypes.clock, clock: 4 },
        ],
        [
          { userdata: 1n, errno: 'badf' },
          { userdata: 2n, errno: 'notcapable' },
          { userdata: 3n, errno: 'notcapable' },
          { userdata: 4n, errno: 'notcapable' },
          { userdata: 5n, errno: 'inval' },
        ],
      ),
      call('poll_oneoff', [0, 0, 0, u32('n')], 'inval'),
      call('poll_oneoff', [0, 0, 100_000, u32('n')], 'inval'),
      call('poll_oneoff', [OUTSIDE, events('e', 1), 1, u32('n')], 'fault'),
      call('poll_oneoff', [data(subscriptions()), OUTSIDE, 1, u32('n')], 'fault'),
      call('poll_oneoff', [0, events('e', 1), 1, OUTSIDE + 13], 'fault'),
      call(
        'poll_oneoff',
        [data(subscriptions({ userdata: 1n, type: 3 })), events('e', 1), 1, u32('n')],
        'inval',
      ),
    ],
  },
  {
    name: 'there are no sockets',
    steps: [
      open('file'),
      ...[0, 1, ROOT, ref('fd')].flatMap((each) => [
        call('sock_accept', [each, 0, u32('n')], 'notsock'),
        call('sock_recv', [each, into('read', 4), 0, u32('n'), u32('flags')], 'notsock'),
        call('sock_send', [each, from('x'), 0, u32('n')], 'notsock'),
        call('sock_shutdown', [each, 3], 'notsock'),
      ]),
      call('sock_accept', [BAD, 0, u32('n')], 'badf'),
      call('sock_recv', [BAD, into('read', 4), 0, u32('n'), u32('flags')], 'badf'),
      call('sock_send', [BAD, from('x'), 0, u32('n')], 'badf'),
      call('sock_shutdown', [BAD, 3], 'badf'),
    ],
  },
  ...endings,
]
