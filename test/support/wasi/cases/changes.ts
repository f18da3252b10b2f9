import { directory, file, oflags, type WasiCase } from '../case.ts'
import { call, from, u32 } from '../script.ts'
import { fd, mkdir, open, rmdir, unlink, write } from '../steps.ts'

/** What counts as a change of the directories given. */
export const changeCases: readonly WasiCase[] = [
  {
    name: 'other bytes of the same length are a change',
    steps: [open('file'), write('J')],
    changes: { written: [file('file', 'Jello')], removed: [] },
  },
  {
    name: 'what is written again as it was is no change, another kind is',
    steps: [
      open('file', { o: oflags.trunc }),
      call('fd_write', [fd, from('hello'), u32('n')]),
      unlink('link'),
      mkdir('link'),
      unlink('dir/inner'),
      rmdir('dir'),
      open('dir', { o: oflags.creat }),
    ],
    changes: { written: [file('dir', ''), directory('link')], removed: ['dir', 'link'] },
  },
  {
    name: 'only the outputs asked for come back',
    input: {
      preopens: [
        { guestPath: '/', entries: [file('gone', ''), file('kept', '')], outputs: ['out', 'kept'] },
      ],
    },
    steps: [
      mkdir('out'),
      open('out/a', { o: oflags.creat }),
      open('scratch', { o: oflags.creat }),
      unlink('gone'),
      unlink('kept'),
    ],
    changes: { written: [directory('out'), file('out/a', '')], removed: ['kept'] },
  },
]
