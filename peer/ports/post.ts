/** Takes bytes to a site, which owes nobody an answer. Never throws. */
export interface Post {
  /**
   * Brings bytes to an address, also should the tab go meanwhile.
   *
   * @param maxBytes of an answer.
   * @returns what was answered; undefined where the site did not answer, or not with success.
   */
  bring(url: string, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined>
  /** Keeps bytes ready that are brought when the tab goes; undefined: none. The last word counts. */
  leave(url: string, bytes: Uint8Array | undefined): void
}
