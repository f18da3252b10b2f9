/** A Chromium that starts, installed from the platform's packages when there is none. */
export function ensureChromium(): Promise<string>
/** Existing files that are likely to be a Chromium, best first. */
export function chromiumCandidates(): string[]
