/** Makes `sample.jpg`, what the sample scene looks like, with the app's own kernel. */
import { readFile, writeFile } from 'node:fs/promises'
import { encode } from 'jpeg-js'
import { joinFrames } from '../frames.ts'
import { render } from '../render.ts'

const params = { frames: 1, width: 384, height: 216, samples: 144 }

interface Kernel {
  readonly memory: WebAssembly.Memory
  alloc(size: number): number
  run(shared: number, sharedLength: number, input: number, inputLength: number): number
  output_ptr(): number
  output_len(): number
}

const scene = new Uint8Array(await readFile(new URL('./sample.glb', import.meta.url)))
const job = await render.prepare(params, { scene })
const module = await WebAssembly.compile(new Uint8Array(job.module))

async function renderTile(index: number): Promise<Uint8Array> {
  const kernel = new WebAssembly.Instance(module).exports as unknown as Kernel
  const put = (bytes: Uint8Array) => {
    const at = kernel.alloc(bytes.length)
    new Uint8Array(kernel.memory.buffer).set(bytes, at)
    return at
  }
  const input = render.input(params, index)
  const code = kernel.run(put(job.shared), job.shared.length, put(input), input.length)
  if (code !== 0) throw new Error(`The kernel refused tile ${index} with code ${code}.`)
  const from = kernel.output_ptr()
  return new Uint8Array(kernel.memory.buffer).slice(from, from + kernel.output_len())
}

const { width, height } = params
for await (const rgb of joinFrames(params, renderTile)) {
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel += 1)
    data.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
  await writeFile(
    new URL('./sample.jpg', import.meta.url),
    encode({ data, width, height }, 88).data,
  )
}
