/**
 * Raw DEFLATE (RFC 1951), by which blocks travel smaller: the one format that browsers and Node both
 * have built in and that adds nothing of its own, for what a block must be its CID says. Engines
 * pack differently; what one packed all unpack to the same bytes.
 */
export interface Packing {
  pack(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * Unpacks a stranger's bytes. Stops as soon as there is more than `size` of them, and never holds
   * more than a few MiB beyond that, whatever they would become.
   * @throws {MalformedError} when they are not one whole stream of exactly `size` bytes.
   */
  unpack(packed: Uint8Array, size: number): Promise<Uint8Array>
}
