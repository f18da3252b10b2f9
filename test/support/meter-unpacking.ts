/** Bytes that the engine was given to unpack, and that were read of what it made of them. */
export interface UnpackingMeter {
  givenBytes: number
  readBytes: number
}

/** Meters all unpacking until `run` ends, however it does. */
export async function meterUnpacking(run: () => Promise<unknown>): Promise<UnpackingMeter> {
  const { DecompressionStream: Engine } = globalThis
  const meter = { givenBytes: 0, readBytes: 0 }
  /** Asks for nothing before it is asked itself. */
  const count = (what: keyof UnpackingMeter) =>
    new TransformStream<Uint8Array, Uint8Array>(
      {
        transform: (bytes, controller) => {
          meter[what] += bytes.byteLength
          controller.enqueue(bytes)
        },
      },
      undefined,
      { highWaterMark: 0 },
    )
  globalThis.DecompressionStream = class {
    readonly readable: ReadableStream
    readonly writable: WritableStream
    constructor(format: CompressionFormat) {
      const given = count('givenBytes')
      this.writable = given.writable
      this.readable = given.readable
        .pipeThrough(new Engine(format) as ReadableWritablePair<Uint8Array, Uint8Array>)
        .pipeThrough(count('readBytes'))
    }
  } as typeof Engine
  try {
    await run().catch(() => {})
    return meter
  } finally {
    globalThis.DecompressionStream = Engine
  }
}
