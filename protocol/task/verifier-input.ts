/** Bytes of the seed that a verifier draws its coins from. */
export const VERIFIER_SEED_BYTES = 32

/**
 * What a verifier is run on, beside the job's shared bytes: the length of the subtask's input as a
 * u32 (little-endian), that input, the seed, and then the result to its end.
 *
 * @param seed secret until the provider has signed the result.
 */
export function verifierInput(
  input: Uint8Array,
  seed: Uint8Array,
  output: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const seedAt = 4 + input.byteLength
  const outputAt = seedAt + seed.byteLength
  const bytes = new Uint8Array(outputAt + output.byteLength)
  new DataView(bytes.buffer).setUint32(0, input.byteLength, true)
  bytes.set(input, 4)
  bytes.set(seed, seedAt)
  bytes.set(output, outputAt)
  return bytes
}
